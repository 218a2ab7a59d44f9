"""``numpygan play``: open the interactive pages, which are installed with the package, in a browser."""

import argparse
import webbrowser
from importlib.resources import files
from pathlib import Path

from numpygan import arguments
from numpygan.cli.command_parser import set_action

PAGES = {
    "two-distributions": "how does the distance between p_data and p_g change when you move p_g?",
    "discriminator": "can you draw a D with a larger V(D, G) than the best one?",
    "generator": "which loss still moves you when D is sure that you are a fake?",
    "circling": "why do two players who both improve not arrive?",
    "a-run": "do the losses tell when the generator is good?",
    "scores": "which scores notice that a generator cheats?",
}


def add_play(play: argparse.ArgumentParser) -> None:
    """Add the options of ``play``."""
    set_action(play, run_play, "numpygan play discriminator")
    play.add_argument("page", nargs="?", metavar="PAGE", help="page to open (default: the list of all pages)")
    play.add_argument("--list", action="store_true", help="print the names of the pages and stop")
    play.add_argument("--no-browser", action="store_true", help="print the address of the page and open no browser")


def run_play(options: argparse.Namespace) -> int:
    """Run ``numpygan play``: open a page, or print where it is if no browser can be opened."""
    if options.list:
        for name, question in PAGES.items():
            print(f"{name:<18} {question}")
        return 0
    address = page_path(options.page).as_uri()
    if options.no_browser or not webbrowser.open(address):
        print(f"open this address in a browser: {address}")
    else:
        print(f"opened {address}")
    return 0


def page_path(name: str | None) -> Path:
    """Return the path of a page of :data:`PAGES`; None means the list of all pages."""
    file = "index" if name is None else arguments.known_name("page", name.replace("_", "-"), PAGES).replace("-", "_")
    return Path(str(files("numpygan"))) / "pages" / "play" / f"{file}.html"
