"""The base class of stages: layers of artists, each visible or not, that show a GAN."""

from abc import ABC, abstractmethod
from collections.abc import Collection
from typing import Any

import numpy as np
from matplotlib.artist import Artist

from numpygan import arguments
from numpygan.training import GAN

LAYERS = {
    "data": "the data",
    "samples": "generated points, or in 1-D the exact p_g",
    "D": "D at each place",
    "D*": "the best D for this G, if it is known",
    "manifold": "how G warps the noise",
    "arrows": "the directions in which G's loss falls",
}


class Stage(ABC):
    """The layers of a picture, from back to front.

    Attributes
    ----------
    layers : dict from names (of :data:`LAYERS`) to lists of artists
        The layers of this stage: some need a density, some need a noise grid.
    skipped : frozenset of str
        Layers that the next :meth:`show` does not update, because they take too long for every frame.
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
        """The artists of all layers, in the order in which they are drawn."""
        return [artist for artists in self.layers.values() for artist in artists]

    def shows(self, name: str) -> bool:
        """Return whether the layer ``name`` is visible."""
        return name in self._visible

    def renews(self, name: str) -> bool:
        """Return whether :meth:`show` updates the layer ``name``."""
        return name in self._visible and name not in self.skipped

    def switch(self, name: str, on: bool) -> None:
        """Show or hide a layer; a layer that becomes visible is updated."""
        arguments.known_name("layer", name, self.layers)
        (self._visible.add if on else self._visible.discard)(name)
        for artist in self.layers[name]:
            artist.set_visible(on)
        if on and self._gan is not None:
            self.show(self._gan)

    def show(self, gan: GAN) -> None:
        """Update the artists of all visible layers for ``gan``, which has the units of the distribution."""
        self._gan = gan
        self._show(gan)

    @abstractmethod
    def places(self, x: np.ndarray) -> np.ndarray:
        """Return the positions (n, 2) in the picture of points ``x`` (n, d)."""

    def key(self) -> list[Artist]:
        """Return the legend entries of the visible layers."""
        return []

    @abstractmethod
    def _show(self, gan: GAN) -> None: ...
