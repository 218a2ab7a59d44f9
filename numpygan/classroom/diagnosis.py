"""Naming a mistake. A wrong name is worse than none, so a name needs much, and everything else is facts.

A name is given if the student's answers are those of one known mistake, to 1e-7, in every call of the part, or at least
in every generic one; if at least two of these calls tell this mistake from the right solution; and if no other mistake
but its synonyms fits as well.
"""

from dataclasses import dataclass

import numpy as np

from numpygan.classroom.compare import NAMING, close
from numpygan.classroom.exercise import Exercise, Part
from numpygan.classroom.facts import ELSEWHERE, Pair, state_facts
from numpygan.classroom.runner import Outcome
from numpygan.classroom.sheet import Sheet
from numpygan.classroom.verdict import PASS, Diagnosis, verdict_of

LEAST_CALLS = 2


@dataclass(frozen=True)
class Named(Diagnosis):
    """A diagnosis that may be a mere note, and may be about the generic calls only."""

    note: bool = False
    generic: bool = False


def diagnose(sheet: Sheet, part: Part, outcomes: list[Outcome]) -> Named | None:
    """The one thing to say about the wrong answers of ``part``."""
    calls = sheet.of_part(part.id)
    generic = [i for i in calls if sheet.probes[i].generic]
    for some in (calls, generic):
        fitting = fitting_mistakes(sheet, part, outcomes, some)
        # A mistake of an earlier part may show here too; one of this part is the nearer explanation.
        fitting = [name for name in fitting if home(sheet, name) == part.id] or fitting
        if fitting and set(fitting) <= family(sheet.exercise, fitting[0]):
            mistake = sheet.exercise.mistakes[fitting[0]]
            return Named(mistake.says, mistake.name, mistake.why, mistake.note and some is calls, some is generic)
    if any(outcomes[i]["state"] != "answer" for i in calls):
        return None
    if all(outcomes[i]["changed"] for i in generic):
        return Named(changed_input(outcomes[generic[0]]["changed"], right=False).says, generic=True)  # a fact
    if _same(part, outcomes[calls[0]], outcomes[calls[-1]], NAMING) is False:
        if all(verdict_of(part, outcomes[i], sheet.expected[i])[0] == PASS for i in calls[:-1]):
            says = "right at first, but the same call again gives something else: what is kept between calls?"
        else:
            says = "the same call again gives something else: is something kept between calls, or is it chance?"
        return Named(says, "any.second_call")
    pairs = [Pair(sheet.probes[i], outcomes[i], sheet.expected[i]) for i in calls]
    says, name = state_facts(part, pairs)
    return Named(says, name, generic=ELSEWHERE not in says) if says else None


def fitting_mistakes(sheet: Sheet, part: Part, outcomes: list[Outcome], calls: list[int]) -> list[str]:
    """The known mistakes that the outcomes agree with in each of ``calls`` of ``part``."""
    found: list[str] = []
    if sum(_informative(outcomes[i]) for i in calls) < LEAST_CALLS:
        return found
    for name in sheet.exercise.mistakes:
        tells = telling(sheet, name)
        if sum(tells[i] for i in calls) >= LEAST_CALLS:
            mutant = sheet.of_mistakes(name)
            if all(_same(part, outcomes[i], mutant[i], min(NAMING, part.tolerance)) for i in calls):
                found.append(name)
    return found


def telling(sheet: Sheet, name: str) -> list[bool]:
    """Which calls tell a mistake from the right solution."""
    if name not in sheet.telling:
        part = sheet.exercise.part
        triples = zip(sheet.probes, sheet.of_mistakes(name), sheet.expected, strict=True)
        sheet.telling[name] = [verdict_of(part(p.part), mutant, right)[0] != PASS for p, mutant, right in triples]
    return sheet.telling[name]


def home(sheet: Sheet, name: str) -> str:
    """The part that a mistake belongs to: the first whose answers it changes; "" if it changes none."""
    tells = telling(sheet, name)
    return next((probe.part for probe, tell in zip(sheet.probes, tells, strict=True) if tell), "")


def changed_input(names: list[str], *, right: bool = True) -> Diagnosis:
    """An argument was written to; ``right`` tells whether the answer is right all the same."""
    names = list(dict.fromkeys(name.removesuffix("_2") for name in names))  # that of a second batch is no news
    text = f"{' and '.join(names)} {'was' if len(names) == 1 else 'were'} changed in place: work on a copy"
    return Diagnosis(f"the answer is right, but {text}" if right else text, "any.mutates")


def family(exercise: Exercise, name: str) -> set[str]:
    """A mistake and its synonyms."""
    return {name, *exercise.mistakes[name].synonyms} | {
        m.name for m in exercise.mistakes.values() if name in m.synonyms
    }


def _informative(outcome: Outcome) -> bool:
    """Whether there is a finite number in each answer, or an error's message: nan may come from anywhere."""
    if outcome["state"] != "answer":
        return True
    return all(
        np.isfinite(answer["array"]).any() or answer["array"].size == 0 for answer in outcome["outputs"].values()
    )


def _same(part: Part, outcome: Outcome, other: Outcome, tolerance: float) -> bool:
    """Whether two outcomes of a call are one, to rounding."""
    if outcome["state"] != "answer" or other["state"] != "answer":
        # The message of a raised error tells the sizes that did not fit.
        raised = outcome["state"] == other["state"] == "raised"
        return bool(raised and all(outcome.get(name) == other[name] for name in ("error", "message")))
    if outcome["outputs"].keys() != other["outputs"].keys() or outcome["changed"] != other["changed"]:
        return False
    for name, answer in outcome["outputs"].items():
        got, want = answer["array"], other["outputs"][name]["array"]
        if not close(got, want, part.single if answer["single"] else tolerance, entrywise=part.entrywise):
            return False
    return True
