"""Present the picture of a lesson: a script saves it, a notebook displays it."""

import io
import os
import sys
from importlib import import_module
from pathlib import Path

from matplotlib.figure import Figure

from numpygan.plots.save import save_figure


def present(figure: Figure, name: str) -> None:
    """Write ``figure`` to ``figures/<name>.png`` beside the running script; in a notebook, display it.

    If the environment variable NUMPYGAN_FIGURES is set, it is the folder for a script's pictures. The command
    ``numpygan lesson`` sets it for lessons that were installed with the package.

    Raises
    ------
    RuntimeError
        If it is called neither in a script nor in a notebook, for example at the prompt of ``python``.
    """
    script = getattr(sys.modules["__main__"], "__file__", None)  # a notebook has none
    if script is not None:
        folder = os.environ.get("NUMPYGAN_FIGURES") or Path(script).resolve().parent / "figures"
        path = Path(folder) / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        save_figure(figure, path)
        print(f"picture: {path}")
        return
    try:
        notebook = import_module("IPython.display")
    except ImportError:
        raise RuntimeError("only scripts and notebooks present pictures; here, use save_figure(figure, path)") from None
    # A Figure that was made without pyplot has no picture of its own in a notebook, so display the bytes of a PNG.
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=100)
    notebook.display(notebook.Image(data=png.getvalue(), format="png"))
