"""Files of version 0.1: what was called differently in ``run.json`` and in checkpoints.

Runs of that version can be resumed. Everything that this takes is here.
"""

from typing import Any

import numpy as np

NEW_NAMES = {
    "d_halfway": "d_lr_halfway",
    "g_halfway": "g_lr_halfway",
    "d_late_power": "d_lr_power",
    "g_late_power": "g_lr_power",
    "late_loss": "second_half_loss",
    "restart": "restart_from_average",
    "noise_share": "d_noise_share",
    "d_zoom": "d_scale",
    "d_waves": "d_fourier_features",
}
# Settings that were added later. Before that, every run had these values.
ADDED_LATER = {
    "noise": "normal",
    "activation": "leaky-relu",
    "g_lr_power": 1.0,
    "d_head_start": 0.0,
    "g_unfolded": False,
}


def translated_settings(values: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a ``run.json`` with their names of today."""
    return {**ADDED_LATER, **renamed(values)}


def renamed(settings: dict[str, Any]) -> dict[str, Any]:
    """Return settings with their names of today."""
    return {NEW_NAMES.get(name, name): value for name, value in settings.items()}


def translated_report(report: dict[str, Any]) -> dict[str, Any]:
    """Return the contents of a ``run.json``, where the key "distribution" was "law"."""
    return {"distribution" if key == "law" else key: value for key, value in report.items()}


def translated_identity(identity: dict[str, Any]) -> dict[str, Any]:
    """Return the identity in a checkpoint with its names of today."""
    return {**translated_report(identity), "settings": renamed(identity["settings"])}


def stored_name(name: str, version: np.ndarray) -> str:
    """Return what the array ``name`` is called in a checkpoint of ``version``."""
    return "waves" if version == 1 and name == "fourier_frequencies" else name
