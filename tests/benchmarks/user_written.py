"""Fifty distributions as a user writes them: a log density alone, with spikes, jumps and singular ends.

    python tests/benchmarks/user_written.py

Each is built from pieces whose masses and divergences from the uniform distribution have closed forms or are integrals
of one smooth piece. A distribution does not know its landmarks. Printed are the calls whose true error is above ten
times the reported one, and how many calls were refused.
"""

import itertools
import sys

import numpy as np
from scipy import integrate

from numpygan.distributions import Uniform, Univariate
from numpygan.theory import js, kl, total_variation

FACTOR = 10.0
LOG_2 = np.log(2)


class UserWritten(Univariate):
    """A density on [low, high] that is given by its logarithm, and nothing else."""

    def __init__(self, name, log_density, low, high):
        self.name, self.function, self.support = name, log_density, (float(low), float(high))

    def __repr__(self):
        return self.name

    def log_density(self, x):
        low, high = self.support
        with np.errstate(all="ignore"):
            inside = (x >= low) & (x <= high)
            return np.where(inside, self.function(np.where(inside, x, (low + high) / 2)), -np.inf)


def spike(center, width, weight, low, high):
    """A uniform distribution with a uniform spike: densities, and the lengths on which it has them."""
    base = (1 - weight) / (high - low)
    top = base + weight / width

    def log_density(x):
        return np.where(np.abs(x - center) <= width / 2, np.log(top), np.log(base))

    steps = [(base, high - low - width), (top, width)]
    return UserWritten(f"spike({center}, {width}, {weight}) on [{low}, {high}]", log_density, low, high), steps


def jump(at, left, low, high):
    """Constant on both sides of a jump; the left side has the mass ``left``."""
    levels = left / (at - low), (1 - left) / (high - at)

    def log_density(x):
        return np.where(x < at, np.log(levels[0]), np.log(levels[1]))

    steps = [(levels[0], at - low), (levels[1], high - at)]
    return UserWritten(f"jump({at}, {left}) on [{low}, {high}]", log_density, low, high), steps


def singular(power, side, low, high):
    """power s^(power - 1) / length^power at the distance s from an end."""
    length = high - low

    def log_density(x):
        s = x - low if side < 0 else high - x
        return np.log(power) + (power - 1) * np.log(s) - power * np.log(length)

    return UserWritten(f"singular({power}, {side}) on [{low}, {high}]", log_density, low, high), power


def js_term(p, q):
    m = (p + q) / 2
    return ((p * np.log(p / m) if p > 0 else 0) + q * np.log(q / m)) / 2


def truths(what, low, high):
    """KL both ways, JS and TV of the distribution against the uniform one."""
    q = 1 / (high - low)
    if isinstance(what, list):
        return (
            sum(p * np.log(p / q) * length for p, length in what),
            sum(q * np.log(q / p) * length for p, length in what),
            sum(js_term(p, q) * length for p, length in what),
            sum(abs(p - q) * length for p, length in what) / 2,
        )
    # With u = (s / length)^power, uniform under p, p / q = power u^(1 - 1 / power), and q = du / (p / q).
    a = what

    def in_u(f):
        # u = exp(-v): the integrals over v are smooth.
        return integrate.quad(
            lambda v: f(a * np.exp(-v * (1 - 1 / a))) * np.exp(-v), 0, 100, epsabs=1e-15, epsrel=1e-13, limit=500
        )[0]

    crossing = a ** (1 / (1 - a))  # s / length where p = q
    return (
        np.log(a) + 1 / a - 1,
        a - 1 - np.log(a),
        in_u(lambda r: (np.log(2 * r / (1 + r)) + np.log(2 / (1 + r)) / r) / 2),
        abs(crossing**a - crossing),
    )


def cases():
    intervals = [(0.0, 1.0), (-1.0, 2.0), (1.0, 3.0), (100.0, 101.0)]
    for (low, high), (width, weight) in itertools.product(
        intervals, [(1e-2, 0.3), (1e-4, 0.1), (1e-6, 0.02), (0.2, 0.5)]
    ):
        center = low + 0.3717 * (high - low)
        yield *spike(center, width, weight, low, high), low, high
    for (low, high), (at, left) in itertools.product(
        intervals, [(0.1234, 0.5), (0.777, 0.1), (0.5001, 0.9), (0.03, 0.3)]
    ):
        yield *jump(low + at * (high - low), left, low, high), low, high
    for (low, high), (power, side) in itertools.product(
        intervals[:3], [(0.5, -1), (0.5, 1), (0.2, 1), (0.3, -1), (2.5, 1), (0.8, -1)]
    ):
        yield *singular(power, side, low, high), low, high


def main() -> int:
    calls = refused = wrong = 0
    worst = 0.0
    every = list(cases())
    for p, what, low, high in every:
        uniform = Uniform(low, high)
        measures = (kl, lambda p, q: kl(q, p), js, total_variation)
        for name, measure, exact in zip(("kl", "kl_back", "js", "tv"), measures, truths(what, low, high), strict=True):
            calls += 1
            try:
                found = measure(p, uniform)
            except (ArithmeticError, ValueError) as error:
                refused += 1
                print(f"refused: {name} of {p}: {str(error)[:150]}")
                continue
            off = abs(found - exact)
            ratio = off / (found.error + 1e-12 * (1 + abs(exact)))
            worst = max(worst, ratio)
            if ratio > FACTOR:
                wrong += 1
                print(f"wrong: {name} of {p}: {found!r}, exactly {exact!r}")
    print(f"{len(every)} distributions, {calls} calls, {refused} refused, {wrong} wrong; largest ratio {worst:.2g}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
