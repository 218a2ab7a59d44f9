"""Divergences against 20-digit values, closed forms, SciPy and their own inequalities."""

import numpy as np
import pytest
from scipy import special, stats
from scipy.spatial import distance

from numpygan.distributions import Categorical, Empirical, Mixture, Normal, Uniform, from_scipy
from numpygan.numerics import crossings
from numpygan.theory import Estimate, divergences, entropy, hellinger, js, kl, log2_minus_js, total_variation

from .reference import CASES, Case

LOG_2 = np.log(2)
MEASURES = {
    "kl_pq": kl,
    "kl_qp": lambda p, q: kl(q, p),
    "js": js,
    "log2_minus_js": log2_minus_js,
    "tv": total_variation,
    "hellinger": hellinger,
}


def nearly_equal(case: Case) -> bool:
    return case.js < 1e-6


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.p!r}-{case.q!r}")
def test_reference_values(case: Case, name: str):
    expected = getattr(case, name)
    estimate = MEASURES[name](case.p, case.q)
    if np.isinf(expected):
        assert estimate == expected
        return
    # Where two log densities nearly cancel their own rounding decides: eps / 1e-6 of it is left.
    assert estimate == pytest.approx(expected, rel=2e-10 if nearly_equal(case) else 1e-12, abs=0)
    # The reported error is honest.
    assert abs(estimate - expected) <= 10 * estimate.error + 1e-15 * abs(expected)


@pytest.mark.parametrize("seed", range(40))
def test_random_normals_against_the_closed_form(seed):
    rng = np.random.default_rng(seed)
    (m, n), (s, t) = 3 * rng.normal(size=2), 10 ** rng.uniform(-1.5, 1.5, size=2)
    p, q = Normal(m, s), Normal(n, t)
    exact = np.log(t / s) + (s**2 + (m - n) ** 2) / (2 * t**2) - 0.5
    estimate = kl(p, q)
    assert estimate == pytest.approx(exact, rel=1e-12)
    assert abs(estimate - exact) <= 10 * estimate.error + 1e-14 * exact
    affinity = np.sqrt(2 * s * t / (s**2 + t**2)) * np.exp(-((m - n) ** 2) / (4 * (s**2 + t**2)))
    assert hellinger(p, q) ** 2 == pytest.approx(1 - affinity, rel=1e-11)


@pytest.mark.parametrize("seed", range(40))
def test_inequalities_between_random_distributions(seed):
    rng = np.random.default_rng([seed, 1])
    p, q = (random_distribution(rng) for _ in range(2))
    j, tv, h = js(p, q), total_variation(p, q), hellinger(p, q)
    assert 0 <= j <= LOG_2
    assert 0 <= tv <= 1
    assert kl(p, q) >= 0
    assert js(q, p) == pytest.approx(j, rel=1e-13)
    slack = 1e-12
    assert h**2 <= tv + slack
    assert tv <= h * np.sqrt(2 - h**2) + slack  # Le Cam
    assert tv**2 / 2 <= j + slack  # Pinsker, for each half
    assert j <= tv * LOG_2 + slack  # Lin
    assert log2_minus_js(p, q) == pytest.approx(LOG_2 - j, abs=1e-12)


def random_distribution(rng: np.random.Generator):
    scale = float(10 ** rng.uniform(-2, 2))
    center = float(rng.normal())
    return [
        lambda: Normal(center, scale),
        lambda: Uniform(center, center + scale),
        lambda: from_scipy(stats.laplace(center, scale)),
        lambda: from_scipy(stats.cauchy(center, scale)),
        lambda: from_scipy(stats.t(2.5, center, scale)),
        lambda: from_scipy(stats.gamma(0.3, center, scale)),
        lambda: from_scipy(stats.beta(0.5, 0.5, center, scale)),
        lambda: Mixture([0.2, 0.8], [Normal(center, scale), Normal(center + 3, 0.01)]),
    ][rng.integers(8)]()


@pytest.mark.parametrize("measure", [kl, js, total_variation, hellinger])
@pytest.mark.parametrize(
    "distribution",
    [
        Normal(4, 0.5),
        Uniform(0, 1),
        Categorical([0.2, 0.8]),
        from_scipy(stats.beta(0.5, 0.5)),
        from_scipy(stats.cauchy()),
    ],
    ids=repr,
)
def test_zero_for_equal_distributions(measure, distribution):
    assert measure(distribution, distribution) == 0


