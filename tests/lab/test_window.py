"""The lab without a window: real events of the mouse go to the canvas, and the model does what was asked for."""

import shlex
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from legible import problems
from matplotlib.backend_bases import CloseEvent, KeyEvent, MouseButton, MouseEvent
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from numpygan.cli import lab as command_line
from numpygan.cli import main
from numpygan.distributions import Empirical, named_distribution
from numpygan.evaluation import exact_measures, generated_distribution
from numpygan.lab import Lab, Model
from numpygan.lab.choices import DISTRIBUTIONS, OPTIONS, OWN, first
from numpygan.lab.controls import BUTTONS
from numpygan.lab.slow_motion import SHOWN
from numpygan.lab.structure_strip import BOXES
from numpygan.plots.stages import LAYERS, ConditionStage
from numpygan.recipes import settings_for
from numpygan.theory import js


class Hands:
    """A lab on a canvas without a window, and a mouse. What is to be drawn when idle waits for ``settle``."""

    def __init__(self, **options):
        self.figure = Figure(figsize=Lab.SIZE)
        self.canvas = FigureCanvasAgg(self.figure)
        self.waiting = True
        self.canvas.draw_idle = self._wait
        self.lab = Lab(self.figure, **options)

    def _wait(self):
        self.waiting = True

    def settle(self):
        """Draw what is due, but for the controls, which cost most: tests that look at all of it draw all of it."""
        if self.waiting:
            for axes in self.controls_axes:
                axes.set_visible(False)
            self.canvas.draw()
            for axes in self.controls_axes:
                axes.set_visible(True)
            self.waiting = False

    def click(self, axes, at=(0.5, 0.5)):
        """Press and release the left button on ``axes``, at a point in parts of its size."""
        x, y = axes.transAxes.transform(at)
        for name in ("button_press_event", "button_release_event"):
            self.canvas.callbacks.process(name, MouseEvent(name, self.canvas, x, y, MouseButton.LEFT))

    def button(self, name):
        self.click(self.lab.controls.buttons[name].ax)

    def choose(self, name, by):
        self.click(self.lab.controls.choices[name].ax, (0.9 if by > 0 else 0.1, 0.5))

    def key(self, name):
        self.canvas.callbacks.process("key_press_event", KeyEvent("key_press_event", self.canvas, name))

    def layer(self, name):
        axes = self.lab.strip.axes
        (box,) = [box for box in BOXES.values() if box.layer == name]
        self.click(axes, axes.transLimits.transform((box.left + 10, box.middle)))

    @property
    def controls_axes(self):
        controls = self.lab.controls
        widgets = [*controls.buttons.values(), *controls.presets.values(), *controls.choices.values()]
        return [*(widget.ax for widget in widgets), self.lab.strip.axes, self.lab.algorithm.axes]

    @property
    def model(self):
        return self.lab.model


SMALL = {"g_hidden": (8,), "d_hidden": (8,)}


@pytest.fixture(scope="module")
def labs():
    """Labs, each opened once: most tests need one that stands at its start, not a new one."""
    return cache(lambda distribution: Hands(distribution=distribution))


def at_its_start(hands, distribution, **small):
    """``hands`` on the lab as it was opened, whatever has been done with it."""
    lab = hands.lab
    assert lab.timer.callbacks, "a lab that was closed is for one test only"
    lab.mode, lab.model.choices, lab.model.seed = "paused", replace(first(distribution), **small), 0
    lab.model.preset = ""
    for name in set(lab.view.visible) ^ (set(LAYERS) - {"arrows"}):
        hands.layer(name)
    hands.button("reset")
    return hands


@pytest.fixture
def line(labs):
    hands = at_its_start(labs("normal"), "normal")
    yield hands
    hands.settle()


@pytest.fixture
def plane(labs):
    hands = at_its_start(labs("ring"), "ring", **SMALL)
    yield hands
    hands.settle()


# -- the model


def thetas(model):
    return np.concatenate([model.run.gan.discriminator.theta, model.run.gan.generator.theta])


def test_slow_motion_is_algorithm_1_to_the_bit():
    slow, quick = Model("normal"), Model("normal")
    phases = []
    while slow.step < 3:
        phases.append(slow.next_phase())
    assert quick.step_both(3) == 3
    np.testing.assert_array_equal(thetas(slow), thetas(quick))
    assert len(phases) == 3 * (3 * 3 + 3)  # k = 3: draw, judge, climb; then draw, tell, go down
    assert [phase.about.split()[0] for phase in phases[-3:]] == ["Draw", "Gradient", "A"]
    assert all(phase.equation.startswith("$") for phase in phases)
    assert slow.step_both() == quick.step_both() == 1
    np.testing.assert_array_equal(thetas(slow), thetas(quick))


