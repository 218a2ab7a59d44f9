"""Measures of a conditional GAN on a user's own rows: by the held-out rows, with the training rows as reference."""

import numpy as np
import pytest

from numpygan.distributions import Empirical, EmpiricalConditional
from numpygan.evaluation import CellHistogram, measures_for, per_condition
from numpygan.evaluation.conditional_measures import label_columns
from numpygan.nets import Linear, Network
from numpygan.recipes import Settings
from numpygan.training import ConditionalGenerator

N = 400


class IgnoresItsCondition(ConditionalGenerator):
    """The condition of each row is that of the row before."""

    def forward(self, x):
        zc = np.array(x, dtype=float)
        zc[:, -self.c_dim :] = np.roll(zc[:, -self.c_dim :], 1, axis=0)
        return np.concatenate([super().forward(zc)[:, : self.x_dim], np.asarray(x)[:, -self.c_dim :]], axis=1)


def gan_of(rows, *, kind=ConditionalGenerator):
    """A perfect generator: x is z + c, or z + 8 times the number of the label."""
    gan = Settings().gan(np.random.default_rng(0), rows)
    linear = Linear(1 + rows.c_dim, 1, rng=np.random.default_rng(0))
    linear.params[0][:, 0] = [1, *(8.0 * np.arange(rows.c_dim) if rows.classes else [1.0])]
    gan.generator = kind(linear, c_dim=rows.c_dim)
    return gan


@pytest.fixture
def labeled(rng):
    number = np.repeat([0, 1, 2], N)
    return EmpiricalConditional(8.0 * number + rng.normal(size=3 * N), label=np.array(["a", "b", "c"])[number])


@pytest.fixture
def pairs(rng):
    c = rng.uniform(0, 20, size=3 * N)
    return EmpiricalConditional(c + rng.normal(size=3 * N), given=c)


def test_a_perfect_generator_scores_like_the_rows_for_training(labeled, pairs):
    for rows, name in ((labeled, "js_sample_mean"), (pairs, "js_sample")):
        measures = measures_for(rows)(gan_of(rows))
        assert 0 < measures["js_floor"] < 0.06
        assert abs(measures[name] - measures["js_floor"]) < 0.02


def test_a_generator_that_ignores_the_condition_is_seen(pairs):
    """The marginal distribution of x is right, and that of c as well."""
    measures = measures_for(pairs)(gan_of(pairs, kind=IgnoresItsCondition))
    assert measures["js_sample"] > measures["js_floor"] + 0.3


def test_the_wrong_label_is_seen(labeled):
    gan = gan_of(labeled)
    good = measures_for(labeled)(gan)
    assert list(good)[:3] == ["js_sample_a", "js_sample_b", "js_sample_c"]
    gan.generator.layers[0].params[0][1:, 0] = [0, 4, 8]  # c comes out where b belongs, and b where nothing is
    bad = measures_for(labeled)(gan)
    assert bad["js_sample_a"] < 0.2
    assert bad["js_sample_worst"] == max(bad["js_sample_b"], bad["js_sample_c"]) > 0.5


def test_a_row_for_each_label(labeled):
    table = per_condition(gan_of(labeled), labeled)
    np.testing.assert_array_equal(table["c"], np.eye(3))
    assert (table["js_sample"] < table["js_floor"] + 0.05).all()


def test_no_table_for_numbers(pairs):
    with pytest.raises(ValueError, match="the distribution of x given one condition is not known"):
        per_condition(gan_of(pairs), pairs)


def test_v_is_of_the_rows_held_out(labeled, monkeypatch):
    seen = []
    network = Network(Linear(4, 1, rng=np.random.default_rng(0)))
    monkeypatch.setattr(Network, "forward", lambda self, x: seen.append(x) or np.zeros((len(x), 1)))
    from numpygan.evaluation.conditional_measures import fresh_pairs, sample_value

    x = fresh_pairs(labeled, 10, np.random.default_rng(0))
    assert sample_value(network, x, x) == pytest.approx(-np.log(4))
    np.testing.assert_array_equal(x[:, :1], labeled.x_held_out)
    np.testing.assert_array_equal(x[:, 1:], labeled.c_held_out)


def test_held_out_points_of_a_histogram(rng):
    """The floor contains the noise of the few held-out points, and points that G has memorized gain nothing."""
    train, held_out = rng.normal(size=(400, 1)), rng.normal(size=(100, 1))
    cells = CellHistogram(Empirical(train), 2500, rng=rng, held_out=held_out)
    known = CellHistogram(Empirical(train), 2500, rng=rng)
    assert cells.mass.size == 11, "at least ten held-out points a cell"
    assert cells.floor > 3 * known.floor
    assert cells.js(Empirical(train).sample(2500, rng=rng)) == pytest.approx(float(cells.floor), abs=0.01)


@pytest.mark.parametrize(
    ("classes", "names"),
    [
        (["I. setosa", "b-1"], ["I_setosa", "b_1"]),
        (["A", "a"], ["0", "1"]),
        (["橡树", "松树"], ["0", "1"]),
        (["a,b", "a b"], ["0", "1"]),
    ],
)
def test_columns_have_plain_different_names(classes, names):
    assert label_columns(classes) == [f"js_sample_{name}" for name in names]
