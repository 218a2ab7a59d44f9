"""2-D distributions of G(z) against known distributions, products of 1-D distributions, and sample counts."""

import copy

import numpy as np
import pytest
from scipy import special
from scipy.spatial import KDTree

from numpygan.distributions import Multivariate, MultivariateNormal, Normal, Uniform, grid
from numpygan.nets import LeakyReLU, Linear, Network, ReLU, Tanh, mlp
from numpygan.numerics import monte_carlo
from numpygan.numerics import push_forward_2d as planar_push_forward
from numpygan.theory import (
    Discriminator,
    PushForward,
    PushForward2D,
    criterion,
    hellinger,
    js,
    kl,
    monte_carlo_js,
    optimal_discriminator,
    total_variation,
    value,
)

LOG_2 = np.log(2)
STANDARD = MultivariateNormal([0, 0], 1)
SLANTED = MultivariateNormal([1.0, -0.5], [[1.0, 0.6], [0.6, 2.0]])


class Box(Multivariate):
    """Uniform on a box."""

    dim = 2

    def __init__(self, low, high):
        self.low, self.high = np.array(low, dtype=float), np.array(high, dtype=float)

    def sample(self, n, *, rng):
        return rng.uniform(self.low, self.high, size=(n, 2))

    def _log_pdf(self, x):
        inside = ((x >= self.low) & (x <= self.high)).all(axis=1)
        return np.where(inside, -np.log(np.prod(self.high - self.low)), -np.inf)


class Fan(Multivariate):
    """The exact distribution of ``fan`` for standard normal noise."""

    dim = 2

    def sample(self, n, *, rng):
        return fan(rng.normal(size=(n, 2)))

    def _log_pdf(self, x):
        return STANDARD.log_pdf(np.stack([x[:, 0], x[:, 1] * np.exp(-x[:, 0])], axis=1)) - x[:, 0]


def fan(z):
    """A smooth generator whose determinant is exp(z1)."""
    return np.stack([z[:, 0], z[:, 1] * np.exp(z[:, 0])], axis=1)


def network(W, *more):
    """Linear layers with the given (W, b), and ReLU in between."""
    layers = []
    for weights, biases in ((np.asarray(W[0]), W[1]), *more):
        linear = Linear(*np.shape(weights), rng=np.random.default_rng(0))
        linear.params[0][...], linear.params[1][...] = weights, biases
        layers += [linear, ReLU()]
    return Network(*layers[:-1])


def side_by_side(first, second):
    """The network (G1(z1), G2(z2)) of two networks of one input and the same layers."""
    layers = []
    for one, two in zip(first.layers, second.layers, strict=True):
        if isinstance(one, Linear):
            (W1, b1), (W2, b2) = one.params, two.params
            both = Linear(len(W1) + len(W2), b1.size + b2.size, rng=np.random.default_rng(0))
            both.params[0][...] = 0
            both.params[0][: len(W1), : b1.size], both.params[0][len(W1) :, b1.size :] = W1, W2
            both.params[1][...] = np.concatenate([b1, b2])
            layers.append(both)
        else:
            layers.append(LeakyReLU())
    return Network(*layers)


# ------------------------------------------------------------------ distributions that have a name
@pytest.fixture(autouse=True)
def _fewer_draws(monkeypatch):
    monkeypatch.setattr(monte_carlo, "DRAWS", 50_000)


@pytest.mark.parametrize("as_network", [True, False])
@pytest.mark.parametrize("noise", [STANDARD, SLANTED], ids=["standard", "slanted"])
def test_a_linear_generator_of_normal_noise_is_normal(as_network, noise):
    A, b = np.array([[1.5, -0.3], [0.2, 0.7]]), np.array([0.5, -1.0])
    G = network((A.T, b)) if as_network else lambda z: z @ A.T + b
    distribution = MultivariateNormal(A @ noise.mean + b, A @ noise.cov @ A.T)
    p_g = PushForward2D(G, noise, cells=64)
    assert p_g.exact == as_network
    # The mean and other round numbers lie on seams of the mesh.
    x = np.concatenate([distribution.mean[None], distribution.sample(500, rng=np.random.default_rng(1))])
    np.testing.assert_allclose(p_g.log_pdf(x), distribution.log_pdf(x), atol=1e-9)
    if as_network:  # whose tails go on for ever
        far = distribution.mean + 20 * (x - distribution.mean) / np.abs(x - distribution.mean).max(
            axis=1, keepdims=True, initial=1e-300
        )
        np.testing.assert_allclose(p_g.log_pdf(far), distribution.log_pdf(far), rtol=1e-9)
    rng = np.random.default_rng(2)
    assert js(distribution, p_g, rng=rng) < 1e-15
    other = MultivariateNormal([0, 0], 1.3)
    estimate = js(other, p_g, rng=rng)
    assert abs(estimate - js(other, distribution)) < 4 * estimate.error
    assert estimate.error < 3e-4


