"""The alternative texts of the pictures of the site say what is seen."""

import runpy
import sys
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

DOCS = Path(__file__).parents[1] / "docs"
says_nothing = runpy.run_path(str(DOCS / "check_site.py"))["says_nothing"]


@pytest.fixture(scope="module")
def alt_texts():
    sys.path.insert(0, str(DOCS / "extensions"))
    try:
        import alt_texts
    finally:
        sys.path.remove(str(DOCS / "extensions"))
    return alt_texts


def test_curves(alt_texts):
    axes = Figure().subplots()
    axes.plot([0, 1], label="$p_{\\mathrm{data}}$")
    axes.plot([1, 0], label="$D^*$")
    axes.set(title="D* falls", xlabel="x", ylabel="density")
    assert alt_texts.alt_text(axes.figure) == "Curves: D* falls (p_data, D*); density against x."


@pytest.mark.parametrize(
    ("draw", "kind"),
    [
        (lambda axes: axes.imshow(np.eye(3)), "Color map"),
        (lambda axes: axes.scatter([0, 1], [1, 0]), "Points"),
        (lambda axes: axes.plot([0, 1], "o"), "Points"),
        (lambda axes: axes.bar([0, 1], [1, 2]), "Bars"),
        (lambda axes: axes.quiver([0, 1], [1, 0], [1, 1], [1, 1]), "Arrows"),
        (lambda axes: axes.contour(np.outer([0, 1, 2], [0, 1, 2])), "Contours"),
        (lambda axes: axes.plot([0, 1]), "Curve"),
    ],
)
def test_the_kind_of_a_picture(alt_texts, draw, kind):
    axes = Figure().subplots()
    draw(axes)
    assert alt_texts.kind_of(axes) == kind


def test_panels_and_color_bars(alt_texts):
    figure = Figure()
    panels = figure.subplots(1, 2)
    figure.suptitle("Two runs")
    for axes, title in zip(panels, ("good", "bad"), strict=True):
        image = axes.imshow(np.eye(3))
        axes.set_title(title)
    figure.colorbar(image, ax=panels)
    assert alt_texts.alt_text(figure) == "Two runs. 2 panels. Color map: good. Color map: bad."


def test_mathtext_becomes_plain(alt_texts):
    assert alt_texts.plain(r"$\mathbb{E}\,\log(1-D)\leq\dfrac{1}{2}$") == "E log(1-D)<=1/2"


@pytest.mark.parametrize("text", ["", "05 measure", "05 measure the distance-2", "a picture"])
def test_a_text_that_says_nothing_is_found(text):
    assert says_nothing("../_images/sphx_glr_05_measure_the_distance_001.png", text)


def test_a_text_that_says_what_is_seen_passes():
    assert not says_nothing("../_images/sphx_glr_05_measure_001.png", "Curves: JS stops at log 2")
    assert not says_nothing("../run.gif", "一维情形下的一次真实训练：生成器的概率密度逐步移到数据上，JS 散度降到 0.002")
