"""Submissions as students and learning platforms make them: one entry a submission, with the points it must get.

``make_tree`` writes them; nothing is committed as a binary file.
"""

import io
import json
import os
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from numpygan.classroom import all_exercises

E01, E04, E13 = (all_exercises()[id] for id in ("e01", "e04", "e13"))
RIGHT = E01.reference
POINTS = {id: sum(part.points for part in all_exercises()[id].parts) for id in ("e01", "e04", "e13")}
MAIN = "\n\nif __name__ == '__main__':\n    from numpygan.classroom import check_file\n    check_file(__file__)\n"


@dataclass(frozen=True)
class Case:
    """A student of the plain tree.

    Attributes
    ----------
    files : dict from paths to bytes
    graded : dict from exercises to the file that must count
    said : str
        What must be written about some file, or in some note.
    """

    files: dict[str, bytes]
    graded: dict[str, str]
    said: str = ""


def notebook(*cells, version=4, **more):
    """A notebook of version 3 or 4 with these code cells."""
    if version == 3:
        found = [{"cell_type": "code", "input": cell.splitlines(True), "language": "python", **more} for cell in cells]
        return json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": found}]}).encode()
    found = [{"cell_type": "code", "metadata": {}, "source": cell.splitlines(True), **more} for cell in cells]
    found.insert(0, {"cell_type": "markdown", "metadata": {}, "source": ["# Homework %"]})
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": found}).encode()


def in_zip(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def in_tar(files):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), 1_800_000_000
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def one(name, data=None, said="", id="e01"):
    data = RIGHT.encode() if data is None else data
    return Case({name: data}, {id: name}, said)


def cells_of(text, *more):
    """A right solution in cells, with other cells around it."""
    head, _, rest = text.partition("\ndef ")
    return (head, "def " + rest, *more)


def with_cell(*more, version=4):
    return one("e01_kl_js.ipynb", notebook(*cells_of(RIGHT), *more, version=version))


