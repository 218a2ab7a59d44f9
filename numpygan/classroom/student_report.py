"""The page of one student: each exercise with its parts, the feedback, the code with the lines marked, the files."""

from collections.abc import Mapping, Sequence
from html import escape

from numpygan.classroom.bank import all_exercises
from numpygan.classroom.class_report import html_page
from numpygan.classroom.gradebook import NOT_HANDED_IN, Gradebook, number
from numpygan.classroom.grading import Result
from numpygan.classroom.submission_text import place_in
from numpygan.classroom.submissions import FoundFile

MOST_LINES = 3000
LONGEST_LINE = 500
MOST_FILES = 200


def student_page(
    book: Gradebook,
    student: str,
    when: str,
    texts: Mapping[tuple[str, str], str] | None = None,
    files: Sequence[FoundFile] = (),
) -> str:
    """Return the page of one student.

    ``texts`` are the sources by student and exercise, ``files`` are the student's files and what became of them.
    """
    name = book.students[student]
    body = [
        f"<h1>{escape(name)}</h1>",
        f"<p class=lead>{number(book.total(student))} of {number(book.of)} points. "
        "<a href='../index.html'>The class</a></p>",
    ]
    for id in book.ids:
        exercise = all_exercises()[id]
        body.append(f"<h2 id={id}>{id} {escape(exercise.title)}</h2>")
        result = book.results.get((student, id))
        if result is None:
            body.append("<p>No file was found.</p>")
            continue
        body.append(_of_a_result(result, id))
        text = (texts or {}).get((student, id), "")
        if text:
            body.append(_code(text, id, result))
        if result["points"] < result["of"]:
            body.append(_reading(id))
    body.append(_files(files))
    body.append(f"<footer>{escape(when)}</footer>")
    return html_page(name, "\n".join(body))


def _of_a_result(result: Result, id: str) -> str:
    rows = []
    for part in result["parts"]:
        kind = "good" if part["points"] >= part["of"] else "bad"
        says = f"{part['mistake']}: {part['says']}" if part["mistake"] else part["says"]
        if "override" in part:
            says = f"{part['override']} ({says})" if says else part["override"]
        text = "; ".join(filter(None, (says, *part["notes"])))
        call = f"{part['part']}: <code>{escape(part['call'])}</code>"
        if part["line"] and part["verdict"] not in ("pass", NOT_HANDED_IN):
            call = f"<a href='#{id}-{int(part['line'])}'>{call}</a>"
        rows.append(
            f"<tr><td>{call}</td><td class={kind}>{number(part['points'])} of {number(part['of'])}</td>"
            f"<td>{escape(part['verdict'])}</td><td class=text>{escape(text)}</td></tr>"
        )
    table = f"<div class=wide><table>{''.join(rows)}</table></div>"
    notes = "".join(f"<li>{escape(note)}</li>" for note in result.get("notes", ()))
    notes = f"<ul>{notes}</ul>" if notes else ""
    shown = "" if result["points"] >= result["of"] else f"<pre>{escape(result['feedback'])}</pre>"
    return f"<p class=lead>{escape(result['file'])}{_lateness(result)}</p>{table}{notes}{shown}"


def _lateness(result: Result) -> str:
    if not result.get("days late") and "late reason" not in result:
        return ""
    days = number(result.get("days late", 0))
    before = float(result.get("points without penalty") or result["points"])
    reason = f" ({escape(result['late reason'])})" if "late reason" in result else ""
    points = f"; {number(before)} points become {number(result['points'])}" if before != result["points"] else ""
    return f". Handed in late, day {days}{reason}{points}"


def _code(text: str, id: str, result: Result) -> str:
    """Return the source with line numbers; the lines of parts that did not pass are marked and can be linked to."""
    marked = {int(part["line"]) for part in result["parts"] if part["verdict"] != "pass"}
    lines = []
    for n, line in enumerate(text.splitlines()[:MOST_LINES], 1):
        shown = escape("".join(c if c.isprintable() or c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in line))
        row = f"<span class=n>{n:4d}</span> {shown[:LONGEST_LINE]}"
        lines.append(f"<mark id='{id}-{n}'>{row}</mark>" if n in marked else row)
    first = min(marked - {0}, default=0)
    place = place_in(text, first)
    where = f", {f'line {place}' if place.isdigit() else place} is marked" if first else ""
    is_open = " open" if first else ""
    newline = "\n"
    return f"<details{is_open}><summary>The code{where}</summary><pre class=code>{newline.join(lines)}</pre></details>"


def _reading(id: str) -> str:
    """Return what to read next."""
    exercise = all_exercises()[id]
    todo = [f"<code>numpygan learn hint {id}</code>"]
    todo += [f"<code>{escape(exercise.lesson_command)}</code>"] if exercise.lesson else []
    todo += [f"<code>numpygan check {escape(' '.join(exercise.statements))}</code>"] if exercise.statements else []
    return f"<p class=lead>To read next: {', '.join(todo)}</p>"


def _files(files: Sequence[FoundFile]) -> str:
    if not files:
        return ""
    rows = "".join(
        f"<tr><td><code>{escape(file.file)}</code></td><td class=text>{escape(file.became)}</td></tr>"
        for file in files[:MOST_FILES]
    )
    more = f"<p>And {len(files) - MOST_FILES} more.</p>" if len(files) > MOST_FILES else ""
    return f"<h2>Files</h2><div class=wide><table>{rows}</table></div>{more}"
