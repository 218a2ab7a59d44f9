"""Has a run converged? A verdict from the numbers of its history, in one to three sentences.

The losses alone do not decide. At equilibrium V = -log 4, a D-loss of 1.386; but V is also near -log 4 for any G when
D returns 1/2 everywhere. So the verdict rests on a distance to the distribution, and V shows which player is the cause.
Each rule below returns its text if the rule holds.
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np

from numpygan.distributions import Conditional, Distribution
from numpygan.evaluation.last_quarter import LastQuarter
from numpygan.training.history import History

MIN_ROWS = 24  # The last six count; a trend in fewer rows cannot be told from chance.
SMALL_JS = 0.01  # JS of N(0, 1) and N(0.28, 1), in nats: the target of the recipes of this package
SMALL_WORST_JS = 5 * SMALL_JS  # JS for the worst condition, if the mean over the conditions is small
SMALL_GAP = 0.05  # of V to its maximum over D: near D = 1/2, odds that are wrong by a factor of 1.6
STRONG_V = -0.2  # D gives the correct class a probability of 90 % (geometric mean); then JS is at least 0.59
MIN_SHARE = 0.5  # of a perfect sampler's share within 3 sigma; with fewer points, G has not reached the modes yet
MAX_FLOORS = 3.0  # Reverse KL above 3 floors is hardly chance: for 8 modes, one perfect sampler in 260.
UNEVEN_KL = 0.1  # reverse KL; losing one of 8 equal modes costs log(8 / 7) = 0.13
NARROW_SPREAD = 0.5  # of the spread that a mode should have
MIN_TREND = 0.05  # of the mean of JS, in a quarter of the run; a slower change is not worth waiting for
MAX_AMPLITUDE = 0.05  # of JS, or half of the mean of JS if that is less
MAX_V_AMPLITUDE = 0.2
MIN_SEEN = 0.5  # share of JS that V must show
AT_EQUILIBRIUM = "-log 4 = -1.386"
RECORD = "Record a distance to the distribution: measure=measures_for(distribution)."
DAMPING = "Shrinking step sizes, an averaged G and R1 damp oscillations."


class VerdictKind(StrEnum):
    """The possible kinds of a verdict."""

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
    """An answer to "has the run converged?"."""

    kind: VerdictKind
    text: str
    """One to three sentences."""


def verdict(history: History, distribution: Distribution | Conditional) -> Verdict:
    """Judge a run on ``distribution`` by the last quarter of its ``history``.

    Parameters
    ----------
    history : History
        At least 24 rows, with the columns of :func:`numpygan.evaluation.measures_for`. Without a distance to the
        distribution among them, most verdicts are not possible.
    distribution : Distribution or Conditional

    Returns
    -------
    Verdict
        Its ``kind`` is the first of these that holds:

        - ``not-finite``: a number is nan or infinite;
        - ``unknown``: too few rows, or no distance was recorded;
        - ``collapsed``: G is at the modes, but has lost some, fills them unevenly or makes them too narrow;
        - ``equilibrium``: JS is at most 0.01 above its floor and stable, and V is near its maximum over D;
        - ``discriminator-too-strong``: V is near 0, and JS is near log 2;
        - ``changing``: a straight line through JS has a slope, at the 1 % level;
        - ``oscillating``: JS or V oscillates without a trend;
        - ``discriminator-too-weak``: V shows less than half of JS;
        - ``stalled``: none of these, but G is away from the distribution.

    Notes
    -----
    Successive rows are not independent: an oscillation slower than a quarter of the run counts as a trend.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> history = History(["step", "v", "js"])
    >>> for step in range(24):
    ...     history.append({"step": step, "v": -1.386, "js": 0.2})
    >>> verdict(history, Normal()).kind  # a D-loss of log 4, but far from the distribution
    <VerdictKind.TOO_WEAK: 'discriminator-too-weak'>
    """
    if not isinstance(history, History):
        raise TypeError(f"expected a History, got {history!r}")
    if not isinstance(distribution, (Distribution, Conditional)):
        raise TypeError(f"distribution must be a Distribution or Conditional, got {distribution!r}")
    if text := not_finite(history.table):
        return Verdict(VerdictKind.NOT_FINITE, text)
    if len(history) < MIN_ROWS:
        text = f"Too few rows for a verdict: {len(history)}, expected at least {MIN_ROWS}."
        return Verdict(VerdictKind.UNKNOWN, f"{text} Train longer, or record more often.")
    last = LastQuarter.of(history.table, distribution)
    if np.isnan(last.mean_v):
        return Verdict(VerdictKind.UNKNOWN, f"No verdict is possible: V was not recorded. {RECORD}")
    if np.isnan(last.mean_js):
        return from_v_alone(last)
    rules = {
        VerdictKind.COLLAPSED: collapsed,
        VerdictKind.EQUILIBRIUM: converged,
        VerdictKind.TOO_STRONG: too_strong,
        VerdictKind.CHANGING: changing,
        VerdictKind.OSCILLATING: oscillating,
        VerdictKind.TOO_WEAK: too_weak,
    }
    for kind, rule in rules.items():
        if text := rule(last):
            return Verdict(kind, text)
    text = f"Stalled away from the distribution: {js_text(last)} has no clear trend, and V = {last.mean_v:.3f}."
    return Verdict(VerdictKind.STALLED, f"{text} G may be too slow or too small: try a larger G.{modes_text(last)}")


def not_finite(table: np.ndarray) -> str | None:
    """Report the first nan or infinity, except in columns where nan means that there was nothing to measure."""
    columns = table.dtype.names or ()
    for row in table:
        for column in columns:
            if not np.isfinite(row[column]) and column not in ("reverse_kl", "spread_low", "spread_high"):
                step = f" at step {row['step']}" if "step" in columns else ""
                return (
                    f"Not finite: {column} is {row[column]}{step}; the numbers after it are meaningless. "
                    "The usual cause is a step size that is too large."
                )
    return None


def from_v_alone(last: LastQuarter) -> Verdict:
    """Conclude from V: on fresh points it is at most C(G) on average, so it can prove a JS, but never that JS is 0."""
    bound = f"V is at most -log 4 + 2 JS, so V = {last.mean_v:.3f} proves that JS is at least {last.js_bound:.3f}"
    if last.mean_v > STRONG_V:
        return Verdict(VerdictKind.TOO_STRONG, f"D is too strong: {correct_text(last)}. {bound}. {RECORD}")
    if not near_log_4(last):
        return Verdict(VerdictKind.UNKNOWN, f"Not at equilibrium: {bound}. {RECORD}")
    text = (
        f"V alone does not decide: V = {last.mean_v:.3f} is near or below {AT_EQUILIBRIUM}, its value at equilibrium."
    )
    return Verdict(VerdictKind.UNKNOWN, f"{text} Any G can have such a V, if D does not discriminate. {RECORD}")


def collapsed(last: LastQuarter) -> str | None:
    """G generates points at the modes, but loses modes, fills them unevenly, or makes them too narrow."""
    if not last.share >= MIN_SHARE * last.perfect_share:
        return None
    improving = last.js_trend < -MIN_TREND * last.mean_js
    if last.modes > 1 and "modes" in last.names:
        modes, kl, floor = last.table["modes"], last.mean("reverse_kl"), last.mean("reverse_kl_floor")
        scores = f"reverse KL over the modes is {kl:.3f} (a perfect sampler: {floor:.4f})"
        if modes.max() < last.modes and modes[-1] <= modes[0] and kl > MAX_FLOORS * floor:
            hopping = f" JS varies {js_range(last)}: G may be moving from mode to mode." if oscillates(last) else ""
            return (
                f"G has collapsed: it covers {modes[-1]:g} of {last.modes} modes. {js_text(last)}; {scores}.{hopping}"
            )
        if kl - floor > UNEVEN_KL and not improving:
            return f"G has partly collapsed: it fills the {last.modes} modes unevenly. {js_text(last)}; {scores}."
    spread = last.mean("spread_low")
    if spread < NARROW_SPREAD and not improving:
        return (
            f"G has collapsed within the modes: the spread of the narrowest mode is {spread:.2f} of the correct one. "
            f"{js_text(last)}, although {last.share:.1%} of the points are within 3 sigma "
            f"(a perfect sampler: {last.perfect_share:.1%})."
        )
    return None


def converged(last: LastQuarter) -> str | None:
    """JS is small and stable, and D is near its optimum."""
    if last.mean_js > SMALL_JS or last.js_amplitude >= SMALL_JS or last.worst_js > SMALL_WORST_JS:
        return None
    if not abs(last.gap) <= SMALL_GAP or last.v_amplitude >= MAX_V_AMPLITUDE:
        return None
    v = f"V = {last.mean_v:.3f} is near {AT_EQUILIBRIUM}: D is near 1/2."
    both = " V alone would not be enough: it is near -log 4 for any G when D does not discriminate."
    return f"Converged: {js_text(last)} is small and stable, and {v}{modes_text(last) or both}"


def too_strong(last: LastQuarter) -> str | None:
    """D classifies nearly every point correctly, and JS does not fall."""
    if not last.mean_v > STRONG_V or last.js_trend < -MIN_TREND * last.mean_js:
        return None
    # Only the saturating loss log(1 - D) is negative.
    norm = f"G's loss log(1 - D) saturates (gradient norm {last.mean('g_gradient'):.1g}), -log D does not. "
    return (
        f"D is too strong: V = {last.mean_v:.3f}, {correct_text(last)}, and {js_text(last)} (at most log 2 = 0.693). "
        f"{norm if last.mean('g_loss') < 0 else ''}"
        "Standardize the data, add noise to D's input, or take fewer and smaller steps with D."
    )


def changing(last: LastQuarter) -> str | None:
    """JS has a trend, down or up."""
    if last.js_trend == 0 or abs(last.js_trend) < MIN_TREND * last.mean_js:
        return None
    first, final = last.mean_js - last.js_trend / 2, last.mean_js + last.js_trend / 2
    path = f"from {first:.4f} to {final:.4f} in the last quarter of the run"
    if last.js_trend < 0:
        return f"Still improving: {js_name(last)} falls {path}. Train longer.{modes_text(last)}"
    advice = "An earlier G was better: try smaller or shrinking step sizes."
    return f"Getting worse: {js_name(last)} rises {path}. {advice}{modes_text(last)}"


def oscillating(last: LastQuarter) -> str | None:
    """JS or V oscillates without a trend."""
    if oscillates(last):
        text = f"{js_name(last)} varies {js_range(last)} around its mean {last.mean_js:.3f}, without a clear trend"
        return f"Oscillating: {text}. {DAMPING}{modes_text(last)}"
    if last.v_amplitude >= MAX_V_AMPLITUDE:
        v = f"V varies between {last.v.min():.3f} and {last.v.max():.3f} around its mean {last.mean_v:.3f}"
        return f"Oscillating: {v}, while {js_text(last)} varies little. {DAMPING}"
    return None


def too_weak(last: LastQuarter) -> str | None:
    """D is far from its optimum: V shows less than half of JS, or differs from its maximum where JS is small."""
    if last.mean_js <= SMALL_JS:
        if not abs(last.gap) > SMALL_GAP:
            return None
        text = f"G is close to the distribution, but D is not at its optimum 1/2: {js_text(last)}, and"
        difference = f"V = {last.mean_v:.3f} differs by {abs(last.gap):.2f} from the best D's V"
        return f"{text} {difference}. Try smaller or shrinking steps of D."
    if not last.js_bound < MIN_SEEN * last.mean_js:
        return None
    seen = f"{js_text(last)}, of which V = {last.mean_v:.3f} shows only {max(0.0, last.js_bound):.3f}"
    alone = ": a D-loss of log 4 alone does not mean convergence" if near_log_4(last) else ""
    advice = "D is too weak: try a larger or faster D, a larger k or a smaller penalty."
    return f"Not converged: {seen}{alone}. {advice}{modes_text(last)}"


def oscillates(last: LastQuarter) -> bool:
    return last.js_amplitude >= max(SMALL_JS, min(MAX_AMPLITUDE, last.mean_js / 2))


def near_log_4(last: LastQuarter) -> bool:
    """Whether V is near or below -log 4, so that it proves no JS that matters."""
    return last.js_bound <= SMALL_JS + SMALL_GAP / 2


def correct_text(last: LastQuarter) -> str:
    return f"D gives the correct class a probability of {np.exp(last.mean_v / 2):.1%} (geometric mean)"


def js_range(last: LastQuarter) -> str:
    return f"between {last.js.min():.3f} and {last.js.max():.3f}"


def js_name(last: LastQuarter) -> str:
    name = "mean JS given c" if isinstance(last.distribution, Conditional) else "JS"
    return name if {"js", "js_mean"} & set(last.names) else f"{name} (estimated from points, minus its floor)"


def js_text(last: LastQuarter) -> str:
    worst = "" if np.isnan(last.worst_js) else f" (worst c: {max(0.0, last.worst_js):.4f})"
    return f"{js_name(last)} = {max(0.0, last.mean_js):.4f}{worst}"


def modes_text(last: LastQuarter) -> str:
    """A sentence, after a space, on the modes or on the worst condition; empty if there is nothing to say."""
    if "share_worst" in last.names:
        text = f"For the worst condition {last.table['share_worst'][-1]:.1%} of the points are within 3 sigma"
    elif "modes" in last.names and last.modes:
        found = f"covers {last.table['modes'][-1]:g} of {last.modes} modes and " if last.modes > 1 else ""
        text = f"G {found}has {last.table['share'][-1]:.1%} of its points within 3 sigma"
    else:
        return ""
    return f" {text} (a perfect sampler: {last.perfect_share:.1%})."
