"""Draw the logo, the favicon and the social card: ``python docs/logo.py`` writes them to ``docs/static``.

The logo shows the density of the data (dotted), the density of a generator (green), and the best discriminator between
them (blue), all computed by the package. The social card shows six steps of the run of the page "A run" of Play.
"""

import json
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from numpygan.distributions import Distribution, Normal
from numpygan.plots.dark_mode import SHADES
from numpygan.plots.style import BLUE, GREEN
from numpygan.theory import optimal_discriminator

STATIC = Path(__file__).parent / "static"
RUN = Path(__file__).parents[1] / "numpygan" / "pages" / "play" / "a_run.js"
P_DATA, P_G = Normal(-0.9, 0.75), Normal(0.9, 0.75)
SIZE = 64
LIGHT = {"ink": "#1b2430", "green": GREEN, "blue": BLUE}
DARK = {"ink": "#eef2f6", "green": SHADES[GREEN], "blue": SHADES[BLUE]}


def path(y: np.ndarray, height: float) -> str:
    """Return the SVG path of values of a curve; ``height`` is the value at the upper edge."""
    x = np.linspace(4, SIZE - 4, len(y))
    v = SIZE - 10 - (SIZE - 18) * y / height
    return "M" + " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, v, strict=True))


def curves(p_data: Distribution, p_g: Distribution) -> dict[str, str]:
    """Return the paths of p_data, p_g and D*."""
    x = np.linspace(-3, 3, 61)
    p, q, d = p_data.pdf(x), p_g.pdf(x), optimal_discriminator(p_data, p_g)(x)
    height = 1.05 * max(p.max(), q.max())
    return {"data": path(p, height), "generated": path(q, height), "d": path(d, 2.2)}


def logo(colors: dict[str, str]) -> str:
    """Return the SVG text of the logo in these colors."""
    drawn = curves(P_DATA, P_G)
    floor = SIZE - 10
    line = 'fill="none" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img">',
            "<title>numpygan: two densities, and the best discriminator between them</title>",
            f'<path d="{drawn["generated"]} V{floor} H4 Z" fill="{colors["green"]}" fill-opacity="0.25"/>',
            f'<path d="M4,{floor} H{SIZE - 4}" stroke="{colors["ink"]}" stroke-width="1.5" stroke-linecap="round"/>',
            f'<path d="{drawn["d"]}" {line} stroke="{colors["blue"]}" stroke-dasharray="7 5"/>',
            f'<path d="{drawn["data"]}" {line} stroke="{colors["ink"]}" stroke-dasharray="0.1 5.2"/>',
            f'<path d="{drawn["generated"]}" {line} stroke="{colors["green"]}"/>',
            "</svg>\n",
        ]
    )


def favicon() -> str:
    """Return the SVG text of the icon of a browser tab: two densities, with colors for light and dark tabs."""
    x = np.linspace(-3, 3, 61)
    p, q = P_DATA.pdf(x), P_G.pdf(x)
    height = 1.02 * max(p.max(), q.max())
    floor = SIZE - 10
    style = (
        f".p {{ fill: none; stroke: {LIGHT['ink']} }} .q {{ fill: {GREEN}; stroke: {GREEN}; fill-opacity: 0.6 }} "
        f"@media (prefers-color-scheme: dark) {{ .p {{ stroke: {DARK['ink']} }} "
        f".q {{ fill: {SHADES[GREEN]}; stroke: {SHADES[GREEN]} }} }}"
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}"><style>{style}</style>',
            f'<path class="q" d="{path(q, height)} V{floor} H4 Z" stroke-width="4" stroke-linejoin="round"/>',
            f'<path class="p" d="{path(p, height)}" stroke-width="6" stroke-linecap="round"/>',
            "</svg>\n",
        ]
    )


def social_card() -> Figure:
    """Return the picture of 1200 x 630 pixels that is shown where somebody posts a link to the site."""
    run = json.loads(RUN.read_text(encoding="utf-8").partition("RUN = ")[2].rstrip(";\n"))
    low, high, cells = run["x"]
    x = np.linspace(low, high, cells + 1)
    frames = [run["steps"].index(step) for step in (75, 150, 225, 300, 400, 1500)]
    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor="#14181e")
    axes = figure.add_axes((0.0, 0.10, 1.0, 0.58))
    for i, frame in enumerate(frames):
        strength = 0.25 + 0.75 * i / (len(frames) - 1)
        axes.plot(x, run["p_g"][frame], color=SHADES[GREEN], alpha=strength, linewidth=3)
        axes.fill_between(
            x, run["p_g"][frame], color=SHADES[GREEN], alpha=0.05 if frame != frames[-1] else 0.2, linewidth=0
        )
    axes.plot(x, Normal(4, 0.5).pdf(x), color=DARK["ink"], linewidth=4, linestyle=(0, (0.1, 2)), dash_capstyle="round")
    axes.set(xlim=(low, high), ylim=(0, 3.2))
    axes.axis("off")
    text = {"color": DARK["ink"], "family": "DejaVu Sans"}
    figure.text(0.06, 0.83, "numpygan", fontsize=64, weight="bold", **text)
    figure.text(0.06, 0.72, "GANs from scratch in NumPy, every theorem checked by numbers", fontsize=24, **text)
    key = "dotted: the data; green: the exact density of the generator, from step 75 to step 1500"
    figure.text(0.06, 0.045, key, fontsize=15, **text)
    return figure


if __name__ == "__main__":
    for name, drawn in (("logo-light", logo(LIGHT)), ("logo-dark", logo(DARK)), ("favicon", favicon())):
        (STATIC / f"{name}.svg").write_text(drawn, encoding="utf-8")
    social_card().savefig(STATIC / "social_card.png", dpi=100, metadata={"Software": None})
