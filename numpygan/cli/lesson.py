"""``numpygan lesson``: list the lessons, or run one. They are scripts in the repository, beside the package."""

import argparse
import ast
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import numpygan
from numpygan.child_processes import children_ignore_ctrl_c
from numpygan.cli.command_parser import set_action

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


def run_lesson(options: argparse.Namespace) -> int:
    """Run ``numpygan lesson``: print the list, or run a lesson and return its exit status."""
    lessons = find_lessons()
    if options.lesson is not None:
        return run_script(named_lesson(options.lesson, lessons))
    room = max(shutil.get_terminal_size().columns - len(INDENT), 20)
    for path in lessons:
        title, about = title_and_first_sentence(path)
        print(f"{path.name[:2]} {title}")
        print(INDENT + textwrap.shorten(about, room, placeholder=" ..."))
    print(f"numpygan lesson {int(lessons[0].name[:2])} runs the first of them; they are in {lessons[0].parent}")
    return 0


def find_lessons() -> list[Path]:
    """Return the scripts of ``lessons/``, in order: beside the package, in the current folder, or in one above it.

    Raises
    ------
    ValueError
        If there are none, for example because the package was installed without the repository.
    """
    here = Path.cwd()
    for folder in (Path(numpygan.__file__).resolve().parents[1], here, *here.parents):
        found = sorted(path for path in (folder / "lessons").glob("*.py") if FILE.fullmatch(path.name))
        if found:
            return found
    raise ValueError(
        "no lessons found: they are scripts in the folder lessons/ of the repository, which is not installed with the "
        f"package; change into a clone of the repository and try again (searched {here} and the folders above)"
    )


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
    """Run ``path`` in its own process and return its exit status. Ctrl-C ends it without a traceback."""
    sys.stdout.flush()
    with children_ignore_ctrl_c():
        process = subprocess.Popen([sys.executable, "-u", str(path)])
    try:
        status = process.wait()
    finally:
        process.terminate()  # has no effect if the process has ended
        process.wait()
    return status if status >= 0 else 128 - status  # the number that a shell uses for a signal