def test_an_iteration_that_slow_motion_has_begun_is_ended_first():
    slow, quick = Model("normal"), Model("normal")
    for _ in range(4):
        slow.next_phase()
    slow.step_both(2)
    quick.step_both(2)
    assert slow.step == quick.step == 2
    np.testing.assert_array_equal(thetas(slow), thetas(quick))


def test_slow_motion_with_a_penalty_too():
    slow, quick = Model("normal"), Model("normal")
    for model in (slow, quick):
        model.choose(model.choices.next("r1", 2, 1))
        assert model.run.settings.recipe.r1 == 0.1
    while slow.step < 2:
        slow.next_phase()
    quick.step_both(2)
    np.testing.assert_array_equal(thetas(slow), thetas(quick))


def test_a_player_that_steps_alone_leaves_the_other_where_it_was():
    model = Model("normal")
    d, g = model.run.gan.discriminator.theta.copy(), model.run.gan.generator.theta.copy()
    model.step_d()
    assert (model.run.gan.generator.theta == g).all()
    assert not (model.run.gan.discriminator.theta == d).all()
    d = model.run.gan.discriminator.theta.copy()
    model.step_g()
    assert (model.run.gan.discriminator.theta == d).all()
    assert not (model.run.gan.generator.theta == g).all()
    assert model.step == 0
    assert not model.repeatable


def test_on_the_line_what_is_measured_is_exact():
    model = Model("normal")
    model.step_both(2)
    model.measure()
    model.measure()  # nothing new
    assert model.history["step"].tolist() == [0, 2]
    assert model.history["js"][-1] == js(model.distribution, generated_distribution(model.gan()))
    assert model.history["c"][-1] == exact_measures(model.gan(), model.distribution)["c"]


def test_in_the_plane_v_stays_below_c():
    model = Model("correlated-normal")
    model.step_both(3)
    model.measure()
    assert (model.history["v_sample"] < model.history["c_sample"] + 0.05).all()
    assert (model.history["c_sample"] >= -np.log(4) - 0.05).all()
    assert (model.history["c_sample"] <= 0).all()


def test_what_changes_at_once_and_what_begins_a_new_run():
    model = Model("normal")
    model.step_both(2)
    assert not model.choose(model.choices.next("d_lr", 1, 1))
    assert model.step == 2
    assert model.run.optimizers[0].lr == model.choices.d_lr == 0.01
    assert not model.repeatable
    assert model.choose(model.choices.next("g_hidden", 1, 1))
    assert (model.step, model.repeatable) == (0, True)


def test_every_distribution_and_every_choice_can_be_had():
    for name in DISTRIBUTIONS:
        distribution = named_distribution(name)
        assert first(name).settings(distribution) == settings_for(distribution)
    assert {"normal", "ring", "two-moons", "labeled-ring", "angle", "second-given-first"} <= set(DISTRIBUTIONS)
    choices = first("ring")
    for name, options in OPTIONS.items():
        seen, at = set(), choices
        for _ in options:
            seen.add(getattr(at, name))
            at = at.next(name, 1, 2)
        assert name == "distribution" or seen == set(options)
        assert at.in_words(name)


# -- the mouse


def test_buttons_step(line):
    line.button("both")
    assert line.model.step == 1
    line.button("d")
    line.button("g")
    assert line.model.step == 1
    line.button("play")
    line.lab.tick()
    assert line.model.step > 1
    line.button("play")
    assert line.lab.mode == "paused"
    step = line.model.step
    line.lab.tick()
    assert line.model.step == step == line.model.history["step"][-1]
    line.button("reset")
    assert line.model.step == 0
    assert set(BUTTONS) == set(line.lab.controls.buttons)


def test_figure_1_is_live(line):
    stage = line.lab.view.stage
    before = stage.p_g.get_ydata().copy()
    line.button("both")
    np.testing.assert_allclose(stage.p_g.get_ydata(), generated_distribution(line.model.gan()).pdf(stage.grid))
    assert not np.array_equal(before, stage.p_g.get_ydata())
    assert {"D*", "manifold", "samples"} <= {name for name in stage.layers if stage.shows(name)}
    steps, js_line = line.lab.view.curves.distance.get_lines()[0].get_data()
    assert steps[-1] == 1
    assert js_line[-1] == line.model.history["js"][-1]


