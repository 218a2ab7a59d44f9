"""Algorithm 1 of the notes beside the stage, with the line that is running."""

from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from numpygan.lab.layout import ALGORITHM
from numpygan.lab.phases import CaptionedPhase
from numpygan.lab.theme import Theme
from numpygan.training.records import DISCRIMINATOR

TITLE = "Algorithm 1: one iteration"
# The lines: indentation in pixels, text, and the player and phase that they belong to.
LINES: list[tuple[int, str, tuple[str, str] | None]] = [
    (0, "repeat k = {k} times:", None),
    (16, "draw noise $z_1, …, z_m$ and data $x_1, …, x_m$", ("D", "draw")),
    (16, "gradient of V = mean log D(x) + log(1 − D(G(z)))", ("D", "gradient")),
    (16, "D goes up:  $\\theta_D \\leftarrow \\theta_D + \\eta_D\\, \\nabla_{\\theta_D} V$", ("D", "step")),
    (0, "draw new noise $z_1, …, z_m$", ("G", "draw")),
    (0, "gradient of G's loss L = {loss}", ("G", "gradient")),
    (0, "G goes down:  $\\theta_G \\leftarrow \\theta_G - \\eta_G\\, \\nabla_{\\theta_G} L$", ("G", "step")),
]
LOSSES = {"saturating": "mean log(1 − D(G(z)))", "non-saturating": "mean −log D(G(z))"}
TOP, ROW = 36, 22.5


class AlgorithmPanel:
    """Algorithm 1 on ``figure``."""

    def __init__(self, figure: Figure, theme: Theme) -> None:
        self.axes, self.theme = ALGORITHM.bare_axes_on(figure), theme
        width, height = ALGORITHM.width, ALGORITHM.height
        frame = Rectangle((1, 1), width - 2, height - 2, facecolor="none", edgecolor=theme.pale, linewidth=0.8)
        self.axes.add_patch(frame)
        self.axes.text(10, 16, TITLE, fontsize=10, fontweight="bold", va="center", color=theme.ink)
        left = width - 106
        swatch = Rectangle((left, 9), 22, 13, facecolor=theme.lit, edgecolor=theme.ink, linewidth=0.8)
        self.axes.add_patch(swatch)
        self.axes.text(left + 28, 16, "runs now", fontsize=8.5, va="center", color=theme.ink)
        self.band: Any = self.axes.add_patch(
            Rectangle((4, 0), width - 8, ROW, facecolor=theme.lit, edgecolor=theme.ink, linewidth=0.8)
        )
        self.here = self.axes.text(8, 0, "▶", fontsize=9, va="center", color=theme.ink)
        self.lines: list[Any] = []
        for i, (indentation, _, _) in enumerate(LINES):
            y = TOP + (i + 0.5) * ROW
            self.lines.append(self.axes.text(24 + indentation, y, "", fontsize=9, va="center", color=theme.ink))

    def show(self, k: int, generator_loss: str, phase: CaptionedPhase | None = None) -> None:
        """Write the choices into the lines, and light the line of ``phase``."""
        for text, (_, line, _) in zip(self.lines, LINES, strict=True):
            text.set_text(line.replace("{k}", str(k)).replace("{loss}", LOSSES.get(generator_loss, "L")))
        here = None
        if phase is not None:
            here = ("D" if phase.player == DISCRIMINATOR else "G", phase.what)
            if phase.of_k:
                self.lines[0].set_text(f"repeat k = {k} times:  now number {phase.of_k}")
        lit = [i for i, (_, _, which) in enumerate(LINES) if here is not None and which == here]
        self.band.set_visible(bool(lit))
        self.here.set_visible(bool(lit))
        for i in lit:
            self.band.set_y(TOP + i * ROW)
            self.here.set_y(TOP + (i + 0.5) * ROW)

    @property
    def current_line(self) -> str:
        """The text of the line that is lit; "" if there is none."""
        if not self.band.get_visible():
            return ""
        return str(self.lines[round((self.band.get_y() - TOP) / ROW)].get_text())
