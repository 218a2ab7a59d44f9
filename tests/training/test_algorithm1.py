"""Algorithm 1: who is drawn, who moves, by what gradient, in which direction."""

import itertools

import numpy as np
import pytest

from numpygan.distributions import Distribution, Empirical, Normal, Uniform
from numpygan.nets import SGD, Adam, LeakyReLU, Tanh, gradcheck, mlp, non_saturating, saturating
from numpygan.nets.extras import Maxout
from numpygan.training import GAN, discriminator_gradient, generator_gradient, iterate


def make_gan(seed=0, activation=LeakyReLU, dtype=np.float64) -> GAN:
    rng = np.random.default_rng(seed)
    return GAN(
        mlp([1, 6, 1], activation, rng=rng, dtype=dtype), mlp([1, 5, 1], activation, rng=rng, dtype=dtype), Normal()
    )


def run(gan, steps, seed=1, **settings):
    settings = {"batch": 32, **settings}
    return list(itertools.islice(iterate(gan, Normal(4, 0.5), rng=np.random.default_rng(seed), **settings), steps))


@pytest.mark.parametrize("activation", [LeakyReLU, Tanh, Maxout])
@pytest.mark.parametrize("loss", [saturating, non_saturating])
def test_gradient_of_g_through_d(activation, loss, rng):
    gan, z = make_gan(3, activation), rng.normal(size=(7, 1))

    def f(theta):
        gan.generator.theta = theta
        value = generator_gradient(gan, z, loss)
        return value, gan.generator.dtheta.copy()

    assert gradcheck(f, gan.generator.theta.copy()) < 1e-7


@pytest.mark.parametrize("activation", [LeakyReLU, Tanh, Maxout])
def test_gradient_of_d_on_unequal_batches(activation, rng):
    gan, x, z = make_gan(3, activation), rng.normal(size=(5, 1)), rng.normal(size=(8, 1))

    def f(theta):
        gan.discriminator.theta = theta
        value = discriminator_gradient(gan, x, z)
        return value, gan.discriminator.dtheta.copy()

    assert gradcheck(f, gan.discriminator.theta.copy()) < 1e-7


class Spy(SGD):
    """Writes down both players' parameters before and after each of its steps."""

    def __init__(self, gan, network, lr):
        super().__init__(network, lr)
        self.gan, self.seen = gan, []

    def step(self):
        before = self.gan.discriminator.theta.copy(), self.gan.generator.theta.copy()
        super().step()
        after = self.gan.discriminator.theta.copy(), self.gan.generator.theta.copy()
        self.seen.append((before, after))


def test_who_moves_to_the_bit():
    gan = make_gan()
    d_spy, g_spy = Spy(gan, gan.discriminator, 0.1), Spy(gan, gan.generator, 0.1)
    run(gan, 5, k=2, optimizers=(d_spy, g_spy))
    assert (len(d_spy.seen), len(g_spy.seen)) == (10, 5)
    for (d_before, g_before), (d_after, g_after) in d_spy.seen:
        np.testing.assert_array_equal(g_before, g_after)
        assert (d_before != d_after).any()
    for (d_before, g_before), (d_after, g_after) in g_spy.seen:
        np.testing.assert_array_equal(d_before, d_after)
        assert (g_before != g_after).any()
    # Between two steps of a player nobody else touched it: the gradient of G left D alone, and the reverse.
    for (_, (_, g_after)), ((_, g_before), _) in itertools.pairwise(g_spy.seen):
        np.testing.assert_array_equal(g_after, g_before)
    for (_, (d_after, _)), ((d_before, _), _) in itertools.pairwise(d_spy.seen):
        np.testing.assert_array_equal(d_after, d_before)


class Counted(Distribution):
    def __init__(self, name, distribution, log):
        self.name, self.distribution, self.log, self.dim = name, distribution, log, distribution.dim

    def sample(self, n, *, rng):
        x = self.distribution.sample(n, rng=rng)
        self.log.append((self.name, x))
        return x

    def log_pdf(self, x):
        return self.distribution.log_pdf(x)


def test_draws_are_fresh_and_in_order():
    log: list = []
    gan = make_gan()
    gan.noise = Counted("z", gan.noise, log)
    records = iterate(gan, Counted("x", Normal(4, 0.5), log), batch=6, k=3, rng=np.random.default_rng(0))
    list(itertools.islice(records, 4))
    assert [name for name, _ in log] == ["z", "x", "z", "x", "z", "x", "z"] * 4
    assert {x.shape for _, x in log} == {(6, 1)}
    assert np.unique(np.concatenate([x for _, x in log])).size == 6 * len(log)


def test_one_iteration_by_hand():
    """The default is plain SGD and the saturating loss of line 8; the twin does it without ``iterate``."""
    gan, twin = make_gan(), make_gan()
    run(gan, 1, seed=9, lr=0.3, batch=16)
    draws = np.random.default_rng(9)
    z, x = twin.noise.sample(16, rng=draws), Normal(4, 0.5).sample(16, rng=draws)
    discriminator_gradient(twin, x, z)
    twin.discriminator.theta -= 0.3 * twin.discriminator.dtheta
    generator_gradient(twin, twin.noise.sample(16, rng=draws), saturating)
    twin.generator.theta -= 0.3 * twin.generator.dtheta
    np.testing.assert_array_equal(gan.discriminator.theta, twin.discriminator.theta)
    np.testing.assert_array_equal(gan.generator.theta, twin.generator.theta)


