"""The pages of Play: they load nothing from elsewhere, and a browser computes the numbers that the package computes."""

import json
import re
import runpy
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from play_pages import FOLDER, curves_of, frame_of, numbers, opened, plot_in
from scipy import integrate, stats

from numpygan.cli import main
from numpygan.cli.play import PAGES, page_path
from numpygan.distributions import Normal
from numpygan.plots.dark_mode import SHADES
from numpygan.plots.style import BLUE, GREEN, OLIVE, PURPLE, VERMILION
from numpygan.theory import js, kl

LESSONS = Path(__file__).parents[1] / "lessons"
TABLE = (LESSONS.parent / "docs/play.md").read_text(encoding="utf-8")


def test_every_page_is_listed_and_links_back():
    index = page_path(None).read_text(encoding="utf-8")
    assert {path.stem for path in FOLDER.glob("*.html")} == {name.replace("-", "_") for name in PAGES} | {"index"}
    for name in PAGES:
        assert f'href="{name.replace("-", "_")}.html"' in index
        assert 'href="index.html"' in page_path(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_nothing_is_loaded_from_elsewhere(path):
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")  # a name, not an address
    assert "://" not in text
    for source in re.findall(r'(?:src|href)="([^"#]+)"', text):
        assert (FOLDER / source).exists()


def test_the_command(monkeypatch, capsys):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    assert main(["play", "two_distributions"]) == 0
    assert opened == [page_path("two-distributions").as_uri()]
    assert main(["play", "--no-browser"]) == 0
    assert capsys.readouterr().out.endswith("index.html\n")
    assert len(opened) == 1
    assert main(["play", "--list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(PAGES)
    assert main(["play", "scors"]) == 2
    assert "scores" in capsys.readouterr().err


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_one_question_and_explains_what_is_seen(page):
    text = page_path(page).read_text(encoding="utf-8")
    assert text.count('class="question"') == text.count('class="intro"') == text.count('id="say"') == 1
    question = re.search(r'class="question">([^<]*\?)</p>', text)[1]
    assert question.lower() == PAGES[page].lower()
    assert PAGES[page] in TABLE
    assert PAGES[page] in page_path(None).read_text(encoding="utf-8")
    style = (FOLDER / "play.css").read_text(encoding="utf-8")
    for look in re.findall(r'data-look="([\w -]+)"', text):
        assert all(f".{word}" in style for word in look.split()), look
    for label in re.findall(r"<svg [^>]*>", text):
        assert 'aria-label="' in label


@pytest.mark.parametrize(("theme", "shade"), [(0, lambda color: color), (1, SHADES.get)], ids=["light", "dark"])
def test_the_colors_are_those_of_the_pictures(theme, shade):
    style = (FOLDER / "play.css").read_text(encoding="utf-8")
    of_lines = {"generated": GREEN, "d": BLUE, "best": VERMILION, "js": PURPLE, "loss": OLIVE}
    for name, color in of_lines.items():
        assert re.findall(rf"--{name}: (#\w+);", style)[theme] == shade(color).lower(), name


@pytest.mark.parametrize("page", PAGES)
def test_a_page_and_its_lessons_name_each_other(page):
    lessons = re.findall(r'data-lesson="(\w+)"', page_path(page).read_text(encoding="utf-8"))
    assert lessons
    for lesson in lessons:
        script = (LESSONS / f"{lesson}.py").read_text(encoding="utf-8")
        assert f"numpygan play {page}" in script.replace("\n# ", " "), lesson
    row = next(line for line in TABLE.splitlines() if f'"play/{page.replace("-", "_")}.html"' in line)
    assert re.findall(r"lessons/(\w+)\.py", row) == lessons


def test_the_text_of_a_plot_has_one_size_on_every_screen(tmp_path):
    dom = opened("generator", tmp_path, width=500)
    widths = [int(width) for width in re.findall(r'<svg id="\w+"[^>]* viewBox="0 0 (\d+) ', dom)]
    assert len(widths) == 2
    assert all(width < 500 for width in widths)  # a unit of a plot is a pixel


@pytest.mark.parametrize(
    ("page", "values", "plot", "look"),
    [
        ("two-distributions", {"mean": -4.5, "std": 0.2}, "densities", "generated"),
        ("a-run", {"frame": 0}, "densities", "generated"),
        ("a-run", {"frame": 60}, "losses", "g-loss"),
        ("generator", {"t": 8}, "densities", "generated"),
    ],
)
def test_a_whole_curve_is_inside_its_chart(page, values, plot, look, tmp_path):
    drawn = plot_in(opened(page, tmp_path, **values), plot)
    left, top, bottom, right = frame_of(drawn)
    points = curves_of(drawn, look)
    assert all(left <= x <= right and top <= y <= bottom for x, y in points)
    if plot == "densities":
        assert points[0][1] == pytest.approx(bottom, abs=0.2)
        assert points[-1][1] == pytest.approx(bottom, abs=0.2)
        assert min(y for _, y in points) < bottom - (bottom - top) / 4


def test_a_step_is_not_rounded_to_the_slider(tmp_path):
    assert numbers("generator", tmp_path, t=7.4375)["t"] == 7.4375


@pytest.mark.parametrize(("mean", "std"), [(2.0, 0.8), (-4.5, 0.2), (0.5, 3.0)])
def test_two_distributions(mean, std, tmp_path):
    shown = numbers("two-distributions", tmp_path, mean=mean, std=std)
    p, q = Normal(), Normal(mean, std)
    exact = float(js(p, q))
    expected = {"js": exact, "kl": float(kl(p, q)), "reverse_kl": float(kl(q, p)), "c": 2 * exact - np.log(4)}
    for name, value in expected.items():
        assert shown[name] == pytest.approx(value, rel=1e-6), name


@pytest.mark.parametrize("d", ["half", "steep", "best"])
def test_discriminator(d, tmp_path):
    shown = numbers("discriminator", tmp_path, d=d)
    p, q = stats.norm(-1, 0.8), stats.norm(1, 1.2)

    def v(x):
        drawn = np.interp(x, shown["nodes"], shown["D"])
        return p.pdf(x) * np.log(drawn) + q.pdf(x) * np.log(1 - drawn)

    corners = np.concatenate([[-9], shown["nodes"], [11]])
    whole = sum(integrate.quad(v, a, b, epsabs=1e-12)[0] for a, b in pairwise(corners))
    assert shown["v"] == pytest.approx(whole, abs=2e-6)
    assert shown["c"] == pytest.approx(2 * float(js(Normal(-1, 0.8), Normal(1, 1.2))) - np.log(4), rel=1e-6)
    real, fake = (np.interp(shown[name], shown["nodes"], shown["D"]) for name in ("real", "fake"))
    assert shown["v_points"] == pytest.approx(np.log(real).mean() + np.log(1 - fake).mean(), rel=1e-6)
    assert shown["gap"] > 0


@pytest.mark.parametrize("t", [6.0, 1.5, -3.0])
def test_generator(t, tmp_path):
    shown = numbers("generator", tmp_path, t=t)
    p, q = stats.norm(0, 1), stats.norm(t, 1)

    def slope(loss, h=1e-3):
        """The difference quotient of G's expected loss, with D held at the best one for t."""
        at = [integrate.quad(lambda x, m=m: stats.norm.pdf(x, m) * loss(x), m - 12, m + 12)[0] for m in (t + h, t - h)]
        return (at[0] - at[1]) / (2 * h)

    logit = lambda x: p.logpdf(x) - q.logpdf(x)  # noqa: E731
    assert shown["slope_saturating"] == pytest.approx(slope(lambda x: -np.logaddexp(0, logit(x))), rel=1e-5)
    assert shown["slope_non_saturating"] == pytest.approx(slope(lambda x: np.logaddexp(0, -logit(x))), rel=1e-5)
    assert shown["js"] == pytest.approx(float(js(Normal(), Normal(t, 1))), rel=1e-6)


def test_the_run_is_a_run_of_the_package():
    text = (FOLDER / "a_run.js").read_text(encoding="utf-8")
    run = json.loads(text.partition("RUN = ")[2].rstrip(";\n"))
    low, high, cells = run["x"]
    x = np.linspace(low, high, cells + 1)
    p = stats.norm(4, 0.5).pdf(x)
    assert len(run["steps"]) == len(run["p_g"]) == len(run["d"]) == 61
    resolved = 0
    for density, exact in zip(run["p_g"], run["js"], strict=True):
        q = np.array(density)
        if abs(integrate.trapezoid(q, x) - 1) > 1e-3:
            continue  # p_g has peaks that are narrower than the cells
        with np.errstate(divide="ignore", invalid="ignore"):
            integrand = np.nan_to_num(p * np.log(2 * p / (p + q))) + np.nan_to_num(q * np.log(2 * q / (p + q)))
        assert exact == pytest.approx(integrate.trapezoid(integrand, x) / 2, abs=5e-3)
        resolved += 1
    assert resolved >= 10
    assert run["js"][0] > 0.3
    assert run["js"][-1] < 0.05


def test_the_first_frames_are_computed_again():
    script = Path(__file__).parents[1] / "docs" / "play_run.py"
    again = runpy.run_path(str(script))["run_data"](frames=1)
    run = json.loads((FOLDER / "a_run.js").read_text(encoding="utf-8").partition("RUN = ")[2].rstrip(";\n"))
    for name in ("steps", "js", "d_loss", "g_loss"):
        np.testing.assert_allclose(again[name], run[name][:2], rtol=1e-6)
