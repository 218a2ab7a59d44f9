"""A function of the plane as colors that blend into each other, cheap enough to be drawn in every frame."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.transforms import IdentityTransform

FAR = 1e6  # what is infinite, or beyond it, is drawn as if it were so large: infinity has no mean with its neighbor


class Heat(AxesImage):
    """What ``imshow(..., interpolation="bilinear")`` draws, at a tenth of the price: rows @ values @ columns.

    Parameters
    ----------
    axes : Axes
        Of two linear scales.
    extent : tuple of four floats
        Left, right, bottom and top edge, as ``imshow`` has them.
    pixels : int
        Rows, and columns.
    most : float
        The color does not change beyond -``most`` and ``most``.
    **look
        Of an AxesImage.
    """

    def __init__(
        self, axes: Axes, extent: tuple[float, float, float, float], pixels: int, most: float, **look: Any
    ) -> None:
        super().__init__(axes, extent=extent, origin="lower", interpolation="bilinear", **look)
        self.set_data(np.zeros((pixels, pixels)))
        self.set_clim(-most, most)
        axes.add_image(self)

    def make_image(self, renderer: Any, magnification: float = 1.0, unsampled: bool = False) -> Any:
        """The colors of the whole axes as matplotlib asks for them: (height, width, 4), and where they belong."""
        assert self.axes is not None
        box, (left, right, bottom, top) = self.axes.bbox, self.get_extent()
        values = np.asarray(self.get_array(), dtype=np.float32)
        values = np.clip(np.where(np.isnan(values), 0, values), -FAR, FAR)
        height, width = (max(1, round(magnification * side)) for side in (box.height, box.width))
        rows, above = _weights(height, self.axes.get_ylim(), (bottom, top), len(values))
        columns, beside = _weights(width, self.axes.get_xlim(), (left, right), values.shape[1])
        low, high = self.get_clim()
        share = (rows @ values @ columns.T - low) / (high - low)
        palette = self.get_cmap()(np.arange(256), bytes=True)
        colors = palette.take(np.clip(256 * share, 0, 255).astype(np.uint8), axis=0)
        colors[above] = colors[:, beside] = 0
        return colors, box.x0, box.y0, IdentityTransform()


def _weights(
    n: int, limits: tuple[float, float], extent: tuple[float, float], pixels: int
) -> tuple[np.ndarray, np.ndarray]:
    """What each of ``n`` points between ``limits`` has of each pixel, (n, pixels), and whether it lies outside."""
    x = limits[0] + (np.arange(n) + 0.5) / n * (limits[1] - limits[0])
    place = (x - extent[0]) / (extent[1] - extent[0]) * pixels - 0.5
    inside = place.clip(0, pixels - 1)
    weights = np.maximum(0, 1 - np.abs(inside[:, None] - np.arange(pixels))).astype(np.float32)
    return weights, (place < -0.5) | (place > pixels - 0.5)
