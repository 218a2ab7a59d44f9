"""The search of the site: Chinese words, synonyms and spellings, in the index and in the query."""

import html
import json
import re
import runpy
import sys
from pathlib import Path

import pytest
from browser import page_text

pytest.importorskip("sphinx", reason="the extra docs is not installed")
from sphinx.application import Sphinx

DOCS = Path(__file__).parents[1] / "docs"
EXTENSIONS = DOCS / "extensions"
WORDS = runpy.run_path(str(EXTENSIONS / "search_words.py"))
TEXTS = [
    "训练鉴别器 D, 直到纳什均衡",
    "判别器与模式坍塌, x 熵",
    "mode dropping by a critic; mode  dropping again",
    "Jensen-Shannon divergence and the law of large numbers",
    "colours generalise, optimised in-painting, a lawyer",
    "dcgan is no cGAN; p_g and D* at θ_g, 1.3.7",
]
PAGES = {
    "game": "Game\n====\n\nThe discriminator and the generator, their Nash equilibrium, and the JS divergence.\n",
    "modes": "Modes\n=====\n\nMode collapse of a distribution. Inpainting. Colors. To generalize.\n",
    "nothing": "Nothing\n=======\n\nA page about cooking, 做饭, 崩盘的模型.\n",
    "chinese": "中文\n====\n\n鉴别器与纳什均衡。\n",
    "collapse": "崩溃\n====\n\n生成器的模式崩溃。\n",
}
QUERIES = {
    "鉴别器": {"chinese"},
    "模式坍塌": {"collapse"},
    "纳什均衡": {"chinese"},
    "饭": {"nothing"},
    "critic": {"game"},
    "JS divergence": {"game"},
    "nash": {"game"},
    "mode dropping": {"modes"},
    "law": {"modes"},
    "in-painting": {"modes"},
    "colour": {"modes"},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A small site with the search of the documentation."""
    folder = tmp_path_factory.mktemp("site")
    contents = "Contents\n========\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in PAGES)
    for name, text in {**PAGES, "index": contents}.items():
        (folder / f"{name}.rst").write_text(text, encoding="utf-8")
    sys.path.insert(0, str(EXTENSIONS))
    try:
        settings = {"extensions": ["search_words"], "html_theme": "basic"}
        app = Sphinx(str(folder), None, str(folder / "html"), str(folder / "trees"), "html", settings, status=None)
        app.build()
    finally:
        sys.path.remove(str(EXTENSIONS))
    return folder / "html"


def test_words_of_chinese_text_are_pairs_and_characters():
    assert WORDS["split"]("鉴别器 D") == ["鉴别", "别器", "鉴", "别", "器", "d"]


def test_synonyms_and_spellings():
    split = WORDS["split"]
    assert split("mode dropping") == ["mode", "collapse"]
    assert split("the law of a critic") == ["the", "distribution", "of", "a", "discriminator"]
    assert split("Colour, generalised in-painting") == ["color", "generalized", "inpainting"]
    assert split("a lawyer, a dcgan") == ["a", "lawyer", "a", "dcgan"]
    assert split("判别器") == split("鉴别器")


def test_a_replacement_is_not_replaced_again():
    for new in [*WORDS["PHRASES"], *WORDS["WORDS"]]:
        assert WORDS["with_standard_phrases"](new) == new
        assert all(WORDS["standard_word"](word) == word for word in new.split())


def test_no_alternative_stands_for_two_terms():
    for table in (WORDS["PHRASES"], WORDS["WORDS"]):
        alternatives = [old for olds in table.values() for old in olds]
        assert len(alternatives) == len(set(alternatives))


def test_a_query_is_cut_as_the_pages_are(tmp_path):
    code = WORDS["BilingualSearch"]({}).js_splitter_code
    show = f"document.body.textContent = JSON.stringify({json.dumps(TEXTS)}.map(splitQuery))"
    (tmp_path / "query.html").write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><body></body><script>{code}\n{show}</script>', encoding="utf-8"
    )
    dom = page_text((tmp_path / "query.html").as_uri(), tmp_path / "profile")
    cut = json.loads(html.unescape(re.search(r"<body>(.*?)</body>", dom, flags=re.DOTALL)[1]))
    for text, words in zip(TEXTS, cut, strict=True):
        longer = [word for word in WORDS["split"](text) if not re.fullmatch(r"[\u4e00-\u9fff]", word)]
        assert [word for word in words if not re.fullmatch(r"[\u4e00-\u9fff]", word)] == longer
        assert "熵" not in text or "熵" in words


@pytest.mark.parametrize("query", QUERIES)
def test_a_search(query, site, tmp_path):
    dom = page_text(f"{(site / 'search.html').as_uri()}?q={query}", tmp_path)
    assert "Search Results" in dom
    found = set(re.findall(r'<a href="(\w+)\.html[^"]*" data-score', dom))
    assert found == QUERIES[query]
