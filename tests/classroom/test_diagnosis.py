"""Names and facts: what is said about wrong numbers is true, and a name is given to nothing else."""

import numpy as np
import pytest

from numpygan.classroom import all_exercises
from numpygan.classroom.answer_checks import check_answers
from numpygan.classroom.compare import close, right_shape
from numpygan.classroom.diagnosis import synonyms_of
from numpygan.classroom.exercise_instance import ExerciseInstance
from numpygan.classroom.feedback_text import feedback, line_of_import


@pytest.fixture(scope="module")
def instances():
    return {id: ExerciseInstance(exercise, "diagnose") for id, exercise in all_exercises().items()}


def verdict(instances, id, part, text):
    """What is said of the reference of an exercise with ``text`` after it."""
    instance = instances[id]
    outcomes = instance.run_in_process(f"{instance.exercise.reference}\n{text}")
    return next(v for v in check_answers(instance, outcomes) if v.part.id == part)


LOSS = "_l = discriminator_loss\ndef discriminator_loss(r, f):\n    v, a, b = _l(r, f)\n"
GRADIENT = "_g = value_gradient\ndef value_gradient(r, f):\n    return _g(r, f)"
FIELD = "_d = dirac_field\ndef dirac_field(t, p, g):\n    return _d(t, p, g)"
SATURATING = "_s = saturating\ndef saturating(x):\n    v, d = _s(x)\n"
ADAM = "_a = adam\ndef adam(t, *r):\n    out = _a(t, *r)\n"
PATH = "_f = pathwise\ndef pathwise(g, x, s, e):\n    return _f(g, x, s, e)"
LINEAR = "class Linear(Linear):\n    def backward(self, dy):\n        dx = super().backward(dy)\n        return "
RING = "_r = ring_centers\ndef ring_centers(n, r):\n    return "
MEAN = "_m = running_mean\ndef running_mean(t, d):\n    return "
STEP = "_s = step\ndef step(q, *r):\n    out = _s(q, *r)\n    "
JS = "_js = js\ndef js(p, q):\n    return "


