"""Name the known mistake that explains wrong answers, or state facts about them.

A mistake is named only if three conditions hold: the student's answers agree with those of its mutant to 1e-7, in every
call of the part or at least in every generic one; in at least two of these calls the mutant differs from the right
solution; no other mistake, except its synonyms, agrees too. A wrong name would be worse than none.
"""

from dataclasses import dataclass

import numpy as np

from numpygan.classroom.compare import NAMING, close
from numpygan.classroom.exercise import Exercise, Part
from numpygan.classroom.exercise_instance import ExerciseInstance
from numpygan.classroom.facts import Pair, state_facts
from numpygan.classroom.part_result import PASS, Diagnosis, call_verdict
from numpygan.classroom.runner import CallResult

LEAST_CALLS = 2


@dataclass(frozen=True)
class Named(Diagnosis):
    """A diagnosis with details.

    Attributes
    ----------
    note : bool
        The part passes.
    generic : bool
        It is about the generic calls only.
    output, call : str, int
        The answer and the index of the call that show it; "" and -1 if any wrong one does.
    """

    note: bool = False
    generic: bool = False
    output: str = ""
    call: int = -1


def diagnose(instance: ExerciseInstance, part: Part, outcomes: list[CallResult]) -> Named | None:
    """Return the diagnosis of the wrong answers of ``part``; None if there is nothing to say."""
    calls = instance.calls_of_part(part.id)
    generic = [i for i in calls if instance.probes[i].generic]
    for some in (calls, generic):
        fitting = fitting_mistakes(instance, part, outcomes, some)
        # A mistake of an earlier part may have an effect here too; prefer one that belongs to this part.
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
            says = "right at first, but the same call gives another result later: is something kept between calls?"
        else:
            says = "the same call gives another result later: is something kept between calls, or drawn at random?"
        return Named(says, "any.second_call")
    pairs = [Pair(instance.probes[i], outcomes[i], instance.expected[i]) for i in calls]
    fact = state_facts(part, pairs)
    return Named(fact.says, fact.name, output=fact.output, call=calls[fact.call]) if fact else None


def fitting_mistakes(instance: ExerciseInstance, part: Part, outcomes: list[CallResult], calls: list[int]) -> list[str]:
    """Return the known mistakes whose mutants agree with the outcomes in each of ``calls`` of ``part``."""
    found: list[str] = []
    if sum(_informative(outcomes[i]) for i in calls) < LEAST_CALLS:
        return found
    for name in instance.exercise.mistakes:
        differs = distinguishing(instance, name)
        if sum(differs[i] for i in calls) >= LEAST_CALLS:
            mutant = instance.mutant_outcomes(name)
            if all(_same(part, outcomes[i], mutant[i], min(NAMING, part.tolerance)) for i in calls):
                found.append(name)
    return found


def distinguishing(instance: ExerciseInstance, name: str) -> list[bool]:
    """For each call, return whether the mutant's answer is not accepted as right."""
    if name not in instance.distinguishing:
        part = instance.exercise.part
        triples = zip(instance.probes, instance.mutant_outcomes(name), instance.expected, strict=True)
        instance.distinguishing[name] = [
            call_verdict(part(p.part), mutant, right)[0] != PASS for p, mutant, right in triples
        ]
    return instance.distinguishing[name]


def part_of_mistake(instance: ExerciseInstance, name: str) -> str:
    """Return the part that a mistake belongs to: the first whose answers it changes; "" if it changes none."""
    differs = distinguishing(instance, name)
    return next((probe.part for probe, differ in zip(instance.probes, differs, strict=True) if differ), "")


def changed_input(names: list[str], *, right: bool = True) -> Diagnosis:
    """Return the diagnosis that arguments were changed in place; ``right``: the answer itself is right."""
    names = list(dict.fromkeys(name.removesuffix("_2") for name in names))  # a second batch has the suffix _2
    text = f"{' and '.join(names)} {'was' if len(names) == 1 else 'were'} changed in place: change a copy instead"
    return Diagnosis(f"the answer is right, but {text}" if right else text, "any.mutates")


def synonyms_of(exercise: Exercise, name: str) -> set[str]:
    """Return the names of a mistake and of its synonyms."""
    return {name, *exercise.mistakes[name].synonyms} | {
        m.name for m in exercise.mistakes.values() if name in m.synonyms
    }


def _informative(outcome: CallResult) -> bool:
    """Whether each answer has a finite number, or the call raised an error; nan has too many possible causes."""
    if outcome["state"] != "answer":
        return True
    return all(
        np.isfinite(answer["array"]).any() or answer["array"].size == 0 for answer in outcome["outputs"].values()
    )


def _same(part: Part, outcome: CallResult, other: CallResult, tolerance: float) -> bool:
    """Whether two outcomes of a call agree to ``tolerance``."""
    if outcome["state"] != "answer" or other["state"] != "answer":
        # The message of an error contains the shapes that did not fit, so it must agree too.
        raised = outcome["state"] == other["state"] == "raised"
        return bool(raised and all(outcome.get(name) == other[name] for name in ("error", "message")))
    if outcome["outputs"].keys() != other["outputs"].keys() or outcome["changed"] != other["changed"]:
        return False
    for name, answer in outcome["outputs"].items():
        got, want = answer["array"], other["outputs"][name]["array"]
        if not close(got, want, part.single if answer["single"] else tolerance, entrywise=part.entrywise):
            return False
    return True
