"""Modes of a 2-D distribution: their 3-sigma ellipses, the empty ones, and the noise that G maps to each."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb

from numpygan.distributions import (
    Conditional,
    Distribution,
    Labeled,
    Multivariate,
    MultivariateNormal,
    UnivariateMixture,
)
from numpygan.plots.style import EMPTY_MODE, NO_MODE, NUMBERED, SPREAD
from numpygan.training import GAN

SIGMAS = 3.0  # from the center of a mode: within it a point counts for the mode
REACH = 3.0  # of the noise that is shown, in each direction; 99.5 % of it
PIXELS = 200


def normal_components(distribution: Distribution | Conditional) -> list[MultivariateNormal]:
    """Return the normal components of ``distribution``; ``[]`` if it has none."""
    if isinstance(distribution, Labeled):
        distribution = distribution.mixture
    return [normal for _, normal in distribution.normals] if isinstance(distribution, Multivariate) else []


def count_modes(distribution: Distribution | Conditional) -> int:
    """Return the number of modes of ``distribution``, 1-D or 2-D."""
    return (
        len(distribution.components)
        if isinstance(distribution, UnivariateMixture)
        else len(normal_components(distribution))
    )


def nearest_mode(modes: list[MultivariateNormal], x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each row of ``x`` (n, 2) the nearest mode, and whether it is within 3 sigma, both (n,)."""
    with np.errstate(over="ignore"):  # of a point 1e300 away
        squares = np.array([(((x - mode.mean) @ mode.whiten.T) ** 2).sum(axis=1) for mode in modes])
    return squares.argmin(axis=0), squares.min(axis=0) <= SIGMAS**2


def mode_colors(numbers: np.ndarray) -> np.ndarray:
    """Return a color for each mode number, an array of shape (*numbers.shape, 3)."""
    palette = np.array([to_rgb(color) for color in NUMBERED])
    return palette[numbers % len(palette)]


def draw_modes(axes: Axes, modes: list[MultivariateNormal]) -> None:
    """Draw the 3-sigma ellipse of each mode."""
    turn = np.linspace(0, 2 * np.pi, 65)
    circle = SIGMAS * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    axes.add_collection(LineCollection([mode.mean + circle @ mode.cholesky.T for mode in modes], **SPREAD))


def draw_empty_modes(axes: Axes, modes: list[MultivariateNormal], x: np.ndarray) -> None:
    """Mark each mode that has no row of ``x`` (n, 2) within 3 sigma."""
    if modes:
        nearest, good = nearest_mode(modes, x)
        empty = np.setdiff1d(np.arange(len(modes)), nearest[good])
        axes.plot(*np.array([modes[i].mean for i in empty]).reshape(-1, 2).T, **EMPTY_MODE)


def draw_noise(axes: Axes, gan: GAN, modes: list[MultivariateNormal]) -> None:
    """Draw the 2-D noise, each z in the color of the mode that G(z) reaches; white z reach none."""
    ticks = np.linspace(-REACH, REACH, PIXELS)
    z = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    nearest, good = nearest_mode(modes, gan.generator.forward(z).astype(float))
    colors = np.where(good[:, None], mode_colors(nearest), to_rgb(NO_MODE))
    extent = (-REACH, REACH, -REACH, REACH)
    axes.imshow(colors.reshape(PIXELS, PIXELS, 3), origin="lower", extent=extent, interpolation="nearest")
    axes.set(xlabel="$z_1$", ylabel="$z_2$", aspect="equal")
