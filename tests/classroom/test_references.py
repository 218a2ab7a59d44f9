"""The reference solutions, by routes that do not share their formulas: scipy, differences, theorems."""

import numpy as np
import pytest
from scipy import special, stats

from numpygan.classroom import all_exercises
from numpygan.classroom.worker.student_calls import load
from numpygan.nets import LeakyReLU, Linear, Network, Tanh, discriminator_loss, gradcheck, non_saturating, saturating
from numpygan.theory import parameter_space


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def solved(id):
    return load(all_exercises()[id].reference, "reference.py", "reference")


def test_e01_kl_and_js(rng):
    e01 = solved("e01")
    p, q = rng.dirichlet(np.ones(5), size=(2, 3))
    np.testing.assert_allclose(e01.kl(p, q), special.rel_entr(p, q).sum(axis=1), rtol=1e-12)
    m = (p + q) / 2
    entropies = [special.entr(distribution).sum(axis=1) for distribution in (m, p, q)]
    np.testing.assert_allclose(e01.js(p, q), entropies[0] - entropies[1] / 2 - entropies[2] / 2, rtol=1e-10)
    assert e01.js(np.array([1.0, 0.0]), np.array([0.0, 1.0])) == pytest.approx(np.log(2))
    assert e01.kl(np.array([0.5, 0.5]), np.array([1.0, 0.0])) == np.inf
    for dx in (0.2, 0.1):  # spectrally accurate: halving dx changes nothing any more
        x = np.arange(-12, 12, dx)
        closed = np.log(2) + (1 + 1) / 8 - 0.5  # N(0,1) against N(1,2)
        assert e01.kl_grid(stats.norm.logpdf(x), stats.norm(1, 2).logpdf(x), dx) == pytest.approx(closed, rel=1e-9)


def test_e02_both_estimators_are_the_gradient_of_the_smoothed_function(rng):
    e02 = solved("e02")
    x, sigma = 0.7, 0.3
    smoothed = np.cos(x) * np.exp(-(sigma**2) / 2)  # E cos(x + sigma eps)
    t, w = np.polynomial.hermite.hermgauss(20)
    assert e02.by_quadrature(np.cos, x, sigma, t, w) == pytest.approx(smoothed, rel=1e-12)
    eps = rng.normal(size=(200_000, 1))
    by_path = e02.pathwise(lambda x: np.cos(x), np.array([x]), sigma, eps)
    by_score = e02.score(lambda x: np.sin(x[..., 0]), np.array([x]), sigma, eps)
    np.testing.assert_allclose(by_path, smoothed, atol=3e-3)
    np.testing.assert_allclose(by_score, smoothed, atol=2e-2)
    gaps = [abs(e02.by_quadrature(np.cos, x, s, t, w) - np.cos(x)) for s in (0.02, 0.01)]
    assert gaps[0] / gaps[1] == pytest.approx(4, rel=1e-3)  # like sigma squared


def test_e03_layers_by_differences_and_like_the_library(rng):
    e03 = solved("e03")
    W, b, x = rng.normal(size=(3, 2)), rng.normal(size=2), rng.normal(size=(4, 3))
    layers = [e03.Linear(W, b), e03.Tanh(), e03.LeakyReLU(0.2)]
    chain = e03.Chain(layers)

    def loss(x):
        y = chain.forward(x)
        return (y**2).sum(), chain.backward(2 * y)

    assert gradcheck(loss, x) < 1e-7
    net = Network(Linear(3, 2, rng=rng), Tanh(), LeakyReLU(0.2))
    net.layers[0].params[0][...], net.layers[0].params[1][...] = W, b
    np.testing.assert_allclose(chain.forward(x), net.forward(x), rtol=1e-14)
    y = net.forward(x)
    np.testing.assert_allclose(chain.backward(2 * y), net.backward(2 * y), rtol=1e-12)
    np.testing.assert_allclose(np.append(layers[0].dW, layers[0].db), net.dtheta, rtol=1e-12)
    np.testing.assert_allclose(e03.numerical_gradient(lambda x: loss(x)[0], x, 1e-5), loss(x)[1], rtol=1e-6)


