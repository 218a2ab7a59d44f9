"""Facts about the numbers of one answer in several calls: a factor, a difference, another order, a lost digit.

Each function returns a sentence that is true of all the calls that it gets, or "". A sentence that would also describe
the right answer is not returned: for positive numbers, "without its sign" says nothing.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from numpygan.classroom.compare import NAMING, close, right_shape
from numpygan.classroom.exercise import Probe


class Numbers(NamedTuple):
    """The answer of one call, and the right one."""

    probe: Probe
    got: np.ndarray
    expected: np.ndarray


Calls = list[Numbers]
ALIKE = 1e-3  # a rule that changes the right answer by less than this is not stated
CONSTANTS = {
    2.0: "2",
    0.5: "1/2",
    4.0: "4",
    0.25: "1/4",
    3.0: "3",
    1 / 3: "1/3",
    1 / np.log(2): "1/ln 2: bits instead of nats",
    np.log(2): "ln 2",
    np.log(4): "log 4",
    np.sqrt(2): "sqrt 2",
    np.sqrt(0.5): "1/sqrt 2",
    np.pi: "pi",
    np.sqrt(np.pi): "sqrt pi",
    1 / np.sqrt(np.pi): "1/sqrt pi",
    np.sqrt(2 * np.pi): "sqrt(2 pi)",
    1 / np.log(10): "1/ln 10: a logarithm to base 10",
}
TRANSFORMATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "the square root of the right answer": np.sqrt,
    "the square of the right answer": np.square,
    "the logarithm of the right answer": np.log,
    "the exponential of the right answer": np.exp,
    "one over the right answer": lambda x: 1 / x,
    "one minus the right answer": lambda x: 1 - x,
    "the sigmoid of the right answer": lambda x: 1 / (1 + np.exp(-x)),
    "the right answer without its sign": np.abs,
    "the right answer with 0 in place of negative numbers": lambda x: np.maximum(x, 0),
    "the right answer cut to an integer: is it stored in an array of integers?": np.trunc,
}


def not_a_number(calls: Calls) -> str:
    if any(np.isfinite(got).any() for _, got, _ in calls) or not any(np.isfinite(right).any() for _, _, right in calls):
        return ""
    return "no number is finite: is there 0 / 0, inf / inf or inf - inf? a note names a line with a warning"


def constant_answer(calls: Calls) -> str:
    """Whether all calls, which have different right answers, gave the same number or the same numbers."""
    first = calls[0].got
    if len(calls) < 3 or first.size == 0:
        return ""
    if all(np.array_equal(calls[0].expected, right) for _, _, right in calls):
        return ""
    if all((got == first.flat[0]).all() for _, got, _ in calls):
        return f"the answers to all calls are the same, {first.flat[0]:.6g}"
    return "the answers to all calls are the same" if all(np.array_equal(first, got) for _, got, _ in calls) else ""


def wrong_shape(calls: Calls) -> str:
    """Return how the shape of the first answer with a wrong shape is wrong; "" if there is none."""
    for _, got, expected in calls:
        if right_shape(got, expected):
            continue
        text = f"shape {got.shape}, expected {expected.shape}"
        if got.shape == expected.shape[::-1]:
            return f"{text}: {'transposed' if close(got.T, expected, NAMING) else 'the axes are in reverse order'}"
        if np.squeeze(got).shape == np.squeeze(expected).shape and got.ndim == expected.ndim + 1:
            return f"{text}: there is an additional axis of length 1 (from keepdims, or a slice?)"
        if got.ndim == 2 and got.shape[0] == got.shape[1] and expected.shape in ((), got.shape[:1], (len(got), 1)):
            return f"{text}: did (n, 1) and (n,) broadcast to (n, n)?"
        if got.ndim == 0 and expected.ndim > 0:
            return f"{text}: is a sum or a mean over too many axes?"
        return f"{text}: is a sum or a mean over an axis missing?" if got.ndim > expected.ndim else text
    return ""


def sign(calls: Calls) -> str:
    return "right except for the sign" if _follows(calls, np.negative) else ""


def factor(calls: Calls) -> str:
    pairs = [(each, ratio) for each in calls if (ratio := _ratio(each)) is not None]
    ratios = np.array([ratio for _, ratio in pairs])
    if len(pairs) < 2 or np.isnan(ratios).any() or (ratios == 0).any() or abs(ratios - 1).max() <= NAMING:
        return ""
    if np.ptp(ratios) <= NAMING * np.abs(ratios).max():
        return f"the ratio to the right answer is constant, {constant(float(ratios[0]))}"
    texts: set[str] | None = None
    for (probe, _, _), ratio in pairs:
        fitting = {text for text, value in _factors(probe) if abs(ratio / value - 1) < NAMING}
        texts = fitting if texts is None else texts & fitting
    if not texts:
        return ""
    simplest = min(texts, key=lambda text: (len(text), text))
    return f"the ratio to the right answer changes with the numbers: it is {simplest}"


def _ratio(each: Numbers) -> float | None:
    """Return the ratio of got to expected, nan if there is none, and None if any ratio would do."""
    _, got, expected = each
    if not right_shape(got, expected):
        return np.nan
    got = got.reshape(expected.shape)
    size = np.where(np.isfinite(expected), np.abs(expected), 0.0)
    if size.max(initial=0.0) == 0:
        return None if np.array_equal(got, expected, equal_nan=True) else np.nan
    i = int(size.argmax())
    with np.errstate(all="ignore"):
        ratio = float(got.flat[i] / expected.flat[i])
        return ratio if np.isfinite(ratio) and close(got, ratio * expected, NAMING) else np.nan


def _factors(probe: Probe) -> Iterator[tuple[str, float]]:
    """Yield factors that may come from the sizes and values of the inputs, with a description."""
    for name, value in probe.inputs.items():
        if isinstance(value, np.ndarray):
            for axis, n in enumerate(value.shape):
                length = ("number of rows", "number of columns", "last length")[min(axis, 2)]
                what = f"the {length if value.ndim > 1 else 'length'} of {name}"
                if n > 0:
                    yield what, n
                    yield f"1 / {what}", 1 / n
                    yield f"the square of {what}", n * n
                    yield f"1 / the square of {what}", 1 / n**2
                if n > 1:
                    yield f"n / (n - 1), n being {what}", n / (n - 1)
                    yield f"(n - 1) / n, n being {what}", (n - 1) / n
                    yield f"1 / log n, n being {what}", 1 / np.log(n)
        elif isinstance(value, float) and value != 0:
            yield from ((name, value), (f"1 / {name}", 1 / value))
            yield from ((f"{name} squared", value**2), (f"1 / {name} squared", 1 / value**2))


def constant(value: float) -> str:
    """Return a number, and what it is if it is one of CONSTANTS."""
    for each, text in CONSTANTS.items():
        for plus in (1, -1):
            if abs(value - plus * each) <= 1e-7 * each:
                return f"{value:.6g}" if text == f"{value:g}" else f"{value:.6g} = {'-' if plus < 0 else ''}{text}"
    return f"{value:.6g}"


def shift(calls: Calls) -> str:
    if not _same_shapes(calls):
        return ""
    with np.errstate(invalid="ignore"):
        pairs = [(got.reshape(right.shape).ravel(), right.ravel()) for _, got, right in calls]
        shifts = np.concatenate([(got - right)[~((got == right) & np.isinf(right))] for got, right in pairs])
    if shifts.size < 2 or not np.isfinite(shifts).all() or np.ptp(shifts) > NAMING * np.abs(shifts).max():
        return ""
    return f"the difference from the right answer is constant, {constant(float(shifts[0]))}"


def transformed(calls: Calls) -> str:
    return next((text for text, rule in TRANSFORMATIONS.items() if _follows(calls, rule)), "")


def rearranged(calls: Calls) -> str:
    long = [each for each in calls if each.expected.size > 1]
    if not long or any(got.ndim == 0 for _, got, _ in long):
        return ""
    if all(got.ndim >= 2 for _, got, _ in long) and _follows(long, np.transpose):
        return "right, but transposed"
    if _follows(long, np.flip):
        return "right, but in reverse order"
    for text, by in (("early", -1), ("late", 1)):
        if _follows(long, lambda right, by=by: np.roll(right, by, axis=0)):  # type: ignore[misc]
            return f"right, but every entry is one place too {text} (and one is at the other end)"
    if not _same_shapes(calls) or all(len(np.unique(right)) < 3 for _, _, right in long):
        return ""  # zeros and ones agree too often by chance
    moved = sum(not close(got, right, ALIKE) for _, got, right in calls)
    if moved < 2 or not all(close(np.sort(got.ravel()), np.sort(right.ravel()), NAMING) for _, got, right in calls):
        return ""
    return f"the right numbers in another order{f', in {moved} of {len(calls)} calls' if moved < len(calls) else ''}"


def digits(calls: Calls) -> str:
    for count in (7, 6, 5, 4, 3):
        if all(close(got, right, 10.0**-count, entrywise=True) for _, got, right in calls):
            return f"right to {count} digits only: is there a rounded constant, an epsilon, or single precision?"
    return ""


def _follows(calls: Calls, rule: Callable[[np.ndarray], np.ndarray]) -> bool:
    """Whether each answer is ``rule`` of the right one, and the rule changes it in at least two calls."""
    changed = 0
    with np.errstate(all="ignore"):
        for _, got, right in calls:
            expected = rule(right)
            if not right_shape(got, expected) or not close(got, expected, NAMING):
                return False
            changed += expected.shape != right.shape or not close(expected, right, ALIKE)
    return changed >= 2


def _same_shapes(calls: Calls) -> bool:
    return all(right_shape(got, expected) for _, got, expected in calls)


def size_of_error(calls: Calls) -> str:
    """Return in which direction all answers are wrong, or how large the errors are; "" if a number is not finite."""
    if not _same_shapes(calls) or not all(np.isfinite(each).all() for _, *both in calls for each in both):
        return ""
    for text, rule in (("large", np.greater), ("small", np.less)):
        if all(rule(got.reshape(right.shape), right).all() for _, got, right in calls):
            return f"each number is too {text}, in all {len(calls)} calls"
    errors = [
        np.abs(got.reshape(right.shape) - right).max(initial=0) / max(np.abs(right).max(initial=0), 1e-300)
        for _, got, right in calls
    ]
    return f"wrong in all {len(calls)} calls, by {min(errors):.2g} to {max(errors):.2g} times the largest right number"
