"""Chinese pages of the site have Chinese navigation, and pages link their counterparts in the other language."""

import re
import sys
from pathlib import Path

import pytest

pytest.importorskip("furo", reason="the extra docs is not installed")
from sphinx.application import Sphinx

EXTENSIONS = Path(__file__).parents[1] / "docs" / "extensions"
PAGES = {
    "index": "Home\n====\n\nText.\n\n.. toctree::\n   :caption: Learn\n\n   notes\n   lessons/07_best\n   zh/index\n",
    "notes": "Notes\n=====\n\nText.\n",
    "lessons/07_best": "Best\n====\n\nText.\n",
    "zh/index": "首页\n====\n\n一\n二。\n\n.. toctree::\n   :caption: 学习\n\n   lessons\n   notes\n",
    "zh/lessons": "课程\n====\n\n.. _zh-07:\n\n第七课\n------\n\n正文。\n",
    "zh/notes": "对照\n====\n\n正文。\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    for name, text in PAGES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.rst").write_text(text, encoding="utf-8")
    sys.path.insert(0, str(EXTENSIONS))
    try:
        settings = {"extensions": ["languages"], "html_theme": "furo", "html_title": "numpygan"}
        Sphinx(str(folder), None, str(folder / "html"), str(folder / "trees"), "html", settings, status=None).build()
    finally:
        sys.path.remove(str(EXTENSIONS))
    return lambda page: (folder / "html" / f"{page}.html").read_text(encoding="utf-8")


def words(page):
    """What is read on the page, and by a screen reader; without scripts and icons."""
    page = re.sub(r"<(script|style|svg|title).*?</\1>", "", page, flags=re.DOTALL)
    labels = re.findall(r'(?:aria-label|placeholder|title)="([^"]*)"', page)
    return " ".join([re.sub(r"<[^>]*>", " ", page.partition("<body")[2]), *labels])


@pytest.mark.parametrize("page", ["zh/index", "zh/lessons", "zh/notes", "search_zh"])
def test_the_interface_of_a_chinese_page_is_chinese(site, page):
    assert '<html class="no-js" lang="zh-CN"' in site(page)
    shown = words(site(page))
    for word in ("搜索", "学习", "课程", "对照", "跳到正文", "回到顶部"):
        assert word in shown
    assert not re.findall(r"\b(?:Search|Next|Previous|Home|On this page|Contents|Toggle|Skip|Back to|Learn)\b", shown)


def test_previous_and_next_stay_in_the_language(site):
    assert "下一页" in words(site("zh/lessons"))
    assert 'class="prev-page"' not in site("zh/index")
    assert 'class="next-page"' not in site("lessons/07_best")
    assert "Previous" in words(site("lessons/07_best"))


@pytest.mark.parametrize(
    ("page", "link", "word"),
    [
        ("index", "zh/index.html", "中文"),
        ("notes", "zh/notes.html", "中文"),
        ("lessons/07_best", "../zh/lessons.html#zh-07", "中文"),
        ("zh/index", "../index.html", "English"),
        ("zh/notes", "../notes.html", "English"),
    ],
)
def test_a_page_links_its_counterpart(site, page, link, word):
    assert re.search(rf'class="counterpart"><a href="{link}" [^>]*>{word}<', site(page))
    assert re.search(rf'<link rel="alternate" hreflang="[\w-]+" href="{link}">', site(page))


def test_a_chinese_page_leads_to_the_chinese_search_and_home(site):
    assert 'action="../search_zh.html"' in site("zh/notes")
    assert re.search(r'class="sidebar-brand[^"]*" href="index.html"', site("zh/notes"))
    assert 'action="search.html"' in site("index")
    assert "_static/words_zh.js" in site("search_zh")


def test_lines_of_chinese_are_joined_without_a_space(site):
    assert "一二。" in site("zh/index")
