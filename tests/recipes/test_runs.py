"""A run: the recipe acts as it says, and a run that was saved goes on to the bit."""

import itertools
import json
import subprocess
import sys

import numpy as np
import pytest

from numpygan.distributions import (
    AngleToPoint,
    Labeled,
    MultivariateNormal,
    Normal,
    SecondGivenFirst,
    ring,
    standard_normal,
    standard_uniform,
)
from numpygan.evaluation import exact_measures
from numpygan.nets import Adam, LeakyReLU, Tanh, non_saturating, saturating
from numpygan.nets.extras import FourierFeatures, GaussianNoise, r1
from numpygan.recipes import Run, Settings
from numpygan.training import iterate

RECIPE = Settings().with_values(
    steps=30,
    batch=8,
    k=2,
    d_hidden=(6, 5),
    g_hidden=(7,),
    standardized=True,
    d_lr_halfway=0.5,
    g_lr_halfway=0.2,
    second_half_loss=saturating,
    restart_from_average=True,
    average=0.9,
    r1=0.1,
    r1_points=5,
    d_noise=0.5,
    d_noise_share=0.3,
    d_scale=3.0,
    d_fourier_features=2,
    d_frequencies=(1.0, 5.0),
)
DISTRIBUTIONS = {
    "line": Normal(4, 0.5),
    "plane": ring(),
    "label": Labeled(ring()),
    "part": SecondGivenFirst(MultivariateNormal([0, 0], [[1, 0.5], [0.5, 1]])),
    "modality": AngleToPoint(),
}


def make_run(distribution="line", settings=RECIPE, seed=0, **kwargs) -> Run:
    return Run(DISTRIBUTIONS[distribution], settings, rng=np.random.default_rng(seed), every=10, **kwargs)


def advance(run: Run, steps: int) -> None:
    for _, _ in zip(range(steps), run.iterate(), strict=False):
        pass


def state(run: Run) -> bytes:
    """Everything that must be the same, to the bit."""
    parts = [run.gan.generator.theta, run.gan.discriminator.theta, run.average.network.theta]
    parts += [part for optimizer in run.optimizers for part in (optimizer.m, optimizer.v)]
    return b"".join(part.tobytes() for part in parts) + run.history.table.tobytes() + run.rng.bytes(16)


def test_history_rows_and_the_end():
    run = make_run(measure=lambda gan: exact_measures(gan, DISTRIBUTIONS["line"]))
    assert [record.step for record in run.iterate()] == list(range(1, 31))
    np.testing.assert_array_equal(run.history["step"], [10, 20, 30])
    assert run.history["js"][-1] == exact_measures(run.result(), DISTRIBUTIONS["line"])["js"]
    assert list(run.iterate()) == []


def test_without_the_recipe_it_is_algorithm_1():
    settings = Settings(steps=20)
    run = make_run(settings=settings)
    advance(run, 20)
    rng = np.random.default_rng(0)
    gan = settings.gan(rng)
    optimizers = settings.step_sizes.optimizers(gan)
    algorithm_1 = iterate(
        gan, DISTRIBUTIONS["line"], batch=64, k=3, rng=rng, generator_loss=non_saturating, optimizers=optimizers
    )
    for _, _ in zip(range(20), algorithm_1, strict=False):
        pass
    np.testing.assert_array_equal(run.gan.generator.theta, gan.generator.theta)
    np.testing.assert_array_equal(run.gan.discriminator.theta, gan.discriminator.theta)
    # An average of decay 0 is the generator itself.
    np.testing.assert_allclose(run.result().generator.theta, gan.generator.theta, rtol=1e-14)


def test_step_sizes_shrink_to_0_the_noise_fades_and_the_waves_come():
    run = make_run()
    noise = next(layer for layer in run.gan.discriminator.layers if isinstance(layer, GaussianNoise))
    waves = next(layer for layer in run.gan.discriminator.layers if isinstance(layer, FourierFeatures))
    rates, stds, amplitudes = [], [], []
    for _ in run.iterate():
        rates.append([optimizer.lr for optimizer in run.optimizers])
        stds.append(noise.std)
        amplitudes.append(waves.amplitude)
    # Step t is taken with what is left before it, 1 - (t - 1) / 30.
    left = 1 - np.arange(30) / 30
    halved = np.where(left > 0.5, 0.2 + (left - 0.5) * 1.6, left * 0.4)  # through 0.2 halfway
    np.testing.assert_allclose(
        rates, np.stack([RECIPE.step_sizes.d_lr * left, RECIPE.step_sizes.g_lr * halved], axis=1), rtol=1e-12
    )
    np.testing.assert_allclose(stds, 0.5 * np.maximum(0, 1 - np.arange(30) / 9), atol=1e-15)
    np.testing.assert_array_equal(amplitudes, [0.0] * 15 + [1.0] * 15)


