"""Turn a lesson, a script in cells that begin with ``# %%``, into a Jupyter notebook.

The comment at the head of a cell is text in reStructuredText; it becomes a Markdown cell. What follows is a code cell.
Each answer is folded below its task. Only what the lessons use is translated: headings, paragraphs, lists, formulas,
code, links, folded answers, a picture, which becomes a part of the notebook, and a file that is shown, which becomes a
cell that writes this file.
"""

import ast
import base64
import json
import mimetypes
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from numpygan.cli.answers import answers_of_lesson, text_and_code, with_answers
from numpygan.cli.formulas import replace_formulas

CELL = re.compile(r"^# %%.*\n", re.MULTILINE)
DIRECTIVE = re.compile(r"\.\. ([\w-]+):: ?(.*)")
ITEM = re.compile(r"(\d+\.|-) +")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
# Inline markup of reStructuredText and the same in Markdown.
INLINE = [
    (re.compile(r":math:`([^`]+)`"), r"$\1$"),
    (re.compile(r":[\w:]+:`~?(?:[^`<]*<)?([^`>]+)>?`"), r"`\1`"),
    (re.compile(r"``(.+?)``"), r"`\1`"),
    (re.compile(r"`([^`<]+?)\s*<([^`>]+)>`__?"), r"[\1](\2)"),
]
# A role, code or a link, in which no formula is looked for; or *emphasis*, whose stars belong to no formula.
MARKED = re.compile(
    r"(?P<code>:[\w:]+:`[^`]+`|``.+?``|`[^`]+`_{0,2})|(?<![\w*)])(?P<stars>\*\*?)(?=[^\s*])(?P<inner>.+?)(?P=stars)(?![\w*(])"
)


def notebook_of_lesson(path: Path) -> dict[str, Any]:
    """Return the lesson at ``path`` as a notebook, a dictionary for JSON (nbformat 4.5)."""
    source = path.read_text(encoding="utf-8")
    first, *others = CELL.split(source)
    cells = [_markdown(ast.get_docstring(ast.parse(source)) or path.stem)]
    for cell in [first[_end_of_docstring(source) :], *others]:
        text, code = text_and_code(cell)
        text = with_answers(text, answers_of_lesson(path))
        for name in re.findall(r"^\.\. literalinclude:: (\S+)$", text, re.MULTILINE):
            before, _, text = text.partition(f".. literalinclude:: {name}\n")
            shown = (path.parent / name).read_text(encoding="utf-8")
            cells += [_markdown(before), _code(f"%%writefile {name}\n{shown.rstrip()}")]
            text = re.sub(r"\A(   .*\n?)*", "", text)  # its options
        cells += [_markdown(text), _code(code)]
    cells = [cell for cell in cells if cell["source"]]
    for number, cell in enumerate(cells):
        if cell["cell_type"] == "markdown":
            _attach_pictures(cell, path.parent)
        cell["id"] = f"cell-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def notebook_text(path: Path) -> str:
    """Return the text of the ``.ipynb`` file of the lesson at ``path``."""
    return json.dumps(notebook_of_lesson(path), indent=1, ensure_ascii=False) + "\n"


def markdown(text: str) -> str:
    """Translate reStructuredText, as far as the lessons use it, to Markdown.

    Examples
    --------
    >>> print(markdown("Title\\n=====\\n\\nLet :math:`y` be\\n``x``:\\n\\n.. math:: y = x^2"))
    # Title
    <BLANKLINE>
    Let $y$ be `x`:
    <BLANKLINE>
    $$
    y = x^2
    $$
    """
    return "\n\n".join(_blocks(text.expandtabs().splitlines()))


