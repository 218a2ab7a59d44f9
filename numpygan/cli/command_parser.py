"""What all commands share: a parser whose options are added when it is first used, and the option --seed."""

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from numpygan.cli.exit_status import BAD_INPUT


class Parser(argparse.ArgumentParser):
    """A parser that reports an error in one line.

    Attributes
    ----------
    add_options : callable or None
        Called once with the parser, when it is first used, to add the options. So only the modules of the command that
        is used are imported.
    """

    add_options: Callable[["Parser"], None] | None = None

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self.add_options is not None:
            add_options, self.add_options = self.add_options, None
            add_options(self)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"numpygan: {message}; {self.prog} --help lists what is possible\n")


def set_action(command: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int], example: str) -> None:
    """Let ``command`` call ``run``, which takes the options and returns the exit status."""
    command.epilog = f"example: {example}"
    command.set_defaults(run=run)


def add_seed(command: argparse.ArgumentParser) -> None:
    command.add_argument("--seed", type=int, default=0, help="seed of all random numbers (default: %(default)s)")
