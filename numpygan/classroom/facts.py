"""Facts about wrong numbers if no known mistake fits: a sign, a factor, a shape, the calls where they are right."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from numpygan.classroom.compare import NAMING, close, is_right, right_entries, right_shape
from numpygan.classroom.exercise import Part, Probe
from numpygan.classroom.runner import CallResult

ELSEWHERE = "right, except "
LONGEST = 40  # characters of the names of the answers that are right
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


class Pair(NamedTuple):
    """A call, its outcome, and the expected outcome."""

    probe: Probe
    outcome: CallResult
    expected: CallResult


Numbers = list[tuple[Probe, np.ndarray, np.ndarray]]  # probe, got, expected


def state_facts(part: Part, pairs: list[Pair]) -> tuple[str, str]:
    """Return a fact, and the name of a general mistake or ""; two empty strings if no fact was found."""
    wrong = [name for name in pairs[0].expected["outputs"] if not all(_right(part, pair, name) for pair in pairs)]
    if not wrong:
        return "", ""
    right = [name for name in pairs[0].expected["outputs"] if name not in wrong]
    prefix = f"{_listed(right)} right; {wrong[0]}: " if right else f"{wrong[0]}: " if len(wrong) > 1 else ""
    swapped = _swapped(pairs, wrong)
    if swapped:
        return swapped, ""
    numbers = [(pair.probe, *_arrays(pair, wrong[0])) for pair in pairs]
    generic = [each for each in numbers if each[0].generic]
    failing = [each for each in numbers if not _close(part, each[1], each[2])]
    special = dict.fromkeys(probe.about for probe, _, _ in failing if not probe.generic)
    if generic and not any(probe.generic for probe, _, _ in failing):
        return f"{prefix}{ELSEWHERE}{' and '.join(list(special)[:2])}", ""
    for fact in FACTS:
        says = fact(generic or numbers)
        if says:
            return (
                prefix + says,
                "any.hard_coded" if fact is _constant_answer else "any.second_call" if fact is _kept_by_shape else "",
            )
    where = _where(part, failing) if failing else ""
    if not where:
        return (f"{_listed(right)} right; {wrong[0]} is not", "") if right else ("", "")
    return prefix + where, ""


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} is"
    text = f"{', '.join(names[:-1])} and {names[-1]}"
    if len(text) > LONGEST:  # keep room for the name of the wrong answer
        text = f"{names[0]} and {len(names) - 1} more"
    return f"{text} are"


def _arrays(pair: Pair, name: str) -> tuple[np.ndarray, np.ndarray]:
    return pair.outcome["outputs"][name]["array"], pair.expected["outputs"][name]["array"]


def _right(part: Part, pair: Pair, name: str) -> bool:
    return is_right(part, pair.outcome["outputs"][name], pair.expected["outputs"][name]["array"])


def _close(part: Part, got: np.ndarray, expected: np.ndarray) -> bool:
    return close(got, expected, part.tolerance, entrywise=part.entrywise)


def _swapped(pairs: list[Pair], wrong: list[str]) -> str:
    """Return a sentence if two answers are exchanged; else ""."""
    for a in wrong:
        for b in wrong:
            if a < b and all(
                close(_arrays(pair, a)[0], _arrays(pair, b)[1], NAMING)
                and close(_arrays(pair, b)[0], _arrays(pair, a)[1], NAMING)
                for pair in pairs
            ):
                return f"{a} and {b} are right, but in the wrong order: exchange them"
    return ""


def _same_shapes(numbers: Numbers) -> bool:
    return all(right_shape(got, expected) for _, got, expected in numbers)


def _constant_answer(numbers: Numbers) -> str:
    """Whether all calls, which have different right answers, gave the same numbers."""
    if len(numbers) < 3 or len(np.unique(np.concatenate([got.ravel() for _, got, _ in numbers]))) > 1:
        same = all(np.array_equal(numbers[0][1], got) for _, got, _ in numbers)
    else:
        same = True
    if not same or all(np.array_equal(numbers[0][2], expected) for _, _, expected in numbers):
        return ""
    return "the answers to different calls are the same: use the arguments"


def _kept_by_shape(numbers: Numbers) -> str:
    """Whether calls with arguments of the same shapes gave the same numbers, which are right for the first of them."""
    groups: dict[str, Numbers] = {}
    for each in numbers:
        groups.setdefault(str([np.shape(value) for value in each[0].inputs.values()]), []).append(each)
    several = [group for group in groups.values() if len(group) > 2]
    same = all(np.array_equal(group[0][1], got) for group in several for _, got, _ in group)
    differ = all(any(not np.array_equal(group[0][2], right) for _, _, right in group) for group in several)
    if (
        not several
        or not same
        or not differ
        or not all(close(got, right, NAMING) for _, got, right in [group[0] for group in groups.values()])
    ):
        return ""
    return "the first answer for each shape of the arguments is right, and it is returned again for other numbers"


def _not_a_number(numbers: Numbers) -> str:
    if any(np.isfinite(got).any() for _, got, _ in numbers):
        return ""
    return "no number is finite: is there 0 / 0, inf / inf or inf - inf? a note names a line with a warning"


def _shape(numbers: Numbers) -> str:
    """Return how the shape is wrong; "" if it is not."""
    for _, got, expected in numbers:
        if right_shape(got, expected):
            continue
        text = f"shape {got.shape}, expected {expected.shape}"
        if got.shape == expected.shape[::-1]:
            return f"{text}: {'transposed' if close(got.T, expected, NAMING) else 'the axes are in reverse order'}"
        if got.ndim == expected.ndim + 1 and got.size == expected.size:
            return f"{text}: there is an additional axis of length 1 (from keepdims, or a slice?)"
        if got.ndim == 2 and got.shape[0] == got.shape[1] and expected.shape in ((), got.shape[:1], (len(got), 1)):
            return f"{text}: did (n, 1) and (n,) broadcast to (n, n)?"
        if got.ndim == 0 and expected.ndim > 0:
            return f"{text}: is a sum or a mean over too many axes?"
        if got.ndim > expected.ndim:
            return f"{text}: is a sum or a mean over an axis missing?"
        return text
    return ""


def _sign(numbers: Numbers) -> str:
    return "right except for the sign" if all(close(-got, expected, NAMING) for _, got, expected in numbers) else ""


def _ratios(numbers: Numbers) -> Iterator[float]:
    """Yield the ratio of got to expected in each call; nan if it is not constant."""
    for _, got, expected in numbers:
        got, largest = got.reshape(expected.shape), np.abs(expected).max(initial=0)
        i = int(np.abs(expected).argmax()) if expected.size else 0
        ratio = float(got.flat[i] / expected.flat[i]) if largest > 0 and np.isfinite(largest) else np.nan
        yield ratio if np.isfinite(ratio) and close(got, ratio * expected, NAMING) else np.nan


def _factor(numbers: Numbers) -> str:
    if not _same_shapes(numbers):
        return ""
    ratios = np.array(list(_ratios(numbers)))
    if np.isnan(ratios).any() or (ratios == 0).any():
        return ""
    if abs(ratios - 1).max() <= NAMING:  # too close to 1 to be a factor
        return ""
    if np.ptp(ratios) <= NAMING * np.abs(ratios).max():
        return f"the ratio to the right answer is constant, {_constant(float(ratios[0]))}"
    texts: set[str] | None = None
    for (probe, _, _), ratio in zip(numbers, ratios, strict=True):
        fitting = {text for text, factor in _factors(probe) if abs(ratio / factor - 1) < NAMING}
        texts = fitting if texts is None else texts & fitting
    if not texts:
        return ""
    simplest = min(texts, key=lambda text: (len(text), text))
    return f"the ratio to the right answer changes with the numbers: it is {simplest}"


def _factors(probe: Probe) -> Iterator[tuple[str, float]]:
    """Yield factors that may come from the sizes and values of the inputs, with a description."""
    for name, value in probe.inputs.items():
        if isinstance(value, np.ndarray):
            for axis, n in enumerate(value.shape):
                length = ("number of rows", "number of columns", "last length")[min(axis, 2)]
                what = f"the {length if value.ndim > 1 else 'length'} of {name}"
                if n > 1:
                    yield what, n
                    yield f"1 / {what}", 1 / n
                    yield f"the square of {what}", n * n
                    yield f"1 / the square of {what}", 1 / n**2
                    yield f"n / (n - 1), n being {what}", n / (n - 1)
                    yield f"(n - 1) / n, n being {what}", (n - 1) / n
                    yield f"1 / log n, n being {what}", 1 / np.log(n)
        elif isinstance(value, float) and value != 0:
            yield from ((name, value), (f"1 / {name}", 1 / value))
            yield from ((f"{name} squared", value**2), (f"1 / {name} squared", 1 / value**2))


def _constant(value: float) -> str:
    for constant, text in CONSTANTS.items():
        for sign in (1, -1):
            if abs(value - sign * constant) <= 1e-7 * constant:
                return f"{value:.6g}" if text == f"{value:g}" else f"{value:.6g} = {'-' if sign < 0 else ''}{text}"
    return f"{value:.6g}"


def _shift(numbers: Numbers) -> str:
    if not _same_shapes(numbers):
        return ""
    shifts = np.concatenate([(got.reshape(right.shape) - right).ravel() for _, got, right in numbers])
    if shifts.size == 0 or not np.isfinite(shifts).all() or np.ptp(shifts) > NAMING * np.abs(shifts).max():
        return ""
    return f"the difference from the right answer is constant, {_constant(float(shifts[0]))}"


TRANSFORMATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "the square root of the right answer": np.sqrt,
    "the square of the right answer": np.square,
    "the logarithm of the right answer": np.log,
    "the exponential of the right answer": np.exp,
    "one over the right answer": lambda x: 1 / x,
    "one minus the right answer": lambda x: 1 - x,
    "the sigmoid of the right answer": lambda x: 1 / (1 + np.exp(-x)),
    "the right answer without its sign": np.abs,
}


def _transformed(numbers: Numbers) -> str:
    if not _same_shapes(numbers):
        return ""
    with np.errstate(all="ignore"):
        for text, f in TRANSFORMATIONS.items():
            if all(close(got, f(expected), NAMING) for _, got, expected in numbers):
                return text
    return ""


def _rearranged(numbers: Numbers) -> str:
    for text, f, least in (("transposed", np.transpose, 2), ("in reverse order", np.flip, 1)):
        if all(got.size > 1 and got.ndim >= least and close(got, f(expected), NAMING) for _, got, expected in numbers):
            return f"right, but {text}"
    if any(got.ndim == 0 for _, got, _ in numbers) or not _same_shapes(numbers):
        return ""
    for text, by in (("early", -1), ("late", 1)):
        if all(close(got, np.roll(expected, by, axis=0), NAMING) for _, got, expected in numbers):
            return f"right, but every entry is one place too {text} (and one is at the other end)"
    if all(len(np.unique(expected)) < 3 for _, _, expected in numbers):  # zeros and ones agree too often by chance
        return ""
    if all(close(np.sort(got.ravel()), np.sort(expected.ravel()), NAMING) for _, got, expected in numbers):
        return "the right numbers in another order"
    return ""


def _digits(numbers: Numbers) -> str:
    for digits in (7, 6, 5, 4, 3):
        if all(close(got, expected, 10.0**-digits) for _, got, expected in numbers):
            return f"right to {digits} digits only: is there a rounded constant, an epsilon, or single precision?"
    return ""


FACTS = (
    _not_a_number,
    _constant_answer,
    _kept_by_shape,
    _shape,
    _sign,
    _factor,
    _shift,
    _transformed,
    _rearranged,
    _digits,
)


def _where(part: Part, failing: Numbers) -> str:
    """Return how many entries are right, and where the first wrong one is."""
    _, got, expected = next((each for each in failing if right_shape(*each[1:])), failing[0])
    if not right_shape(got, expected):
        return ""
    right = right_entries(got, expected, part.tolerance, entrywise=part.entrywise)
    if expected.ndim and right.any():
        first = ", ".join(str(i) for i in np.argwhere(~right)[0])
        are = "entry is" if right.size == 1 else "entries is" if right.sum() == 1 else "entries are"
        return f"{right.sum()} of {right.size} {are} right, the first wrong one is [{first}]"
    return ""
