"""What is measured of a GAN: of generators whose distribution is known, and without a trace in the run."""

import pickle

import numpy as np
import pytest

from numpygan.distributions import (
    Empirical,
    Labeled,
    Mixture,
    MultivariateNormal,
    Normal,
    SecondGivenFirst,
    named_distribution,
    ring,
    standard_normal,
)
from numpygan.evaluation import measures_for
from numpygan.nets import Linear, Network, mlp
from numpygan.recipes import Run, Settings
from numpygan.theory import criterion, js
from numpygan.training import COLUMNS, GAN, Record

from ..recipes.test_runs import RECIPE, advance, state

EXACT = {"js", "c", "v_exact", "gap"}
SAMPLED = {"js_sample", "js_floor", "v_sample"}
MODES = {"modes", "share", "reverse_kl", "reverse_kl_floor", "spread_low", "spread_high"}
SAMPLED_GIVEN = {"js_sample_mean", "js_sample_worst", "js_floor", "v_sample"}
SHARES = {"share_mean", "share_worst", "spread_low", "spread_high"}
POINTS = Empirical(np.random.default_rng(0).normal(size=(300, 2)))
NAMES = [
    (named_distribution("normal"), 1, EXACT),
    (named_distribution("gamma"), 1, EXACT),
    (named_distribution("two-modes"), 1, EXACT | MODES),
    (named_distribution("two-modes"), 2, SAMPLED | MODES),
    (named_distribution("gamma"), 2, SAMPLED),
    (named_distribution("ring"), 2, SAMPLED | MODES),
    (named_distribution("correlated-normal"), 2, SAMPLED | MODES),
    (named_distribution("checkerboard"), 2, SAMPLED),
    (named_distribution("line"), 2, SAMPLED),
    (POINTS, 2, SAMPLED),
    (named_distribution("labeled-ring"), 2, SAMPLED_GIVEN | SHARES),
    (Labeled(named_distribution("checkerboard")), 2, SAMPLED_GIVEN),
    (named_distribution("angle"), 2, SAMPLED_GIVEN | SHARES),
    (named_distribution("second-given-first"), 1, {"js_mean", "js_worst", "v_sample"} | SHARES),
    (named_distribution("second-given-first"), 2, SAMPLED_GIVEN | SHARES),
]


def linear(weights, shift) -> Linear:
    """x weights + shift."""
    weights = np.array(weights, dtype=float)
    layer = Linear(*weights.shape, rng=np.random.default_rng(0))
    layer.params[0][...], layer.params[1][...] = weights, shift
    return layer


def gan_of(generator: Network, noise, logit_weights, logit_shift=0.0) -> GAN:
    """A GAN whose discriminator has the logit x logit_weights + logit_shift."""
    return GAN(generator, Network(linear(np.reshape(logit_weights, (-1, 1)), logit_shift)), noise)


@pytest.mark.parametrize(
    ("distribution", "noise_dim", "names"),
    NAMES,
    ids=lambda value: repr(sorted(value) if isinstance(value, set) else value)[:25],
)
def test_the_columns_of_a_distribution(distribution, noise_dim, names):
    gan = Settings().with_values(noise_dim=noise_dim).gan(np.random.default_rng(0), distribution)
    columns = measures_for(distribution, n=500)(gan)
    assert set(columns) == names
    assert names <= set(COLUMNS)
    assert {type(value) for value in columns.values()} <= {int, float}


def test_every_column_is_explained_and_produced():
    produced = set(Record._fields).union(*(names for _, _, names in NAMES))
    assert produced == set(COLUMNS)
    for column in COLUMNS.values():
        assert column.unit in ("", "nats", "steps", "modes")
        assert column.about


def test_a_perfect_generator_of_the_plane():
    distribution, noise = MultivariateNormal([3, 0], [[4, 0], [0, 1]]), MultivariateNormal([0, 0], 1)
    gan = gan_of(Network(linear([[2, 0], [0, 1]], [3, 0])), noise, [0, 0])
    m = measures_for(distribution, n=4000)(gan)
    assert m["js_sample"] == pytest.approx(m["js_floor"], abs=0.006)
    assert m["share"] == pytest.approx(0.98889, abs=0.006)
    assert m["spread_low"] == pytest.approx(1, abs=0.05)
    assert (m["modes"], m["reverse_kl"]) == (1, 0)
    assert m["v_sample"] == pytest.approx(-np.log(4))  # D = 1/2