def test_infinite_kl():
    cauchy, t2, t3 = from_scipy(stats.cauchy()), from_scipy(stats.t(2)), from_scipy(stats.t(3))
    assert kl(Uniform(0, 2), Uniform(0, 1)) == np.inf
    assert kl(cauchy, Normal()) == kl(t2, Normal()) == np.inf
    assert np.isfinite(kl(t3, Normal()))  # its variance is finite
    assert kl(Uniform(0, 1), from_scipy(stats.invgamma(1))) == np.inf  # 1/x at 0
    assert kl(Categorical([0.5, 0.5]), Categorical([1.0, 0.0])) == np.inf
    assert kl(Normal(), Mixture([0.5, 0.5], [Uniform(-9, -1), Uniform(1, 9)])) == np.inf  # a gap in the middle
    assert kl(Normal(), Categorical([1.0])) == kl(Categorical([1.0]), Normal()) == np.inf


def test_kl_where_log_q_overflows():
    # log q is near -exp(-x) on the left: the mean of exp(-x) under p decides.
    gumbel = from_scipy(stats.gumbel_r())
    for p in (stats.logistic(), stats.laplace(), stats.laplace(0, 1.1), stats.cauchy(), stats.t(3)):
        assert kl(from_scipy(p), gumbel) == np.inf
    assert kl(from_scipy(stats.expon()), from_scipy(stats.gumbel_l())) == np.inf
    # Finite: E exp(-X) is exp(1/2) for N(0, 1), and 1 / (1 - b^2) for a Laplace distribution of scale b.
    exact = np.exp(0.5) - 0.5 * np.log(2 * np.pi * np.e)
    assert kl(Normal(), gumbel) == pytest.approx(exact, rel=1e-13)
    exact = 1 / (1 - 0.9**2) - 1 - np.log(1.8)
    assert kl(from_scipy(stats.laplace(0, 0.9)), gumbel) == pytest.approx(exact, rel=1e-13)
    with pytest.raises(ArithmeticError, match="not finite at x = "):
        kl(Normal(0, 30), gumbel)  # exp(450): finite, and out of reach


@pytest.mark.parametrize("unit", [1e-60, 1e-41, 1, 1e41, 1e60])
def test_kl_does_not_depend_on_the_unit(unit):
    p, q = from_scipy(stats.expon(0, 4 * unit)), from_scipy(stats.expon(0, unit))
    assert kl(p, q) == pytest.approx(3 - np.log(4), rel=1e-13)
    assert kl(q, p) == pytest.approx(np.log(4) - 0.75, rel=1e-13)


def test_kl_of_an_infinite_support_against_a_finite_one():
    # However little lies beyond the end: exp(-450) here, and 0.2^800.
    assert kl(Normal(0, 1), Uniform(-30, 30)) == np.inf
    assert kl(from_scipy(stats.geom(0.8)), from_scipy(stats.binom(800, 0.3))) == np.inf


@pytest.mark.parametrize(("m", "n"), [(3, 5), (1e4, 1.01e4), (1e6, 1.001e6)])
def test_poisson_distributions_against_the_closed_form(m, n):
    exact = (n - m) - m * np.log1p((n - m) / m)
    e = (n - m) / m
    if e < 0.1:  # m (e - log(1 + e)), which cancels
        exact = m * sum((-1) ** k / k * e**k for k in range(2, 14))
    assert kl(from_scipy(stats.poisson(m)), from_scipy(stats.poisson(n))) == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize("n", [20, 10_000, 1_000_000])
def test_binomial_distributions_against_the_closed_form(n):
    a, b = 0.25, 0.25 + 1 / np.sqrt(n)
    exact = n * (a * np.log(a / b) + (1 - a) * np.log((1 - a) / (1 - b)))
    assert kl(from_scipy(stats.binom(n, a)), from_scipy(stats.binom(n, b))) == pytest.approx(
        exact, rel=3e-16 * n + 1e-13
    )


@pytest.mark.parametrize("shape", [0.05, 3.0, 1e4])
def test_gamma_distributions_against_the_closed_form(shape):
    e = 1 / (4 * np.sqrt(shape) + 4)  # of the scale
    exact = shape * (np.log1p(e) - e / (1 + e))
    if e < 0.1:  # which cancels
        exact = shape * sum((-1) ** k * (1 - 1 / k) * e**k for k in range(2, 14))
    p, q = from_scipy(stats.gamma(shape)), from_scipy(stats.gamma(shape, scale=1 + e))
    assert kl(p, q) == pytest.approx(exact, rel=1e-12)


def test_symmetric_to_the_last_bit():
    p, q = from_scipy(stats.gamma(0.3, 0.1)), Mixture([0.25, 0.75], [Normal(0, 1), from_scipy(stats.beta(0.5, 2))])
    for divergence in (js, log2_minus_js, total_variation, hellinger):
        assert divergence(p, q) == divergence(q, p)
        assert divergence(p, q).error == divergence(q, p).error


