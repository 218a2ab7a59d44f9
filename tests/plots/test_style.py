"""The inks are seen on both backgrounds and by readers with deuteranopia, and letters are large enough on the site."""

import ast
import itertools
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

import numpygan
from numpygan.plots import dark, style
from numpygan.plots.dark_mode import DARK_LOGIT, DARK_PAPER, SHADES
from numpygan.plots.layout import panels
from numpygan.plots.style import (
    BLUE,
    COMPARED,
    CRITERION,
    DATA,
    DISCRIMINATOR,
    DIVERGENCE,
    GENERATED,
    GREEN,
    GUIDE,
    INK,
    LEAST,
    LOGIT,
    NON_SATURATING,
    NUMBERED,
    OPTIMAL,
    PALETTE,
    PAPER,
    PURPLE,
    SATURATING,
    SECOND_DIVERGENCE,
    SMALL,
    VALUE,
    VERMILION,
    WIDEST,
    pixels_on_page,
    smallest_letters,
)

GRAPHICS, LETTERS = 3.0, 4.5  # WCAG 2.2, success criteria 1.4.11 and 1.4.3
APART = 20.0  # CIELAB distance of two inks that only their color separates; 2.3 is the smallest that can be seen

# Machado, Oliveira and Fernandes (2009), deuteranopia, for linear RGB.
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = TO_XYZ.sum(axis=1)


def linear(color):
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    low, high = sorted(0.05 + float(TO_XYZ[1] @ linear(color)) for color in (one, other))
    return high / low


def lab(rgb):
    """Return CIELAB of linear RGB."""
    share = TO_XYZ @ rgb / WHITE
    x, y, z = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one, other, *, deuteranopia=True):
    first, second = linear(one), linear(other)
    if deuteranopia:
        first, second = (np.clip(DEUTERANOPIA @ rgb, 0, 1) for rgb in (first, second))
    return float(np.linalg.norm(lab(first) - lab(second)))


def shade(color, theme):
    return color if theme == "light" else SHADES[color]


GROUNDS = {"light": PAPER, "dark": DARK_PAPER}


def test_the_measures_of_color_are_those_of_the_standards():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)  # the example of WCAG
    np.testing.assert_allclose(lab(linear("#FFFFFF")), [100, 0, 0], atol=1e-3)
    np.testing.assert_allclose(lab(linear("#FF0000")), [53.24, 80.09, 67.20], atol=0.02)
    # Pure red and a dark yellow-green look alike; black and white do not.
    assert distance("#FF0000", "#9C9400") < 0.5 * distance("#FF0000", "#9C9400", deuteranopia=False)
    assert distance("#000000", "#FFFFFF") == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("theme", GROUNDS)
def test_every_ink_is_seen_on_its_background(theme):
    for name, color in PALETTE.items():
        least = GRAPHICS if name in ("orange", "sky", "olive") else LETTERS
        assert contrast(shade(color, theme), GROUNDS[theme]) >= least, name


# Curves that stand in one panel somewhere in the package or in a lesson.
TOGETHER = (
    [DATA, GENERATED, DISCRIMINATOR, OPTIMAL],
    [VALUE, CRITERION],
    [DIVERGENCE, SECOND_DIVERGENCE],
    [DIVERGENCE, SECOND_DIVERGENCE, COMPARED[2]],
    [NON_SATURATING, SATURATING],
    [*COMPARED],
)


@pytest.mark.parametrize("theme", GROUNDS)
@pytest.mark.parametrize("curves", TOGETHER)
def test_curves_in_one_panel_differ_for_readers_with_deuteranopia_and_in_grey(theme, curves):
    for one, other in itertools.combinations(curves, 2):
        assert one["linestyle"] != other["linestyle"], "in a grey print only the line style is left"
    for one, other in itertools.combinations(curves, 2):
        if one["color"] != other["color"] and COMPARED[-1] not in (one, other):
            # The dash patterns differ, so half the distance is enough where both curves are among the compared ones.
            least = APART / 4 if one in COMPARED and other in COMPARED else APART
            assert distance(shade(one["color"], theme), shade(other["color"], theme)) >= least, (one, other)


@pytest.mark.parametrize("theme", GROUNDS)
def test_the_five_inks_with_a_meaning_differ(theme):
    least = APART if theme == "light" else 0.75 * APART
    for one, other in itertools.combinations((INK, GREEN, BLUE, VERMILION, PURPLE), 2):
        assert distance(shade(one, theme), shade(other, theme)) >= least, (one, other)


