"""The lab: widgets call the model, the view shows it, and a timer runs both."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib import pyplot
from matplotlib.figure import Figure

from numpygan.lab import layout
from numpygan.lab.algorithm_panel import AlgorithmPanel
from numpygan.lab.controls import Controls
from numpygan.lab.distribution_menu import DistributionMenu
from numpygan.lab.keyboard import Keyboard
from numpygan.lab.measured_texts import compared_in_words
from numpygan.lab.model import Model
from numpygan.lab.phases import CaptionedPhase
from numpygan.lab.placed_points import PlacedPoints
from numpygan.lab.presets import PRESETS
from numpygan.lab.structure_strip import StructureStrip
from numpygan.lab.theme import DARK, LIGHT
from numpygan.lab.view import View

FIRST = "learns"  # the preset with which the lab opens
START = "Press the space bar, or click Play, to start. This line will say what the run has reached."
INTERVAL = 15  # milliseconds between two frames, at least
SLOW = 2.0  # seconds that a phase of slow motion is shown
STEPS_FOR = 0.02  # seconds of each frame go to steps
MEASURE_EVERY = 1.0  # seconds between two points of the curves, at least
MOST_MEASURING = 5.0  # A measure is followed by a pause that is so many times as long.
Saver = Callable[[Model], str]


class Lab:
    """The lab on ``figure``, with any backend of matplotlib.

    Parameters
    ----------
    figure : Figure
        Empty. ``matplotlib.pyplot.figure(figsize=Lab.SIZE)`` for a window.
    distribution : str, optional
        Name of the first distribution, from the catalog; by default the lab opens with the preset *learns*.
    seed : int
    dark : bool
        Whether the background is dark.
    save : function of the model, optional
        The function of the button Save; it returns the text to show.

    Attributes
    ----------
    mode : str
        "paused", "playing", "slow" or "drawing".
    """

    SIZE = layout.SIZE

    def __init__(
        self,
        figure: Figure,
        *,
        distribution: str | None = None,
        seed: int = 0,
        dark: bool = False,
        save: Saver | None = None,
    ) -> None:
        self.figure, self.mode, self._save, theme = figure, "paused", save, DARK if dark else LIGHT
        self.model = Model(distribution or PRESETS[FIRST].distribution, seed=seed)
        if distribution is None:
            self.model.use_preset(FIRST)
        self.view = View(figure, self.model, dark=dark)
        self.strip = StructureStrip(figure, on_layer=self.switch, visible=self.view.visible, theme=theme)
        self.algorithm = AlgorithmPanel(figure, theme)
        self.menu = DistributionMenu(figure, on_choice=self.choose_distribution, theme=theme)
        self.controls = Controls(
            figure,
            on_button=self.press,
            on_choice=self.choose,
            on_preset=self.use_preset,
            on_menu=self.open_menu,
            theme=theme,
        )
        self._placed = PlacedPoints(rng=np.random.default_rng([seed, 3]))
        self._measured_at = self._phase_at = 0.0
        self._pause_of_measures = MEASURE_EVERY
        self.keyboard = Keyboard(figure, on_button=self.press, on_escape=self._close_menu)
        figure.canvas.mpl_connect("button_press_event", self._on_press)
        self.timer = figure.canvas.new_timer(interval=INTERVAL)
        self.timer.add_callback(self.tick)
        self.timer.start()
        figure.canvas.mpl_connect("close_event", lambda event: self.close())
        self._show_controls()
        self.view.say(START)

    # -- what the widgets ask for

    def press(self, name: str) -> None:
        """Do what the button ``name`` says."""
        self._close_menu()
        if name == "draw":
            self._begin_drawing()
        elif name == "save":
            if self.mode != "drawing":
                self.model.step_both(0)  # finish the iteration, because a command cannot repeat a part of one
                self._set_mode("paused")
                self.view.show()
            self.view.say(self._saved())
        elif self._is_ready():
            getattr(self, f"_{name}")()

    def _play(self) -> None:
        if self.mode == "playing":
            self._pause()
        else:
            self._set_mode("playing")
            self.view.show()

    def _pause(self) -> None:
        self.model.measure()
        self._judge()
        self._set_mode("paused")
        self.view.show()

    def _d(self) -> None:
        self.model.step_d()
        self._pause()

    def _g(self) -> None:
        self.model.step_g()
        self._pause()

    def _both(self) -> None:
        self.model.step_both()
        self._pause()

    def _slow(self) -> None:
        self._set_mode("slow")
        self._phase_at = 0.0  # A second press shows the next phase without waiting.

    def _reset(self) -> None:
        self.model.reset()
        self._rebuild()

    def use_preset(self, name: str) -> None:
        """Begin the run of a preset, and play it."""
        self._close_menu()
        self.model.use_preset(name)
        self.view.visible.clear()
        self.view.visible.update(PRESETS[name].layers)
        self._rebuild()
        self._play()

    def switch(self, layer: str, on: bool) -> None:
        """Show or hide a layer of the stage."""
        if not self.menu.is_open:
            self.view.switch(layer, on)
            self._show_controls()

    def choose(self, name: str, by: int) -> None:
        """Go ``by`` places on in the list of choices for ``name``."""
        self._close_menu()
        was_drawing = self.mode == "drawing"
        if was_drawing and name != "distribution":
            self.view.say("Place your points first; Play takes them.")
            return
        new_run = self.model.choose(self.model.choices.next(name, by, self.model.distribution.dim))
        if new_run or was_drawing:
            self._rebuild()
        else:
            if self.view.stage is not None:
                self.view.stage.generator_loss = self.model.run.settings.generator_loss  # type: ignore[attr-defined]
            self._set_mode(self.mode)
            self.view.show()

    def choose_distribution(self, name: str) -> None:
        """Begin a run on the distribution ``name`` of the menu."""
        self._close_menu()
        if name != self.model.choices.distribution or self.mode == "drawing":
            self.model.choose(self.model.choices.with_distribution(name, self.model.distribution.dim))
            self._rebuild()

    def open_menu(self) -> None:
        """Show the menu of distributions, or close it; a run pauses."""
        if self.menu.is_open:
            self._close_menu()
            return
        if self.mode in ("playing", "slow"):
            self._pause()
        self.view.covered = True
        self.menu.open(self.model.choices.distribution)
        self.view.draw_everything()

    def _close_menu(self) -> None:
        if self.menu.is_open:
            self.menu.close()
            self.view.covered = False
            self.view.draw_everything()

    def _rebuild(self) -> None:
        """Show a new run, paused at its start."""
        self.view.finding = ""
        self.view.rebuild()
        self._set_mode("paused")

    def _set_mode(self, mode: str) -> None:
        self.mode = mode
        self._show_controls()
        self.view.draw_everything()

    def _show_controls(self, phase: CaptionedPhase | None = None) -> None:
        choices = self.model.choices
        started = self.model.step > 0 or self.mode in ("playing", "slow")
        self.controls.show(choices, mode=self.mode, preset=self.model.preset, started=started)
        self.strip.show(self.view.known, phase, running=self.mode == "playing")
        self.algorithm.show(choices.k, choices.generator_loss, phase)

    def _judge(self) -> None:
        """Write whether the run does what its preset says."""
        finding = self.model.judge()
        self.view.finding = ""
        if finding is not None:
            verdict = f"  ✓ It {self.model.preset}." if finding.holds else f"  So far not: it {self.model.preset}."
            self.view.finding = f"{finding.numbers}. {compared_in_words(self.model.history)}{verdict}"

    def _saved(self) -> str:
        return self._save(self.model) if self._save is not None else repr(self.model.run.settings)

    # -- points of one's own

    def _begin_drawing(self) -> None:
        self._placed.clear(self.model.distribution.dim)
        self.view.sketch(self._placed)
        self._set_mode("drawing")
        self.view.message.set_text("Click into the frame to place 20 points; Play or a step uses them as the data.")

    def _on_press(self, event: Any) -> None:
        toolbar: Any = getattr(self.figure.canvas, "toolbar", None)
        if self.mode == "drawing" and event.inaxes in self.view.axes and not getattr(toolbar, "mode", ""):
            self._placed.add((event.xdata, event.ydata))
            self.view.sketch(self._placed)

    def _is_ready(self) -> bool:
        """Return whether there is a distribution; placed points become the distribution now."""
        if self.mode != "drawing":
            return True
        if not len(self._placed.points):
            self.view.say("Click into the frame to place points first, or choose a distribution.")
            return False
        self.model.use_points(self._placed.points)
        self._rebuild()
        return True

    # -- time

    def tick(self) -> None:
        """Show a frame if something is running."""
        manager = self.figure.canvas.manager
        if manager is not None and not pyplot.fignum_exists(manager.num):  # a notebook sends no close_event
            self.close()
        now = time.perf_counter()
        if self.mode == "playing":
            self._run_on(now)
        elif self.mode == "slow" and now - self._phase_at > SLOW:
            self._phase_at = now
            self.show_next_phase()

    def show_next_phase(self) -> CaptionedPhase | None:
        """Do the next phase of slow motion, show it and return it; None if the run cannot go on."""
        phase = self.model.next_phase()
        if phase is None:
            self.mode = "paused"
        self._show_controls(phase)
        self.view.draw_everything()
        self.view.show(phase)
        return phase

    def _run_on(self, now: float) -> None:
        """Train for the time of a frame and draw it; measure once a second."""
        self.model.step_both(seconds=STEPS_FOR)
        if now - self._measured_at > self._pause_of_measures or self.model.message:
            self.model.measure()
            self._judge()
            self._measured_at = time.perf_counter()
            self._pause_of_measures = max(MEASURE_EVERY, MOST_MEASURING * (self._measured_at - now))
        if self.model.message:
            self._set_mode("paused")
        self.view.show(quick=not self.model.message)

    def close(self) -> None:
        """Stop, because the window was closed."""
        self.mode = "paused"
        self.timer.remove_callback(self.tick)
        self.timer.stop()
