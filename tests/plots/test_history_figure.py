"""Structure, not pixels: which panels a history has, which columns are in them, and what they are measured against."""

import numpy as np
import pytest

from numpygan.distributions import Labeled, Mixture, Normal, ring, two_moons
from numpygan.plots import history_figure
from numpygan.training import History

ALWAYS = ["step", "v", "g_loss", "d_gradient", "g_gradient"]
COLUMNS = {
    "line": (Normal(4, 0.5), ["js", "c", "v_exact", "gap"]),
    "modes of the line": (
        Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)]),
        ["js", "c", "v_exact", "modes", "share"],
    ),
    "plane": (ring(), ["js_sample", "js_floor", "v_sample", "modes", "share"]),
    "shape": (two_moons(), ["js_sample", "js_floor", "v_sample"]),
    "label": (Labeled(ring()), ["js_sample_mean", "js_sample_worst", "js_floor", "share_mean", "share_worst"]),
    "nothing measured": (two_moons(), []),
}
YLABELS = ["$\\mathrm{JS}(p_\\mathrm{data} \\parallel p_g)$, nats", "share", "nats", "norm of the gradient, nats"]
PANELS = {
    "line": [0, 2, 3],
    "modes of the line": [0, 1, 2, 3],
    "plane": [0, 1, 2, 3],
    "shape": [0, 2, 3],
    "label": [0, 1, 2, 3],
    "nothing measured": [2, 3],
}


def make_history(names, rows=5):
    history = History([*ALWAYS, *names])
    for i in range(1, rows + 1):
        history.append({"step": 10 * i, **{name: 1 / (i + j) for j, name in enumerate(history.names[1:])}})
    return history


def lines(axes):
    return {line.get_label(): line for line in axes.get_lines()}


@pytest.mark.parametrize("kind", COLUMNS)
def test_panels(kind):
    distribution, names = COLUMNS[kind]
    figure = history_figure(make_history(names), distribution)
    assert [axes.get_ylabel() for axes in figure.axes] == [YLABELS[i] for i in PANELS[kind]]
    assert {axes.get_xlabel() for axes in figure.axes} == {"step"}
    assert all(axes.get_legend() for axes in figure.axes)


def test_what_is_drawn_is_what_was_recorded():
    history = make_history(COLUMNS["line"][1])
    js, values, gradients = history_figure(history, Normal(4, 0.5)).axes
    np.testing.assert_array_equal(lines(js)["exact"].get_ydata(), history["js"])
    np.testing.assert_array_equal(lines(js)["exact"].get_xdata(), history["step"])
    np.testing.assert_array_equal(lines(values)["$V(D, G)$, exact"].get_ydata(), history["v_exact"])
    np.testing.assert_array_equal(lines(values)["$C(G)$, of the best D"].get_ydata(), history["c"])
    np.testing.assert_array_equal(lines(gradients)["of V, for D"].get_ydata(), history["d_gradient"])
    # Against what nobody can beat.
    assert [text.get_text() for axes in (js, values) for text in axes.texts] == ["log 2", "-log 4"]
    assert "$V(D, G)$, on a minibatch" not in lines(values)


def test_the_gap_between_v_and_c_is_shaded():
    history = make_history(COLUMNS["line"][1])
    (gap,) = history_figure(history, Normal(4, 0.5)).axes[1].collections
    outline = gap.get_paths()[0].vertices
    np.testing.assert_allclose(outline[:5], np.stack([history["step"], history["c"]], axis=1))
    np.testing.assert_allclose(outline[5:10], np.stack([history["step"], history["v_exact"]], axis=1)[::-1])
    assert not history_figure(make_history([]), Normal()).axes[0].collections  # C(G) was not measured


def test_modes_are_shares_of_all_modes_beside_a_perfect_sampler():
    history = make_history(COLUMNS["plane"][1])
    axes = history_figure(history, ring()).axes[1]
    np.testing.assert_allclose(lines(axes)["modes found, of 8"].get_ydata(), history["modes"] / 8)
    assert lines(axes)["points of a perfect sampler: 98.9%"].get_ydata()[0] == pytest.approx(1 - np.exp(-4.5))


def test_a_v_far_below_is_told_and_does_not_hide_the_rest():
    history = make_history([])
    history.append({"step": 60, "v": -300.0, "g_loss": 1.0, "d_gradient": 1.0, "g_gradient": 1.0})
    axes = history_figure(history, Normal()).axes[0]
    assert axes.get_ylim()[0] == -4
    assert "↓ to -300" in [text.get_text() for text in axes.texts]


def test_a_history_without_rows():
    with pytest.raises(ValueError, match="at least one row"):
        history_figure(make_history([], rows=0), Normal())
