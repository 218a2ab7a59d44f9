"""Stands in for ``numpygan.training.measures`` and ``numpygan.training.verdict`` until they are there."""

from typing import NamedTuple

import numpy as np

from numpygan.distributions import Conditional, Distribution, Multivariate, Univariate
from numpygan.training import GAN, History, exact_measures
from numpygan.training.train import Measure

POINTS = 2500


class Verdict(NamedTuple):
    text: str


def measures_for(law: Distribution | Conditional) -> Measure:
    if isinstance(law, Univariate):
        return lambda gan: exact_measures(gan, law)
    if isinstance(law, Multivariate) and len(law.normals) > 1:
        return lambda gan: _modes(gan, law)
    return lambda gan: {}


def _modes(gan: GAN, law: Multivariate) -> dict[str, float]:
    x = gan.sample(POINTS, rng=np.random.default_rng(0)).astype(float)
    inside = np.array(
        [(((x - normal.mean) @ normal.whiten.T) ** 2).sum(axis=1) <= 9 for _, normal in law.normals]
    )  # (k, n)
    return {"modes": float(inside.any(axis=1).sum()), "share": float(inside.any(axis=0).mean())}


def verdict(history: History, law: Distribution | Conditional) -> Verdict:
    if "js" in history.names and len(history):
        return Verdict("learned" if history["js"][-1] < 0.01 else "not learned")
    return Verdict("no verdict")
