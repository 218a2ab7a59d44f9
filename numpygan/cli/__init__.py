"""The command line: parse, call, print. What is computed is computed elsewhere.

``numpygan VERB``: each verb has a module of its name with what it accepts (``add_check``) and what it does
(``run_check``). A verb's module is imported when that verb is typed: ``numpygan learn next`` needs no pictures.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module

from numpygan import __version__
from numpygan.cli.exit_status import BAD_INPUT, INTERRUPTED
from numpygan.cli.command_parser import Parser
from numpygan.output import make_printing_safe

COMMANDS = {
    "check": "check the statements of the notes by numbers",
    "train": "train a GAN on a distribution, or on your own points, and measure it while it learns",
    "lab": "a window to train a GAN in, step by step, and look",
    "gallery": "the ways in which GANs fail, each made on purpose, with its number and its picture",
    "lesson": "the lessons: list them, or run one",
    "learn": "exercises that tell you what is wrong, not only that it is",
    "grade": "grade the files of a class, and report what it has misunderstood",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command ``argv`` (by default the process's own) and return its exit status.

    0: done, and every comparison held; 1: one did not; 2: bad input, told in one line;
    130: interrupted, with everything finished so far printed or saved. A run of numbers that stop being
    finite is a 1 as well, and what it finished is kept too.
    """
    return run(parse(argv))


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The options of the command ``argv``; SystemExit after --help, and for words that no verb accepts."""
    make_printing_safe()
    return command_line().parse_args(argv)


def command_line() -> Parser:
    """The parser of all verbs."""
    parser = Parser(prog="numpygan", description="Generative adversarial networks, checked by numbers.")
    parser.add_argument("--version", action="version", version=f"numpygan {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, about in COMMANDS.items():
        verbs.add_parser(name, help=about, description=about).later = partial(_add, name)
    return parser


def _add(name: str, verb: argparse.ArgumentParser) -> None:
    try:
        module = import_module(f"numpygan.cli.{name}")
    except ValueError as error:  # of matplotlib, which refuses what MPLBACKEND says
        verb.exit(BAD_INPUT, f"numpygan: {error}\n")
    getattr(module, f"add_{name}")(verb)


def run(options: argparse.Namespace) -> int:
    """Do what was parsed and return the exit status."""
    do: Callable[[argparse.Namespace], int] = options.run
    try:
        status = do(options)
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
