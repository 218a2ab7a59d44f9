"""Read ``mistakes.txt``: mistakes as differences from the reference, as in a diff.

A mistake is a block of lines; blocks are separated by empty lines::

    kl.eps (same as kl.clip)
    a small constant inside the logarithm hides that KL is infinite
    why: With eps = 1e-12 infinity turns into 27 times p.
    - terms = p * np.log(p / q)
    + terms = p * np.log((p + 1e-12) / (q + 1e-12))
    > p, q = np.array([0.2, 0.8]), np.array([0.0, 1.0])
    > file.kl(p, q)

The lines are: the name, optionally with ``(same as ...)`` or ``(note)``; the description; the reason; one or more
replacements in the reference; optionally a demonstration. A line that begins with ``#`` is a comment.
"""

import re

from numpygan.classroom.exercise import Edit, Mistake

HEAD = re.compile(r"([a-z_]\w*\.\w+)((?: \([^)]*\))*)")


def read_mistakes(text: str, file: str = "mistakes.txt") -> dict[str, Mistake]:
    """Return the mistakes of a text by name, in order; ValueError names a block that cannot be read."""
    found: dict[str, Mistake] = {}
    lines = "\n".join(line.rstrip() for line in text.splitlines() if not line.startswith("#"))
    for block in re.split(r"\n{2,}", lines.strip("\n")):
        mistake = _mistake(block.splitlines(), file)
        if mistake.name in found:
            raise ValueError(f"{file}: {mistake.name} is there twice")
        found[mistake.name] = mistake
    return found


def _mistake(lines: list[str], file: str) -> Mistake:
    head = HEAD.fullmatch(lines[0])
    if head is None:
        raise ValueError(f"{file}: expected the name of a mistake, such as kl.swap, got {lines[0]!r}")
    name, flags = head[1], re.findall(r"\(([^)]*)\)", head[2])
    texts: dict[str, list[str]] = {"says": [], "why": [], ">": []}
    edits: list[tuple[list[str], list[str]]] = []
    for line in lines[1:]:
        mark, rest = line[:1] if line[1:2] in ("", " ") else "", line[2:]
        if mark == "-" and (not edits or edits[-1][1]):
            edits.append(([rest], []))
        elif mark in ("-", "+") and edits:
            edits[-1]["-+".index(mark)].append(rest)
        elif mark == ">":
            texts[">"].append(rest)
        elif line.startswith("why: "):
            texts["why"].append(line.removeprefix("why: "))
        else:
            texts["why" if texts["why"] else "says"].append(line)
    if not (texts["says"] and texts["why"] and edits and all(wrong for _, wrong in edits)):
        raise ValueError(f"{file}: {name} needs a line to say, a line 'why: ', and lines '- ' and '+ '")
    return Mistake(
        name=name,
        says=" ".join(texts["says"]),
        why=" ".join(texts["why"]),
        edits=tuple(Edit("\n".join(right), "\n".join(wrong)) for right, wrong in edits),
        synonyms=tuple(flag.removeprefix("same as ") for flag in flags if flag.startswith("same as ")),
        note="note" in flags,
        demo="\n".join(texts[">"]),
    )
