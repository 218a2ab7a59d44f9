"""The iteration in JAX: a jitted function of the state, called once a step or scanned over many steps.

NumPy draws in both cases; the scan gets the draws of its steps as one array, made while the clock runs.
"""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from iteration import BETAS, EPS, LR, SLOPE, Work, flat, weights

jax.config.update("jax_enable_x64", True)  # arrays that are float32 stay so

Params = list[tuple[jax.Array, jax.Array]]
State = tuple  # t, then for D and for G: parameters, means, squares
MOST_SCANNED, LEAST_SCANNED = 50, 5  # steps of one scan


class Jax:
    """A jitted step; with ``scanned``, up to 50 of them at a time: fewer where each is long."""

    def __init__(self, work: Work, *, scanned: bool = False) -> None:
        gan = work.gan()
        players = []
        for network in (gan.discriminator, gan.generator):
            params = jax.tree.map(jnp.asarray, weights(network))
            players.append((params, jax.tree.map(jnp.zeros_like, params), jax.tree.map(jnp.zeros_like, params)))
        self.state: State = (jnp.zeros((), work.dtype), *players)
        self.work, self.draws = work, work.draws()
        length = 250_000_000 // (work.batch * max(work.hidden) ** 2)
        self.scanned = min(MOST_SCANNED, max(LEAST_SCANNED, length)) if scanned else 0
        step = partial(_step, gamma=work.gamma)
        scan = lambda state, draws: jax.lax.scan(lambda s, d: (step(s, d), None), state, draws)[0]  # noqa: E731
        self.step = jax.jit(scan if scanned else step, donate_argnums=0)

    def run(self, steps: int) -> int:
        if not self.scanned:
            for _ in range(steps):
                self.state = self.step(self.state, self._cast(next(self.draws)))
            jax.block_until_ready(self.state)
            return steps
        calls = -(-steps // self.scanned)
        for _ in range(calls):
            draws = zip(*(next(self.draws) for _ in range(self.scanned)), strict=True)
            self.state = self.step(self.state, self._cast(map(np.array, draws)))
        jax.block_until_ready(self.state)
        return calls * self.scanned

    def _cast(self, draws) -> tuple[np.ndarray, ...]:
        return tuple(a.astype(self.work.dtype, copy=False) for a in draws)

    def theta(self) -> np.ndarray:
        _, (d, *_), (g, *_) = self.state
        return flat(*jax.tree.map(np.asarray, (d, g)))


def _network(params: Params, x: jax.Array) -> jax.Array:
    for W, b in params[:-1]:
        x = jax.nn.leaky_relu(x @ W + b, SLOPE)
    W, b = params[-1]
    return x @ W + b


def _d_loss(d: Params, g: Params, x: jax.Array, z: jax.Array, gamma: float) -> jax.Array:
    logits = _network(d, jnp.concatenate([x, _network(g, z)]))
    loss = jax.nn.softplus(-logits[: len(x)]).mean() + jax.nn.softplus(logits[len(x) :]).mean()
    if gamma:
        v = jax.grad(lambda points: _network(d, points).sum())(x)
        loss += gamma / 2 * (v * v).sum(axis=1).mean()
    return loss


def _g_loss(g: Params, d: Params, z: jax.Array) -> jax.Array:
    return jax.nn.softplus(-_network(d, _network(g, z))).mean()


def _adam(t: jax.Array, player: tuple, grads: Params) -> tuple:
    p, m, v = player
    m = jax.tree.map(lambda m, g: m + (1 - BETAS[0]) * (g - m), m, grads)
    v = jax.tree.map(lambda v, g: v + (1 - BETAS[1]) * (g * g - v), v, grads)
    m_hat, v_hat = 1 / (1 - BETAS[0] ** t), 1 / (1 - BETAS[1] ** t)
    return jax.tree.map(lambda p, m, v: p - LR * m * m_hat / (jnp.sqrt(v * v_hat) + EPS), p, m, v), m, v


def _step(state: State, draws: tuple[jax.Array, ...], *, gamma: float) -> State:
    t, d, g = state
    z, x, z_again = draws
    t = t + 1
    d = _adam(t, d, jax.grad(_d_loss)(d[0], g[0], x, z, gamma))
    g = _adam(t, g, jax.grad(_g_loss)(g[0], d[0], z_again))
    return t, d, g