def test_folds_have_as_many_preimages():
    folded = [lambda z: np.abs(z), network((np.kron(np.eye(2), [[1, -1]]), 0), (np.kron(np.eye(2), [[1], [1]]), 0))]
    x = np.array([[0.5, 0.5], [1.0, 2.0], [3.0, 0.1], [-1.0, 1.0], [-0.2, -0.2]])
    for G in folded:
        p_g = PushForward2D(G, STANDARD)
        expected = np.where((x > 0).all(axis=1), 4 * STANDARD.pdf(x), 0)
        np.testing.assert_allclose(p_g.pdf(x), expected, rtol=1e-10)
    # The breakpoint line of |z1 - 0.3| is not a line of the mesh.
    p_g = PushForward2D(
        network(([[1, -1, 0, 0], [0, 0, 1, -1]], [-0.3, 0.3, 0, 0]), ([[1, 0], [1, 0], [0, 1], [0, -1]], 0)), STANDARD
    )
    phi = Normal().pdf
    expected = np.where(x[:, 0] > 0, phi(x[:, 0] + 0.3) + phi(0.3 - x[:, 0]), 0) * phi(x[:, 1])
    np.testing.assert_allclose(p_g.pdf(x), expected, rtol=1e-10)


def test_uniform_noise():
    A = np.array([[2.0, 1.0], [0.0, 0.5]])
    p_g = PushForward2D(lambda z: z @ A.T, Box([-1, 0], [1, 3]))
    z = np.array([[0.0, 1.0], [0.99, 2.99], [-0.5, 0.01], [1.01, 1.0], [0.0, -0.01]])
    np.testing.assert_allclose(p_g.pdf(z @ A.T), [1 / 6, 1 / 6, 1 / 6, 0, 0], atol=1e-13)  # 1 / (2 * 3 * det A)


def test_polar_coordinates_of_uniform_noise():
    # Box-Muller, its tail cut off at a radius of sqrt(-2 log 0.01): a normal distribution, 1 / 0.99 times as dense.
    box_muller = PushForward2D(
        lambda u: (
            np.sqrt(-2 * np.log(u[:, :1])) * np.stack([np.cos(2 * np.pi * u[:, 1]), np.sin(2 * np.pi * u[:, 1])], 1)
        ),
        Box([0.01, 0], [1, 1]),
        cells=256,
    )
    x = np.array([[0.5, 0.3], [-1.0, 1.0], [0.1, -2.0], [2.2, 2.2]])
    expected = np.append(STANDARD.pdf(x[:3]) / 0.99, 0)
    np.testing.assert_allclose(box_muller.pdf(x), expected, rtol=0.03)
    # And a map that makes any two normal numbers uniform ones.
    p_g = PushForward2D(special.ndtr, STANDARD, cells=64)
    divergence = js(Box([0, 0], [1, 1]), p_g, rng=np.random.default_rng(0))
    assert divergence < 1e-3
    assert divergence < divergence.error


@pytest.mark.parametrize("steps", [False, True])
def test_independent_coordinates_are_a_product_of_distributions_of_the_line(steps, rng):
    if steps:  # five plateaus with walls of 1 / 1000 between: a generator of narrow modes
        first, second = (_staircase(rng) for _ in range(2))
    else:
        first, second = (mlp([1, 10, 10, 1], rng=rng, bias_std=1.0) for _ in range(2))
    p_g = PushForward2D(side_by_side(first, second), STANDARD)
    distributions = [PushForward(G, Normal()) for G in (first, second)]
    z = rng.normal(size=(4000, 2))
    x = np.stack([first.forward(z[:, :1])[:, 0], second.forward(z[:, 1:])[:, 0]], axis=1)
    x[:1000] += 0.01 * rng.normal(size=(1000, 2))  # beside the modes, too
    expected = distributions[0].log_pdf(x[:, 0]) + distributions[1].log_pdf(x[:, 1])
    seen = expected > -25
    assert seen.mean() > 0.8
    np.testing.assert_allclose(p_g.log_pdf(x[seen]), expected[seen], atol=1e-6)


