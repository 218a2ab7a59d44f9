"""2-D toy distributions along a curve: two moons, a Swiss roll, a spiral, a line.

A sample is a random point of the curve plus normal noise. These distributions have no ``log_pdf``: without noise there
is no density, because a curve has no area; with noise it is an integral along the curve, which is not computed.
``toy_2d.py`` has 2-D distributions with an exact density.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions.base import Distribution, NoDensityError


class NoisyCurve(Distribution):
    """curve(t) + std z, with t uniform on [0, 1) and z 2-D standard normal; see the functions below.

    Parameters
    ----------
    curve : callable
        Maps t (n,) in [0, 1) to points (n, 2).
    std : float
        Standard deviation of the noise in each direction, >= 0.
    name : str
        The name of the curve, for ``repr``.
    """

    dim = 2

    def __init__(self, curve: Callable[[np.ndarray], np.ndarray], std: float, name: str) -> None:
        self.curve, self.name = curve, name
        self.std = arguments.finite("std", std)
        if self.std < 0:
            raise ValueError(f"std must be >= 0, got {std!r}")

    def __repr__(self) -> str:
        return f"{self.name} with noise of std {self.std:g}" if self.std else self.name

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        points = self.curve(arguments.generator(rng).random(n))
        return points + rng.normal(scale=self.std, size=points.shape)

    def log_pdf(self, x: npt.ArrayLike) -> np.ndarray:
        why = (
            "is an integral along the curve, which is not computed"
            if self.std
            else "does not exist, because a curve has no area"
        )
        raise NoDensityError(
            f"the density of {self!r} {why}; train on it, and compare samples by nearest_neighbor_js or held_out_js"
        )


def two_moons(radius: float = 2.0, std: float = 0.1) -> NoisyCurve:
    """Two interlocking half circles: the upper half moved by (-1/2, -1/4) radius, the lower by (1/2, 1/4) radius.

    Uniform in arc length; each moon has half of the mass.

    Parameters
    ----------
    radius : float
    std : float
        Standard deviation of the noise in each direction, >= 0.

    References
    ----------
    ``sklearn.datasets.make_moons``, centered at 0, for a radius of 1.

    Examples
    --------
    >>> two_moons(std=0).curve(np.array([0.25, 0.75]))  # the highest and the lowest point
    array([[-1. ,  1.5],
           [ 1. , -1.5]])
    """
    radius = arguments.positive("radius", radius)
    return NoisyCurve(partial(_moons, radius=radius), std, f"two_moons(radius={radius:g})")


def _moons(t: np.ndarray, radius: float) -> np.ndarray:
    side = np.where(t < 0.5, -1, 1)[:, None]
    return radius * (_unit(t) + side * np.array([0.5, 0.25]))


def swiss_roll(radius: float = 3.0, std: float = 0.05) -> NoisyCurve:
    """One and a half turns of a spiral; the distance from 0 grows with the angle from ``radius / 3`` to ``radius``.

    Uniform in the angle, so the density in arc length decreases outward.

    Parameters
    ----------
    radius : float
        Distance of the outer end from 0.
    std : float
        Standard deviation of the noise in each direction, >= 0.

    References
    ----------
    The first and third coordinate of ``sklearn.datasets.make_swiss_roll``, scaled, as in the code of
    Gulrajani et al. (2017), Improved training of Wasserstein GANs.
    """
    radius = arguments.positive("radius", radius)
    return NoisyCurve(partial(_roll, radius=radius), std, f"swiss_roll(radius={radius:g})")


def _roll(t: np.ndarray, radius: float) -> np.ndarray:
    turn = 0.75 + 1.5 * t
    return radius / 2.25 * turn[:, None] * _unit(turn)


def spiral(arms: int = 2, turns: float = 1.5, radius: float = 3.0, std: float = 0.1) -> NoisyCurve:
    """``arms`` equal spirals from 0 in evenly spaced directions; the distance from 0 grows with the angle.

    Uniform in the square of the distance from 0. At the angle theta of an arm the density in arc length is
    proportional to theta / sqrt(1 + theta^2), which is constant to 5 % after the first half turn.

    Parameters
    ----------
    arms : int
    turns : float
        Number of turns of an arm around 0, > 0.
    radius : float
        Distance of the outer ends from 0.
    std : float
        Standard deviation of the noise in each direction, >= 0.

    References
    ----------
    Close to the ``2spirals`` in the code of Grathwohl et al. (2019), FFJORD.
    """
    arms = arguments.positive_int("arms", arms)
    turns, radius = arguments.positive("turns", turns), arguments.positive("radius", radius)
    curve = partial(_spiral, arms=arms, turns=turns, radius=radius)
    return NoisyCurve(curve, std, f"spiral(arms={arms}, turns={turns:g}, radius={radius:g})")


def _spiral(t: np.ndarray, arms: int, turns: float, radius: float) -> np.ndarray:
    along, arm = np.modf(arms * t)
    r = np.sqrt(along)
    return radius * r[:, None] * _unit(turns * r + arm / arms)


def line(start: npt.ArrayLike = (-2, -1), end: npt.ArrayLike = (2, 1), std: float = 0.0) -> NoisyCurve:
    """The uniform distribution on the segment from ``start`` to ``end``; without noise its support has no area.

    Parameters
    ----------
    start, end : array_like of shape (2,)
        Distinct points.
    std : float
        Standard deviation of the noise in each direction, >= 0.

    References
    ----------
    Arjovsky and Bottou (2017), Towards principled methods for training GANs: if the data lie on a set of lower
    dimension, a perfect discriminator exists, and JS is log 2.

    Examples
    --------
    >>> line().curve(np.array([0.5]))
    array([[0., 0.]])
    """
    ends = np.array([_point("start", start), _point("end", end)])
    if (ends[0] == ends[1]).all():
        raise ValueError(f"start and end must be distinct, got {ends[0]} for both")
    name = "line(start=({:g}, {:g}), end=({:g}, {:g}))".format(*ends.ravel())
    return NoisyCurve(partial(_line, start=ends[0], end=ends[1]), std, name)


def _line(t: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    return start + t[:, None] * (end - start)


def _point(name: str, x: npt.ArrayLike) -> np.ndarray:
    point = np.array(x, dtype=float)
    if point.shape != (2,):
        raise ValueError(f"{name} has shape {point.shape}, expected (2,)")
    return arguments.all_finite(name, point)


def _unit(turn: np.ndarray) -> np.ndarray:
    """The points (n, 2) of the unit circle after ``turn`` (n,) turns."""
    angle = 2 * np.pi * turn
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)
