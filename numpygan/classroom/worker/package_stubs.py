"""Replacements of packages that a file may import, but that are not available while it is checked.

Many notebooks begin with ``import matplotlib.pyplot as plt`` and ``import pandas as pd``. Plots are not drawn, and an
import that is not used costs nothing. Use of a package that exercises forbid is refused, at the line of the use.
"""

import importlib.machinery
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

# Nothing that these do changes an answer: all their functions do nothing.
SILENT_PACKAGES = {"matplotlib", "IPython", "seaborn", "plotly", "bokeh", "altair", "ipywidgets", "pytest", "google"}
SILENT_PACKAGES |= {"PIL", "imageio", "graphviz", "psutil", "tqdm", "numba", "mpl_toolkits", "nbformat", "rich"}
# These are absent on many computers. An attempt to use them is an ImportError, everywhere alike.
ABSENT_PACKAGES = {
    "pandas",
    "sympy",
    "networkx",
    "cv2",
    "skimage",
    "statsmodels",
    "h5py",
    "requests",
    "joblib",
    "numexpr",
}
NOT_ALLOWED_PACKAGES = {"multiprocessing", "sqlite3", "dbm"}


class SilentStub(types.ModuleType):
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
        axes[i] = SilentStub("axes")
    return SilentStub("figure"), (axes[0, 0] if axes.size == 1 else axes.squeeze())


def lines(*_: Any, **__: Any) -> list[Any]:
    return [SilentStub("line")]


def bars(*_: Any, **__: Any) -> tuple[Any, Any, Any]:
    return np.zeros(1), np.zeros(2), SilentStub("bars")


def first_argument(*args: Any, **_: Any) -> Any:
    """Return the iterable of ``tqdm``, or the function that ``numba.jit`` compiles."""
    return args[0] if args and not isinstance(args[0], str) else first_argument


FUNCTIONS_WITH_RESULTS = {
    "subplots": subplots,
    "plot": lines,
    "hist": bars,
    **dict.fromkeys(("tqdm", "jit", "njit"), first_argument),
    "trange": range,
    "prange": range,
}  # functions whose result is used


class UnusableName:
    """Stands for a name of a package that must not be used: it may be imported, and each use is refused."""

    def __init__(self, refuse: Callable[[], None]) -> None:
        self.__dict__["_refuse"] = refuse

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> Any:
        self._refuse()

    def __mro_entries__(self, bases: Any) -> tuple[type, ...]:  # class Net(torch.nn.Module)
        return (object,)

    def __getitem__(self, _: Any) -> Any:
        self._refuse()

    def __iter__(self) -> Any:
        self._refuse()

    def __enter__(self) -> Any:
        self._refuse()

    def __exit__(self, *_: Any) -> None:
        pass


class UnusableModule(types.ModuleType):
    """A module all of whose names are :class:`UnusableName`."""

    refuse: Callable[[], None]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return UnusableName(self.refuse)


class PackageFinder:
    """Import hook for these packages.

    ``report(what)`` is called when a package of ``forbidden`` is used, or is imported while ``in_call()`` is true.
    ``note(root)`` is called when such a package is imported at the top of the file.
    """

    def __init__(
        self,
        forbidden: Any,
        report: Callable[[str], object],
        note: Callable[[str], object],
        in_call: Callable[[], bool],
    ) -> None:
        self.forbidden = {*forbidden} | NOT_ALLOWED_PACKAGES
        self.report, self.note, self.in_call = report, note, in_call

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        root = name.partition(".")[0]
        if root not in self.forbidden | SILENT_PACKAGES | ABSENT_PACKAGES:
            return None
        if root in self.forbidden and name == root:
            if self.in_call():
                self._refuse(root)
            self.note(root)
        return importlib.machinery.ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: Any) -> types.ModuleType:
        root = spec.name.partition(".")[0]
        if root == "tqdm" and spec.name != "tqdm.tqdm":
            module: Any = SilentStub(spec.name)
            module.tqdm, module.trange = first_argument, range
            return module
        if root in SILENT_PACKAGES:
            return SilentStub(spec.name)
        module = UnusableModule(spec.name)
        module.refuse = lambda: self._refuse(root)
        return module

    def exec_module(self, module: Any) -> None:
        pass

    def _refuse(self, root: str) -> None:
        if root in ABSENT_PACKAGES:
            raise ImportError(f"{root} is not available when exercises are checked: use NumPy")
        self.report(f"import {root}")
        raise PermissionError(f"not allowed here: import {root}")


def install_package_stubs(finder: PackageFinder) -> None:
    sys.meta_path.insert(0, finder)