def _staircase(rng):
    """z -> a step of height 2 at each of four places, with slope 0.03 in between."""
    places = np.repeat([-1.2, -0.4, 0.4, 1.2], 2) + np.tile([0, 1e-3], 4) + rng.uniform(0, 0.1)
    hidden, out = Linear(1, 8, rng=rng), Linear(8, 1, rng=rng)
    hidden.params[0][...], hidden.params[1][...] = 1.0, -places
    # LeakyReLU(0.2) adds 0.8 to the slope at its breakpoint, and the other 0.2 everywhere, but these cancel.
    out.params[0][...] = np.tile([[2000 / 0.8], [-2000 / 0.8]], (4, 1)) + 0.03 / 8
    return Network(hidden, LeakyReLU(), out)


# ------------------------------------------------------------------ networks against counting
@pytest.mark.parametrize("activation", [LeakyReLU, Tanh])
def test_networks_against_counts(activation, rng):
    G = mlp([2, 32, 32, 2], activation, rng=rng, bias_std=1.0)
    p_g = PushForward2D(G, STANDARD)
    drawn = G.forward(rng.normal(size=(400_000, 2)))
    places = drawn[:60]
    # In each square the mean density, over random points, times the area must be the share of the points drawn.
    half = 0.02 * drawn.std()
    counts = KDTree(drawn).query_ball_point(places, half, p=np.inf, return_length=True)
    inside = places[:, None] + rng.uniform(-half, half, size=(60, 1000, 2))
    pdf = p_g.pdf(inside.reshape(-1, 2)).reshape(60, 1000)
    expected = len(drawn) * pdf.mean(axis=1) * (2 * half) ** 2
    error = np.sqrt(expected + (len(drawn) * pdf.std(axis=1) * (2 * half) ** 2) ** 2 / 1000)
    distance = (counts - 1 - expected) / error  # one of the points is the place itself
    assert np.abs(distance).max() < 5
    assert distance.std() < 1.5
    assert expected.sum() > 10_000


@pytest.mark.parametrize("activation", [ReLU, LeakyReLU, Tanh])
def test_total_mass_is_one(activation, rng):
    G = mlp([2, 16, 16, 2], activation, rng=rng, bias_std=1.0)
    p_g = PushForward2D(G, Box([-1, -1], [1, 1]), cells=64)
    x = G.forward(rng.uniform(-1, 1, size=(20_000, 2)))
    low, high = x.min(axis=0) - 0.05, x.max(axis=0) + 0.05
    ticks = (np.arange(500) + 0.5) / 500
    centers = low + (high - low) * np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    total = p_g.pdf(centers).sum() * np.prod((high - low) / 500)
    assert total == pytest.approx(1 - p_g.singular_mass, abs=0.01)


def test_samples_follow_the_density(rng):
    # An annulus, which becomes a polygon on the mesh: points of G itself may lie outside.
    annulus = PushForward2D(
        lambda u: u[:, :1] * np.stack([np.cos(u[:, 1]), np.sin(u[:, 1])], 1), Box([0.5, 0], [1, 6]), cells=8
    )
    assert np.isfinite(annulus.log_pdf(annulus.sample(2000, rng=rng))).all()
    for G in (mlp([2, 8, 2], rng=rng, bias_std=1.0), lambda z: z**3):
        p_g = PushForward2D(G, SLANTED, cells=32)
        x = p_g.sample(20_000, rng=rng)
        assert x.shape == (20_000, 2)
        assert np.isfinite(p_g.log_pdf(x)).all()
        # E 1 / p over the distribution is the area that it covers, E q / p for a distribution q on that area is 1.
        mean, cov = x.mean(axis=0), 0.1 * np.cov(x.T)
        ratio = MultivariateNormal(mean, cov).pdf(x) / p_g.pdf(x)
        assert ratio.mean() <= 1 + 4 * ratio.std() / np.sqrt(20_000)


