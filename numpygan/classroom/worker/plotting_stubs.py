"""Empty replacements of plotting modules, so that a file that also draws figures can be checked.

Many notebooks begin with ``import matplotlib.pyplot as plt``, but matplotlib needs a second to start, and it reads and
writes files.
"""

import importlib.machinery
import sys
import types
from collections.abc import Iterator
from typing import Any

import numpy as np

PLOTTING_PACKAGES = "matplotlib", "IPython"


class PlottingStub(types.ModuleType):
    """Stands for a module, a function, a figure or axes: every attribute and every call returns a stub."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return FUNCTIONS_WITH_RESULTS.get(name, self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self

    def __getitem__(self, index: Any) -> Any:
        return self

    def __setitem__(self, index: Any, value: Any) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        return iter((self, self))

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *args: Any) -> None:
        pass


def subplots(nrows: int = 1, ncols: int = 1, **_: Any) -> tuple[Any, Any]:
    """Return a figure and its axes, in an array of the usual shape."""
    axes = np.full((nrows, ncols), None)
    for i in np.ndindex(*axes.shape):
        axes[i] = PlottingStub("axes")
    return PlottingStub("figure"), (axes[0, 0] if axes.size == 1 else axes.squeeze())


def lines(*_: Any, **__: Any) -> list[Any]:
    return [PlottingStub("line")]


def bars(*_: Any, **__: Any) -> tuple[Any, Any, Any]:
    return np.zeros(1), np.zeros(2), PlottingStub("bars")


FUNCTIONS_WITH_RESULTS = {
    "subplots": subplots,
    "plot": lines,
    "hist": bars,
}  # functions whose result is usually unpacked


class Finder:
    """Import hook that returns a :class:`PlottingStub` for PLOTTING_PACKAGES."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> Any:
        if name.partition(".")[0] in PLOTTING_PACKAGES:
            return importlib.machinery.ModuleSpec(name, Finder, is_package=True)  # type: ignore[arg-type]
        return None

    @staticmethod
    def create_module(spec: Any) -> PlottingStub:
        return PlottingStub(spec.name)

    @staticmethod
    def exec_module(module: Any) -> None:
        pass


def install_plotting_stubs() -> None:
    sys.meta_path.insert(0, Finder)
