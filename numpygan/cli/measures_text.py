"""The measures of a GAN as a text, for the progress line and for the summary of a run."""

from collections.abc import Mapping

from numpygan.distributions import Conditional, Distribution, EmpiricalConditional
from numpygan.evaluation import perfect_share
from numpygan.plots.modes import count_modes

MOST_LABELS = 12  # that are named in a sentence


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
        if isinstance(distribution, EmpiricalConditional):
            parts.append(f"JS from held-out rows = {measures[name]:.4f} (training rows: {measures['js_floor']:.4f})")
            continue
        parts.append(f"JS from points = {measures[name]:.4f} (perfect: {measures['js_floor']:.4f})")
    if not parts and "v" in measures:
        parts.append(f"V(D,G) = {measures['v']:.3f} on a minibatch")
    if brief:  # a distance, or the number of modes and the share
        return ", ".join(parts[: 2 if parts[:1] and "modes" in parts[0] else 1])
    mean = "mean over the conditions: " if isinstance(distribution, Conditional) and parts else ""
    return mean + ", ".join(parts)


def describe_rows(rows: EmpiricalConditional) -> str:
    """Return a sentence about a user's own rows: their number, what is generated, and given what."""
    train, held_out = len(rows.x), len(rows.x_held_out)
    what = f"{', '.join(rows.names)} given {', '.join(rows.given_names)}"
    if rows.classes:
        counts = rows.c.sum(axis=0) + rows.c_held_out.sum(axis=0)
        labels = [f"{name} {count:.0f}" for name, count in zip(rows.classes, counts.tolist(), strict=True)]
        more = f" and {len(labels) - MOST_LABELS} more" if len(labels) > MOST_LABELS else ""
        what += f" ({', '.join(labels[:MOST_LABELS])}{more})"
    return f"{train + held_out:,} rows of {what}; {held_out:,} of them are held out to measure the GAN."


def _exact_parts(measures: Mapping[str, float]) -> list[str]:
    return [
        f"JS = {measures['js']:.4f} (0 to 0.6931)",
        f"V(D,G) = {measures['v_exact']:.5g}",
        f"C(G) = {measures['c']:.4f} (-1.3863 at best)",
    ]


def count_of_steps(n: int) -> str:
    """Return "1 step", "2,500 steps"."""
    return f"{n:,} step" if n == 1 else f"{n:,} steps"
