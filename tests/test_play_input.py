"""The pages of Play answer to a mouse, to a finger on a phone, and to the keyboard."""

import asyncio
from itertools import pairwise

import pytest
from browser import BROWSER
from chrome_devtools import DrivenPage

from numpygan.cli.play import PAGES, page_path

pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")
NUMBERS = "JSON.parse(document.getElementById('numbers').textContent)"


def play(tmp_path, page, steps, **window):
    """Open a page, take the steps, and return what they return; no script may fail."""

    async def session():
        async with DrivenPage(tmp_path) as driven:
            name, _, fragment = page.partition("#")
            await driven.open(page_path(name).as_uri() + (f"#{fragment}" if fragment else ""), **window)
            result = await steps(driven)
            assert driven.errors == []
            return result

    pytest.importorskip("tornado")
    return asyncio.run(asyncio.wait_for(session(), 100))


async def stroke(page, id, start, end, steps=10):
    """Places on the straight line between two places of an element."""
    (x, y), (u, v) = await page.place(id, *start), await page.place(id, *end)
    return [(x + (u - x) * i / steps, y + (v - y) * i / steps) for i in range(steps + 1)]


async def at_rest(page):
    """Wait until the page does not scroll any more: a tap on a page that scrolls only stops it."""
    places = [None]
    while len(places) < 6 or len(set(places[-5:])) > 1:
        await asyncio.sleep(0.1)
        places.append(await page.run("scrollY"))


@pytest.mark.parametrize("phone", [False, True])
def test_a_horizontal_stroke_moves_the_generator(tmp_path, phone):
    async def steps(page):
        move = page.touch if phone else page.drag
        await move(*await stroke(page, "densities", (0.7, 0.5), (0.3, 0.5)))
        return await page.run(f"{NUMBERS}.mean_g")

    window = {"width": 390, "height": 844, "phone": True} if phone else {}
    assert play(tmp_path, "two-distributions", steps, **window) < -1


def test_on_a_phone_a_vertical_stroke_scrolls_and_a_tap_places_points(tmp_path):
    async def steps(page):
        before = await page.run("scrollY")
        await page.touch(*await stroke(page, "plane", (0.5, 0.9), (0.5, 0.1)))
        await at_rest(page)
        scrolled = await page.run(f"[scrollY - {before}, {NUMBERS}.n]")
        await page.touch(await page.place("plane", 0.5, 0.5))
        await asyncio.sleep(0.5)
        return scrolled, await page.run(f"{NUMBERS}.n")

    (scrolled, points), tapped = play(tmp_path, "scores#preset=nothing", steps, width=390, height=844, phone=True)
    assert scrolled > 50
    assert points == 0
    assert tapped == 20


@pytest.mark.parametrize("count", [3, 40])
def test_a_stroke_draws_d_without_gaps(tmp_path, count):
    async def steps(page):
        await page.touch(*await stroke(page, "drawing", (0.15, 0.25), (0.9, 0.65), count))
        return await page.run("D.slice(3, 44)")

    drawn = play(tmp_path, "discriminator", steps, width=390, height=844, phone=True)
    assert all(a > b for a, b in pairwise(drawn))


def test_the_keyboard_draws_d(tmp_path):
    async def steps(page):
        await page.keys("Tab", "Tab", *["ArrowLeft"] * 5, *["ArrowUp"] * 3)
        return await page.run("[place, D[place], D[place + 1]]")

    assert play(tmp_path, "discriminator", steps) == pytest.approx([20, 0.65, 0.5])


def test_the_keyboard_places_points_and_moves_the_start(tmp_path):
    async def points(page):
        await page.keys("Tab", "Tab", "ArrowUp", "Enter")
        return await page.run(f"{NUMBERS}.points")

    placed = play(tmp_path / "a", "scores#preset=nothing", points)
    assert len(placed) == 20
    assert sum(y for _, y in placed) / 20 == pytest.approx(0.5, abs=0.2)

    async def start(page):
        await page.keys("Tab", "Tab", "ArrowUp", "ArrowLeft")
        return await page.run("start")

    assert play(tmp_path / "b", "circling", start) == pytest.approx([0.9, 0.1])


@pytest.mark.parametrize("name", PAGES)
def test_on_a_phone_nothing_is_wider_than_the_window_and_text_can_be_read(tmp_path, name):
    async def steps(page):
        sizes = (
            "[...document.querySelectorAll('svg text')].map((t) => "
            "parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
        )
        return await page.run("document.documentElement.scrollWidth"), await page.run(sizes)

    width, sizes = play(tmp_path, name, steps, width=390, height=844, phone=True)
    assert width == 390
    assert min(sizes) > 13
