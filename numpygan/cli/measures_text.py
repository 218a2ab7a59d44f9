"""The measures of a GAN as a text, for the progress line and for the summary of a run."""

from collections.abc import Mapping

from numpygan.distributions import Conditional, Distribution
from numpygan.evaluation import perfect_share
from numpygan.plots.modes import count_modes


def describe_measures(
    measures: Mapping[str, float], distribution: Distribution | Conditional, *, brief: bool = False
) -> str:
    """Return a text about the measures of a GAN; "" if none of them is known here.

    Parameters
    ----------
    measures : mapping from column names to numbers
        A row of the history, or a part of it.
    distribution : Distribution or Conditional
    brief : bool
        Whether to return only the most important numbers, for the progress line.
    """
    parts = _exact_parts(measures) if "js" in measures else []
    if "modes" in measures:
        parts.append(f"{measures['modes']:.0f} of {count_modes(distribution)} modes")
    for name in {"share", "share_mean"} & set(measures):
        parts.append(f"{measures[name]:.1%} within 3 sigma (perfect: {perfect_share(distribution.dim):.1%})")
    if "js_mean" in measures:
        parts.append(f"JS = {measures['js_mean']:.4f}")
    for name in {"js_sample", "js_sample_mean"} & set(measures):
        parts.append(f"JS from points = {measures[name]:.4f} (perfect: {measures['js_floor']:.4f})")
    if not parts and "v" in measures:
        parts.append(f"V(D,G) = {measures['v']:.3f} on a minibatch")
    if brief:  # a distance, or the number of modes and the share
        return ", ".join(parts[: 2 if parts[:1] and "modes" in parts[0] else 1])
    mean = "mean over the conditions: " if isinstance(distribution, Conditional) and parts else ""
    return mean + ", ".join(parts)


def _exact_parts(measures: Mapping[str, float]) -> list[str]:
    return [
        f"JS = {measures['js']:.4f} (0 to 0.6931)",
        f"V(D,G) = {measures['v_exact']:.5g}",
        f"C(G) = {measures['c']:.4f} (-1.3863 at best)",
    ]


def count_of_steps(n: int) -> str:
    """Return "1 step", "2,500 steps"."""
    return f"{n:,} step" if n == 1 else f"{n:,} steps"
