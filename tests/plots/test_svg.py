"""SVG inside a page: a light and a dark image of each panel, and formulas."""

import base64
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from numpygan.plots.dark_mode import DARK_INK, SHADES
from numpygan.plots.style import BLUE, INK
from numpygan.plots.svg import figure_images, formula_svg
from numpygan.statements import STATEMENTS


def two_panels():
    figure = Figure(figsize=(8, 3), layout="constrained")
    for i in (1, 2):
        axes = figure.add_subplot(1, 2, i)
        axes.plot([0, 1], [0, i], color=INK if i == 1 else BLUE)
        axes.set(xlabel=f"<x{i}>", ylabel="a label")
    return figure


def files(picture):
    """The light and the dark SVG file in a ``<picture>``."""
    dark, light = re.findall(r'(?:srcset|src)="data:image/svg\+xml;base64,([^"]*)"', picture)
    return base64.b64decode(light).decode(), base64.b64decode(dark).decode()


@pytest.fixture(scope="module")
def panels():
    return figure_images(two_panels(), "<two> lines")


def viewbox(svg):
    return [float(number) for number in ET.fromstring(svg).get("viewBox").split()]


def test_a_panel_for_each_axes_side_by_side(panels):
    assert len(panels) == 2
    widths = [viewbox(files(picture)[0])[2] for picture in panels]
    assert sum(widths) == pytest.approx(8 * 72, abs=0.01)
    assert min(widths) > 3.5 * 72
    sizes = [int(re.search(r'width="(\d+)"', picture)[1]) for picture in panels]
    np.testing.assert_allclose(sizes, np.array(widths) * 96 / 72, atol=0.5)


def test_a_panel_contains_its_own_axes_only(panels):
    for i, other in ((0, 1), (1, 0)):
        light, _ = files(panels[i])
        assert (f"stroke: {BLUE.lower()}" in light) == (i == 1)
        assert f"&lt;x{i + 1}&gt;" in light
        assert f"&lt;x{other + 1}&gt;" not in light


def test_all_axes_of_the_figure_are_visible_afterwards():
    figure = two_panels()
    figure_images(figure, "")
    assert all(axes.get_visible() for axes in figure.axes)


def test_the_dark_file_has_the_dark_colors(panels):
    light, dark = files(panels[1])
    assert to_hex(SHADES[BLUE]) in dark
    assert BLUE.lower() not in dark
    assert DARK_INK.lower() in dark
    assert DARK_INK.lower() not in light


def test_the_caption_is_the_text_alternative_of_the_first_panel(panels):
    assert 'alt="&lt;two&gt; lines"' in panels[0]
    assert 'alt=""' in panels[1]


def test_the_same_figure_gives_the_same_text(panels):
    assert figure_images(two_panels(), "<two> lines") == panels


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
