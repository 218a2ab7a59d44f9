"""``numpygan lesson``: list the lessons, run one, print its answers, or write it as a notebook.

They are the scripts of the folder ``lessons`` of the repository, which are installed with the package as data.
"""

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import textwrap
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import IO

import numpygan
from numpygan.child_processes import children_ignore_ctrl_c
from numpygan.cli.answers import file_of_answers
from numpygan.cli.command_parser import set_action
from numpygan.cli.notebook import notebook_text

DATA = "share/numpygan/lessons"
FILE = re.compile(r"\d\d_\w+\.py")
INDENT = "   "


def add_lesson(lesson: argparse.ArgumentParser) -> None:
    """Add the options of ``lesson``."""
    set_action(lesson, run_lesson, "numpygan lesson 6")
    lesson.add_argument(
        "lesson",
        nargs="?",
        metavar="LESSON",
        help="number, name or beginning of the name of a lesson (default: list all lessons)",
    )
    instead = lesson.add_mutually_exclusive_group()
    instead.add_argument(
        "--answers", action="store_true", help="print the answers to the tasks of the lesson instead of running it"
    )
    instead.add_argument(
        "--notebook",
        action="store_true",
        help="write the lesson, or all lessons, as Jupyter notebooks into the current folder instead of running it",
    )


def run_lesson(options: argparse.Namespace) -> int:
    """Run ``numpygan lesson``: print the list, run a lesson and return its exit status, or write notebooks."""
    lessons = find_lessons()
    if options.answers:
        return print_answers(options.lesson, lessons)
    if options.notebook:
        return write_notebooks([named_lesson(options.lesson, lessons)] if options.lesson is not None else lessons)
    if options.lesson is not None:
        return run_script(named_lesson(options.lesson, lessons))
    room = max(shutil.get_terminal_size().columns - len(INDENT), 20)
    for path in lessons:
        title, about = title_and_first_sentence(path)
        print(f"{path.name[:2]} {title}")
        print(INDENT + textwrap.shorten(about, room, placeholder=" ..."))
    first = f"numpygan lesson {int(lessons[0].name[:2])}"
    print(
        f"{first} runs the first of them, {first} --notebook writes it as a notebook; they are in {lessons[0].parent}"
    )
    return 0


def print_answers(word: str | None, lessons: list[Path]) -> int:
    """Print the answers of a lesson: text as comments, and code that uses the names of the lesson.

    Raises
    ------
    ValueError
        If no lesson is named, or if the lesson has no answers.
    """
    if word is None:
        raise ValueError("--answers needs the number of a lesson, as in numpygan lesson 6 --answers")
    file = file_of_answers(named_lesson(word, lessons))
    if not file.exists():
        raise ValueError(f"there is no file {file} with answers")
    print(file.read_text(encoding="utf-8"), end="")
    return 0


def write_notebooks(lessons: list[Path]) -> int:
    """Write each of ``lessons`` as a notebook into the current folder; no file is overwritten.

    Raises
    ------
    ValueError
        If one of the notebooks exists; then none is written.
    """
    from numpygan.files import write_atomically  # imported late, because it needs NumPy

    files = {Path.cwd() / f"{path.stem}.ipynb": path for path in lessons}
    existing = [file.name for file in files if file.exists()]
    if existing:
        raise ValueError(f"{', '.join(existing)} exists already; rename it, or change into another folder")
    for file, path in files.items():
        write_atomically(file, partial(_write, notebook_text(path)))
        print(file)
    return 0


def _write(text: str, file: IO[bytes]) -> None:
    file.write(text.encode())


def find_lessons() -> list[Path]:
    """Return the scripts of ``lessons/``, in order.

    They are beside the package in a clone, among the installed files of the package, or in the current folder or one
    above it.

    Raises
    ------
    ValueError
        If there are none.
    """
    here = Path.cwd()
    beside = Path(numpygan.__file__).resolve().parents[1] / "lessons"
    for folder in (beside, *installed_folders(), *(folder / "lessons" for folder in (here, *here.parents))):
        found = sorted(path for path in folder.glob("*.py") if FILE.fullmatch(path.name))
        if found:
            return found
    raise ValueError(
        "no lessons found: neither beside the package nor among its installed files; install numpygan again, or change "
        f"into a clone of the repository and try again (searched {here} and the folders above)"
    )


def installed_folders() -> list[Path]:
    """Return the folder of the lessons that were installed together with this package, in a list of at most one."""
    try:
        package = distribution("numpygan")
    except PackageNotFoundError:
        return []
    if Path(str(package.locate_file("numpygan"))).resolve() != Path(numpygan.__file__).resolve().parent:
        return []  # the metadata of another copy, for example of an editable installation
    scripts = [file for file in package.files or [] if file.as_posix().rpartition("/")[0].endswith(DATA)]
    return [Path(str(file.locate())).resolve().parent for file in scripts][:1]


def named_lesson(text: str, lessons: list[Path]) -> Path:
    """Return the lesson with this number, this name, or a name that begins with ``text``.

    Raises
    ------
    ValueError
        If there is none, or more than one.
    """
    word = Path(text).name.removesuffix(".py").lower().replace("-", "_").replace(" ", "_")
    if word.isdecimal():
        found = [path for path in lessons if int(path.name[:2]) == int(word)]
    else:
        found = [path for path in lessons if word and (path.stem.startswith(word) or path.stem[3:].startswith(word))]
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(
            f"{text!r} is the beginning of {' and of '.join(path.stem for path in found)}; give more of the name"
        )
    numbers = ", ".join(str(int(path.name[:2])) for path in lessons)
    raise ValueError(f"there is no lesson {text!r}; expected one of {numbers}; numpygan lesson lists them")


def title_and_first_sentence(path: Path) -> tuple[str, str]:
    """Return the title of a lesson, and the first sentence of what you will do.

    Examples
    --------
    >>> from numpygan.cli.lesson import _parts
    >>> _parts("Climb\\n=====\\n\\n**What you'll do.** Climb a\\nhill. Then rest.")
    ('Climb', 'Climb a hill.')
    """
    return _parts(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or path.stem)


def _parts(docstring: str) -> tuple[str, str]:
    title, _, rest = docstring.partition("\n")
    text = " ".join(rest.partition("**What you'll do.**")[2].partition("\n\n")[0].split())
    return title, re.split(r"(?<=\.) ", text)[0]


def run_script(path: Path) -> int:
    """Run ``path`` in its own process and return its exit status. Ctrl-C ends it without a traceback.

    The pictures of an installed lesson are written to ``figures`` in the current folder.
    """
    environment = dict(os.environ)
    if path.parent in installed_folders():
        environment.setdefault("NUMPYGAN_FIGURES", str(Path.cwd() / "figures"))
    sys.stdout.flush()
    with children_ignore_ctrl_c():
        process = subprocess.Popen([sys.executable, "-u", str(path)], env=environment)
    try:
        status = process.wait()
    finally:
        process.terminate()  # has no effect if the process has ended
        process.wait()
    return status if status >= 0 else 128 - status  # the number that a shell uses for a signal
