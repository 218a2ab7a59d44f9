"""A class of thirty that never was: right, wrong, hostile and missing work, for tests and for looking at the report."""

import shutil
import zipfile
from pathlib import Path

import numpy as np

from numpygan.classroom import all_exercises

HOSTILE = {
    "loop": "while True:\n        try:\n            p = p\n        except BaseException:\n            pass",
    "exit": "import os\n    os._exit(0)",
    "flood": "while True:\n        print('x' * 10_000)",
    "memory": "return np.ones(1 << 36)",
    "delete": "import shutil\n    shutil.rmtree('..')",
    "library": "import numpygan\n    return numpygan.js",
}
NAMES = ["Ana López", "王小明", "O'Brien, Zoë", "=HYPERLINK(1)", "-2+3", "Müller Jürgen", "<b>Bold</b>", "Åse Ødegård"]


def make_class(folder: Path, students: int = 30, seed: int = 0) -> None:
    """Write the folders (and two zip files) of a class."""
    rng = np.random.default_rng(seed)
    for i in range(students):
        name = NAMES[i] if i < len(NAMES) else f"student {i:02d}"
        home = folder / name
        home.mkdir(parents=True)
        for exercise in all_exercises().values():
            text = one_file(exercise, rng)
            if text is not None:
                (home / exercise.file).write_text(text, encoding="utf-8")
        if i in (10, 11):
            with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
                for path in home.iterdir():
                    archive.write(path, f"../../{path.name}" if i == 11 else f"homework/{path.name}")
            shutil.rmtree(home)


def one_file(exercise, rng: np.random.Generator) -> str | None:
    kind = rng.choice(
        ["right", "variant", "wrong", "two", "hostile", "stub", "missing"], p=[0.3, 0.1, 0.35, 0.08, 0.03, 0.07, 0.07]
    )
    mistakes = list(exercise.mistakes)
    if kind == "missing":
        return None
    if kind == "stub":
        return exercise.stub
    if kind == "variant":
        return exercise.reference + "\n" + exercise.variants[str(rng.choice(list(exercise.variants)))]
    if kind == "hostile":
        name = exercise.parts[-1].call.partition("(")[0]
        return f"{exercise.reference}\n\ndef {name}(*args):\n    {HOSTILE[str(rng.choice(list(HOSTILE)))]}\n"
    if kind == "right":
        return exercise.reference
    # The first mistakes of a bank are the most common ones.
    chosen = [mistakes[min(int(rng.exponential(4)), len(mistakes) - 1)] for _ in range(2 if kind == "two" else 1)]
    try:
        return exercise.mutant(*chosen)
    except ValueError:
        return exercise.mutant(chosen[0])
