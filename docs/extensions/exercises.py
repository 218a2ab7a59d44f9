"""``.. exercises::``: every exercise with what it is about and the file that the student gets."""

from importlib import import_module
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from numpygan.classroom import Exercise, all_exercises


class Exercises(SphinxDirective):
    """A section for each exercise of the bank."""

    def run(self) -> list[nodes.Node]:
        text = "\n".join(line for exercise in all_exercises().values() for line in _section(exercise))
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def _section(exercise: Exercise) -> list[str]:
    title = f"{exercise.id}: {exercise.title}"
    facts = ["; ".join(f"part {part.id}, ``{part.call}``" for part in exercise.parts) + "."]
    if exercise.statements:
        facts.append("It is about " + ", ".join(f"``numpygan check {id}``" for id in exercise.statements) + ".")
    if exercise.lesson:
        facts.append(f"Its lesson is :doc:`/lessons/{exercise.lesson}`.")
    library = ", ".join(map(_link, exercise.library))
    facts.append(f"The library's own is {library}. {len(exercise.mistakes)} mistakes are known by name.")
    return [
        "", f".. _{exercise.id}:", "", title, "-" * len(title), "", " ".join(facts), "", ".. code-block:: python", "",
        *(f"   {line}" for line in exercise.stub.splitlines()), "",
    ]  # fmt: skip


def _link(place: str) -> str:
    """For ``numpygan.theory.divergences:js`` a link to ``numpygan.theory.js``, if the room exports it."""
    module, name = place.split(":")
    package, room, file = module.split(".")[:3]
    exported = import_module(f"{package}.{room}").__all__
    if name in exported:
        return f":py:obj:`{package}.{room}.{name}`"
    return f":py:obj:`{module}.{name}`" if file in exported else f"``{module}.{name}``"


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("exercises", Exercises)
    return {"parallel_read_safe": True}
