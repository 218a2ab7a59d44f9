"""Proposition 2 as gradient descent on p_g itself, without a generator; D is optimal at every step.

p_g is a vector of masses, either of a discrete distribution or of the cells of a fine quadrature of a density. The
criterion C(p_g) = sup_D U(p_g, D) is convex, and its gradient in p_g is that of U at the D where the
supremum is attained (Danskin): log(1 - D*). Each step multiplies the masses by exp(-rate gradient) and
restores the sum: descent that stays on the simplex.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import special

from numpygan import arguments

# (p_data, p_g), masses (k,) each -> log(1 - D) (k,), the gradient of U(p_g, D) in p_g.
Gradient = Callable[[np.ndarray, np.ndarray], np.ndarray]


class Descent(NamedTuple):
    """The masses after the last step (k,), and C(p_g) before each step and at the end (steps + 1,)."""

    p_g: np.ndarray
    criterion: np.ndarray


def criterion_of_masses(p_data: np.ndarray, p_g: np.ndarray) -> float:
    """C(p_g) = sum p log(p / (p + q)) + q log(q / (p + q)), in nats; masses (k,) (notes, eq. 1.3.8)."""
    total = p_data + p_g
    return float(special.rel_entr(p_data, total).sum() + special.rel_entr(p_g, total).sum())


def criterion_gradient(p_data: np.ndarray, p_g: np.ndarray) -> np.ndarray:
    """dC/dp_g = log(1 - D*) = log(p_g / (p_data + p_g)), of shape (k,)."""
    return np.log(p_g) - np.log(p_data + p_g)


def descend(
    p_data: np.ndarray, p_g: np.ndarray, *, steps: int, rate: float = 1.0, gradient: Gradient = criterion_gradient
) -> Descent:
    """Gradient descent of C in p_g, by default with the optimal discriminator at every step.

    Parameters
    ----------
    p_data, p_g : ndarray of shape (k,)
        Masses that sum to 1; p_g > 0 everywhere, because multiplication cannot change a mass of 0.
    steps : int
    rate : float
    gradient : callable
        log(1 - D) for the D in use. :func:`fixed_discriminator` gives one that ignores later changes of p_g.
    """
    p_data, p_g = arguments.probabilities("p_data", p_data), arguments.probabilities("p_g", p_g)
    if p_data.shape != p_g.shape:
        raise ValueError(f"p_g has shape {p_g.shape}, expected that of p_data, {p_data.shape}")
    if (p_g <= 0).any():
        raise ValueError(f"p_g must be > 0 everywhere, got a smallest mass of {p_g.min():g}")
    rate = arguments.positive("rate", rate)
    history = [criterion_of_masses(p_data, p_g)]
    for _ in range(arguments.positive_int("steps", steps)):
        log_p_g = np.log(p_g) - rate * gradient(p_data, p_g)
        p_g = special.softmax(log_p_g)
        history.append(criterion_of_masses(p_data, p_g))
    return Descent(p_g, np.array(history))


def fixed_discriminator(p_data: np.ndarray, p_g: np.ndarray) -> Gradient:
    """The gradient with D optimal for this p_g and then fixed, which violates the premise of Proposition 2."""
    fixed = criterion_gradient(p_data, p_g)
    return lambda p_data, p_g: fixed
