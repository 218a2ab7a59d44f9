"""Chinese pages with Chinese navigation, and links between each page and its counterpart in the other language.

Pages in ``zh`` get Chinese interface words, a sidebar made from the toctrees of ``zh/index``, and a search page,
``search_zh.html``. It has the index of the English search page: one search finds the pages of both languages.
"""

import gettext
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import sphinx.locale
from sphinx import addnodes
from sphinx.application import Sphinx

HOME = "zh/index"
SEARCH = "search_zh"
PAIRS = {
    "index": HOME,
    "start": "zh/start",
    "notes": "zh/notes",
    "notes_slips": "zh/statements",
    "glossary": "zh/glossary",
    "lessons/index": "zh/lessons",
}
# English pages in the sidebar of the Chinese ones
ENGLISH_PAGES = {
    "lessons/index": "课程全文",
    "play": "动手玩：六个互动页面",
    "students": "怎样做练习",
    "exercises": "练习题",
    "reading_a_run": "读懂一次训练",
    "training": "训练建议",
    "lab": "实验室",
    "course_plans": "课程计划",
    "teachers": "评分",
    "api/index": "函数参考",
    "index": "English home page",
}
WORDS = gettext.translation("sphinx", Path(sphinx.locale.__file__).parent, languages=["zh_CN"])
# Words that the catalog of Sphinx does not have
MORE_WORDS = {
    "Next": "下一页",
    "Previous": "上一页",
    "Home": "首页",
    "On this page": "本页目录",
    "Skip to content": "跳到正文",
    "Back to top": "回到顶部",
    "Copyright &#169; %(copyright)s": "版权所有 &#169; %(copyright)s",
    "Made with ": "制作工具：",
    '<a href="https://www.sphinx-doc.org/">Sphinx</a> and ': '<a href="https://www.sphinx-doc.org/">Sphinx</a>，',
    "Please activate JavaScript to enable the search functionality.": "请启用 JavaScript，搜索才能工作。",
}
# Words of the theme that no catalog can replace
LABELS = {
    "Toggle site navigation sidebar": "打开或关闭导航栏",
    "Toggle table of contents sidebar": "打开或关闭本页目录",
    "Toggle Light / Dark / Auto color theme": "切换浅色、深色或自动配色",
    "Toggle navigation of": "展开或收起",
    "Link to this heading": "本节链接",
    "Link to this image": "图片链接",
}


def chinese(text: str) -> str:
    """The Chinese for a word of the interface."""
    return MORE_WORDS.get(text) or MORE_WORDS.get(text.strip()) or WORDS.gettext(text)


def is_chinese(page: str) -> bool:
    return page.startswith("zh/") or page == SEARCH


def counterpart(page: str) -> str | None:
    """The page in the other language, with an anchor for a lesson, whose Chinese summary is a section."""
    if lesson := re.match(r"lessons/(\d\d)_", page):
        return f"zh/lessons#zh-{lesson[1]}"
    return PAIRS.get(page) or {zh: en for en, zh in reversed(PAIRS.items())}.get(page)


def in_its_language(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Set the words, the sidebar and the links of a page."""
    pathto = context["pathto"]
    other = counterpart(page)
    if other and other.partition("#")[0] in app.env.all_docs and "body" in context:
        name, _, anchor = other.partition("#")
        link = escape(pathto(name) + (f"#{anchor}" if anchor else ""))
        code, word = ("en", "English") if is_chinese(page) else ("zh-CN", "中文")
        context["body"] = (
            f'<p class="counterpart"><a href="{link}" lang="{code}" hreflang="{code}">{word}</a></p>{context["body"]}'
        )
        context["metatags"] += f'<link rel="alternate" hreflang="{code}" href="{link}">'
    if not is_chinese(page):
        if context.get("next") and context["next"]["link"] == pathto(HOME):
            context["next"] = None  # the last English page
        return
    context["language"] = "zh-CN"
    context["gettext"] = context["_"] = chinese
    context["furo_navigation_tree"] = _sidebar(app, page, pathto)
    context["pathto"] = lambda name, *more, **options: pathto(
        {"search": SEARCH, app.config.root_doc: HOME}.get(name, name), *more, **options
    )
    if page == HOME:
        context["prev"] = None
    app.add_js_file("words_zh.js")


def _sidebar(app: Sphinx, page: str, pathto: Any) -> str:
    """The toctrees of the Chinese home page, and some English pages."""
    entry = '<li class="toctree-l1{here}"><a class="{here} reference internal" href="{link}"{more}>{title}</a></li>'
    parts = []

    def section(caption: str, pages: list[tuple[str, str]], more: str = "") -> None:
        items = [
            entry.format(here=" current" * (name == page), link=escape(pathto(name)), title=escape(title), more=more)
            for name, title in pages
        ]
        parts.append(f'<p class="caption" role="heading"><span class="caption-text">{caption}</span></p>')
        parts.append(f"<ul>{''.join(items)}</ul>")

    for toctree in app.env.get_doctree(HOME).findall(addnodes.toctree):
        pages = [(name, title or app.env.titles[name].astext()) for title, name in toctree["entries"]]
        section(toctree["caption"] or "", pages)
    english = [(name, title) for name, title in ENGLISH_PAGES.items() if name in app.env.all_docs]
    section("英文页面", english, ' hreflang="en"')
    return "".join(parts)


def join_lines(app: Sphinx, page: str, source: list[str]) -> None:
    """Join lines between two Chinese characters, where some browsers would show the end of a line as a space."""
    if page.startswith("zh/"):
        wide = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
        source[0] = re.sub(rf"(?<={wide})\n(?={wide})", "", source[0])


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The search page with Chinese words."""
    if app.builder.format == "html" and HOME in app.env.all_docs:
        yield SEARCH, {}, "search.html"


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Add the words that scripts show, and replace those that are fixed in the theme."""
    if exception or app.builder.format != "html":
        return
    words = Path(sphinx.locale.__file__).parent / "zh_CN/LC_MESSAGES/sphinx.js"
    out = Path(app.outdir)
    (out / "_static/words_zh.js").write_bytes(words.read_bytes())
    for path in [*out.glob("zh/*.html"), out / f"{SEARCH}.html"]:
        if path.exists():
            text = path.read_text(encoding="utf-8")
            for english, word in LABELS.items():
                for attribute in ("aria-label", "title"):
                    text = text.replace(f'{attribute}="{english}', f'{attribute}="{word}')
            path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("source-read", join_lines)
    app.connect("html-page-context", in_its_language, priority=900)  # after the theme
    app.connect("html-collect-pages", search_page)
    app.connect("build-finished", finish)
    app.add_css_file("languages.css")
    return {"parallel_read_safe": True}
