"""A movie is the run, frame by frame, in one file that asks nothing of a network."""

import base64
import io
import json
import re
import shutil
import subprocess

import numpy as np
import pytest
from legible import problems
from PIL import Image

from numpygan.cli import main
from numpygan.distributions import Empirical, Labeled, Mixture, Normal, named_distribution, ring
from numpygan.plots import Snapshot, animate, movie_steps, save_movie
from numpygan.plots.dark_mode import DARK_PAPER
from numpygan.plots.movies import what_is_seen
from numpygan.plots.movies.movie_files import with_one_palette
from numpygan.plots.style import LEAST, PAPER, WIDEST, smallest_letters
from numpygan.recipes import Settings
from numpygan.training import History

SMALL = Settings().with_values(d_hidden=(8,), g_hidden=(8,))


def snapshots(distribution, count=3):
    rng = np.random.default_rng(0)
    return [Snapshot(10 * i, SMALL.gan(rng, distribution)) for i in range(count)]


def history():
    made = History(["step", "js", "c", "v_exact"])
    for i in range(1, 5):
        made.append({"step": 5 * i, "js": 0.5 / i, "c": -1.0, "v_exact": -1.2})
    return made


def frames_of(page):
    """Return the pictures of each theme: a list of panels for each frame."""
    themes = json.loads(re.search(r"const frames = (\{.*?\}), labels", page)[1])
    return {theme: [[opened(source) for source in panels] for panels in frames] for theme, frames in themes.items()}


def opened(source):
    return Image.open(io.BytesIO(base64.b64decode(source.split(",")[1])))


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    distribution, path = Normal(4, 0.5), tmp_path_factory.mktemp("movie") / "run.html"

    def film(dark):
        rng = np.random.default_rng(0)
        return animate(distribution, snapshots(distribution), history=history(), rng=rng, dark=dark)

    words = {"title": "1 < 2", "about": "Green is p_g.", "verdict": "It <converged>.", "note": "numpygan train x"}
    save_movie(film(False), path, on_dark=lambda: film(True), labels=["a", "b </script> c", "d"], dpi=40, **words)
    return path.read_text(encoding="utf-8")


def test_the_page_loads_nothing(page):
    assert "default-src 'none'" in page
    without_frames = re.sub(r'"data:image[^"]*"', "", page)
    assert not re.findall(r"https?:|//[a-z]|@import|url\(|<link|<script src", without_frames)
    assert "{{" not in without_frames


def test_the_page_holds_every_frame_and_its_words(page):
    frames = frames_of(page)
    assert list(frames) == ["light", "dark"]
    for pictures in frames.values():
        assert [len(panels) for panels in pictures] == [2, 2, 2]
        assert len({panels[0].tobytes() for panels in pictures}) == 3
        assert sum(panel.width for panel in pictures[0]) == round(40 * WIDEST)
        assert len({panel.height for panel in pictures[0]}) == 1
    assert "<title>1 &lt; 2</title>" in page
    assert '"b <\\/script> c"' in page
    assert "numpygan train x" in page
    for theme, paper in (("light", PAPER), ("dark", DARK_PAPER)):
        corner = frames[theme][0][0].convert("RGB").getpixel((1, 1))
        assert corner == pytest.approx([int(paper[i : i + 2], 16) for i in (1, 3, 5)], abs=6)
    assert '<html lang="en" class="system">' in page
    assert '<p id="about">Green is p_g.</p>' in page
    assert '<p id="verdict">It &lt;converged&gt;.</p>' in page


@pytest.mark.parametrize("dark", [False, True])
def test_a_movie_of_one_theme_keeps_it(dark, tmp_path):
    distribution = Normal(4, 0.5)
    film = animate(distribution, snapshots(distribution), rng=np.random.default_rng(0), dark=dark)
    save_movie(film, tmp_path / "run.html", dpi=30)
    page = (tmp_path / "run.html").read_text(encoding="utf-8")
    theme = "dark" if dark else "light"
    assert f'<html lang="en" class="{theme}">' in page
    assert list(frames_of(page)) == [theme]
    assert [len(panels) for panels in frames_of(page)[theme]] == [1, 1, 1]  # nothing was measured: no curves