def test_e04_and_e09_losses_are_those_of_the_library(rng):
    e04, e09 = solved("e04"), solved("e09")
    x = np.array([-800.0, -40.0, -1.0, 0.0, 2.0, 40.0, 800.0])
    np.testing.assert_allclose(e04.sigmoid(x), special.expit(x), rtol=1e-14)
    np.testing.assert_allclose(e04.softplus(x), np.logaddexp(0, x), rtol=1e-14)
    real, fake = rng.normal(size=(4, 1)), rng.normal(size=(3, 1))
    value, dlogits = discriminator_loss(real, fake)
    got = e04.discriminator_loss(real[:, 0], fake[:, 0])
    assert got[0] == pytest.approx(value, rel=1e-14)
    np.testing.assert_allclose(np.append(got[1], got[2]), dlogits[:, 0], rtol=1e-13)
    labels = np.array([1.0, 0.0, 1.0, 1.0])
    assert gradcheck(lambda logits: e04.cross_entropy(logits, labels), real[:, 0]) < 1e-7
    for mine, theirs in ((e09.saturating, saturating), (e09.non_saturating, non_saturating)):
        value, dlogits = theirs(real)
        assert mine(real[:, 0])[0] == pytest.approx(value, rel=1e-14)
        np.testing.assert_allclose(mine(real[:, 0])[1], dlogits[:, 0], rtol=1e-13)
    ratio = non_saturating(real)[1] / saturating(real)[1]
    np.testing.assert_allclose(e09.gradient_ratio(real[:, 0]), ratio[:, 0], rtol=1e-12)


def test_e05_gradients_by_differences(rng):
    e05 = solved("e05")
    assert e05.value(np.full(3, 0.5), np.full(5, 0.5)) == pytest.approx(-np.log(4))
    real, fake = rng.uniform(0.2, 0.8, 4), rng.uniform(0.2, 0.8, 3)

    def both(d):
        return e05.value(d[:4], d[4:]), np.concatenate(e05.value_gradient(d[:4], d[4:]))

    assert gradcheck(both, np.append(real, fake)) < 1e-7
    x, x_fake = rng.normal(size=(4, 2)), rng.normal(size=(3, 2))

    def of_parameters(v):
        D = [special.expit(each @ v[:2] + v[2]) for each in (x, x_fake)]
        dw, db = e05.parameter_gradient(v[:2], v[2], x, x_fake)
        return e05.value(*D), np.append(dw, db)

    assert gradcheck(of_parameters, rng.normal(size=3)) < 1e-7


def test_e06_nobody_beats_the_optimal_discriminator(rng):
    e06 = solved("e06")
    p, q = rng.uniform(0.1, 1, size=(2, 6))
    D = e06.optimal_discriminator(p, q)
    np.testing.assert_allclose(special.logit(D), e06.optimal_logit(np.log(p), np.log(q)), rtol=1e-12)
    for _ in range(20):
        d = rng.uniform(-0.05, 0.05, 6)
        loss = e06.value_on_grid(D, p, q, 0.1) - e06.value_on_grid(D + d, p, q, 0.1)
        assert loss > 0
        assert e06.loss_of_moving(d, p, q, 0.1) == pytest.approx(loss, rel=1e-8)


def test_e07_two_ways_to_the_criterion(rng):
    e07 = solved("e07")
    p, q = rng.dirichlet(np.ones(6), size=2) / 0.2
    assert e07.criterion_by_value(p, q, 0.2) == pytest.approx(e07.criterion_by_js(p, q, 0.2), abs=1e-12)
    x = np.arange(-12, 12, 0.05)
    curve = e07.criterion_curve(np.array([-1.0, 0.0, 1.0]), np.ones(3), x)
    assert curve[1] == pytest.approx(-np.log(4), abs=1e-12)
    assert (curve[[0, 2]] > curve[1]).all()
    assert e07.criterion_curve(np.array([2.0]), np.ones(1), x)[0] == pytest.approx(-np.log(4) + 2 * 0.336830820347)


