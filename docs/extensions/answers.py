"""On its page a lesson has each answer folded below its task; the answers come from ``lessons/answers``."""

from pathlib import Path
from typing import Any

from bars import keep_bars
from sphinx.application import Sphinx

from numpygan.cli.answers import answers_of_lesson, file_of_answers, with_answers

LESSONS = Path(__file__).parents[2] / "lessons"


def below_tasks(app: Sphinx, docname: str, source: list[str]) -> None:
    """Set the answers into the reStructuredText of a lesson."""
    lesson = LESSONS / f"{docname.removeprefix('lessons/')}.py"
    if docname.startswith("lessons/") and lesson.exists():
        app.env.note_dependency(str(file_of_answers(lesson)))
        answers = [answer._replace(text=keep_bars(answer.text)) for answer in answers_of_lesson(lesson)]
        source[0] = with_answers(source[0], answers)


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("source-read", below_tasks)
    return {"parallel_read_safe": True}