@pytest.mark.parametrize("distribution", [Normal(4, 0.5), ring(), named_distribution("labeled-ring")])
@pytest.mark.parametrize("stacked", [False, True])
def test_the_words_of_a_frame_can_be_read(distribution, stacked):
    film = animate(
        distribution, snapshots(distribution), history=history(), rng=np.random.default_rng(0), stacked=stacked
    )
    film._draw_was_started = True  # it is looked at without being drawn
    film._func(2)
    assert problems(film._fig) == []  # its layout is fixed
    assert smallest_letters(film._fig) >= LEAST
    assert what_is_seen(distribution).count(". ") == 1


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
@pytest.mark.parametrize("calm", [True, False])
def test_the_last_frame_is_a_still_for_readers_who_want_less_motion(calm, page, tmp_path):
    (tmp_path / "run.html").write_text(page, encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    options += ["--force-prefers-reduced-motion"] if calm else []
    command = [
        CHROMIUM,
        *options,
        f"--user-data-dir={tmp_path / 'browser'}",
        "--dump-dom",
        f"file://{tmp_path}/run.html",
    ]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    if calm:
        assert '<output id="label" for="seek">d</output>' in dom
        assert 'id="play" type="button" aria-label="Play"' in dom  # it does not play
    assert ('<p id="still" hidden="">' in dom) == (not calm)
    assert dom.count("<img alt=") == 2  # the two panels of one frame


def test_each_frame_shows_its_gan_and_the_curves_up_to_it():
    distribution = ring()
    some = snapshots(distribution)
    film = animate(distribution, some, history=history(), rng=np.random.default_rng(0))
    show, figure = film._func, film._fig
    for i, snapshot in enumerate(some):
        show(i)
        points = figure.axes[0].collections[-2].get_offsets()  # the last collection is the arrows
        js = figure.axes[2].get_lines()[0].get_xdata()
        assert js.tolist() == [step for step in (5, 10, 15, 20) if step <= snapshot.step]
        assert np.asarray(points).shape == (500, 2)
        assert figure.subfigs[0].get_suptitle() == f"after {snapshot.step:,} steps"
    assert not film._draw_was_started
    film._draw_was_started = True  # it was looked at without being drawn


def test_a_gif(tmp_path):
    distribution = named_distribution("labeled-ring")
    film = animate(distribution, snapshots(distribution), rng=np.random.default_rng(0), width=4)
    save_movie(film, tmp_path / "run.gif", dpi=40)
    with Image.open(tmp_path / "run.gif") as gif:
        assert gif.n_frames == 3
        assert gif.size == (160, 88)


@pytest.mark.parametrize(("channels", "most"), [((0,), 3), ((0, 2), 15)])
def test_the_frames_of_a_gif_share_a_palette_that_keeps_a_rare_ink(channels, most, rng):
    pixels = np.zeros((2, 60, 400, 3), dtype=np.uint8)
    for channel in channels:
        pixels[..., channel] = rng.integers(0, 200, (2, 60, 400))  # more shades than there are colors
    pixels[1, 5, :3] = 0, 158, 115
    frames = with_one_palette([Image.fromarray(each) for each in pixels])
    assert frames[0].getpalette() == frames[1].getpalette()
    shown = np.stack([np.asarray(frame.convert("RGB")) for frame in frames])
    assert (shown[1, 5, :3] == [0, 158, 115]).all()
    assert np.abs(shown.astype(int) - pixels).max() <= most


def test_the_background_of_a_gif_is_exact(rng):
    pixels = rng.integers(0, 200, (60, 400, 3), dtype=np.uint8)
    pixels[:20] = 21, 23, 26
    (frame,) = with_one_palette([Image.fromarray(pixels)])
    assert (np.asarray(frame.convert("RGB"))[:20] == [21, 23, 26]).mean() > 0.99


@pytest.mark.parametrize("kind", [".html", ".gif"])
@pytest.mark.parametrize("labels", [[], ["a", "b", "c"]])
def test_a_save_that_is_interrupted_leaves_the_old_movie(kind, labels, tmp_path):
    distribution, path = named_distribution("labeled-ring"), tmp_path / f"run{kind}"
    path.write_text("old")
    film = animate(distribution, snapshots(distribution), rng=np.random.default_rng(0), width=4)
    show, shown = film._func, []

    def interrupted(i):
        shown.append(i)
        if i == 2:
            raise KeyboardInterrupt
        return show(i)

    film._func = interrupted
    with pytest.raises(KeyboardInterrupt):
        save_movie(film, path, labels=labels, dpi=20)
    assert shown[-1] == 2
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_when_a_run_is_looked_at():
    steps = movie_steps(2500)
    assert steps[0] == 0
    assert steps[-1] == 2500
    assert len(steps) == 80
    assert (np.diff(np.diff(steps)) >= -2).all()
    assert movie_steps(3) == [0, 1, 2, 3]


def test_errors(tmp_path):
    distribution = Normal()
    film = animate(distribution, snapshots(distribution, 1), rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"must end in \.html or \.gif, got '.*run\.avi'"):
        save_movie(film, tmp_path / "run.avi")
    film._draw_was_started = True
    with pytest.raises(ValueError, match="at least one snapshot"):
        animate(distribution, [], rng=np.random.default_rng(0))
    labels = Labeled(Mixture([0.5, 0.5], [Normal(-1, 1), Normal(1, 1)]))
    with pytest.raises(ValueError, match="there is no picture of"):
        animate(labels, snapshots(labels), rng=np.random.default_rng(0))
    assert Empirical([1.0]).dim == 1


def test_the_command(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    few = ["--steps", "3", "--batch", "8", "--g-hidden", "8", "--d-hidden", "none", "--every", "1"]
    assert main(["train", "normal", *few, "--movie", "run.html"]) == 0
    out = capsys.readouterr().out
    assert "run.html shows the run in 4 frames" in out
    page = (tmp_path / "run.html").read_text(encoding="utf-8")
    assert "--g-hidden 8 --d-hidden none" in page
    assert json.loads(re.search(r"labels = (\[.*?\]),", page)[1]) == ["step 0", "step 1", "step 2", "step 3"]


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--movie", "run.avi"], "--movie must end in .html or .gif, got run.avi"),
        (["--movie", "nowhere/run.html"], "cannot write to nowhere/run.html"),
        (["--r1", "-1"], "--r1 must be >= 0, got -1"),
        (["--noise-dim", "0"], "--noise-dim must be an integer >= 1, got 0"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(argv, message, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["train", "normal", *argv]) == 2
    assert message in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        main(["train", "normal", "--g-hidden", "64,x"])
    assert stop.value.code == 2