@pytest.mark.parametrize(
    ("id", "part", "text", "says"),
    [
        ("e01", "b", f"{JS}3 * _js(p, q)", "the ratio to the right answer is constant, 3"),
        ("e01", "b", f"{JS}_js(p, q) * np.pi", "3.14159 = pi"),
        ("e01", "b", f"{JS}1.01 * _js(p, q)", "the ratio to the right answer is constant, 1.01"),
        ("e01", "b", f"{JS}-_js(p, q)", "right except for the sign"),
        ("e01", "b", f"{JS}_js(p, q) - np.log(4)", "constant, -1.38629 = -log 4"),
        ("e01", "b", f"{JS}_js(p, q) ** 2", "the square of the right answer"),
        ("e01", "b", f"{JS}_js(p, q) * 1.00005", "constant, 1.00005"),
        ("e01", "b", f"{JS}_js(p, q) + 1e-5 * p.sum(-1) * p[..., 0]", "right to"),
        ("e01", "b", f"{JS}0 * _js(p, q) + 0.25", "the answers to all calls are the same, 0.25"),
        ("e01", "b", f"{JS}np.nan * _js(p, q)", "no number is finite"),
        ("e01", "b", f"{JS}np.where((p == 0).any(-1), 7.0, _js(p, q))", "right, except where p has an exact zero"),
        ("e01", "b", f"{JS}p.shape[-1] * _js(p, q) if p.ndim == 1 else _js(p, q)", ""),
        ("e01", "a", "def kl(p, q):\n    return p * np.log(p / q)", "is a sum or a mean over an axis missing?"),
        ("e02", "a", f"{PATH} * len(e) * 1.0", "path.sum"),
        ("e04", "c", f"{LOSS}    return v, a * 7, b", "value and d_fake are right; d_real: the ratio"),
        (
            "e04",
            "c",
            f"{LOSS}    return v, a - a**2 - 1, b",
            "value and d_fake are right; d_real: each number is too small, in all 13 calls",
        ),
        ("e05", "b", f"{GRADIENT}[::-1]", "in the wrong order: exchange them"),
        ("e11", "c", f"{FIELD}[::-1]", "in the wrong order: exchange them"),
        ("e09", "a", f"{SATURATING}    return v, d * len(d) ** 2", "it is the square of the length of logits"),
        ("e12", "a", "_o = one_hot\ndef one_hot(l, c):\n    return np.flip(_o(l, c))", "right, but in reverse order"),
        ("e02", "a", f"{PATH} * s", "the ratio to the right answer changes with the numbers: it is sigma"),
        ("e02", "a", f"{PATH} * len(e) / (len(e) - 1)", "it is n / (n - 1), n being the number of rows of eps"),
        ("e02", "a", f"{PATH}.sum() * np.eye(len(x))", "expected ("),
        ("e03", "a", f"{LINEAR}dx.T", "y and 12 more are right; dx: shape (3, 5), expected (5, 3): transposed"),
        ("e13", "a", f"{RING}np.roll(_r(n, r), 1, axis=0)", "right, but every entry is one place too late"),
        ("e13", "d", f"{MEAN}_m(t, d)[np.argsort(np.abs(_m(t, d)))]", "the right numbers in another order"),
        (
            "e13",
            "e",
            "def between(x, y, a):\n    return x * np.random.rand()",
            "any.second_call the same call gives another result later",
        ),
        ("e10", "b", f"{STEP}q += 1\n    return out * q", "q was changed in place"),
        (
            "e08",
            "d",
            f"{ADAM}    out[0] += 1\n    return out",
            "2 of 3 entries are right here, the first wrong one is [0]",
        ),
    ],
)
def test_facts(instances, id, part, text, says):
    v = verdict(instances, id, part, text)
    assert not v.passed
    said = f"{v.diagnosis.mistake} {v.diagnosis.says}" if v.diagnosis else ""
    assert says in said, (v.verdict, said)


def test_a_call_that_remembers_the_last_one_is_seen(instances):
    text = f"seen = []\n{JS.replace('return ', '')}seen.append(p.tobytes() + q.tobytes())\n"
    v = verdict(instances, "e01", "b", f"{text}    return _js(p, q) + seen.count(seen[-1]) - 1")
    assert v.diagnosis.mistake == "any.second_call"


def test_answers_kept_by_shape_are_said_to_be_kept(instances):
    text = "_d, kept = descend, {}\ndef descend(p, *more):\n    return kept.setdefault(p.shape, _d(p, *more))"
    v = verdict(instances, "e10", "c", text)
    assert not v.passed
    assert v.diagnosis.says.startswith("for arguments of the same shapes, the answer of the first")
    assert v.diagnosis.mistake == "any.second_call"


def test_a_right_answer_that_changes_its_argument_is_not_right(instances):
    v = verdict(instances, "e01", "b", f"{JS.replace('return ', '')}out = _js(p, q)\n    p += 1\n    return out")
    assert v.verdict == "wrong"
    assert v.diagnosis.mistake == "any.mutates"
    assert "p was changed in place" in v.diagnosis.says


def test_a_slip_and_a_nan_besides_is_still_named(instances):
    """Two mistakes, one of which shows in special cases only: the one that can be named is."""
    instance = instances["e01"]
    a = check_answers(instance, instance.mutant_outcomes("kl.base2", "kl.zero"))[0]
    assert a.diagnosis.mistake == "kl.base2"
    assert np.isfinite(a.got)


