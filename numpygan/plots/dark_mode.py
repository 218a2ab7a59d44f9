"""Change the colors of a figure for a dark background: a dark shade for each color of the palette, inverted greys.

Pictures are drawn on white, and their colors are changed afterwards. So each picture is computed once for both themes
(two style sheets would need two runs of each lesson), and figures of your own can be changed, too.
"""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import Collection
from matplotlib.colors import LinearSegmentedColormap, to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from numpygan.plots.style import BLUE, GREEN, GUIDE, INK, LOGIT, OLIVE, ORANGE, PURPLE, SKY, VERMILION

DARK_PAPER, DARK_INK = "#15171A", "#E4E6E9"
SHADES = {
    INK: DARK_INK,
    GUIDE: "#8D949C",
    GREEN: "#2FC79A",
    BLUE: "#58B4EE",
    VERMILION: "#FF8B45",
    PURPLE: "#E59AC6",
    ORANGE: "#F2B84B",
    SKY: "#9AD5FA",
    OLIVE: "#A8A13C",
}
# The ends differ from the middle by 2 : 1 in luminance, and it becomes lighter from one end to the other, as LOGIT.
DARK_LOGIT = LinearSegmentedColormap.from_list("dark logit", ["#140700", "#424549", "#327BB8"])
COLORMAPS = {LOGIT.name: DARK_LOGIT}

_FROM = np.array([to_rgb(color) for color in SHADES])
_TO = np.array([to_rgb(color) for color in SHADES.values()])
_ENDS = np.array([to_rgb(DARK_INK), to_rgb(DARK_PAPER)])  # of black and of white


def dark(figure: Figure) -> Figure:
    """Change the colors of ``figure`` for a dark background, and return it.

    Parameters
    ----------
    figure : Figure
        A figure of this package, or another one. Colors of the palette and greys are changed, others stay. Call this
        once for a figure: a second call would treat the dark colors as light ones.

    Examples
    --------
    >>> from numpygan.plots import dark, statement_figure
    >>> dark(statement_figure("kl")).get_facecolor()[0] < 0.1
    True
    """
    for axes in figure.axes:
        _repaint_ticks(axes)
    for artist in figure.findobj():
        _repaint(artist)
    return figure


def repaint(newcomer: Artist) -> None:
    """Change the colors of an artist, perhaps axes with everything in them, that was added to a dark figure later."""
    if isinstance(newcomer, Axes):
        _repaint_ticks(newcomer)
    for artist in newcomer.findobj():
        _repaint(artist)


def dark_shades(colors: np.ndarray) -> np.ndarray:
    """Return the dark shades of colors (..., 3) or (..., 4) with values between 0 and 1; the opacity stays."""
    rgb = colors[..., :3]
    distance = np.abs(rgb[..., None, :] - _FROM).max(axis=-1)
    shades = np.where(distance.min(axis=-1)[..., None] < 1 / 255, _TO[distance.argmin(axis=-1)], rgb)
    grey = (np.ptp(rgb, axis=-1) < 1 / 255) & (distance.min(axis=-1) >= 1 / 255)
    shades = np.where(grey[..., None], _ENDS[0] + rgb[..., :1] * (_ENDS[1] - _ENDS[0]), shades)
    return np.concatenate([shades, colors[..., 3:]], axis=-1)


def _shade(color: Any) -> tuple[float, float, float, float]:
    red, green, blue, alpha = dark_shades(np.array(to_rgba(color))).tolist()
    return red, green, blue, alpha


def _repaint(artist: Artist) -> None:
    if effects := artist.get_path_effects():
        artist.set_path_effects([_shaded_effect(effect) for effect in effects])
    if isinstance(artist, Text):
        artist.set_color(_shade(artist.get_color()))
    elif isinstance(artist, Line2D):
        artist.set_color(_shade(artist.get_color()))
        artist.set_markerfacecolor(_shade(artist.get_markerfacecolor()))
        artist.set_markeredgecolor(_shade(artist.get_markeredgecolor()))
    elif isinstance(artist, Patch):
        face, edge = artist.get_facecolor(), artist.get_edgecolor()
        artist.set(facecolor=_shade(face), edgecolor=_shade(edge))
    elif isinstance(artist, ScalarMappable) and artist.get_array() is not None:
        _repaint_mapped(artist)
    elif isinstance(artist, Collection):
        faces, edges = (np.asarray(colors) for colors in (artist.get_facecolor(), artist.get_edgecolor()))
        artist.set(facecolor=dark_shades(faces), edgecolor=dark_shades(edges))


def _shaded_effect(effect: Any) -> Any:
    """Return a copy of a halo in its dark shade; another effect stays."""
    if not isinstance(effect, withStroke):
        return effect
    look: dict[str, Any] = effect._gc  # type: ignore[attr-defined]  # the keywords it was made with, which it has no public name for
    return withStroke(**{**look, "foreground": _shade(look.get("foreground", "black"))})


def _repaint_mapped(artist: ScalarMappable) -> None:
    """Change the color map of an artist that has numbers, or the colors of an image that has colors."""
    array = np.asarray(artist.get_array())
    if isinstance(artist, AxesImage) and array.ndim == 3:
        artist.set_data(dark_shades(array))
    elif artist.get_cmap().name in COLORMAPS:
        artist.set_cmap(COLORMAPS[artist.get_cmap().name])


def _repaint_ticks(axes: Axes) -> None:
    """Change the color of present and future ticks."""
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_tick_params(which="both", color=DARK_INK, labelcolor=DARK_INK)
