"""Draw an example of each verdict: ``python docs/verdicts.py`` writes ``verdicts.svg``.

Each panel has the JS of a run (solid) and what its V proves about JS, (V + log 4) / 2 (dashed). The shaded last quarter
decides. The runs are made up; the verdicts are those of ``numpygan.evaluation.verdict``.
"""

from html import escape
from pathlib import Path

import numpy as np

from numpygan.distributions import Distribution, Normal, ring
from numpygan.evaluation import Verdict, verdict
from numpygan.training import History

ROWS = 48
T = np.arange(ROWS) / (ROWS - 1)
LOG_2, LOG_4 = np.log(2), np.log(4)
# Kind of verdict: JS of each row, and V of each row.
FALLING = 0.6 * np.exp(-9 * T) + 0.002
RUNS = {
    "equilibrium": (FALLING, 2 * FALLING - LOG_4),
    "changing": (0.5 - 0.3 * T, 0.9 - 0.6 * T - LOG_4),
    "oscillating": (0.35 + 0.2 * np.sin(40 * T), 0.6 + 0.3 * np.sin(40 * T + 0.5) - LOG_4),
    "collapsed": (0.12 + 0.5 * np.exp(-9 * T), 0.2 + 0.9 * np.exp(-9 * T) - LOG_4),
    "discriminator-too-strong": (np.full(ROWS, 0.69), -0.9 * np.exp(-12 * T) - 0.02),
    "discriminator-too-weak": (0.3 + 0.01 * np.sin(60 * T), 0.04 * np.exp(-4 * T) - LOG_4),
    "stalled": (0.2 + 0.4 * np.exp(-9 * T), 0.34 + 0.8 * np.exp(-9 * T) - LOG_4),
    "not-finite": (np.where(T < 0.8, 0.6 - 0.3 * T, np.nan), np.where(T < 0.8, 0.8 - 0.6 * T - LOG_4, np.nan)),
    "unknown": (np.full(ROWS, np.nan), 0.3 + 0.3 * np.exp(-6 * T) - LOG_4),
}
SENTENCES = {
    "equilibrium": "JS is small and stays so",
    "changing": "JS still falls (or rises)",
    "oscillating": "JS goes up and down",
    "collapsed": "JS stays large: modes are missing",
    "discriminator-too-strong": "V near 0: D is always right",
    "discriminator-too-weak": "V shows little of JS",
    "stalled": "none of these, yet JS is large",
    "not-finite": "a number became infinite or nan",
    "unknown": "no distance was recorded",
}
PANEL, GAP, TOP = (210, 110), (30, 62), 46
STYLE = """
  .paper { fill: #ffffff }  .frame { fill: none; stroke: #8a929c }  .last { fill: #eef0f2 }
  text { fill: #1f2a37; font-size: 13px }  .name { font-size: 15px; font-weight: bold }
  .js { fill: none; stroke: #9a3f7d; stroke-width: 2.5 }
  .v { fill: none; stroke: #0072b2; stroke-width: 2; stroke-dasharray: 6 4 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #14181e }  .last { fill: #262c35 }  text { fill: #eef2f6 }  .js { stroke: #e59ac6 }
    .v { stroke: #58b4ee }
  }
"""


def example(kind: str) -> Verdict:
    """Return the verdict on the run that stands for ``kind``."""
    js, v = RUNS[kind]
    distribution: Distribution = Normal()
    columns = {"step": np.arange(ROWS), "v": v, "v_exact": v, "js": js}
    if kind == "collapsed":
        distribution = ring()
        columns |= {"modes": np.full(ROWS, 5), "share": np.full(ROWS, 0.9)}
        columns |= {"reverse_kl": np.full(ROWS, 0.5), "reverse_kl_floor": np.full(ROWS, 0.001)}
    if kind == "unknown":
        del columns["js"]
    history = History(list(columns))
    for row in range(ROWS):
        history.append({name: float(values[row]) for name, values in columns.items()})
    return verdict(history, distribution)


def draw() -> str:
    """Return the text of ``verdicts.svg``."""
    width, height = 3 * PANEL[0] + 4 * GAP[0], TOP + 3 * (PANEL[1] + GAP[1])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif" '
        'aria-label="Nine panels, one for each verdict: JS over the steps of a run, and the part of it that V proves">',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{width}" height="{height}"/>',
        f'<path class="js" d="M{GAP[0]},22 h30"/><text x="{GAP[0] + 38}" y="27">JS, from 0 to log 2</text>',
        f'<path class="v" d="M{GAP[0] + 190},22 h30"/>'
        f'<text x="{GAP[0] + 228}" y="27">(V + log 4) / 2, which JS exceeds</text>',
    ]
    for i, kind in enumerate(RUNS):
        left = GAP[0] + (i % 3) * (PANEL[0] + GAP[0])
        top = TOP + 24 + (i // 3) * (PANEL[1] + GAP[1])
        js, v = RUNS[kind]
        parts += [
            f'<rect class="last" x="{left + 0.75 * PANEL[0]:.1f}" y="{top}" width="{PANEL[0] / 4:.1f}" '
            f'height="{PANEL[1]}"/>',
            f'<path class="js" d="{_path(js, left, top)}"/>',
            f'<path class="v" d="{_path((v + LOG_4) / 2, left, top)}"/>',
            f'<rect class="frame" x="{left}" y="{top}" width="{PANEL[0]}" height="{PANEL[1]}"/>',
            f'<text class="name" x="{left}" y="{top - 7}">{escape(kind)}</text>',
            f'<text x="{left}" y="{top + PANEL[1] + 17}">{escape(SENTENCES[kind])}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])


def _path(values: np.ndarray, left: float, top: float) -> str:
    """The points of a curve from 0 to log 2 in a panel, as SVG path data."""
    finite = np.isfinite(values)
    x = left + PANEL[0] * T[finite]
    y = top + PANEL[1] * (1 - np.clip(values[finite] / LOG_2, 0, 1))
    return " ".join(f"{'L' if i else 'M'}{a:.1f},{b:.1f}" for i, (a, b) in enumerate(zip(x, y, strict=True)))


if __name__ == "__main__":
    (Path(__file__).parent / "verdicts.svg").write_text(draw(), encoding="utf-8")
