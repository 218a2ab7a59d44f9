"""One snapshot of a 2-D GAN in three panels: D beside D*, the noise as G maps it, and the gradient that G follows."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from numpygan.distributions import Distribution
from numpygan.nets import GeneratorLoss, non_saturating
from numpygan.plots.layout import legend_below, panels
from numpygan.plots.snapshot import Snapshot
from numpygan.plots.stages import PlaneStage
from numpygan.plots.style import TEXT, WIDEST
from numpygan.plots.window import window_of

PANEL = 2.9, 3.4  # inches
POINTS = 1000
FINE = 120  # pixels
PARTS = {
    "D, and where D and D* are 1/2": ("D", "D*", "data", "samples"),
    "the noise, warped by G": ("manifold", "data"),
    "where G's loss falls": ("D", "samples", "arrows"),
}


def anatomy_figure(
    distribution: Distribution,
    snapshot: Snapshot,
    *,
    rng: np.random.Generator,
    generator_loss: GeneratorLoss = non_saturating,
    width: float = WIDEST,
) -> Figure:
    """Draw three panels: D beside D*, the image of a noise grid under G, and the directions in which G's loss falls.

    Parameters
    ----------
    distribution : Distribution
        2-D. If it has a density, D* is drawn.
    snapshot : Snapshot
        Its GAN has the units of ``distribution``. The grid needs 1-D or 2-D noise.
    rng : numpy.random.Generator
        Draws the points.
    generator_loss : function
        The arrows show where this loss falls; see :func:`numpygan.plots.descent_directions`.
    width : float
        Width of the figure, in inches.

    Returns
    -------
    matplotlib.figure.Figure
        Nothing is shown or saved.
    """
    if distribution.dim != 2:
        raise ValueError(f"expected a 2-D distribution, got {distribution!r}")
    figure, row = panels(len(PARTS), size=PANEL, width=width, narrowest=0.85)
    window = window_of(distribution.sample(POINTS, rng=rng))
    best = False
    key: dict[str, Artist] = {}
    for axes, (title, layers) in zip(row, PARTS.items(), strict=True):
        stage = PlaneStage(
            axes, distribution, snapshot.gan.noise, rng=rng, generator_loss=generator_loss, visible=layers,
            window=window, pixels=FINE,
        )  # fmt: skip
        stage.show(snapshot.gan)
        best = best or "D*" in stage.layers
        key |= {str(artist.get_label()): artist for artist in stage.key()}
        axes.set_title(title if best or "D*" not in title else "D, and where it is 1/2", fontsize=TEXT)
    figure.suptitle(f"after {snapshot.step:,} steps", fontsize=TEXT, x=0.01, ha="left")
    legend_below(figure, list(key.values()))
    return figure