def test_records():
    records = run(make_gan(), 3, k=2)
    assert [record.step for record in records] == [1, 2, 3]
    assert all(record.v < 0 and record.d_gradient > 0 and record.g_gradient > 0 for record in records)


def test_the_d_gradient_is_that_of_ds_own_step():
    gan, twin = make_gan(), make_gan()
    record = run(gan, 1, seed=9, batch=16)[0]
    draws = np.random.default_rng(9)
    z, x = twin.noise.sample(16, rng=draws), Normal(4, 0.5).sample(16, rng=draws)
    loss = discriminator_gradient(twin, x, z)
    assert (record.v, record.d_gradient) == (-loss, np.linalg.norm(twin.discriminator.dtheta))


@pytest.mark.parametrize("make", [lambda n: SGD(n, 0.05, 0.5), lambda n: Adam(n, 1e-3)])
def test_same_seed_same_bits(make):
    thetas = []
    for _ in range(2):
        gan = make_gan()
        run(gan, 20, optimizers=(make(gan.discriminator), make(gan.generator)), generator_loss=non_saturating)
        thetas.append(np.concatenate([gan.generator.theta, gan.discriminator.theta]))
    np.testing.assert_array_equal(*thetas)


def test_the_default_step_size_is_a_tenth():
    gan, twin = make_gan(), make_gan()
    run(gan, 1)
    run(twin, 1, lr=0.1)
    np.testing.assert_array_equal(gan.discriminator.theta, twin.discriminator.theta)


def test_float32_stays_float32():
    gan = make_gan(dtype=np.float32)
    run(gan, 3)
    assert gan.sample(4, rng=np.random.default_rng(0)).dtype == gan.discriminator.dtheta.dtype == np.float32


class Rotten(Distribution):
    dim = 1

    def sample(self, n, *, rng):
        return np.full((n, 1), np.nan)

    def log_pdf(self, x):
        return np.zeros(len(x))


def test_errors():
    gan, rng = make_gan(), np.random.default_rng(0)
    for name in ("k", "batch"):
        with pytest.raises(ValueError, match=f"{name} must be an integer >= 1, got 0"):
            iterate(gan, Normal(), rng=rng, **{"batch": 8, name: 0})
    with pytest.raises(TypeError, match=r"rng must be a numpy\.random\.Generator"):
        iterate(gan, Normal(), rng=None, batch=8)
    with pytest.raises(ValueError, match="the data has 2 columns, the GAN makes 1"):
        iterate(gan, Empirical(np.zeros((3, 2))), rng=rng, batch=8)
    with pytest.raises(ValueError, match=r"optimizers must be \(of the discriminator, of the generator\)"):
        iterate(gan, Normal(), rng=rng, batch=8, optimizers=(SGD(gan.generator, 0.1), SGD(gan.discriminator, 0.1)))
    optimizers = SGD(gan.discriminator, 0.1), SGD(gan.generator, 0.1)
    with pytest.raises(ValueError, match=r"give lr or optimizers, not both, got lr = 0\.1"):
        iterate(gan, Normal(), rng=rng, batch=8, lr=0.1, optimizers=optimizers)
    with pytest.raises(ValueError, match="data holds 8 nan or infinite entries among 8"):
        next(iterate(gan, Rotten(), rng=rng, batch=8))


def test_a_run_that_explodes_stops_before_theta_is_spoiled():
    gan = make_gan()
    with np.errstate(all="ignore"), pytest.raises(FloatingPointError, match=r"step \d+: the (dis|gen).* too large"):
        run(gan, 500, lr=1e6)
    assert np.isfinite(gan.discriminator.theta).all()
    assert np.isfinite(gan.generator.theta).all()


def test_players_must_fit(rng):
    G, D = mlp([1, 1], rng=rng), mlp([1, 1], rng=rng)
    with pytest.raises(TypeError, match="generator must be a Network, got 'G'"):
        GAN("G", D, Uniform())
    with pytest.raises(TypeError, match="noise must be a Distribution, got 3"):
        GAN(G, D, 3)
    with pytest.raises(ValueError, match="the generator takes 2 columns, the noise has 1"):
        GAN(mlp([2, 1], rng=rng), D, Uniform())
    with pytest.raises(ValueError, match="the discriminator takes 3 columns, the generator makes 1"):
        GAN(G, mlp([3, 1], rng=rng), Uniform())
    with pytest.raises(ValueError, match="the discriminator must end in 1 logit, it ends in 2"):
        GAN(G, mlp([1, 2], rng=rng), Uniform())
    with pytest.raises(ValueError, match="must be two networks"):
        GAN(G, G, Uniform())
