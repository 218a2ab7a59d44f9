"""Read the answers to the tasks of a lesson, and set each below its task.

They are in ``answers/NAME.py`` beside the lesson ``NAME.py``, so that nobody who reads a task sees its answer. A cell
that begins with ``# %% Task 1`` is the answer to task 1: text in reStructuredText as a comment, then code, which uses
the names of the lesson.
"""

import re
import textwrap
from pathlib import Path
from typing import NamedTuple

CELL = re.compile(r"^# %% Task (\d+)\n", re.MULTILINE)
HEADING = re.compile(r"^On your own\n-+\n", re.MULTILINE)
TASK = re.compile(r"^(\d+)\. .*\n(?:(?: +\S.*)?\n)*", re.MULTILINE)
WHERE = re.compile(r"^Answers: .*\n\n?", re.MULTILINE)


class Answer(NamedTuple):
    """The answer to the task ``number``."""

    number: int
    text: str
    code: str


def file_of_answers(lesson: Path) -> Path:
    """Return the file with the answers of a lesson; it need not exist."""
    return lesson.parent / "answers" / lesson.name


def answers_of_lesson(lesson: Path) -> list[Answer]:
    """Return the answers of a lesson, an empty list if there are none."""
    file = file_of_answers(lesson)
    if not file.exists():
        return []
    _, *parts = CELL.split(file.read_text(encoding="utf-8"))
    return [Answer(int(number), *text_and_code(cell)) for number, cell in zip(parts[::2], parts[1::2], strict=True)]


def text_and_code(cell: str) -> tuple[str, str]:
    """Separate the comment at the head of a cell from its code.

    Examples
    --------
    >>> text_and_code("# One\\n#\\n# two.\\nx = 1\\n\\n# Code.\\n")
    ('One\\n\\ntwo.\\n', 'x = 1\\n\\n# Code.')
    """
    lines = cell.splitlines()
    end = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(line[2:] + "\n" for line in lines[:end]), "\n".join(lines[end:]).strip("\n")


def with_answers(text: str, answers: list[Answer]) -> str:
    """Set each answer, folded, below its task in the section *On your own* of ``text``, a lesson's reStructuredText.

    Examples
    --------
    >>> print(with_answers("On your own\\n-----------\\n1. 1 + 1?\\n", [Answer(1, "It is 2.\\n", "assert 1 + 1 == 2")]))
    On your own
    -----------
    1. 1 + 1?
    <BLANKLINE>
    .. admonition:: Answer
       :class: dropdown
    <BLANKLINE>
       It is 2.
    <BLANKLINE>
       .. code-block:: python
    <BLANKLINE>
          assert 1 + 1 == 2
    <BLANKLINE>
    <BLANKLINE>
    """
    heading = HEADING.search(text)
    if heading is None:
        return text
    folded = {str(answer.number): _folded(answer) for answer in answers}
    tasks = WHERE.sub("", text[heading.end() :]) if answers else text[heading.end() :]
    return text[: heading.end()] + TASK.sub(lambda task: task[0].rstrip() + "\n\n" + folded.get(task[1], ""), tasks)


def _folded(answer: Answer) -> str:
    body = f"{answer.text}\n.. code-block:: python\n\n{textwrap.indent(answer.code, '   ')}\n"
    return ".. admonition:: Answer\n   :class: dropdown\n\n" + textwrap.indent(body, "   ") + "\n"
