"""The command line: parse, call, print.

Each command has a module of its name, such as ``check``, with ``add_check`` (its options) and ``run_check``.
The module is imported only when its command is used, so that ``numpygan learn next`` does not import matplotlib.
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
    "train": "train a GAN on a distribution or on your own points, and measure it during training",
    "sample": "draw points from a trained generator",
    "play": "open interactive pages in a browser, each with one question",
    "lab": "open a window in which you train a GAN step by step",
    "gallery": "produce five failures of GANs on purpose, each with a number and a picture",
    "lesson": "list the lessons, or run one",
    "learn": "solve exercises; a wrong answer is explained",
    "grade": "grade the files of a class, and report its misconceptions",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command ``argv`` (by default the process's own) and return its exit status.

    0: done, and every comparison holds; 1: a comparison does not hold, or the numbers of a run are no longer finite;
    2: bad input, explained in one line; 130: interrupted. What was finished before is printed or saved.
    """
    return run(parse(argv))


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options of the command ``argv``; SystemExit after --help and for unknown arguments."""
    make_printing_safe()
    return command_line().parse_args(argv)


def command_line() -> Parser:
    """Return the parser of all commands."""
    parser = Parser(prog="numpygan", description="Generative adversarial networks, checked by numbers.")
    parser.add_argument("--version", action="version", version=f"numpygan {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, about in COMMANDS.items():
        commands.add_parser(name, help=about, description=about).add_options = partial(_add_options, name)
    return parser


def _add_options(name: str, command: argparse.ArgumentParser) -> None:
    """Import the module of a command and add its options."""
    try:
        module = import_module(f"numpygan.cli.{name}")
    except ValueError as error:  # matplotlib refuses an unknown MPLBACKEND
        command.exit(BAD_INPUT, f"numpygan: {error}\n")
    getattr(module, f"add_{name}")(command)


def run(options: argparse.Namespace) -> int:
    """Run the parsed command and return the exit status."""
    do: Callable[[argparse.Namespace], int] = options.run
    try:
        status = do(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # in "numpygan check | head", head ends first
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED
    except (ValueError, TypeError, ArithmeticError, MemoryError, OSError) as error:
        print(f"numpygan: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("numpygan: interrupted", file=sys.stderr)
        return INTERRUPTED
