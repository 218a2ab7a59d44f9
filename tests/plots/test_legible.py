"""Every picture at 6 and at 12 inches: no word is cut off, none overlaps another, light and dark."""

import numpy as np
import pytest
from legible import problems, visible_texts
from matplotlib.figure import Figure

from numpygan.distributions import Empirical, named_distribution
from numpygan.plots import (
    Snapshot,
    anatomy_figure,
    conditional_figure,
    conditions_figure,
    convexity_figure,
    dark,
    dirac_figure,
    figure_1,
    histogram_figure,
    history_figure,
    plane_figure,
    smoothing_figure,
    statement_figure,
)
from numpygan.plots.style import LEAST, WIDEST, smallest_letters
from numpygan.recipes import Settings
from numpygan.training import History

SMALL = Settings().with_values(d_hidden=(8,), g_hidden=(8,))


def snapshots(distribution, count=3):
    rng = np.random.default_rng(0)
    return [Snapshot(10_000 * i, SMALL.gan(rng, distribution)) for i in range(count)]


def history(*names):
    made = History(["step", "v", "g_loss", "d_gradient", "g_gradient", *names])
    for i in range(1, 31):
        made.append({name: 1000 * i if name == "step" else 0.5 / (i + j) for j, name in enumerate(made.names)})
    return made


def draw(kind, width):
    rng = np.random.default_rng(1)
    distribution = named_distribution(kind.split(":")[-1]) if ":" in kind else None
    match kind.split(":")[0]:
        case "figure 1":
            return figure_1(distribution, snapshots(distribution), width=width)
        case "histogram":
            points = Empirical(rng.normal(size=50))
            return histogram_figure(points.points, snapshots(points), width=width)
        case "plane":
            return plane_figure(distribution, snapshots(distribution), rng=rng, width=width)
        case "anatomy":
            return anatomy_figure(distribution, snapshots(distribution)[-1], rng=rng, width=width)
        case "conditions":
            return conditions_figure(distribution, snapshots(distribution), rng=rng, width=width)
        case "given":
            return conditional_figure(distribution, snapshots(distribution)[-1], rng=rng, width=width)
        case "history":
            names = ("js_sample_mean", "js_sample_worst", "js_floor", "v_sample", "share_mean", "share_worst")
            return history_figure(history(*names), distribution, width=width)
        case "exact history":
            return history_figure(history("js", "c", "v_exact", "gap"), distribution, width=width)
        case other:
            return {"convexity": convexity_figure, "smoothing": smoothing_figure, "dirac": dirac_figure}[other](
                width=width
            )


KINDS = (
    "figure 1:normal", "histogram", "plane:ring", "plane:two-moons", "anatomy:ring", "conditions:labeled-ring",
    "conditions:angle", "conditions:second-given-first", "given:labeled-ring", "given:angle",
    "given:second-given-first", "history:labeled-ring", "exact history:normal", "convexity", "smoothing", "dirac",
)  # fmt: skip


@pytest.mark.parametrize("width", [6, 12])
@pytest.mark.parametrize("kind", KINDS)
def test_every_word_can_be_read(kind, width):
    figure = draw(kind, width)
    assert figure.get_figwidth() == pytest.approx(width)
    assert problems(figure) == []
    twins = [axes for axes in figure.axes if not axes.patch.get_visible()]
    assert all(axes.get_xlabel() or axes.get_ylabel() for axes in figure.axes if axes not in twins)
    assert problems(dark(figure), laid_out=True) == []  # and to lay it out again changes nothing: see the next test


@pytest.mark.parametrize("kind", KINDS)
def test_letters_are_large_enough_on_the_site(kind):
    figure = draw(kind, WIDEST if kind.startswith(("figure 1", "anatomy")) else None)  # their default widths
    assert figure.get_figwidth() <= WIDEST + 1e-9
    assert smallest_letters(figure) >= LEAST


@pytest.mark.parametrize(("kind", "width"), [("plane:ring", 12), ("exact history:normal", 6)])
def test_on_a_dark_ground_every_word_is_where_it_was(kind, width):
    before, after = (visible_texts(figure) for figure in (draw(kind, width), dark(draw(kind, width))))
    assert [text for text, _ in before] == [text for text, _ in after]
    np.testing.assert_allclose([box.extents for _, box in after], [box.extents for _, box in before])


@pytest.mark.parametrize("id", ["theorem-1", "pointwise-maximum", "saturation", "kl", "js", "parameter-space"])
def test_so_can_the_words_of_a_statements_picture(id):
    figure = statement_figure(id)
    assert problems(figure) == []
    assert smallest_letters(figure) >= LEAST


def test_what_cannot_be_read_is_told():
    figure = Figure(figsize=(4, 3))
    axes = figure.add_subplot()
    axes.text(0.5, 0.5, "one")
    axes.text(0.52, 0.5, "another")
    axes.text(0.9, 0.2, "a word that goes on beyond the edge of the figure")
    cut, overlap = sorted(problems(figure))
    assert "beyond the edge" in cut
    assert "'one' and 'another'" in overlap