def test_late_steps_may_shrink_as_another_power():
    run = make_run(settings=RECIPE.with_values(d_lr_power=0.5, g_lr_power=2.0))
    rates = []
    for _ in run.iterate():
        rates.append([optimizer.lr for optimizer in run.optimizers])
    left = 1 - np.arange(30) / 30
    d_rates = RECIPE.step_sizes.d_lr * np.where(left > 0.5, left, 0.5 * np.sqrt(2 * left))
    g_rates = RECIPE.step_sizes.g_lr * np.where(left > 0.5, 0.2 + (left - 0.5) * 1.6, 0.2 * (2 * left) ** 2)
    np.testing.assert_allclose(rates, np.stack([d_rates, g_rates], axis=1), rtol=1e-12)


def test_d_may_have_a_head_start_in_the_second_half():
    run = make_run(settings=RECIPE.with_values(d_head_start=0.1))
    rates, thetas = [], []
    for _ in run.iterate():
        rates.append([optimizer.lr for optimizer in run.optimizers])
        thetas.append((run.gan.discriminator.theta.copy(), run.gan.generator.theta.copy()))
    alone = [step for step, (_, g_lr) in enumerate(rates) if g_lr == 0]
    assert alone == [15, 16, 17]  # a tenth of 30 steps, from the middle on
    assert all(d_lr > 0 for d_lr, _ in rates)
    moved = [[bool((a != b).any()) for a, b in zip(*two, strict=True)] for two in itertools.pairwise(thetas)]
    assert [step for step, (d, g) in enumerate(moved, 1) if not g] == [16, 17]
    assert all(d for d, _ in moved)


def test_the_second_half_has_a_loss_of_its_own_and_begins_with_the_average():
    run = make_run()
    descended, generators = [], []
    for record in run.iterate():
        descended.append(record.g_loss)
        generators.append((run.gan.generator.theta.copy(), run.average.network.theta.copy()))
    assert all(loss > 0 for loss in descended[:15])  # -log D
    assert all(loss < 0 for loss in descended[15:])  # log(1 - D)
    moved = [np.abs(after - before).max() for (before, _), (after, _) in itertools.pairwise(generators)]
    from_the_average = np.abs(generators[15][0] - generators[14][1]).max()
    assert from_the_average < 3 * RECIPE.step_sizes.g_lr < moved[14]  # a step of Adam; the others follow on each other
    assert max(moved[:14] + moved[15:]) < 3 * RECIPE.step_sizes.g_lr


def test_the_penalty_is_taken_at_some_of_the_points(monkeypatch):
    seen = []

    def watched(discriminator, x, gamma):
        seen.append(x.copy())
        return r1(discriminator, x, gamma)

    monkeypatch.setattr("numpygan.recipes.runs.r1", watched)
    for points in (0, 3):
        run = make_run(settings=RECIPE.with_values(r1_points=points))
        next(run.iterate())
    every, first_three = seen[0], seen[RECIPE.k]
    assert (every.shape, first_three.shape) == ((RECIPE.batch, 1), (3, 1))
    np.testing.assert_array_equal(every[:3], first_three)


def test_the_penalty_is_in_what_d_descends(monkeypatch):
    seen = []

    def watched(discriminator, x, gamma):
        seen.append((len(x), gamma))
        discriminator.dtheta[...] = 0
        return 0.0

    monkeypatch.setattr("numpygan.recipes.runs.r1", watched)
    advance(make_run(), 3)
    assert [n for n, _ in seen] == [5] * 6
    np.testing.assert_allclose([gamma for _, gamma in seen[::2]], 0.1 * (1 - np.arange(3) / 30) ** 2, rtol=1e-12)
    monkeypatch.undo()
    with_penalty, without = make_run(), make_run(settings=RECIPE.with_values(r1=0.0))
    advance(with_penalty, 3), advance(without, 3)
    assert (with_penalty.gan.discriminator.theta != without.gan.discriminator.theta).any()


