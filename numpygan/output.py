"""Printing that does not fail if the terminal lacks a character, or if standard output is closed."""

import codecs
import os
import sys


def make_printing_safe() -> None:
    r"""Let ``print`` succeed for any text in this process.

    A character that the encoding of standard output lacks is printed as an escape, ``\u738b``. Bytes of a file name
    that Python could not decode are printed unchanged. Text for a closed standard stream (``>&-``) is discarded.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # Otherwise the next opened file gets the descriptor of the stream, and child processes print into it.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    reconfigure = getattr(sys.stdout, "reconfigure", None)  # the streams of a notebook have no reconfigure
    if reconfigure is not None:
        reconfigure(errors=HANDLER)


def _escape(error: UnicodeError) -> tuple[str | bytes, int]:
    try:
        return codecs.lookup_error("surrogateescape")(error)
    except UnicodeError:
        return codecs.backslashreplace_errors(error)


HANDLER = "numpygan.escape"
codecs.register_error(HANDLER, _escape)
