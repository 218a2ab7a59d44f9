"""The widgets of the lab: presets, buttons and choices. Each calls a function of the lab."""

from collections.abc import Callable
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backend_bases import MouseButton
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.widgets import AxesWidget, Button

from numpygan.lab import layout
from numpygan.lab.choices import NAMES, Choices
from numpygan.lab.layout import Place
from numpygan.lab.presets import OWN_START, OWN_STARTED, PRESETS
from numpygan.lab.theme import Theme

BUTTONS = {
    "play": "Play (Space)",
    "d": "Step D (D)",
    "g": "Step G (G)",
    "both": "Step both (B)",
    "slow": "Slow motion (S)",
    "reset": "Reset (R)",
    "draw": "Draw points",
    "save": "Save",
}
CAPTIONS = {
    "play": "many iterations",
    "d": "1 step, only D",
    "g": "1 step, only G",
    "both": "1 iteration",
    "slow": "phase by phase",
    "reset": "back to step 0",
    "draw": "your own data",
    "save": "as a command",
}
KEYS = {" ": "play", "d": "d", "g": "g", "b": "both", "s": "slow", "r": "reset"}
PAUSE = "Pause (Space)"
MODES = {"playing": "play", "slow": "slow", "drawing": "draw"}  # the button that is filled in each mode
GAP = 6
LEFT_EDGE, RIGHT_EDGE = 0.18, 0.82  # of a choice: the arrows
FIRST_PRESET, PRESET_WIDTH, PRESET_HEIGHT = 138, 92, 26
COLUMNS = 2


class Choice(AxesWidget):
    """``< value >`` under a name: a click on the left half goes back, on the right half goes on.

    Parameters
    ----------
    axes : Axes
    name : str
    on_step : function of -1 or 1
    theme : Theme
    on_open : function, optional
        Opens a menu; it is called for a click between the two arrows.
    """

    def __init__(
        self,
        axes: Axes,
        name: str,
        on_step: Callable[[int], None],
        theme: Theme,
        on_open: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(axes)
        self.on_step, self.on_open = on_step, on_open
        axes.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[], facecolor=theme.face, navigate=False)
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.text(0.5, 0.76, name, ha="center", va="center", fontsize=7.5, color=theme.pale)
        self.value = axes.text(0.5, 0.32, "", ha="center", va="center", fontsize=9, color=theme.ink)
        for x, arrow in ((0.06, "‹"), (0.94, "›")):
            axes.text(x, 0.5, arrow, ha="center", va="center", fontsize=15, color=theme.ink)
        self.connect_event("button_press_event", self._on_press)  # type: ignore[arg-type]

    def _on_press(self, event: Any) -> None:
        if self.ignore(event) or event.inaxes is not self.ax or event.button != MouseButton.LEFT:
            return
        if self.on_open is not None and LEFT_EDGE < event.xdata < RIGHT_EDGE:
            self.on_open()
        else:
            self.on_step(-1 if event.xdata < 0.5 else 1)


class Controls:
    """All widgets of the lab on ``figure``, but for the strip of structure.

    Parameters
    ----------
    figure : Figure
    on_button : function of a name of ``BUTTONS``
    on_choice : function of a name of ``NAMES`` and -1 or 1
    on_preset : function of a name of ``PRESETS``
    on_menu : function
        Opens the menu of distributions.
    theme : Theme
    """

    def __init__(
        self,
        figure: Figure,
        *,
        on_button: Callable[[str], None],
        on_choice: Callable[[str, int], None],
        on_preset: Callable[[str], None],
        on_menu: Callable[[], None],
        theme: Theme,
    ) -> None:
        self.theme = theme
        width = (layout.BUTTONS.width + GAP) / len(BUTTONS) - GAP
        self.buttons = {
            name: self._button(
                figure,
                Place(layout.BUTTONS.left + i * (width + GAP), layout.BUTTONS.top, width, layout.BUTTONS.height),
                label,
                lambda name=name: on_button(name),  # type: ignore[misc]
            )
            for i, (name, label) in enumerate(BUTTONS.items())
        }
        self.captions = {name: self._caption(self.buttons[name], words) for name, words in CAPTIONS.items()}
        left, top = layout.PRESETS.left, layout.PRESETS.top
        figure.text(
            *layout.point(left, top + PRESET_HEIGHT / 2), "See a GAN that …", fontsize=10, va="center", color=theme.ink
        )
        self.presets = {
            name: self._button(
                figure,
                Place(left + FIRST_PRESET + i * (PRESET_WIDTH + GAP), top, PRESET_WIDTH, PRESET_HEIGHT),
                name,
                lambda name=name: on_preset(name),  # type: ignore[misc]
            )
            for i, name in enumerate(PRESETS)
        }
        self.about = figure.text(
            *layout.point(left, top + 30), "", fontsize=9, va="top", linespacing=1.15, color=theme.ink
        )
        self.choices: dict[str, Choice] = {}
        place, rows = layout.CHOICES, -(-len(NAMES) // COLUMNS)
        wide, high = (place.width + GAP) / COLUMNS - GAP, (place.height + GAP) / rows - GAP
        for i, (name, label) in enumerate(NAMES.items()):
            column, row = divmod(i, rows)
            axes = Place(
                place.left + column * (wide + GAP), place.top + row * (high + GAP), wide, high
            ).axes_on(figure, label=f"choice {name}")  # fmt: skip
            self.choices[name] = Choice(
                axes,
                label,
                lambda by, name=name: on_choice(name, by),  # type: ignore[misc]
                theme,
                on_menu if name == "distribution" else None,
            )

    def _button(self, figure: Figure, place: Place, label: str, on_click: Callable[[], None]) -> Button:
        axes = place.axes_on(figure, label=f"button {label}")
        button = Button(axes, label, color=self.theme.face, hovercolor=self.theme.hover)
        button.label.set(fontsize=8.5, color=self.theme.ink)
        for spine in axes.spines.values():
            spine.set(color=self.theme.pale, linewidth=0.8)
        button.on_clicked(lambda event: on_click())
        return button

    def _caption(self, button: Button, words: str) -> Text:
        """Write what a button does under its name."""
        button.label.set_position((0.5, 0.68))
        return button.ax.text(0.5, 0.27, words, ha="center", va="center", fontsize=7.5, color=self.theme.ink)

    def show(self, choices: Choices, *, mode: str, preset: str, started: bool) -> None:
        """Write the values of ``choices``; fill the button of the mode and that of the preset.

        Until the run has ``started``, the text under the presets says what is seen and what to do.
        """
        for name, choice in self.choices.items():
            text = choices.in_words(name)
            choice.value.set_text(f"{text} ▾" if name == "distribution" else text)
        self.buttons["play"].label.set_text(PAUSE if mode == "playing" else BUTTONS["play"])
        for name, button in self.buttons.items():
            self._fill(button, MODES.get(mode) == name)
            self.captions[name].set_color(button.label.get_color())
        for name, button in self.presets.items():
            self._fill(button, preset == name)
        own = OWN_STARTED if started else OWN_START
        self.about.set_text((PRESETS[preset].about if started else PRESETS[preset].start) if preset else own)

    def _fill(self, button: Button, on: bool) -> None:
        theme = self.theme
        button.color, button.hovercolor = (theme.active, theme.active) if on else (theme.face, theme.hover)
        button.ax.set_facecolor(button.color)
        button.label.set(color=theme.paper if on else theme.ink)
