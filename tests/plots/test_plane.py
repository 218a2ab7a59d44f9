"""Structure, not pixels: the points are the GAN's, empty modes are marked, walls are where they are."""

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgb

from numpygan.distributions import Empirical, MultivariateNormal, ring, two_moons
from numpygan.evaluation import perfect_share
from numpygan.nets import Linear, Network
from numpygan.nets.extras import Affine
from numpygan.plots import Snapshot, plane_figure, save_figure
from numpygan.plots.modes import count_modes, mode_colors, nearest_mode
from numpygan.plots.style import EMPTY_MODE
from numpygan.recipes import Settings
from numpygan.training import GAN


@pytest.fixture
def gan(rng):
    return Settings().with_values(d_hidden=(8,), g_hidden=(8,)).gan(rng, ring())


def shifted(center, scale):
    """A GAN whose G(z) = scale z + center."""
    d = Network(Linear(2, 1, rng=np.random.default_rng(0)))
    g = Network(Linear(2, 2, rng=np.random.default_rng(0)), Affine([1.0, 1.0], center))
    g.theta = [scale, 0, 0, scale, 0, 0]
    return GAN(g, d, MultivariateNormal([0, 0], 1))


def points(axes):
    """What was scattered on ``axes``, each an array (n, 2)."""
    return [np.asarray(each.get_offsets()) for each in axes.collections if isinstance(each, PathCollection)]


def titles(figure):
    return [axes.get_title() for axes in figure.axes if axes.get_title()]


def test_panels_of_a_distribution_with_modes(gan, rng, tmp_path):
    figure = plane_figure(ring(), [Snapshot(0, gan), Snapshot(1000, gan)], rng=rng)
    first, *middle, last = titles(figure)
    assert (first, last) == ("data, by mode", "noise z, by the mode of G(z)")
    assert [title.split(":")[0] for title in middle] == ["after 0 steps", "after 1,000 steps"]
    assert all(axes.get_aspect() == 1 for axes in figure.axes[:4])
    assert "logit of D" in figure.axes[4].get_ylabel()
    save_figure(figure, tmp_path / "a.png", dpi=40)
    assert (tmp_path / "a.png").stat().st_size > 1000


def test_panels_of_a_shape(gan, rng):
    figure = plane_figure(two_moons(), [Snapshot(7, gan)], rng=rng)
    assert titles(figure) == ["data", "after 7 steps", "both, after 7 steps"]
    data, generated, both, _ = figure.axes
    np.testing.assert_array_equal(points(both), [*points(data), *points(generated)])


def test_points_are_those_of_the_distribution_and_of_the_gan(gan, rng):
    figure = plane_figure(two_moons(), [Snapshot(1, gan)], rng=np.random.default_rng(5))
    again = np.random.default_rng(5)
    np.testing.assert_allclose(points(figure.axes[0])[0], two_moons().sample(2000, rng=again))
    np.testing.assert_allclose(points(figure.axes[1])[0], gan.sample(2000, rng=again))


def test_the_title_says_how_many_points_are_on_a_mode(rng):
    figure = plane_figure(
        ring(), [Snapshot(1, shifted([2.0, 0.0], 1e-4)), Snapshot(2, shifted([5.0, 5.0], 0.1))], rng=rng
    )
    assert titles(figure)[1:3] == [
        "after 1 steps:\n100% of the points on a mode",
        "after 2 steps:\n0% of the points on a mode",
    ]


@pytest.mark.parametrize(
    ("snapshots", "columns", "in_cell"), [(1, 3, False), (2, 2, False), (3, 3, True), (4, 3, False)]
)
def test_no_cell_is_empty(snapshots, columns, in_cell, gan, rng):
    figure = plane_figure(ring(), [Snapshot(i, gan) for i in range(snapshots)], rng=rng)
    assert figure.axes[0].get_subplotspec().get_gridspec().ncols == columns
    assert len(figure.legends) == (0 if in_cell else 1)
    assert (figure.axes[-1].get_legend() is not None) == in_cell


