"""Another run's checkpoint is refused, by what differs; one that is only called otherwise is not."""

import dataclasses
import json
import re

import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import Distribution, Empirical, Mixture, Normal, from_scipy, grid, ring, two_moons
from numpygan.nets import saturating
from numpygan.recipes import DiscriminatorInput, Recipe, Run, Settings, StepSizes
from numpygan.recipes.run_description import describe_run

from .test_checkpoint import refuse, rewritten, save_one, snapshot
from .test_runs import advance, make_run, state

PLAIN = Settings().with_values(steps=30, batch=8, k=1, d_hidden=(4,), g_hidden=(4,))


def run_of(distribution=None, settings=PLAIN, seed=0, every=10, **kwargs) -> Run:
    return Run(distribution or Normal(4, 0.5), settings, rng=np.random.default_rng(seed), every=every, **kwargs)


@pytest.mark.parametrize(
    "distribution",
    [
        Normal(4, 0.5 * (1 + 1e-8)),  # the same six digits
        ring(),
        from_scipy(stats.laplace(4, 0.5)),
        Mixture([0.501, 0.499], [Normal(4, 0.5), Normal(4, 0.4)]),
    ],
    ids=repr,
)
def test_another_distribution_is_refused(distribution, tmp_path):
    run_of(distribution).save(tmp_path / "run.npz")
    start = re.escape(
        f"of another run: its distribution, {distribution!r}, does not draw the points of this run's, Normal(4, 0.5)"
    )
    refuse(run_of(), tmp_path / "run.npz", start)


POINTS = np.random.default_rng(0).normal(size=(300_000, 1))


@pytest.mark.parametrize(
    ("distribution", "other"),
    [
        (ring(std=0.02), ring(std=0.021)),
        (grid(), Mixture(np.arange(1, 26) / 325, grid().components)),
        (Mixture([0.5, 0.5], [Normal(-1), Normal(1)]), Mixture([0.501, 0.499], [Normal(-1), Normal(1)])),
        (two_moons(), two_moons(std=0.1000001)),
        (Empirical(POINTS), Empirical(np.where(np.arange(len(POINTS))[:, None] == 123_456, 0, POINTS))),
        (Empirical(POINTS), Empirical(POINTS[::-1])),
        (Empirical([1, 2]), Empirical([1, 3])),
    ],
)
def test_two_distributions_of_one_name_are_told_apart(distribution, other, tmp_path):
    run_of(distribution).save(tmp_path / "run.npz")
    assert len(str(describe_run(run_of(distribution))["distribution"])) <= 80
    refuse(run_of(other), tmp_path / "run.npz", "does not draw the points of")


def test_the_same_distribution_by_another_name_is_accepted(tmp_path):
    run_of(Normal(4, 0.5)).save(tmp_path / "run.npz")
    run_of(from_scipy(stats.norm(4, 0.5))).load(tmp_path / "run.npz")


class Mine(Distribution):
    """A user's distribution: its text has an address."""

    dim = 1
    __repr__ = object.__repr__

    def __init__(self, shift: float) -> None:
        self.draw = lambda n, rng: rng.random((n, 1)) + shift

    def sample(self, n, *, rng):
        return self.draw(n, rng)

    def log_pdf(self, x):
        raise NotImplementedError


def test_an_object_without_a_text_of_its_own(tmp_path):
    first = run_of(Mine(0))
    advance(first, 7)
    first.save(tmp_path / "run.npz")
    second = run_of(Mine(0))
    second.load(tmp_path / "run.npz")
    assert snapshot(second) == snapshot(first)
    assert "0x" not in json.dumps(describe_run(first))
    refuse(run_of(Mine(1)), tmp_path / "run.npz", r"its distribution, <.*Mine object>, does not draw")


def test_rounding_of_another_machine_is_no_other_distribution(tmp_path):
    saved = save_one(tmp_path)
    with np.load(saved) as archive:
        drawn = archive["draws"]
    make_run().load(rewritten(saved, draws=drawn * (1 + 1e-15)))
    refuse(make_run(), rewritten(saved, draws=drawn * (1 + 1e-8)), "does not draw")
    refuse(make_run(), rewritten(saved, draws=drawn[:, :0]), "does not draw")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"d_lr": 0.25}, r"d_lr is 0\.25, expected 0\.005$"),
        ({"g_hidden": (3, 3), "k": 3}, r"k is 3, expected 1; g_hidden is \[3, 3\], expected \[4\]$"),
        ({"generator_loss": saturating}, "generator_loss is saturating, expected non_saturating$"),
        ({"standardized": True}, "standardized is True, expected False$"),
        ({"dtype": "float32"}, "dtype is float32, expected float64$"),
    ],
)
def test_other_settings_are_refused_and_only_they_are_named(changed, message, tmp_path):
    run_of(settings=PLAIN.with_values(**changed)).save(tmp_path / "run.npz")
    refuse(run_of(), tmp_path / "run.npz", "of another run: " + message)


