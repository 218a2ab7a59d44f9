"""Printing that does not fail: on a terminal that cannot show a letter, and with standard output closed."""

import codecs
import os
import sys


def make_printing_safe() -> None:
    r"""Let ``print`` succeed for any text in this process.

    What the encoding of standard output lacks is printed as an escape, ``\u738b``; the bytes of a file name that
    Python could not decode are printed as they are. Standard streams that are closed, as after ``>&-``, go nowhere.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # Otherwise the next file that is opened would get the descriptor to which child processes print.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    reconfigure = getattr(sys.stdout, "reconfigure", None)  # which a notebook's stream does not have
    if reconfigure is not None:
        reconfigure(errors=HANDLER)


def _escape(error: UnicodeError) -> tuple[str | bytes, int]:
    try:
        return codecs.lookup_error("surrogateescape")(error)
    except UnicodeError:
        return codecs.backslashreplace_errors(error)


HANDLER = "numpygan.escape"
codecs.register_error(HANDLER, _escape)
