"""What the window says by itself: colors, reference lines, estimates, and what a perfect run would be."""

import numpy as np
import pytest
from legible import problems
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from numpygan.lab import Lab
from numpygan.lab.controls import BUTTONS, CAPTIONS
from numpygan.lab.measured_texts import BOTH_EXACT, compared_in_words, estimates_in_words, value_in_words
from numpygan.lab.presets import PRESETS
from numpygan.lab.theme import DARK, LIGHT
from numpygan.plots.dark_mode import SHADES
from numpygan.plots.style import BOUND, GREEN, INK, LOGIT, ORANGE, PERFECT, VERMILION
from numpygan.training import History


def opened(distribution=None, **options):
    figure = Figure(figsize=Lab.SIZE)
    FigureCanvasAgg(figure).draw_idle = lambda: None
    return Lab(figure, distribution=distribution, **options)


@pytest.fixture(scope="module")
def labs():
    return {name: opened(name) for name in (None, "normal", "labeled-ring")}


def lines_at(axes, y):
    return [line for line in axes.get_lines() if len(line.get_ydata()) == 2 and np.allclose(line.get_ydata(), y)]


def test_log_2_and_a_perfect_generator_have_lines_and_names_of_their_own(labs):
    for name, lab in labs.items():
        curves, table = lab.view.curves, lab.model.history.table
        names = {text.get_text(): text for text in curves.distance.texts}
        (worst,) = lines_at(curves.distance, np.log(2))
        (of_value,) = lines_at(curves.values, -np.log(4))
        assert (worst.get_linestyle(), "the worst: log 2 = 0.69" in names) == ("--", True)
        if name == "normal":
            assert "a perfect G: 0" in names
        else:
            floor = float(table["js_floor"][0])
            (perfect,) = lines_at(curves.distance, floor)
            assert names[f"a perfect G: {floor:.2g}"].xy[1] == floor
            assert perfect._unscaled_dash_pattern == of_value._unscaled_dash_pattern
        assert of_value._unscaled_dash_pattern != worst._unscaled_dash_pattern
        assert [text.get_text() for text in curves.values.texts] == ["a perfect G: -log 4 = -1.39"]
    assert PERFECT["linestyle"] != BOUND["linestyle"]


def test_each_number_is_at_its_own_chart(labs):
    for lab in labs.values():
        lab.figure.draw_without_rendering()
        curves, texts = lab.view.curves, lab.view.measured
        value, distance = (axes.get_window_extent() for axes in (curves.values, curves.distance))
        (v, js) = (text.get_window_extent() for text in (texts.value, texts.distance))
        assert texts.value.get_text().startswith("V = ")
        assert texts.distance.get_text().startswith("JS = ")
        assert v.y0 > value.y1 > value.y0 > js.y1 > js.y0 > distance.y1


def test_one_row_of_measures_is_seen(labs):
    lab = labs["normal"]
    lab.press("reset")
    for line in lab.view.curves._lines.values():
        assert (len(line.get_xdata()), line.get_marker(), line.get_markevery()) == (1, "o", [0])
    lab.press("both")
    assert all(line.get_markevery() == [1] for line in lab.view.curves._lines.values())


def test_the_text_of_a_preset_says_what_to_do_and_then_what_a_perfect_run_would_be(labs):
    lab = labs[None]
    for name, preset in PRESETS.items():
        lab.use_preset(name)
        assert lab.controls.about.get_text() == preset.about
        assert "perfect" in preset.about
        lab.press("reset")
        assert lab.controls.about.get_text() == preset.start
        assert preset.start.startswith("Step 0, nothing is trained.")
        assert "\nPress Play (Space bar): within about 20 s" in preset.start
        lab.press("both")
        assert lab.controls.about.get_text() == preset.about
    lab.use_preset("learns")
    lab.choose("activation", 1)
    assert "A perfect run" in lab.controls.about.get_text()


def test_the_verdict_says_what_a_perfect_generator_would_have(labs):
    lab = labs[None]
    lab.use_preset("learns")
    lab.press("both")
    found = lab.view.message.get_text()
    row = lab.model.history.table[-1]
    times = f"{row['js_sample'] / row['js_floor']:.0f}"
    assert f"JS = {row['js_sample']:.3f}, {times} times that of a perfect G ({row['js_floor']:.2g})." in found
    assert "(perfect G: 99%)" in found
    assert found.endswith("So far not: it learns.")