def test_e08_gradients_by_differences_and_adam_like_the_library(rng):
    from numpygan.nets import Adam

    e08 = solved("e08")
    x, x_fake, z = rng.normal(2, 1, 5), rng.normal(size=3), rng.normal(size=4)

    def value(phi):
        real, fake = (phi[0] * each + phi[1] for each in (x, x_fake))
        v = -np.logaddexp(0, -real).mean() - np.logaddexp(0, fake).mean()
        return v, e08.d_gradient(phi, x, x_fake)

    phi = np.array([0.7, -0.3])
    assert gradcheck(value, phi) < 1e-7

    def criterion(theta):
        logits = phi[0] * (theta[0] * z + theta[1]) + phi[1]
        return -np.logaddexp(0, logits).mean(), e08.g_gradient(theta, phi, z)

    assert gradcheck(criterion, np.array([1.3, 0.4])) < 1e-7
    net = Network(Linear(1, 1, rng=rng))
    start, gradients = net.theta.copy(), rng.normal(size=(6, 2))
    optimizer = Adam(net, 0.05, (0.5, 0.9), 1e-3)
    for g in gradients:
        net.dtheta[...] = g
        optimizer.step()
    np.testing.assert_allclose(e08.adam(start, gradients, 0.05, 0.5, 0.9, 1e-3), net.theta, rtol=1e-12)


def test_e10_the_criterion_falls_at_every_step_and_a_stale_discriminator_fails(rng):
    e10 = solved("e10")
    p, q = rng.dirichlet(np.full(5, 2.0), size=2)

    def free(q):  # C with q free of the constraint
        return e10.criterion(p, q), e10.criterion_gradient(p, q)

    assert gradcheck(free, q) < 1e-7
    fresh = e10.descend(p, q, 0.5, 30)
    assert (np.diff(fresh) < 0).all()
    assert fresh[-1] == pytest.approx(-np.log(4), abs=1e-6)
    stale = load(all_exercises()["e10"].mutant("descent.stale_D"), "stale.py", "stale")
    assert (np.diff(stale.descend(p, q, 0.5, 60)) > 0).any()


def test_e11_norms_and_eigenvalues():
    e11 = solved("e11")
    norms = np.linalg.norm(e11.simultaneous(1.0, 0.5, 0.3, 10), axis=1)
    np.testing.assert_allclose(norms[1:] / norms[:-1], np.sqrt(1 + 0.3**2), rtol=1e-12)
    assert np.abs(e11.alternating(1.0, 0.5, 0.3, 2000)).max() < 2
    for gamma in (0.5, 1.7):
        field = parameter_space.r1(gamma)
        v_theta, v_psi = field(0.4, 0.7)  # whose D says psi where this one says -psi
        np.testing.assert_allclose(e11.dirac_field(0.4, -0.7, gamma), (v_theta, -v_psi), rtol=1e-12)
        by_differences = np.sort_complex(parameter_space.eigenvalues(field))
        np.testing.assert_allclose(np.sort_complex(e11.eigenvalues(gamma)), by_differences, atol=1e-7)


def test_e12_gradients_by_differences_and_pairs_stay_together(rng):
    e12 = solved("e12")
    x, x_fake, c, c_fake = (
        rng.normal(size=(5, 2)),
        rng.normal(size=(3, 2)),
        np.eye(3)[[0, 1, 2, 0, 1]],
        np.eye(3)[[2, 2, 0]],
    )

    def loss(w):
        real, fake = np.hstack([x, c]) @ w, np.hstack([x_fake, c_fake]) @ w
        value = np.logaddexp(0, -real).mean() + np.logaddexp(0, fake).mean()
        return value, e12.d_gradient(w, x, c, x_fake, c_fake)

    w = rng.normal(size=5)
    assert gradcheck(loss, w) < 1e-7
    order = rng.permutation(5)
    np.testing.assert_allclose(e12.d_gradient(w, x[order], c[order], x_fake, c_fake), loss(w)[1], rtol=1e-12)
    z = rng.normal(size=(5, 2))

    def of_g(A):
        logits = np.hstack([np.hstack([z, c]) @ A, c]) @ w
        return np.logaddexp(0, -logits).mean(), e12.g_gradient(A, w, z, c)

    assert gradcheck(of_g, rng.normal(size=(5, 2))) < 1e-7


def test_e13_a_ring_has_as_many_modes_as_it_says():
    e13 = solved("e13")
    centers = e13.ring_centers(8, 2.0)
    assert len(np.unique(centers.round(9), axis=0)) == 8
    broken = load(all_exercises()["e13"].mutant("ring.repeated"), "broken.py", "broken")
    assert len(np.unique(broken.ring_centers(8, 2.0).round(9), axis=0)) == 7
