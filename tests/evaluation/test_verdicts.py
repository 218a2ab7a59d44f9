"""Every kind of verdict, on artificial histories and on short training runs."""

import re

import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import Labeled, Mixture, Normal, SecondGivenFirst, line, named_distribution, ring
from numpygan.evaluation import Verdict, VerdictKind, measures_for, verdict
from numpygan.nets import saturating
from numpygan.recipes import Run, Settings, settings_for
from numpygan.training import COLUMNS, History

LOG_4 = np.log(4)
ROWS = 48  # the last 12 count
STANDARD = Normal()
TWO = Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)])
NOISE = np.random.default_rng(0).normal(size=ROWS)
PLANE = {"modes": 8, "share": 0.98, "reverse_kl": 0.002, "reverse_kl_floor": 0.0014, "spread_low": 0.9}
FAR = {"js": 0.25, "v_exact": -LOG_4 + 0.4, "g_loss": 1.0, "g_gradient": 1.0}  # constant; V shows most of JS


def history(**columns) -> History:
    """Rows whose columns are numbers, or arrays of ROWS numbers."""
    columns = {"step": 50 * np.arange(1, ROWS + 1), **columns}
    made = History(list(columns))
    for i in range(ROWS):
        made.append({name: np.broadcast_to(values, ROWS)[i].item() for name, values in columns.items()})
    return made


def kind(distribution=STANDARD, **columns) -> VerdictKind:
    answer = verdict(history(**columns), distribution)
    assert 1 <= len(re.findall(r"[.](?= |$)", answer.text)) <= 3, answer.text
    assert set(columns) <= set(COLUMNS)
    return answer.kind


def ramp(first: float, last: float) -> np.ndarray:
    """A constant, then a straight line in the last quarter."""
    return np.concatenate([np.full(36, first), np.linspace(first, last, 12)])


# -- equilibrium


def test_equilibrium_needs_small_stable_js_and_v_near_its_maximum():
    good = {"js": 0.004 + 0.0005 * NOISE, "v_exact": -LOG_4 + 0.002}
    assert kind(**good) == "equilibrium"
    assert kind(**{**good, "js": 0.02}) != "equilibrium"
    assert kind(**{**good, "js": 0.005 + 0.02 * (NOISE > 1.5)}) != "equilibrium"  # outliers
    assert kind(**{**good, "v_exact": -LOG_4 - 0.035}) == "equilibrium"
    assert kind(**{**good, "v_exact": -LOG_4 - 0.045}) == "discriminator-too-weak"  # its gap is 0.053
    assert (
        "G is close to the distribution, but D is not at its optimum"
        in verdict(history(**{**good, "v_exact": -1.5}), STANDARD).text
    )
    assert kind(**{**good, "v_exact": -LOG_4 + 0.3 * (-1) ** np.arange(ROWS)}) == "oscillating"
    assert kind(js=0.004 + 0.003 * np.sin(np.arange(ROWS)), v_exact=-1.5) == "discriminator-too-weak"


def test_the_most_accurate_v_is_used():
    assert kind(js=0.25, v=-0.01, v_exact=-LOG_4) == "discriminator-too-weak"
    assert kind(js=0.25, v=-0.01, v_sample=-LOG_4) == "discriminator-too-weak"


def test_a_d_loss_of_log_4_alone_is_not_convergence():
    # N(2.92, 0.08) for N(3, 0.5): V of D = 1/2.
    answer = verdict(history(js=0.35, v_exact=-LOG_4), Normal(3, 0.5))
    assert answer.kind == "discriminator-too-weak"
    assert "a D-loss of log 4 alone" in answer.text
    assert "of which V = -1.386 shows only 0.000" in answer.text


def test_sampled_js_is_judged_minus_its_floor():
    sampled = {"js_floor": 0.0137, "v_sample": -LOG_4 + 0.003}
    assert kind(ring(), js_sample=0.016, **sampled, **PLANE) == "equilibrium"
    assert kind(ring(), js_sample=0.04, **sampled, **PLANE) == "discriminator-too-weak"
    text = verdict(history(js_sample=0.016, **sampled, **PLANE), ring()).text
    assert "0.0023" in text
    assert "8 of 8 modes and has 98.0% of its points within 3 sigma (a perfect sampler: 98.9%)" in text


