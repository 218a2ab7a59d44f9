"""Check that the texts of a figure can be read: none is cut off at its edge, and no two overlap."""

import itertools

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

SLACK = 1.0  # pixels


def visible_texts(figure, *, laid_out=False):
    """Return the visible texts with their boxes in pixels; if ``laid_out``, do not compute the layout again."""
    canvas = figure.canvas if isinstance(figure.canvas, FigureCanvasAgg) else FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    if not laid_out:
        figure.draw_without_rendering()  # everything is laid out, and no pixel is painted
    beyond = {
        id(text) for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for text in hidden_tick_labels(axis)
    }
    hidden = {id(child) for axes in figure.axes if not axes.get_visible() for child in axes.findobj()}
    words = []
    for text in figure.findobj(Text):
        if text.get_text().strip() and text.get_visible() and id(text) not in beyond | hidden:
            words.append((text.get_text(), text.get_window_extent(renderer)))
    return words


def hidden_tick_labels(axis):
    low, high = sorted(axis.get_view_interval())
    slack = 1e-9 * (high - low)
    ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
    shown = axis.get_visible() and axis.axes.axison
    return [
        text
        for tick in ticks
        for text in (tick.label1, tick.label2)
        if not shown or not low - slack <= tick.get_loc() <= high + slack
    ]


def problems(figure, *, laid_out=False):
    """Return a sentence for each text that cannot be read."""
    width, height = figure.bbox.size
    words = visible_texts(figure, laid_out=laid_out)
    found = []
    for text, box in words:
        if min(box.x0, box.y0) < -SLACK or box.x1 > width + SLACK or box.y1 > height + SLACK:
            found.append(f"cut off: {text!r} at {box.extents.round()} of {width:.0f} x {height:.0f}")
    for (text, box), (other, other_box) in itertools.combinations(words, 2):
        across = min(box.x1, other_box.x1) - max(box.x0, other_box.x0)
        along = min(box.y1, other_box.y1) - max(box.y0, other_box.y0)
        if across > SLACK and along > SLACK:
            found.append(f"overlap: {text!r} and {other!r}")
    return found
