"""A figure or a formula as SVG text that can stand inside a page: no size of its own, no id twice, no color of paper.

Black becomes ``currentColor``, the color of the text around it; the other colors of the palette become
the variables ``--green``, ``--blue`` and so on, which a page may redefine for its dark side.
"""

import io
import itertools
import re
from html import escape

import matplotlib
import matplotlib.style
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Bbox

from numpygan.plots.style import INK, PALETTE

PIXELS_PER_POINT = 96 / 72
FORMULA_SIZE = 40.0  # units of a formula's own coordinates an em
LINE_GAP = 0.6 * FORMULA_SIZE
LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}


def figure_panels(figure: Figure, name: str) -> list[str]:
    """Each panel of a figure of one row as an ``<svg>`` of its own, so that a narrow page can stack them.

    Parameters
    ----------
    figure : Figure
        Its layout is fixed by this.
    name : str
        What all ids start with: two figures of a page need two names.
    """
    with matplotlib.style.context("default"):
        if (engine := figure.get_layout_engine()) is not None:
            engine.execute(figure)
            figure.set_layout_engine(None)  # or every save would do it again
        strips = _strips(figure)
        pictures = []
        for i, (axes, strip) in enumerate(zip(figure.axes, strips, strict=True)):
            for other in figure.axes:
                other.set_visible(other is axes)
            pictures.append(_standing_inside(_saved(figure, strip), f"{name}-{i + 1}"))
        for axes in figure.axes:
            axes.set_visible(True)
    return pictures


def _strips(figure: Figure) -> list[Bbox]:
    """The part of the figure, in inches, that belongs to each axes: cut half way between what they draw."""
    width, height = figure.get_size_inches()
    if len(figure.axes) == 1:
        return [Bbox.from_bounds(0, 0, width, height)]
    inches = figure.dpi_scale_trans.inverted()
    drawn = [inches.transform_bbox(axes.get_tightbbox(for_layout_only=True) or axes.bbox) for axes in figure.axes]
    cuts = [(left.x1 + right.x0) / 2 for left, right in itertools.pairwise(drawn)]
    edges = [0.0, *cuts, float(width)]
    return [Bbox.from_extents(left, 0, right, height) for left, right in itertools.pairwise(edges)]


def _saved(figure: Figure, strip: Bbox) -> str:
    file = io.StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with matplotlib.rc_context({"svg.hashsalt": "numpygan"}):
        figure.savefig(file, format="svg", transparent=True, bbox_inches=strip, metadata=nothing)
    return file.getvalue()


def _standing_inside(svg: str, name: str) -> str:
    """What matplotlib saved as a file of its own, without that file's head, and with ids and colors for a page."""
    head, body = svg[svg.index("<svg") : svg.rindex("</svg>")].split(">", 1)
    width, height = head.split('viewBox="0 0 ')[1].split('"')[0].split()
    body = re.sub(r"<metadata>.*?</metadata>|<style[^>]*>.*?</style>|<!--.*?-->", "", body, flags=re.DOTALL)
    body = body.replace("xlink:href", "href")
    used = set(re.findall(r'(?:href="|url\()#([^")]+)', body))
    body = re.sub(r' id="([^"]*)"', lambda m: f' id="{name}-{m[1]}"' if m[1] in used else "", body)
    body = re.sub(r'(href="|url\()#', rf"\g<1>#{name}-", body)
    for color, value in PALETTE.items():
        body = re.sub(value, "currentColor" if value == INK else f"var(--{color}, {value})", body, flags=re.IGNORECASE)
    body = re.sub(r">\s+<", ">\n<", body)
    size = f'width="{float(width) * PIXELS_PER_POINT:.0f}" height="{float(height) * PIXELS_PER_POINT:.0f}"'
    return f'<svg viewBox="0 0 {width} {height}" {size} fill="currentColor" aria-hidden="true">{body.strip()}</svg>'


def formula_svg(formula: str) -> str:
    """A statement's formula, mathtext without dollar signs, as an ``<svg>`` of outlines; a line below the other.

    Its size is in em, so that every formula is as large as the text around it says.

    Raises
    ------
    ValueError
        If it is no mathtext.
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
    return text.transformed(Affine2D().scale(1, -1))  # SVG counts downwards


def _path_data(path: Path) -> str:
    """The path in the letters of SVG."""
    segments = path.iter_segments(simplify=False)
    return "".join(
        "Z" if code == Path.CLOSEPOLY else LETTERS[code] + " ".join(f"{number:.1f}" for number in numbers)
        for numbers, code in segments
    )