def test_a_js_that_v_proves_counts_even_if_the_cells_miss_it():
    # A line has no area: D can recognize points beside it that lie in the same cell.
    assert kind(line(), js_sample=0.014, js_floor=0.0137, v_sample=-0.9) == "stalled"
    assert kind(line(), js_sample=0.014, js_floor=0.0137, v_sample=-0.1) == "discriminator-too-strong"


def test_equilibrium_needs_a_small_js_for_the_worst_condition():
    distribution = SecondGivenFirst(ring(std=0.5))
    good = {"js_mean": 0.005, "v_sample": -LOG_4, "share_mean": 0.99, "share_worst": 0.98}
    assert kind(distribution, js_worst=0.02, **good) == "equilibrium"
    assert kind(distribution, js_worst=0.1, **good) != "equilibrium"
    text = verdict(history(js_worst=0.02, **good), distribution).text
    assert "mean JS given c = 0.0050 (worst c: 0.0200)" in text
    assert "For the worst condition 98.0% of the points" in text
    sampled = {"js_sample_mean": 0.02, "js_floor": 0.0134, "v_sample": -LOG_4}
    assert kind(Labeled(ring()), js_sample_worst=0.055, **sampled) == "equilibrium"  # 0.0416 above its floor
    assert kind(Labeled(ring()), js_sample_worst=0.3, **sampled) != "equilibrium"


# -- collapse


@pytest.mark.parametrize(("modes", "lost"), [(8, False), (7, True)])
def test_collapsed_when_a_mode_is_missing(modes, lost):
    scores = {**PLANE, "modes": modes, "reverse_kl": 0.135 if lost else 0.002}
    assert (kind(ring(), js_sample=0.06, js_floor=0.0137, v_sample=-LOG_4, **scores) == "collapsed") == lost


def test_collapsed_text_counts_the_modes():
    text = verdict(history(**FAR, modes=1, share=0.99, reverse_kl=0.69, reverse_kl_floor=0.0002), TWO).text
    assert "it covers 1 of 2 modes" in text


