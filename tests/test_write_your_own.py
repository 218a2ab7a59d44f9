"""The page "Write your own": its blocks are short, and the sweep runs as a script (test_docs runs the other blocks)."""

import ast
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from numpygan.distributions import Conditional, Multivariate, Univariate
from numpygan.nets import Layer
from numpygan.statements import STATEMENTS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/write_your_own.md").read_text(encoding="utf-8")
BLOCKS = [block.partition("```")[0] for block in PAGE.split("```python\n")[1:]]


def definitions():
    """The classes and functions of the page: name, number of lines without docstring and empty lines, base."""
    for block in BLOCKS:
        lines = block.splitlines()
        for node in ast.parse(block).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                said = ast.get_docstring(node)
                written = [line for line in lines[node.lineno - 1 : node.end_lineno] if line.strip()]
                base = node.bases[0].id if isinstance(node, ast.ClassDef) else "function"
                yield node.name, len(written) - bool(said) + len(node.decorator_list), base


def test_each_thing_is_about_ten_lines():
    found = list(definitions())
    assert all(length <= 12 for _, length, _ in found), found
    bases = [base for *_, base in found]
    assert {"Univariate", "Multivariate", "Conditional", "Layer", "function"} == set(bases)
    assert bases.count("function") == 3  # a loss, a statement, a sweep


def test_the_hooks_of_the_page_are_public_and_have_docstrings():
    hooks = {
        Univariate: ["log_density", "cumulative", "inverse_cumulative", "sample"],
        Multivariate: ["log_density", "sample"],
        Conditional: ["sample_conditions", "given", "sample_given"],
        Layer: ["forward", "backward", "columns"],
    }
    for base, names in hooks.items():
        for name in names:
            assert getattr(base, name).__doc__
            assert name in PAGE


def test_the_sweep_runs_as_a_script(tmp_path):
    (block,) = (block for block in BLOCKS if "sweep(" in block)
    (tmp_path / "mine.py").write_text(block, encoding="utf-8")
    command = [sys.executable, "mine.py"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("JS = ") == 6


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- np.log(2)", "- np.log(3)"),
        ("return dy / self.scale**2", "return dy / self.scale"),
        ("return 2 * n_in", "return n_in"),
        ("(logits - 1) / n", "(logits - 1)"),
        ("2 * kl(p, q)", "kl(p, q)"),
    ],
)
def test_a_mistake_in_a_block_is_noticed(old, new):
    blocks = [block for block in BLOCKS if old in block]
    assert blocks

    with mock.patch.dict(STATEMENTS), pytest.raises((AssertionError, ValueError)):
        exec(blocks[0].replace(old, new), {})
