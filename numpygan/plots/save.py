"""Save a figure atomically: an interrupted save leaves the old file."""

import os
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure

from numpygan.files import write_atomically


def fix_layout(figure: Figure) -> None:
    """Compute the layout of ``figure`` once and keep it: otherwise each file and each frame computes it again."""
    if (engine := figure.get_layout_engine()) is not None:
        engine.execute(figure)
        with matplotlib.rc_context({"figure.autolayout": False, "figure.constrained_layout.use": False}):
            figure.set_layout_engine(None)  # With "none", savefig would still draw the figure twice.


def save_figure(figure: Figure, path: str | os.PathLike[str], *, dpi: float = 150) -> None:
    """Write ``figure`` to ``path``; the suffix says the format (.png, .svg, .pdf).

    The same figure gives the same bytes: no date is written into it.
    """
    kind = Path(path).suffix.lstrip(".")
    metadata = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind)
    with matplotlib.rc_context({"svg.hashsalt": "numpygan"}):  # names of clip paths that do not change
        write_atomically(path, lambda file: figure.savefig(file, format=kind, dpi=dpi, metadata=metadata))
