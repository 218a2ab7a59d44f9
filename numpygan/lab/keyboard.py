"""The keys of the lab, instead of matplotlib's own: its g, s, k and l would change the axes or save the figure."""

from collections.abc import Callable
from typing import Any

import matplotlib
from matplotlib.backend_bases import key_press_handler
from matplotlib.figure import Figure

from numpygan.lab.controls import KEYS


class Keyboard:
    """Calls ``on_button`` with the name of a button, and ``on_escape``; keeps the keys that close the window."""

    def __init__(self, figure: Figure, *, on_button: Callable[[str], None], on_escape: Callable[[], None]) -> None:
        self.canvas, self.on_button, self.on_escape = figure.canvas, on_button, on_escape
        handler = getattr(figure.canvas.manager, "key_press_handler_id", None)
        if handler is not None:
            self.canvas.mpl_disconnect(handler)
        self.canvas.mpl_connect("key_press_event", self._on_key)

    def _on_key(self, event: Any) -> None:
        key = (event.key or "").lower()
        if key == "escape":
            self.on_escape()
        elif key in KEYS:
            self.on_button(KEYS[key])
        elif key in [*matplotlib.rcParams["keymap.quit"], *matplotlib.rcParams["keymap.fullscreen"]]:
            key_press_handler(event, self.canvas)
