"""A 2-D GAN: data and generated points on D's logit, the image of the noise grid, and descent directions of G.

For more than two dimensions the first two coordinates are shown, without the layers that need the others.
"""

from collections.abc import Collection
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.quiver import Quiver
from scipy.ndimage import binary_dilation, zoom

from numpygan import arguments
from numpygan.distributions import Distribution, NoDensityError, Univariate
from numpygan.nets import GeneratorLoss, non_saturating
from numpygan.numerics.integrand import log_densities
from numpygan.plots.contours import contour_lines
from numpygan.plots.descent import descent_directions
from numpygan.plots.modes import normal_components
from numpygan.plots.noise_mesh import NoiseMesh, areas, opacity
from numpygan.plots.stages.stage import LAYERS, Stage
from numpygan.plots.style import (
    BEST_D,
    GREEN,
    GUIDE,
    INK,
    LOGIT,
    MANIFOLD,
    OPTIMAL,
    P_DATA,
    P_G,
    PULL,
    RIM,
    SMALL,
    halo,
)
from numpygan.plots.window import Window, outside_in_words, window_of
from numpygan.theory import PushForward2D
from numpygan.training import GAN

POINTS = 500
BULK_POINTS = 2000  # tell where the data are
ARROWS = 60
LONGEST_ARROW = 0.12  # of the width of the window
PIXELS = 48
BEST_PIXELS, BEST_CELLS = 40, 48  # of D*, and of the mesh by which p_g is known
AROUND_MODES = np.array([0.0, 0.8, 1.6, 2.4, 3.2, 4.5])  # sigmas from the center, where D* is looked at more closely
NOTHING = 1e-3  # share of the uniform density on the rectangle; D* is not drawn where both densities are below it
MOST = 5.0  # logits: beyond them the color does not change; D = 0.993
UPSAMPLING = 3
FAR = 1e6  # An infinite logit is drawn as this one, because interpolation needs finite numbers.
SEGMENTS = 200  # of the curve that is the image of 1-D noise


