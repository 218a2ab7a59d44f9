"""Generated mutants are refused, and the rewritings of a right solution are accepted."""

import ast

import numpy as np
import pytest

from numpygan.classroom import all_exercises
from numpygan.classroom.answer_checks import check_answers
from numpygan.classroom.exercise import Probe
from numpygan.classroom.exercise_instance import ExerciseInstance
from numpygan.classroom.mutation import Mutant, tree_mutants
from numpygan.classroom.mutation_testing import (
    generated_mutants,
    parts_by_name,
    passes,
    reason_of,
    refused_calls,
    surviving_mutants,
    unneeded_probes,
)
from numpygan.classroom.rewriting import rewritten
from numpygan.classroom.special_inputs import VALUES, special_values

EXERCISES = pytest.mark.parametrize("exercise", all_exercises().values(), ids=list(all_exercises()))
SAMPLE = 7
LEAST_MUTANTS = 150


@EXERCISES
def test_a_sample_of_the_generated_mutants_is_refused(exercise):
    mutants = generated_mutants(exercise)
    assert len(mutants) >= LEAST_MUTANTS
    sample = dict(list(mutants.items())[::SAMPLE])
    instances = [ExerciseInstance(exercise, f"self-test {seed}") for seed in range(2)]
    assert list(surviving_mutants(exercise, instances, sample)) == []


@EXERCISES
def test_every_pattern_of_the_equivalent_mutants_is_used(exercise):
    mutants = generated_mutants(exercise)
    used = {reason for name in mutants if (reason := reason_of(exercise.equivalent, name))}
    assert used == set(exercise.equivalent.values())
    for pattern in exercise.equivalent:
        assert any(reason_of({pattern: "yes"}, name) for name in mutants), pattern


@EXERCISES
def test_every_kind_of_special_call_refuses_some_mutant_alone(exercise):
    assert unneeded_probes(ExerciseInstance(exercise, "self-test 0"), generated_mutants(exercise)) == []


def test_a_probe_that_is_left_out_lets_a_mutant_pass():
    """Without the logits between 13 and 35, a softplus that is x from 13 on passes."""
    e04 = all_exercises()["e04"]
    mutant = Mutant(
        "softplus: x from 13 on",
        f"{e04.reference}\n_s = softplus\ndef softplus(x):\n    return np.where((x > 13) & (x < 30), x, _s(x))\n",
    )
    assert not passes(ExerciseInstance(e04, "a"), mutant, "b")

    def fewer(rng: np.random.Generator):
        yield from (probe for probe in e04.probes(rng) if "x" not in probe.inputs or len(probe.inputs["x"]) < 40)

    assert passes(ExerciseInstance(type(e04)(**{**vars(e04), "probes": fewer}), "a"), mutant, "b")


def test_a_probe_that_no_mutant_needs_is_reported():
    e09 = all_exercises()["e09"]

    def more(rng: np.random.Generator):
        yield from e09.probes(rng)
        yield Probe("c", {"logits": np.array([0.3, 0.4])}, "for nothing new")

    exercise = type(e09)(**{**vars(e09), "probes": more})
    instance = ExerciseInstance(exercise, "self-test 0")
    assert unneeded_probes(instance, generated_mutants(exercise)) == ["c: for nothing new"]


def test_a_survivor_and_a_wrong_entry_of_the_list_are_reported():
    e09 = all_exercises()["e09"]
    instance = ExerciseInstance(e09, "self-test 0")
    same = {"saturating: nothing": Mutant("saturating: nothing", f"{e09.reference}\nx = 1\n")}
    assert list(surviving_mutants(e09, [instance], same)) == ["passes with 1 of 1 keys: saturating: nothing"]
    mutants = generated_mutants(e09)
    name = next(name for name in mutants if not reason_of(e09.equivalent, name))
    listed = type(e09)(**{**vars(e09), "equivalent": {name: "it is right"}})
    found = list(surviving_mutants(listed, [instance], {name: mutants[name]}))
    assert found == [f"listed as equivalent, but refused: {name}"]


def test_mutants_are_the_same_each_time_and_compile():
    reference = all_exercises()["e03"].reference
    one, two = list(tree_mutants(reference)), list(tree_mutants(reference))
    assert one == two
    for mutant in one:
        ast.parse(mutant.source)
        assert mutant.source != ast.unparse(ast.parse(reference)) or "->" in mutant.name


