"""What D says, in words beside the stage, and where p_g is if it has left the stage."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from numpygan.lab import layout
from numpygan.plots.stages import LineStage, PlaneStage, Stage
from numpygan.plots.style import LOGIT
from numpygan.training import GAN

LEAST_OFF = 0.2  # of the generated points; fewer are not worth telling
POINTS = 300


class ColorKey:
    """The key of D's color beside a 2-D stage; in 1-D, the words at the axis of D."""

    def __init__(self, figure: Figure, stage: Stage) -> None:
        self.axes: list[Axes] = []
        if isinstance(stage, LineStage):
            stage.probability.set_yticks([0, 0.5, 1], ["0: generated", "½: cannot tell", "1: data"], fontsize=8)
            stage.probability.set_ylabel("")
            stage.probability.set_title("D says:", fontsize=8.5, loc="left", x=1.03, y=1.02)
        elif isinstance(stage, PlaneStage) and "D" in stage.layers:
            axes = layout.COLOR_KEY.axes_on(figure)
            axes.imshow(
                np.linspace(-1, 1, 60)[:, None], aspect="auto", origin="lower", extent=(0, 1, -1, 1), cmap=LOGIT
            )
            axes.set(xticks=[])
            axes.axhline(0, color="0.5", linewidth=1.2)
            axes.yaxis.tick_right()
            axes.set_yticks([-0.93, 0, 0.93], ["generated", "cannot tell", "data"], fontsize=8)
            axes.tick_params(length=0)
            axes.set_title("D says:", fontsize=8.5, loc="left")
            self.axes = [axes]

    def set_visible(self, on: bool) -> None:
        """Show or hide the key."""
        for axes in self.axes:
            axes.set_visible(on)


def off_in_words(stage: Stage, gan: GAN) -> str:
    """Return where p_g is if at least a fifth of it lies outside of the stage; "" otherwise."""
    if isinstance(stage, LineStage):
        x: Any = gan.generator.forward(stage.z[:, None])
        low, high = np.array([stage.grid[0]]), np.array([stage.grid[-1]])
    elif isinstance(stage, PlaneStage):
        x = gan.generator.forward(stage.z[:POINTS])[:, :2]
        low, high = stage.window.low, stage.window.high
    else:
        return ""
    sides = [*(x < low).mean(axis=0), *(x > high).mean(axis=0)]
    names = ["left", "below", "right", "above"] if len(low) == 2 else ["left", "right"]
    share, name = max(zip(sides, names, strict=True))
    if share < LEAST_OFF:
        return ""
    where = name if name in ("below", "above") else f"to the {name}"
    return f"$p_g$ is off\n{where}:\n{share:.0%} of it"
