"""``numpygan`` and ``python -m numpygan``: settings that must be made before NumPy is imported. Then ``cli`` runs."""

import os
import signal
import sys


def start() -> int:
    """Run the command of this process and return its exit status."""
    command = "".join(sys.argv[1:2])
    _choose_backend(command)
    if command != "lesson":  # the script of a lesson may import modules from its folder
        # Otherwise child processes would import a random.py or pickle.py in the current folder.
        os.environ.setdefault("PYTHONSAFEPATH", "1")
    # There is nothing to save during the imports, so Ctrl-C ends the process without a traceback.
    python_handles_it = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if python_handles_it:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from numpygan.cli import parse, run

    options = parse()  # this imports the modules of the command
    if python_handles_it:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return run(options)


def _choose_backend(command: str) -> None:
    """Set MPLBACKEND so that matplotlib can be imported, also when a notebook or a shell has set another value."""
    if command != "lab":
        os.environ["MPLBACKEND"] = "agg"  # pictures are written to files; only the lab opens a window
    elif "inline" in os.environ.get("MPLBACKEND", ""):  # set by a notebook, and unknown in this process
        del os.environ["MPLBACKEND"]


if __name__ == "__main__":
    if not sys.flags.safe_path:  # python -m puts the current folder first, which may contain a random.py
        sys.path.append(sys.path.pop(0))
    sys.exit(start())
