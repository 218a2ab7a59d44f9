"""Normal pairs against closed forms, 1-D quadrature and 2-D quadrature, which are independent of them."""

import numpy as np
import pytest
from scipy import special, stats

from numpygan.distributions import MultivariateNormal, Normal
from numpygan.numerics import crossings, integrate
from numpygan.numerics.divergence_integrands import (
    js_integrand,
    kl_integrand,
    log2_minus_js_integrand,
    log_ratio,
    squared_hellinger_integrand,
    total_variation_integrand,
)
from numpygan.theory import hellinger, js, kl, log2_minus_js, total_variation

N = MultivariateNormal
INTEGRANDS = {
    kl: kl_integrand,
    js: js_integrand,
    log2_minus_js: log2_minus_js_integrand,
    total_variation: total_variation_integrand,
    hellinger: squared_hellinger_integrand,
}
ALL = tuple(INTEGRANDS)

# 20 digits; kl(p, q), js, log2_minus_js, total variation, Hellinger.
KNOWN = [
    (
        N(np.zeros(10), 1.0),
        N(np.zeros(10), 1.44),
        (
            0.29543779016176848434,
            0.075723345292466997713,
            0.61742383526747831171,
            0.31127876264209551099,
            0.28164420839092421964,
        ),
    ),
    (
        N([0, 0], 1),
        N([3, 4], 1),
        (12.5, 0.67594257738097986840, 0.017204603178965464141, 0.98758066934844772966, 0.97778477507915476405),
    ),
    (
        N(np.zeros(3), 1),
        N([1, 2, 2], 1),
        (4.5, 0.52677730652137350438, 0.16636987403857180503, 0.86638559746228386799, 0.82179531067148969842),
    ),
]


@pytest.mark.parametrize(("p", "q", "expected"), KNOWN, ids=["10-D", "2-D", "3-D"])
def test_known_values(p, q, expected):
    for divergence, value in zip(ALL, expected, strict=True):
        assert divergence(p, q) == pytest.approx(value, rel=1e-13, abs=0)


@pytest.mark.parametrize(
    ("p", "q"),
    [
        (Normal(0, 1), Normal(2, 1)),
        (Normal(0, 1), Normal(0, 1e-3)),
        (Normal(-1, 0.5), Normal(2, 1.5)),
        (Normal(0, 1), Normal(30, 1)),
        (Normal(0, 1), Normal(5, 0.01)),
        (Normal(0, 1), Normal(0, 1.01)),
        (Normal(0.3, 1e-3), Normal(0, 1)),
    ],
    ids=repr,
)
@pytest.mark.parametrize("divergence", ALL)
def test_in_one_dimension_it_is_the_quadrature_of_the_line(divergence, p, q):
    in_1d = integrate(INTEGRANDS[divergence], p, q, landmarks=crossings(p, q))
    value = np.sqrt(in_1d) if divergence is hellinger else float(in_1d)
    assert divergence(p, q) == pytest.approx(value, rel=1e-11, abs=0)
    assert divergence(N([p.mean], p.std**2), N([q.mean], q.std**2)) == pytest.approx(value, rel=1e-11, abs=0)


@pytest.mark.parametrize(
    ("p", "q"),
    [
        (N([0, 0], 1), N([1, 0], [[2, -0.5], [-0.5, 1]])),
        (N([-1, 0], [[1, 0.5], [0.5, 2]]), N([1, 1], [[2, -0.9], [-0.9, 0.5]])),
        (N([0, 0], [[1, 0.99], [0.99, 1]]), N([0, 0], [[1, -0.99], [-0.99, 1]])),
        (N([0, 0], 1), N([0, 0], [[1, 0.5], [0.5, 1]])),
    ],
)
def test_in_the_plane_it_is_the_quadrature_of_the_plane(p, q):
    for divergence, integrand in (
        (kl, kl_integrand),
        (js, js_integrand),
        (log2_minus_js, log2_minus_js_integrand),
        (total_variation, total_variation_integrand),
    ):
        assert divergence(p, q) == pytest.approx(float(integrate(integrand, p, q, level_set=log_ratio)), rel=1e-10)
    assert hellinger(p, q) ** 2 == pytest.approx(float(integrate(squared_hellinger_integrand, p, q)), rel=1e-10)


def test_equal_covariances_reduce_to_one_dimension(rng):
    a = rng.normal(size=(5, 5))
    cov, shift = a @ a.T + np.eye(5), rng.normal(size=5)
    distance = np.sqrt(shift @ np.linalg.solve(cov, shift))
    p, q = N(np.zeros(5), cov), N(shift, cov)
    assert js(p, q) == pytest.approx(float(js(Normal(), Normal(distance))), rel=1e-12)
    assert total_variation(p, q) == pytest.approx(special.erf(distance / np.sqrt(8)), rel=1e-12)
    assert kl(p, q) == pytest.approx(distance**2 / 2, rel=1e-12)


