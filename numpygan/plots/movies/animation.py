"""A run as an animation: the GAN at many steps, and the measures up to each step."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.animation import FuncAnimation
from matplotlib.artist import Artist
from matplotlib.figure import Figure, SubFigure

from numpygan import arguments
from numpygan.distributions import Conditional, Distribution
from numpygan.nets import GeneratorLoss, non_saturating
from numpygan.plots.dark_mode import dark as on_dark_ground
from numpygan.plots.history import JS
from numpygan.plots.layout import legend_below
from numpygan.plots.save import fix_layout
from numpygan.plots.snapshot import Snapshot
from numpygan.plots.stages import Curves, Stage, stage_on
from numpygan.plots.stages.curves import LEAST_JS
from numpygan.plots.style import TEXT, WIDEST
from numpygan.training import History

FRAMES = 80
HEIGHT = 0.55  # of the width
STACKED_WIDTH, STACKED_HEIGHT = 4.6, 1.2  # inches; share of the width
LAYERS = "data", "samples", "D", "D*", "manifold"
EARLY = 1.6  # power by which frames crowd at the start, where most happens


def what_is_seen(distribution: Distribution | Conditional) -> str:
    """Return a sentence on what a movie of ``distribution`` shows, and how a good run ends."""
    if isinstance(distribution, Conditional):
        return (
            "Data are grey, and a generated point has the color of its condition. "
            "In a good run the points of each color end on the data with this condition."
        )
    if distribution.dim > 1:
        return (
            "Green points are generated, the other points are data; the background is lighter where D takes a "
            "point for data. In a good run the green points end on the others, in the same proportions."
        )
    return (
        "The green curve is the density of G(z), exact at every step; vertical spikes belong to it. "
        "In a good run it ends on the dotted density of the data, and D is 1/2 there."
    )


def movie_steps(steps: int, frames: int = FRAMES) -> list[int]:
    """Return the steps of the frames of a movie: 0, ..., ``steps``, denser at the start.

    Examples
    --------
    >>> movie_steps(100, 6)
    [0, 8, 23, 44, 70, 100]
    """
    steps, frames = arguments.positive_int("steps", steps), arguments.int_at_least("frames", frames, 2)
    shares = np.linspace(0, 1, frames) ** EARLY
    return np.unique((steps * shares).round().astype(int)).tolist()


def animate(
    distribution: Distribution | Conditional,
    snapshots: Sequence[Snapshot],
    *,
    history: History | None = None,
    generator_loss: GeneratorLoss = non_saturating,
    layers: Sequence[str] = LAYERS,
    rng: np.random.Generator,
    width: float | None = None,
    stacked: bool = False,
    fps: float = 10.0,
    dark: bool = False,
) -> FuncAnimation:
    """Return an animation with one frame for each of ``snapshots``, and the curves of ``history`` up to that step.

    Parameters
    ----------
    distribution : Distribution or Conditional
        1-D, 2-D, or of more dimensions, of which the first two are shown.
    snapshots : sequence of Snapshot
        In the order of their steps, such as those of :func:`movie_steps`; with the units of ``distribution``.
    history : History, optional
        If it has at least one row, V, C(G), and JS with its floor are shown beside the GAN.
    generator_loss : function
        For the layer "arrows".
    layers : sequence of str
        Names of ``numpygan.plots.stages.LAYERS``; those that the distribution does not have are ignored.
    rng : numpy.random.Generator
        Draws the points; the same z in every frame.
    width : float, optional
        In inches.
    stacked : bool
        Whether JS is shown below the GAN, as on the screen of a phone, instead of V, C(G) and JS on its right.
    fps : float
        Frames per second in a window; :func:`save_movie` has its own.
    dark : bool
        Whether the background is dark.

    Returns
    -------
    matplotlib.animation.FuncAnimation
        Keep a reference to it while it plays. :func:`save_movie` writes it to a file.
    """
    if not snapshots:
        raise ValueError("expected at least one snapshot, got none")
    measured = history is not None and len(history) > 0
    width = arguments.positive("width", width if width is not None else STACKED_WIDTH if stacked else WIDEST)
    figure = Figure(figsize=(width, (STACKED_HEIGHT if stacked else HEIGHT) * width), layout="constrained")
    parts = _parts(figure, measured, stacked)
    place = parts[0].add_gridspec(1, 1)[0]
    stage = stage_on(
        parts[0], place, distribution, [snapshot.gan for snapshot in snapshots], rng=rng,
        generator_loss=generator_loss, visible=layers,
    )  # fmt: skip
    curves = None
    if history is not None and measured:
        axes = parts[1].subplots(1 if stacked else 2, squeeze=False)[:, 0]
        values = None if stacked else axes[0]
        curves = Curves(values, axes[-1], history.names, steps=max(1, snapshots[-1].step))
        if found := [history[name] for name in JS if name in history.names]:
            least = float(np.min(np.nan_to_num(found, nan=1.0)))
            axes[-1].set_ylim(bottom=max(LEAST_JS, 0.5 * least))
    title = parts[0].suptitle("after 0 steps", fontsize=TEXT, x=0.01, ha="left")
    if key := stage.key():
        legend_below(parts[0], key)
    if dark:
        on_dark_ground(figure)
    show = _Show(figure, stage, curves, history, title, snapshots)
    show(len(snapshots) - 1)
    fix_layout(figure)  # No part of the picture moves from frame to frame.
    show(0)
    return FuncAnimation(
        figure, show, frames=len(snapshots), init_func=lambda: [], interval=1000 / arguments.positive("fps", fps),
        cache_frame_data=False,
    )  # fmt: skip


def _parts(figure: Figure, measured: bool, stacked: bool) -> Sequence[SubFigure]:
    """Return the part of the stage and, if something was measured, the part of the curves."""
    if not measured:
        parts: Any = figure.subfigures(1, 1, squeeze=False)
    elif stacked:
        parts = figure.subfigures(2, 1, squeeze=False, height_ratios=[2.4, 1])
    else:
        parts = figure.subfigures(1, 2, squeeze=False, width_ratios=[1.25, 1])
    return list(parts.flat)


class _Show:
    """Draws frame ``i``."""

    def __init__(
        self,
        figure: Figure,
        stage: Stage,
        curves: Curves | None,
        history: History | None,
        title: Any,
        snapshots: Sequence[Snapshot],
    ) -> None:
        self.figure, self.stage, self.curves, self.title, self.snapshots = figure, stage, curves, title, snapshots
        self.table = None if history is None else history.table

    def __call__(self, i: int) -> list[Artist]:
        snapshot = self.snapshots[i]
        self.stage.show(snapshot.gan)
        if self.curves is not None and self.table is not None:
            self.curves.show(self.table[self.table["step"] <= snapshot.step])
        self.title.set_text(f"after {snapshot.step:,} steps")
        return []
