"""The report of a check: one HTML file that contains its pictures and formulas and needs no network and no script.

Only :func:`picture_html` computes something, a picture; everything else comes from the results of the check. All text
passes ``html.escape``. The style sheet is ``report.css``.
"""

import platform
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib import resources
from typing import Literal, NamedTuple

import matplotlib
import numpy as np
import scipy

from numpygan import __version__
from numpygan.plots.statements import PICTURES, statement_figure
from numpygan.plots.svg import figure_images, formula_svg
from numpygan.statements import Comparison, Result, Statement
from numpygan.statements.report import number

State = Literal["ok", "failed", "interrupted", "not run"]
MARKS: dict[State, str] = {"ok": "✓", "failed": "✗", "interrupted": "…", "not run": "–"}
WORDS: dict[State, str] = {"ok": "holds", "failed": "failed", "interrupted": "interrupted", "not run": "not run"}
RELATIONS = {"=": "=", "<=": "≤"}


class Section(NamedTuple):
    """A requested statement and the results of its check."""

    statement: Statement
    comparisons: list[Comparison]
    interrupted: bool

    @property
    def failed(self) -> list[Comparison]:
        return [c for c in self.comparisons if not c.ok]

    @property
    def state(self) -> State:
        if self.failed:
            return "failed"
        if self.interrupted:
            return "interrupted"
        return "ok" if self.comparisons else "not run"


def report_page(
    statements: Iterable[Statement],
    results: Sequence[Result],
    *,
    seed: int,
    command: str,
    seconds: float,
    complete: bool = True,
    pictures: Mapping[str, str] | None = None,
) -> str:
    """Return the page as the text of an HTML file.

    Parameters
    ----------
    statements : iterable of Statement
        The requested statements in the order of the page. After an interruption, some have no results.
    results : sequence of Result
    seed : int
    command : str
        The command that repeats the check.
    seconds : float
        How long the check took.
    complete : bool
        False for a check that was interrupted.
    pictures : mapping from statement ids to str, optional
        The results of :func:`picture_html`.
    """
    last = results[-1].statement.id if results and not complete else None
    sections = [
        Section(s, [r.comparison for r in results if r.statement.id == s.id], s.id == last)
        for s in {s.id: s for s in statements}.values()
    ]
    style = resources.files("numpygan.plots").joinpath("report.css").read_text(encoding="utf-8")
    drawn = pictures or {}
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>numpygan check: {escape(_count(sections, complete))}</title>",
        f"<style>\n{style}</style>\n</head>\n<body>",
        _head(sections, seed=seed, command=command, seconds=seconds, complete=complete),
        _contents(sections),
        "<main>",
        *(_section(section, drawn.get(section.statement.id, "")) for section in sections),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def picture_html(id: str, *, seed: int) -> str:
    """Draw the picture of a statement and return it with its caption; "" for a statement without one.

    If drawing fails, the error message takes the place of the picture, because the rest of the page is still useful.
    """
    if id not in PICTURES:
        return ""
    try:
        panels = figure_images(statement_figure(id, seed=seed), alt=PICTURES[id].caption)
    except (ValueError, ArithmeticError) as error:
        return f'<p class="note failed">The picture could not be drawn: {escape(str(error))}</p>'
    return (
        f'<figure>\n<div class="panels">\n{"".join(panels)}\n</div>\n'
        f"<figcaption>{escape(PICTURES[id].caption)}</figcaption>\n</figure>"
    )


def _count(sections: list[Section], complete: bool) -> str:
    """Return how many comparisons hold, in how many statements."""
    comparisons = [c for section in sections for c in section.comparisons]
    good, count = sum(c.ok for c in comparisons), sum(bool(section.comparisons) for section in sections)
    share = f"all {good}" if 0 < good == len(comparisons) else f"{good} of {len(comparisons)}"
    so_far = "" if complete else " so far"
    return f"{share} comparisons{so_far} hold, in {count} {'statement' if count == 1 else 'statements'}"


def _head(sections: list[Section], *, seed: int, command: str, seconds: float, complete: bool) -> str:
    failed = [section for section in sections if section.failed]
    state = "failed" if failed else "ok" if complete else "interrupted"
    count = _count(sections, complete)
    verdict = [f"{count[0].upper()}{count[1:]}."]
    if not complete:
        verdict.insert(0, "Interrupted: this report is incomplete.")
    if failed:
        verdict.append(f"Failed: {', '.join(_link(section) for section in failed)}.")
    facts = {"seed": f"{seed}", "took": f"{seconds:.0f} s", **_versions(), "repeat with": command}
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts.items())
    return (
        "<header>\n<h1>Statements about GANs, checked by numbers</h1>\n"
        f'<p class="verdict {state}">{" ".join(verdict)}</p>\n<dl>{rows}</dl>\n'
        "<p>Each row below compares two numbers that were obtained by routes which do not share the step that is being "
        "checked. Divergences and values are in nats; equation numbers are those of the notes.</p>\n</header>"
    )


def _link(section: Section) -> str:
    id = escape(section.statement.id)
    return f'<a href="#{id}">{id}</a> ({len(section.failed)} of {len(section.comparisons)})'


def _versions() -> dict[str, str]:
    return {
        "numpygan": __version__,
        "Python": platform.python_version(),
        "NumPy": np.__version__,
        "SciPy": scipy.__version__,
        "matplotlib": matplotlib.__version__,
    }


