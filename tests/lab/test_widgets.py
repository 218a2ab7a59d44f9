"""The strip of structure, Algorithm 1, the keys, the menu, and what slow motion draws."""

import numpy as np
import pytest
from matplotlib.backend_bases import KeyEvent, MouseButton, MouseEvent
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from numpygan.lab import Lab, layout
from numpygan.lab.color_key import off_in_words
from numpygan.lab.controls import BUTTONS, PAUSE
from numpygan.lab.distribution_menu import CELL
from numpygan.lab.slow_motion import SHOWN
from numpygan.lab.structure_strip import BOXES


def opened(distribution=None):
    figure = Figure(figsize=Lab.SIZE)
    canvas = FigureCanvasAgg(figure)
    canvas.draw_idle = lambda: None
    return Lab(figure, distribution=distribution)


@pytest.fixture(scope="module")
def labs():
    return {name: opened(name) for name in (None, "normal")}


@pytest.fixture(params=[None, "normal"])
def lab(request, labs):
    labs[request.param].press("reset")
    return labs[request.param]


def press_key(lab, key):
    lab.figure.canvas.callbacks.process("key_press_event", KeyEvent("key_press_event", lab.figure.canvas, key))


def click(lab, axes, x, y):
    """Press the left button at (x, y) of the coordinates of ``axes``."""
    event = MouseEvent(
        "button_press_event", lab.figure.canvas, *axes.transData.transform((x, y)), MouseButton.LEFT
    )  # fmt: skip
    lab.figure.canvas.callbacks.process("button_press_event", event)


def lit(lab):
    return {key for key, patch in lab.strip.patches.items() if patch.get_linewidth() > 2}


def backwards(lab):
    return {
        (a, b)
        for (a, b), arrow in lab.strip.arrows.items()
        if arrow._posA_posB[0][0] > arrow._posA_posB[1][0]  # it starts on the right
    }


def test_each_phase_lights_its_boxes_and_its_line_of_algorithm_1(lab):
    k = lab.model.choices.k
    lab.press("slow")
    seen = []
    while lab.model.step == 0:
        lab.show_next_phase()
        seen.append((lit(lab), backwards(lab), lab.algorithm.current_line.split()[0:2]))
    assert len(seen) == 3 * k + 3
    d, g = seen[:3], seen[-3:]
    assert [boxes for boxes, _, _ in d] == [{"z", "G", "x_fake", "x"}, {"D", "V"}, {"D"}]
    assert [boxes for boxes, _, _ in g] == [{"z", "G", "x_fake"}, {"V", "D", "x_fake", "G"}, {"G"}]
    assert [back for _, back, _ in d] == [set(), {("D", "V")}, set()]
    assert g[1][1] == {("D", "V"), ("x_fake", "D"), ("G", "x_fake")}
    lines = [" ".join(line) for _, _, line in d + g]
    assert lines == ["draw noise", "gradient of", "D goes", "draw new", "gradient of", "G goes"]
    lab.press("both")
    assert lit(lab) == set()
    assert lab.algorithm.current_line == ""


def test_slow_motion_draws_what_its_words_say(lab):
    lab.press("slow")
    view, notes, arrows = lab.view, [], []
    while lab.model.step == 0:
        before = {name: np.array(lab.view.stage.p_g.get_ydata()) for name in ("p_g",) if lab.view._on_line}
        phase = lab.show_next_phase()
        notes.append(view.equation.get_text())
        arrows.append(view.slow_motion.arrows.get_visible())
        assert len(view.slow_motion.fake.get_xdata()) == SHOWN
        assert ("arrows:" in notes[-1]) == arrows[-1] == ((phase.player, phase.what) == ("generator", "gradient"))
        if (phase.player, phase.what) == ("generator", "step"):
            if before:
                np.testing.assert_array_equal(view.slow_motion.old_curves[1].get_ydata(), before["p_g"])
                assert not np.array_equal(view.stage.p_g.get_ydata(), before["p_g"])
            else:
                np.testing.assert_array_equal(
                    np.column_stack(view.slow_motion.old_points.get_data()), phase.x_before[:SHOWN]
                )
        if (phase.player, phase.what) == ("discriminator", "step"):
            assert "dotted" in notes[-1]
            if before:
                assert len(view.slow_motion.old_curves[0].get_xdata()) > 0
            else:
                assert len(view.slow_motion.old_line.get_segments()) > 0
    assert sum(arrows) == 1


def test_keys_press_the_buttons(lab):
    press_key(lab, " ")
    assert lab.mode == "playing"
    assert lab.controls.buttons["play"].label.get_text() == PAUSE
    assert lit(lab) == {"G", "D"}
    press_key(lab, " ")
    assert lab.mode == "paused"
    assert lab.controls.buttons["play"].label.get_text() == BUTTONS["play"]
    theta = lab.model.run.gan.discriminator.theta.copy()
    press_key(lab, "D")
    assert not np.array_equal(theta, lab.model.run.gan.discriminator.theta)
    theta = lab.model.run.gan.generator.theta.copy()
    press_key(lab, "g")
    assert not np.array_equal(theta, lab.model.run.gan.generator.theta)
    press_key(lab, "s")
    assert lab.mode == "slow"
    press_key(lab, "r")
    assert (lab.mode, lab.model.step) == ("paused", 0)


def test_the_button_of_the_mode_is_filled(lab):
    for mode, name in (("playing", "play"), ("slow", "slow"), ("drawing", "draw")):
        lab.press("reset") if lab.mode != "drawing" else None
        lab.press(name)
        filled = {key for key, button in lab.controls.buttons.items() if button.color == lab.controls.theme.active}
        assert (lab.mode, filled) == (mode, {name})
    lab.choose_distribution("wide-ring" if lab.model.distribution.dim == 2 else "normal")


def test_the_menu_covers_the_stage_until_a_distribution_is_chosen(lab):
    lab.open_menu()
    assert lab.menu.is_open
    assert lab.view.covered
    press_key(lab, "escape")
    assert not lab.menu.is_open
    lab.open_menu()
    left, top = lab.menu._corner(4)
    click(lab, lab.menu.axes, left + CELL[0] / 2, top + CELL[1] / 2)
    assert lab.model.choices.distribution == "gamma"
    assert not lab.menu.is_open
    assert not lab.view.covered
    lab.choose_distribution("wide-ring" if lab.view is None else "normal")


def test_a_box_without_a_layer_is_no_switch(labs):
    lab = labs["normal"]
    visible = set(lab.view.visible)
    for key in ("z", "V"):
        click(lab, lab.strip.axes, BOXES[key].left + 5, BOXES[key].middle)
    assert lab.view.visible == visible


def test_p_g_that_has_left_the_stage_is_told_with_its_side(labs):
    lab = labs["normal"]
    lab.choose_distribution("normal")
    lab.press("reset")
    gan = lab.model.gan()
    assert off_in_words(lab.view.stage, gan) == ""
    gan.generator.theta[-1] -= 100
    assert "to the left:\n100%" in off_in_words(lab.view.stage, gan)
    gan.generator.theta[-1] += 200
    assert "to the right" in off_in_words(lab.view.stage, gan)
    plane = opened("ring")
    gan = plane.model.gan()
    gan.generator.theta[-1] += 100
    assert "above" in off_in_words(plane.view.stage, gan)


def test_the_window_fits_on_a_small_screen():
    assert layout.WIDTH <= 1366
    assert layout.HEIGHT <= 768 - 70  # a title bar and a task bar
