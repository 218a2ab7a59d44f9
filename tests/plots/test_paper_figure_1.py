"""Structure, not pixels: what is drawn, from which numbers, within which limits."""

import copy
import itertools

import numpy as np
import pytest

from numpygan.distributions import CATALOG, Normal, Univariate, named_distribution
from numpygan.evaluation import generated_distribution
from numpygan.plots import Snapshot, figure_1, save_figure
from numpygan.recipes import Run, Settings


@pytest.fixture(scope="module")
def snapshots():
    run = Run(Normal(4, 0.5), Settings(), rng=np.random.default_rng(0))
    gan = run.gan
    snapshots = [Snapshot(0, copy.deepcopy(gan))]
    for record in itertools.islice(run.iterate(), 60):
        if record.step % 20 == 0:
            snapshots.append(Snapshot(record.step, copy.deepcopy(gan)))
    return snapshots


@pytest.mark.parametrize("width", [6, 12])
def test_panels_curves_and_labels(snapshots, width):
    data = Normal(4, 0.5)
    figure = figure_1(data, snapshots, width=width)
    upper = [axes for axes in figure.axes if axes.get_title()]
    assert [axes.get_title().split(":")[0] for axes in upper] == [f"after {m.step} steps" for m in snapshots]
    for axes, snapshot in zip(upper, snapshots, strict=True):
        p_data, p_g = axes.get_lines()
        x = p_data.get_xdata()
        np.testing.assert_allclose(p_data.get_ydata(), data.pdf(x))
        np.testing.assert_allclose(p_g.get_ydata(), generated_distribution(snapshot.gan).pdf(x))
        assert axes.get_xlabel() == "x"
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert len(labels) == 4


def test_lines_lead_from_z_to_g_of_z(snapshots):
    figure = figure_1(Normal(4, 0.5), snapshots)
    noise = next(axes for axes in figure.axes if axes.get_xlabel() == "z")
    upper_ends = [line[1, 0] for line in noise.collections[0].get_segments()]
    z = Normal().quantile((np.arange(25) + 0.5) / 25)
    np.testing.assert_allclose(upper_ends, snapshots[0].gan.generator.forward(z[:, None])[:, 0])


@pytest.mark.parametrize(
    "name", [name for name, entry in CATALOG.items() if isinstance(entry.distribution, Univariate)]
)
def test_every_distribution_can_be_drawn(name, snapshots, tmp_path):
    save_figure(figure_1(named_distribution(name), snapshots[:2]), tmp_path / "a.png", dpi=40)
    assert (tmp_path / "a.png").stat().st_size > 1000


def test_saving_twice_gives_the_same_bytes(snapshots, tmp_path):
    for suffix in ("png", "svg"):
        for name in "ab":
            save_figure(figure_1(Normal(4, 0.5), snapshots[:1]), tmp_path / f"{name}.{suffix}", dpi=40)
        assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()


def test_a_generator_far_off_does_not_hide_the_data(snapshots):
    gan = copy.deepcopy(snapshots[0].gan)
    gan.generator.theta *= 1e4
    axes = figure_1(Normal(4, 0.5), [Snapshot(0, gan)]).axes[0]
    assert axes.get_lines()[0].get_ydata().max() > 0.7


def test_errors():
    with pytest.raises(ValueError, match="at least one snapshot"):
        figure_1(Normal(), [])