@pytest.mark.parametrize("dim", [2, 7, 40])
def test_total_variation_of_concentric_round_distributions_is_that_of_their_radii(dim):
    # p > q within the radius r with r^2 (1 - 1/v) / 2 = dim log(v) / 2.
    v = 1.7
    square = dim * np.log(v) / (1 - 1 / v)
    expected = stats.chi2(dim).cdf(square) - stats.chi2(dim, scale=v).cdf(square)
    assert total_variation(N(np.zeros(dim), 1), N(np.zeros(dim), v)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("shift", [1e-8, 1e-6, 1e-3])
def test_nearly_equal_distributions_keep_all_digits(shift):
    # JS = shift^2 / 8 - shift^4 / 64 + ..., TV = erf(shift / sqrt 8), H^2 = 1 - exp(-shift^2 / 8).
    for p, q in ((N([0, 0], 1), N([shift, 0], 1)), (Normal(0, 1), Normal(shift, 1))):
        assert js(p, q) == pytest.approx(shift**2 / 8 - shift**4 / 64, rel=1e-12, abs=0)
        assert total_variation(p, q) == pytest.approx(special.erf(shift / np.sqrt(8)), rel=1e-13, abs=0)
        assert hellinger(p, q) == pytest.approx(np.sqrt(-np.expm1(-(shift**2) / 8)), rel=1e-13, abs=0)


@pytest.mark.parametrize("excess", [1e-7, 1e-4])
def test_nearly_equal_scales_keep_all_digits(excess):
    # KL = (e - log(1 + e)) / 2 a dimension, JS = e^2 / 16 a dimension to first order.
    p, q = N(np.zeros(3), 1 + excess), N(np.zeros(3), 1)
    e = (1 + excess) - 1  # as it was rounded
    assert kl(p, q) == pytest.approx(3 * (e**2 / 4 - e**3 / 6 + e**4 / 8), rel=1e-12, abs=0)
    assert js(p, q) == pytest.approx(3 * e**2 / 16, rel=2 * excess, abs=0)


@pytest.mark.parametrize("excess", [0.0, 1e-16, 1e-10, 1e-3])
@pytest.mark.parametrize("angle", [0.0, 0.3])
def test_a_variance_that_is_shared_or_nearly_so(excess, angle):
    # In the direction of the larger shift both variances are 1, up to rounding where the axes are turned.
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])

    def turned(mean, variances):
        cov = turn @ np.diag(variances) @ turn.T
        return N(turn @ mean, (cov + cov.T) / 2)

    p, q = turned([0.1, 3.0], [0.5, 1.0 + excess]), turned([0.0, 0.0], [1.0, 1.0])
    by_plane = integrate(total_variation_integrand, p, q, level_set=log_ratio)
    assert total_variation(p, q) == pytest.approx(float(by_plane), rel=1e-9)
    assert total_variation(p, q).error < 1e-10


def test_rank_one_updates_of_a_covariance(rng):
    for _ in range(40):
        dim = int(rng.integers(1, 6))
        a, u = rng.normal(size=(dim, dim)), rng.normal(size=(dim, 1))
        cov = a @ a.T + 0.1 * np.eye(dim)
        distance = total_variation(N(2 * rng.normal(size=dim), cov), N(np.zeros(dim), cov + u @ u.T))
        assert 0 <= distance <= 1
        assert distance.error < 1e-10


@pytest.mark.parametrize("divergence", [js, log2_minus_js, total_variation, hellinger])
def test_symmetric_and_within_bounds(divergence, rng):
    for _ in range(30):
        dim = int(rng.integers(1, 9))
        a, b = rng.normal(size=(2, dim, dim))
        p, q = N(rng.normal(size=dim) * 3, a @ a.T + 0.1 * np.eye(dim)), N(np.zeros(dim), b @ b.T + 0.1 * np.eye(dim))
        there, back = divergence(p, q), divergence(q, p)
        assert 0 <= there <= 1
        assert there == back


@pytest.mark.parametrize("divergence", ALL)
def test_monte_carlo_agrees_in_five_dimensions(divergence, rng):
    from numpygan.numerics.monte_carlo import integrate_by_draws

    a, b = rng.normal(size=(2, 5, 5))
    p, q = N(rng.normal(size=5), a @ a.T + np.eye(5)), N(np.zeros(5), b @ b.T + np.eye(5))
    drawn = integrate_by_draws(INTEGRANDS[divergence], p, q, rng=rng)
    exact = divergence(p, q) ** 2 if divergence is hellinger else divergence(p, q)
    assert abs(drawn - exact) < 5 * drawn.error < 0.05 * exact


def test_variances_of_every_size_together():
    # One small |x| = |b e| with a large |e|: the series in e is not for it. Both orders, so both paths.
    p, q = N(np.zeros(3), np.diag([0.43, 0.43, 1e5])), N(np.full(3, 0.1), 1)
    for divergence in (js, log2_minus_js, total_variation):
        assert divergence(p, q) == pytest.approx(float(divergence(q, p)), rel=1e-11)
    assert log2_minus_js(p, q) == pytest.approx(np.log(2) - js(p, q), rel=1e-11)
