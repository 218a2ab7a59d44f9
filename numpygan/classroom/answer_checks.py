"""Check the answers to all calls: a part passes only if every call was answered, and every answer is right."""

from collections.abc import Sequence

from numpygan.classroom.diagnosis import changed_input, diagnose
from numpygan.classroom.exercise import Part
from numpygan.classroom.exercise_instance import ExerciseInstance
from numpygan.classroom.part_result import ORDER, PASS, WRONG, Diagnosis, PartResult, call_verdict
from numpygan.classroom.runner import FORBIDDEN, CallResult, Job, Report, run


def check_answers(instance: ExerciseInstance, outcomes: list[CallResult]) -> list[PartResult]:
    """Return the result of each part."""
    return [_check_part(instance, part, outcomes) for part in instance.exercise.parts]


def run_and_check(
    instance: ExerciseInstance, source: str, *, command: Sequence[str] = ()
) -> tuple[list[PartResult], Report]:
    """Run a student's source in a worker process and check its answers."""
    exercise = instance.exercise
    report = run(Job(source, exercise.file, exercise.driver, instance.calls, instance.seconds, FORBIDDEN, command))
    return check_answers(instance, instance.derived(report.outcomes)), report


def _check_part(instance: ExerciseInstance, part: Part, outcomes: list[CallResult]) -> PartResult:
    calls = instance.calls_of_part(part.id)
    found = {i: call_verdict(part, outcomes[i], instance.expected[i]) for i in calls}
    # Report the most basic failure; among equals (nan counts as wrong) prefer a generic call, then the first.
    rank = {verdict: place for place, verdict in enumerate(ORDER)} | {"not finite": ORDER.index(WRONG)}
    worst = min(calls, key=lambda i: (rank[found[i][0]], not instance.probes[i].generic, i))
    verdict, output = found[worst]
    outcome, probe = outcomes[worst], instance.probes[worst]
    whole = all(each is outcome for each in outcomes)  # the file failed before any call
    notes = tuple(dict.fromkeys(outcomes[i]["note"] for i in calls if outcomes[i].get("note")))[:1]
    if verdict == PASS:
        return PartResult(part, PASS, notes=notes)
    if verdict == "raised":
        named = diagnose(instance, part, outcomes)
        detail, _ = _without_numbers(verdict, outcome)
        line = int(outcome.get("line", 0))
        return PartResult(part, verdict, named, None if whole else probe, detail=detail, line=line, notes=notes)
    if verdict in (WRONG, "wrong shape", "not finite"):
        diagnosis = diagnose(instance, part, outcomes)
        if diagnosis is not None and diagnosis.note:
            return PartResult(part, PASS, notes=(diagnosis.says, *notes))
        if diagnosis is not None and diagnosis.call >= 0:  # show the answer that it is about
            worst = diagnosis.call
            verdict, output, outcome, probe = found[worst][0], diagnosis.output, outcomes[worst], instance.probes[worst]
        elif diagnosis is not None and diagnosis.generic and not probe.generic:
            failing = [i for i in calls if instance.probes[i].generic and found[i][0] != PASS]
            if failing:
                (verdict, output), outcome, probe = found[failing[0]], outcomes[failing[0]], instance.probes[failing[0]]
                worst = failing[0]
        if diagnosis is not None and not diagnosis.mistake and output:
            # A fact is about the first answer that is wrong in some call: show that one.
            names = instance.expected[worst]["outputs"]
            output = next(
                (name for name in names if any(_wrong(instance, part, outcomes, i, name) for i in calls)), output
            )
            if not _wrong(instance, part, outcomes, worst, output):
                wrong = [i for i in calls if _wrong(instance, part, outcomes, i, output)]
                worst = min(wrong, key=lambda i: (not instance.probes[i].generic, i))
                outcome, probe = outcomes[worst], instance.probes[worst]
        if output == "":
            known = diagnosis is not None and diagnosis.mistake
            right = all(found[i] in ((PASS, ""), (WRONG, "")) for i in calls)  # the numbers of all calls
            changed = changed_input(outcome["changed"], right=right)
            return PartResult(part, verdict, diagnosis if known else changed, probe, notes=notes)
        got, expected = (each["outputs"][output]["array"] for each in (outcome, instance.expected[worst]))
        return PartResult(part, verdict, diagnosis, probe, output, got, expected, notes=notes)
    detail, reason = _without_numbers(verdict, outcome)
    line = int(outcome.get("line", 0))
    return PartResult(part, verdict, reason, None if whole else probe, detail=detail, line=line, notes=notes)


def _wrong(instance: ExerciseInstance, part: Part, outcomes: list[CallResult], i: int, name: str) -> bool:
    """Whether the answer ``name`` of call ``i`` is there and is not right."""
    got, expected = (each.get("outputs", {}).get(name) for each in (outcomes[i], instance.expected[i]))
    if got is None or expected is None:
        return False
    one = {"state": "answer", "outputs": {name: got}, "changed": []}
    return call_verdict(part, one, {"outputs": {name: expected}})[0] != PASS


def _without_numbers(verdict: str, outcome: CallResult) -> tuple[str, Diagnosis | None]:
    """Return what happened instead of an answer, and a diagnosis if there is one."""
    message, line = str(outcome.get("message", "")), int(outcome.get("line", 0))
    where = f" at line {line}" if line else ""
    if verdict == "raised":
        where = where or " in the call, or when its answer was used"
        return f"{outcome.get('error', 'an exception')}{where}: {message}", None
    if verdict in ("syntax error", "import error"):
        return f"{message}{where}", None
    if verdict == "missing function":
        return f"expected {message} in the file; it is not defined there", None
    if verdict == "wrong type" and not message:
        return "the answer has not the form that the docstring describes", None
    if verdict == "wrong type":
        expected, _, got = message.partition("|")
        reason = None
        if got == "None":
            reason = Diagnosis("the function returned None: is a return statement missing?", "any.none")
        elif got.startswith("an array of bool"):
            reason = Diagnosis("numbers are expected, not True and False: convert with .astype(float)")
        return f"got {got}, expected {expected}", reason
    if verdict == "time-out":
        return f"no answer after {outcome['seconds']:g} s" + (f"; it was at line {line}" if line else ""), None
    if verdict == "forbidden" and message.startswith("import "):
        name = message.removeprefix("import ")
        by_hand = Diagnosis(f"{name} is not allowed here: write this with NumPy", "any.library")
        return f"{message} is not allowed in an exercise", by_hand if name in FORBIDDEN else None
    if verdict == "memory":
        return f"the memory limit of an exercise was reached{where}", None
    if verdict == "not attempted":
        return f"raise NotImplementedError was executed{where}", None
    return message, None
