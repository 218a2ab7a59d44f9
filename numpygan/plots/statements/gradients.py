"""Pictures of gradients: through noise (1.1.1), and far from the data (sec. 2)."""

import numpy as np
from matplotlib.figure import Figure

from numpygan.plots.layout import legend, note, panels
from numpygan.plots.statements.registry import picture
from numpygan.plots.style import BLUE, BOUND, GREEN, GUIDE, PURPLE, VERMILION
from numpygan.statements.noise_gradient import EXAMPLES
from numpygan.statements.saturation import overlap
from numpygan.theory.smoothing import smoothed_gradient


@picture(
    "noise-gradient",
    caption="How far the gradient of the smoothed function is from the gradient of the function itself, at one point "
    "each. On log-log axes all lines run parallel to the dashed one: a tenth of the noise, a hundredth of the gap.",
)
def noise_gradient(rng: np.random.Generator) -> Figure:
    figure, (axes,) = panels()
    sigmas = np.geomspace(0.005, 0.3, 13)
    for (name, f, gradient, point), color, marker in zip(
        EXAMPLES, (BLUE, VERMILION, GREEN, PURPLE), "osD^", strict=True
    ):
        x = np.array(point)
        gaps = [np.linalg.norm(smoothed_gradient(f, x, sigma) - gradient(x[None])[0]) for sigma in sigmas]
        axes.loglog(sigmas, gaps, color=color, marker=marker, markersize=3.5, label=name.removeprefix("f = "))
    axes.loglog(sigmas, 0.05 * sigmas**2, **BOUND)
    note(axes, 0.075, 1.2e-4, "slope 2", GUIDE)
    axes.set(xlabel="$\\sigma$ of the noise", ylabel="|$\\nabla$ E f(x + $\\epsilon$) - $\\nabla$ f(x)|")
    legend(axes, "upper left")
    return figure


@picture(
    "saturation",
    caption="Data N(0, 1), generator N(t, 1), the best D held fixed. Left: the pull on t by either loss. Both vanish "
    "at t = 0; far away that of log(1 - D) vanishes again, just where it is needed. Right: their ratio, without bound.",
)
def saturation(rng: np.random.Generator) -> Figure:
    figure, (sizes, ratio) = panels(2)
    t = np.linspace(0, 8, 41)
    A = np.array([overlap(each) for each in t])
    sizes.plot(t, t * A, color=BLUE, linestyle="--")
    sizes.plot(t, t * (1 - A), color=VERMILION)
    note(sizes, 4.1, 6.1, "-log D", VERMILION, align="right")
    note(sizes, 5.0, 0.55, "log(1 - D)", BLUE)
    sizes.set(xlabel="t, distance between generator and data", ylabel="size of the gradient in t (nats per unit)")
    ratio.semilogy(t, (1 - A) / A, color=PURPLE)
    ratio.set(xlabel="t, distance between generator and data", ylabel="ratio of the two gradients")
    return figure
