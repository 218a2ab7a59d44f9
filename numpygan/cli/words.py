"""The measures of a GAN in words, for the progress line and for the summary of a run."""

from collections.abc import Mapping

from numpygan.distributions import Conditional, Distribution
from numpygan.plots.modes import count_modes, perfect_share


def in_words(measures: Mapping[str, float], law: Distribution | Conditional, *, brief: bool = False) -> str:
    """What ``measures``, a row of the history or a part of it, say about a GAN for ``law``; "" if they say nothing.

    Parameters
    ----------
    measures : mapping from column names to numbers
    law : Distribution or Conditional
    brief : bool
        For a line that has to hold more than this.
    """
    parts = []
    if "js" in measures:
        parts.append(f"JS = {measures['js']:.4f}{'' if brief else ' (0 to 0.6931)'}")
        if not brief:
            parts.append(f"V(D,G) = {measures['v_exact']:.5g}")
            parts.append(f"C(G) = {measures['c']:.4f} (-1.3863 at best)")
    if "modes" in measures:
        parts.append(f"{measures['modes']:.0f} of {count_modes(law)} modes")
    for name, which in (("share", ""), ("share_mean", ", mean over the conditions")):
        if name in measures:
            perfect = f"perfect: {perfect_share(law.dim):.1%}{which}"
            parts.append(f"{measures[name]:.1%} within 3 sigma ({perfect})")
    for name, which in (("js_mean", "exact"), ("js_sample", "of samples"), ("js_sample_mean", "of samples")):
        if name in measures:
            floor = f" (perfect: {measures['js_floor']:.4f})" if "js_floor" in measures else ""
            parts.append(f"JS {which} = {measures[name]:.4f}{floor}")
    if not parts and "v" in measures:
        parts.append(f"V(D,G) = {measures['v']:.3f} on a minibatch")
    return ", ".join(parts)


def in_steps(n: int) -> str:
    return f"{n:,} step" if n == 1 else f"{n:,} steps"
