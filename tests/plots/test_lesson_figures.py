"""A titled figure has what it was given; boxes have arrows from edge to edge, and both can be seen."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from numpygan.plots import draw_boxes, titled_figure

BOXES = {"a": (0, 0), "b": (1, 0), "c": (1, 1)}


def test_a_titled_figure_has_its_size_title_and_properties():
    figure, axes = titled_figure("Title", height=2, xlabel="x", ylabel="y, nats", ylim=(1, 3))
    assert figure.get_size_inches().tolist() == [6.4, 2]
    assert (axes.get_title(), axes.get_xlabel(), axes.get_ylabel()) == ("Title", "x", "y, nats")
    assert axes.get_ylim() == (1, 3)
    assert figure.axes == [axes]


def test_boxes_stand_at_their_places_and_nothing_else_is_drawn():
    axes = Figure().subplots()
    draw_boxes(axes, BOXES, [])
    assert {text.get_text(): text.get_position() for text in axes.texts} == BOXES
    assert axes.get_xlim() == (-0.5, 1.5)
    assert axes.get_ylim() == (-0.5, 1.5)
    assert not axes.axison


@pytest.mark.parametrize("bend", [0.0, 0.3])
def test_an_arrow_leads_from_the_edge_of_a_box_to_the_edge_of_another(bend):
    figure, axes = titled_figure("Arrows")
    draw_boxes(axes, BOXES, [("a", "b"), ("b", "a")], bend=bend)
    FigureCanvasAgg(figure).draw()
    boxes = {text.get_text(): text.get_bbox_patch().get_window_extent() for text in axes.texts if text.get_text()}
    there, back = (text.arrow_patch.get_window_extent() for text in axes.texts if isinstance(text, Annotation))
    for arrow in (there, back):
        assert boxes["a"].x1 <= arrow.x0 + 1 < boxes["a"].x1 + 15
        assert boxes["b"].x0 >= arrow.x1 - 1 > boxes["b"].x0 - 15
    apart = np.mean([there.y0, there.y1]) - np.mean([back.y0, back.y1])
    assert apart > 10 if bend else abs(apart) < 1


def test_an_arrow_needs_two_boxes():
    with pytest.raises(ValueError, match="no box for 'd'; the boxes are 'a', 'b', 'c'"):
        draw_boxes(Figure().subplots(), BOXES, [("a", "d")])
