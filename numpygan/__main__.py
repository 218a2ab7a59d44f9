"""``numpygan`` and ``python -m numpygan``: what must be settled before NumPy is imported. The rest is in ``cli``."""

import os
import signal
import sys


def start() -> int:
    """Run the command of this process and return its exit status."""
    verb = "".join(sys.argv[1:2])
    _settle_backend(verb)
    if verb != "lesson":  # whose script may import its neighbors
        # A random.py or pickle.py in the current folder is not for the processes that this one starts.
        os.environ.setdefault("PYTHONSAFEPATH", "1")
    # While the imports run there is nothing to save: Ctrl-C ends the process, as it does where nothing handles it.
    python_handles_it = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if python_handles_it:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from numpygan.cli import parse, run

    options = parse()  # which imports what the verb needs
    if python_handles_it:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return run(options)


def _settle_backend(verb: str) -> None:
    """Let matplotlib be imported, whatever backend a notebook or a shell has left in the environment."""
    if verb != "lab":
        os.environ["MPLBACKEND"] = "agg"  # pictures are files; only the lab opens a window
    elif "inline" in os.environ.get("MPLBACKEND", ""):  # of a notebook's kernel, which this process is not
        del os.environ["MPLBACKEND"]


if __name__ == "__main__":
    if not sys.flags.safe_path:  # python -m has put the current folder first: it may hold a random.py
        sys.path.append(sys.path.pop(0))
    sys.exit(start())