def history(**row):
    made = History(list(row))
    made.append(row)
    return made


def test_a_js_near_that_of_a_perfect_generator_is_told():
    assert compared_in_words(history(step=0, js_sample=0.016, js_floor=0.015)).endswith(
        "near that of a perfect G (0.015)."
    )
    assert "10 times" in compared_in_words(history(step=0, js_sample=0.15, js_floor=0.015))
    assert compared_in_words(history(step=0, js=0.25, c=-0.9)) == "JS = 0.250; a perfect G has 0."
    assert compared_in_words(history(step=0, v_sample=-1.0)) == ""


def test_two_estimates_are_told_apart_and_exact_measures_agree(labs):
    two = history(step=0, js_sample=0.12, js_floor=0.015, c_sample=-0.72, v_sample=-1.4)
    assert "gives JS = 0.33." in estimates_in_words(two)  # (-0.72 + 1.386) / 2
    assert "mesh" in estimates_in_words(two)
    assert value_in_words(two) == "V = −1.40,  C(G) = −0.72"
    counted = estimates_in_words(history(step=0, js_sample=0.12, js_floor=0.015, v_sample=-1.4))
    assert "a perfect G has 0.015, not 0" in counted
    exact = labs["normal"].model.history
    assert estimates_in_words(exact) == BOTH_EXACT
    np.testing.assert_allclose(exact["c"], -np.log(4) + 2 * exact["js"], atol=1e-9)
    assert value_in_words(history(step=0, v_exact=-0.001, c=-1.0)) == "V = 0.00,  C(G) = −1.00"


def test_orange_is_d_star_alone(labs):
    rgb = LOGIT(np.linspace(0, 1, 33))[:, :3]
    assert (rgb[:, 2] >= rgb[:, 0] - 1e-9).all()  # grey or blue
    for theme in (LIGHT, DARK):
        assert np.ptp(to_rgb(theme.active)) < 0.06  # grey
    shades = {to_rgb(VERMILION), to_rgb(ORANGE)} | {to_rgb(SHADES[color]) for color in (VERMILION, ORANGE)}
    for lab in labs.values():
        slow = lab.view.slow_motion
        assert (slow.data.get_color(), slow.fake.get_color()) == (INK, GREEN)
        marks = {to_rgb(mark.get_color()) for mark in (*slow.key(), *lab.view.curves.distance.get_lines())}
        assert not marks & shades


@pytest.mark.parametrize("dark", [False, True])
def test_the_key_explains_yellow_and_a_perfect_run(dark):
    lab = opened("normal", dark=dark)
    words, theme = lab.view.explanation.text, DARK if dark else LIGHT
    for part in ("What you see", "is running now", "D*", "JS", "A perfect run", "−1.39"):
        assert part in words
    swatches = [
        patch for patch in lab.view.explanation.axes.patches if to_rgb(patch.get_facecolor()) == to_rgb(theme.lit)
    ]
    assert len(swatches) == 1
    assert "runs now" in [text.get_text() for text in lab.algorithm.axes.texts]
    lab.press("slow")
    lab.show_next_phase()
    lit = to_rgb(theme.lit)
    assert to_rgb(lab.strip.patches["z"].get_facecolor()) == to_rgb(lab.algorithm.band.get_facecolor()) == lit
    assert not lab.view.explanation.axes.get_visible()  # the words of slow motion are there
    assert "yellow: " in lab.view.equation.get_text()


def test_the_key_has_the_layers_that_the_stage_has(labs):
    plane = labs[None]
    plane.use_preset("learns")
    assert "D*" in plane.view.explanation.text
    plane.use_preset("over-fits")  # the distribution of 40 points has no density, so there is no D*
    assert "D*" not in plane.view.explanation.text
    conditional = labs["labeled-ring"].view.explanation.text
    assert "D*" not in conditional
    assert "condition c" in conditional


def test_each_button_says_what_it_does():
    assert set(CAPTIONS) == set(BUTTONS)


@pytest.mark.parametrize("name", PRESETS)
def test_every_word_of_a_preset_has_room(name, labs):
    lab = labs[None]
    lab.use_preset(name)
    lab.model.step_both(20)
    lab.press("both")
    assert problems(lab.figure) == []
    lab.press("reset")
    assert problems(lab.figure) == []
