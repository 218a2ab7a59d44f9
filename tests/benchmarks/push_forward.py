"""The exact density of a generator at 1,000 points, in 1-D and 2-D, against two approximations.

    python tests/benchmarks/push_forward.py [--hidden 32-32] [--points N] [--rounds N] [--markdown]

``build`` is the time before the first point: breakpoints or triangles, G on a mesh, samples.
They are, in 1-D, G interpolated on a mesh of 100,000 z, and a kernel density of 10,000 samples; ``off`` is
their median relative distance from the exact density. The latter is held against the change of variables first.
"""

import argparse
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import threads
from scipy import stats
from table import machine, milliseconds, print_table

from numpygan.distributions import Distribution, standard_normal
from numpygan.nets import LeakyReLU, Network, Tanh, mlp
from numpygan.theory import PushForward, PushForward2D

MESH = np.linspace(-9, 9, 100_001)[:, None]
SAMPLES = 10_000
H = 1e-6  # of central differences

Density = Callable[[np.ndarray], np.ndarray]  # (n, d) -> (n,)


class Game(NamedTuple):
    """A generator and its noise, of 1 or 2 columns."""

    name: str
    generator: Network
    noise: Distribution


def exact(game: Game) -> Density:
    distribution = PushForward if game.noise.dim == 1 else PushForward2D
    return distribution(game.generator, game.noise).pdf


def mesh(game: Game) -> Density:
    """On the line: the preimages of x are where G, linear between the points of the mesh, crosses it."""
    x_mesh, width = game.generator.forward(MESH)[:, 0], MESH[1, 0] - MESH[0, 0]
    left, right = x_mesh[:-1], x_mesh[1:]

    def density(x: np.ndarray) -> np.ndarray:
        found = np.zeros(len(x))
        for i, point in enumerate(x[:, 0]):
            cells = np.flatnonzero((left < point) != (right < point))
            step = right[cells] - left[cells]
            z = MESH[cells, 0] + width * (point - left[cells]) / step
            found[i] = (game.noise.pdf(z[:, None]) * width / np.abs(step)).sum()
        return found

    return density


def kernels(game: Game) -> Density:
    rng = np.random.default_rng(2)
    kernel = stats.gaussian_kde(game.generator.forward(game.noise.sample(SAMPLES, rng=rng)).T)
    return lambda x: kernel(x.T)


def check(game: Game, z: np.ndarray, density: np.ndarray) -> None:
    """SystemExit if ``density`` at G(z) is not that of the change of variables.

    The preimage z gives p_z(z) / |det G'(z)|, slopes from central differences; others can only add to
    it, and for some of the z there are none. One in a hundred z may have a breakpoint in its difference.
    """
    steps = H * np.eye(z.shape[1])
    slopes = [(game.generator.forward(z + h) - game.generator.forward(z - h)) / (2 * H) for h in steps]
    of_z = game.noise.pdf(z) / np.abs(np.linalg.det(np.stack(slopes, axis=1)))
    excess = density / of_z - 1
    if np.mean(excess < -1e-5) > 0.01 or np.mean(np.abs(excess) < 1e-5) < 0.05:
        raise SystemExit(
            f"{game.name}: not the change of variables, relative excess {np.quantile(excess, [0, 0.5, 1])}"
        )


def seconds(build: Callable[[Game], Density], game: Game, x: np.ndarray, rounds: int) -> tuple[float, float]:
    """Medians, in processor time: of building, of the density at x."""
    took = []
    for _ in range(rounds):
        started = time.process_time()
        density = build(game)
        built = time.process_time()
        density(x)
        took.append((built - started, time.process_time() - built))
    return tuple(np.median(took, axis=0))


def games(hidden: list[int]) -> list[Game]:
    def make(dim: int, activation: type) -> Game:
        generator = mlp([dim, *hidden, dim], activation, rng=np.random.default_rng(0), bias_std=1.0)
        name = f"{'-'.join(map(str, [dim, *hidden, dim]))} {activation.__name__}"
        return Game(name, generator, standard_normal(dim))

    return [make(1, LeakyReLU), make(1, Tanh), make(2, LeakyReLU)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hidden", default="32-32")
    parser.add_argument("--points", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    threads.set_threads(1)
    print(f"{machine()}; {args.points} points, medians of {args.rounds}\n")
    rows = []
    for game in games([int(width) for width in args.hidden.split("-")]):
        z = game.noise.sample(args.points, rng=np.random.default_rng(1))
        x = game.generator.forward(z)
        truth = exact(game)(x)
        check(game, z, truth)
        guesses = {"mesh of G": mesh, "kernel density": kernels} if game.noise.dim == 1 else {"kernel density": kernels}
        for name, build in {"exact": exact, **guesses}.items():
            off = float(np.median(np.abs(build(game)(x) / truth - 1)))
            if name == "mesh of G" and off > 1e-3:
                raise SystemExit(f"{game.name}: exact and mesh are {off:.1e} apart")
            times = seconds(build, game, x, args.rounds)
            rows.append([f"{game.name}, {name}", *map(milliseconds, times), f"{off:.1e}" if off else "0"])
    print_table(["density", "build, ms", "points, ms", "off"], rows, markdown=args.markdown)


if __name__ == "__main__":
    main()
