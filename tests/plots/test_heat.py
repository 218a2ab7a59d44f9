"""The heat map of a stage is what matplotlib's own bilinear image would be."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from numpygan.plots.heat import Heat
from numpygan.plots.style import LOGIT

EXTENT = (-2.0, 3.0, 1.0, 4.0)


def pixels(draw, xlim=EXTENT[:2], ylim=EXTENT[2:]):
    figure = Figure(figsize=(3, 2), dpi=100)
    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    draw(axes)
    axes.set(xlim=xlim, ylim=ylim, aspect="auto")
    axes.set_axis_off()
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[22:-22, 32:-32, :3].astype(int)


def with_heat(values):
    return lambda axes: Heat(axes, EXTENT, len(values), 5.0, cmap=LOGIT).set_data(values)


def with_imshow(values):
    look = {"origin": "lower", "extent": EXTENT, "cmap": LOGIT, "vmin": -5, "vmax": 5, "interpolation": "bilinear"}
    return lambda axes: axes.imshow(values, **look)


@pytest.mark.parametrize("limits", [{}, {"xlim": (-1, 1), "ylim": (2, 3.5)}, {"xlim": (3, -2)}])
def test_it_is_a_bilinear_image(limits, rng):
    values = rng.normal(0, 3, size=(12, 12))
    ours, theirs = pixels(with_heat(values), **limits), pixels(with_imshow(values), **limits)
    assert np.abs(ours - theirs).max() <= 4  # of 255: matplotlib counts its places in 256 parts of a pixel
    assert np.ptp(theirs) > 20


def test_beyond_its_extent_there_is_nothing():
    wide = pixels(with_heat(np.zeros((4, 4))), xlim=(-7, 8))
    assert (wide[:, :60] == 255).all()
    assert (wide[:, -60:] == 255).all()
    assert (wide[:, 110:130] < 255).all()


def test_what_is_not_finite_does_not_spread():
    values = np.zeros((8, 8))
    values[:, :2] = np.nan, np.inf
    values[0, 7] = -np.inf
    image = pixels(with_heat(values))
    middle = pixels(with_heat(np.zeros((8, 8))))
    np.testing.assert_array_equal(image[:50, 120:], middle[:50, 120:])