# ------------------------------------------------------------------ divergences
def test_all_divergences_of_a_normal_distribution(rng):
    distribution, other = MultivariateNormal([1, 0], 0.5), STANDARD
    p_g = PushForward2D(network((np.sqrt(0.5) * np.eye(2), [1, 0])), STANDARD, cells=64)
    for divergence in (js, kl, total_variation, hellinger):
        for exact, estimate in (
            (divergence(distribution, other), divergence(p_g, other, rng=rng)),
            (divergence(other, distribution), divergence(other, p_g, rng=rng)),
        ):
            assert abs(estimate - exact) < 4 * estimate.error
            assert estimate.error < 5e-3
    # The mesh of a function ends where the tail of the other distribution goes on.
    p_g = PushForward2D(lambda z: 0.3 * z, STANDARD, cells=16)
    with pytest.raises(ArithmeticError, match=r"not finite at x = .*, where the log densities are .*, -inf"):
        kl(other, p_g, rng=rng)


def test_the_game(rng):
    G = mlp([2, 16, 2], rng=rng, bias_std=1.0)
    p_g, data = PushForward2D(G, STANDARD, cells=64), grid(3, std=0.3)
    divergence, best = js(data, p_g, rng=rng), criterion(data, p_g, rng=rng)
    assert abs(best - (2 * divergence - np.log(4))) < 4 * (best.error + 2 * divergence.error)
    D = optimal_discriminator(data, p_g)
    assert abs(value(D, data, p_g, rng=rng) - best) < 8 * best.error
    half = value(Discriminator(lambda x: np.zeros(len(x))), data, p_g, rng=rng)
    assert half == pytest.approx(-np.log(4), abs=1e-4)
    worse = Discriminator(lambda x: D.logit(x) + np.sin(x[:, 0]))
    assert value(worse, data, p_g, rng=rng) < best


def test_narrow_modes(rng):
    # Five by five narrow modes with almost nothing in between; a plain Monte Carlo is the other path.
    first, second = (_staircase(rng) for _ in range(2))
    p_g = PushForward2D(side_by_side(first, second), STANDARD)
    estimates = [js(grid(), p_g, rng=rng) for _ in range(2)]
    assert abs(estimates[0] - estimates[1]) < 5 * estimates[0].error
    assert estimates[0].error < 1e-3
    plain = monte_carlo_js(grid(), p_g, 20_000, rng=rng)
    assert abs(estimates[0] - plain) < 4 * plain.error


def test_the_error_of_a_smooth_generator_falls_with_the_square_of_the_cells():
    exact, pdf_errors, divergences = Fan(), [], []
    x = exact.sample(3000, rng=np.random.default_rng(0))
    for cells in (16, 32, 64):
        p_g = PushForward2D(fan, STANDARD, cells=cells)
        pdf_errors.append(np.median(np.abs(p_g.log_pdf(x) - exact.log_pdf(x))))
        divergences.append(js(exact, p_g, rng=np.random.default_rng(1)))
        assert divergences[-1] < divergences[-1].error  # js of the distribution to itself is 0
    ratios = np.array(pdf_errors[:-1]) / pdf_errors[1:]
    assert (ratios > 1.7).all()
    assert (ratios < 2.4).all()
    ratios = np.array(divergences[:-1]) / divergences[1:]
    assert (ratios > 3.2).all()
    assert (ratios < 5).all()
    assert 1e-5 < divergences[-1] < 1e-3


def test_the_error_of_the_mesh_is_in_the_error():
    other = SLANTED
    fine = js(other, Fan(), rng=np.random.default_rng(5))
    for cells in (16, 32, 64):
        estimate = js(other, PushForward2D(fan, STANDARD, cells=cells), rng=np.random.default_rng(6))
        assert abs(estimate - fine) < estimate.error + 4 * fine.error
    p_g = PushForward2D(fan, STANDARD, cells=8)
    fine, coarse = (
        distribution.stratified_points(rng=np.random.default_rng(0)) for distribution in (p_g, p_g.coarser())
    )
    np.testing.assert_array_equal(fine.weight, coarse.weight)  # the same z, so that their noise cancels
    p_g = PushForward2D(fan, STANDARD, cells=32)
    errors = [js(other, p_g, rng=np.random.default_rng(seed)).error for seed in range(4)]
    assert np.ptp(errors) < 0.1 * np.mean(errors)
    assert np.abs(fine.x - coarse.x).max() > 0.01
    with pytest.raises(ValueError, match="there is no coarser mesh than that of 1 cell"):
        js(other, PushForward2D(fan, STANDARD, cells=1), rng=np.random.default_rng(6))