def test_slow_motion_shows_the_equation_and_the_points(line, monkeypatch):
    monkeypatch.setattr("numpygan.lab.window.SLOW", 0.0)
    line.button("slow")
    line.lab.tick()
    view = line.lab.view
    assert view.equation.get_text().startswith("Draw z and x, compute G(z), 1 of k = 3")
    assert "p_{data}" in view.equation.get_text()
    marks = view.slow_motion.data, view.slow_motion.fake
    assert [len(mark.get_xdata()) for mark in marks] == [SHOWN, SHOWN]
    assert "60 of the 64 points" in view.equation.get_text()
    line.lab.tick()
    assert "Gradient of V" in view.equation.get_text()
    assert "yellow: the parts" in view.equation.get_text()
    assert not view.explanation.axes.get_visible()
    line.button("both")
    assert view.equation.get_text() == ""
    assert view.explanation.axes.get_visible()
    assert len(view.slow_motion.data.get_xdata()) == 0


def test_choices_by_the_mouse(line):
    line.choose("k", 1)
    assert line.model.choices.k == line.model.run.settings.k == 5
    assert line.lab.controls.choices["k"].value.get_text() == "5"
    line.choose("k", -1)
    assert line.model.choices.k == 3
    line.choose("generator_loss", 1)
    assert line.model.choices.generator_loss == "saturating"
    assert line.lab.view.stage.generator_loss is line.model.run.settings.generator_loss
    line.choose("distribution", -1)  # from the first distribution to the last, which is of the plane
    assert line.model.distribution.dim == 2
    assert line.model.choices.noise_dim == 2
    assert isinstance(line.lab.view.stage, ConditionStage)


def test_layers_by_the_mouse(plane):
    stage = plane.lab.view.stage
    assert stage.shows("D")
    plane.layer("D")
    assert not stage.shows("D")
    assert not stage.image.get_visible()
    plane.layer("D")
    assert stage.image.get_visible()
    assert not stage.shows("arrows")
    plane.layer("arrows")
    assert stage.layers["arrows"][0].get_visible()
    plane.button("reset")  # what is on stays on
    assert plane.lab.view.stage is not stage
    assert plane.lab.view.stage.shows("arrows")


@pytest.mark.parametrize("dim", [1, 2])
def test_points_of_ones_own(dim, request):
    hands = request.getfixturevalue("line" if dim == 1 else "plane")
    hands.button("draw")
    hands.button("play")
    assert "Click into the frame" in hands.lab.view.message.get_text()
    hands.settle()
    for at in ((0.3, 0.3), (0.7, 0.6)):
        hands.click(hands.lab.view.axes[0], at)
    hands.button("both")
    assert hands.model.choices.distribution == OWN
    assert isinstance(hands.model.distribution, Empirical)
    assert hands.model.distribution.points.shape == (40, dim)
    expected = -3 + 6 * np.array([0.3, 0.7])
    np.testing.assert_allclose(hands.model.distribution.points[:, 0].reshape(2, 20).mean(axis=1), expected, atol=0.1)
    assert hands.model.step == 1
    hands.choose("distribution", 1)
    assert hands.model.choices.distribution == DISTRIBUTIONS[0]


def test_a_run_that_explodes_stops_with_a_message_and_reset_begins_again(line):
    line.model.choose(replace(line.model.choices, d_lr=1e6, g_lr=1e6))
    line.model.run.optimizers[0].lr = 1e200
    line.button("play")
    for _ in range(30):
        line.lab.tick()
        if line.model.message:
            break
    assert "Stopped at" in line.lab.view.message.get_text()
    assert line.lab.mode == "paused"
    for name in ("both", "d", "g", "slow", "play"):
        line.button(name)
        line.lab.tick()
    assert "Stopped at" in line.lab.view.message.get_text()
    line.button("reset")
    assert line.lab.view.message.get_text() == ""
    line.button("both")
    assert line.model.step == 1


def test_a_run_ends_after_its_steps(line):
    line.model.run.step = line.model.run.settings.steps - 1
    line.button("play")
    line.lab.tick()
    line.lab.tick()
    assert "Done: all 2,500 steps" in line.lab.view.message.get_text()


def test_frames_are_drawn_on_a_copy_of_what_stands_still(plane):
    view = plane.lab.view
    plane.canvas.draw()
    drawn = []
    plane.canvas.mpl_connect("draw_event", lambda event: drawn.append(event))
    for _ in range(3):
        plane.model.step_both()
        view.show(quick=True)
    assert not drawn
    blitted = np.asarray(plane.canvas.buffer_rgba()).copy()
    plane.canvas.draw()
    np.testing.assert_array_equal(blitted, np.asarray(plane.canvas.buffer_rgba()))


@pytest.mark.parametrize("dark", [False, True])
def test_every_word_can_be_read(dark):
    hands = Hands(distribution="normal" if dark else "ring", dark=dark)
    assert problems(hands.figure) == []