@pytest.mark.parametrize("theme", GROUNDS)
@pytest.mark.parametrize("step", [1, 5])
def test_neighboring_modes_of_the_ring_and_of_the_grid_differ(theme, step):
    for i, color in enumerate(NUMBERED):
        other = NUMBERED[(i + step) % len(NUMBERED)]
        assert distance(shade(color, theme), shade(other, theme)) >= 0.9 * APART, (color, other)


def test_green_is_p_g_and_never_a_divergence():
    assert GENERATED["color"] == GREEN == style.MANIFOLD["color"]
    assert GREEN not in {look["color"] for look in (DIVERGENCE, SECOND_DIVERGENCE, VALUE, CRITERION, *COMPARED)}
    assert OPTIMAL["color"] == CRITERION["color"] == VERMILION
    assert {BLUE, GREEN, VERMILION, PURPLE}.isdisjoint(look["color"] for look in COMPARED)


def test_d_star_has_a_halo_in_the_color_of_the_background():
    figure, (axes,) = panels()
    (line,) = axes.plot([0, 1], **OPTIMAL)
    (halo,) = line.get_path_effects()
    assert isinstance(halo, withStroke)
    assert halo._gc["foreground"] == PAPER
    dark(figure)
    (halo,) = line.get_path_effects()
    np.testing.assert_allclose(halo._gc["foreground"][:3], to_rgb(DARK_PAPER))
    assert OPTIMAL["path_effects"][0]._gc["foreground"] == PAPER  # the style itself did not change


def test_the_colors_of_d_differ_by_2_to_1_on_dark():
    ends, middle = (DARK_LOGIT(0.0), DARK_LOGIT(1.0)), DARK_LOGIT(0.5)
    for end in ends:
        assert contrast(end[:3], middle[:3]) >= 2
    assert contrast(LOGIT(0.0)[:3], LOGIT(0.5)[:3]) >= 1.3
    assert contrast(LOGIT(1.0)[:3], LOGIT(0.5)[:3]) >= 1.3


@pytest.mark.parametrize("theme", GROUNDS)
def test_points_are_seen_on_the_colors_of_d(theme):
    colors = LOGIT if theme == "light" else DARK_LOGIT
    for share in np.linspace(0, 1, 9):
        behind = colors(share)[:3]
        assert contrast(shade(INK, theme), behind) >= GRAPHICS
        rim = contrast(GROUNDS[theme], behind)
        least = GRAPHICS if theme == "dark" else 2.1  # on light, hue separates green points from the grey, too
        assert max(contrast(shade(GREEN, theme), behind), rim) >= least


def test_letters_on_the_site():
    assert pixels_on_page(SMALL, WIDEST) >= LEAST
    figure, (axes, _) = panels(2)
    axes.set_title("a title", fontsize=SMALL)
    assert figure.get_figwidth() <= WIDEST
    assert smallest_letters(figure) == pytest.approx(pixels_on_page(SMALL, figure.get_figwidth()))
    axes.text(0.5, 0.5, "tiny", fontsize=5)
    assert smallest_letters(figure) < LEAST


def test_hidden_letters_do_not_count():
    figure = Figure(figsize=(6, 3))
    _, hidden = figure.subplots(1, 2)
    hidden.text(0.5, 0.5, "tiny", fontsize=3)
    hidden.set_visible(False)
    assert smallest_letters(figure) == pytest.approx(pixels_on_page(10, 6))


def test_no_other_place_names_a_color():
    package = Path(numpygan.__file__).parent
    for path in sorted((package / "plots").rglob("*.py")):
        if path.name in ("style.py", "dark_mode.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not node.value.startswith("#") or len(node.value) not in (4, 7), (path, node.value)


def test_the_guide_is_never_the_only_difference():
    # Grey and green are close for readers with deuteranopia: grey lines are dashed, p_g is solid and wider.
    assert distance(GUIDE, GREEN) < APART
    assert style.BOUND["linestyle"] != GENERATED["linestyle"]
    assert style.BOUND["linewidth"] < GENERATED["linewidth"]


def test_the_pages_to_play_with_have_the_same_inks():
    text = (Path(numpygan.__file__).parent / "pages" / "play" / "play.css").read_text(encoding="utf-8").lower()
    light, night = text.split("prefers-color-scheme: dark")
    for name, color in {"generated": GREEN, "d": BLUE, "best": VERMILION, "js": PURPLE}.items():
        assert f"--{name}: {color.lower()};" in light
        assert f"--{name}: {SHADES[color].lower()};" in night
