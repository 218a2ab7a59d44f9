"""The text that a student reads after a check: at most twelve lines of 80 columns in ASCII."""

import ast
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from numpygan.classroom.compare import right_shape
from numpygan.classroom.exercise import Exercise, Part, Probe
from numpygan.classroom.part_result import NOT_ATTEMPTED, PartResult
from numpygan.classroom.submission_text import place_in, with_places
from numpygan.classroom.worker.loading import cells_of
from numpygan.classroom.worker.student_calls import on_one_line

WIDTH = 80
MOST_LINES = 12
LONGEST = 8  # numbers of an array that are shown


def feedback(
    exercise: Exercise,
    verdicts: list[PartResult],
    source: str,
    printed: str = "",
    file: str = "",
    notes: Sequence[str] = (),
) -> str:
    """Return the text about the first part that did not pass, or about the success of all.

    ``notes`` are remarks about the file as a whole: how it was read, which of its statements failed.
    """
    notes = [with_places(source, note) for note in notes]
    done = sum(verdict.passed for verdict in verdicts)
    first = next((verdict for verdict in verdicts if not verdict.passed and verdict.verdict != NOT_ATTEMPTED), None)
    first = first or next((verdict for verdict in verdicts if not verdict.passed), None)
    if first is None:
        return _success(exercise, verdicts, printed, notes)
    lines = _lines(exercise, first, source, printed, done, file or exercise.file, notes)
    passed = [verdict.part.id for verdict in verdicts if verdict.passed]
    if passed and len(lines) < MOST_LINES:
        what = f"part{'s' if len(passed) > 1 else ''} {listed(passed)}"
        at = next(i for i, line in enumerate(lines) if line.startswith(("  look at ", "  next ")))
        lines[at:at] = _field("passed", what)
    return "\n".join(lines[:MOST_LINES])


def listed(words: Sequence[str]) -> str:
    """Return "a, b and c"."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _lines(
    exercise: Exercise, v: PartResult, source: str, printed: str, done: int, file: str, notes: Sequence[str]
) -> list[str]:
    lines = _head(exercise, v.part, done)
    if v.probe is not None and v.got is not None and v.expected is not None:
        lines += _field("called", shown_call(v.part, v.probe), most=2)
        answer = f" ({v.output})" if len(shown_outputs(v)) > 1 else ""
        got, expected, where = _numbers(v.got, v.expected)
        lines += _field("got", f"{got}{answer}") + _field("expected", f"{expected}{where}")
    elif v.verdict == NOT_ATTEMPTED:
        text = f"write {v.part.call}; delete the line that raises NotImplementedError"
        lines += _field("to do", text, most=2)
    elif v.detail:
        if v.probe is not None and v.verdict in ("raised", "wrong type"):
            lines += _field("called", shown_call(v.part, v.probe), most=2)
        detail = with_places(source, v.detail)
        lines += _field(v.verdict.replace(" ", "-") if len(v.verdict) > 9 else v.verdict, detail, most=2)
    if v.diagnosis is not None:
        name = f"{v.diagnosis.mistake} - " if v.diagnosis.mistake else ""
        lines += _field("diagnosis", name + v.diagnosis.says, most=2)
        lines += _field("why", v.diagnosis.why, most=3) if v.diagnosis.why else []
    elif v.verdict in ("wrong", "not finite"):
        lines += _field("diagnosis", "none of the known mistakes fits these numbers; a hint may help", most=2)
    line = v.line or line_of_import(source, v.detail) or line_of(source, v.part)
    where = place_in(source, line)
    end = _field("look at", f"{file}:{where}" if where.isdigit() else f"{file}, {where}") if line else []
    explained = v.diagnosis is not None and v.diagnosis.mistake
    hint = f"numpygan learn hint {exercise.id}"
    todo = f"numpygan learn why {v.diagnosis.mistake}  |  {hint}" if explained and v.diagnosis else hint
    end += _field("next", todo)
    printed = on_one_line(printed)
    remarks = [*notes, *(with_places(source, note) for note in v.notes)]
    remarks += [f"it printed: {printed}"] if printed and not remarks else []
    for note in remarks[:2]:
        lines += _field("note", note, most=2 if len(lines) + len(end) < MOST_LINES - 1 else 1)
    return [*lines[: MOST_LINES - len(end)], *end]


def _head(exercise: Exercise, part: Part, done: int) -> list[str]:
    count = f"{done} of {len(exercise.parts)} parts done"
    title = f"{exercise.id} {exercise.title}"
    what = f"part {part.id}: {part.call}"
    if len(title) + len(what) + len(count) + 6 <= WIDTH:
        return [f"{title}   {what}".ljust(WIDTH - len(count)) + count]
    return [
        title[: WIDTH - len(count) - 1].ljust(WIDTH - len(count)) + count,
        *_field("part", what.removeprefix("part ")),
    ]


def _success(exercise: Exercise, verdicts: list[PartResult], printed: str, notes: Sequence[str]) -> str:
    n = len(exercise.parts)
    lines = [f"{exercise.id} {exercise.title}"]
    text = f"public checks passed ({n} of {n}); when graded, the same checks run with other numbers"
    lines += _field("passed", text, most=2)
    for note in dict.fromkeys([*notes, *(note for verdict in verdicts for note in verdict.notes)]):
        lines += _field("note", note, most=2)
    if printed.strip():
        lines += _field("printed", " ".join(printed.split()))
    if exercise.statements:
        lines += _field("proves", f"numpygan check {' '.join(exercise.statements)}")
    if exercise.lesson:
        lines += _field("lesson", exercise.lesson_command)
    return "\n".join(
        [*lines[: MOST_LINES - 1], *_field("next", f"numpygan learn solution {exercise.id}  |  numpygan learn next")]
    )


def _field(name: str, text: str, most: int = 1) -> list[str]:
    """Return up to ``most`` lines of text in ASCII, the first with a name in front."""
    printable = "".join(c if c.isprintable() else " " for c in text)
    plain = printable.encode("ascii", "backslashreplace").decode("ascii")
    indent = f"  {name:<9} "
    wrapped = textwrap.wrap(plain, WIDTH - len(indent), max_lines=most, placeholder=" ...") or [""]
    return [(indent if i == 0 else " " * len(indent)) + line for i, line in enumerate(wrapped)]


def shown_outputs(v: PartResult) -> list[str]:
    """Return one entry if the answer is the function's only one, else two: then its name is shown."""
    return [v.output] if v.output == v.part.call.partition("(")[0] else [v.output, ""]


