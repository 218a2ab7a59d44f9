"""Structure, not pixels: the histogram holds all points, the curve is the exact density."""

import numpy as np
import pytest

from numpygan.evaluation import generated_distribution
from numpygan.plots import Snapshot, histogram_figure
from numpygan.recipes import Settings


def test_panels_and_curves(rng):
    gan, x = Settings().gan(rng), rng.normal(3, 1, size=(200, 1))
    figure = histogram_figure(x, [Snapshot(0, gan), Snapshot(1200, gan)])
    left, right, probability, _ = figure.axes
    assert [axes.get_title() for axes in (left, right)] == ["after 0 steps", "after 1,200 steps"]
    heights, edges, _ = left.patches[0].get_data()
    assert (heights * np.diff(edges)).sum() == pytest.approx(1)
    at, density = left.get_lines()[0].get_data()
    np.testing.assert_allclose(density, generated_distribution(gan).pdf(at))
    np.testing.assert_allclose(
        probability.get_lines()[0].get_ydata(), 1 / (1 + np.exp(-gan.discriminator.forward(at[:, None])[:, 0]))
    )
    assert left.get_ylim() == right.get_ylim()


def test_one_point_has_a_window_too(rng):
    low, high = histogram_figure(np.array([2.0]), [Snapshot(0, Settings().gan(rng))]).axes[0].get_xlim()
    assert low < 2 < high


def test_errors():
    with pytest.raises(ValueError, match="at least one snapshot"):
        histogram_figure(np.array([1.0]), [])