def _blocks(lines: list[str]) -> Iterator[str]:
    """The paragraphs, headings, list items and directives of ``lines``, in Markdown."""
    i = 0
    while i < len(lines):
        line = lines[i]
        if not line.strip():
            i += 1
        elif i + 1 < len(lines) and (underline := re.fullmatch(r"(=|-|~){3,}", lines[i + 1])):
            yield f"{'#' * (1 + '=-~'.index(underline[1]))} {_inline(line)}"
            i += 2
        elif directive := DIRECTIVE.fullmatch(line.strip()):
            end = _end_of_indented(lines, i + 1, _indent(line))
            yield _directive(directive[1], directive[2], textwrap.dedent("\n".join(lines[i + 1 : end])).split("\n"))
            i = end
        elif item := ITEM.match(line):
            end = _end_of_indented(lines, i + 1, 0)
            width = item.end()
            inner = "\n\n".join(_blocks([line[width:], *(each[width:] for each in lines[i + 1 : end])]))
            yield item[0] + textwrap.indent(inner, " " * width).lstrip()
            i = end
        else:
            end = i + 1
            while end < len(lines) and lines[end].strip():
                end += 1
            # One line: a line that begins with - or + would be a list.
            yield _inline(" ".join(each.strip() for each in lines[i:end]))
            i = end


def _directive(name: str, argument: str, body: list[str]) -> str:
    if name == "image":
        alternative = next((line.partition(":alt:")[2].strip() for line in body if ":alt:" in line), "")
        return f"![{alternative}]({argument})"
    while body and (not body[0].strip() or body[0].lstrip().startswith(":")):  # options
        body = body[1:]
    if name == "math":
        formulas = re.split(r"\n\s*\n", "\n".join([argument, *body]).strip())
        return "\n\n".join(f"$$\n{_aligned(formula.strip())}\n$$" for formula in formulas)
    if name == "code-block":
        code = "\n".join(body).strip()
        return f"```{argument}\n{code}\n```"
    contents = "\n\n".join(_blocks(body))
    if name == "admonition":
        return f"<details><summary>{argument}</summary>\n\n{contents}\n\n</details>"
    return f"**{name.capitalize()}.** {contents or _inline(argument)}"


def _aligned(formula: str) -> str:
    if (r"\\" in formula or "&" in formula) and r"\begin" not in formula:
        return f"\\begin{{aligned}}\n{formula}\n\\end{{aligned}}"
    return formula


def _inline(text: str) -> str:
    text = text.replace(r"\|", "|")
    parts, end = [], 0
    for marked in MARKED.finditer(text):
        parts.append(_prose(text[end : marked.start()]))
        stars = marked["stars"] or ""
        parts.append(f"{stars}{_inline(marked['inner'])}{stars}" if stars else _code_or_link(marked["code"]))
        end = marked.end()
    return "".join([*parts, _prose(text[end:])])


def _prose(text: str) -> str:
    return replace_formulas(text, lambda latex: f"${latex}$")


def _code_or_link(text: str) -> str:
    for pattern, replacement in INLINE:
        text = pattern.sub(replacement, text)
    return text


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _end_of_indented(lines: list[str], start: int, indent: int) -> int:
    """The end of the lines from ``start`` that are empty or indented by more than ``indent``."""
    end = start
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > indent):
        end += 1
    return end


def _end_of_docstring(source: str) -> int:
    """The position in ``source`` after its docstring, 0 if it has none."""
    tree = ast.parse(source)
    if ast.get_docstring(tree) is None:
        return 0
    return sum(len(line) for line in source.splitlines(keepends=True)[: tree.body[0].end_lineno])


def _attach_pictures(cell: dict[str, Any], folder: Path) -> None:
    """Put each picture that is shown in a Markdown cell into the notebook, which may be opened in another folder."""
    for name in PICTURE.findall(cell["source"]):
        file = folder / name
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        content = base64.b64encode(file.read_bytes()).decode("ascii")
        cell.setdefault("attachments", {})[file.name] = {kind: content}
        cell["source"] = cell["source"].replace(f"]({name})", f"](attachment:{file.name})")


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": markdown(text)}


def _code(code: str) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": code}
