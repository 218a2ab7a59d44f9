"""The laws that the command line knows by name."""

from typing import NamedTuple

from scipy import stats

from numpygan import arguments
from numpygan.distributions.distribution import Univariate
from numpygan.distributions.from_scipy import from_scipy
from numpygan.distributions.mixture import Mixture
from numpygan.distributions.normal import Normal
from numpygan.distributions.uniform import Uniform


class Entry(NamedTuple):
    """A law and the line that introduces it."""

    law: Univariate
    about: str


CATALOG: dict[str, Entry] = {
    "normal": Entry(Normal(4, 0.5), "N(4, 0.5): the first thing to try"),
    "wide-normal": Entry(Normal(4, 1.25), "N(4, 1.25): as far away, wider than the noise"),
    "uniform": Entry(Uniform(2, 4), "uniform on [2, 4]: the support ends"),
    "laplace": Entry(from_scipy(stats.laplace(2, 0.5)), "Laplace at 2, scale 0.5: a corner at the mode"),
    "gamma": Entry(from_scipy(stats.gamma(2)), "gamma of shape 2: skewed, on the positive half line"),
    "two-modes": Entry(Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)]), "modes at -2 and 2: hard for a small G"),
}


def named_law(name: str) -> Univariate:
    """The law called ``name``; an unknown name is an error that lists the nearest ones."""
    return CATALOG[arguments.known_name("law", name, CATALOG)].law
