"""The logo, the icon and the social card are those that ``docs/logo.py`` draws."""

import runpy
from pathlib import Path

import pytest
from matplotlib.image import imread

DOCS = Path(__file__).parents[1] / "docs"
DRAWN = runpy.run_path(str(DOCS / "logo.py"))


def file(name):
    return (DOCS / "static" / name).read_text(encoding="utf-8")


def test_the_files_are_up_to_date():
    hint = "python docs/logo.py draws it anew"
    assert file("logo-light.svg") == DRAWN["logo"](DRAWN["LIGHT"]), hint
    assert file("logo-dark.svg") == DRAWN["logo"](DRAWN["DARK"]), hint
    assert file("favicon.svg") == DRAWN["favicon"](), hint


def luminance(color):
    """The relative luminance of WCAG 2.2."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize(("colors", "page"), [("LIGHT", "#f8f9fb"), ("DARK", "#1a1c1e")])
@pytest.mark.parametrize("line", ["ink", "green", "blue"])
def test_the_lines_can_be_seen_in_both_themes(colors, page, line):
    light, dark = sorted([luminance(DRAWN[colors][line]), luminance(page)], reverse=True)
    assert (light + 0.05) / (dark + 0.05) > 3


def test_the_card_has_the_size_that_its_tags_say():
    card = imread(DOCS / "static" / "social_card.png")
    tags = (DOCS / "extensions" / "identity.py").read_text(encoding="utf-8")
    height, width = card.shape[:2]
    assert f'"og:image:width": "{width}"' in tags
    assert f'"og:image:height": "{height}"' in tags


def test_the_card_shows_the_run_of_play():
    figure = DRAWN["social_card"]()
    curves = figure.axes[0].lines
    assert len(curves) == 7
    mean = [float((line.get_xdata() * line.get_ydata()).sum() / line.get_ydata().sum()) for line in curves]
    assert mean[:6] == sorted(mean[:6])
    assert mean[5] == pytest.approx(mean[6], abs=0.05)
