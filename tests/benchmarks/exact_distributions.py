"""The distributions of ``pairs`` again, in as many digits as MPFR is told to have, written from their formulas.

Nothing here is shared with numpygan: this is the second path. A point is a pair (anchor, offset), so
that the distance to a singular end keeps its digits.
"""

import math
from typing import Any

import gmpy2
from gmpy2 import exp, log, log1p, mpfr, sqrt

Spec = tuple[Any, ...]
inf = gmpy2.inf()
NEVER = mpfr("-1e6")  # a log density below this is one of 0: numpygan's double precision ends at -745

# How a tail falls, the heaviest first: like x^-(1+a), exp(-log^2), exp(-r x^c), exp(-r x^2), exp(-exp(x / b)).
POWER, LOG_SQUARE, STRETCHED, GUMBEL, NONE = range(5)


class Exact:
    """A distribution with its atoms, the places where it must be cut, and how its tails (left, right) fall."""

    def __init__(self, spec: Spec) -> None:
        self.kind, *rest = spec
        self.tails: list[tuple] = [(NONE,), (NONE,)]
        self.atoms: dict[mpfr, mpfr] = {}
        self.parts: list[tuple[mpfr, Exact]] = []
        self.low, self.high = -inf, inf
        if self.kind == "modes":
            count, std = rest
            rest = [[1 / count] * count, [("normal", i, std) for i in range(count)]]
            self.kind = "mixture"
        if self.kind == "uniform":
            rest = [mpfr(rest[0]), mpfr(rest[1]) - mpfr(rest[0])]
        if self.kind == "mixture":
            self._mix(*rest)
        elif self.kind == "categorical":
            self.atoms = {mpfr(x): mpfr(p) for p, x in zip(*rest, strict=True) if p > 0}
        elif self.kind in MASSES:
            self.atoms = MASSES[self.kind](*rest)
            self.last = rest[0]  # of a binomial distribution
        else:
            *shapes, loc, scale = rest
            self.shapes, self.loc, self.scale = [mpfr(s) for s in shapes], mpfr(loc), mpfr(scale)
            self._spread()

    def _mix(self, weights: list[float], specs: list[Spec]) -> None:
        self.parts = [(mpfr(w), Exact(s)) for w, s in zip(weights, specs, strict=True) if w > 0]
        for w, part in self.parts:
            for x, mass in part.atoms.items():
                self.atoms[x] = self.atoms.get(x, mpfr(0)) + w * mass
        self.parts = [(w, part) for w, part in self.parts if not part.atoms or part.parts]
        self.parts = [(w, part) for w, part in self.parts if part.dense]
        if self.parts:
            self.low = min(part.low for _, part in self.parts)
            self.high = max(part.high for _, part in self.parts)
            self.tails = [min(part.tails[i] for _, part in self.parts) for i in (0, 1)]

    @property
    def dense(self) -> bool:
        return bool(self.parts) or not self.atoms

    def _spread(self) -> None:
        s, b = self.shapes, self.scale
        ends = {"uniform": (0, 1), "beta": (0, 1), "triang": (0, 1), "pareto": (1, None)}
        if self.kind in ("expon", "gamma", "lognorm", "weibull_min"):
            ends[self.kind] = (0, None)
        first, last = ends.get(self.kind, (None, None))
        self.low = -inf if first is None else self.loc + b * first
        self.high = inf if last is None else self.loc + b * last
        # Sorted so that the heaviest is smallest: a small power, a slow exponential.
        tail = {
            "normal": lambda: (STRETCHED, 2, 1 / (2 * b * b)),
            "laplace": lambda: (STRETCHED, 1, 1 / b),
            "logistic": lambda: (STRETCHED, 1, 1 / b),
            "gumbel_r": lambda: (STRETCHED, 1, 1 / b),
            "cauchy": lambda: (POWER, 1),
            "t": lambda: (POWER, s[0]),
            "expon": lambda: (STRETCHED, 1, 1 / b),
            "gamma": lambda: (STRETCHED, 1, 1 / b),
            "lognorm": lambda: (LOG_SQUARE,),
            "weibull_min": lambda: (STRETCHED, s[0], b ** -s[0]),
            "pareto": lambda: (POWER, s[0]),
        }.get(self.kind, lambda: (NONE,))()
        self.tails = [tail if self.low == -inf else (NONE,), tail if self.high == inf else (NONE,)]
        if self.kind == "gumbel_r":
            self.tails[0] = (GUMBEL, -b)  # the larger b, the heavier

    @property
    def places(self) -> list[mpfr]:
        """Where to cut: ends, corners, and a few widths around the bulk."""
        if self.parts:
            return [x for _, part in self.parts for x in part.places]
        if self.kind in ("uniform", "triang", "beta"):
            corner = [self.loc + self.scale * self.shapes[0]] if self.kind == "triang" else []
            return [self.low, self.high, *corner]
        if self.low > -inf:
            center = self.scale
            if self.kind == "gamma":
                center = self.scale * self.shapes[0]
                if self.shapes[0] > 4:
                    width = self.scale * sqrt(self.shapes[0])
                    return [self.low] + [self.low + center + k * width for k in (-3, -1, 0, 1, 3, 9)]
            if self.kind == "lognorm":
                return [self.low] + [self.low + self.scale * exp(k * self.shapes[0]) for k in (-9, -4, -1, 0, 1, 4, 9)]
            if self.kind == "weibull_min" and self.shapes[0] > 1:
                return [self.low] + [self.low + self.scale * mpfr(k) for k in ("0.3", "1", "1.5", "3")]
            if self.kind == "pareto":
                return [self.low + self.scale * k / min(self.shapes[0], 1) for k in (0, 1, 10)] + [self.low]
            return [self.low] + [self.low + center * mpfr(k) for k in ("0.001", "0.1", "1", "5", "30")]
        return [self.loc + k * self.scale for k in (-9, -3, -1, 0, 1, 3, 9)]

    def log_pdf(self, anchor: mpfr, offset: mpfr) -> mpfr:
        if self.parts:
            terms = [log(w) + part.log_pdf(anchor, offset) for w, part in self.parts]
            largest = max(terms)
            return largest + log(sum(exp(t - largest) for t in terms)) if largest > -inf else -inf
        if not self.dense:
            return -inf
        from_low = offset if anchor == self.low else anchor - self.low + offset  # the distance itself
        to_high = -offset if anchor == self.high else self.high - anchor - offset
        if from_low < 0 or to_high < 0:
            return -inf
        b = self.scale
        if self.low > -inf:
            y, z = from_low / b, to_high / b
            return LOG_PDF[self.kind](y, z, *self.shapes) - log(b)
        return LOG_PDF[self.kind]((anchor - self.loc + offset) / b, inf, *self.shapes) - log(b)


