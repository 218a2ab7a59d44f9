"""A figure or a formula as SVG in an HTML page, for light and dark backgrounds.

A formula is an inline ``<svg>`` whose color is ``currentColor``, the color of the text around it.
"""

import base64
import io
import itertools
from html import escape

import matplotlib
import matplotlib.style
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Bbox

from numpygan.plots.dark_mode import dark
from numpygan.plots.save import fix_layout

PIXELS_PER_INCH = 96  # of CSS
FORMULA_SIZE = 40.0  # units of a formula's own coordinates an em
LINE_GAP = 0.6 * FORMULA_SIZE
LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}


def figure_images(figure: Figure, alt: str) -> list[str]:
    """Return each panel of a one-row figure as a ``<picture>``, so that a narrow page can stack the panels.

    A panel holds two SVG files as data URIs, and the browser shows the one for its light or dark theme. Because
    each file is a separate image, it shares no id and no style with the page.

    Parameters
    ----------
    figure : Figure
        Its layout is fixed. Afterwards it has the dark colors.
    alt : str
        The text alternative of the first panel; the others have an empty one.
    """
    with matplotlib.style.context("default"):
        fix_layout(figure)
        strips = _strips(figure)
        light = _saved_panels(figure, strips)
        night = _saved_panels(dark(figure), strips)
    pictures = []
    for i, (strip, by_day, by_night) in enumerate(zip(strips, light, night, strict=True)):
        size = f'width="{strip.width * PIXELS_PER_INCH:.0f}" height="{strip.height * PIXELS_PER_INCH:.0f}"'
        pictures.append(
            f'<picture><source media="screen and (prefers-color-scheme: dark)" srcset="{by_night}">'
            f'<img src="{by_day}" {size} alt="{escape(alt) if i == 0 else ""}"></picture>'
        )
    return pictures


def _strips(figure: Figure) -> list[Bbox]:
    """Return the part of the figure, in inches, of each axes; the cuts are half way between neighbors."""
    width, height = figure.get_size_inches()
    if len(figure.axes) == 1:
        return [Bbox.from_bounds(0, 0, width, height)]
    inches = figure.dpi_scale_trans.inverted()
    drawn = [inches.transform_bbox(axes.get_tightbbox(for_layout_only=True) or axes.bbox) for axes in figure.axes]
    cuts = [(left.x1 + right.x0) / 2 for left, right in itertools.pairwise(drawn)]
    edges = [0.0, *cuts, float(width)]
    return [Bbox.from_extents(left, 0, right, height) for left, right in itertools.pairwise(edges)]


def _saved_panels(figure: Figure, strips: list[Bbox]) -> list[str]:
    """Return each axes of ``figure``, saved separately, as a data URI."""
    uris = []
    for axes, strip in zip(figure.axes, strips, strict=True):
        for other in figure.axes:
            other.set_visible(other is axes)
        file = io.BytesIO()
        with matplotlib.rc_context({"svg.hashsalt": "numpygan"}):  # The same figure gives the same bytes.
            figure.savefig(file, format="svg", transparent=True, bbox_inches=strip, metadata={"Date": None})
        uris.append(f"data:image/svg+xml;base64,{base64.b64encode(file.getvalue()).decode()}")
    for axes in figure.axes:
        axes.set_visible(True)
    return uris


def formula_svg(formula: str) -> str:
    """Return a formula (mathtext without dollar signs) as an ``<svg>`` of outlines, one line below the other.

    Its size is in em, so it has the size of the text around it.

    Raises
    ------
    ValueError
        If ``formula`` is not valid mathtext.
    """
    outlines, boxes, bottom = [], [], 0.0
    for line in formula.splitlines():
        outline = _outline(line)
        outline = outline.transformed(Affine2D().translate(0, bottom - outline.get_extents().y0))
        outlines.append(outline)
        boxes.append(outline.get_extents())
        bottom = boxes[-1].y1 + LINE_GAP
    box = Bbox.union(boxes).padded(0.5)
    spoken = escape("; ".join(formula.splitlines()))
    em = f"width:{box.width / FORMULA_SIZE:.2f}em;height:{box.height / FORMULA_SIZE:.2f}em"
    return (
        f'<svg viewBox="{box.x0:.1f} {box.y0:.1f} {box.width:.1f} {box.height:.1f}" style="{em}" fill="currentColor" '
        f'role="img" aria-label="{spoken}"><path d="{"".join(map(_path_data, outlines))}"/></svg>'
    )


def _outline(line: str) -> Path:
    with matplotlib.style.context("default"):
        font = FontProperties(math_fontfamily="cm")
        text = TextPath((0, 0), f"${line}$", size=FORMULA_SIZE, prop=font)
    return text.transformed(Affine2D().scale(1, -1))  # In SVG, y grows downwards.


def _path_data(path: Path) -> str:
    """The ``d`` attribute of an SVG path."""
    segments = path.iter_segments(simplify=False)
    return "".join(
        "Z" if code == Path.CLOSEPOLY else LETTERS[code] + " ".join(f"{number:.1f}" for number in numbers)
        for numbers, code in segments
    )
