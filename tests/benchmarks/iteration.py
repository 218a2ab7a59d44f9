"""The work of the step benchmarks, and its contenders in NumPy: the package, the bare products, the draws.

One iteration of Algorithm 1 with k = 1: draw noise and data, step D on real and generated points as one
batch, draw noise, step G on the non-saturating loss, both by Adam. Weights, draws and their order are those of
``iterate``, so that the networks of all contenders can be compared after some steps.
"""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np

from numpygan.distributions import Distribution, ring, standard_normal
from numpygan.nets import Adam, Linear, Network, mlp, non_saturating
from numpygan.nets.extras import r1
from numpygan.training import GAN, iterate

LR = 1e-3
BETAS = (0.9, 0.999)
EPS = 1e-8
SLOPE = 0.2  # of LeakyReLU
SEED = 1  # of the draws


class Work(NamedTuple):
    """What an iteration is made of."""

    hidden: tuple[int, ...]
    batch: int
    dtype: type[np.floating]
    gamma: float = 0.0
    """Weight of R1 on the real points; 0 leaves it out."""
    dim: int = 2
    k: int = 1
    data: Distribution = ring()

    def __str__(self) -> str:
        name = "-".join(map(str, (self.dim, *self.hidden)))
        return f"{name}, batch {self.batch}, {np.dtype(self.dtype).name}"

    def gan(self) -> GAN:
        """The same networks at every call."""
        rng = np.random.default_rng(0)
        generator = mlp([self.dim, *self.hidden, self.dim], rng=rng, dtype=self.dtype)
        return GAN(generator, mlp([self.dim, *self.hidden, 1], rng=rng, dtype=self.dtype), standard_normal(self.dim))

    def draws(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Noise and data for D, noise for G, at each iteration; in the order of ``iterate`` for k = 1."""
        rng, noise = np.random.default_rng(SEED), standard_normal(self.dim)
        while True:
            z, x = noise.sample(self.batch, rng=rng), self.data.sample(self.batch, rng=rng)
            yield z, x, noise.sample(self.batch, rng=rng)


def work_of(size: str, dtype: str, gamma: float = 0.0) -> Work:
    """The work that ``2-64-64:256`` names: widths and batch."""
    widths, batch = size.split(":")
    dim, *hidden = map(int, widths.split("-"))
    if dim != 2:
        raise SystemExit(f"the data has 2 columns, got --sizes {size}")
    return Work(tuple(hidden), int(batch), np.dtype(dtype).type, gamma)


def weights(network: Network) -> list[tuple[np.ndarray, np.ndarray]]:
    """Copies of W (n_in, n_out) and b (n_out,) of each linear layer."""
    pairs = [layer.params for layer in network.layers if isinstance(layer, Linear)]
    return [(W.copy(), b.copy()) for W, b in pairs]


def flat(*networks: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """All W and b in one vector, in the order of ``Network.theta``."""
    return np.concatenate([np.ravel(p) for layers in networks for pair in layers for p in pair])


class Package:
    """numpygan, by its public names."""

    def __init__(self, work: Work) -> None:
        self.gan = work.gan()
        optimizers = (
            Adam(self.gan.discriminator, LR, betas=BETAS, eps=EPS),
            Adam(self.gan.generator, LR, betas=BETAS, eps=EPS),
        )
        self.records = iterate(
            self.gan,
            work.data,
            batch=work.batch,
            k=work.k,
            rng=np.random.default_rng(SEED),
            generator_loss=non_saturating,
            optimizers=optimizers,
            penalty=(lambda network, x: r1(network, x, work.gamma)) if work.gamma else None,
        )

    def run(self, steps: int) -> int:
        for _ in islice(self.records, steps):
            pass
        return steps

    def theta(self) -> np.ndarray:
        """Of D, then of G."""
        return np.concatenate([self.gan.discriminator.theta, self.gan.generator.theta])


class Draws:
    """The random numbers alone, which every contender but the products draws in the same way."""

    def __init__(self, work: Work) -> None:
        self.draws = work.draws()

    def run(self, steps: int) -> int:
        for _ in islice(self.draws, steps):
            pass
        return steps


class Products:
    """The matrix products of an iteration and nothing else, into buffers that are there already.

    A layer of n rows, i inputs and o outputs needs x W of (n, i) and (i, o) going forward, x^T dy for its
    gradient and dy W^T for that of its input. Left out is what nobody asks for: the gradient in D's
    input when D steps, in the noise when G steps, and in theta_d when G steps.
    With R1 there are, on the real points, the forward up to the last hidden layer, dy W^T down to the input, and on the
    way up ddx W (but for the last layer) and ddx^T dy.
    """

    def __init__(self, work: Work) -> None:
        rng = np.random.default_rng(0)
        self.calls: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []

        def array(*shape: int) -> np.ndarray:
            return rng.standard_normal(shape).astype(work.dtype)

        def product(left: np.ndarray, right: np.ndarray) -> None:
            self.calls.append((left, right, array(len(left), right.shape[1])))

        def layers(n_out: int) -> list[np.ndarray]:
            return [array(i, o) for i, o in pairwise((work.dim, *work.hidden, n_out))]

        def forward(Ws: list[np.ndarray], n: int) -> None:
            for W in Ws:
                product(array(n, len(W)), W)

        def backward(Ws: list[np.ndarray], n: int, *, to_input: bool, to_theta: bool) -> None:
            for depth, W in reversed(list(enumerate(Ws))):
                dy = array(n, W.shape[1])
                if to_theta:
                    product(array(n, len(W)).T, dy)
                if to_input or depth > 0:
                    product(dy, W.T)

        G, D, n = layers(work.dim), layers(1), work.batch
        for _ in range(work.k):
            forward(G, n)
            forward(D, 2 * n)
            backward(D, 2 * n, to_input=False, to_theta=True)
            if work.gamma:
                forward(D[:-1], n)
                backward(D, n, to_input=True, to_theta=False)
                forward(D[:-1], n)
                for W in D:
                    product(array(n, len(W)).T, array(n, W.shape[1]))
        forward(G, n)
        forward(D, n)
        backward(D, n, to_input=True, to_theta=False)
        backward(G, n, to_input=False, to_theta=True)

    def run(self, steps: int) -> int:
        for _ in range(steps):
            for left, right, out in self.calls:
                np.matmul(left, right, out=out)
        return steps

    @property
    def operations(self) -> int:
        """Multiplications and additions of a step."""
        return sum(2 * left.size * right.shape[1] for left, right, _ in self.calls)
