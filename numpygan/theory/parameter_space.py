"""The Dirac-GAN of Mescheder et al. (2018): a GAN with two parameters, whose training is a curve in 2-D.

All data are at 0, all generated points at theta, and the discriminator's logit is psi x. A game is a vector field
(theta, psi) -> (theta', psi'), in which theta and psi each follow the gradient of their own objective. The equilibrium
is (0, 0); the eigenvalues of the field there decide whether training converges.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import special

from numpygan import arguments

Game = Callable[[float, float], tuple[float, float]]

NOISE_NODES = 60


def original(theta: float, psi: float) -> tuple[float, float]:
    """V = log(1/2) + log(1 - D(theta)): theta' = -dV/dtheta, psi' = dV/dpsi (notes, 1.2.1)."""
    D = special.expit(psi * theta)
    return psi * D, -theta * D


def non_saturating(theta: float, psi: float) -> tuple[float, float]:
    """The same discriminator; G ascends log D(theta) instead."""
    D = special.expit(psi * theta)
    return psi * (1 - D), -theta * D


def wasserstein(theta: float, psi: float) -> tuple[float, float]:
    """The bilinear game of the WGAN: V = psi (0 - theta), without a logarithm."""
    return psi, -theta


def r1(gamma: float) -> Game:
    """The original game with the zero-centered penalty gamma/2 (d logit/dx)^2 = gamma/2 psi^2 on D."""
    gamma = arguments.positive("gamma", gamma)

    def game(theta: float, psi: float) -> tuple[float, float]:
        d_theta, d_psi = original(theta, psi)
        return d_theta, d_psi - gamma * psi

    return game


def instance_noise(sigma: float) -> Game:
    """The original game with N(0, sigma^2) added to real and to generated points."""
    sigma = arguments.positive("sigma", sigma)
    nodes, weights = special.roots_hermitenorm(NOISE_NODES)
    eps, weights = sigma * nodes, weights / weights.sum()

    def game(theta: float, psi: float) -> tuple[float, float]:
        fake = theta + eps
        D_fake, not_D_real = special.expit(psi * fake), special.expit(-psi * eps)
        return float(weights @ (psi * D_fake)), float(weights @ (eps * not_D_real - fake * D_fake))

    return game


def eigenvalues(game: Game, *, h: float = 1e-5) -> np.ndarray:
    """The two eigenvalues (complex) of the field's Jacobian at (0, 0), by central differences of the field.

    With negative real parts the equilibrium attracts; with real part 0 trajectories circle around it.
    """
    columns = [np.subtract(game(*step), game(*-step)) / (2 * h) for step in h * np.eye(2)]
    return np.linalg.eigvals(np.stack(columns, axis=1))


class Trajectory(NamedTuple):
    """The parameters after each step, each an array (steps + 1,)."""

    theta: np.ndarray
    psi: np.ndarray

    @property
    def distance(self) -> np.ndarray:
        """Distance from the equilibrium, (steps + 1,)."""
        return np.hypot(self.theta, self.psi)


def simultaneous(game: Game, start: tuple[float, float], *, h: float, steps: int) -> Trajectory:
    """Both players step at once, by ``h`` times the field."""
    path = [start]
    for _ in range(arguments.positive_int("steps", steps)):
        theta, psi = path[-1]
        d_theta, d_psi = game(theta, psi)
        path.append((theta + h * d_theta, psi + h * d_psi))
    return Trajectory(*np.array(path).T)


def alternating(game: Game, start: tuple[float, float], *, h: float, steps: int) -> Trajectory:
    """First D steps, then G steps against the updated D, as in Algorithm 1 with k = 1."""
    path = [start]
    for _ in range(arguments.positive_int("steps", steps)):
        theta, psi = path[-1]
        psi += h * game(theta, psi)[1]
        theta += h * game(theta, psi)[0]
        path.append((theta, psi))
    return Trajectory(*np.array(path).T)
