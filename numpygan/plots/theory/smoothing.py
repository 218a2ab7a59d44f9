"""Smoothing by noise: E f(x + eps) is differentiable everywhere, although f has a step and corners (1.1.1)."""

import numpy as np
from matplotlib.figure import Figure
from scipy import special

from numpygan.plots.layout import legend, panels
from numpygan.plots.style import COMPARED, DATA

SIGMAS = 0.05, 0.2, 0.6
STEPS = ((-1.0, 0.6),)  # where f jumps, and by how much
CORNERS = (0.5, 1.6), (1.0, -3.2), (1.5, 1.6)  # where the slope of f changes, and by how much


def smoothed(x: np.ndarray, sigma: float) -> tuple[np.ndarray, np.ndarray]:
    """E f(x + eps) and its derivative at x (n,), eps ~ N(0, sigma^2); f itself for sigma = 0.

    f is a sum of steps and of bends max(0, x - a). With t = (x - a) / sigma the first become Phi(t), the second
    (x - a) Phi(t) + sigma phi(t), whose derivative is Phi(t): no quadrature sees a step.
    """
    value, slope = np.zeros(x.shape), np.zeros(x.shape)
    for a, jump in STEPS:
        if sigma == 0:
            value += jump * (x > a)
            continue
        t = (x - a) / sigma
        value += jump * special.ndtr(t)
        slope += jump * np.exp(-(t**2) / 2) / np.sqrt(2 * np.pi) / sigma
    for a, bend in CORNERS:
        if sigma == 0:
            value += bend * np.maximum(0, x - a)
            continue
        t = (x - a) / sigma
        value += bend * ((x - a) * special.ndtr(t) + sigma * np.exp(-(t**2) / 2) / np.sqrt(2 * np.pi))
        slope += bend * special.ndtr(t)
    return value, slope


def smoothing_figure(*, width: float | None = None) -> Figure:
    """f and its smoothed versions for three sizes of the noise, and the slopes of the latter.

    References
    ----------
    Notes, eq. 1.1.1.
    """
    figure, (functions, slopes) = panels(2, width=width)
    x = np.linspace(-3, 3, 601)
    functions.plot(x, smoothed(x, 0)[0], label="f", **DATA)
    for sigma, look in zip(SIGMAS, COMPARED, strict=False):
        value, slope = smoothed(x, sigma)
        functions.plot(x, value, label=f"$\\sigma$ = {sigma:g}", **look)
        slopes.plot(x, slope, **look)
    functions.set(xlabel="x", ylabel="E f(x + $\\epsilon$)", xlim=(-3, 3), ylim=(-0.05, 1.6))
    slopes.set(xlabel="x", ylabel="d/dx E f(x + $\\epsilon$)", xlim=(-3, 3), ylim=(-2.2, 5.2))
    legend(functions, "upper left")
    return figure
