"""Do the lessons work for somebody who installed a wheel and has no clone? ``python installed_lessons.py [NUMBER]``.

Builds a wheel, installs it in a new virtual environment outside the repository, and there lists the lessons, runs one,
prints the answers of each, and writes one as a notebook. It sees the packages of this environment, so that only the
build may download something.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*words: object, cwd: Path) -> str:
    """Run a command in ``cwd`` and return its standard output."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(list(map(str, words)), cwd=cwd, env=environment, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))} ended with status {result.returncode}:\n{result.stdout}{result.stderr}")
    return result.stdout


def check(folder: Path, number: str) -> None:
    """Build, install and try the lessons below ``folder``."""
    empty = folder / "empty"
    empty.mkdir()
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", folder, ROOT, cwd=folder)
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    [wheel] = folder.glob("*.whl")
    run(python, "-m", "pip", "install", "--no-deps", "--quiet", wheel, cwd=folder)
    here = run(sys.executable, "-c", "import site, sys; print(*site.getsitepackages(), sep='\\n')", cwd=folder)
    there = run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=folder).strip()
    # Behind the new environment's own packages: an editable numpygan of this environment is hidden by the wheel's.
    Path(there, "packages_of_the_tester.pth").write_text(here)

    lessons = sorted((ROOT / "lessons").glob("[0-9][0-9]_*.py"))
    listed = run(python, "-m", "numpygan", "lesson", cwd=empty).splitlines()
    assert [line[:2] for line in listed[:-1:2]] == [path.name[:2] for path in lessons], listed
    assert str(folder) in listed[-1], listed[-1]
    print(run(python, "-m", "numpygan", "lesson", number, cwd=empty), end="")
    pictures = sorted(path.name for path in (empty / "figures").glob("*.png"))
    assert pictures, "the lesson left no picture in the current folder"
    for path in lessons:
        answers = run(python, "-m", "numpygan", "lesson", path.stem, "--answers", cwd=empty)
        assert answers == (path.parent / "answers" / path.name).read_text(encoding="utf-8"), path.name
    run(python, "-m", "numpygan", "lesson", number, "--notebook", cwd=empty)
    [notebook] = empty.glob("*.ipynb")
    if int(number) == 0:
        assert '"image/gif"' in notebook.read_text(encoding="utf-8"), "the moving picture is missing"
    print(
        f"{len(lessons)} lessons are installed; lesson {number} ran, with {len(pictures)} pictures, and is a notebook"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        check(Path(name).resolve(), sys.argv[1] if len(sys.argv) > 1 else "0")
