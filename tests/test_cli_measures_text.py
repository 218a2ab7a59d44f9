"""The measures of a GAN as a text, for each kind of distribution."""

import numpy as np
import pytest

from numpygan.cli.measures_text import count_of_steps, describe_measures
from numpygan.distributions import Labeled, Mixture, MultivariateNormal, Normal, SecondGivenFirst, ring, two_moons

EXACT = {"js": 0.08231, "c": -1.2217, "v_exact": -1.31512, "gap": 0.09}
POINTS = {"js_sample": 0.1234, "js_floor": 0.0137, "v_sample": -1.2}
MODES = {"modes": 7, "share": 0.9612}
TWO = Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)])
PART = SecondGivenFirst(MultivariateNormal([0, 0], 1))


@pytest.mark.parametrize(
    ("distribution", "measures", "words", "brief"),
    [
        (
            Normal(4, 0.5),
            EXACT,
            "JS = 0.0823 (0 to 0.6931), V(D,G) = -1.3151, C(G) = -1.2217 (-1.3863 at best)",
            "JS = 0.0823 (0 to 0.6931)",
        ),
        (
            ring(),
            POINTS | MODES,
            "7 of 8 modes, 96.1% within 3 sigma (perfect: 98.9%), JS from points = 0.1234 (perfect: 0.0137)",
            "7 of 8 modes, 96.1% within 3 sigma (perfect: 98.9%)",
        ),
        (
            TWO,
            EXACT | {"modes": 2, "share": 0.9},
            "JS = 0.0823 (0 to 0.6931), V(D,G) = -1.3151, C(G) = -1.2217 (-1.3863 at best), "
            "2 of 2 modes, 90.0% within 3 sigma (perfect: 99.7%)",
            "JS = 0.0823 (0 to 0.6931)",
        ),
        (
            two_moons(),
            POINTS,
            "JS from points = 0.1234 (perfect: 0.0137)",
            "JS from points = 0.1234 (perfect: 0.0137)",
        ),
        (
            Labeled(ring()),
            {"js_sample_mean": 0.3, "js_sample_worst": 0.6, "js_floor": 0.01, "share_mean": 0.5, "share_worst": 0.1},
            "mean over the conditions: 50.0% within 3 sigma (perfect: 98.9%), "
            "JS from points = 0.3000 (perfect: 0.0100)",
            "50.0% within 3 sigma (perfect: 98.9%)",
        ),
        (
            PART,
            {"js_mean": 0.03, "js_worst": 0.05},
            "mean over the conditions: JS = 0.0300",
            "JS = 0.0300",
        ),
        (two_moons(), {"v": -1.38629}, "V(D,G) = -1.386 on a minibatch", "V(D,G) = -1.386 on a minibatch"),
        (two_moons(), {}, "", ""),
    ],
)
def test_measures(distribution, measures, words, brief):
    assert describe_measures(measures, distribution) == words
    assert describe_measures(measures, distribution, brief=True) == brief


def test_a_share_that_is_not_a_number():
    assert describe_measures({"modes": 0, "share": np.nan}, ring()).startswith("0 of 8 modes, nan%")


def test_steps():
    assert (count_of_steps(1), count_of_steps(0), count_of_steps(30_000)) == ("1 step", "0 steps", "30,000 steps")
