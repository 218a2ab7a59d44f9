"""Alt texts of the pictures of lessons, computed from the matplotlib figures.

The text says what is seen: for each panel the kind of picture, its title, the names of what is drawn, and the axes.
"""

import re

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, PolyCollection, QuadMesh
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.patches import FancyArrowPatch, Rectangle, StepPatch
from matplotlib.quiver import Quiver

MOST = 5  # panels that are described one by one
LONGEST = 90  # characters of a text inside a figure without axes


def plain(text: str) -> str:
    """The text without mathtext: ``$p_{\\mathrm{data}}$`` becomes ``p_data``."""
    text = re.sub(r"\\(?:mathrm|mathbf|mathit|text|mathbb)\s*\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\\d?frac\s*\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2", text)
    text = text.replace(r"\Vert", "||").replace(r"\|", "||").replace(r"\leq", "<=").replace(r"\geq", ">=")
    text = re.sub(r"\\[,;:! ]|~", " ", text)
    return " ".join(re.sub(r"[{}$\\]", "", text).replace("^*", "*").replace("−", "-").split())


def alt_text(figure: Figure) -> str:
    """Return one line that says what the figure shows."""
    panels = [axes for i, axes in enumerate(figure.axes) if _is_panel(axes, figure.axes[:i])]
    heading = plain(figure.get_suptitle()) if hasattr(figure, "get_suptitle") else ""
    parts = [heading] if heading else []
    if len(panels) > 1:
        parts.append(f"{len(panels)} panels")
    described = [text for axes in panels[:MOST] if (text := panel_text(axes))]
    if len(panels) > MOST:
        described.append(f"and {len(panels) - MOST} more of the same kind")
    if len(described) > 1:
        described = list(dict.fromkeys(described))
    return " ".join(part if part.endswith("?") else part.rstrip(".") + "." for part in [*parts, *described])


def panel_text(axes: Axes) -> str:
    """Return the kind of picture in a panel, its title, what is drawn and the axes."""
    title = " ".join(plain(axes.get_title(loc=place)) for place in ("left", "center", "right")).strip()
    kind = kind_of(axes)
    names = list(dict.fromkeys(plain(label) for label in axes.get_legend_handles_labels()[1]))
    text = f"{kind}: {title}" if title else kind
    if names:
        text += " (" + ", ".join(names) + ")"
    elif kind == "Drawing":
        words = [plain(each.get_text()) for each in axes.texts if each.get_text().strip()]
        text += f" with the words {', '.join(words)}"[:LONGEST] if words and not title else ""
    if axes.axison and (axes.get_xlabel() or axes.get_ylabel()):
        y, x = plain(axes.get_ylabel()), plain(axes.get_xlabel())
        text += f"; {y} against {x}" if x and y else f"; axis: {x or y}"
    return text


def kind_of(axes: Axes) -> str:
    """Return the kind of picture by what it is made of."""
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    has = lambda *kinds: any(isinstance(each, kinds) for each in (*axes.collections, *axes.images))  # noqa: E731
    if has(AxesImage, QuadMesh):
        return "Color map"
    if has(Quiver):
        return "Arrows"
    if axes.containers and bars:
        return "Bars and curves" if len(axes.lines) else "Bars"
    if any(isinstance(patch, StepPatch) for patch in axes.patches):
        return "Histogram"
    if has(ContourSet):
        return "Contours"
    if not axes.axison and (axes.texts or axes.patches):
        return "Drawing"
    points = [line for line in axes.lines if line.get_linestyle() in ("None", "", " ")]
    if has(PathCollection) or points:
        return "Points and curves" if len(axes.lines) > len(points) else "Points"
    if any(isinstance(patch, FancyArrowPatch) for patch in axes.patches) and not axes.lines:
        return "Drawing"
    if len(axes.lines) or has(LineCollection, PolyCollection):
        return "Curves" if len(axes.lines) != 1 else "Curve"
    return "Picture"


def _is_panel(axes: Axes, earlier: list[Axes]) -> bool:
    """Whether the axes are no color bar and no second scale of earlier ones."""
    places = [each.get_position().bounds for each in earlier]
    return axes.get_visible() and axes.get_label() != "<colorbar>" and axes.get_position().bounds not in places
