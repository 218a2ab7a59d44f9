"""The lab: widgets call the model, the view shows it, and a timer runs both."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib import pyplot
from matplotlib.figure import Figure

from numpygan.lab.controls import Controls
from numpygan.lab.model import Model
from numpygan.lab.view import HALF, View

SIZE = 12.0, 7.4  # inches
INTERVAL = 15  # milliseconds between two frames, at least
SLOW = 1.2  # seconds that a phase of slow motion is shown
STEPS_FOR = 0.02  # seconds of each frame go to steps
MEASURE_EVERY = 1.0  # seconds between two points of the curves
DAB, DAB_STD = 20, 0.08  # points that a click places, and how far they spread
Saver = Callable[[Model], str]


class Lab:
    """The lab on ``figure``, with any backend of matplotlib.

    Parameters
    ----------
    figure : Figure
        Empty, best 12 by 7.4 inches. ``matplotlib.pyplot.figure(figsize=Lab.SIZE)`` for a window.
    distribution : str
        Name of the first distribution, from the catalog.
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

    SIZE = SIZE

    def __init__(
        self,
        figure: Figure,
        *,
        distribution: str = "ring",
        seed: int = 0,
        dark: bool = False,
        save: Saver | None = None,
    ) -> None:
        self.figure, self.mode, self._save = figure, "paused", save
        self.model = Model(distribution, seed=seed)
        self.view = View(figure, self.model, dark=dark)
        self.controls = Controls(
            figure,
            on_button=self.press,
            on_choice=self.choose,
            on_layer=self.view.switch,
            visible=self.view.visible,
            dark=dark,
        )
        self.controls.show(self.model.choices, self.view.known)
        self._points: list[np.ndarray] = []
        self._measured_at = self._phase_at = 0.0
        self._rng = np.random.default_rng([seed, 3])
        figure.canvas.mpl_connect("button_press_event", self._on_press)
        self.timer = figure.canvas.new_timer(interval=INTERVAL)
        self.timer.add_callback(self.tick)
        self.timer.start()
        figure.canvas.mpl_connect("close_event", lambda event: self.close())
        self.view.draw_everything()

    # -- what the widgets ask for

    def press(self, name: str) -> None:
        """Do what the button ``name`` says."""
        if name == "draw":
            self._begin_drawing()
        elif name == "save":
            if self.mode != "drawing":
                self.mode = "paused"
                self.model.step_both(0)  # finish the iteration, because a command cannot repeat a part of one
                self.view.show()
            self.view.say(self._saved())
        elif self._is_ready():
            getattr(self, f"_{name}")()

    def _play(self) -> None:
        self.mode = "playing"

    def _pause(self) -> None:
        self.mode = "paused"
        self.model.measure()
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
        self.mode, self._phase_at = "slow", 0.0

    def _reset(self) -> None:
        self.mode = "paused"
        self.model.reset()
        self._rebuild()

    def choose(self, name: str, by: int) -> None:
        """Go ``by`` places on in the list of choices for ``name``."""
        was_drawing = self.mode == "drawing"
        if was_drawing and name != "distribution":
            self.view.say("Place your points first; Play takes them.")
            return
        new_run = self.model.choose(self.model.choices.next(name, by, self.model.distribution.dim))
        if new_run or was_drawing:
            self.mode = "paused"
            self._rebuild()
        else:
            if self.view.stage is not None:
                self.view.stage.generator_loss = self.model.run.settings.generator_loss  # type: ignore[attr-defined]
            self.controls.show(self.model.choices, self.view.known)
            self.view.show()
            self.view.draw_everything()

    def _rebuild(self) -> None:
        self.view.rebuild()
        self.controls.show(self.model.choices, self.view.known)
        self.view.draw_everything()

    def _saved(self) -> str:
        return self._save(self.model) if self._save is not None else repr(self.model.run.settings)

    # -- points of one's own

    def _begin_drawing(self) -> None:
        self.mode, self._points = "drawing", []
        self.view.sketch(self._drawn(), self.model.distribution.dim)
        self.view.message.set_text(
            "Click to place points, 20 at a time; Play or a step takes them for the distribution."
        )

    def _drawn(self) -> np.ndarray:
        return np.concatenate([np.empty((0, self.model.distribution.dim)), *self._points])

    def _on_press(self, event: Any) -> None:
        toolbar: Any = getattr(self.figure.canvas, "toolbar", None)
        if self.mode != "drawing" or event.inaxes not in self.view.axes or str(getattr(toolbar, "mode", "") or ""):
            return
        dim = self.model.distribution.dim
        center = np.array([event.xdata, event.ydata])[:dim]
        dab = center + self._rng.normal(0, DAB_STD, size=(DAB, dim))
        self._points.append(np.clip(dab, -HALF, HALF))
        self.view.sketch(self._drawn(), dim)

    def _is_ready(self) -> bool:
        """Return whether there is a distribution; placed points become the distribution now."""
        if self.mode != "drawing":
            return True
        if not self._points:
            self.view.say("Click on the left to place points first, or choose a distribution.")
            return False
        self.model.use_points(self._drawn())
        self.mode = "paused"
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
            self.model.step_both(seconds=STEPS_FOR)
            if now - self._measured_at > MEASURE_EVERY or self.model.message:
                self.model.measure()
                self._measured_at = time.perf_counter()
            if self.model.message:
                self.mode = "paused"
            self.view.show(quick=not self.model.message)
        elif self.mode == "slow" and now - self._phase_at > SLOW:
            self._phase_at = now
            phase = self.model.next_phase()
            if phase is None:
                self.mode = "paused"
            self.view.show(phase)

    def close(self) -> None:
        """Stop, because the window was closed."""
        self.mode = "paused"
        self.timer.remove_callback(self.tick)
        self.timer.stop()
