"""Pictures of a conditional GAN of a user's own rows."""

import numpy as np
import pytest

from numpygan.distributions import EmpiricalConditional
from numpygan.plots import Snapshot, own_rows_figure, own_rows_given_figure
from numpygan.plots.own_rows import _rows_near
from numpygan.recipes import Settings

M = 60


def rows_for(kind, dim):
    rng = np.random.default_rng(0)
    names, x = ["height", "width", "age"][:dim], rng.normal(size=(M, dim))
    if kind == "label":
        return EmpiricalConditional(x, label=np.tile(["oak", "pine", "elm"], M // 3), names=names, given_names=["kind"])
    return EmpiricalConditional(x, given=rng.normal(size=(M, 2)), names=names, given_names=["rain", "sun"])


def snapshot_of(rows):
    return Snapshot(7, Settings().gan(np.random.default_rng(0), rows))


def labels_of(axes):
    return axes.get_xlabel(), axes.get_ylabel()


@pytest.mark.parametrize(
    ("kind", "dim", "names"),
    [
        ("label", 1, ("kind", "height")),
        ("label", 2, ("height", "width")),
        ("label", 3, ("height", "width")),
        ("numbers", 1, ("rain", "height")),
        ("numbers", 3, ("height", "width")),
    ],
)
def test_the_axes_have_the_names_of_the_columns(kind, dim, names):
    rows = rows_for(kind, dim)
    figure = own_rows_figure(rows, [snapshot_of(rows)], rng=np.random.default_rng(0))
    figure.canvas.draw()
    data, generated = figure.axes[:2]
    assert labels_of(data) == labels_of(generated) == names
    assert (data.get_title(), generated.get_title()) == ("data", "generated, after 7 steps")
    assert len(data.collections[0].get_offsets()) == M
    if kind == "label":
        assert [text.get_text() for text in figure.legends[0].get_texts()] == ["elm", "oak", "pine"]
    elif dim > 1:
        assert figure.axes[2].get_ylabel() == "rain"


@pytest.mark.parametrize("dim", [1, 2])
def test_a_panel_for_each_label(dim):
    rows = rows_for("label", dim)
    figure = own_rows_given_figure(rows, snapshot_of(rows), rng=np.random.default_rng(0))
    assert [axes.get_title() for axes in figure.axes] == ["kind = elm", "kind = oak", "kind = pine"]
    if dim == 2:
        np.testing.assert_array_equal(
            np.sort(figure.axes[0].collections[1].get_offsets()[:, 0]),
            np.sort(np.concatenate(rows.rows_of([1, 0, 0]))[:, 0]),
        )


def test_a_panel_for_each_of_five_conditions():
    rows = rows_for("numbers", 2)
    figure = own_rows_given_figure(rows, snapshot_of(rows), rng=np.random.default_rng(0))
    assert len(figure.axes) == 5
    rain = [float(axes.get_title().split("\n")[0].removeprefix("rain = ")) for axes in figure.axes]
    assert rain == sorted(rain)
    assert all("\nsun = " in axes.get_title() for axes in figure.axes)
    assert figure.legends[0].get_texts()[0].get_text() == "data: the 20 rows with the nearest condition"


def test_the_nearest_rows_are_those_with_the_nearest_condition():
    c = np.arange(200.0)
    rows = EmpiricalConditional(-c, given=c)
    data = np.stack([-c, c], axis=1)
    np.testing.assert_array_equal(np.sort(_rows_near(rows, data, np.array([50.2]))[:, 0]), -np.arange(60.0, 40, -1))


def test_no_snapshot():
    with pytest.raises(ValueError, match="expected at least one snapshot, got none"):
        own_rows_figure(rows_for("label", 2), [], rng=np.random.default_rng(0))
