"""Look over the built pages: ``python docs/check_site.py docs/_build/html``; exit status 1 if something is wrong.

Every link inside the site must lead to a file and an anchor that exist; nothing may be loaded from elsewhere; every
exported name must have its place in the reference; every picture that a lesson presents must be on its page, once for
each theme; the alternative text of a picture must say what is seen.
"""

import re
import sys
from collections import Counter
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote, urlsplit

from numpygan.cli.answers import answers_of_lesson

ROOT = Path(__file__).parents[1]
ROOMS = (
    "nets",
    "distributions",
    "theory",
    "numerics",
    "training",
    "recipes",
    "evaluation",
    "statements",
    "plots",
    "lab",
    "classroom",
)
LOADING = {"script": "src", "img": "src", "link": "href", "source": "src", "iframe": "src", "video": "src"}


class Page(HTMLParser):
    """The anchors of a page, what it links to, and what a browser loads for it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.images: list[tuple[str, str]] = []  # address and alternative text
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attributes if value is not None}
        self.anchors |= {values[name] for name in ("id", "name") if name in values}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "img":
            self.images.append((values.get("src", ""), values.get("alt", "")))
        if tag in LOADING and LOADING[tag] in values:
            self.loads.append(values[LOADING[tag]])


def faults(site: Path) -> list[str]:
    """What is wrong with the pages below ``site``, a line each."""
    pages = {path.resolve(): Page(path) for path in sorted(site.rglob("*.html"))}
    return [
        *_links(site, pages),
        *_loads_from_elsewhere(site),
        *_names_without_a_place(pages, site),
        *_pictures(pages, site),
        *_answers(site),
        *_movie(pages, site),
        *_handouts(pages, site),
        *_alternative_texts(site, pages),
    ]


def _links(site: Path, pages: dict[Path, Page]) -> list[str]:
    wrong = []
    for path, page in pages.items():
        for link in [*page.links, *page.loads]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in page.loads and parts.scheme != "data":
                    wrong.append(f"{path.relative_to(site.resolve())} loads {link}")
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists():
                wrong.append(f"{path.relative_to(site.resolve())}: no file for {link}")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
                wrong.append(f"{path.relative_to(site.resolve())}: no anchor for {link}")
    return wrong


def _loads_from_elsewhere(site: Path) -> list[str]:
    return [
        f"{path.relative_to(site)} loads {url}"
        for path in sorted(site.rglob("*.css"))
        for url in re.findall(
            r"""(?:url\(|@import\s*)\s*["']?((?:https?:)?//[^"')\s]+)""", path.read_text(encoding="utf-8")
        )
    ]


def _names_without_a_place(pages: dict[Path, Page], site: Path) -> list[str]:
    wrong = []
    for room in ROOMS:
        page = pages[(site / f"api/{room}.html").resolve()]
        module = f"numpygan.{room}"
        for name in import_module(module).__all__:
            home = getattr(getattr(import_module(module), name), "__module__", None) or module
            if home.startswith("numpygan.") and home.split(".")[1] != room:
                continue  # a name of another room, whose page describes it
            if not page.anchors & {f"{module}.{name}", f"module-{module}.{name}"}:
                wrong.append(f"api/{room}.html has no place for {name}")
    return wrong


def _pictures(pages: dict[Path, Page], site: Path) -> list[str]:
    wrong = []
    for script in sorted((ROOT / "lessons").glob("[0-9][0-9]_*.py")):
        presented = len(re.findall(r"\bpresent\([\w.(]", script.read_text(encoding="utf-8")))
        images = Counter(
            link for link in pages[(site / f"lessons/{script.stem}.html").resolve()].loads if "/sphx_glr_" in link
        )
        light = {image for image in images if not image.endswith("-dark.png")}
        both = light | {image.replace(".png", "-dark.png") for image in light}
        if len(light) != presented or set(images) != both or max(images.values(), default=1) > 1:
            wrong.append(f"{script.name} presents {presented} pictures, its page shows {len(light)}: {dict(images)}")
    return wrong


def _answers(site: Path) -> list[str]:
    wrong = []
    for script in sorted((ROOT / "lessons").glob("[0-9][0-9]_*.py")):
        written = len(answers_of_lesson(script))
        folded = (site / f"lessons/{script.stem}.html").read_text(encoding="utf-8").count('<details class="answer">')
        if not written == folded == 3:
            wrong.append(f"{script.name} has {written} answers, its page folds {folded}")
    return wrong


def _handouts(pages: dict[Path, Page], site: Path) -> list[str]:
    wrong = []
    for script in sorted((ROOT / "lessons").glob("[0-9][0-9]_*.py")):
        lesson, handout = (f"{folder}/{script.stem}.html" for folder in ("lessons", "handouts"))
        for page, link in ((lesson, f"../{handout}"), (handout, f"../{lesson}")):
            if link not in pages[(site / page).resolve()].links:
                wrong.append(f"{page} has no link to {link}")
    return wrong


def _movie(pages: dict[Path, Page], site: Path) -> list[str]:
    loads = pages[(site / "lessons/00_meet_the_game.html").resolve()].loads
    return [] if [link for link in loads if link.endswith("run.gif")] else ["lesson 00 does not show the movie"]


def says_nothing(address: str, text: str) -> bool:
    """Whether the alternative text of a picture is missing, or only repeats the name of its file."""
    words = re.findall(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+", text.lower())
    name = set(re.findall(r"[a-z0-9]+", unquote(address.rpartition("/")[2]).lower()))
    return len(words) < 3 or all(word in name or word.isdigit() for word in words)


def _alternative_texts(site: Path, pages: dict[Path, Page]) -> list[str]:
    return [
        f"{path.relative_to(site.resolve())}: {address} has the text {text!r}, which does not say what is seen"
        for path, page in pages.items()
        for address, text in page.images
        if says_nothing(address, text) and not address.endswith("_static/minus.png")  # a button of the index of modules
    ]


if __name__ == "__main__":
    found = faults(Path(sys.argv[1]))
    print("\n".join(found) or "all links, pictures and names are there, and nothing is loaded from elsewhere")
    sys.exit(bool(found))
