"""Pictures of gradients: through noise (1.1.1), and far from the data (sec. 2)."""

import numpy as np
from matplotlib.figure import Figure

from numpygan.plots.layout import legend, note, panels
from numpygan.plots.statements.registry import picture
from numpygan.plots.style import BOUND, COMPARED, GUIDE, INK, NON_SATURATING, ORANGE, SATURATING, SKY
from numpygan.statements.noise_gradient import EXAMPLES
from numpygan.statements.saturation import overlap
from numpygan.theory.smoothing import smoothed_gradient


@picture(
    "noise-gradient",
    caption="How far the gradient of the smoothed function is from the gradient of the function itself, at one point "
    "of each of four functions. All lines are parallel to the grey one, which falls like sigma^2: a tenth of the "
    "noise gives a hundredth of the gap.",
)
def noise_gradient(rng: np.random.Generator) -> Figure:
    figure, (axes,) = panels()
    sigmas = np.geomspace(0.005, 0.3, 13)
    for (name, f, gradient, point), look, marker in zip(EXAMPLES, COMPARED, "osD^", strict=False):
        x = np.array(point)
        gaps = [np.linalg.norm(smoothed_gradient(f, x, sigma) - gradient(x[None])[0]) for sigma in sigmas]
        axes.loglog(sigmas, gaps, marker=marker, markersize=3.5, label=name.removeprefix("f = "), **look)
    axes.loglog(sigmas, 0.05 * sigmas**2, **BOUND)
    note(axes, 0.075, 1.2e-4, "slope 2", GUIDE)
    axes.set(xlabel="$\\sigma$ of the noise", ylabel="|$\\nabla$ E f(x + $\\epsilon$) - $\\nabla$ f(x)|")
    legend(axes, "upper left")
    return figure


@picture(
    "saturation",
    caption="Data N(0, 1), generator N(t, 1), the best D held fixed. Left: the size of the gradient of each loss in "
    "t. Both are 0 at t = 0. Far from the data that of log(1 - D) goes to 0 again. Right: the gradient of -log D "
    "divided by that of log(1 - D), which has no bound.",
)
def saturation(rng: np.random.Generator) -> Figure:
    figure, (sizes, ratio) = panels(2)
    t = np.linspace(0, 8, 41)
    A = np.array([overlap(each) for each in t])
    sizes.plot(t, t * A, **SATURATING)
    sizes.plot(t, t * (1 - A), **NON_SATURATING)
    note(sizes, 4.1, 6.1, "loss -log D", ORANGE, align="right")
    note(sizes, 5.0, 0.55, "loss log(1 - D)", SKY)
    sizes.set(xlabel="t, distance between generator and data", ylabel="size of the gradient in t (nats per unit)")
    ratio.semilogy(t, (1 - A) / A, color=INK)
    ratio.set(xlabel="t, distance between generator and data", ylabel="ratio of the two gradients")
    return figure
