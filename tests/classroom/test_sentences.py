"""What is said of wrong answers is true: checked over mutants and pairs of mistakes, and sentence by sentence."""

from collections import Counter

import numpy as np
import pytest
from classroom.sentence_truth import Truth, third, wrongly_named

from numpygan.classroom import all_exercises
from numpygan.classroom.answer_checks import check_answers
from numpygan.classroom.exercise import Part, Probe
from numpygan.classroom.exercise_instance import ExerciseInstance
from numpygan.classroom.facts import APART, Pair, state_facts
from numpygan.classroom.mutation_testing import generated_mutants, parts_by_name, reason_of

SAMPLE = 9
PAIRS = 40


@pytest.mark.parametrize("exercise", all_exercises().values(), ids=list(all_exercises()))
def test_no_sentence_is_false_and_hardly_a_name_is_wrong(exercise):
    instance, uses = ExerciseInstance(exercise, "sentences"), parts_by_name(exercise)
    mutants = list(generated_mutants(exercise).items())[::SAMPLE]
    wrong = [(m.source, uses[m.scope], None) for name, m in mutants if not reason_of(exercise.equivalent, name)]
    names = [name for name, mistake in exercise.mistakes.items() if not mistake.note]
    rng = np.random.default_rng(3)
    for _ in range(PAIRS):
        two = [str(name) for name in rng.choice(names, 2, replace=False)]
        try:
            wrong.append((exercise.mutant(*two), {part.id for part in exercise.parts}, two))
        except ValueError:  # both change the same line
            continue
    count = Counter()
    for source, parts, two in wrong:
        run = instance.run_in_process(source, parts)
        outcomes = [mine or right for mine, right in zip(run, instance.expected, strict=True)]
        for result in check_answers(instance, outcomes):
            if result.verdict not in ("wrong", "wrong shape", "not finite"):
                continue
            count["parts"] += 1
            said = result.diagnosis
            if said is None:
                count["nothing said"] += 1
            elif said.mistake and not said.mistake.startswith("any."):
                count["wrong names"] += bool(two and third(exercise, two, said.mistake))
                count["wrong names"] += wrongly_named(instance, result.part, outcomes, said.mistake)
            elif all(outcomes[i]["state"] == "answer" for i in instance.calls_of_part(result.part.id)):
                assert Truth(instance, result.part, outcomes).holds(said.says, result) is True, said.says
    assert count["parts"] > 50
    assert count["wrong names"] <= 1 + 0.01 * count["parts"]
    assert count["nothing said"] <= 0.1 * count["parts"]


PART = Part("a", "f(x)", hints=("", "", ""), demo="")
RIGHT = [np.array(values) for values in ([0.31, -1.2, 2.4, 0.8], [1.7, 0.4, -0.9, 2.2], [-0.6, 1.1, 0.7, -2.3])]


def said(answers, right=RIGHT, special=None):
    """The fact about these answers; ``special`` is a pair for another call, which is special."""
    calls = [
        (Probe("a", {"x": want, "s": 1.0 + k}), got, want)
        for k, (got, want) in enumerate(zip(answers, right, strict=True))
    ]
    if special is not None:
        calls.append((Probe("a", {"x": special[1], "s": 9.0}, "where x is special"), *special))
    pairs = [
        Pair(
            probe,
            {"state": "answer", "outputs": {"f": {"array": np.asarray(got, float), "single": False}}, "changed": []},
            {"state": "answer", "outputs": {"f": {"array": np.asarray(want, float), "single": False}}, "changed": []},
        )
        for probe, got, want in calls
    ]
    fact = state_facts(PART, pairs)
    return fact.says if fact else ""


def cut(y):
    return np.trunc(y)


SENTENCES = {
    "right except for the sign": lambda y: -y,
    "the ratio to the right answer is constant, 3": lambda y: 3 * y,
    "the difference from the right answer is constant, -1.38629 = -log 4": lambda y: y - np.log(4),
    "the square of the right answer": np.square,
    "the exponential of the right answer": np.exp,
    "one over the right answer": lambda y: 1 / y,
    "one minus the right answer": lambda y: 1 - y,
    "the sigmoid of the right answer": lambda y: 1 / (1 + np.exp(-y)),
    "the right answer without its sign": np.abs,
    "the right answer with 0 in place of negative numbers": lambda y: np.maximum(y, 0),
    "the right answer cut to an integer": cut,
    "right, but in reverse order": lambda y: y[::-1],
    "right, but every entry is one place too early": lambda y: np.roll(y, -1),
    "right, but every entry is one place too late": lambda y: np.roll(y, 1),
    "the right numbers in another order": lambda y: y[[1, 0, 3, 2]],
    "right to 5 digits only": lambda y: y * (1 + 4e-6 * np.array([1, -1, 1, 0.5])),
    "no number is finite": lambda y: y * np.nan,
    "the answers to all calls are the same": lambda y: 0 * y + 0.25,
    "shape (2, 2), expected (4,): is a sum or a mean over an axis missing?": lambda y: y.reshape(2, 2),
    "each number is too large": lambda y: y + 0.1 + y**2,
    "each number is too small": lambda y: y - 0.1 - y**2,
    "wrong in all": lambda y: y + np.array([0.3, -0.7, 0.1, 0.9]) * y**2,
}


