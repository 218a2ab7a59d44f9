"""A run of version 0.1 is resumed from the files in ``data``, which that version wrote.

Version 0.1 saved ``version_1_checkpoint.npz`` after 25 of 40 steps, then finished the run: ``version_1_end.npz``.
"""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from numpygan.evaluation import measures_for
from numpygan.nets import saturating
from numpygan.recipes import Run, Settings, settings_for
from numpygan.recipes.plan import read_plan

from .test_checkpoint import refuse, rewritten

DATA = Path(__file__).parent / "data"


@pytest.fixture
def run() -> Run:
    return new_run()


def new_run() -> Run:
    plan = read_plan(DATA / "version_1_run.json", Path("no points"))
    return plan.run(measures_for(plan.distribution))


def test_the_plan_has_the_settings_that_it_had(run):
    assert (run.settings.step_sizes.g_lr_power, run.settings.d_input.d_scale) == (1.25, 28.0)
    recipe = settings_for(run.distribution, recipe=True)
    assert run.settings == recipe.with_values(
        steps=40, batch=16, d_hidden=(4,), g_hidden=(4,), d_fourier_features=3, d_noise=0.5, d_head_start=0.05,
        dtype="float64", d_scale=28.0, g_lr_power=1.25, restart_from_average=True,
    )  # fmt: skip
    assert run.settings.recipe.second_half_loss is saturating


def test_the_run_is_resumed_and_ends_as_it_did(run):
    run.load(DATA / "version_1_checkpoint.npz")
    assert run.step == 25
    frequencies = run.gan.discriminator.layers[2].B
    with np.load(DATA / "version_1_checkpoint.npz") as archive:
        np.testing.assert_array_equal(frequencies, archive["waves"])
    for _ in run.iterate():
        pass
    with np.load(DATA / "version_1_end.npz") as end:
        # Not bit for bit: the files were written with another BLAS than some machines have.
        np.testing.assert_allclose(run.gan.generator.theta, end["g_theta"], rtol=1e-9)
        np.testing.assert_allclose(run.gan.discriminator.theta, end["d_theta"], rtol=1e-9)
        np.testing.assert_allclose(run.average.network.theta, end["g_average"], rtol=1e-9)
        assert run.history.names == end["history"].dtype.names
        for name in run.history.names:
            np.testing.assert_allclose(run.history[name], end["history"][name], rtol=1e-9)


def test_the_next_checkpoint_has_the_names_of_today(run, tmp_path):
    run.load(DATA / "version_1_checkpoint.npz")
    run.save(tmp_path / "run.npz")
    with np.load(tmp_path / "run.npz") as archive:
        assert archive["version"] == 2
        assert {"fourier_frequencies", "draws"} < set(archive)
        assert "waves" not in archive
        assert "law" not in json.loads(str(archive["identity"]))
    again = new_run()
    again.load(tmp_path / "run.npz")
    np.testing.assert_array_equal(again.gan.discriminator.theta, run.gan.discriminator.theta)


def test_a_checkpoint_of_another_run_of_that_version_is_refused(run, tmp_path):
    path = shutil.copy(DATA / "version_1_checkpoint.npz", tmp_path / "run.npz")
    other = Run(run.distribution, run.settings.with_values(d_scale=3.0), rng=run.rng, every=5, measure=run.measure)
    refuse(other, path, r"of another run: d_scale is 28\.0, expected 3\.0$")
    refuse(run, rewritten(path, waves=None), "is damaged: waves missing$")
    refuse(run, rewritten(path, version=np.array(2)), "is damaged: fourier_frequencies missing$")


def test_settings_of_that_version_with_an_unknown_name_are_refused():
    values = json.loads((DATA / "version_1_run.json").read_text())["settings"]
    with pytest.raises(ValueError, match=r"expected the settings steps, batch, .*, got "):
        Settings.from_json({**values, "d_wave": 3})
    del values["d_lr"]
    with pytest.raises(ValueError, match=r"expected the settings"):
        Settings.from_json(values)
