"""Logo, favicon, and the tags with which a link to a page is shown elsewhere (Open Graph). ``docs/logo.py`` draws them.

Open Graph wants the full address of the picture. It is known if ``html_baseurl`` is set.
"""

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

SUMMARY = "Generative adversarial networks from scratch in NumPy: every theorem is checked by numbers from two routes."
CARD = "_static/social_card.png"
CARD_ALT = "The density of a generator in six steps: it moves onto the dotted density of the data"
LOGO_ALT = "The logo of numpygan: a dotted and a green density, and a dashed discriminator between them"


def summary(doctree: nodes.document | None) -> str:
    """Return the first paragraph of the page, at most 200 characters."""
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        text = " ".join(paragraph.astext().split())
        if len(text) > 40 and isinstance(paragraph.parent, nodes.section):
            return text if len(text) <= 200 else text[:199].rpartition(" ")[0] + " …"
    return SUMMARY


def tags(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add the tags to a page."""
    base = app.config.html_baseurl.rstrip("/")
    title = re.sub("<[^>]*>", "", context.get("title") or app.config.project)
    properties = {
        "og:type": "website",
        "og:site_name": app.config.project,
        "og:title": title,
        "og:description": summary(doctree),
        "og:image": f"{base}/{CARD}" if base else context["pathto"](CARD, 1),
        "og:image:alt": CARD_ALT,
        "og:image:width": "1200",
        "og:image:height": "630",
    }
    if base:
        properties["og:url"] = f"{base}/{app.builder.get_target_uri(page)}"
    lines = [f'<meta property="{name}" content="{escape(text)}">' for name, text in properties.items()]
    lines.append(f'<meta name="description" content="{escape(properties["og:description"])}">')
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    context["logo_alt"] = LOGO_ALT
    context["metatags"] = context.get("metatags", "") + "".join(lines)


def set_logo(app: Sphinx, config: Any) -> None:
    """Use the drawn logo, in the light and in the dark theme."""
    config.templates_path = [*config.templates_path, "templates"]  # sidebar/brand.html
    config.html_favicon = "static/favicon.svg"
    config.html_theme_options |= {"light_logo": "logo-light.svg", "dark_logo": "logo-dark.svg"}


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_css_file("identity.css")
    app.connect("config-inited", set_logo)
    app.connect("html-page-context", tags)
    return {"parallel_read_safe": True}
