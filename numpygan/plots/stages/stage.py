"""What every stage is: layers of artists, each on or off, that follow a GAN."""

from abc import ABC, abstractmethod
from collections.abc import Collection
from typing import Any

import numpy as np
from matplotlib.artist import Artist

from numpygan import arguments
from numpygan.training import GAN

LAYERS = {
    "data": "the data",
    "samples": "what G makes: points, or on the line the exact p_g",
    "D": "what D thinks of each place",
    "D*": "the best D against this G, where it is known",
    "manifold": "how G warps the noise",
    "arrows": "where G's loss wants the points to go",
}


class Stage(ABC):
    """The layers of a picture, from back to front.

    Attributes
    ----------
    layers : dict from names (of :data:`LAYERS`) to lists of artists
        Those that this stage has: not every distribution has a density, not every noise a grid.
    skipped : frozenset of str
        Layers that the next :meth:`show` leaves as they are, because they cost too much for every frame.
    """

    def __init__(self, layers: dict[str, list[Any]], visible: Collection[str]) -> None:
        self.layers = layers
        self.skipped: frozenset[str] = frozenset()
        self._gan: GAN | None = None
        self._visible = set(visible) & set(layers)
        for name, artists in layers.items():
            for artist in artists:
                artist.set_visible(name in self._visible)

    @property
    def artists(self) -> list[Any]:
        """All of them, in the order in which they are drawn."""
        return [artist for artists in self.layers.values() for artist in artists]

    def shows(self, name: str) -> bool:
        """Whether the layer ``name`` is on."""
        return name in self._visible

    def renews(self, name: str) -> bool:
        """Whether :meth:`show` brings the layer ``name`` up to date."""
        return name in self._visible and name not in self.skipped

    def switch(self, name: str, on: bool) -> None:
        """Turn a layer on or off; what was off while the GAN learned is brought up to date."""
        arguments.known_name("layer", name, self.layers)
        (self._visible.add if on else self._visible.discard)(name)
        for artist in self.layers[name]:
            artist.set_visible(on)
        if on and self._gan is not None:
            self.show(self._gan)

    def show(self, gan: GAN) -> None:
        """Give the artists of all visible layers new data of ``gan``, in the units of the distribution."""
        self._gan = gan
        self._show(gan)

    @abstractmethod
    def places(self, x: np.ndarray) -> np.ndarray:
        """Positions (n, 2) in the picture of points ``x`` (n, d), in the units of the distribution."""

    def key(self) -> list[Artist]:
        """What stands for the layers that are on, in a legend."""
        return []

    @abstractmethod
    def _show(self, gan: GAN) -> None: ...
