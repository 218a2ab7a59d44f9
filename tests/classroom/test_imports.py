"""The classroom does its work without any other room of the package; only ``learn solution`` reads their source."""

import ast
import subprocess
import sys
from pathlib import Path

import numpygan.classroom

ROOT = Path(numpygan.classroom.__file__).parent
# bank: the exercises, part of the classroom. solutions: the library's source. sandbox: modules of Python.
USE_IMPORT_MODULE = {"bank.py", "solutions.py", "worker/sandbox.py"}
OPEN_TO_ALL = {"arguments", "child_processes", "classroom", "files", "output", "threads", "workers"}
PROGRAM = """
import sys
from numpygan.classroom import all_exercises, check_exercise, why
from numpygan.classroom.self_testing import prove
from pathlib import Path

exercise = all_exercises()["e01"]
file = Path(exercise.file)
file.write_text(exercise.reference, encoding="utf-8")
passed, _ = check_exercise(exercise, file)
if not passed or prove(exercise, seeds=1) or "Try it:" not in why("js.sqrt"):
    raise SystemExit("the check or the self-test of e01 failed")
print(*sorted({name.split(".")[1] for name in sys.modules if name.startswith("numpygan.")}))
"""


def test_only_these_modules_import_by_name():
    found = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
                found.add(path.relative_to(ROOT).as_posix())
    assert found == USE_IMPORT_MODULE


def test_checking_explaining_and_the_self_test_load_no_other_room(tmp_path):
    found = subprocess.run([sys.executable, "-c", PROGRAM], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert found.returncode == 0, found.stdout + found.stderr
    assert set(found.stdout.split()) <= OPEN_TO_ALL
