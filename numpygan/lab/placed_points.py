"""Points that the user places by clicks."""

import numpy as np
from matplotlib.axes import Axes

from numpygan.plots.style import INK

HALF = 3.0  # The frame goes from -3 to 3.
POINTS, STD = 20, 0.08  # points that a click places, and how far they spread


class PlacedPoints:
    """The points so far, (n, dim)."""

    def __init__(self, *, rng: np.random.Generator) -> None:
        self.rng = rng
        self.clear(2)

    def clear(self, dim: int) -> None:
        """Begin again, with points of ``dim`` dimensions."""
        self.points = np.empty((0, dim))

    def add(self, center: tuple[float, float]) -> None:
        """Place points around ``center``."""
        dim = self.points.shape[1]
        new = np.array(center)[:dim] + self.rng.normal(0, STD, size=(POINTS, dim))
        self.points = np.concatenate([self.points, new.clip(-HALF, HALF)])

    def draw_on(self, axes: Axes) -> None:
        """Draw the frame with the points; 1-D points are drawn in the order in which they were placed, upwards."""
        x = self.points
        if x.shape[1] == 1:
            x = np.column_stack([x, np.linspace(0.02, 0.2, len(x)) * HALF])
            axes.set(xlabel="x", ylim=(0, HALF), yticks=[])
        else:
            axes.set(xlabel="$x_1$", ylabel="$x_2$", ylim=(-HALF, HALF), aspect="equal")
        axes.scatter(x[:, 0], x[:, 1], s=6, c=INK, alpha=0.6, linewidths=0)
        axes.set_xlim(-HALF, HALF)
