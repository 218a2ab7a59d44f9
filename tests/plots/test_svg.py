"""SVG that can stand inside a page: split into panels, no id twice, the colors of the page."""

import re
import xml.etree.ElementTree as ET

import pytest
from matplotlib.figure import Figure

from numpygan.plots.style import BLUE, INK
from numpygan.plots.svg import figure_panels, formula_svg
from numpygan.statements import STATEMENTS


def two_panels():
    figure = Figure(figsize=(8, 3), layout="constrained")
    for i in (1, 2):
        axes = figure.add_subplot(1, 2, i)
        axes.plot([0, 1], [0, i], color=INK if i == 1 else BLUE)
        axes.set(xlabel=f"<x{i}>", ylabel="a label")
    return figure


@pytest.fixture(scope="module")
def panels():
    return figure_panels(two_panels(), "a")


def viewbox(svg):
    return [float(number) for number in ET.fromstring(svg).get("viewBox").split()]


def test_a_panel_for_each_axes_side_by_side(panels):
    assert len(panels) == 2
    widths = [viewbox(svg)[2] for svg in panels]
    assert sum(widths) == pytest.approx(8 * 72, abs=0.01)
    assert min(widths) > 3.5 * 72


def test_a_panel_holds_its_own_axes_only(panels):
    assert "var(--blue" not in panels[0]
    assert "var(--blue" in panels[1]


def test_the_figure_itself_stays_whole():
    figure = two_panels()
    figure_panels(figure, "a")
    assert all(axes.get_visible() for axes in figure.axes)


def test_ids_are_named_after_the_panel_and_every_reference_finds_one(panels):
    for i, svg in enumerate(panels, 1):
        ids = re.findall(r' id="([^"]*)"', svg)
        assert ids
        assert all(id.startswith(f"a-{i}-") for id in ids)
        assert set(re.findall(r'(?:href="|url\()#([^")]+)', svg)) == set(ids)


def test_colors_are_those_of_the_page(panels):
    for svg in panels:
        assert INK not in svg
        assert "stroke: currentColor" in svg
        assert "black" not in svg
        assert "#ffffff" not in svg.lower()
    assert f"var(--blue, {BLUE})" in panels[1]
    assert re.findall(r"#[0-9a-fA-F]{6}", panels[0]) == []


def test_nothing_comes_from_or_leaks_outside(panels):
    for svg in panels:
        assert "http" not in svg
        assert "<style" not in svg
        assert "<!--" not in svg


def test_the_same_figure_gives_the_same_text(panels):
    assert figure_panels(two_panels(), "a") == panels


@pytest.mark.parametrize("id", STATEMENTS)
def test_the_formula_of_every_statement_can_be_drawn(id):
    formula = STATEMENTS[id].formula
    if formula:
        svg = formula_svg(formula)
        assert viewbox(svg)[2] < 28 * 40  # 28 em: more would be small on a phone
        assert ET.fromstring(svg).get("aria-label").split("; ") == formula.splitlines()


def test_lines_of_a_formula_stand_below_each_other_at_one_scale():
    one, two = viewbox(formula_svg("x = 1")), viewbox(formula_svg("x = 1\nx = 1"))
    assert two[2] == pytest.approx(one[2])
    assert two[3] > 2 * one[3]
    sizes = [re.search(r"width:([\d.]+)em", formula_svg(f)) for f in ("x = 1", "x = 1\nx = 1")]
    assert sizes[0][1] == sizes[1][1]


def test_no_mathtext_is_an_error():
    with pytest.raises(ValueError, match="frac"):
        formula_svg(r"\frac{1")
