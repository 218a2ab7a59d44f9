"""Naming a mistake. A wrong name is worse than none, so a name needs much, and everything else is facts.

A name is given if the student's answers are those of one known mistake, to 1e-7, in every call of the part, or at least
in every generic one; if at least two of these calls tell this mistake from the right solution; and if no other mistake
but its synonyms fits as well.
"""

from dataclasses import dataclass

import numpy as np

from numpygan.classroom.compare import NAMING, close
from numpygan.classroom.exercise import Exercise, Part
from numpygan.classroom.exercise_instance import ExerciseInstance
from numpygan.classroom.facts import ELSEWHERE, Pair, state_facts
from numpygan.classroom.part_result import PASS, Diagnosis, call_verdict
from numpygan.classroom.runner import CallResult

LEAST_CALLS = 2


@dataclass(frozen=True)
class Named(Diagnosis):
    """A diagnosis that may be a mere note, and may be about the generic calls only."""

    note: bool = False
    generic: bool = False


def diagnose(instance: ExerciseInstance, part: Part, outcomes: list[CallResult]) -> Named | None:
    """The one thing to say about the wrong answers of ``part``."""
    calls = instance.calls_of_part(part.id)
    generic = [i for i in calls if instance.probes[i].generic]
    for some in (calls, generic):
        fitting = fitting_mistakes(instance, part, outcomes, some)
        # A mistake of an earlier part may show here too; one of this part is the nearer explanation.
        fitting = [name for name in fitting if part_of_mistake(instance, name) == part.id] or fitting
        if fitting and set(fitting) <= synonyms_of(instance.exercise, fitting[0]):
            mistake = instance.exercise.mistakes[fitting[0]]
            return Named(mistake.says, mistake.name, mistake.why, mistake.note and some is calls, some is generic)
    if any(outcomes[i]["state"] != "answer" for i in calls):
        return None
    if all(outcomes[i]["changed"] for i in generic):
        return Named(changed_input(outcomes[generic[0]]["changed"], right=False).says, generic=True)  # a fact
    if _same(part, outcomes[calls[0]], outcomes[calls[-1]], NAMING) is False:
        if all(call_verdict(part, outcomes[i], instance.expected[i])[0] == PASS for i in calls[:-1]):
            says = "right at first, but the same call again gives something else: what is kept between calls?"
        else:
            says = "the same call again gives something else: is something kept between calls, or is it chance?"
        return Named(says, "any.second_call")
    pairs = [Pair(instance.probes[i], outcomes[i], instance.expected[i]) for i in calls]
    says, name = state_facts(part, pairs)
    return Named(says, name, generic=ELSEWHERE not in says) if says else None


def fitting_mistakes(instance: ExerciseInstance, part: Part, outcomes: list[CallResult], calls: list[int]) -> list[str]:
    """The known mistakes that the outcomes agree with in each of ``calls`` of ``part``."""
    found: list[str] = []
    if sum(_informative(outcomes[i]) for i in calls) < LEAST_CALLS:
        return found
    for name in instance.exercise.mistakes:
        tells = distinguishing(instance, name)
        if sum(tells[i] for i in calls) >= LEAST_CALLS:
            mutant = instance.mutant_outcomes(name)
            if all(_same(part, outcomes[i], mutant[i], min(NAMING, part.tolerance)) for i in calls):
                found.append(name)
    return found


def distinguishing(instance: ExerciseInstance, name: str) -> list[bool]:
    """Which calls tell a mistake from the right solution."""
    if name not in instance.distinguishing:
        part = instance.exercise.part
        triples = zip(instance.probes, instance.mutant_outcomes(name), instance.expected, strict=True)
        instance.distinguishing[name] = [
            call_verdict(part(p.part), mutant, right)[0] != PASS for p, mutant, right in triples
        ]
    return instance.distinguishing[name]


def part_of_mistake(instance: ExerciseInstance, name: str) -> str:
    """The part that a mistake belongs to: the first whose answers it changes; "" if it changes none."""
    tells = distinguishing(instance, name)
    return next((probe.part for probe, tell in zip(instance.probes, tells, strict=True) if tell), "")


def changed_input(names: list[str], *, right: bool = True) -> Diagnosis:
    """An argument was written to; ``right`` tells whether the answer is right all the same."""
    names = list(dict.fromkeys(name.removesuffix("_2") for name in names))  # that of a second batch is no news
    text = f"{' and '.join(names)} {'was' if len(names) == 1 else 'were'} changed in place: work on a copy"
    return Diagnosis(f"the answer is right, but {text}" if right else text, "any.mutates")


def synonyms_of(exercise: Exercise, name: str) -> set[str]:
    """A mistake and its synonyms."""
    return {name, *exercise.mistakes[name].synonyms} | {
        m.name for m in exercise.mistakes.values() if name in m.synonyms
    }


def _informative(outcome: CallResult) -> bool:
    """Whether there is a finite number in each answer, or an error's message: nan may come from anywhere."""
    if outcome["state"] != "answer":
        return True
    return all(
        np.isfinite(answer["array"]).any() or answer["array"].size == 0 for answer in outcome["outputs"].values()
    )


def _same(part: Part, outcome: CallResult, other: CallResult, tolerance: float) -> bool:
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
