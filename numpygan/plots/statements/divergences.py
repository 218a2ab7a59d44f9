"""Pictures of the divergences (1.3.1, 1.3.2) and of C(G) (1.3.7)."""

import numpy as np
from matplotlib.figure import Figure

from numpygan.distributions import Normal, Uniform
from numpygan.plots.layout import bound, legend, note, panels
from numpygan.plots.statements.registry import picture
from numpygan.plots.style import (
    BOUND,
    C_NAME,
    COMPARED,
    DIVERGENCE,
    OLIVE,
    PURPLE,
    SECOND_DIVERGENCE,
    V_NAME,
    VERMILION,
)
from numpygan.theory import js, kl, maximize_value


@picture(
    "kl",
    caption="Left: KL of N(0, 1) and N(0, s), in either order. Both are 0 only where the distributions are equal, "
    "they differ, and neither has a bound. Right: KL of U(0, 1) from U(0, b), infinite as soon as U(0, b) misses "
    "mass.",
)
def kl_both_ways(rng: np.random.Generator) -> Figure:
    figure, (normal, uniform) = panels(2)
    s = np.geomspace(0.2, 5, 31)
    p, distributions = Normal(0, 1), [Normal(0, float(each)) for each in s]
    normal.semilogx(s, [kl(p, q) for q in distributions], **DIVERGENCE)
    normal.semilogx(s, [kl(q, p) for q in distributions], **SECOND_DIVERGENCE)
    note(normal, 0.36, 4.2, "KL(N(0,1) || N(0,s))", PURPLE)
    note(normal, 2.9, 6.2, "KL(N(0,s) || N(0,1))", PURPLE, align="right")
    normal.set(xlabel="s", ylabel="nats", xticks=[0.2, 0.5, 1, 2, 5], xticklabels=["0.2", "0.5", "1", "2", "5"])
    normal.minorticks_off()
    normal.set_ylim(-0.3, 12)
    b = np.linspace(1, 3, 11)
    uniform.plot(b, [kl(Uniform(0, 1), Uniform(0, float(each))) for each in b], **DIVERGENCE)
    missed = [each for each in np.linspace(0.2, 0.95, 4) if kl(Uniform(0, 1), Uniform(0, float(each))) == np.inf]
    uniform.plot(missed, np.full(len(missed), 1.15), "^", color=PURPLE, markersize=7, clip_on=False)
    note(uniform, float(np.mean(missed)), 1.04, "infinite", PURPLE, align="center")
    uniform.axvline(1, **BOUND)
    uniform.set(xlabel="b", ylabel="KL(U(0,1) || U(0,b)), nats", xlim=(0, 3), ylim=(-0.03, 1.2))
    return figure


@picture(
    "js",
    caption="JS of a distribution and the same distribution shifted by t. It is never above log 2. Two uniform "
    "distributions reach log 2 at t = 1, where their supports separate; two normal ones only approach it. KL of the "
    "normal ones has no bound: it is t^2 / 2.",
)
def js_and_its_bound(rng: np.random.Generator) -> Figure:
    figure, (axes,) = panels()
    t = np.linspace(0, 6, 25)
    distributions = [Normal(float(each), 1) for each in t]
    axes.plot(t, [js(Normal(0, 1), q) for q in distributions], **DIVERGENCE)
    axes.plot(t, [js(Uniform(0, 1), Uniform(float(a), 1 + float(a))) for a in t], **SECOND_DIVERGENCE)
    axes.plot(t, [kl(Normal(0, 1), q) for q in distributions], **COMPARED[2])
    bound(axes, np.log(2), "log 2 = 0.693")
    note(axes, 2.7, 0.40, "JS of N(0,1), N(t,1)", PURPLE)
    note(axes, 1.35, 0.645, "JS of U(0,1), U(t,1+t)", PURPLE)
    note(axes, 1.35, 0.79, "KL of N(0,1), N(t,1)", OLIVE)
    axes.set(xlabel="t", ylabel="nats", xlim=(0, 6), ylim=(0, 0.85))
    return figure


@picture(
    "theorem-1",
    caption="Data N(0, 1), generator N(t, 1). Dots: the largest V(D, G), found by ascent over D without the formula "
    "for D*. Line: -log 4 + 2 JS, computed without a discriminator. The lowest value, -log 4, is reached only at t = "
    "0.",
)
def theorem_1(rng: np.random.Generator) -> Figure:
    figure, (axes,) = panels()
    p, t = Normal(0, 1), np.linspace(0, 6, 25)
    axes.plot(t, [-np.log(4) + 2 * js(p, Normal(float(each), 1)) for each in t], label="-log 4 + 2 JS", **DIVERGENCE)
    marked = t[::4]
    tops = [maximize_value(p, Normal(float(each), 1)).value for each in marked]
    axes.plot(marked, tops, "o", color=VERMILION, markersize=5, label=f"max over D of {V_NAME}")
    bound(axes, -np.log(4), "-log 4, for $p_g = p_\\mathrm{data}$")
    bound(axes, 0.0, "0: nothing in common")
    legend(axes, "center right")
    axes.set(xlabel="t, distance between generator and data", ylabel=f"{C_NAME}, nats", ylim=(-1.5, 0.15))
    return figure
