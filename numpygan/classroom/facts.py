"""Facts about wrong answers if no known mistake fits: which answer, in which calls, what the numbers have in common.

A fact is stated only if it is true of all calls of the part, or, with the words "apart from special cases", of all
generic ones. It names the answer and the call that it is about, so that this one is shown.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from numpygan.classroom import number_facts
from numpygan.classroom.compare import NAMING, close, is_right, right_entries, right_shape
from numpygan.classroom.exercise import Draws, Part, Probe
from numpygan.classroom.number_facts import Calls, Numbers
from numpygan.classroom.runner import CallResult

LONGEST = 40  # characters of the names of the answers that are right
MOST_CASES = 2  # special cases that are listed
APART = "apart from special cases, "


class Pair(NamedTuple):
    """A call, its outcome, and the expected outcome."""

    probe: Probe
    outcome: CallResult
    expected: CallResult


class Fact(NamedTuple):
    """A sentence about wrong answers.

    Attributes
    ----------
    says : str
    name : str
        The name of a mistake that is possible in any exercise, or "".
    output : str
        The answer that it is about, or "" if it is about all of them.
    call : int
        The index of a call that shows it.
    """

    says: str
    name: str
    output: str
    call: int


Rule = Callable[[Calls], str]
RULES: tuple[Rule, ...] = (
    number_facts.not_a_number,
    number_facts.constant_answer,
    number_facts.wrong_shape,
    number_facts.sign,
    number_facts.factor,
    number_facts.shift,
    number_facts.transformed,
    number_facts.rearranged,
    number_facts.digits,
)


def state_facts(part: Part, pairs: list[Pair]) -> Fact | None:
    """Return a fact about the answers to all calls of a part, or None."""
    outputs = list(pairs[0].expected["outputs"])
    failing = {name: [i for i, pair in enumerate(pairs) if not _right(part, pair, name)] for name in outputs}
    wrong = [name for name in outputs if failing[name]]
    if not wrong:
        return None
    name = wrong[0]
    right = [each for each in outputs if each not in wrong]
    prefix = f"{_listed(right)} right; {name}: " if right else f"{name}: " if len(wrong) > 1 else ""
    first = next((i for i in failing[name] if pairs[i].probe.generic), failing[name][0])
    swapped = _swapped(pairs, wrong)
    if swapped:
        return Fact(swapped, "", name, first)
    calls = [Numbers(pair.probe, *_arrays(pair, name)) for pair in pairs]
    if not any(pairs[i].probe.generic for i in failing[name]):
        return Fact(f"{prefix}right, except {_cases(pairs, failing[name])}", "", name, first)
    kept = _kept(pairs, name)
    if kept:
        return Fact(prefix + kept, "any.second_call", name, first)
    says, mistake = _of_numbers(calls)
    if says.startswith(APART) and prefix:
        prefix, says = f"{APART}{prefix}", says.removeprefix(APART)
    if not says:
        says = _where(part, calls[first]) or _how_often(pairs, failing[name]) or number_facts.size_of_error(calls)
    if not says:
        return Fact(f"{_listed(right)} right; {name} is not", "", name, first) if right else None
    return Fact(prefix + says, mistake, name, _showing(calls, says, first))


def _of_numbers(calls: Calls) -> tuple[str, str]:
    """Return what all calls have in common, or all generic ones, and the name of a general mistake or ""."""
    generic = [each for each in calls if each.probe.generic]
    for some, apart in ((calls, ""), (generic, APART)):
        for rule in RULES:
            says = rule(some) if some else ""
            if says:
                typed_in = rule is number_facts.constant_answer and _right_for_one(some)
                return f"{apart}{says}", "any.hard_coded" if typed_in else ""
    return "", ""


def _right_for_one(calls: Calls) -> bool:
    """Whether the answer, which is the same in all calls, is the right one of some call, to three digits, and not 0."""
    return any(np.any(got) and close(got, right, 1e-3) for _, got, right in calls if right_shape(got, right))


def _showing(calls: Calls, says: str, first: int) -> int:
    """Return a call with a wrong shape if the fact is about shapes, else ``first``."""
    if ": " not in says and not says.startswith("shape"):
        return first
    about_shape = "shape (" in says
    return next((i for i, each in enumerate(calls) if about_shape and not right_shape(*each[1:])), first)


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} is"
    text = f"{', '.join(names[:-1])} and {names[-1]}"
    if len(text) > LONGEST:  # keep room for the name of the wrong answer
        text = f"{names[0]} and {len(names) - 1} more"
    return f"{text} are"


def _cases(pairs: list[Pair], failing: list[int]) -> str:
    """Return the special cases of the failing calls: all of them, or two and the number of the others."""
    cases = list(dict.fromkeys(pairs[i].probe.about for i in failing))
    if len(cases) <= MOST_CASES:
        return " and ".join(cases)
    others = len(cases) - MOST_CASES
    return f"{', '.join(cases[:MOST_CASES])}, and in {others} other special case{'s' if others > 1 else ''}"


def _arrays(pair: Pair, name: str) -> tuple[np.ndarray, np.ndarray]:
    return pair.outcome["outputs"][name]["array"], pair.expected["outputs"][name]["array"]


def _right(part: Part, pair: Pair, name: str) -> bool:
    return is_right(part, pair.outcome["outputs"][name], pair.expected["outputs"][name]["array"])


def _swapped(pairs: list[Pair], wrong: list[str]) -> str:
    """Return a sentence if two answers are exchanged in all calls; else ""."""
    for a in wrong:
        for b in wrong:
            if a < b and all(
                close(_arrays(pair, a)[0], _arrays(pair, b)[1], NAMING)
                and close(_arrays(pair, b)[0], _arrays(pair, a)[1], NAMING)
                for pair in pairs
            ):
                return f"{a} and {b} are right, but in the wrong order: exchange them"
    return ""


def _kept(pairs: list[Pair], name: str) -> str:
    """Return a sentence if a call gave an earlier answer again, because of its shapes or of one argument; else ""."""
    got = [_arrays(pair, name)[0] for pair in pairs]
    for i in range(1, len(pairs)):
        if not close(got[i], _arrays(pairs[i - 1], name)[1], NAMING):
            break
    else:
        return "each call gives the answer of the call before it"
    keys: dict[str, list[Any]] = {"": [[np.shape(value) for value in pair.probe.inputs.values()] for pair in pairs]}
    keys |= {each: [_key(pair.probe.inputs[each]) for pair in pairs] for each in pairs[0].probe.inputs}
    for argument, values in keys.items():
        first = [values.index(value) for value in values]
        right = [_arrays(pair, name)[1] for pair in pairs]
        again = [i for i, j in enumerate(first) if i != j and not close(right[i], right[j], 1e-6)]
        same = all(np.array_equal(got[i], got[j], equal_nan=True) for i, j in enumerate(first))
        if again and same and all(close(*_arrays(pairs[j], name), NAMING) for j in set(first)):
            what = f"for the same {argument}" if argument else "for arguments of the same shapes"
            return f"{what}, the answer of the first such call is given again, although the numbers differ"
    return ""


def _key(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.shape, value.tobytes()
    return value.seed if isinstance(value, Draws) else value


def _how_often(pairs: list[Pair], failing: list[int]) -> str:
    """Return in how many calls the answer is right; "" if in none."""
    good = [pair.probe for i, pair in enumerate(pairs) if i not in failing]
    if not good:
        return ""
    cases = list(dict.fromkeys(probe.about for probe in good))
    only = f", all of them {cases[0]}" if len(cases) == 1 and cases[0] else ""
    return f"right in {len(good)} of {len(pairs)} calls{only}"


def _where(part: Part, each: Numbers) -> str:
    """Return how many entries of the answer to a call are right, and where the first wrong one is."""
    _, got, expected = each
    if not right_shape(got, expected):
        return ""
    right = right_entries(got, expected, part.tolerance, entrywise=part.entrywise)
    if expected.ndim and right.any() and not right.all():
        first = ", ".join(str(i) for i in np.argwhere(~right)[0])
        are = "entry is" if right.size == 1 else "entries is" if right.sum() == 1 else "entries are"
        return f"{right.sum()} of {right.size} {are} right here, the first wrong one is [{first}]"
    return ""
