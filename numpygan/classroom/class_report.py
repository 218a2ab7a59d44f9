"""The page of a class, as one self-contained HTML file: frequent mistakes, points, parts, what to check by hand."""

import re
import unicodedata
from collections.abc import Sequence
from html import escape
from importlib import resources

from numpygan.classroom.bank import all_exercises
from numpygan.classroom.explanations import ANYWHERE
from numpygan.classroom.gradebook import Gradebook, number
from numpygan.classroom.similarity import Alike

MOST_NAMES = 12
MOST_PAIRS = 30
MOST_CARDS = 12


def index_page(
    book: Gradebook, when: str, complaints: Sequence[str], files: str = "", alike: Sequence[Alike] = ()
) -> str:
    """Return the page of the class.

    ``files`` is a sentence about the files found, ``alike`` are pairs of nearly identical files.
    """
    n = len(book.students)
    handed_in = len({student for student, _ in book.results})
    totals = sorted(book.total(student) for student in book.students)
    median = totals[n // 2] if n % 2 else (totals[n // 2 - 1] + totals[n // 2]) / 2 if n else 0
    lead = (
        f"{n} students, {handed_in} of them with files; {len(book.results)} files for {len(book.ids)} exercises; "
        f"median {number(median)} of {number(book.of)} points"
    )
    body = [
        f"<h1>The class</h1><p class=lead>{lead}</p>",
        "<h2>What to teach again</h2>",
        _misconceptions(book),
        "<h2>Points</h2>",
        _points(book),
        "<h2>Parts</h2>",
        _parts(book),
    ]
    if complaints:
        body += ["<h2>Please check</h2><ul>", *(f"<li>{escape(text)}</li>" for text in complaints), "</ul>"]
    if alike:
        pairs = [f"<li>{escape(str(pair))}</li>" for pair in alike[:MOST_PAIRS]]
        more = f"<p>And {len(alike) - MOST_PAIRS} more pairs.</p>" if len(alike) > MOST_PAIRS else ""
        about = (
            "Pairs of files whose text agrees beyond the empty exercise and beyond what many in the class wrote. "
            "This is a count, with no statement about the reason."
        )
        body += ["<h2>Nearly identical files</h2>", f"<p>{about}</p><ul>", *pairs, "</ul>", more]
    if files:
        body += ["<h2>Files</h2>", f"<p>{escape(files)}. <code>files.csv</code> lists each of them.</p>"]
    body.append(
        f"<footer>{escape(when)}. The same key gives the same report. To change points, edit overrides.csv and grade "
        "again.</footer>"
    )
    return html_page("The class", "\n".join(body))


def _misconceptions(book: Gradebook) -> str:
    """Return a card for each known mistake that was found, with the names of the students."""
    found = book.misconceptions()
    if not found:
        return "<p>No known mistake was found.</p>"
    cards = [_card(book, mistake, who) for mistake, who in found[:MOST_CARDS]]
    rest = ", ".join(f"<code>{escape(mistake)}</code> {len(who)}" for mistake, who in found[MOST_CARDS:])
    more = f"<p>Also found: {rest}. <code>numpygan learn why NAME</code> explains each.</p>" if rest else ""
    return f"<div class=teach>{''.join(cards)}</div>{more}"


def _card(book: Gradebook, mistake: str, who: list[str]) -> str:
    exercise = next((each for each in all_exercises().values() if mistake in each.mistakes), None)
    says = exercise.mistakes[mistake].says if exercise else "possible in any exercise"
    why = exercise.mistakes[mistake].why if exercise else ANYWHERE.get(mistake, "")
    names = [escape(book.students.get(student, student)) for student in who]
    listed = ", ".join(names[:MOST_NAMES]) + (f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else "")
    lesson = f" <code>{exercise.lesson_command}</code>." if exercise and exercise.lesson else ""
    statements = (
        f" <code>numpygan check {' '.join(exercise.statements)}</code>." if exercise and exercise.statements else ""
    )
    share = 100 * len(who) / max(1, len(book.students))
    return (
        f"<div class=card><b class=count>{len(who)}</b><b>{escape(mistake)}</b>"
        f"<span class=bar style='width:{share:.0f}%'></span><p>{escape(_sentence(says))}</p><p>{escape(why)}</p>"
        f"<p class=who>{listed}</p><p class=who><code>numpygan learn why "
        f"{escape(mistake)}</code>.{statements}{lesson}</p></div>"
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")


def _points(book: Gradebook) -> str:
    heads = "".join(
        f"<th title='{escape(all_exercises()[id].title)}'>{id}<br>{number(book.of_exercise(id))}</th>"
        for id in book.ids
    )
    rows = []
    for student, name in book.students.items():
        cells = "".join(_cell(book, student, id) for id in book.ids)
        link = f"<a href='students/{page_name(book, student)}'>{escape(name)}</a>"
        rows.append(f"<tr><td>{link}</td>{cells}<td><b>{number(book.total(student))}</b></td></tr>")
    table = f"<table><tr><th>student</th>{heads}<th>of {number(book.of)}</th></tr>{''.join(rows)}</table>"
    return f"<div class=wide>{table}</div>"


def _cell(book: Gradebook, student: str, id: str) -> str:
    result = book.results.get((student, id))
    if result is None:
        return "<td class=none>-</td>"
    kind = "good" if result["points"] >= result["of"] else "part" if result["points"] > 0 else "bad"
    late = "<sup title='handed in late'>late</sup>" if result.get("days late") else ""
    link = f"<a href='students/{page_name(book, student)}#{id}'>{number(result['points'])}</a>"
    return f"<td class={kind}>{link}{late}</td>"


def _parts(book: Gradebook) -> str:
    """Return how many passed each part, and the verdicts of the others."""
    rows = []
    for id in book.ids:
        results = [result for (_, each), result in sorted(book.results.items()) if each == id]
        for part in all_exercises()[id].parts:
            entries = [entry for result in results for entry in result["parts"] if entry["part"] == part.id]
            verdicts: dict[str, int] = {}
            for entry in entries:
                verdicts[entry["verdict"]] = verdicts.get(entry["verdict"], 0) + 1
            passed = verdicts.pop("pass", 0)
            others = ", ".join(
                f"{count} {verdict}" for verdict, count in sorted(verdicts.items(), key=lambda v: (-v[1], v[0]))
            )
            kind = "none" if not entries else "good" if passed == len(entries) else "part" if passed else "bad"
            rows.append(
                f"<tr><td>{id} {part.id}: <code>{escape(part.call)}</code></td>"
                f"<td class={kind}>{passed} of {len(entries)}</td><td class=text>{escape(others)}</td></tr>"
            )
    heads = "<th>part</th><th>passed</th><th>other results</th>"
    return f"<div class=wide><table><tr>{heads}</tr>{''.join(rows)}</table></div>"


def page_name(book: Gradebook, student: str) -> str:
    """Return the file name of a student's page: a number, and the name in ASCII as far as possible."""
    plain = unicodedata.normalize("NFKD", student).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-zA-Z0-9]+", "-", plain).strip("-").lower()[:40]
    return f"{list(book.students).index(student) + 1:03d}{'-' if slug else ''}{slug}.html"


def html_page(title: str, body: str) -> str:
    css = (resources.files("numpygan.classroom") / "class_report.css").read_text(encoding="utf-8")
    head = "<meta charset=utf-8><meta name=viewport content='width=device-width, initial-scale=1'>"
    top = f"<head>{head}<title>{escape(title)}</title><style>\n{css}</style></head>"
    return f"<!DOCTYPE html>\n<html lang=en>{top}\n<body>\n{body}\n</body></html>\n"
