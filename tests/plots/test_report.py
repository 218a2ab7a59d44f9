"""The page: whole, self-contained, escaped, and honest about what failed or was not run."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from numpygan.plots import picture_html, report, report_page
from numpygan.statements import STATEMENTS, Comparison, Result, Statement, check

VOID = {"meta", "br", "hr", "img", "link", "input", "source"}
QUICK = ["pointwise-maximum", "posterior", "conditional", "kl"]


class Page(HTMLParser):
    """What a browser would see: balanced tags, ids, links, loads, and the text that is not folded away."""

    def __init__(self, html):
        super().__init__()
        self.open, self.ids, self.loads, self.styles, self.headings = [], [], [], [], []
        self.text, self.visible = [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self._attributes(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("script", "link", "iframe", "object"):
            self.loads.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag, attrs):
        self._attributes(attrs)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" in self.open:
            self.styles.append(data)
            return
        self.text.append(data)
        if "details" not in self.open:
            self.visible.append(data)

    def _attributes(self, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name.startswith("on"):
                self.loads.append(name)
            if name in ("src", "href", "xlink:href", "action", "data", "srcset"):
                self.loads.append(value)


def page(results, statements=None, **changes):
    settings = {"seed": 0, "command": "numpygan check --html r.html", "seconds": 3.2, **changes}
    return report_page(statements or dict.fromkeys(r.statement for r in results), results, **settings)


@pytest.fixture(scope="module")
def results():
    with np.errstate(all="raise", under="ignore"):
        return list(check(QUICK))


@pytest.fixture(scope="module")
def pictures():
    with np.errstate(all="raise", under="ignore"):
        return {id: picture_html(id, seed=0) for id in QUICK}


@pytest.fixture(scope="module")
def html(results, pictures):
    return page(results, pictures=pictures)


GOOD = Comparison("good case", "left route", 1, "right route", 1, 0)
BAD = Comparison("bad case", "left route", 1, "right route", 2, 0.5)


def fake(*comparisons, id="kl"):
    return [Result(STATEMENTS[id], c) for c in comparisons]


def test_is_whole_and_loads_nothing(html):
    seen = Page(html)
    assert len(seen.ids) == len(set(seen.ids))
    links = [load for load in seen.loads if not load.startswith("data:image/svg+xml;base64,")]
    assert len(seen.loads) - len(links) >= 2 * len(QUICK)  # a light and a dark image of each panel
    assert all(link.startswith("#") for link in links)
    assert {link[1:] for link in links} <= set(seen.ids)
    assert "url(" not in "".join(seen.styles)
    assert "@import" not in "".join(seen.styles)
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(seen.ids)
    assert "http" not in html


def test_reads_in_order(html):
    seen = Page(html)
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert seen.headings[0] == 1
    assert seen.headings.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(seen.headings, seen.headings[1:], strict=False))
    assert [id for id in seen.ids if id in STATEMENTS] == QUICK
    assert html.index("<nav") < html.index("<main") < html.index("<section")


def test_has_everything(html, results):
    text = "".join(Page(html).text)
    for statement, c in results:
        assert statement.claim in text
        assert statement.equation in text
        for part in (c.case, c.left_route, c.right_route, f"{c.left:.12g}", f"{c.right:.12g}"):
            assert part in text
    assert html.count('<tr class="ok">') == len(results)
    assert html.count("<figure>") == html.count('class="formula"') == len(QUICK)
    assert f"All {len(results)} comparisons hold, in 4 statements." in text
    assert "numpygan check --html r.html" in text
    for name in ("seed", "numpygan", "Python", "NumPy", "SciPy", "matplotlib"):
        assert name in text


def test_is_small_and_the_same_each_time(html, results, pictures):
    assert len(html.encode()) < 3e6 * len(QUICK) / len(STATEMENTS)
    assert page(results, pictures=pictures) == html
    assert picture_html("pointwise-maximum", seed=0) == pictures["pointwise-maximum"]


def test_failed_rows_come_first_are_not_folded_away_and_are_linked():
    seen = Page(page(fake(GOOD, BAD, GOOD)))
    visible = " ".join(seen.visible)
    assert "bad case" in visible
    assert "FAILED" in visible
    assert "good case" not in visible
    assert "good case" in " ".join(seen.text)
    assert "2 of 3 comparisons hold, in 1 statement." in visible
    assert "1 of 3 comparisons failed" in visible
    assert "All 2" not in visible
    assert re.search(r"Failed: +kl +\(1 of 3\)", visible)
    assert '<section id="kl" class="failed">' in page(fake(GOOD, BAD))
    assert "FAILED" not in page(fake(GOOD))


def test_a_check_that_broke_down_shows_its_error():
    broken = Comparison("the check itself", "ValueError: no <number>", np.nan, "no error", np.nan, 0)
    html = page(fake(broken))
    assert "ValueError: no &lt;number&gt;" in html
    assert html.count(">nan<") == 3


@pytest.mark.parametrize("hostile", ['<script>alert("x")</script>', "</style><b>&amp;", "' onload='x", '"><img src=x>'])
def test_hostile_text_is_text(hostile):
    statement = Statement(hostile, hostile, hostile, lambda rng: iter(()), hostile)
    c = Comparison(hostile, hostile, 1, hostile, 2, 0)
    html = page([Result(statement, c)], command=hostile)
    seen = Page(html)
    assert all(load.startswith("#") for load in seen.loads)
    assert hostile in seen.ids
    assert "".join(seen.text).count(hostile) >= 8


def test_an_interrupted_check_says_so():
    statements = [STATEMENTS[id] for id in ("kl", "js", "posterior")]
    html = page(fake(GOOD) + fake(GOOD, GOOD, id="js"), statements, complete=False)
    visible = " ".join(Page(html).visible)
    assert "Interrupted: this report is incomplete." in visible
    assert "All 3 comparisons so far hold" in visible
    kl, js, posterior = re.findall(r"<section.*?</section>", html, flags=re.DOTALL)
    assert "nterrupted" not in kl
    assert "Interrupted: 2 comparisons so far." in js
    assert "Not run." in posterior
    assert "ncomplete" not in page(fake(GOOD))


def test_interrupted_before_the_first_comparison():
    visible = " ".join(Page(page([], [STATEMENTS["kl"]], complete=False)).visible)
    assert "0 of 0 comparisons so far hold" in visible
    assert "Not run." in visible


def test_a_statement_without_picture_or_formula_is_a_statement_too():
    bare = Statement("bare", "0", "claim", lambda rng: iter(()))
    assert picture_html("bare", seed=0) == ""
    html = page([Result(bare, GOOD)], pictures={"bare": ""})
    Page(html)
    assert "<svg" not in html


def test_a_formula_that_is_no_mathtext_is_shown_as_it_stands():
    odd = Statement("odd", "0", "claim", lambda rng: iter(()), r"\frac{1")
    assert r"<code>\frac{1</code>" in page([Result(odd, GOOD)])


def test_a_picture_that_cannot_be_drawn_says_so(monkeypatch):
    def broken(id, *, seed):
        raise ValueError("no <number>")

    monkeypatch.setattr(report, "statement_figure", broken)
    assert "could not be drawn: no &lt;number&gt;" in picture_html("kl", seed=0)


def test_routes_are_told_once_with_their_largest_gap():
    near, far = (Comparison(f"case {gap}", "climbed", 1 + gap, "closed form", 1, 1) for gap in (0.125, 0.25))
    html = page(fake(near, far, Comparison("c", "0", 0, "JS", 1, 0, "<=")))
    (routes,) = re.findall(r'<ul class="routes">.*?</ul>', html, flags=re.DOTALL)
    assert routes.count("<li>") == 2
    assert "2 comparisons, largest gap 2.5e-01" in routes
    assert "1 comparison, holds" in routes
    assert "≤" in routes
