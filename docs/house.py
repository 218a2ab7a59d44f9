"""The house as a drawing: ``python docs/house.py`` writes ``house.svg`` from the imports that the package has.

An arrow points from a room to a room that it imports. Arrows that follow from others are left out: who imports
``training`` may import what ``training`` stands on.
"""

import ast
from html import escape
from pathlib import Path

DOCS = Path(__file__).parent
PACKAGE = DOCS.parent / "numpygan"

# Room: what it holds, and where it stands: left, top, width, height.
ROOMS = {
    "cli": ("parse, call, print", (215, 84, 300, 54)),
    "plots": ("pictures, movies, the lab, the page of a check", (80, 168, 330, 56)),
    "classroom": ("exercises, grading", (470, 168, 170, 56)),
    "statements": ("the notes as runnable checks", (80, 272, 330, 56)),
    "training": ("the GAN, Algorithm 1, runs, sweeps, verdicts", (80, 376, 560, 56)),
    "nets": ("layers, losses, optimizers, R1", (80, 480, 260, 56)),
    "theory": ("divergences, the game, p_g", (380, 480, 260, 56)),
    "distributions": ("distributions that can be sampled and evaluated", (380, 584, 260, 56)),
}
INK, PAPER, LINE = "#1f2a37", "#ffffff", "#0072b2"


def imports() -> dict[str, set[str]]:
    """Which room imports which, from the source."""
    arrows: dict[str, set[str]] = {room: set() for room in ROOMS}
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if room in ROOMS and isinstance(node, ast.ImportFrom) and node.module:
                arrows[room] |= {node.module.removeprefix("numpygan.").partition(".")[0]} & ROOMS.keys() - {room}
    return arrows


def stands_on(room: str, arrows: dict[str, set[str]]) -> set[str]:
    """All rooms that ``room`` imports, by whatever way."""
    return arrows[room].union(*(stands_on(below, arrows) for below in arrows[room]))


def without_shortcuts(arrows: dict[str, set[str]]) -> list[tuple[str, str]]:
    """The arrows that do not follow from others."""
    return [
        (room, below)
        for room in ROOMS
        for below in ROOMS
        if below in arrows[room] and not any(below in stands_on(other, arrows) for other in arrows[room] - {below})
    ]


def draw() -> str:
    """The text of the SVG file."""
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 672" role="img" font-family="sans-serif">',
        "<title>The rooms of the package and their imports</title>",
        f'<rect width="720" height="672" rx="14" fill="{PAPER}"/>',
        f'<path d="M36 148 L360 18 L684 148" fill="none" stroke="{INK}" stroke-width="3" stroke-linejoin="round"/>',
        f'<path d="M56 140 V656 H664 V140" fill="none" stroke="{INK}" stroke-width="3"/>',
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0 L10 5 L0 10 z" fill="{LINE}"/></marker></defs>',
    ]
    for room, (holds, (x, y, width, height)) in ROOMS.items():
        lines += [
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="#eef4fa" stroke="{INK}"/>',
            f'<text x="{x + width / 2:g}" y="{y + 24}" text-anchor="middle" font-size="17" font-weight="bold" '
            f'fill="{INK}">{room}</text>',
            f'<text x="{x + width / 2:g}" y="{y + 44}" text-anchor="middle" font-size="13" '
            f'fill="{INK}">{escape(holds)}</text>',
        ]
    for room, below in without_shortcuts(imports()):
        (x, y, width, height), (left, top, wide, _) = ROOMS[room][1], ROOMS[below][1]
        middle = (max(x, left) + min(x + width, left + wide)) / 2
        lines.append(
            f'<path d="M{middle:g} {y + height} V{top - 2}" stroke="{LINE}" stroke-width="2.5" marker-end="url(#tip)"/>'
        )
    return "\n".join([*lines, "</svg>\n"])


if __name__ == "__main__":
    (DOCS / "house.svg").write_text(draw(), encoding="utf-8")
