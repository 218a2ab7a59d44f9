"""The measures of a GAN in words, for the progress line and for the summary of a run."""

from collections.abc import Mapping

from numpygan.distributions import Conditional, Distribution
from numpygan.evaluation import perfect_share
from numpygan.plots.modes import count_modes


def describe_measures(
    measures: Mapping[str, float], distribution: Distribution | Conditional, *, brief: bool = False
) -> str:
    """What ``measures``, a row of the history or a part of it, say about a GAN for ``distribution``; "" if they say
    nothing.

    Parameters
    ----------
    measures : mapping from column names to numbers
    distribution : Distribution or Conditional
    brief : bool
        For a line that has to hold more than this.
    """
    parts = _of_the_line(measures) if "js" in measures else []
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
    if brief:  # the distance to the distribution, or for modes how many there are and how good they are
        return ", ".join(parts[: 2 if parts[:1] and "modes" in parts[0] else 1])
    mean = "on the average over the conditions " if isinstance(distribution, Conditional) and parts else ""
    return mean + ", ".join(parts)


def _of_the_line(measures: Mapping[str, float]) -> list[str]:
    return [
        f"JS = {measures['js']:.4f} (0 to 0.6931)",
        f"V(D,G) = {measures['v_exact']:.5g}",
        f"C(G) = {measures['c']:.4f} (-1.3863 at best)",
    ]


def count_of_steps(n: int) -> str:
    return f"{n:,} step" if n == 1 else f"{n:,} steps"