@pytest.mark.parametrize("distribution", ["normal", "ring"])
def test_every_word_of_slow_motion_has_room(distribution, labs):  # k = 20: the longest words
    hands = at_its_start(labs(distribution), distribution)
    hands.model.choose(
        replace(hands.model.choices, k=20, generator_loss="saturating" if distribution == "ring" else "non-saturating")
    )
    lowest_choice = hands.lab.controls.choices["pace"].ax.bbox.y0
    hands.button("slow")
    while hands.model.step == 0:
        hands.lab._phase_at = 0.0
        hands.lab.tick()
        box = hands.lab.view.equation.get_window_extent(hands.canvas.get_renderer())
        assert 0 < box.y0 < box.y1 < lowest_choice
        assert box.x1 < hands.figure.bbox.x1


@pytest.mark.parametrize("distribution", ["labeled-ring", "second-given-first"])
def test_a_conditional_distribution(distribution, labs):
    hands = at_its_start(labs("ring"), distribution)
    hands.button("slow")
    while hands.model.step == 0:
        hands.lab._phase_at = 0.0
        hands.lab.tick()
    hands.button("both")
    view = hands.lab.view
    zc, dim = view.stage.zc, hands.model.distribution.dim
    pairs = hands.model.gan().generator.forward(zc).astype(float)
    np.testing.assert_array_equal(
        np.asarray(view.stage.layers["samples"][0].get_offsets()), pairs[:, :2] if dim == 2 else pairs[:, ::-1]
    )
    assert hands.model.step == 2
    assert {"v_sample"} < set(hands.model.history.names)
    assert view.measured.distance.get_text().startswith("JS = ")
    marks = hands.lab.strip.marks
    assert {name for name, mark in marks.items() if mark.get_alpha() == 1} == {"x", "x_fake"}
    hands.settle()
    assert problems(hands.figure) == []


def test_a_gan_that_cannot_be_drawn_stops_with_a_message(plane):
    plane.model.run.average.network.theta[...] = 1e37  # D* in the picture asks for points that are finite
    plane.button("play")
    plane.lab.view.show()
    assert "Stopped at" in plane.model.message
    plane.button("reset")
    assert plane.model.message == ""


def test_c_where_p_g_has_no_area():
    model = Model("ring")
    gan = model.gan()
    gan.generator.theta[...] = 0  # all of it at one point
    assert model._best_value(gan) == pytest.approx(0, abs=1e-12)


def test_a_window_that_is_closed_stops_its_timer():
    line = Hands(distribution="normal")
    line.button("play")
    line.canvas.callbacks.process("close_event", CloseEvent("close_event", line.canvas))
    assert line.lab.mode == "paused"
    assert not line.lab.timer.callbacks


# -- Save, and the command line


@pytest.mark.parametrize("own", [False, True])
def test_save_prints_the_command_that_makes_the_run_again(own, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("numpygan.cli.training_session.draw_pictures", lambda *_: [])
    figure = Figure(figsize=Lab.SIZE)
    FigureCanvasAgg(figure).draw_idle = lambda: None
    lab = command_line.open_lab(figure, "normal", seed=3)
    if own:
        lab.model.use_points(np.random.default_rng(0).normal(size=(30, 1)))
    choose = (lambda name, by: lab.model.choose(lab.model.choices.next(name, by, 1))) if own else lab.choose
    for name in ("noise", "activation", "g_hidden", "d_hidden", "k", "generator_loss"):
        choose(name, -1)
    lab.press("reset")
    lab.model.step_both(3)
    lab.press("slow")
    for _ in range(3):  # D has climbed: what is saved is not to be the middle of an iteration
        lab.model.next_phase()
    lab.press("save")
    assert lab.model.step == 4
    assert lab.mode == "paused"
    printed = capsys.readouterr().out
    assert printed.startswith("numpygan train ")
    assert printed.strip() in lab.view.message.get_text()
    words = shlex.split(printed)
    assert main([*words[1:], "--out", "run"]) == 0
    with np.load(tmp_path / "run" / "checkpoint.npz") as saved:
        np.testing.assert_array_equal(saved["g_theta"], lab.model.run.gan.generator.theta)
        np.testing.assert_array_equal(saved["d_theta"], lab.model.run.gan.discriminator.theta)
    lab.press("d")
    lab.press("save")
    assert "you changed something during the run" in lab.view.message.get_text()


def test_without_a_display_a_sentence_says_what_to_do(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert main(["lab"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "there is no display here" in err
    assert "--movie run.html" in err


def test_bad_input(capsys):
    assert main(["lab", "rng"]) == 2
    assert "unknown distribution of the lab 'rng'; did you mean ring" in capsys.readouterr().err
    assert main(["lab", "--seed", "-1"]) == 2
