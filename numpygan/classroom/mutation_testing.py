"""Run generated mutants of an exercise: each is refused by the probes, or listed as equivalent with the reason.

``equivalent.txt`` of an exercise lists the mutants that are right for all arguments which the exercise allows. A line
that is not indented is the reason; the indented lines below it are names of mutants, with * for any text.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from numpygan.classroom.exercise import Exercise, Probe
from numpygan.classroom.exercise_instance import ExerciseInstance
from numpygan.classroom.mutation import Mutant, tree_mutants
from numpygan.classroom.mutation_wrappers import recorder, wrapper_mutants
from numpygan.classroom.part_result import PASS, call_verdict
from numpygan.classroom.worker.student_calls import call_student, load

# Single precision is accepted if the answer has it; which mixed expressions give it depends on the version of NumPy.
SINGLE = re.compile(r"-> np\.float32\(|in single precision( #\d+)?$")


def generated_mutants(exercise: Exercise) -> dict[str, Mutant]:
    """Return by name the mutants that are no listed mistake and answer at least one call of the parts they change."""
    seen = {ast.unparse(ast.parse(exercise.mutant(name))) for name in exercise.mistakes}
    seen.add(ast.unparse(ast.parse(exercise.reference)))
    uses = parts_by_name(exercise)
    found: dict[str, Mutant] = {}
    instance = ExerciseInstance(exercise)
    everything = [*tree_mutants(exercise.reference)]
    everything += wrapper_mutants(exercise.reference, exercise.driver, _argument_types(instance))
    for mutant in everything:
        if mutant.source in seen:
            continue
        seen.add(mutant.source)
        outcomes = instance.run_in_process(mutant.source, uses[mutant.scope])
        if not any(outcome.get("state") == "answer" for outcome in outcomes):
            continue
        name, n = mutant.name, 1
        while name in found:
            n += 1
            name = f"{mutant.name} #{n}"
        found[name] = Mutant(name, mutant.source)
    return found


def _argument_types(instance: ExerciseInstance) -> set[tuple[str, int, int | str]]:
    """Return the types of all arguments of the functions that the driver calls; a number of dimensions for an array."""
    exercise = instance.exercise
    module = load(recorder(exercise.reference, exercise.driver), exercise.file)
    for call in instance.calls:
        call_student(module, instance.driver, call.part, call.inputs, exercise.file)
    seen: set[tuple[str, int, int | str]] = module.seen
    return seen


def parts_by_name(exercise: Exercise) -> dict[str, set[str]]:
    """Return for each function and class of the reference the parts whose calls may use it."""
    uses = {node.name: _names(node) for node in ast.parse(exercise.reference).body if hasattr(node, "name")}
    found: dict[str, set[str]] = {name: set() for name in uses}
    for node in ast.parse(exercise.driver).body:
        if not (isinstance(node, ast.FunctionDef) and node.name.startswith("part_")):
            continue
        waiting = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)} & uses.keys()
        reached: set[str] = set()
        while waiting:
            name = waiting.pop()
            reached.add(name)
            waiting |= (uses[name] & uses.keys()) - reached
        for name in reached:
            found[name].add(node.name.removeprefix("part_"))
    return found


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def refused_calls(instance: ExerciseInstance, mutant: Mutant, parts: Iterable[str]) -> list[int]:
    """Return the indices of the calls whose answers are not accepted."""
    outcomes = instance.run_in_process(mutant.source, set(parts))
    part = instance.exercise.part
    return [
        i
        for i, (probe, outcome) in enumerate(zip(instance.probes, outcomes, strict=True))
        if outcome and call_verdict(part(probe.part), outcome, instance.expected[i])[0] != PASS
    ]


def passes(instance: ExerciseInstance, mutant: Mutant, parts: Iterable[str]) -> bool:
    """Whether the answers to all calls are accepted; stops at the first one that is not."""
    exercise = instance.exercise
    try:
        module = load(mutant.source, exercise.file)
    except Exception:
        return False
    for i, call in enumerate(instance.calls):
        if call.part in parts:
            outcome = call_student(module, instance.driver, call.part, call.inputs, exercise.file)
            [outcome] = instance.derived([outcome], [i])
            if call_verdict(exercise.part(call.part), outcome, instance.expected[i])[0] != PASS:
                return False
    return True


def reason_of(equivalent: Mapping[str, str], name: str) -> str:
    """Return why a mutant is equivalent; "" if it is not listed."""
    for pattern, reason in equivalent.items():
        if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), name):
            return reason
    return ""


def surviving_mutants(
    exercise: Exercise, instances: list[ExerciseInstance], mutants: Mapping[str, Mutant]
) -> Iterator[str]:
    """Yield a sentence for each mutant that passes with some key and is not listed, and for each that is and fails."""
    uses = parts_by_name(exercise)
    for name, mutant in mutants.items():
        passed = [instance.key for instance in instances if passes(instance, mutant, uses[mutant.scope])]
        if SINGLE.search(name):
            if 0 < len(passed) < len(instances):
                yield f"passes with {len(passed)} of {len(instances)} keys: {name}"
        elif reason_of(exercise.equivalent, name):
            if len(passed) < len(instances):
                yield f"listed as equivalent, but refused: {name}"
        elif passed:
            yield f"passes with {len(passed)} of {len(instances)} keys: {name}"


def probe_kind(probe: Probe) -> str:
    """Return the part, and what is special about a call."""
    return f"{probe.part}: {probe.about or 'generic numbers'}"


def unneeded_probes(instance: ExerciseInstance, mutants: Mapping[str, Mutant]) -> list[str]:
    """Return the kinds of special calls without which no mutant or mistake would pass a part that it fails.

    Generic calls are needed in any case: they refuse an answer that is written down for all special calls.
    """
    uses = parts_by_name(instance.exercise)
    exercise = instance.exercise
    refused = [refused_calls(instance, mutant, uses[mutant.scope]) for mutant in mutants.values()]
    every_part = {part.id for part in exercise.parts}
    refused += [refused_calls(instance, Mutant(name, exercise.mutant(name)), every_part) for name in exercise.mistakes]
    needed = set()
    for calls in refused:
        for part in every_part:
            kinds = {probe_kind(instance.probes[i]) for i in calls if instance.probes[i].part == part}
            if len(kinds) == 1:
                needed |= kinds
    return sorted({probe_kind(probe) for probe in instance.probes if not probe.generic} - needed)
