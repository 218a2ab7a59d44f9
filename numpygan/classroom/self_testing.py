"""``numpygan grade --self-test``: test the checks of every exercise.

For each of many seeds: the stub is "not attempted"; the reference and every right variant pass without a note; every
mistake fails in some part and is named there by its own name or a declared synonym; every generated mutant fails, or it
is listed in ``equivalent.txt``. Every kind of special call is needed to refuse some mutant. The experiment that
explains a mistake shows a difference. For one seed, the stub, the reference and a mutant also run in a worker process,
with the same result.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from numpygan.classroom.answer_checks import check_answers, run_and_check
from numpygan.classroom.bank import all_exercises, is_built_in
from numpygan.classroom.diagnosis import LEAST_CALLS, distinguishing, part_of_mistake, synonyms_of
from numpygan.classroom.exercise import Exercise
from numpygan.classroom.exercise_instance import ExerciseInstance
from numpygan.classroom.explanations import experiment, run_experiment
from numpygan.classroom.mutation_testing import generated_mutants, surviving_mutants, unneeded_probes
from numpygan.classroom.part_result import NOT_ATTEMPTED, PartResult
from numpygan.classroom.rewriting import rewritten

SEEDS = 20
LEAST_VARIANTS = 3  # written by hand
LEAST_RIGHT = 25  # with the rewritings of the reference


def self_test(
    ids: list[str] | None = None, *, seeds: int = SEEDS, jobs: int | None = None
) -> Iterator[tuple[str, list[str]]]:
    """Yield for each exercise its id and a list of failures, which is empty if all is well."""
    names = ids or list(all_exercises())
    jobs = min(len(names), os.cpu_count() or 1) if jobs is None else jobs
    if jobs == 1:
        for id in names:
            yield id, _prove(id, seeds)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from zip(names, pool.map(_prove, names, [seeds] * len(names)), strict=True)


def _prove(id: str, seeds: int) -> list[str]:
    exercise = all_exercises()[id]
    return prove(exercise, seeds, mutants=is_built_in(exercise))


def prove(exercise: Exercise, seeds: int = SEEDS, *, mutants: bool = False) -> list[str]:
    """Return the failures of an exercise; with ``mutants``, the generated mutants are run too."""
    wrong = [f"only {len(exercise.variants)} right variants"] if len(exercise.variants) < LEAST_VARIANTS else []
    if mutants and len(exercise.variants) + len(dict(rewritten(exercise.reference, exercise.driver))) < LEAST_RIGHT:
        wrong.append(f"fewer than {LEAST_RIGHT} right variants and rewritings")
    instances = [ExerciseInstance(exercise, f"self-test {seed}") for seed in range(seeds)]
    for seed, instance in enumerate(instances):
        wrong += [f"seed {seed}: {text}" for text in _on_an_instance(instance)]
    if mutants:
        wrong += _on_mutants(exercise, instances)
    return wrong + list(_experiments(exercise)) + list(_in_a_worker(exercise))


def _on_mutants(exercise: Exercise, instances: list[ExerciseInstance]) -> Iterator[str]:
    """Yield the generated mutants that pass, and the kinds of special calls that no mutant needs."""
    found = generated_mutants(exercise)
    yield from surviving_mutants(exercise, instances, found)
    yield from (f"no mutant needs the calls of {kind}" for kind in unneeded_probes(instances[0], found))


def _on_an_instance(instance: ExerciseInstance) -> Iterator[str]:
    exercise = instance.exercise
    for verdict in check_answers(instance, instance.run_in_process(exercise.stub)):
        if verdict.verdict != NOT_ATTEMPTED:
            yield f"the stub: part {verdict.part.id} is {verdict.verdict}"
    rights = {"the reference": exercise.reference}
    rights |= {f"variant {name}": f"{exercise.reference}\n{text}" for name, text in exercise.variants.items()}
    rights |= {f"rewriting {name}": text for name, text in rewritten(exercise.reference, exercise.driver)}
    for name, source in rights.items():
        for verdict in check_answers(instance, instance.run_in_process(source)):
            if not verdict.passed or verdict.notes:
                yield f"{name}: part {verdict.part.id} is {verdict.verdict} {verdict.detail} {verdict.notes or ''}"
    for name in exercise.mistakes:
        verdicts = check_answers(instance, instance.mutant_outcomes(name))
        for text in _of_a_mistake(exercise, name, verdicts):
            few = _too_few_calls(instance, name) if text.startswith("is not named") else ""
            yield f"{name} {text}{few}"


def _too_few_calls(instance: ExerciseInstance, name: str) -> str:
    """Return a remark if too few calls of the part show a mistake for it to be named; else ""."""
    part = part_of_mistake(instance, name)
    differs = distinguishing(instance, name)
    count = sum(differs[i] for i in instance.calls_of_part(part)) if part else 0
    if count >= LEAST_CALLS:
        return ""
    return f"; only {count} call tells it from the right answer, {LEAST_CALLS} are needed"


def _of_a_mistake(exercise: Exercise, name: str, verdicts: list[PartResult]) -> Iterator[str]:
    mistake, names = exercise.mistakes[name], synonyms_of(exercise, name)
    failed = [verdict for verdict in verdicts if not verdict.passed]
    if mistake.note:
        if failed or not any(mistake.says in verdict.notes for verdict in verdicts):
            yield "should pass with a note"
        return
    if not failed:
        yield "passes all checks"
        return
    named = [verdict.diagnosis.mistake for verdict in failed if verdict.diagnosis and verdict.diagnosis.mistake]
    first = failed[0].diagnosis
    if first is None or first.mistake not in names:
        yield f"is not named, but {first.mistake or first.says if first else failed[0].verdict}"
    # In a later part the same error may agree with a mistake of that part.
    own = next(iter(exercise.parts)).id if not failed else failed[0].part.id
    others = [
        each for each, verdict in zip(named, failed, strict=False) if each not in names and verdict.part.id == own
    ]
    yield from (f"is named {each}" for each in others)


def _experiments(exercise: Exercise) -> Iterator[str]:
    """Yield the mistakes whose experiment prints the same for the right and the wrong answer."""
    for mistake in exercise.mistakes.values() if all_exercises().get(exercise.id) is exercise else ():
        printed = run_experiment(experiment(exercise, mistake)).splitlines()
        if printed[: len(printed) // 2] == printed[len(printed) // 2 :]:
            yield f"{mistake.name}: numpygan learn why shows no difference; add a demonstration in lines '> '"


def _in_a_worker(exercise: Exercise) -> Iterator[str]:
    """Yield the differences between a run in a worker and a run in this process."""
    instance = ExerciseInstance(exercise, "self-test in a worker")
    mistake = next(name for name, mistake in exercise.mistakes.items() if not mistake.note)
    for what, source in (
        ("the stub", exercise.stub),
        ("the reference", exercise.reference),
        (mistake, exercise.mutant(mistake)),
    ):
        there, _ = run_and_check(instance, source)
        here = check_answers(instance, instance.run_in_process(source))
        for a, b in zip(there, here, strict=True):
            if (a.verdict, a.diagnosis) != (b.verdict, b.diagnosis):
                yield f"{what}, part {a.part.id}: {b.verdict} here, {a.verdict} {a.detail} in a worker"
