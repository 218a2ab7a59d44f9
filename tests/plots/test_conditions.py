"""Structure, not pixels: each point has the color of the condition that was asked for."""

import numpy as np
import pytest

from numpygan.distributions import AngleToPoint, Labeled, Mixture, MultivariateNormal, Normal, SecondGivenFirst, ring
from numpygan.plots import Snapshot, can_draw_conditions, conditions_figure, save_figure
from numpygan.plots.modes import mode_colors
from numpygan.plots.style import TURN
from numpygan.recipes import Settings

DISTRIBUTIONS = {
    "label": Labeled(ring()),
    "part": SecondGivenFirst(MultivariateNormal([0, 0], [[1, 0.8], [0.8, 1]])),
    "angle": AngleToPoint(),
}


def make_figure(kind, seed=1):
    gan = Settings().with_values(d_hidden=(8,), g_hidden=(8,)).gan(np.random.default_rng(0), DISTRIBUTIONS[kind])
    figure = conditions_figure(
        DISTRIBUTIONS[kind], [Snapshot(0, gan), Snapshot(50, gan)], rng=np.random.default_rng(seed)
    )
    again = np.random.default_rng(seed)
    data = np.concatenate(DISTRIBUTIONS[kind].sample(2000, rng=again), axis=1)
    return figure, data, gan.sample(2000, rng=again)


def points(axes):
    return axes.collections[-1]


@pytest.mark.parametrize("kind", DISTRIBUTIONS)
def test_panels(kind, tmp_path):
    figure, data, generated = make_figure(kind)
    titles = ["data", "generated, after 0 steps", "generated, after 50 steps"]
    assert [axes.get_title() for axes in figure.axes[:3]] == titles
    for axes, xc in zip(figure.axes, (data, generated), strict=False):
        expected = xc[:, ::-1] if kind == "part" else xc[:, :2]
        np.testing.assert_allclose(points(axes).get_offsets(), expected)
        assert axes.get_aspect() == 1
    save_figure(figure, tmp_path / "a.png", dpi=40)
    assert (tmp_path / "a.png").stat().st_size > 1000


def test_colors_are_conditions():
    figure, _, generated = make_figure("label")
    labels = generated[:, 2:].argmax(axis=1)
    np.testing.assert_allclose(points(figure.axes[1]).get_facecolors()[:, :3], mode_colors(labels))
    assert [text.get_text() for text in figure.axes[0].texts] == [*"01234567"]
    figure, _, generated = make_figure("angle")
    expected = TURN((generated[:, 2] + np.pi) / (2 * np.pi))[:, :3]
    np.testing.assert_allclose(points(figure.axes[1]).get_facecolors()[:, :3], expected)
    np.testing.assert_allclose(TURN(0.0), TURN(1.0))  # -pi and pi are the same angle


def test_the_curves_of_a_part_are_the_quantiles_of_the_data():
    figure, _, _ = make_figure("part")
    for axes in figure.axes[:3]:
        low, median, high = (line.get_ydata() for line in axes.get_lines())
        c = axes.get_lines()[0].get_xdata()
        np.testing.assert_allclose(median, 0.8 * c, atol=1e-12)
        np.testing.assert_allclose(high - low, 2 * 0.6 * Normal().quantile([0.9])[0])


def test_distributions_without_a_picture(rng):
    distribution = Labeled(Mixture([0.5, 0.5], [Normal(-1, 1), Normal(1, 1)]))
    assert not can_draw_conditions(distribution)
    assert all(map(can_draw_conditions, DISTRIBUTIONS.values()))
    gan = Settings().gan(rng, distribution)
    with pytest.raises(TypeError, match="expected 2-D points with labels"):
        conditions_figure(distribution, [Snapshot(0, gan)], rng=rng)
    with pytest.raises(ValueError, match="at least one snapshot"):
        conditions_figure(DISTRIBUTIONS["angle"], [], rng=rng)
