"""What no pair of distributions may do: the list that the stress run, and a sample of it in the tests, goes through."""

import math
from collections.abc import Iterator

import numpy as np

from numpygan.distributions import Distribution, Univariate
from numpygan.theory import Estimate, hellinger, js, kl, log2_minus_js, total_variation

LOG_2 = float(np.log(2))
BOUNDS = {kl: math.inf, js: LOG_2, log2_minus_js: LOG_2, total_variation: 1.0, hellinger: 1.0}
ROUNDING = 1e-12  # that inequalities between exact numbers leave to numbers of 16 digits


def remember_log_densities(distribution: Distribution) -> Distribution:
    """Let a univariate distribution keep its log densities: ten divergences ask for them at nearly the same points."""
    if not isinstance(distribution, Univariate):
        return distribution
    known: dict[tuple[bytes, bytes], np.ndarray] = {}
    log_pdf = distribution._log_pdf

    def remembered(x: np.ndarray, about: float | np.ndarray) -> np.ndarray:
        key = x.tobytes(), np.asarray(about).tobytes()
        if key not in known:
            known[key] = log_pdf(x, about)
        return known[key].copy()

    distribution._log_pdf = remembered  # type: ignore[method-assign]
    return distribution


def violations(p: Distribution, q: Distribution) -> Iterator[str]:
    """Everything that is wrong with the divergences of ``p`` and ``q``, a line each."""
    values: dict[str, Estimate] = {}
    for divergence, bound in BOUNDS.items():
        name = divergence.__name__
        try:
            there, back = divergence(p, q), divergence(q, p)
        except Exception as error:
            if divergence is kl and type(error) is ArithmeticError:
                continue  # log q overflows where p has mass: finite, and out of reach, as its docstring says
            yield f"{name} raises {type(error).__name__}: {error}"
            continue
        for value in (there, back):
            if not 0 <= value <= bound or not value.error >= 0:
                yield f"{name} is {value!r}"
        if divergence is not kl and not _same(there, back, exactly=isinstance(p, Univariate)):
            yield f"{name} is not symmetric: {there!r} there, {back!r} back"
        values[name] = there
    if len(values) == len(BOUNDS):
        yield from _wrong_inequalities(**values)


def _same(there: Estimate, back: Estimate, exactly: bool) -> bool:
    return there == back if exactly else abs(there - back) <= there.error + back.error


def _wrong_inequalities(
    kl: Estimate, js: Estimate, log2_minus_js: Estimate, total_variation: Estimate, hellinger: Estimate
) -> Iterator[str]:
    """Inequalities that are known between exact divergences; the errors that are reported may break them."""
    tv, square = float(total_variation), hellinger**2
    for claim, excess in {
        "H^2 <= TV": square - tv,
        "TV <= H sqrt(2 - H^2) (Le Cam)": tv - hellinger * math.sqrt(max(2 - square, 0)),
        "TV^2 / 2 <= JS (Pinsker, for each half)": tv**2 / 2 - js,
        "JS <= TV log 2 (Lin)": js - tv * LOG_2,
        "JS <= KL / 2 (convexity)": js - kl / 2,
        "JS + (log 2 - JS) <= log 2": js + log2_minus_js - LOG_2,
        "JS + (log 2 - JS) >= log 2": LOG_2 - js - log2_minus_js,
    }.items():
        numbers = (kl if kl < 1 else js, js, log2_minus_js, total_variation, hellinger)
        size = LOG_2 if "log 2 -" in claim else max(square, float(js))
        if excess > ROUNDING * size + 2 * sum(number.error for number in numbers):
            yield f"{claim} is broken by {excess:.1e}, errors {[f'{number.error:.0e}' for number in numbers]}"
