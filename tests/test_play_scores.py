"""The page "Scores" of Play: its scores are those of the package, and its limits are what it says of them."""

import re

import numpy as np
import pytest
from play_pages import numbers, numbers_in, opened, plot_in, sentence_in, unit_lengths

from numpygan.cli.play import page_path
from numpygan.distributions import MultivariateMixture, MultivariateNormal
from numpygan.evaluation import mode_scores, perfect_share

CENTERS = [(x, y) for x in (-4, -2, 0, 2, 4) for y in (-4, -2, 0, 2, 4)]
DATA = MultivariateMixture([1 / 25] * 25, [MultivariateNormal(center, 0.15**2 * np.eye(2)) for center in CENTERS])
PRESETS = ["perfect", "collapsed", "narrow", "uneven", "between"]


def fine(scores, limits):
    """Which scores are inside the limits of the page."""
    return {
        "modes": scores.modes >= limits["modes"],
        "share": scores.share >= limits["share"],
        "reverse_kl": scores.reverse_kl <= limits["reverse_kl"] * scores.reverse_kl_floor,
        "spread_low": scores.spread_low >= limits["spread_low"],
    }


@pytest.mark.parametrize("preset", PRESETS)
def test_scores(preset, tmp_path):
    dom = opened("scores", tmp_path, preset=preset)
    shown = numbers_in(dom)
    scores = mode_scores(DATA, np.array(shown["points"]))
    for name in ("modes", "share", "reverse_kl", "reverse_kl_floor", "spread_low"):
        assert shown[name] == pytest.approx(getattr(scores, name), rel=1e-6), name
    passed = fine(scores, shown["limits"])
    for name, is_fine in passed.items():
        assert re.search(rf'id="{name}-mark"[^>]*>(\w+)<', dom)[1] == ("fine" if is_fine else "bad"), name
    assert all(passed.values()) == (preset == "perfect")
    assert ("This generator is bad" in sentence_in(dom)) == (preset != "perfect")


def test_the_page_opens_with_a_generator_that_has_a_good_score_although_it_is_bad(tmp_path):
    dom = opened("scores", tmp_path)
    shown = numbers_in(dom)
    passed = fine(mode_scores(DATA, np.array(shown["points"])), shown["limits"])
    assert passed == {"modes": False, "share": True, "reverse_kl": False, "spread_low": True}
    assert "fine all the same: the share, the smallest spread. Scores that show it: the number of modes" in sentence_in(
        dom
    )


def test_a_perfect_sampler_is_fine_in_99_of_100_trials(tmp_path):
    limits = numbers("scores", tmp_path)["limits"]
    rng = np.random.default_rng(0)
    scores = [mode_scores(DATA, DATA.sample(500, rng=rng)) for _ in range(1000)]
    for name in limits:
        assert sum(fine(one, limits)[name] for one in scores) > 990, name
    shown_typical = float(re.search(r"fine: 0.55 or more</small><small>perfect sampler: about ([\d.]+)", page())[1])
    assert np.median([one.spread_low for one in scores]) == pytest.approx(shown_typical, abs=0.01)


def page():
    return page_path("scores").read_text(encoding="utf-8")


def test_the_limits_in_words_are_those_of_the_script(tmp_path):
    dom = opened("scores", tmp_path)
    shown = numbers_in(dom)
    limits = shown["limits"]
    assert f"fine: all {limits['modes']}<" in dom
    assert f"fine: {limits['share']:.2f} or more<" in dom
    assert f"fine: {limits['spread_low']:.2f} or more<" in dom
    shown_limit = float(re.search(r'id="reverse_kl-limit">([\d.]+)<', dom)[1])
    assert shown_limit == pytest.approx(limits["reverse_kl"] * shown["reverse_kl_floor"], abs=6e-5)
    text = page().replace("\n", " ")
    assert f"Its share is {100 * perfect_share(2):.3f} %" in text
    assert f"perfect sampler: {perfect_share(2):.4f}<" in text


@pytest.mark.parametrize("width", [500, 760, 1440])
def test_the_circles_are_circles(width, tmp_path):
    plot = plot_in(opened("scores", tmp_path, width=width), "plane")
    along_x, along_y = unit_lengths(plot)
    assert along_x == pytest.approx(along_y, rel=1e-6)
    radii = [float(r) for r in re.findall(r'<circle [^>]*\br="([\d.]+)" class="ring"', plot)]
    assert len(radii) == 25
    assert radii == pytest.approx([0.45 * along_x] * 25, rel=1e-6)
    assert "<ellipse" not in plot
    for name in ("x1, first coordinate", "x2, second coordinate"):
        assert name in plot
