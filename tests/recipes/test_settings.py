"""The settings that the command line and the ``algorithm-1`` statement use."""

import hashlib
import subprocess
import sys

import numpy as np
import pytest

from numpygan.distributions import (
    Empirical,
    Labeled,
    Mixture,
    Normal,
    SecondGivenFirst,
    annulus,
    ring,
    standard_uniform,
)
from numpygan.distributions.catalog import CORRELATED
from numpygan.evaluation import exact_measures
from numpygan.nets import LeakyReLU, Linear, Tanh
from numpygan.recipes import Run, Settings, settings_for

FINGERPRINT = """
import hashlib, numpy as np
from numpygan.distributions import Normal
from numpygan.recipes import Run, Settings
rng = np.random.default_rng(5)
run = Run(Normal(4, 0.5), Settings(steps=50), rng=rng)
list(run.iterate())
gan = run.gan
print(hashlib.sha256(gan.generator.theta.tobytes() + gan.discriminator.theta.tobytes()).hexdigest())
"""


def fingerprint():
    rng = np.random.default_rng(5)
    run = Run(Normal(4, 0.5), Settings(steps=50), rng=rng)
    list(run.iterate())
    gan = run.gan
    return hashlib.sha256(gan.generator.theta.tobytes() + gan.discriminator.theta.tobytes()).hexdigest()


def test_same_seed_same_bits_in_another_process():
    other = subprocess.run([sys.executable, "-c", FINGERPRINT], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == fingerprint()


def test_a_short_run_already_approaches_the_data():
    rng, data = np.random.default_rng(0), Normal(4, 0.5)
    run = Run(data, Settings(steps=800), rng=rng)
    before = exact_measures(run.gan, data)["js"]
    for _ in run.iterate():
        pass
    after = exact_measures(run.gan, data)
    # Over 50 seeds JS was at least 0.45 before the run and at most 0.14 after it.
    assert after["js"] < 0.3 < before
    assert after["v_exact"] <= after["c"]


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"r1": -1.0}, "r1 must be >= 0, got -1"),
        ({"r1_points": -2}, "r1_points must be an integer >= 0, got -2"),
        ({"r1_points": 1.5}, "r1_points must be an integer, got 1.5"),
        ({"noise_dim": -1}, "noise_dim must be an integer >= 0, got -1"),
        ({"d_noise": float("nan")}, "d_noise must be finite, got nan"),
        ({"d_noise_share": 0.0}, "d_noise_share must be > 0, got 0"),
        ({"d_scale": 0.0}, "d_scale must be > 0, got 0"),
        ({"d_lr_halfway": -0.1}, "d_lr_halfway must be >= 0, got -0.1"),
        ({"g_lr_power": -1.0}, "g_lr_power must be >= 0, got -1"),
        ({"d_head_start": -0.1, "g_lr_halfway": 0.2}, "d_head_start must be >= 0, got -0.1"),
        ({"d_head_start": 0.5, "g_lr_halfway": 0.2}, "d_head_start must be < 0.5, .* got 0.5"),
        ({"d_head_start": 0.1}, "d_head_start freezes G and needs g_lr_halfway, .* got None"),
    ],
)
def test_a_part_of_the_recipe_that_makes_no_sense_is_refused(setting, message):
    with pytest.raises((ValueError, TypeError), match=message):
        Settings().with_values(**setting)


@pytest.mark.parametrize("distribution", [Normal(), ring(), Labeled(ring())])
def test_noise_and_activation(distribution, rng):
    settings = Settings().with_values(noise=standard_uniform, activation=Tanh, d_hidden=(4, 4), g_hidden=(4,))
    gan = settings.gan(rng, distribution)
    noise = gan.noise.noise if isinstance(distribution, Labeled) else gan.noise
    assert repr(noise) == repr(standard_uniform(distribution.dim))
    for network, hidden in ((gan.generator, 1), (gan.discriminator, 2)):
        assert [type(layer) for layer in network.layers] == [Linear, Tanh] * hidden + [Linear]
    usual = settings.with_values(activation=LeakyReLU, g_slope=0.7).gan(rng, distribution)
    assert [usual.generator.layers[1].slope, usual.discriminator.layers[1].slope] == [0.7, 0.2]


@pytest.mark.parametrize(
    ("distribution", "steps"),
    [
        (Normal(4, 0.5), 2500),
        (Mixture([0.5, 0.5], [Normal(-2), Normal(2)]), 10_000),
        (Empirical(np.arange(9.0)), 10_000),
        (ring(), 24_000),
        (ring(modes=9), 36_000),
        (Empirical(np.eye(2)), 36_000),
        (annulus(), 36_000),
        (Labeled(ring()), 8000),
        (SecondGivenFirst(CORRELATED), 5000),
    ],
)
def test_the_recipe_takes_more_steps_for_more_modes(distribution, steps):
    assert settings_for(distribution, recipe=True).steps == steps
    assert settings_for(distribution).steps == (2500 if distribution.dim == 1 else 10_000)
