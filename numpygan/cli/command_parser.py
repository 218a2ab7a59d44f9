"""What the verbs of the command line share: a parser that learns of its arguments when they are needed."""

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from numpygan.cli.exit_status import BAD_INPUT


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line.

    Attributes
    ----------
    later : callable or None
        Called with the parser, once, when it is first used: it adds what the parser accepts. So the modules of a
        verb are imported if that verb is typed, and those of the others are not.
    """

    later: Callable[["Parser"], None] | None = None

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self.later is not None:
            later, self.later = self.later, None
            later(self)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"numpygan: {message}; {self.prog} --help shows how\n")


def set_action(verb: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int], example: str) -> None:
    """Let ``verb`` call ``run``, which takes the options and returns the exit status."""
    verb.epilog = f"example: {example}"
    verb.set_defaults(run=run)


def add_seed(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--seed", type=int, default=0, help="of everything random (default: %(default)s)")