@pytest.mark.parametrize(
    ("p", "q", "exact"),
    [
        (stats.cauchy(0.2, 1), stats.cauchy(0.1, 1), np.log1p(0.01 / 4)),
        (stats.gamma(0.05), stats.gamma(2), 37.00191853198196),
        (stats.cauchy(1e-6, 1), stats.cauchy(0, 1), 2.5e-13),
    ],
)
def test_finite_kl_that_looks_infinite(p, q, exact):
    estimate = kl(from_scipy(p), from_scipy(q))
    assert estimate == pytest.approx(exact, rel=1e-9)
    assert abs(estimate - exact) <= 10 * estimate.error + 1e-14 * exact


@pytest.mark.parametrize(
    ("p", "q", "exact"),
    [
        # Too slow a tail to be followed to its end: 1e154 is not far enough for x^-1.01, nor 1e-300 for s^-0.99.
        (stats.t(2.01), stats.norm(), 99.461),
        (stats.t(1.01), stats.laplace(), 62.595),
        (stats.beta(0.01, 1), stats.beta(1, 1), 94.395),
    ],
)
def test_what_is_out_of_reach_is_in_the_error(p, q, exact):
    estimate = kl(from_scipy(p), from_scipy(q))
    assert np.isfinite(estimate)
    assert abs(estimate - exact) <= 10 * estimate.error


def test_kl_of_nearly_equal_distributions_keeps_its_digits():
    # t^2 / 2 is 5e-17 here; t + exp(-t) - 1 added up would be rounding.
    assert kl(Normal(0, 1), Normal(1e-8, 1)) == pytest.approx(5e-17, rel=1e-7)


def test_a_distribution_with_density_and_atoms():
    # Half of p is an atom at 2 that q lacks: its share of JS is log 2 / 2 ... of the density p has half of q.
    p, q = Mixture([0.5, 0.5], [Uniform(0, 1), Categorical([1.0], points=[2])]), Uniform(0, 1)
    # KL(p||m)/2 = (1/2 log(0.5/0.75) + 1/2 log 2)/2, KL(q||m)/2 = log(1/0.75)/2.
    exact = (0.5 * np.log(2 / 3) + 0.5 * LOG_2) / 2 + np.log(4 / 3) / 2
    assert js(p, q) == pytest.approx(exact, rel=1e-14)
    assert js(Normal(), Categorical([0.5, 0.5])) == LOG_2


def test_conventions_of_other_libraries():
    p, q = Categorical([0.36, 0.48, 0.16]), Categorical([0.3, 0.5, 0.2])
    assert js(p, q) == pytest.approx(distance.jensenshannon(p.probs, q.probs) ** 2, rel=1e-12)
    assert js(p, q) / LOG_2 == pytest.approx(distance.jensenshannon(p.probs, q.probs, base=2) ** 2, rel=1e-12)
    m = (p.probs + q.probs) / 2
    twice = special.rel_entr(p.probs, m).sum() + special.rel_entr(q.probs, m).sum()
    assert 2 * js(p, q) == pytest.approx(twice, rel=1e-12)


def test_a_narrow_spike_far_away_is_seen():
    spiked = Mixture([0.99, 0.01], [Normal(0, 1), Normal(1e6, 1e-6)])
    assert total_variation(spiked, Normal(0, 1)) == pytest.approx(0.01, rel=1e-12)


def test_nearly_equal_scales():
    # To leading order JS is (log ratio of the scales)^2 / 4: the Fisher information of a log scale is 2, over 8.
    assert js(Normal(0, 1), Normal(0, 1 + 1e-6)) == pytest.approx(1e-12 / 4, rel=2e-6)


def test_entropy():
    assert entropy(Normal(3, 2)) == pytest.approx(0.5 * np.log(2 * np.pi * np.e * 4), rel=1e-14)
    assert entropy(Categorical([0.25] * 4)) == pytest.approx(np.log(4), rel=1e-15)


def test_crossings():
    np.testing.assert_allclose(crossings(Normal(0, 1), Normal(3, 1)), [1.5], rtol=1e-14)
    assert crossings(Normal(), Normal()).size == 0


def test_errors():
    with pytest.raises(TypeError, match="q must be a distribution with a density or point masses, got Empirical"):
        js(Normal(), Empirical([1.0, 2.0]))
    with pytest.raises(TypeError, match=r"p must be a distribution .* got \[0.5, 0.5\]"):
        kl([0.5, 0.5], [0.9, 0.1])


def test_a_number_outside_its_bounds_is_not_passed_off_as_a_bound(monkeypatch):
    # A rounding error above log 2 is taken off; a failure is told by the error that is left.
    wrong = Estimate(-1e3, error=1e-15, method="broken")
    monkeypatch.setattr(divergences.normal_pairs, "js", lambda p, q: wrong)
    assert js(Normal(0, 1), Normal(1, 1)) == 0
    assert js(Normal(0, 1), Normal(1, 1)).error == pytest.approx(1e3)
