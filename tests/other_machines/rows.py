"""What is run: a row for each lesson, statement, failure of the gallery, and file of tests that trains a network."""

import re
from pathlib import Path
from typing import NamedTuple

from numpygan.plots.failures import FAILURES
from numpygan.statements import STATEMENTS

ROOT = Path(__file__).parents[2]
KINDS = ("lessons", "statements", "gallery", "tests")
# A file of tests is run if it trains, or runs what does.
TRAINS = re.compile(r"numpygan\.training|numpygan\.statements|failures|Adam\b|\bSGD\b")
ROWS_OF_THEIR_OWN = {"test_lessons.py", "test_other_machines.py"}


class Row(NamedTuple):
    """A command for Python that ends with status 0 if its claims hold."""

    kind: str
    name: str
    arguments: list[str]
    folder: Path | None = None
    """Where it runs; a new empty folder by default."""


def all_rows(kinds: tuple[str, ...] = KINDS, match: str = "", lessons: Path = ROOT / "lessons") -> list[Row]:
    """The rows of these kinds whose name contains ``match``."""
    rows = []
    if "lessons" in kinds:
        rows += [Row("lessons", path.stem, [str(path.resolve())]) for path in sorted(lessons.glob("[0-9][0-9]_*.py"))]
    if "statements" in kinds:
        rows += [Row("statements", id, ["-m", "numpygan", "check", id, "--jobs", "1"]) for id in STATEMENTS]
    if "gallery" in kinds:
        rows += [Row("gallery", name, [str(Path(__file__).with_name("gallery.py")), name]) for name in FAILURES]
    if "tests" in kinds:
        pytest = ["-m", "pytest", "-n", "0", "-p", "no:cacheprovider"]
        for path in sorted((ROOT / "tests").rglob("test_*.py")):
            if path.name not in ROWS_OF_THEIR_OWN and TRAINS.search(path.read_text(encoding="utf-8")):
                name = path.relative_to(ROOT).as_posix()
                rows.append(Row("tests", name, [*pytest, name], ROOT))
    return [row for row in rows if match in row.name]