def log_gamma(x: mpfr | int) -> mpfr:
    return gmpy2.lgamma(mpfr(x))[0]


_CONSTANTS: dict[Any, mpfr] = {}


def _constant(name: str, function: Any, *args: mpfr) -> mpfr:
    key = (name, gmpy2.get_context().precision, *args)
    if key not in _CONSTANTS:
        _CONSTANTS[key] = function(*args)
    return _CONSTANTS[key]


def _log_beta(a: mpfr, b: mpfr) -> mpfr:
    return log_gamma(a) + log_gamma(b) - log_gamma(a + b)


def _gumbel(y: mpfr) -> mpfr:
    return -inf if y < -2000 else -y - exp(-y)


def _t(y: mpfr, df: mpfr) -> mpfr:
    norm = _constant("t", lambda v: log_gamma((v + 1) / 2) - log_gamma(v / 2) - log(v * gmpy2.const_pi()) / 2, df)
    return norm - (df + 1) / 2 * log1p(y * y / df)


# In y, the standard coordinate (from the lower end where there is one), and z = the distance to the upper end.
LOG_PDF = {
    "normal": lambda y, z: -y * y / 2 - _constant("normal", lambda: log(2 * gmpy2.const_pi()) / 2),
    "laplace": lambda y, z: -abs(y) - log(2),
    "logistic": lambda y, z: -abs(y) - 2 * log1p(exp(-abs(y))),
    "gumbel_r": lambda y, z: _gumbel(y),
    "cauchy": lambda y, z: -log(gmpy2.const_pi() * (1 + y * y)),
    "t": lambda y, z, df: _t(y, df),
    "expon": lambda y, z: -y,
    "gamma": lambda y, z, a: (a - 1) * log(y) - y - _constant("gamma", log_gamma, a) if y > 0 else -inf,
    "lognorm": lambda y, z, s: (
        -(log(y) ** 2) / (2 * s * s) - log(y * s) - log(2 * gmpy2.const_pi()) / 2 if y > 0 else -inf
    ),
    "weibull_min": lambda y, z, c: log(c) + (c - 1) * log(y) - y**c if y > 0 else -inf,
    "pareto": lambda y, z, a: log(a) - (a + 1) * log1p(y),
    "beta": lambda y, z, a, b: (
        (a - 1) * log(y) + (b - 1) * log(z) - _constant("beta", _log_beta, a, b) if y > 0 and z > 0 else -inf
    ),
    "triang": lambda y, z, c: log(2 * (y / c if y < c else z / (1 - c))) if y > 0 and z > 0 else -inf,
    "uniform": lambda y, z: mpfr(0),
}