QUESTIONS = RIGHT.replace(
    "\n    m = (p + q) / 2",
    "\n    m = (p + q) / 2  # the mean, right?\n    # is this the mean?\n    assert '?' != '%'  # or?",
)
assert QUESTIONS != RIGHT
LATIN = f"# Lösung von José\n{RIGHT}"
CASES = {
    # Names.
    "exact": one("e01_kl_js.py"),
    "upper case": one("E01_KL_JS.PY"),
    "upper id": one("E01.PY"),
    "id only": one("e01.py"),
    "short id": one("e1.py"),
    "two words": one("Exercise 1.py"),
    "german": one("Aufgabe_01.py"),
    "without id": one("kl_js.py"),
    "prefix": one("hw1_e01.ipynb", notebook(*cells_of(RIGHT))),
    "prefix and version": one("Week2-e01-final-v3.py"),
    "colab": one("Copy of e01_kl_js.ipynb", notebook(*cells_of(RIGHT))),
    "colab german": one("Kopie von e01_kl_js.ipynb", notebook(*cells_of(RIGHT))),
    "untitled": one("Untitled0.ipynb", notebook(*cells_of(RIGHT)), "recognized by the functions in it"),
    "homework": one("homework.py", RIGHT.encode(), "recognized by the functions in it"),
    "wrong number": one("e04.py", RIGHT.encode(), "recognized by the functions in it"),
    "double ending": one("e01_kl_js.py.txt"),
    "text ending": one("e01_kl_js.txt"),
    "notebook as text": one("e01_kl_js.ipynb.txt", notebook(*cells_of(RIGHT))),
    "notebook as json": one("e01_kl_js.ipynb.json", notebook(*cells_of(RIGHT))),
    "notebook as py": one("e01_kl_js.py", notebook(*cells_of(RIGHT))),
    "windows copy": one("e01_kl_js - Copy (2).py"),
    "part letter": one("e01a.py"),
    "accents": one("Übung/e01_kl_js.py"),
    "control": Case({"e01\x1b[31m.py": RIGHT.encode()}, {"e01": "e01\\x1b[31m.py"}),
    "bidi": Case({"e01\u202eyp.py": RIGHT.encode()}, {"e01": "e01\\u202eyp.py"}),
    # Several files.
    "copy beside stub": Case(
        {"e01_kl_js.py": E01.stub.encode(), "e01_kl_js (1).py": RIGHT.encode()},
        {"e01": "e01_kl_js (1).py"},
        "it is the empty exercise",
    ),
    "stub with spaces": Case(
        {"e01_kl_js.py": E01.stub.replace("\n", "  \n").encode() + b"\n# hello\n", "x/e01.py": RIGHT.encode()},
        {"e01": "x/e01.py"},
    ),
    "notebook beside stub": Case(
        {"e01_kl_js.py": E01.stub.encode(), "e01.ipynb": notebook(*cells_of(RIGHT))}, {"e01": "e01.ipynb"}
    ),
    "later copy": Case(
        {"e01_kl_js.py": E01.mutant("js.sqrt").encode(), "e01_kl_js (2).py": RIGHT.encode()},
        {"e01": "e01_kl_js (2).py"},
        "not graded: later copy/e01_kl_js.py",
    ),
    "two exercises in one": Case(
        {"all.ipynb": notebook(*cells_of(RIGHT), E04.reference)}, {"e01": "all.ipynb", "e04": "all.ipynb"}
    ),
    "reset": Case(
        {"e01_kl_js.old-1.py": E01.mutant("js.sqrt").encode(), "e01_kl_js.py": RIGHT.encode()},
        {"e01": "e01_kl_js.py"},
    ),
    "checkpoints": Case(
        {".ipynb_checkpoints/e01-checkpoint.ipynb": notebook("x = 1"), "e01.ipynb": notebook(*cells_of(RIGHT))},
        {"e01": "e01.ipynb"},
        "a folder that holds no answers (1 files) is skipped",
    ),
    "mac": Case(
        {"__MACOSX/._e01_kl_js.py": b"\0\5", "e01_kl_js.py": RIGHT.encode(), "._e01.py": b"\0"},
        {"e01": "e01_kl_js.py"},
    ),
    "progress": Case(
        {"e01_kl_js.py": RIGHT.encode(), "progress.json": b"{}", "answer.pdf": b"%PDF"},
        {"e01": "e01_kl_js.py"},
        "not a script or a notebook",
    ),
    # Archives.
    "zip inside": Case({"hw.zip": in_zip({"hw/e01_kl_js.py": RIGHT})}, {"e01": "hw.zip/hw/e01_kl_js.py"}),
    "windows zip": Case(
        {"hw.zip": in_zip({"C:\\Users\\ana\\hw\\E01_KL_JS.PY": RIGHT})}, {"e01": "hw.zip/Users/ana/hw/E01_KL_JS.PY"}
    ),
    "tar": Case({"hw.tar.gz": in_tar({"hw/e01.py": RIGHT.encode()})}, {"e01": "hw.tar.gz/hw/e01.py"}),
    "environment": Case(
        {"hw.zip": in_zip({**{f".venv/lib/{i}.py": "" for i in range(2500)}, "e01.py": RIGHT})},
        {"e01": "hw.zip/e01.py"},
        "(2500 files) is skipped",
    ),
    "rar": Case(
        {"hw.rar": b"Rar!", "e01.py": RIGHT.encode()}, {"e01": "e01.py"}, "this kind of archive cannot be opened here"
    ),
    "broken zip": Case({"hw.zip": b"PK", "e01.py": RIGHT.encode()}, {"e01": "e01.py"}, "cannot be read"),
    # Encodings and ends of lines.
    "utf-8 with mark": one("e01.py", b"\xef\xbb\xbf" + LATIN.encode()),
    "utf-16": one("e01.py", LATIN.encode("utf-16"), "it is in UTF-16"),
    "latin-1": one("e01.py", LATIN.encode("latin-1"), "it is not in UTF-8"),
    "latin-1 that says so": one("e01.py", f"# -*- coding: latin-1 -*-\n{LATIN}".encode("latin-1")),
    "wrong cookie": one("e01.py", f"# coding: ascii\n{LATIN}".encode(), "name an encoding"),
    "crlf": one("e01.py", RIGHT.replace("\n", "\r\n").encode()),
    "cr": one("e01.py", RIGHT.replace("\n", "\r").encode()),
    "form feed": one("e01.py", b"\x0c" + RIGHT.encode()),
    # Notebooks.
    "version 3": with_cell("kl(1)", version=3),
    "one string a cell": one("e01.ipynb", json.dumps({"cells": [{"cell_type": "code", "source": RIGHT}]}).encode()),
    "crlf notebook": one("e01.ipynb", notebook(RIGHT.replace("\n", "\r\n"))),
    "notebook with mark": one("e01.ipynb", b"\xef\xbb\xbf" + notebook(*cells_of(RIGHT))),
    "outputs": one("e01.ipynb", notebook(*cells_of(RIGHT), outputs=[{"data": {"image/png": "x" * (5 << 20)}}])),
    "questions in comments": one("e01.ipynb", notebook("%matplotlib inline\n" + QUESTIONS)),
    "timed cell": one("e01.ipynb", notebook("%%time\n" + RIGHT)),
    "timeit, capture": one("e01.ipynb", notebook("%%capture out\n" + RIGHT, "%%timeit -n 1\nkl([1.0], [1.0])")),
    "written file": one("e01.ipynb", notebook("%%writefile e01_kl_js.py\n" + RIGHT)),
    "bash": one("e01.ipynb", notebook("%%bash\nls | grep x", RIGHT), "is %%bash, not Python"),
    "commands": with_cell("!pip install numpy\n?kl\nkl?\nfiles = !ls\n%time x = 1\nif x:\n    %load_ext autoreload\n"),
    "percent in text": with_cell('"""\n%matplotlib\n!x\n?\n"""\nx = (5\n% 3)\n!ls'),
    "failing demo": one("e01.ipynb", notebook(RIGHT, "print(kl([.5, .5], [.1, .9]))"), "cell 2, line 1 raised"),
    "syntax error in a cell": one("e01.ipynb", notebook(RIGHT, "def broken(:"), "cell 2, line 1: syntax error"),
    "input": with_cell("name = input('name?')"),
    "exit": with_cell("import sys\nsys.exit()", "exit()"),
    "pandas": one("e01.ipynb", notebook("import pandas as pd\nimport seaborn as sns\n" + RIGHT, "pd.DataFrame({})")),
    "progress bar": with_cell("from tqdm import tqdm\nfor i in tqdm(range(3)):\n    pass\nassert i == 2"),
    "scipy unused": one(
        "e01.py", f"import scipy.stats as st\n{RIGHT}".encode(), "imports scipy, which is not available"
    ),
    "exported": one("e01.py", f"get_ipython().run_line_magic('matplotlib', 'inline')\n{RIGHT}".encode(), "get_ipython"),
    "commands in a script": one(
        "e01.py", f"%matplotlib inline\n!pip install numpy\n{RIGHT}".encode(), "commands of notebooks"
    ),
    "demo in a script": one(
        "e01.py", f"{RIGHT}\nprint(kl([.5, .5], [.1, .9]))\nx = 1 / 0{MAIN}".encode(), "raised TypeError"
    ),
    "check outside of main": one(
        "e01.py", f"{RIGHT}\nfrom numpygan.classroom import check_file\ncheck_file('e01.py')".encode()
    ),
    "demo that does not end": one("e01.py", f"{RIGHT}\nwhile True:\n    pass\n".encode(), "did not end"),
    "saves a file": one(
        "e01.py", f"{RIGHT}\nnp.save('x.npy', kl(np.ones(1), np.ones(1)))".encode(), "writing 'x.npy' is not allowed"
    ),
}
assert len(CASES) >= 60


def make_tree(folder: Path) -> None:
    """Write a folder for each case."""
    for student, case in CASES.items():
        for name, data in case.files.items():
            path = folder / student / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for path in folder.rglob("*"):  # as if they had been unpacked together
        os.utime(path, (1_800_000_000, 1_800_000_000))
