"""Compute the run of the page "A run" of Play: ``python docs/play_run.py`` writes ``numpygan/pages/play/a_run.js``."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from numpygan.distributions import Normal
from numpygan.evaluation import exact_measures, generated_distribution
from numpygan.nets import Tanh
from numpygan.recipes import Run, settings_for

FILE = Path(__file__).parents[1] / "numpygan" / "pages" / "play" / "a_run.js"
DATA = Normal(4, 0.5)
LOW, HIGH, CELLS = -2.0, 7.0, 180
FRAMES, STEPS = 60, 1500


def run_data(frames: int = FRAMES) -> dict[str, Any]:
    """Return the first ``frames`` + 1 frames of the run: exact p_g, logits of D, exact JS, and both losses."""
    settings = settings_for(DATA, recipe=True).with_values(steps=STEPS, standardized=False, activation=Tanh)
    run = Run(DATA, settings, rng=np.random.default_rng(0), every=STEPS)
    x = np.linspace(LOW, HIGH, CELLS + 1)
    data: dict[str, Any] = {
        "x": [LOW, HIGH, CELLS],
        "steps": [],
        "p_g": [],
        "d": [],
        "js": [],
        "d_loss": [],
        "g_loss": [],
    }
    records = run.iterate()
    for frame in range(frames + 1):
        gan = run.result()
        measures = exact_measures(gan, DATA)
        data["steps"].append(run.step)
        data["p_g"].append(rounded(generated_distribution(gan).pdf(x), 4))
        data["d"].append(rounded(gan.discriminator.forward(x[:, None])[:, 0], 4))
        data["js"].append(measures["js"])
        data["d_loss"].append(-measures["v_exact"])
        fake_logits = gan.discriminator.forward(gan.generator.forward(NOISE))[:, 0]
        data["g_loss"].append(float(np.logaddexp(0, -fake_logits).mean()))
        if frame < frames:
            for _ in range(STEPS // FRAMES):
                next(records)
    return data


def rounded(values: np.ndarray, digits: int) -> list[float]:
    """Return the values with this many significant digits."""
    return [float(f"{value:.{digits}g}") for value in values]


# Equally likely values of the noise, so that G's loss has no sampling noise.
NOISE = Normal().quantile((np.arange(2000) + 0.5) / 2000)[:, None]

if __name__ == "__main__":
    text = json.dumps(run_data(), separators=(",", ":"))
    FILE.write_text(f'"use strict";\nconst RUN = {text};\n', encoding="utf-8")