def test_a_loss_of_ones_own_and_numbers_of_numpy(tmp_path):
    def my_loss(logits):
        return saturating(logits)

    settings = PLAIN.with_values(generator_loss=my_loss, batch=np.int64(8), d_hidden=np.array([4]))
    run_of(settings=settings).save(tmp_path / "run.npz")
    run_of(settings=settings.with_values(batch=8, d_hidden=(4,))).load(tmp_path / "run.npz")
    refuse(run_of(), tmp_path / "run.npz", r"generator_loss is .*my_loss, expected non_saturating$")


def test_a_setting_that_the_file_does_not_know_had_its_default(tmp_path):
    saved = save_one(tmp_path)
    with np.load(saved) as archive:
        about = json.loads(str(archive["identity"]))
    for name in ("noise_dim", "noise", "activation"):
        del about["settings"][name]
    make_run().load(rewritten(saved, identity=json.dumps(about)))
    del about["settings"]["d_scale"]
    about["settings"]["later"] = 2
    message = r"d_scale is 1\.0, expected 3\.0; later is 2, expected None$"
    refuse(make_run(), rewritten(saved, identity=json.dumps(about)), message)


def test_another_seed_and_every_are_no_other_run(tmp_path):
    whole, first, second = run_of(), run_of(), run_of(seed=7, every=4)
    advance(whole, 30), advance(first, 13)
    first.save(tmp_path / "run.npz")
    second.load(tmp_path / "run.npz")
    advance(second, 30)
    assert second.gan.generator.theta.tobytes() == whole.gan.generator.theta.tobytes()
    np.testing.assert_array_equal(second.history["step"], [10, 16, 20, 24, 28])


def test_more_steps_than_before(tmp_path):
    long = PLAIN.with_values(steps=50)
    whole, first, second = run_of(settings=long), run_of(), run_of(settings=long)
    advance(whole, 50), advance(first, 30)
    first.save(tmp_path / "run.npz")
    second.load(tmp_path / "run.npz")
    advance(second, 50)
    assert state(second) == state(whole)
    short = run_of(settings=PLAIN.with_values(steps=20))
    refuse(short, tmp_path / "run.npz", "has done 30 steps, this run ends after 20$")


SWITCHED_ON = {
    "standardized": True,
    "d_lr_halfway": 0.5,
    "g_lr_halfway": 0.2,
    "d_lr_power": 0.5,
    "g_lr_power": 2.0,
    "second_half_loss": saturating,
    "restart_from_average": True,
    "d_head_start": 0.1,
    "r1_points": 3,
    "average": 0.9,
    "r1": 0.1,
    "d_noise": 0.5,
    "d_noise_share": 0.3,
    "d_scale": 3.0,
    "d_fourier_features": 2,
    "d_frequencies": (1.0, 5.0),
    "noise_dim": 2,
}


@pytest.mark.parametrize("part", [None, *SWITCHED_ON])
def test_steps_may_differ_just_where_nothing_depends_on_them(part, tmp_path):
    parts = [part, "g_lr_halfway"] if part == "d_head_start" else [part] if part else []
    settings = PLAIN.with_values(**{name: SWITCHED_ON[name] for name in parts})
    long = settings.with_values(steps=60)
    first, second = run_of(settings=settings), run_of(settings=long)
    advance(first, 20), advance(second, 20)
    first.save(tmp_path / "run.npz")
    if snapshot(first) == snapshot(second):
        second.load(tmp_path / "run.npz")
    else:
        refuse(second, tmp_path / "run.npz", "steps is 30, expected 60, and a part of the recipe depends on it$")


def test_every_part_of_the_recipe_is_switched_on_above():
    parts = [field.name for part in (Recipe, DiscriminatorInput, StepSizes) for field in dataclasses.fields(part)]
    assert set(SWITCHED_ON) >= set(parts) - {"d_lr", "g_lr", "betas"}


def test_a_measure_with_other_columns_is_refused(tmp_path):
    saved = save_one(tmp_path)
    refuse(make_run(measure=lambda gan: {"mine": 1.0}), saved, r"columns is \['step', .*\], expected .*'mine'\]$")
