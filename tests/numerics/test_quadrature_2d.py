"""2-D quadrature against closed forms and against divergences that are known by another method."""

import numpy as np
import pytest

from numpygan.distributions import Mixture, MultivariateNormal, Normal, grid, ring
from numpygan.numerics import integrate
from numpygan.numerics.quadrature_2d import covering_rectangles
from numpygan.theory import entropy, hellinger, js, kl, log2_minus_js, maximize_value, total_variation

N = MultivariateNormal
DISTRIBUTIONS = [
    N([0, 0], 1),
    N([100, -3], [[1, 0.999], [0.999, 1]]),
    N([0, 0], [[1e-6, 0], [0, 1e4]]),
    ring(),
    grid(),
    Mixture([0.999, 0.001], [N([0, 0], 1), N([1, 1], 1e-6)]),
]


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=str)
def test_total_mass_is_1_within_the_reported_error(distribution):
    mass = integrate(lambda x, log_p: np.exp(log_p), distribution)
    assert mass == pytest.approx(1, abs=1e-11)
    assert abs(mass - 1) <= 10 * mass.error
    assert mass.error < 1e-8


def test_moments():
    distribution = N([1, -2], [[2, 0.7], [0.7, 1]])
    product = integrate(lambda x, log_p: x[:, 0] * x[:, 1] * np.exp(log_p), distribution)
    assert product == pytest.approx(0.7 - 2, rel=1e-12)
    assert entropy(distribution) == pytest.approx(np.log(2 * np.pi * np.e) + np.log(2 - 0.49) / 2, rel=1e-12)


def test_independent_coordinates_add_up():
    # In a product distribution every KL is a sum; the second coordinate of both distributions is a mixture of two.
    a, b = N([0, -2], [[1, 0], [0, 0.25]]), N([0, 2], [[1, 0], [0, 0.25]])
    c, d = N([1, -2], [[1, 0], [0, 1]]), N([1, 1], [[1, 0], [0, 1]])
    p, q = Mixture([0.5, 0.5], [a, b]), Mixture([0.5, 0.5], [c, d])
    second = [Mixture([0.5, 0.5], [Normal(m, s), Normal(n, s)]) for m, n, s in ((-2, 2, 0.5), (-2, 1, 1.0))]
    assert kl(p, q) == pytest.approx(0.5 + kl(*second), rel=1e-11)


def test_a_first_coordinate_that_both_share_changes_nothing():
    p = Mixture([0.3, 0.7], [N([0, -3], 1), N([0, 3], 1)])
    q = Mixture([0.6, 0.4], [N([0, -3], 1), N([0, 1], 1)])
    in_1d = Mixture([0.3, 0.7], [Normal(-3), Normal(3)]), Mixture([0.6, 0.4], [Normal(-3), Normal(1)])
    for divergence in (kl, js, log2_minus_js, total_variation, hellinger):
        assert divergence(p, q) == pytest.approx(float(divergence(*in_1d)), rel=1e-10)


def test_turning_both_distributions_changes_nothing():
    turn = np.array([[np.cos(1), -np.sin(1)], [np.sin(1), np.cos(1)]])
    p = Mixture([0.5, 0.5], [N([0, 0], [[1, 0.9], [0.9, 1]]), N([2, 1], [[0.1, 0], [0, 2]])])
    q = Mixture([0.2, 0.8], [N([1, 0], 0.5), N([-1, 1], [[1, -0.5], [-0.5, 1]])])
    turned = [
        Mixture(
            distribution.weights,
            [N(turn @ part.mean, turn @ (part.cov + part.cov.T) @ turn.T / 2) for part in distribution.components],
        )
        for distribution in (p, q)
    ]
    for divergence in (kl, js, total_variation, hellinger):
        assert divergence(*turned) == pytest.approx(float(divergence(p, q)), rel=1e-9)