def test_missing_modes_that_are_not_a_collapse():
    scores = {**PLANE, **FAR, "modes": 7, "reverse_kl": 0.135}
    assert kind(ring(), **scores) == "collapsed"
    assert kind(ring(), **{**scores, "share": 0.1}) == "stalled"  # G has not reached the modes
    growing = np.repeat([3, 4, 5, 6], ROWS // 4)
    growing[-4:] = 7
    assert kind(ring(), **{**scores, "modes": growing, "js": ramp(0.4, 0.3), "reverse_kl": 0.5}) == "changing"
    # The mode is so rare that a perfect sampler may miss it, too: reverse KL is near its floor.
    assert kind(ring(), **{**scores, "reverse_kl": 0.0015}) == "stalled"


def test_collapsed_even_if_js_is_small():
    distribution = Mixture([0.98, 0.02], [Normal(-2, 0.5), Normal(2, 0.5)])
    lost = {"modes": 1, "share": 0.997, "reverse_kl": 0.0202, "reverse_kl_floor": 0.0002}
    assert kind(distribution, js=0.0069, v_exact=-LOG_4, **lost) == "collapsed"


def test_collapsed_text_mentions_moving_from_mode_to_mode():
    hops = {"modes": 1, "share": 0.9, "reverse_kl": 0.69, "reverse_kl_floor": 0.0002, "spread_low": 0.8}
    answer = verdict(history(js=0.3 + 0.1 * np.sin(np.arange(ROWS)), v_exact=-1.2, **hops), TWO)
    assert answer.kind == "collapsed"
    assert "G may be moving from mode to mode" in answer.text


def test_collapsed_when_modes_are_filled_unevenly():
    assert kind(TWO, **FAR, modes=2, share=0.99, reverse_kl=0.2, reverse_kl_floor=0.0002) == "collapsed"
    assert kind(TWO, **FAR, modes=2, share=0.99, reverse_kl=0.05, reverse_kl_floor=0.0002) == "stalled"


def test_collapsed_when_modes_are_too_narrow():
    assert kind(ring(), **FAR, **{**PLANE, "share": 1.0, "spread_low": 0.2}) == "collapsed"
    assert kind(ring(), **{**FAR, **PLANE, "spread_low": 0.2, "js": ramp(0.3, 0.2)}) == "changing"  # they widen
    told = np.where(np.arange(ROWS) % 2, np.nan, 0.2)
    assert kind(ring(), **{**FAR, **PLANE, "spread_low": told}) == "collapsed"
    distribution = Labeled(ring())  # G obeys the labels, D does not discriminate, and every mode is nearly a point
    sampled = {"js_sample_mean": 0.4, "js_sample_worst": 0.45, "js_floor": 0.0134, "v_sample": -LOG_4}
    assert kind(distribution, **sampled, share_mean=1.0, share_worst=1.0, spread_low=0.25) == "collapsed"
    assert kind(distribution, **sampled, share_mean=1.0, share_worst=1.0, spread_low=0.8) == "discriminator-too-weak"


def test_nan_scores_without_good_points_are_not_an_error():
    nothing = {"modes": 0, "share": 0.0, "reverse_kl": np.nan, "reverse_kl_floor": 0.0014, "spread_low": np.nan}
    assert kind(ring(), **FAR, **nothing) == "stalled"


# -- too strong, too weak, stalled


def test_discriminator_too_strong():
    strong = {"js": 0.69, "v_exact": -0.01}
    text = verdict(history(**strong, g_loss=-1e-5, g_gradient=1e-9), Normal()).text
    assert "log(1 - D) saturates (gradient norm 1e-09)" in text
    assert "saturates" not in verdict(history(**strong, g_loss=9.0, g_gradient=5.0), Normal()).text  # -log D does not
    assert kind(**strong) == "discriminator-too-strong"
    assert kind(js=0.55, v_exact=-0.3) == "stalled"
    assert kind(js=ramp(0.69, 0.6), v_exact=-0.15) == "changing"  # D is strong, but JS falls


def test_too_weak_when_v_shows_less_than_half_of_js():
    assert "log 4" not in verdict(history(js=0.25, v_exact=-LOG_4 + 0.2), STANDARD).text  # V is not near -log 4
    assert kind(js=0.25, v_exact=-LOG_4 + 0.2) == "discriminator-too-weak"  # a bound of 0.1
    assert kind(js=0.25, v_exact=-LOG_4 + 0.3) == "stalled"  # of 0.15
    assert kind(js=0.25, v_exact=-2.0) == "discriminator-too-weak"


# -- changing, oscillating


@pytest.mark.parametrize(("first", "last", "word"), [(0.3, 0.2, "Still improving"), (0.2, 0.3, "Getting worse")])
def test_changing(first, last, word):
    answer = verdict(history(js=ramp(first, last) + 0.01 * NOISE, v_exact=-1.0), Normal())
    assert answer.kind == "changing"
    assert answer.text.startswith(word)
    path = [float(number) for number in re.findall(r"0\.\d{4}", answer.text)]
    np.testing.assert_allclose(path, [first, last], atol=0.02)


def test_changing_comes_before_oscillating():
    assert kind(js=ramp(0.66, 0.57), v_exact=-0.8 + 0.4 * (-1) ** np.arange(ROWS)) == "changing"


def test_insignificant_or_slow_trends_are_ignored():
    flat = [kind(js=0.3 + 0.02 * np.random.default_rng(seed).normal(size=ROWS), v_exact=-1.0) for seed in range(200)]
    false_alarms = flat.count("changing")
    assert false_alarms <= stats.binom.ppf(0.999, 200, 0.01)
    assert set(flat) <= {"changing", "stalled", "oscillating"}
    assert kind(js=ramp(0.300, 0.295), v_exact=-1.0) == "stalled"


def test_oscillating():
    swing = 0.1 * np.sin(1.7 * np.arange(ROWS))
    answer = verdict(history(js=0.3 + swing, v_exact=-1.0), Normal())
    assert answer.kind == "oscillating"
    assert "varies between 0.200 and 0.398 around its mean 0.292" in answer.text
    assert kind(js=0.3 + 0.2 * swing, v_exact=-1.0) == "stalled"
    assert kind(js=0.02 + 0.15 * swing, v_exact=-1.36) == "oscillating"  # small mean, but unstable
    assert kind(js=0.3, v_exact=-1.0 + 3 * swing) == "oscillating"
    assert kind(js=0.3, v=-1.0 + 3 * swing) == "stalled"  # V of one minibatch swings by chance


def test_only_the_last_quarter_counts():
    wild = np.where(np.arange(ROWS) < 36, 0.3 + 0.3 * np.sin(np.arange(ROWS)), 0.003)
    assert kind(js=wild, v_exact=-LOG_4) == "equilibrium"
    assert kind(js=wild[::-1], v_exact=-LOG_4) != "equilibrium"


# -- not finite, unknown


def test_not_finite():
    js = np.full(ROWS, 0.3)
    js[40] = np.nan
    answer = verdict(history(js=js, v=-1.0), Normal())
    assert answer.kind == "not-finite"
    assert "js is nan at step 2050" in answer.text
    short = History(["step", "d_gradient"])
    short.append({"step": 1, "d_gradient": np.inf})
    assert verdict(short, Normal()).kind == "not-finite"


def test_verdicts_from_v_alone():
    assert kind(v=-0.05) == "discriminator-too-strong"  # V alone proves a large JS
    assert "proves that JS is at least 0.193" in verdict(history(v=-1.0), Normal()).text
    assert "V alone does not decide: V = -1.386" in verdict(history(v=-LOG_4), Normal()).text
    assert "V was not recorded" in verdict(history(js=0.001), Normal()).text
    for columns in ({"v": -1.0}, {"v": -LOG_4}, {"v": -3.0}, {"g_loss": 1.0}, {"js": 0.001}):
        assert kind(**columns) == "unknown"
        assert "measure=measures_for(distribution)" in verdict(history(**columns), Normal()).text


def test_too_few_rows():
    few = History(["step", "v", "js"])
    for step in range(23):
        few.append({"step": step, "v": -LOG_4, "js": 0.001})
    assert verdict(few, Normal()) == Verdict(
        VerdictKind.UNKNOWN, "Too few rows for a verdict: 23, expected at least 24. Train longer, or record more often."
    )
    few.append({"step": 23, "v": -LOG_4, "js": 0.001})
    assert verdict(few, Normal()).kind == "equilibrium"


def test_errors():
    with pytest.raises(TypeError, match="expected a History, got 3"):
        verdict(3, Normal())
    with pytest.raises(TypeError, match="distribution must be a Distribution or Conditional, got 'ring'"):
        verdict(history(js=0.1), "ring")


# -- runs

RECIPE = settings_for(Normal(), recipe=True)
RUNS = {
    "equilibrium": (Normal(4, 0.5), RECIPE),
    "discriminator-too-strong": (Normal(40, 0.5), Settings(steps=600, generator_loss=saturating)),
    # A small G cannot cross the gap; each point that it makes is right.
    "collapsed": (TWO, Settings().with_values(steps=1000, g_lr=1e-3, g_hidden=(4,))),
    "oscillating": (Normal(4, 0.5), Settings().with_values(steps=1000, k=1, d_lr=0.02, g_lr=0.02)),
    "changing": (Normal(4, 0.5), Settings().with_values(steps=1000, k=1, g_lr=1e-4)),
}


@pytest.mark.parametrize("expected", RUNS)
def test_verdict_on_a_trained_run(expected):
    distribution, settings = RUNS[expected]
    run = Run(
        distribution,
        settings,
        rng=np.random.default_rng(0),
        every=settings.steps // 25,
        measure=measures_for(distribution),
    )
    for _ in run.iterate():
        pass
    answer = verdict(run.history, distribution)
    assert answer.kind == expected, answer.text


def test_verdict_on_a_trained_2d_run():
    distribution = named_distribution("correlated-normal")
    settings = RECIPE.with_values(steps=1500)
    run = Run(distribution, settings, rng=np.random.default_rng(0), every=60, measure=measures_for(distribution))
    for _ in run.iterate():
        pass
    assert verdict(run.history, distribution).kind == "equilibrium"
