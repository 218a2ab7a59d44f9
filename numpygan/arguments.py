"""Checks of the arguments of public functions; errors say what was expected and what came.

All rooms use these functions. Private functions do not check their arguments again.
"""

import difflib
import operator
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt


def positive_int(name: str, value: object) -> int:
    """Return ``value`` as an int, which must be at least 1."""
    return int_at_least(name, value, 1)


def int_at_least(name: str, value: object, least: int) -> int:
    """Return ``value`` as an int, which must be at least ``least``."""
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        raise TypeError(f"{name} must be an integer, got {value!r}") from None
    if isinstance(value, bool) or number < least:
        raise ValueError(f"{name} must be an integer >= {least}, got {value!r}")
    return number


def finite(name: str, value: float) -> float:
    """Return ``value`` as a float, which must be a finite real number."""
    number = _real(name, value)
    if not np.isfinite(number):
        raise ValueError(f"{name} must be finite, got {value!r}")
    return number


def positive(name: str, value: float) -> float:
    """Return ``value`` as a float, which must be finite and > 0."""
    number = finite(name, value)
    if number <= 0:
        raise ValueError(f"{name} must be > 0, got {value!r}")
    return number


def not_negative(name: str, value: float) -> float:
    """Return ``value`` as a float, which must be finite and >= 0."""
    number = finite(name, value)
    if number < 0:
        raise ValueError(f"{name} must be >= 0, got {value!r}")
    return number


def in_unit_interval(name: str, value: float) -> float:
    """Return ``value`` as a float, which must lie in [0, 1)."""
    number = _real(name, value)
    if not 0 <= number < 1:
        raise ValueError(f"{name} must be in [0, 1), got {value!r}")
    return number


def _real(name: str, value: float) -> float:
    if isinstance(value, (str, bytes, complex)) or np.ndim(value) != 0:
        raise TypeError(f"{name} must be a real number, got {value!r}")
    try:
        return float(value)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be a real number, got {value!r}") from None


def generator(rng: object) -> np.random.Generator:
    """Return ``rng``, which must be a :class:`numpy.random.Generator`."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng must be a numpy.random.Generator, as np.random.default_rng(0) makes, got {rng!r}")
    return rng


def rows(name: str, x: npt.ArrayLike, columns: int) -> np.ndarray:
    """Return ``x`` as an array of shape (n, columns) of finite numbers."""
    array = np.asarray(x)
    if array.ndim != 2 or array.shape[1] != columns:
        raise ValueError(f"{name} has shape {array.shape}, expected (n, {columns})")
    return all_finite(name, array)


def points(name: str, x: npt.ArrayLike) -> np.ndarray:
    """Return ``x``, of shape (n,) or (n, 1), as a float64 array of shape (n,) without nan."""
    array = np.asarray(x, dtype=float)
    if array.ndim != 1 and not (array.ndim == 2 and array.shape[1] == 1):
        raise ValueError(f"{name} has shape {array.shape}, expected (n,) or (n, 1)")
    missing = np.isnan(array)
    if missing.any():
        raise ValueError(f"{name} holds {missing.sum()} nan among {array.size} numbers")
    return array.reshape(-1)


def all_finite(name: str, array: np.ndarray) -> np.ndarray:
    """Return ``array``, all of whose entries must be finite."""
    good = np.isfinite(array)
    if not good.all():
        raise ValueError(f"{name} holds {array.size - good.sum()} nan or infinite entries among {array.size}")
    return array


def probabilities(name: str, values: npt.ArrayLike) -> np.ndarray:
    """Return ``values`` as a float64 array (k,) of numbers >= 0 that sum to 1.

    The sum must be 1 to 1e-12. The values are not normalized silently, because that would hide a mistake.
    """
    array = np.array(values, dtype=float)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"{name} has shape {array.shape}, expected (k,) with k >= 1")
    all_finite(name, array)
    if (array < 0).any():
        raise ValueError(f"{name} must be >= 0, got a smallest of {array.min():g}")
    total = array.sum()
    if abs(total - 1) > 1e-12:
        raise ValueError(f"{name} must sum to 1, got a sum of {total:.15g}")
    return array


def known_name(kind: str, name: str, names: Iterable[str]) -> str:
    """Return ``name``, which must be one of ``names``; the error lists the nearest ones."""
    known: Sequence[str] = list(names)
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(known)}"
        raise ValueError(f"unknown {kind} {name!r}; {hint}")
    return name
