"""The card of a lesson in the gallery: one panel of one of its pictures, bold and without words."""

from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

INCHES = (3.2, 2.0)


def make_card(figure: Figure, panel: int) -> Figure:
    """Change ``figure`` into a small one with nothing but the panel of this index, or the last one."""
    figure.canvas.draw()  # the layout engine places the panels
    figure.set_layout_engine("none")
    axes = figure.axes[min(panel, len(figure.axes) - 1)]
    for artist in [*(other for other in figure.axes if other is not axes), *figure.texts, *figure.legends]:
        artist.remove()
    figure.suptitle("")
    if axes.get_legend():
        axes.get_legend().remove()
    figure.set_size_inches(*INCHES)
    axes.set_axis_off()
    axes.set_title("")
    axes.set_position((0.03, 0.05, 0.94, 0.9))
    for artist in axes.findobj():
        if isinstance(artist, Line2D):
            artist.set(linewidth=max(1.6 * artist.get_linewidth(), 1.0), markersize=1.3 * artist.get_markersize())
        elif isinstance(artist, LineCollection):
            artist.set_linewidths([1.3 * width for width in artist.get_linewidths()])
    return figure