def test_a_shifted_generator_of_the_plane_against_the_exact_numbers():
    distribution, p_g = MultivariateNormal([1, 0], 1), MultivariateNormal([0, 0], 1)
    gan = gan_of(Network(linear(np.eye(2), [0, 0])), p_g, [1, 0], -0.5)  # log p - log q = x - 1/2: this D is D*
    m = measures_for(distribution, n=10_000)(gan)
    assert m["v_sample"] == pytest.approx(criterion(distribution, p_g), abs=0.03)
    assert 0.85 * js(distribution, p_g) < m["js_sample"] - m["js_floor"] < js(distribution, p_g) + 0.01


def test_from_noise_of_the_plane_to_the_line():
    distribution = Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)])
    gan = gan_of(Network(linear([[0.3], [0.4]], [2])), standard_normal(2), [0])  # N(2, 0.5): one of the modes
    m = measures_for(distribution)(gan)
    assert (m["modes"], m["reverse_kl"]) == (1, pytest.approx(np.log(2)))
    assert m["js_sample"] - m["js_floor"] == pytest.approx(js(distribution, Normal(2, 0.5)), abs=0.02)
    assert m["spread_low"] == m["spread_high"] == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize(
    "distribution", [named_distribution("two-modes"), ring(), Labeled(ring()), named_distribution("angle")], ids=repr
)
def test_measuring_leaves_no_trace(distribution):
    # Noise on D's input, and dropout's like, draw from the run's generator; networks remember their last forward.
    measure = measures_for(distribution, n=500)
    watched, alone = (
        Run(distribution, RECIPE, rng=np.random.default_rng(0), every=3, measure=m)
        for m in (lambda gan: measure(gan), None)
    )
    advance(watched, 10)
    for _, _ in zip(range(10), alone.iterate(), strict=False):
        measure(alone.gan)  # the GAN that is trained, between two of its steps
    assert state(watched)[-16:] == state(alone)[-16:]
    np.testing.assert_array_equal(watched.gan.generator.theta, alone.gan.generator.theta)
    assert watched.gan.discriminator.training
    gan, z = watched.gan, watched.gan.noise.sample(4, rng=np.random.default_rng(1))
    logits = gan.discriminator.forward(gan.generator.forward(z))
    dx = gan.discriminator.backward(np.ones_like(logits)).copy()
    measure(gan)
    np.testing.assert_array_equal(gan.discriminator.backward(np.ones_like(logits)), dx)


@pytest.mark.parametrize(
    "distribution", [named_distribution("two-modes"), ring(), SecondGivenFirst(ring(std=0.5))], ids=repr
)
def test_a_resumed_run_has_the_same_history_to_the_bit(distribution, tmp_path):
    settings = RECIPE.with_values(steps=12)
    whole, first, second = (
        Run(distribution, settings, rng=np.random.default_rng(seed), every=4, measure=measures_for(distribution, n=500))
        for seed in (0, 0, 1)
    )
    advance(whole, 12)
    advance(first, 6)
    first.save(tmp_path / "run.npz")
    second.load(tmp_path / "run.npz")
    advance(second, 6)
    assert len(whole.history) == 3
    assert state(second) == state(whole)


@pytest.mark.parametrize("distribution", [ring(std=0.5), Labeled(ring(std=0.5))], ids=repr)
def test_the_same_points_at_every_call(distribution):
    gan = Settings().gan(np.random.default_rng(0), distribution)
    measure = measures_for(distribution, n=500, seed=3)
    first = measure(gan)
    np.testing.assert_equal(measure(gan), first)
    np.testing.assert_equal(pickle.loads(pickle.dumps(measure))(gan), first)
    np.testing.assert_equal(measures_for(distribution, n=500, seed=3)(gan), first)
    other = measures_for(distribution, n=500, seed=4)(gan)
    assert all(other[name] != first[name] for name in first if name.startswith(("js", "v_")))


def test_single_precision():
    settings = Settings().with_values(dtype="float32")
    for distribution in (named_distribution("normal"), ring(), Labeled(ring())):
        m = measures_for(distribution, n=500)(settings.gan(np.random.default_rng(0), distribution))
        assert {type(value) for value in m.values()} <= {int, float}


def test_errors(rng):
    with pytest.raises(TypeError, match="distribution must be a Distribution or Conditional, got 3"):
        measures_for(3)
    with pytest.raises(ValueError, match="n must be an integer >= 1, got 0"):
        measures_for(ring(), n=0)
    with pytest.raises(ValueError, match="seed must be an integer >= 0, got -1"):
        measures_for(ring(), seed=-1)
    with pytest.raises(TypeError, match="expected a GAN, got 3"):
        measures_for(ring())(3)
    with pytest.raises(ValueError, match="the GAN generates 1 columns, the distribution has 2"):
        measures_for(ring())(GAN(mlp([1, 1], rng=rng), mlp([1, 1], rng=rng), Normal()))
