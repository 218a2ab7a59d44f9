"""``CATALOG``: the distributions that the command line accepts by name."""

from typing import NamedTuple

from scipy import stats

from numpygan import arguments
from numpygan.distributions.base import Distribution
from numpygan.distributions.conditional import AngleToPoint, Conditional, Labeled, SecondGivenFirst
from numpygan.distributions.mixture import Mixture
from numpygan.distributions.multivariate_normal import MultivariateNormal
from numpygan.distributions.normal import Normal
from numpygan.distributions.scipy_adapters import from_scipy
from numpygan.distributions.toy_2d import annulus, checkerboard, grid, ring
from numpygan.distributions.toy_2d_curves import line, spiral, swiss_roll, two_moons
from numpygan.distributions.uniform import Uniform


class Entry(NamedTuple):
    """A distribution, possibly conditional, and its description in one line."""

    distribution: Distribution | Conditional
    about: str


CORRELATED = MultivariateNormal([0, 0], [[1, 0.8], [0.8, 1]])

CATALOG: dict[str, Entry] = {
    "normal": Entry(Normal(4, 0.5), "N(4, 0.5^2): the first thing to try"),
    "wide-normal": Entry(Normal(4, 1.25), "N(4, 1.25^2): the same mean, wider than the noise"),
    "uniform": Entry(Uniform(2, 4), "uniform on [2, 4]: bounded support"),
    "laplace": Entry(from_scipy(stats.laplace(2, 0.5)), "Laplace at 2, scale 0.5: a corner at the mode"),
    "gamma": Entry(from_scipy(stats.gamma(2)), "gamma of shape 2: skewed, on the positive half line"),
    "two-modes": Entry(Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)]), "modes at -2 and 2: hard for a small G"),
    "far-normal": Entry(Normal(400, 3), "N(400, 3^2): far from the noise; needs standardized data"),
    "wide-ring": Entry(ring(std=0.15), "8 modes on a circle of radius 2, std 0.15: easy to learn"),
    "ring": Entry(ring(), "8 modes on a circle of radius 2, std 0.02"),
    "small-ring": Entry(ring(radius=1, std=0.01), "8 modes on a circle of radius 1, std 0.01 (PacGAN)"),
    "grid": Entry(grid(), "5 x 5 modes, 2 apart, std 0.05"),
    "correlated-normal": Entry(CORRELATED, "2-D normal distribution with correlation 0.8"),
    "checkerboard": Entry(checkerboard(), "uniform on the dark squares of a 4 x 4 checkerboard"),
    "two-moons": Entry(two_moons(), "two interlocking half circles"),
    "swiss-roll": Entry(swiss_roll(), "one and a half turns of a spiral, denser inside"),
    "spiral": Entry(spiral(), "two arms from the center outward"),
    "annulus": Entry(annulus(), "uniform between two circles: a hole in the support"),
    "line": Entry(line(), "a 2-D segment: no area, so no density"),
    "labeled-ring": Entry(Labeled(ring()), "ring; the condition is the mode (class label)"),
    "labeled-grid": Entry(Labeled(grid()), "grid; the condition is the mode (class label)"),
    "second-given-first": Entry(SecondGivenFirst(CORRELATED), "x2 given x1, correlation 0.8; x1 is the condition"),
    "angle": Entry(AngleToPoint(), "a point near a circle; the condition is its angle"),
}


def named_distribution(name: str) -> Distribution | Conditional:
    """The distribution called ``name``; the error for an unknown name lists similar names."""
    return CATALOG[arguments.known_name("distribution", name, CATALOG)].distribution
