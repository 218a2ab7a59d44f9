"""The glossary: each term has a Chinese name and one sentence, and each name in the code exists."""

import importlib
import re
from pathlib import Path

import pytest

import numpygan

TEXT = (Path(__file__).parents[1] / "docs" / "glossary.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^### ([^\n]+)\n(.+?)(?=\n\n|\Z)", TEXT, flags=re.MULTILINE | re.DOTALL))
ROOMS = "nets", "nets.extras", "distributions", "theory", "training", "recipes", "evaluation", "numerics"
OF_A_HISTORY = {"js_floor", "reverse_kl_floor", "reverse_kl", "c"}
PARTS = {"distribution", "normal", "gan", "logits", "batch", "lr", "pdf", "log_pdf"}


def test_it_has_about_forty_terms():
    assert 40 <= len(ENTRIES) <= 60


@pytest.mark.parametrize("term", ENTRIES)
def test_a_term_has_a_chinese_name(term):
    assert re.match(r"[A-Z0-9 ]{0,5}[\u4e00-\u9fff]", ENTRIES[term].removeprefix("Adam ")), ENTRIES[term]


def names_in_code():
    for term, text in ENTRIES.items():
        for name in re.findall(r"`([A-Za-z_][\w.]*)[^`]*`", text.partition("*Code:*")[2]):
            yield term, name


@pytest.mark.parametrize(("term", "name"), list(names_in_code()))
def test_a_name_in_the_code_exists(term, name):
    if name == "numpygan":
        return  # a command, which test_docs checks
    first, *rest = name.split(".")
    if first in PARTS | OF_A_HISTORY | numpygan.evaluation.VerdictKind._value2member_map_.keys():
        return
    if rest and first == "nets":
        assert hasattr(importlib.import_module(f"numpygan.{'.'.join(name.split('.')[:-1])}"), rest[-1])
        return
    homes = [importlib.import_module(f"numpygan.{room}") for room in ROOMS]
    assert any(hasattr(home, first) for home in homes), f"{name}, of {term}"