def shown_call(part: Part, probe: Probe) -> str:
    """Return the call with its numbers."""
    inputs = {name: shown_value(value) for name, value in probe.inputs.items()}
    if part.shows:
        return part.shows.format_map(inputs)
    return f"{part.call.partition('(')[0]} with " + ", ".join(f"{name} = {text}" for name, text in inputs.items())


def shown_value(value: Any) -> str:
    """Return a short text for a value; an array of few numbers is shown in full, a larger one by its shape."""
    if isinstance(value, np.ndarray):
        if value.size > LONGEST:
            return f"array {value.shape}".replace(",)", ")")
        if value.ndim == 0:
            return f"{value:.6g}"
        return " ".join(np.array2string(value, formatter={"float_kind": lambda x: f"{x:.4g}"}).split())
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, Mapping):
        return "{...}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(shown_value, value))}]"
    return str(value) if not hasattr(value, "seed") else f"default_rng({value.seed})"


def _numbers(got: np.ndarray, expected: np.ndarray) -> tuple[str, str, str]:
    """Return both arrays as text, or the entries that differ most, and where these are."""
    if not right_shape(got, expected):
        return f"shape {got.shape}", f"shape {expected.shape}", ""
    if expected.size <= 5:
        return *_told_apart(got, expected), ""
    got = got.reshape(expected.shape)
    with np.errstate(invalid="ignore"):
        error = np.abs(got - expected)
    at = np.unravel_index(int(np.argmax(np.where(np.isfinite(error), error, np.inf))), expected.shape)
    where = f"   at [{', '.join(str(int(i)) for i in at)}] of shape {expected.shape}"
    return *_told_apart(got[at], expected[at]), where


def _told_apart(got: Any, expected: Any) -> tuple[str, str]:
    """Return both as text, with 6 digits, or with as many as are needed to see the difference."""
    for digits in (6, 9, 12, 17):
        texts = _short(got, digits), _short(expected, digits)
        if texts[0] != texts[1]:
            break
    return texts


def _short(x: Any, digits: int) -> str:
    return " ".join(np.array2string(np.asarray(x), formatter={"float_kind": lambda v: f"{v:.{digits}g}"}).split())


def line_of(source: str, part: Part) -> int:
    """Return the line where the function or class of a part begins in ``source``; 0 if it is not there."""
    name = part.call.partition("(")[0].partition(".")[0]
    lines = []
    for cell in cells_of(source):
        try:
            tree = ast.parse(cell)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            continue
        kinds = ast.FunctionDef, ast.ClassDef
        lines += [node.lineno for node in tree.body if isinstance(node, kinds) and node.name == name]
    return lines[-1] if lines else 0


def line_of_import(source: str, detail: str) -> int:
    """Return the line that imports the module named in ``detail``, "import scipy is not ..."; 0 if there is none."""
    name = re.match(r"import (\w+) ", detail)
    found = name and re.search(rf"^[ \t]*(import|from)[ \t]+{name[1]}\b", source, re.MULTILINE)
    return source.count("\n", 0, found.start()) + 1 if found else 0