def test_the_parts_that_use_a_function_are_found():
    uses = parts_by_name(all_exercises()["e04"])
    assert uses == {
        "sigmoid": {"a", "c", "d"},
        "softplus": {"b", "c", "d"},
        "discriminator_loss": {"c"},
        "cross_entropy": {"d"},
    }


@EXERCISES
def test_rewritings_of_the_reference_pass(exercise):
    rewritings = dict(rewritten(exercise.reference, exercise.driver))
    assert len(rewritings) + len(exercise.variants) >= 25
    assert "in long double" in rewritings
    instance = ExerciseInstance(exercise, "rewritings")
    for name, source in rewritings.items():
        for result in check_answers(instance, instance.run_in_process(source)):
            assert result.passed, (name, result)
            assert not result.notes, (name, result)


@pytest.mark.parametrize(
    ("id", "part", "text"),
    [
        (
            "e01",
            "a",
            "_k = kl\ndef kl(p, q):\n    with np.errstate(all='ignore'):\n        "
            "return _k(p, q) if p.ndim == 1 else (p * np.log(p / q)).sum(-1)",
        ),
        (
            "e01",
            "c",
            "def kl_grid(log_p, log_q, dx):\n    p, q = np.exp(log_p), np.exp(log_q)\n    "
            "return (p * np.log((p + 1e-300) / (q + 1e-300))).sum(-1) * dx",
        ),
        (
            "e03",
            "d",
            "class Chain(Chain):\n    def __init__(self, layers):\n        self.a, self.b, self.c = layers\n"
            "        self.layers = [self.a, self.b, self.c]",
        ),
        (
            "e03",
            "a",
            "class Linear(Linear):\n    def forward(self, x):\n        self.dW = np.zeros_like(self.W)\n"
            "        return super().forward(x)\n    def backward(self, dy):\n        dW = self.dW\n"
            "        dx = super().backward(dy)\n        self.dW = dW + self.dW\n        return dx",
        ),
        (
            "e03",
            "a",
            "class Linear(Linear):\n    kept = {}\n    def forward(self, x):\n        self.kept['x'] = x\n"
            "        return super().forward(x)\n    def backward(self, dy):\n        self.x = self.kept['x']\n"
            "        return super().backward(dy)",
        ),
        (
            "e04",
            "a",
            "def sigmoid(x):\n    with np.errstate(all='ignore'):\n"
            "        return np.where(x >= 0, 1 / (1 + np.exp(-x)), 1 - 1 / (1 + np.exp(x)))",
        ),
        *(
            ("e04", "b", f"_s = softplus\ndef softplus(x):\n    return np.where(x > {c}, x, _s(x))")
            for c in (4, 6, 10, 15)
        ),
        (
            "e07",
            "b",
            "_c = criterion_by_js\ndef criterion_by_js(p, q, dx):\n"
            "    return np.float32(_c(p, q, dx) + np.log(4) - 1.3863)",
        ),
        (
            "e11",
            "d",
            "def eigenvalues(g):\n    r = np.emath.sqrt(1 - 1 / g**2)\n"
            "    return np.array([-g / 2 * (1 + r), -g / 2 * (1 - r)])",
        ),
        (
            "e12",
            "d",
            "def shuffle(x, c, rng):\n    k = int(rng.integers(1, len(x)))\n"
            "    return np.roll(x, k, 0), np.roll(c, k, 0)",
        ),
    ],
)
def test_wrong_answers_that_once_passed_are_refused_with_every_key(id, part, text):
    exercise = all_exercises()[id]
    for seed in range(20):
        instance = ExerciseInstance(exercise, f"once {seed}")
        assert not passes(instance, Mutant("x: y", f"{exercise.reference}\n{text}\n"), part), seed


def test_special_values_are_in_their_order():
    assert special_values(2, 2, start=1).tolist() == [[3.5, -7.0], [1e-10, 0.0]]
    assert abs(special_values(20, most=1)).max() == 0.5
    assert set(special_values(len(VALUES)).tolist()) == set(VALUES)


def test_refused_calls_are_those_of_the_changed_part():
    e09 = all_exercises()["e09"]
    instance = ExerciseInstance(e09, "a")
    mutant = Mutant("gradient_ratio: x", e09.reference.replace("np.exp(-logits)", "np.exp(logits)"))
    assert {instance.probes[i].part for i in refused_calls(instance, mutant, "abc")} == {"c"}