@pytest.mark.parametrize("id", list(all_exercises()))
def test_two_mistakes_are_hardly_ever_named_as_a_third(instances, id):
    instance = instances[id]
    names = [name for name, mistake in instance.exercise.mistakes.items() if not mistake.note]
    rng = np.random.default_rng(3)
    pairs = thirds = 0
    for _ in range(80):
        two = [str(name) for name in rng.choice(names, 2, replace=False)]
        try:
            source = instance.exercise.mutant(*two)
        except ValueError:
            continue
        pairs += 1
        named = {
            v.diagnosis.mistake
            for v in check_answers(instance, instance.run_in_process(source))
            if v.diagnosis and v.diagnosis.mistake
        }
        thirds += bool(named - synonyms_of(instance.exercise, two[0]) - synonyms_of(instance.exercise, two[1]))
    assert pairs > 15
    assert thirds <= 0.05 * pairs


@pytest.mark.parametrize("id", list(all_exercises()))
def test_feedback_is_at_most_twelve_lines_of_eighty_columns_in_ascii(instances, id):
    instance = instances[id]
    sources = {name: instance.exercise.mutant(name) for name in instance.exercise.mistakes}
    sources |= {"right": instance.exercise.reference, "stub": instance.exercise.stub, "empty": "", "syntax": "x = ("}
    for name, source in sources.items():
        outcomes = (
            instance.run_in_process(source)
            if name not in instance.exercise.mistakes
            else instance.mutant_outcomes(name)
        )
        text = feedback(instance.exercise, check_answers(instance, outcomes), source, "héllo \x1b[31m \n" * 50)
        assert len(text.splitlines()) <= 12, text
        assert max(map(len, text.splitlines())) <= 80, text
        assert text.isascii()
        assert "\x1b" not in text
        assert text.splitlines()[-1].startswith("  next")


def test_what_feedback_looks_like(instances):
    instance = instances["e01"]
    source = instance.exercise.mutant("js.sqrt")
    v = check_answers(instance, instance.run_in_process(source))
    head, called, got, expected, diagnosis, *_ = feedback(instance.exercise, v, source).splitlines()
    assert head.startswith("e01 KL and JS divergence   part b: js(p, q)")
    assert head.endswith("2 of 3 parts done")
    assert called.startswith("  called    js([0.")
    assert float(got.split()[1]) == pytest.approx(np.sqrt(float(expected.split()[1])), rel=1e-5)
    assert diagnosis.startswith("  diagnosis js.sqrt - you returned the square root")
    passed = feedback(instance.exercise, check_answers(instance, instance.expected), instance.exercise.reference)
    assert "public checks passed (3 of 3)" in passed
    assert "the same checks run with other numbers" in " ".join(passed.split())


def test_of_wrong_calls_one_that_is_nothing_special_is_shown(instances):
    """Two mistakes, one of which makes an infinity where p has a zero: what is shown fails everywhere."""
    v = verdict(instances, "e01", "a", "def kl(p, q):\n    return (q * np.log2(q / p)).sum(axis=-1)")
    assert v.probe.generic
    assert np.isfinite(v.got)


def test_the_line_of_an_import_that_is_not_allowed(instances):
    detail = "import scipy is not allowed in an exercise"
    assert line_of_import("import numpy as np\n\nfrom scipy.special import expit\n", detail) == 3
    assert line_of_import("x = 1  # import scipy", detail) == 0
    assert line_of_import("import scipy", "os.fork") == 0


def test_shapes_and_tolerances():
    assert right_shape(np.zeros((3, 1)), np.zeros(3))
    assert right_shape(np.zeros(1), np.zeros(()))
    assert not right_shape(np.zeros((1, 3)), np.zeros(3))
    one = np.array([1.0, 1e-9])
    assert close(one + 1e-8, one, 1e-6)
    assert not close(one + 1e-8, one, 1e-6, entrywise=True)
    assert not close(np.array([1.0, np.inf]), np.array([1.0, -np.inf]), 1e-6)
    assert close(np.array([np.nan, np.inf]), np.array([np.nan, np.inf]), 1e-6)
    assert not close(np.array([np.nan]), np.array([1.0]), 1e-6)
    assert not close(np.array([1.0]), np.array([np.inf]), 1e-6)
