"""``python -O`` removes assert statements, so nothing may depend on one, and the classroom must work without them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import numpygan
from numpygan.classroom import all_exercises

ROOT = Path(numpygan.__file__).parent
MODULES = sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py"))


def wrong_asserts(source: str) -> list[str]:
    """The assert statements of ``source`` that do more than tell a type checker what is known already.

    Allowed are ``isinstance(name, ...)``, ``name is None`` and ``name is not None``, where name is a variable or an
    attribute of one. A truth test such as ``assert x.values`` is not: an attribute may be computed on first access.
    """
    asserts = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Assert)]
    return [ast.unparse(node) for node in asserts if not _narrows_a_type(node)]


def _narrows_a_type(node: ast.Assert) -> bool:
    test = node.test
    if isinstance(test, ast.Call):
        is_isinstance = isinstance(test.func, ast.Name) and test.func.id == "isinstance"
        return node.msg is None and is_isinstance and all(map(_is_plain_name, test.args))
    return (
        node.msg is None
        and isinstance(test, ast.Compare)
        and _is_plain_name(test.left)
        and all(isinstance(operator, (ast.Is, ast.IsNot)) for operator in test.ops)
        and all(isinstance(right, ast.Constant) and right.value is None for right in test.comparators)
    )


def _is_plain_name(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return all(map(_is_plain_name, node.elts))
    return isinstance(node, ast.Name) or (isinstance(node, ast.Attribute) and _is_plain_name(node.value))


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_an_assert_only_narrows_a_type(module):
    assert wrong_asserts((ROOT / module).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "assert instance.expected",
        "assert f(x) is not None",
        "assert isinstance(f(x), A)",
        "assert x is None, f(x)",
        "assert len(x) == 2",
        "def f():\n    assert (y := x) is None",
    ],
)
def test_an_assert_with_an_effect_or_a_check_is_found(source):
    assert wrong_asserts(source)


@pytest.mark.parametrize("source", ["assert isinstance(gan.noise, (A, b.B))", "assert self.axes is not None"])
def test_an_assert_that_narrows_a_type_is_allowed(source):
    assert wrong_asserts(source) == []


def run_python(*arguments: str, cwd: Path) -> tuple[int, str]:
    found = subprocess.run([sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, timeout=120)
    return found.returncode, found.stdout + found.stderr


@pytest.mark.parametrize("answer", ["stub", "reference", "kl.swap"])
def test_a_check_without_asserts_says_the_same(tmp_path, answer):
    exercise = all_exercises()["e01"]
    source = exercise.mutant(answer) if answer in exercise.mistakes else getattr(exercise, answer)
    (tmp_path / exercise.file).write_text(source, encoding="utf-8")
    check = ("-m", "numpygan", "learn", "check", "e01")
    assert run_python("-O", *check, cwd=tmp_path) == run_python(*check, cwd=tmp_path)


def test_grading_without_asserts_gives_the_same_points(tmp_path):
    exercise = all_exercises()["e01"]
    for student, source in (("ana", exercise.reference), ("ben", exercise.mutant("js.sqrt")), ("cem", exercise.stub)):
        (tmp_path / "class" / student).mkdir(parents=True)
        (tmp_path / "class" / student / exercise.file).write_text(source, encoding="utf-8")
    grades = []
    for name, option in (("plain", "-B"), ("optimized", "-O")):
        grade = ("-m", "numpygan", "grade", "class", "--out", name, "--seed", "key", "--only", "e01", "--jobs", "2")
        status, text = run_python(option, *grade, cwd=tmp_path)
        assert status == 0, text
        grades.append((tmp_path / name / "grades.csv").read_text(encoding="utf-8"))
    assert grades[0] == grades[1]
    assert "ana,ana,3,3,3" in grades[0]