# ------------------------------------------------------------------ no density
def test_a_collapse_shares_nothing_with_a_density(rng):
    onto = [
        lambda z: np.stack([z[:, 0], 2 * z[:, 0]], axis=1),  # a line
        lambda z: np.ones_like(z),  # a point
        network(([[1.0, 2.0], [0.5, 1.0]], 0.3)),
    ]
    for G in onto:
        p_g = PushForward2D(G, STANDARD, cells=32)
        assert p_g.singular_mass == pytest.approx(1, abs=1e-12)
        assert (p_g.log_pdf(p_g.sample(10, rng=rng)) == -np.inf).all()
        assert "singular_mass=1" in repr(p_g)
        divergence = js(STANDARD, p_g, rng=rng)
        assert abs(divergence - LOG_2) < 4 * divergence.error
        assert divergence.error < 0.01
    # A curve becomes the thin triangles of a polygon, whose density fades as the mesh becomes finer.
    p_g = PushForward2D(lambda z: np.stack([np.cos(z.sum(axis=1)), np.sin(z.sum(axis=1))], axis=1), STANDARD, cells=32)
    divergence = js(STANDARD, p_g, rng=rng)
    assert LOG_2 - 0.05 < divergence <= LOG_2
    assert LOG_2 - divergence < divergence.error


def test_points_that_rounding_puts_outside_still_count(monkeypatch, rng):
    # As if rounding were large: by the triangles' own account, neither distribution has a density at such a point.
    monkeypatch.setattr(planar_push_forward, "ASIDE", np.array([0.01, 0.02]))
    p_g = PushForward2D(lambda z: z, Box([0, 0], [1, 1]), cells=24)
    assert (p_g.log_pdf(p_g.stratified_points(rng=rng).x.reshape(-1, 2)) == -np.inf).any()
    assert js(p_g, Box([5, 5], [6, 6]), rng=rng) == pytest.approx(LOG_2, abs=1e-12)


def test_half_a_collapse_by_hand(rng):
    # (ReLU(z1), z2): the half z1 < 0 is mapped to the line x1 = 0, the right half stays as it is. The right
    # halves are the same; the left half of the data and the line share nothing: JS = log 2 / 2, and so is TV.
    G = network(([[1, 0, 0], [0, 1, -1]], 0), ([[1, 0], [0, 1], [0, -1]], 0))
    p_g = PushForward2D(G, STANDARD)
    assert p_g.singular_mass == pytest.approx(0.5, abs=1e-12)
    x = np.array([[0.5, 1.0], [-0.5, 1.0]])
    np.testing.assert_allclose(p_g.pdf(x), [STANDARD.pdf(x)[0], 0], rtol=1e-10)
    assert js(STANDARD, p_g, rng=rng) == pytest.approx(LOG_2 / 2, abs=1e-3)
    assert total_variation(STANDARD, p_g, rng=rng) == pytest.approx(0.5, abs=1e-3)
    assert criterion(STANDARD, p_g, rng=rng) == pytest.approx(LOG_2 - np.log(4), abs=1e-3)
    with pytest.raises(ValueError, match="both distributions have mass without a density"):
        js(p_g, p_g, rng=rng)
    with pytest.raises(
        ValueError, match=r"D\* is not known where a distribution has no density; use js.* for PushForward2D"
    ):
        monte_carlo_js(STANDARD, p_g, 100, rng=rng)


# ------------------------------------------------------------------ the object
def test_belongs_to_the_generator_as_it_was(rng):
    G = mlp([2, 8, 2], rng=rng)
    p_g = PushForward2D(G, STANDARD, cells=8)
    x = G.forward(rng.normal(size=(5, 2)))
    before = p_g.pdf(x)
    G.theta *= 3
    np.testing.assert_array_equal(p_g.pdf(x), before)
    assert G.layers[0].x.shape == (5, 2)  # and what G remembers is its own


def test_a_float32_network_has_a_float64_distribution(rng):
    G = mlp([2, 16, 2], rng=rng, bias_std=1.0, dtype=np.float32)
    p_g, twin = PushForward2D(G, STANDARD), PushForward2D(G.astype(np.float64), STANDARD)
    x = twin.sample(100, rng=rng)
    np.testing.assert_array_equal(p_g.log_pdf(x), twin.log_pdf(x))