def test_a_ring_against_a_ring_with_a_mode_missing():
    # Modes that share nothing: the divergences of the uniform distributions on 8 and on 7 points. KL is finite but
    # huge.
    missing = Mixture(np.full(7, 1 / 7), ring().components[:7])
    m = 1 / 16 + 1 / 14
    expected = 7 * (1 / 16 * np.log(1 / 8 / m) + 1 / 14 * np.log(1 / 7 / m)) + 1 / 16 * np.log(2)
    assert js(ring(), missing) == pytest.approx(expected, rel=1e-12)
    assert total_variation(ring(), missing) == pytest.approx(1 / 8, rel=1e-12)
    assert kl(ring(), missing) > 300


def test_a_curve_of_equal_densities_that_turns_within_cells():
    # By 3,000 lines with the integral along each in closed form: 0.31474040(3).
    distance = total_variation(ring(8, 2.0, 0.5), grid(5, 1.0, 0.3))
    assert distance == pytest.approx(0.3147404027600, rel=1e-9)
    assert distance.error < 3e-9


def test_theorem_1_for_a_ring_against_a_normal_distribution():
    p, q = ring(8, 2.0, 0.3), N([0, 0], 4)
    assert maximize_value(p, q).value == pytest.approx(-np.log(4) + 2 * js(p, q), abs=1e-10)


def test_what_hardly_overlaps_keeps_its_digits():
    # Two normal distributions mixed from two equal halves each, so that the exact reduction does not apply.
    p, q = (Mixture([0.5, 0.5], [N(center, 1)] * 2) for center in ([0, 0], [18, 24]))
    assert log2_minus_js(p, q) == pytest.approx(1.14708290281243174e-50, rel=1e-9, abs=0)


def test_cells_are_disjoint_and_small_where_a_distribution_is_narrow():
    found = covering_rectangles([N([0, 0], 1), N([5, 0], 1e-4)])
    low, high = found.center - found.half, found.center + found.half
    overlap = np.minimum(high[:, None], high) - np.maximum(low[:, None], low)
    shared = overlap.clip(0).prod(axis=2)
    np.testing.assert_allclose(shared.sum(), (high - low).prod(axis=1).sum())
    near = np.linalg.norm(found.center - [5, 0], axis=1) < 0.05
    assert near.any()
    assert found.half[near].max() < 0.03


def test_an_integrand_that_is_not_finite_is_an_error():
    with pytest.raises(ArithmeticError, match="not finite at x = "):
        integrate(lambda x, log_p: np.where(x[:, 0] > 0.5, np.nan, 1.0), N([0, 0], 1))


def test_an_integral_that_does_not_converge_reports_a_large_error():
    # The integrand jumps along a line that is not parallel to the sides of the cells, so the rule converges slowly.
    half = integrate(lambda x, log_p: np.exp(log_p) * (x[:, 0] + 0.3 * x[:, 1] > 0), N([0, 0], 1))
    assert abs(half - 0.5) <= 10 * half.error
    assert half.error > 1e-12


def test_errors_for_different_spaces_and_distributions_without_a_quadrature():
    with pytest.raises(ValueError, match="distributions on the same space"):
        js(N([0, 0], 1), N([0, 0, 0], 1))
    with pytest.raises(
        ValueError, match=r"the same space, got Normal\(0, 1\) \(univariate, dim=1\) and .* \(multivariate, dim=1"
    ):
        js(Normal(), N([0], 1))
    with pytest.raises(ValueError, match="landmarks are for univariate distributions"):
        integrate(lambda x, log_p: np.exp(log_p), N([0, 0], 1), landmarks=[1.0])
    with pytest.raises(ValueError, match=r"the integrand returned shape \(\), expected"):
        integrate(lambda x, log_p: 1.0, N([0, 0], 1))
    mixed = Mixture([0.5, 0.5], [N([0, 0, 0], 1), N([1, 1, 1], 1)])
    with pytest.raises(ValueError, match="there is no quadrature for these distributions in dimension 3; pass rng"):
        js(mixed, N([0, 0, 0], 1))
    estimate = js(mixed, N([0, 0, 0], 1), rng=np.random.default_rng(0))
    assert estimate.method == "Monte Carlo"
    assert 0 < estimate.error < 0.001