def test_modes_that_no_point_reaches_are_marked(rng):
    figure = plane_figure(ring(), [Snapshot(1, shifted([2.0, 0.0], 0.01))], rng=rng)
    marks = next(line for line in figure.axes[1].get_lines() if line.get_markersize() == EMPTY_MODE["markersize"])
    missed = [distribution.mean for _, distribution in ring().normals][1:]  # all but the first, at (2, 0)
    np.testing.assert_allclose(np.array(marks.get_data()).T, missed)


def test_the_noise_is_colored_by_the_mode_it_reaches_and_white_elsewhere(rng):
    # G(z) = z / 20 + (2, 0): the disk |z| <= 3 sigma / (1/20) = 1.2 reaches the first mode, no other z reaches any.
    figure = plane_figure(ring(), [Snapshot(1, shifted([2.0, 0.0], 1 / 20))], rng=rng)
    image = figure.axes[2].images[0]
    colors, (left, right, bottom, top) = image.get_array(), image.get_extent()
    z1, z2 = np.meshgrid(np.linspace(left, right, len(colors)), np.linspace(bottom, top, len(colors)))
    inside = np.hypot(z1, z2) <= 1.2
    np.testing.assert_array_equal(colors[inside], np.tile(mode_colors(np.array(0)), (inside.sum(), 1)))
    np.testing.assert_array_equal(colors[~inside], np.ones(((~inside).sum(), 3)))


def test_the_background_is_ds_logit(gan, rng):
    axes = plane_figure(ring(), [Snapshot(1, gan)], rng=rng).axes[1]
    image = axes.images[0]
    left, right, bottom, top = image.get_extent()
    dx, dy = (right - left) / image.get_size()[1] / 2, (top - bottom) / image.get_size()[0] / 2
    corners = gan.discriminator.forward([[left + dx, bottom + dy], [right - dx, top - dy]])[:, 0]  # their centers
    np.testing.assert_allclose([image.get_array()[0, 0], image.get_array()[-1, -1]], corners)


def test_points_outside_are_counted(rng):
    axes = plane_figure(ring(), [Snapshot(1, shifted([100.0, 0.0], 0.1))], rng=rng).axes[1]
    assert "100% of the points lie outside" in [text.get_text() for text in axes.texts]


def test_coordinates_of_different_units_have_different_scales(gan, rng):
    distribution = Empirical(rng.normal(size=(50, 2)) * [1, 1000])
    axes = plane_figure(distribution, [Snapshot(1, gan)], rng=rng).axes[0]
    assert axes.get_aspect() == "auto"
    assert np.ptp(axes.get_ylim()) > 100 * np.ptp(axes.get_xlim())


@pytest.mark.parametrize("points", [np.array([[1.0, 2.0]]), np.array([[1.0, 2.0], [1.0, 3.0]])])
def test_data_without_extent(points, gan, rng):
    low, high = plane_figure(Empirical(points), [Snapshot(1, gan)], rng=rng).axes[0].get_xlim()
    assert low < 1 < high


def test_more_than_two_dimensions(rng):
    distribution = MultivariateNormal(np.zeros(5), 1)
    gan = Settings().with_values(d_hidden=(8,), g_hidden=(8,)).gan(rng, distribution)
    figure = plane_figure(distribution, [Snapshot(1, gan)], rng=rng)
    assert titles(figure)[0] == "data, 2 of its 5 coordinates"
    assert not figure.axes[1].images


def test_modes():
    modes = [distribution for _, distribution in ring().normals]
    assert count_modes(ring()) == 8
    assert count_modes(two_moons()) == 0
    nearest, good = nearest_mode(modes, np.array([[2.0, 0.059], [2.0, 0.061], [0.0, -2.0], [1e300, 0.0]]))
    assert nearest[:3].tolist() == [0, 0, 6]
    assert good.tolist() == [True, False, True, False]
    assert perfect_share(2) == pytest.approx(0.98889, abs=1e-5)
    assert len({tuple(mode_colors(np.array(i))) for i in range(8)}) == 8
    assert to_rgb("white") not in {tuple(mode_colors(np.array(i))) for i in range(8)}


def test_errors(gan, rng):
    with pytest.raises(ValueError, match="at least one snapshot"):
        plane_figure(ring(), [], rng=rng)
    with pytest.raises(ValueError, match="at least two dimensions"):
        plane_figure(Empirical([1.0, 2.0]), [Snapshot(0, gan)], rng=rng)