def test_the_cells_do_not_change_the_distribution_of_a_piecewise_linear_network(rng):
    G = mlp([2, 16, 16, 2], rng=rng, bias_std=1.0)
    coarse, fine = PushForward2D(G, STANDARD, cells=4), PushForward2D(G, STANDARD, cells=100)
    x = fine.sample(100, rng=rng)
    np.testing.assert_array_equal(coarse.log_pdf(x), fine.log_pdf(x))


def test_the_order_of_the_hidden_units_does_not_change_the_distribution(rng):
    # The order of the breakpoint lines changes, and with it all triangles.
    G = mlp([2, 16, 16, 2], ReLU, rng=rng, bias_std=1.0)
    twin = copy.deepcopy(G)
    for before, after in ((twin.layers[0], twin.layers[2]), (twin.layers[2], twin.layers[4])):
        order = rng.permutation(16)
        for weights in (before.params[0].T, before.params[1], after.params[0]):
            weights[...] = weights[order]
    p_g, q_g = (PushForward2D(network, STANDARD, cells=16) for network in (G, twin))
    x = p_g.sample(2000, rng=rng)
    np.testing.assert_allclose(p_g.log_pdf(x), q_g.log_pdf(x), atol=1e-8)
    assert len(p_g._w) != len(q_g._w)


def test_the_same_seed_gives_the_same_bits(rng):
    p_g = PushForward2D(fan, STANDARD, cells=16)
    twice = [
        (p_g.sample(5, rng=np.random.default_rng(3)), js(STANDARD, p_g, rng=np.random.default_rng(3))) for _ in "ab"
    ]
    np.testing.assert_array_equal(twice[0][0], twice[1][0])
    assert twice[0][1] == twice[1][1]
    assert repr(p_g).startswith("PushForward2D(512 triangles, noise=MultivariateNormal(")
    assert p_g.sample(0, rng=rng).shape == (0, 2)
    assert p_g.log_pdf(np.empty((0, 2))).shape == (0,)


def test_rows_go_through_the_generator_in_blocks(monkeypatch, rng):
    G = mlp([2, 8, 2], Tanh, rng=rng)
    whole = PushForward2D(G, STANDARD, cells=16)
    monkeypatch.setattr(planar_push_forward, "ROWS_AT_ONCE", 7)
    x = whole.sample(20, rng=rng)
    np.testing.assert_allclose(PushForward2D(G, STANDARD, cells=16).log_pdf(x), whole.log_pdf(x), rtol=1e-9)


def test_errors(rng):
    with pytest.raises(TypeError, match="noise must be a 2-D distribution, got Normal"):
        PushForward2D(fan, Normal())
    with pytest.raises(TypeError, match=r"noise must be a MultivariateNormal or uniform on a box .*, got Mixture of 9"):
        PushForward2D(fan, grid(3))
    with pytest.raises(ValueError, match=r"the generator turned z of shape \(\d+, 2\) into \(\d+, 3\), expected"):
        PushForward2D(mlp([2, 3], rng=rng), STANDARD)
    with pytest.raises(ValueError, match=r"x has shape \(\d+, 2\), expected \(n, 1\)"):
        PushForward2D(mlp([1, 2], rng=rng), STANDARD)
    with pytest.raises(ValueError, match=r"the generator's output holds .* nan or infinite"):
        PushForward2D(lambda z: z * np.nan, STANDARD)
    with pytest.raises(ValueError, match="cells must be an integer >= 1, got 0"):
        PushForward2D(fan, STANDARD, cells=0)
    p_g = PushForward2D(fan, STANDARD, cells=8)
    with pytest.raises(ValueError, match=r"x has shape \(3,\), expected \(n, 2\)"):
        p_g.log_pdf([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="there is no quadrature for these distributions in dimension 2; pass rng"):
        js(STANDARD, p_g)
    with pytest.raises(TypeError, match=r"\(or rng, for Monte Carlo .*\), got .*PushForward2D"):
        criterion(STANDARD, p_g)
    with pytest.raises(TypeError, match="rng must be a numpy"):
        js(STANDARD, p_g, rng=0)
    with pytest.raises(ValueError, match="p and q must be distributions on the same space"):
        js(Uniform(0, 1), p_g, rng=rng)
