"""The distributions that the command line knows by name."""

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
    """A distribution, of points or of points given a condition, and the line that introduces it."""

    distribution: Distribution | Conditional
    about: str


CORRELATED = MultivariateNormal([0, 0], [[1, 0.8], [0.8, 1]])

CATALOG: dict[str, Entry] = {
    "normal": Entry(Normal(4, 0.5), "N(4, 0.5): the first thing to try"),
    "wide-normal": Entry(Normal(4, 1.25), "N(4, 1.25): as far away, wider than the noise"),
    "uniform": Entry(Uniform(2, 4), "uniform on [2, 4]: the support ends"),
    "laplace": Entry(from_scipy(stats.laplace(2, 0.5)), "Laplace at 2, scale 0.5: a corner at the mode"),
    "gamma": Entry(from_scipy(stats.gamma(2)), "gamma of shape 2: skewed, on the positive half line"),
    "two-modes": Entry(Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)]), "modes at -2 and 2: hard for a small G"),
    "far-normal": Entry(Normal(400, 3), "N(400, 3): far from the noise, a matter of scale"),
    "ring": Entry(ring(), "8 modes on a circle of radius 2, std 0.02"),
    "small-ring": Entry(ring(radius=1, std=0.01), "8 modes on a circle of radius 1, std 0.01 (PacGAN)"),
    "grid": Entry(grid(), "5 x 5 modes, 2 apart, std 0.05"),
    "correlated-normal": Entry(CORRELATED, "a normal distribution of the plane, correlation 0.8"),
    "checkerboard": Entry(checkerboard(), "uniform on the dark squares of a 4 x 4 board"),
    "two-moons": Entry(two_moons(), "two half circles that interlock"),
    "swiss-roll": Entry(swiss_roll(), "one and a half turns, denser inside"),
    "spiral": Entry(spiral(), "two arms from the center outward"),
    "annulus": Entry(annulus(), "uniform between two circles: a hole in the support"),
    "line": Entry(line(), "a segment of the plane: no area, no density"),
    "labeled-ring": Entry(Labeled(ring()), "ring, given which mode: a class label"),
    "labeled-grid": Entry(Labeled(grid()), "grid, given which mode: a class label"),
    "second-given-first": Entry(SecondGivenFirst(CORRELATED), "x2 given x1, correlation 0.8: a part of the data"),
    "angle": Entry(AngleToPoint(), "a point near the circle, given its angle: another modality"),
}


def named_distribution(name: str) -> Distribution | Conditional:
    """The distribution called ``name``; an unknown name is an error that lists the nearest ones."""
    return CATALOG[arguments.known_name("distribution", name, CATALOG)].distribution
