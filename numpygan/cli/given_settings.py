"""The settings of a run that the command line gives, and the usual distance of the rows of its history."""

from typing import Any

from numpygan import arguments
from numpygan.recipes import Settings, objects_of

ROWS = 50  # of the history, unless --every says otherwise ...
MOST_STEPS = 500  # ... or more than this number of steps would lie between two rows


def usual_every(steps: int) -> int:
    """Return the number of steps between two rows of the history of a run of ``steps``, without ``--every``."""
    return min(max(1, steps // ROWS), MOST_STEPS)


def with_given(settings: Settings, given: dict[str, Any]) -> Settings:
    """Return ``settings`` with the values that the command line gives; a value of None means that it gives none.

    Raises
    ------
    ValueError
        For a number that no run can have, before anything is computed or written.
    """
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    for name in {"steps", "batch", "k", "noise_dim"} & set(values):
        arguments.positive_int(f"--{name.replace('_', '-')}", values[name])
    for name in {"d_lr", "g_lr"} & set(values):
        arguments.positive(f"--{name.replace('_', '-')}", values[name])
    for name in {"g_slope", "r1"} & set(values):
        arguments.not_negative(f"--{name.replace('_', '-')}", values[name])
    if "loss" in values:
        values["generator_loss"] = values.pop("loss")
    return settings.with_values(**objects_of(values))
