"""The widgets of the lab: buttons, choices, layers. Each calls a function of the lab."""

from collections.abc import Callable, Collection
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backend_bases import MouseButton
from matplotlib.figure import Figure
from matplotlib.widgets import AxesWidget, Button, CheckButtons

from numpygan.lab.choices import NAMES, Choices
from numpygan.plots.dark_mode import DARK_INK
from numpygan.plots.stages import LAYERS

BUTTONS = {
    "play": "Play",
    "pause": "Pause",
    "d": "Step D",
    "g": "Step G",
    "both": "Step both",
    "slow": "Slow motion",
    "reset": "Reset",
    "draw": "Draw points",
    "save": "Save",
}
LEFT, WIDTH, GAP = 0.045, 0.0745, 0.0055  # of the row of buttons
BOTTOM, HEIGHT = 0.075, 0.055
COLUMN = (0.79, 0.195)  # left edge and width of the choices
TOP, ROW = 0.965, 0.0605
DIM = 0.35  # opacity of what cannot be had
FACE, HOVER, DARK_FACE, DARK_HOVER = "0.93", "0.85", "#272B30", "#3A4048"


class Choice(AxesWidget):
    """``< value >`` under a name: a click on the left half goes back, on the right half goes on.

    Parameters
    ----------
    axes : Axes
    name : str
    on_step : function of -1 or 1
    color : str
        Of the ground.
    """

    def __init__(self, axes: Axes, name: str, on_step: Callable[[int], None], color: str) -> None:
        super().__init__(axes)
        self.on_step = on_step
        axes.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[], facecolor=color, navigate=False)
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.text(0.5, 0.74, name, ha="center", va="center", fontsize=8, alpha=0.75)
        self.value = axes.text(0.5, 0.3, "", ha="center", va="center", fontsize=9.5)
        for x, arrow in ((0.05, "‹"), (0.95, "›")):
            axes.text(x, 0.46, arrow, ha="center", va="center", fontsize=15)
        self.connect_event("button_press_event", self._on_press)  # type: ignore[arg-type]

    def _on_press(self, event: Any) -> None:
        if self.ignore(event) or event.inaxes is not self.ax or event.button != MouseButton.LEFT:
            return
        self.on_step(-1 if event.xdata < 0.5 else 1)


class Controls:
    """All widgets of the lab on ``figure``.

    Parameters
    ----------
    figure : Figure
    on_button : function of a name of ``BUTTONS``
    on_choice : function of a name of ``NAMES`` and -1 or 1
    on_layer : function of a name of ``LAYERS`` and whether it is on
    visible : set of str
        The layers that are on.
    """

    def __init__(
        self,
        figure: Figure,
        *,
        on_button: Callable[[str], None],
        on_choice: Callable[[str, int], None],
        on_layer: Callable[[str, bool], None],
        visible: set[str],
        dark: bool,
    ) -> None:
        face, hover = (DARK_FACE, DARK_HOVER) if dark else (FACE, HOVER)
        self.buttons: dict[str, Button] = {}
        for i, (name, label) in enumerate(BUTTONS.items()):
            axes = figure.add_axes((LEFT + i * (WIDTH + GAP), BOTTOM, WIDTH, HEIGHT))
            button = Button(axes, label, color=face, hovercolor=hover)
            button.label.set_fontsize(9)
            button.on_clicked(self._telling(on_button, name))
            self.buttons[name] = button
        self.choices: dict[str, Choice] = {}
        left, width = COLUMN
        for i, (name, label) in enumerate(NAMES.items()):
            axes = figure.add_axes((left, TOP - (i + 1) * ROW, width, ROW - 0.006))
            self.choices[name] = Choice(axes, label, lambda by, name=name: on_choice(name, by), face)  # type: ignore[misc]
        axes = figure.add_axes((left, 0.055, width, TOP - len(NAMES) * ROW - 0.065), facecolor=face)
        self.layers = CheckButtons(axes, list(LAYERS), [name in visible for name in LAYERS], useblit=False)
        self.layers.on_clicked(
            lambda name: on_layer(str(name), self.layers.get_status()[list(LAYERS).index(str(name))])
        )
        for text in self.layers.labels:
            text.set_fontsize(9)
        if dark:
            self._lighten()

    @staticmethod
    def _telling(on_button: Callable[[str], None], name: str) -> Callable[[Any], None]:
        return lambda event: on_button(name)

    def _lighten(self) -> None:
        """Words on the dark ground; the marks of the layers keep their own colors."""
        texts = [button.label for button in self.buttons.values()]
        texts += [text for choice in self.choices.values() for text in choice.ax.texts]
        for text in [*texts, *self.layers.labels]:
            text.set_color(DARK_INK)
        self.layers.set_frame_props({"edgecolor": DARK_INK})
        self.layers.set_check_props({"facecolor": DARK_INK})
        for axes in [self.layers.ax, *(button.ax for button in self.buttons.values())]:
            for spine in axes.spines.values():
                spine.set_visible(False)

    def show(self, choices: Choices, known: Collection[str]) -> None:
        """Write the values of ``choices``; of the layers, those that are not ``known`` are dim."""
        for name, choice in self.choices.items():
            choice.value.set_text(choices.in_words(name))
        for name, label in zip(LAYERS, self.layers.labels, strict=True):
            label.set_alpha(1.0 if name in known else DIM)
