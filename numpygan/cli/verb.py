"""How a verb joins the command line."""

import argparse
from collections.abc import Callable
from typing import Any


def add_verb(
    verbs: Any, name: str, run: Callable[[argparse.Namespace], int], about: str, example: str
) -> argparse.ArgumentParser:
    """The parser of a new verb; ``run`` takes the options and returns the exit status."""
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=about, description=about, epilog=f"example: {example}")
    verb.set_defaults(run=run)
    return verb


def add_seed(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--seed", type=int, default=0, help="of everything random (default: %(default)s)")
