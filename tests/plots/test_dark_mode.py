"""On a dark ground everything is still seen, by the color-blind and in grey print too."""

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.text import Text

from numpygan.distributions import Normal, ring
from numpygan.plots import Snapshot, anatomy_figure, dark, history_figure, plane_figure
from numpygan.plots.dark_mode import DARK_INK, DARK_LOGIT, DARK_PAPER, SHADES, dark_shades
from numpygan.plots.style import DATA, DISCRIMINATOR, GENERATED, GREEN, LOGIT, OPTIMAL
from numpygan.recipes import Settings
from numpygan.training import History


def luminance(color):
    """Relative luminance, 0 to 1 (WCAG 2)."""
    rgb = np.asarray(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]


def contrast(color, ground):
    low, high = sorted([luminance(color), luminance(ground)])
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def gan(rng):
    return Settings().with_values(d_hidden=(8,), g_hidden=(8,)).gan(rng, ring())


def test_every_shade_is_seen_on_the_dark_ground():
    assert min(contrast(shade, DARK_PAPER) for shade in SHADES.values()) > 4.5
    assert contrast(DARK_INK, DARK_PAPER) > 12


@pytest.mark.parametrize("colors", [LOGIT, DARK_LOGIT])
def test_what_d_thinks_can_be_read_in_grey(colors):
    grey = [luminance(colors(share)[:3]) for share in np.linspace(0, 1, 33)]
    assert (np.diff(grey) > 0).all()


def test_the_curves_of_figure_1_differ_in_grey():
    assert len({style["linestyle"] for style in (DATA, GENERATED, DISCRIMINATOR, OPTIMAL)}) == 4


def test_colors_are_those_of_the_dark_palette(gan, rng):
    figure = dark(anatomy_figure(ring(), Snapshot(3, gan), rng=rng))
    assert figure.get_facecolor()[:3] == pytest.approx(to_rgb(DARK_PAPER))
    for text in figure.findobj(Text):
        assert contrast(text.get_color(), DARK_PAPER) > 4.5, text
    for axes in figure.axes:
        assert axes.get_facecolor()[:3] == pytest.approx(to_rgb(DARK_PAPER))
        assert all(contrast(spine.get_edgecolor(), DARK_PAPER) > 4.5 for spine in axes.spines.values())
        assert all(image.get_cmap() is DARK_LOGIT for image in axes.images)
    points = [each for each in figure.axes[0].collections if isinstance(each, PathCollection)]
    assert points[1].get_facecolor()[0, :3] == pytest.approx(to_rgb(SHADES[GREEN]))
    assert points[1].get_facecolor()[0, 3] == pytest.approx(0.75)


def test_the_noise_that_reaches_no_mode_is_paper(gan, rng):
    figure = dark(plane_figure(ring(), [Snapshot(3, gan)], rng=rng))
    colors = figure.axes[2].images[0].get_array().reshape(-1, 3)
    assert np.abs(colors - to_rgb(DARK_PAPER)).max(axis=1).min() < 1e-9


def test_ticks_made_later_are_light():
    history = History(["step", "v", "g_loss", "d_gradient", "g_gradient"])
    history.append({"step": 1, "v": -1.0, "g_loss": 1.0, "d_gradient": 1.0, "g_gradient": 2.0})
    figure = dark(history_figure(history, Normal()))
    axes = figure.axes[0]
    axes.set_xlim(0, 1e6)
    figure.draw_without_rendering()
    for label in axes.get_xticklabels():
        assert to_rgba(label.get_color()) == pytest.approx(to_rgba(DARK_INK))


def test_other_colors_stay_and_greys_turn():
    colors = np.array([[0.3, 0.8, 0.1, 0.5], [1, 1, 1, 1], [0.5, 0.5, 0.5, 1]])
    shades = dark_shades(colors)
    np.testing.assert_allclose(shades[0], colors[0])
    np.testing.assert_allclose(shades[1, :3], to_rgb(DARK_PAPER))
    assert 0.2 < shades[2, 0] < 0.8
    figure = Figure()
    figure.add_subplot().plot([0, 1], color="#4DCC1A")
    assert dark(figure).axes[0].get_lines()[0].get_color()[:3] == pytest.approx(to_rgb("#4DCC1A"))