class PlaneStage(Stage):
    """The points of ``distribution`` and of a GAN on ``axes``.

    Parameters
    ----------
    axes : Axes
    distribution : Distribution
        At least 2-D.
    noise : Distribution
        The noise of the GANs; all frames use the same z.
    rng : numpy.random.Generator
        Draws the points.
    generator_loss : function
        The arrows show where this loss falls.
    visible : collection of str
        The layers that are visible at first.
    """

    def __init__(
        self,
        axes: Axes,
        distribution: Distribution,
        noise: Distribution,
        *,
        rng: np.random.Generator,
        generator_loss: GeneratorLoss = non_saturating,
        visible: Collection[str] = tuple(LAYERS),
        window: Window | None = None,
        points: int = POINTS,
        pixels: int = PIXELS,
    ) -> None:
        self.axes, self.distribution, self.generator_loss, self.pixels = axes, distribution, generator_loss, pixels
        self.window = window or window_of(distribution.sample(BULK_POINTS, rng=rng)[:, :2])
        self._uniform = 1 / float(np.prod(self.window.high - self.window.low))  # the density that would fill it
        self.x = distribution.sample(arguments.positive_int("points", points), rng=rng)[:, :2]
        self.z = noise.sample(points, rng=rng)
        layers: dict[str, list[Any]] = {}
        if distribution.dim == 2:
            layers["D"] = self._heat()
            if has_density(distribution) and is_planar(noise):
                look = {
                    "colors": OPTIMAL["color"],
                    "linestyles": OPTIMAL["linestyle"],
                    "linewidths": OPTIMAL["linewidth"],
                    "path_effects": OPTIMAL["path_effects"],
                }
                self._look_for_best()
                layers["D*"] = [axes.add_collection(LineCollection([], zorder=4.5, **look))]
            if is_planar(noise) or isinstance(noise, Univariate):
                layers["manifold"] = [axes.add_collection(self._grid(noise))]
        dots: dict[str, Any] = {**RIM, "zorder": 4}
        layers["data"] = [axes.scatter(self.x[:, 0], self.x[:, 1], s=5, c=INK, alpha=0.55, **dots)]
        layers["samples"] = [axes.scatter([], [], s=9, c=GREEN, alpha=0.75, **dots)]
        self._words = axes.text(
            0.02, 0.02, "", transform=axes.transAxes, fontsize=SMALL, zorder=6, path_effects=halo(1)
        )
        if distribution.dim == 2:
            self._arrows = self._quiver()
            self._scale = axes.text(
                0.02, 0.97, "", transform=axes.transAxes, fontsize=SMALL, va="top", zorder=6, path_effects=halo(1)
            )
            layers["arrows"] = [self._arrows, self._scale]
        layers["samples"].append(self._words)
        super().__init__(layers, visible)
        self.window.frame(axes)
        axes.set(xlabel="$x_1$", ylabel="$x_2$")

    def _heat(self) -> list[Any]:
        self.image = self.axes.imshow(
            upsampled(np.zeros((self.pixels, self.pixels))), origin="lower", extent=self.window.extent, cmap=LOGIT,
            vmin=-MOST, vmax=MOST, interpolation="nearest", interpolation_stage="data", zorder=1,
        )  # fmt: skip
        self._ticks = self.window.ticks(self.pixels)
        self._places = np.stack(np.meshgrid(*self._ticks), axis=-1).reshape(-1, 2)
        self.undecided = LineCollection([], colors=GUIDE, linewidths=0.8, zorder=2)
        return [self.image, self.axes.add_collection(self.undecided)]

    def _grid(self, noise: Distribution) -> LineCollection | PolyCollection:
        self._color = to_rgba(MANIFOLD["color"])
        if isinstance(noise, Univariate):
            self._curve = noise.quantile((np.arange(SEGMENTS + 1) + 0.5) / (SEGMENTS + 1))
            return LineCollection([], linewidths=1.8, colors=[self._color], zorder=2.5)
        self.mesh = NoiseMesh(noise)
        look: dict[str, Any] = {"facecolors": [self._color], "edgecolors": [self._color]}
        return PolyCollection([], linewidths=MANIFOLD["linewidth"], zorder=2.5, **look)

    def _quiver(self) -> Quiver:
        nowhere = np.zeros((2, ARROWS))
        return self.axes.quiver(
            *nowhere, *nowhere, angles="xy", scale_units="xy", scale=1, units="width", zorder=5, **PULL
        )

    def places(self, x: np.ndarray) -> np.ndarray:
        return x[:, :2]

    def key(self) -> list[Artist]:
        dot: dict[str, Any] = {"marker": "o", "markersize": 4, "linewidth": 0}
        every: dict[str, Artist] = {
            "data": Line2D([], [], color=INK, label="data", **dot),
            "samples": Line2D([], [], color=GREEN, label="generated", **dot),
            "D": Line2D([], [], color=GUIDE, linewidth=0.8, label="D = 1/2"),
            "D*": Line2D([], [], label=f"{BEST_D} = 1/2, {P_DATA} = {P_G}", **OPTIMAL),
            "manifold": Patch(facecolor=MANIFOLD["color"], alpha=0.6, label=f"{P_G}, darker: denser"),
        }
        return [artist for name, artist in every.items() if self.shows(name)]

    def _show(self, gan: GAN) -> None:
        x_fake = gan.generator.forward(self.z).astype(float)
        if self.renews("D"):
            logits = gan.discriminator.forward(self._places).astype(float).reshape(self.pixels, self.pixels)
            self.image.set_data(upsampled(logits))
            self.undecided.set_segments(contour_lines(*self._ticks, logits, 0))
        if self.renews("D*"):
            self.layers["D*"][0].set_segments(self._best(gan))
        if self.renews("manifold"):
            self._warp(gan)
        if self.renews("samples"):
            self.layers["samples"][0].set_offsets(x_fake[:, :2])
            self._words.set_text(outside_in_words(self.window, x_fake[:, :2], brief=True))
        if self.renews("arrows"):
            self._pull(gan, x_fake[:ARROWS])

    def _look_for_best(self) -> None:
        """Choose where D* is computed: the line D* = 1/2 can only be near the data."""
        self._best_ticks = best_ticks(self.distribution, self.window)
        self._best_places = np.stack(np.meshgrid(*self._best_ticks), axis=-1)
        self._nothing = float(np.log(NOTHING * self._uniform))
        log_p = self.distribution.log_pdf(self._best_places.reshape(-1, 2)).reshape(self._best_places.shape[:2])
        self._near_data = binary_dilation(log_p >= self._nothing, structure=np.ones((3, 3)))

    def _best(self, gan: GAN) -> list[np.ndarray]:
        """Return the lines D* = 1/2, that is p_data = p_g, where at least one density is not negligible."""
        places = self._best_places[self._near_data]
        log_p, log_q = log_densities(self.distribution, generated_distribution_2d(gan), places)
        empty = np.maximum(log_p, log_q) < self._nothing
        log_p[empty] = log_q[empty] = 0
        # If one density is 0, the logit of D* is infinite; MOST replaces infinity, because it can be interpolated.
        logit = np.full(self._near_data.shape, np.nan)
        logit[self._near_data] = np.where(empty, np.nan, np.clip(log_p - log_q, -MOST, MOST))
        return contour_lines(*self._best_ticks, logit, 0)

    def _warp(self, gan: GAN) -> None:
        (artist,) = self.layers["manifold"]
        with np.errstate(divide="ignore", over="ignore"):  # an image without area gets the largest opacity
            if isinstance(artist, PolyCollection):
                quads = self.mesh.images(gan.generator)
                alpha = opacity(self.mesh.mass / areas(quads), self._uniform)
                artist.set_verts(quads)  # type: ignore[arg-type]  # ten times as fast as a list
                artist.set_facecolor(self._faded(artist, 0.6 * alpha))
                artist.set_edgecolor(self._faded(artist, alpha))
            else:
                x = gan.generator.forward(self._curve[:, None]).astype(float)
                segments = np.stack([x[:-1], x[1:]], axis=1)
                length = np.linalg.norm(x[1:] - x[:-1], axis=1)
                artist.set_segments(segments)
                alpha = opacity(1 / SEGMENTS / length, self._uniform**0.5)
                artist.set_edgecolor(self._faded(artist, alpha))

    @staticmethod
    def _faded(artist: Any, alpha: np.ndarray) -> Any:
        """Return the color of the artist with the opacities ``alpha`` (k,)."""
        color = np.asarray(artist.get_edgecolor()).reshape(-1, 4)[0]
        return np.concatenate([np.tile(color[:3], (len(alpha), 1)), alpha[:, None]], axis=1)

    def _pull(self, gan: GAN, x_fake: np.ndarray) -> None:
        pull = descent_directions(gan.discriminator, x_fake, self.generator_loss)
        longest = float(np.linalg.norm(pull, axis=1).max())
        reach = LONGEST_ARROW * float((self.window.high - self.window.low).max())
        self._arrows.set_offsets(x_fake)
        self._arrows.set_UVC(*(pull * (reach / longest if longest > 0 else 0)).T)
        self._scale.set_text(f"longest: {longest:.2g} nats/unit")


