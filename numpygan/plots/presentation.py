"""Present the picture of a lesson: a script saves it, a notebook displays it."""

import sys
from pathlib import Path

from matplotlib.figure import Figure

from numpygan.plots.save import save_figure


def present(figure: Figure, name: str) -> None:
    """Write ``figure`` to ``figures/<name>.png`` beside the running script; in a notebook, display it.

    Raises
    ------
    RuntimeError
        If it is called neither in a script nor in a notebook, for example at the prompt of ``python``.
    """
    script = getattr(sys.modules["__main__"], "__file__", None)  # a notebook has none
    if script is not None:
        path = Path(script).resolve().parent / "figures" / f"{name}.png"
        path.parent.mkdir(exist_ok=True)
        save_figure(figure, path)
        print(f"picture: {path}")
        return
    try:
        from IPython.display import display
    except ImportError:
        raise RuntimeError("only scripts and notebooks present pictures; here, use save_figure(figure, path)") from None
    display(figure)
