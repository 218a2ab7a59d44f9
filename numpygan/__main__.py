"""``numpygan`` and ``python -m numpygan``: what must be settled before NumPy is imported. The rest is in ``cli``."""

import signal
import sys


def start() -> int:
    """Run the command of this process and return its exit status."""
    # While the imports run there is nothing to save: Ctrl-C ends the process, as it does where nothing handles it.
    python_handles_it = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if python_handles_it:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from numpygan.cli import parse, run

    options = parse()  # which imports what the verb needs
    if python_handles_it:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return run(options)


if __name__ == "__main__":
    sys.exit(start())