def _contents(sections: list[Section]) -> str:
    items = []
    for section in sections:
        id = escape(section.statement.id)
        items.append(f'<li>{_mark(section.state)}<a href="#{id}">{id}</a></li>')
    return f'<nav aria-label="Statements">\n<h2>Statements</h2>\n<ul>\n{"".join(items)}\n</ul>\n</nav>'


def _mark(state: State) -> str:
    return (
        f'<span class="mark {state.replace(" ", "-")}"><span aria-hidden="true">{MARKS[state]}</span>'
        f'<span class="spoken">{WORDS[state]}: </span></span>'
    )


def _section(section: Section, picture: str) -> str:
    statement, comparisons = section.statement, section.comparisons
    parts = [
        f'<section id="{escape(statement.id)}" class="{section.state.replace(" ", "-")}">',
        f"<h2>{_mark(section.state)}{escape(statement.id)} <small>{escape(statement.equation)}</small></h2>",
        f'<p class="claim">{escape(statement.claim)}</p>',
        _formula(statement.formula),
    ]
    if section.interrupted:
        parts.append(f'<p class="note interrupted">Interrupted: {_plural(len(comparisons))} so far.</p>')
    elif not comparisons:
        parts.append('<p class="note interrupted">Not run.</p>')
    if section.failed:
        parts.append(f'<p class="note failed">{len(section.failed)} of {_plural(len(comparisons))} failed:</p>')
        parts.append(_table(section.failed, f"Failed comparisons of {statement.id}"))
    parts.append(picture)
    good = [c for c in comparisons if c.ok]
    if comparisons:
        parts.append(_routes(comparisons))
    if good:
        table = _table(good, f"Comparisons of {statement.id} that hold")
        parts.append(f"<details>\n<summary>{_plural(len(good))} that {'holds' if len(good) == 1 else 'hold'}</summary>")
        parts.append(f"{table}\n</details>")
    parts.append("</section>")
    return "\n".join(part for part in parts if part)


def _plural(count: int) -> str:
    return f"{count} {'comparison' if count == 1 else 'comparisons'}"


def _formula(formula: str) -> str:
    if not formula:
        return ""
    try:
        drawn = formula_svg(formula)
    except ValueError:  # invalid mathtext: show its source
        drawn = f"<code>{escape(formula)}</code>"
    return f'<div class="formula">{drawn}</div>'


def _by_routes(comparisons: Iterable[Comparison]) -> list[list[Comparison]]:
    """Group the comparisons by their two routes, in order of first appearance."""
    first: dict[tuple[str, str, str], list[Comparison]] = {}
    for c in comparisons:
        first.setdefault((c.left_route, c.relation, c.right_route), []).append(c)
    return list(first.values())


def _against(c: Comparison) -> str:
    return (
        f'<span class="route">{escape(c.left_route)}</span> <span class="relation">{RELATIONS[c.relation]}</span> '
        f'<span class="route">{escape(c.right_route)}</span>'
    )


def _routes(comparisons: list[Comparison]) -> str:
    """Return a table of the pairs of routes: how often they are compared, and the largest deviation."""
    items = []
    for group in _by_routes(comparisons):
        bad = sum(not c.ok for c in group)
        largest = max(c.gap for c in group)
        hold = "all hold" if len(group) > 1 else "holds"
        fine = f"largest gap {_size(largest)}" if group[0].relation == "=" else hold
        worst = f"{bad} failed" if bad else fine
        items.append(f"<li>{_against(group[0])} <small>{_plural(len(group))}, {worst}</small></li>")
    return f'<h3>Left route and right route</h3>\n<ul class="routes">\n{"".join(items)}\n</ul>'


def _table(comparisons: list[Comparison], name: str) -> str:
    head = "".join(
        f'<th scope="col"{kind}>{text}</th>'
        for text, kind in (
            ("Case", ""), ("Left", ' class="number"'), ('<span class="spoken">relation</span>', ""), ("Right", ""),
            ("Gap", ' class="number"'), ("Allowed", ' class="number"'), ("OK", ""),
        )
    )  # fmt: skip
    bodies = [
        f'<tbody>\n<tr><th colspan="7" scope="rowgroup">{_against(group[0])}</th></tr>\n'
        + "\n".join(_row(c) for c in group)
        + "\n</tbody>"
        for group in _by_routes(comparisons)
    ]
    return (
        f'<div class="scroll" role="region" aria-label="{escape(name)}" tabindex="0">\n<table>\n'
        f"<thead><tr>{head}</tr></thead>\n" + "\n".join(bodies) + "\n</table>\n</div>"
    )


def _row(c: Comparison) -> str:
    return (
        f'<tr class="{"ok" if c.ok else "failed"}"><td>{escape(c.case)}</td><td class="number">{number(c.left)}</td>'
        f"<td>{RELATIONS[c.relation]}</td><td>{number(c.right)}</td>"
        f'<td class="number">{_size(c.gap)}</td><td class="number">{_size(c.allowed)}</td><td>{_mark_of(c)}</td></tr>'
    )


def _size(gap: float) -> str:
    return f"{gap:.1e}" if gap else "0"


def _mark_of(c: Comparison) -> str:
    return '<span class="mark ok">ok</span>' if c.ok else '<strong class="mark failed">FAILED</strong>'
