"""Has it converged? An answer from the numbers of a run, in a sentence or three.

The losses alone cannot tell: V = -log 4, a D-loss of 1.386, is what equilibrium gives, and also what a D gives
that has stopped to look, whatever G makes. So the answer rests on a distance to the distribution; V says who is to
blame
for it. Each rule below returns the text if it holds.
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np

from numpygan.distributions import Conditional, Distribution
from numpygan.evaluation.last_quarter import Late, late_part
from numpygan.training.history import History

LEAST_ROWS = 24  # of which the last six count: with fewer, no trend could be told from chance
SMALL = 0.01  # JS of N(0, 1) and N(0.28, 1), in nats: the bar that this package sets its recipes
SMALL_WORST = 5 * SMALL  # JS for the worst condition, where the mean is small
SMALL_GAP = 0.05  # between V and its best: about D = 1/2, odds that are wrong by a factor of 1.6
STRONG = -0.2  # V, if D gives the right answer 90 % on the (geometric) average; JS is 0.59 or more then
PRESENT = 0.5  # of a perfect sampler's share: with fewer points at the modes, G has not arrived there yet
FLOORS = 3.0  # times its floor, reverse KL is hardly chance: of 8 modes, one perfect sampler in 260
UNEVEN = 0.1  # reverse KL: to lose one of 8 equal modes costs log(8 / 7) = 0.13
THIN = 0.5  # spread of a mode that should be twice as wide
MOVE = 0.05  # JS must change by this share of itself in a quarter of the run, or nobody would wait for it
SWING = 0.05  # of JS, or half of JS if that is less
V_SWING = 0.2
BLIND = 0.5  # share of JS that D sees
AT_EQUILIBRIUM = "near -log 4 = -1.386"
RECORD = "Record a distance to the distribution: measure=measures_for(distribution)."
CALM = "Steps that shrink, an averaged G and R1 calm it."


class VerdictKind(StrEnum):
    """What a verdict can be."""

    NOT_FINITE = "not-finite"
    UNKNOWN = "unknown"
    COLLAPSED = "collapsed"
    EQUILIBRIUM = "equilibrium"
    TOO_STRONG = "discriminator-too-strong"
    CHANGING = "changing"
    OSCILLATING = "oscillating"
    TOO_WEAK = "discriminator-too-weak"
    STALLED = "stalled"


class Verdict(NamedTuple):
    """An answer to "has it converged?"."""

    kind: VerdictKind
    text: str
    """One to three sentences."""


def verdict(history: History, distribution: Distribution | Conditional) -> Verdict:
    """Say what has become of a run on ``distribution``, from the last quarter of its ``history``.

    Parameters
    ----------
    history : History
        At least 24 rows, with the columns of :func:`numpygan.evaluation.measures_for`; without a distance to the
        distribution
        among them, little can be told.
    distribution : Distribution or Conditional

    Returns
    -------
    Verdict
        Its ``kind`` is the first of these that holds:

        - ``not-finite``, and ``unknown``: too few rows, or no distance recorded;
        - ``collapsed``: G is at the modes, but has lost some, fills them unevenly, or makes them too narrow;
        - ``equilibrium``: JS is small (0.01 above its floor at most) and does not swing, and V is near its best;
        - ``discriminator-too-strong``: V is near 0, D tells nearly every point, and JS is near log 2;
        - ``changing``: JS has a trend, which a straight line shows at the 1 % level;
        - ``oscillating``: JS or V swings without a trend;
        - ``discriminator-too-weak``: D sees less than half of the JS that there is;
        - ``stalled``: none of this, but away from the distribution.

    Notes
    -----
    Successive rows are not independent: a swing slower than a quarter of the run counts as a trend.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> history = History(["step", "v", "js"])
    >>> for step in range(24):
    ...     history.append({"step": step, "v": -1.386, "js": 0.2})
    >>> verdict(history, Normal()).kind  # a D-loss of log 4, and far from the distribution
    <VerdictKind.TOO_WEAK: 'discriminator-too-weak'>
    """
    if not isinstance(history, History):
        raise TypeError(f"expected a History, got {history!r}")
    if not isinstance(distribution, (Distribution, Conditional)):
        raise TypeError(f"distribution must be a Distribution or Conditional, got {distribution!r}")
    if text := not_finite(history.table):
        return Verdict(VerdictKind.NOT_FINITE, text)
    if len(history) < LEAST_ROWS:
        text = f"Too few rows to tell: {len(history)}, expected at least {LEAST_ROWS}."
        return Verdict(VerdictKind.UNKNOWN, f"{text} Train longer, or record more often.")
    late = late_part(history.table, distribution)
    if np.isnan(late.mean_v):
        return Verdict(VerdictKind.UNKNOWN, f"Nothing to tell it from: V was not recorded. {RECORD}")
    if np.isnan(late.level):
        return without_distance(late)
    rules = {
        VerdictKind.COLLAPSED: collapsed,
        VerdictKind.EQUILIBRIUM: converged,
        VerdictKind.TOO_STRONG: too_strong,
        VerdictKind.CHANGING: moving,
        VerdictKind.OSCILLATING: oscillating,
        VerdictKind.TOO_WEAK: too_weak,
    }
    for kind, rule in rules.items():
        if text := rule(late):
            return Verdict(kind, text)
    text = (
        f"At rest, but not at the distribution: {said(late)} changes by less than {MOVE:.0%} in a quarter of the run, and "
        f"V = {late.mean_v:.3f}: D sees most of it."
    )
    return Verdict(VerdictKind.STALLED, f"{text} G is slow or can do no better: try a larger G.{modes_said(late)}")


def not_finite(table: np.ndarray) -> str | None:
    """The first number that is nan or infinite where it should not be."""
    columns = table.dtype.names or ()
    for row in table:
        for column in columns:
            if not np.isfinite(row[column]) and column not in ("reverse_kl", "spread_low", "spread_high"):
                step = f" at step {row['step']}" if "step" in columns else ""
                return (
                    f"Not finite: {column} is {row[column]}{step}, and what comes after says nothing. "
                    "The usual cause is a step size that is too large."
                )
    return None


def without_distance(late: Late) -> Verdict:
    """What V proves: on fresh points it is at most C(G), so that it may show a JS, but never that there is none."""
    if late.mean_v > STRONG:
        text = f"D is too strong: V = {late.mean_v:.3f} is near 0, it tells nearly every point; JS is at least"
        return Verdict(VerdictKind.TOO_STRONG, f"{text} {late.seen:.2f}. {RECORD}")
    if late.seen > SMALL + SMALL_GAP / 2:
        text = f"Not at equilibrium: V = {late.mean_v:.3f} proves that JS is at least {late.seen:.3f}."
        return Verdict(VerdictKind.UNKNOWN, f"{text} {RECORD}")
    text = (
        f"V alone cannot tell: {late.mean_v:.3f} is {AT_EQUILIBRIUM} or below, as at equilibrium, but also as for any G"
    )
    return Verdict(VerdictKind.UNKNOWN, f"{text} when D has stopped to look. {RECORD}")


def collapsed(late: Late) -> str | None:
    """Points where the distribution has modes, but not as the distribution has them."""
    if not late.share >= PRESENT * late.perfect:
        return None
    improving = late.trend < -MOVE * late.level
    if late.modes > 1 and "modes" in late.names:
        modes, uneven, floor = late.table["modes"], late.mean("reverse_kl"), late.mean("reverse_kl_floor")
        scores = f"reverse KL over the modes is {uneven:.3f}, a perfect sampler's {floor:.4f}"
        if modes.max() < late.modes and modes[-1] <= modes[0] and uneven > FLOORS * floor:
            hopping = f" JS swings by {late.swing:.2f}: G may hop from mode to mode." if swings(late) else ""
            made = f"G has collapsed: it makes {modes[-1]:g} of {late.modes} modes."
            return f"{made} {said(late)}; {scores}.{hopping}"
        if uneven - floor > UNEVEN and not improving:
            return f"G has partly collapsed: it fills the {late.modes} modes unevenly. {said(late)}; {scores}."
    spread = late.mean("spread_low")
    if spread < THIN and not improving:
        return (
            f"G has collapsed within the modes: the narrowest has {spread:.2f} of its spread. {late.share:.1%} of the "
            f"points are within 3 sigma (a perfect sampler: {late.perfect:.1%}), and yet {said(late)}."
        )
    return None


def converged(late: Late) -> str | None:
    """A small distance that stays, and a D that knows it."""
    if late.level > SMALL or late.swing >= SMALL or late.worst > SMALL_WORST:
        return None
    if not abs(late.gap) <= SMALL_GAP or late.v_swing >= V_SWING:
        return None
    v = f"V = {late.mean_v:.3f} is {AT_EQUILIBRIUM}: D is near 1/2."
    both = " It takes both: V is there, too, when D has stopped to look."
    return f"Converged: {said(late)} stays small, and {v}{modes_said(late) or both}"


def too_strong(late: Late) -> str | None:
    """D is right about nearly every point, and G does not get away from that."""
    if not late.mean_v > STRONG or late.trend < -MOVE * late.level:
        return None
    faded = f" G's gradient has faded (norm {late.mean('g_gradient'):.1g}): log(1 - D) saturates where -log D does not."
    return (
        f"D is too strong: V = {late.mean_v:.3f} is near 0, it tells nearly every point, and {said(late)} is near "
        f"log 2 = 0.693.{faded if late.mean('g_loss') < 0 else ''} "  # only log(1 - D) is negative
        "Standardize the data, blur them for D, or take fewer and smaller steps with D."
    )


def moving(late: Late) -> str | None:
    """A trend, down or up."""
    if late.trend == 0 or abs(late.trend) < MOVE * late.level:
        return None
    path = f"from {late.level - late.trend / 2:.4f} to {late.level + late.trend / 2:.4f} in the last quarter of the run"
    if late.trend < 0:
        return f"Still moving: {name(late)} falls {path}. Train longer.{modes_said(late)}"
    advice = "An earlier G was better; smaller steps, or steps that shrink, would have kept it."
    return f"Getting worse: {name(late)} rises {path}. {advice}{modes_said(late)}"


def oscillating(late: Late) -> str | None:
    """The same numbers again and again."""
    if swings(late):
        between = f"between {late.js.min():.3f} and {late.js.max():.3f}"
        swing = f"{name(late)} swings by {late.swing:.3f} around {late.level:.3f} ({between}), without a trend"
        return f"Oscillating: {swing}. {CALM}{modes_said(late)}"
    if late.v_swing >= V_SWING:
        swing = f"V swings by {late.v_swing:.2f} around {late.mean_v:.3f}, though {said(late)} does not"
        return f"Oscillating: {swing}. {CALM}"
    return None


def too_weak(late: Late) -> str | None:
    """A D that does not see how far G is, or how near."""
    if late.level <= SMALL:
        if not abs(late.gap) > SMALL_GAP:
            return None
        text = f"G has the distribution, but D does not know it: {said(late)}, and yet V = {late.mean_v:.3f} is {late.gap:.2f}"
        return f"{text} below the best D's. Smaller steps of D, or steps that shrink, let it settle at 1/2."
    if not late.seen < BLIND * late.level:
        return None
    seen = f"{said(late)}, of which D sees {max(0.0, late.seen):.3f}"
    return (
        f"Not converged, though V = {late.mean_v:.3f} is {AT_EQUILIBRIUM}: {seen}. A D-loss of log 4 alone says that D "
        f"cannot tell; here D is too weak: try a larger or faster D, a larger k, or less penalty.{modes_said(late)}"
    )


def swings(late: Late) -> bool:
    return late.swing >= max(SMALL, min(SWING, late.level / 2))


def name(late: Late) -> str:
    given = "JS given c" if isinstance(late.distribution, Conditional) else "JS"
    return given if {"js", "js_mean"} & set(late.names) else f"{given} (from points, above its floor)"


def said(late: Late) -> str:
    worst = "" if np.isnan(late.worst) else f" ({max(0.0, late.worst):.4f} for the worst)"
    return f"{name(late)} = {max(0.0, late.level):.4f}{worst}"


def modes_said(late: Late) -> str:
    """A sentence, after a space, on the modes or on the worst condition."""
    if "share_worst" in late.names:
        where = f"For the worst condition {late.table['share_worst'][-1]:.1%} of the points are within 3 sigma of it"
    elif "modes" in late.names and late.modes:
        found = f"{late.table['modes'][-1]:g} of {late.modes} modes, " if late.modes > 1 else ""
        where = f"{found}{late.table['share'][-1]:.1%} of the points within 3 sigma"
    else:
        return ""
    return f" {where} (a perfect sampler: {late.perfect:.1%})."