@pytest.mark.parametrize(("says", "rule"), SENTENCES.items(), ids=list(SENTENCES))
def test_a_sentence_is_said_if_it_is_true_and_not_if_one_call_makes_it_false(says, rule):
    answers = [rule(y) for y in RIGHT]
    assert said(answers).startswith(says)
    for k in range(3) if not says.startswith("shape ") else ():  # one wrong shape is enough, and its call is shown
        other = list(answers)
        other[k] = RIGHT[k] + np.array([0.01, -0.02, 0.3, 0.07]) * (1 + k)  # wrong in another way
        if says != "wrong in all":
            assert says not in said(other), (k, said(other))
        other[k] = RIGHT[k]  # right
        if says == "the right numbers in another order":
            assert said(other) == f"{says}, in 2 of 3 calls"
        else:
            assert says not in said(other) or says == "right to 5 digits only", (k, said(other))
    special = RIGHT[0] + np.array([5.0, -6.0, 7.0, -8.0])
    text = said(answers, special=(special, RIGHT[0]))
    assert says not in text or text.startswith((APART + says, "wrong in all", "shape"))


def test_a_rule_that_would_describe_the_right_answer_is_not_said():
    """abs(y) = y for positive numbers; a small epsilon is not a missing sign."""
    positive = [np.abs(y) for y in RIGHT]
    assert said([y + 1e-8 * np.array([1, 2, 3, 5]) for y in positive], positive).startswith("right to 7 digits only")
    whole = [np.rint(y) + 4 for y in positive]
    assert "cut to an integer" not in said([y + 1e-8 for y in whole], whole)
    same = [np.full(3, 2.0), np.full(3, 2.5), np.full(3, 0.7)]
    assert "order" not in said([y + 0.1 for y in same], same)
    assert "transposed" not in said([y + 3e-9 for y in RIGHT])


def test_exceptions_are_counted():
    names = ["where x is 0", "where x is 1", "where x is 2", "where x is 3"]

    def text(wrong):
        calls = [(Probe("a", {"x": y}), y, y) for y in RIGHT]
        calls += [(Probe("a", {"x": RIGHT[0]}, name), RIGHT[0] + (name in wrong), RIGHT[0]) for name in names]
        pairs = [
            Pair(probe, *({"state": "answer", "outputs": {"f": {"array": y, "single": False}}} for y in both))
            for probe, *both in calls
        ]
        return state_facts(PART, pairs).says

    assert text(names[:1]) == "right, except where x is 0"
    assert text(names[:2]) == "right, except where x is 0 and where x is 1"
    assert text(names[:3]) == "right, except where x is 0, where x is 1, and in 1 other special case"
    assert text(names) == "right, except where x is 0, where x is 1, and in 2 other special cases"


def test_an_answer_that_is_kept_is_said_to_be_kept():
    late = [RIGHT[0] * 9, RIGHT[0], RIGHT[1]]
    assert said(late) == "each call gives the answer of the call before it"
    assert said([late[0], late[1], RIGHT[1] + 0.3]) != "each call gives the answer of the call before it"
    kept = [RIGHT[0]] * 3
    assert "the answers to all calls are the same" not in said(kept)
    assert said(kept).startswith("for arguments of the same shapes, the answer of the first such call is given again")
    assert not said([RIGHT[0], RIGHT[0], RIGHT[0] + 0.1]).startswith("for arguments of the same shapes")


def verdict(id, part, text):
    exercise = all_exercises()[id]
    instance = ExerciseInstance(exercise, "sentences")
    outcomes = instance.run_in_process(f"{exercise.reference}\n{text}")
    return next(each for each in check_answers(instance, outcomes) if each.part.id == part)


def test_named_examples_are_not_said_falsely():
    eps = verdict("e01", "a", "def kl(p, q):\n    return (p * np.log((p + 1e-10) / (q + 1e-10))).sum(-1)")
    assert "without its sign" not in eps.diagnosis.says
    whole = verdict(
        "e03", "e", "_n = numerical_gradient\ndef numerical_gradient(f, x, h):\n    return _n(f, x, h).astype(int)"
    )
    assert "cut to an integer" in whole.diagnosis.says
    assert whole.diagnosis.mistake == ""
    zero = verdict("e06", "b", "def optimal_logit(p, q):\n    return 0 * p")
    assert zero.diagnosis.mistake == ""
    typed = verdict("e01", "b", "def js(p, q):\n    return 0.2 + 0 * p.sum(-1)")
    assert typed.diagnosis.says.startswith("the answers to all calls are the same")
    drawn = verdict(
        "e12",
        "d",
        "def shuffle(x, c, rng):\n    o = np.random.default_rng().permutation(len(x))\n    return x[o], c[o]",
    )
    assert "rng" in drawn.diagnosis.says
    assert "global" not in f"{drawn.diagnosis.says}"
    symmetric = verdict(
        "e11", "d", "def eigenvalues(g):\n    return np.linalg.eigvalsh(np.array([[0, -0.5], [0.5, -g]]))"
    )
    assert "eigvalsh" in symmetric.diagnosis.says


def test_an_answer_is_called_right_only_if_it_is_right_in_all_calls():
    text = "_j = js\ndef js(p, q):\n    out = _j(p, q)\n{}    p += 1\n    return out"
    right = verdict("e01", "b", text.format(""))
    assert right.diagnosis.says.startswith("the answer is right, but p was changed in place")
    wrong = verdict("e01", "b", text.format("    out = np.where((p == 0).any(-1), out + 1, out)\n"))
    assert "the answer is right, but" not in wrong.diagnosis.says


def test_the_answer_that_a_fact_is_about_is_the_one_that_is_shown():
    start = "_l = discriminator_loss\ndef discriminator_loss(r, f):\n    v, a, b = _l(r, f)\n    return "
    text = f"{start}v, a[:, None] * [1, 2], b * 2"
    result = verdict("e04", "c", text)
    assert result.output in result.diagnosis.says.partition(":")[0]
    text = f"{start}v * 1.3, a, b * np.nan"
    result = verdict("e04", "c", text)
    assert result.diagnosis.says.startswith("d_real is right; value: ")
    assert result.output == "value"
