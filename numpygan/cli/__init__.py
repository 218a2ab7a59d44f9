"""The command line: parse, call, print. What is computed is computed elsewhere.

``numpygan VERB``: each verb has a module with what it accepts (``add_check``) and what it does (``run_check``).
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from numpygan import __version__
from numpygan.cli.check import add_check
from numpygan.cli.gallery import add_gallery
from numpygan.cli.lab import add_lab
from numpygan.cli.grade import add_grade
from numpygan.cli.learn import add_learn
from numpygan.cli.status import BAD_INPUT, INTERRUPTED
from numpygan.cli.train import add_train


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command ``argv`` (by default the process's own) and return its exit status.

    0: done, and every comparison held; 1: one did not; 2: bad input, told in one line;
    130: interrupted, with everything finished so far printed or saved. A run of numbers that stop being
    finite is a 1 as well, and what it finished is kept too.
    """
    options = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        status = run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # "numpygan check | head": the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED
    except (ValueError, TypeError, ArithmeticError, MemoryError, OSError) as error:
        print(f"numpygan: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("numpygan: interrupted", file=sys.stderr)
        return INTERRUPTED


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"numpygan: {message}; {self.prog} --help shows how\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="numpygan", description="Generative adversarial networks, checked by numbers.")
    parser.add_argument("--version", action="version", version=f"numpygan {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    add_check(verbs)
    add_train(verbs)
    add_lab(verbs)
    add_gallery(verbs)
    add_learn(verbs)
    add_grade(verbs)
    return parser