def _masses(log_mass: Any, first: int, middle: float) -> dict[mpfr, mpfr]:
    """exp(log_mass(k)) for k outwards from the middle, while it is above exp(-4000)."""
    found: dict[mpfr, mpfr] = {}
    for step, k in ((1, int(middle)), (-1, int(middle) - 1)):
        while k >= first and (value := log_mass(k)) > -4000:
            found[mpfr(k)] = exp(value)
            k += step
    return found


def _poisson(rate: float) -> dict[mpfr, mpfr]:
    m = mpfr(rate)
    return _masses(lambda k: k * log(m) - m - log_gamma(k + 1), 0, rate)


def _log_choose(n: int, k: int) -> mpfr:
    return log_gamma(n + 1) - log_gamma(k + 1) - log_gamma(n - k + 1)


def _binom(n: int, chance: float) -> dict[mpfr, mpfr]:
    c = mpfr(chance)
    return _masses(lambda k: _log_choose(n, k) + k * log(c) + (n - k) * log1p(-c) if k <= n else -inf, 0, n * chance)


def _nbinom(n: int, chance: float) -> dict[mpfr, mpfr]:
    c = mpfr(chance)
    return _masses(lambda k: _log_choose(n + k - 1, k) + n * log(c) + k * log1p(-c), 0, n * (1 - chance) / chance)


def _geom(chance: float) -> dict[mpfr, mpfr]:
    c = mpfr(chance)
    return _masses(lambda k: (k - 1) * log1p(-c) + log(c), 1, 1)


def misses_points(p: "Exact", q: "Exact") -> bool:
    """Whether p has an atom where q has none; the masses of named distributions end later than their ``atoms``."""
    if q.kind in MASSES and (p.kind in MASSES or p.kind == "categorical"):
        first, last = _range(q)
        return any(not first <= x <= last for x in p.atoms)
    return any(x not in q.atoms and mass > 1e-300 for x, mass in p.atoms.items())


def _range(distribution: "Exact") -> tuple[float, float]:
    return (1 if distribution.kind == "geom" else 0), (distribution.last if distribution.kind == "binom" else math.inf)


MASSES = {"poisson": _poisson, "binom": _binom, "nbinom": _nbinom, "geom": _geom}


def tail_is_infinite(p: tuple, q: tuple) -> bool:
    """Whether the mean of -log q under p diverges in a tail."""
    if p[0] == NONE or q[0] in (NONE, POWER):
        return False
    if q[0] == LOG_SQUARE:
        return False
    if q[0] == STRETCHED:
        return p[0] == POWER and p[1] <= q[1]
    # q's log density falls like exp(x / b).
    rate = -1 / q[1]
    if p[0] == STRETCHED:
        return p[1] < 1 or (p[1] == 1 and p[2] <= rate)
    return p[0] in (POWER, LOG_SQUARE)