def test_the_result_is_the_average_in_the_units_of_the_distribution():
    run = make_run()
    advance(run, 12)
    result, z = run.result(), np.random.default_rng(1).normal(size=(4, 1))
    scaled = run.average.network.forward(z)
    np.testing.assert_allclose(result.generator.forward(z), scaled * run.data.std + run.data.mean, rtol=1e-14)
    assert not result.discriminator.training
    assert run.gan.discriminator.training


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_resumed_run_equals_an_uninterrupted_one_to_the_bit(distribution, dtype, tmp_path):
    settings = RECIPE.with_values(dtype=dtype)
    whole, first = make_run(distribution, settings), make_run(distribution, settings)
    second = make_run(distribution, settings, seed=1)  # the file replaces what its own seed has drawn
    advance(whole, 30)
    advance(first, 13)
    first.save(tmp_path / "run.npz")
    second.load(tmp_path / "run.npz")
    assert second.step == 13
    advance(second, 100)
    assert second.step == 30
    assert state(second) == state(whole)
    assert state(first) != state(whole)


@pytest.mark.parametrize("steps", [0, 13, 15, 20, 30])
def test_a_loaded_run_has_the_same_result(steps, tmp_path):
    run, loaded, x = make_run("plane"), make_run("plane", seed=1), np.random.default_rng(2).normal(size=(5, 2))
    advance(run, steps)
    run.save(tmp_path / "run.npz")
    loaded.load(tmp_path / "run.npz")
    np.testing.assert_array_equal(loaded.result().generator.forward(x), run.result().generator.forward(x))
    np.testing.assert_array_equal(loaded.result().discriminator.forward(x), run.result().discriminator.forward(x))


RESUME = """
import sys
sys.path.insert(0, sys.argv[2])
from test_runs import advance, make_run, state
import hashlib
run = make_run("plane")
run.load(sys.argv[1])
advance(run, 100)
print(hashlib.sha256(state(run)).hexdigest())
"""


def test_resumed_in_another_process(tmp_path, request):
    import hashlib

    whole, first = make_run("plane"), make_run("plane")
    advance(whole, 30), advance(first, 17)
    first.save(tmp_path / "run.npz")
    arguments = [sys.executable, "-c", RESUME, str(tmp_path / "run.npz"), str(request.path.parent)]
    other = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(state(whole)).hexdigest()


def test_a_step_to_infinity_is_taken_back(monkeypatch):
    run = make_run()
    advance(run, 5)
    theta = run.gan.generator.theta.copy()
    step = Adam.step

    def explode(optimizer):
        step(optimizer)
        if optimizer.network is run.gan.generator:
            optimizer.network.theta[3] = np.inf

    monkeypatch.setattr(Adam, "step", explode)
    with pytest.raises(FloatingPointError, match="step 6: the generator stepped to a theta that is not finite; the"):
        advance(run, 5)
    np.testing.assert_array_equal(run.gan.generator.theta, theta)


def test_a_run_has_a_step_at_least():
    with pytest.raises(ValueError, match="steps must be an integer >= 1, got 0"):
        make_run(settings=Settings(steps=0))


def test_settings_survive_json():
    settings = RECIPE.with_values(generator_loss=saturating, noise=standard_uniform, activation=Tanh)
    as_json = json.loads(json.dumps(settings.as_json()))
    assert (as_json["noise"], as_json["activation"]) == ("uniform", "tanh")
    assert Settings.from_json(as_json) == settings
    older = {name: value for name, value in as_json.items() if name not in ("noise", "activation", "g_unfolded")}
    assert Settings.from_json(older) == settings.with_values(noise=standard_normal, activation=LeakyReLU)
    with pytest.raises(ValueError, match="generator_loss must be one of non-saturating, saturating"):
        RECIPE.with_values(generator_loss=len).as_json()
    with pytest.raises(ValueError, match="expected the settings"):
        Settings.from_json({"steps": 3})
