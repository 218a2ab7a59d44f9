"""Draw the rooms of the package and their imports: ``python docs/house.py`` writes ``house.svg``.

An arrow points from a room to a room that it imports. An arrow is left out if it follows from others: a room that
imports ``training`` may also import what ``training`` imports.
"""

import ast
from html import escape
from pathlib import Path

DOCS = Path(__file__).parent
PACKAGE = DOCS.parent / "numpygan"

# Room: the lines of text in it; its left, top, width and height; and whether a student reads it first.
ROOMS = {
    "cli": (["parse, call, print"], (208, 84, 304, 54), False),
    "lab": (["the interactive window"], (80, 172, 230, 56), False),
    "classroom": (["exercises", "diagnosis", "grading"], (460, 172, 180, 146), False),
    "plots": (["pictures, movies, the report"], (80, 262, 340, 56), False),
    "statements": (["the notes as runnable checks"], (80, 352, 560, 56), False),
    "recipes": (["settings, runs, sweeps"], (80, 442, 200, 56), False),
    "evaluation": (["measures, modes, the verdict on a run"], (320, 442, 320, 56), False),
    "training": (["the GAN, Algorithm 1, the history"], (80, 532, 340, 56), True),
    "theory": (["divergences, the game"], (460, 532, 180, 56), True),
    "nets": (
        ["layers, losses,", "optimizers, gradcheck", "", "extras: R1, dropout,", "Fourier features"],
        (80, 622, 200, 146),
        True,
    ),
    "numerics": (["quadrature, exact p_g"], (460, 622, 180, 56), False),
    "distributions": (["sampled and evaluated"], (320, 712, 320, 56), True),
}
WIDTH, HEIGHT = 720, 838
STYLE = """
  .paper { fill: #ffffff }  .wall { fill: none; stroke: #1f2a37; stroke-width: 3; stroke-linejoin: round }
  .room { fill: #f3f4f6; stroke: #1f2a37 }  .room.first { fill: #cfe4f5 }  text { fill: #1f2a37; font-size: 13px }
  .name { font-size: 17px; font-weight: bold }  .arrow { stroke: #0072b2; stroke-width: 2.5 }  .tip { fill: #0072b2 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #14181e }  .wall, .room { stroke: #d5dbe3 }  .room { fill: #242a33 }  .room.first { fill: #17476b }
    text { fill: #eef2f6 }  .arrow { stroke: #56b4e9 }  .tip { fill: #56b4e9 }
  }
"""


def imports() -> dict[str, set[str]]:
    """The rooms that each room imports, read from the source."""
    arrows: dict[str, set[str]] = {room: set() for room in ROOMS}
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if room in ROOMS and isinstance(node, ast.ImportFrom) and node.module:
                arrows[room] |= {node.module.removeprefix("numpygan.").partition(".")[0]} & ROOMS.keys() - {room}
    return arrows


def stands_on(room: str, arrows: dict[str, set[str]]) -> set[str]:
    """All rooms that ``room`` imports, directly or through others."""
    return arrows[room].union(*(stands_on(below, arrows) for below in arrows[room]))


def without_shortcuts(arrows: dict[str, set[str]]) -> list[tuple[str, str]]:
    """The imports that do not follow from others."""
    return [
        (room, below)
        for room in ROOMS
        for below in ROOMS
        if below in arrows[room] and not any(below in stands_on(other, arrows) for other in arrows[room] - {below})
    ]


def draw() -> str:
    """The text of the SVG file."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif">',
        f"<title>The rooms of the package and their imports</title><style>{STYLE}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}" rx="14"/>',
        '<path class="wall" d="M36 148 L360 18 L684 148"/><path class="wall" d="M56 140 V790 H664 V140"/>',
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto" '
        'markerUnits="userSpaceOnUse"><path class="tip" d="M0 0 L10 5 L0 10 z"/></marker></defs>',
    ]
    for room, (texts, box, first) in ROOMS.items():
        lines += _room(room, texts, box, first)
    for room, below in without_shortcuts(imports()):
        (x, y, width, height), (left, top, wide, _) = ROOMS[room][1], ROOMS[below][1]
        middle = (max(x, left) + min(x + width, left + wide)) / 2
        lines.append(f'<path class="arrow" d="M{middle:g} {y + height} V{top - 2}" marker-end="url(#tip)"/>')
    lines += [
        '<rect class="room first" x="80" y="804" width="22" height="16" rx="3"/>',
        '<text x="110" y="817">read first</text>',
        '<path class="arrow" d="M204 812 H250" marker-end="url(#tip)"/><text x="260" y="817">imports</text>',
    ]
    return "\n".join([*lines, "</svg>\n"])


def _room(room: str, texts: list[str], box: tuple[int, int, int, int], first: bool) -> list[str]:
    """A rectangle with the name of the room and what it holds, centered."""
    x, y, width, height = box
    middle = f'x="{x + width / 2:g}" text-anchor="middle"'
    top = y + (height - 18 * len(texts) + 14) // 2
    return [
        f'<rect class="room{" first" if first else ""}" x="{x}" y="{y}" width="{width}" height="{height}" rx="8"/>',
        f'<text class="name" {middle} y="{top}">{room}</text>',
        *(f'<text {middle} y="{top + 20 + 17 * i}">{escape(text)}</text>' for i, text in enumerate(texts)),
    ]


if __name__ == "__main__":
    (DOCS / "house.svg").write_text(draw(), encoding="utf-8")