def best_ticks(distribution: Distribution, window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Return the columns and rows at which D* is computed; they are denser around the modes, which may be narrow."""
    ticks = []
    for i, base in enumerate(window.ticks(BEST_PIXELS)):
        at = [base]
        for mode in normal_components(distribution):
            step = float(np.sqrt(mode.cov[i, i])) * AROUND_MODES
            at += [mode.mean[i] - step, mode.mean[i] + step]
        merged = np.unique(np.concatenate(at).round(9))
        ticks.append(merged[(merged >= window.low[i]) & (merged <= window.high[i])])
    return ticks[0], ticks[1]


def upsampled(logits: np.ndarray) -> np.ndarray:
    """``logits`` (n, n), interpolated bilinearly to (3 n, 3 n): in each block of 3 x 3 the middle one is the original.

    A frame of the lab takes 2.7 ms with this and ``imshow(interpolation="nearest")``, 10 ms with ``"bilinear"``.
    """
    finite = np.nan_to_num(logits, posinf=FAR, neginf=-FAR).clip(-FAR, FAR)
    return np.asarray(zoom(finite, UPSAMPLING, order=1, grid_mode=True, mode="nearest"))


def has_density(distribution: Distribution) -> bool:
    """Return whether ``distribution`` has a density that can be computed."""
    try:
        distribution.log_pdf(np.zeros((1, distribution.dim)))
    except NoDensityError:
        return False
    return True


def is_planar(noise: Distribution) -> bool:
    """Return whether the 2-D density of G(z) can be computed with a mesh of this noise."""
    try:
        NoiseMesh(noise, 1)
    except TypeError:
        return False
    return True


def generated_distribution_2d(gan: GAN, cells: int = BEST_CELLS) -> PushForward2D:
    """Return p_g for a picture: G is replaced by a function that is linear on triangles, 100 times as fast as exact."""
    return PushForward2D(gan.generator.forward, gan.noise, cells=cells)
