"""The page "Circling" of Play: its numbers, its sentences and its charts agree with the package."""

import re

import numpy as np
import pytest
from play_pages import curves_of, frame_of, numbers, numbers_in, opened, plot_in, sentence_in, unit_lengths

from numpygan.cli.play import page_path
from numpygan.theory import parameter_space

MODES = ["simultaneous", "alternating"]


def game_with(gamma):
    return parameter_space.r1(gamma) if gamma else parameter_space.original


def modulus_of_one_step(mode, h, gamma):
    """The largest modulus of the eigenvalues of one step of the package at (0, 0), by central differences."""
    step = getattr(parameter_space, mode)

    def after(theta, psi):
        path = step(game_with(gamma), (theta, psi), h=h, steps=1)
        return np.array([path.theta[-1], path.psi[-1]])

    columns = [(after(*small) - after(*-small)) / 2e-5 for small in 1e-5 * np.eye(2)]
    return np.abs(np.linalg.eigvals(np.stack(columns, axis=1))).max()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("gamma", [0.0, 0.5])
def test_circling(mode, gamma, tmp_path):
    shown = numbers("circling", tmp_path, mode=mode, gamma=gamma, h=0.3, steps=40)
    path = getattr(parameter_space, mode)(game_with(gamma), (1.0, 0.0), h=0.3, steps=40)
    assert shown["theta"] == pytest.approx(path.theta[-1], abs=1e-6)
    assert shown["psi"] == pytest.approx(path.psi[-1], abs=1e-6)
    values = parameter_space.eigenvalues(game_with(gamma))
    assert shown["real"] == pytest.approx(values.real.max(), abs=1e-6)
    assert shown["imaginary"] == pytest.approx(values.imag.max(), abs=1e-6)


@pytest.mark.parametrize(
    ("mode", "h", "gamma"),
    [
        ("simultaneous", 0.5, 0.0),
        ("simultaneous", 0.8, 0.2),
        ("simultaneous", 0.5, 1.5),
        ("alternating", 0.5, 0.0),
        ("alternating", 0.5, 0.5),
        ("alternating", 1.5, 2.0),
    ],
)
def test_the_sentence_says_what_one_step_does_near_the_solution(mode, h, gamma, tmp_path):
    dom = opened("circling", tmp_path, mode=mode, h=h, gamma=gamma, steps=30)
    modulus = modulus_of_one_step(mode, h, gamma)
    assert numbers_in(dom)["modulus"] == pytest.approx(modulus, rel=1e-6)
    sentence = sentence_in(dom)
    assert f" {modulus:.4f}" in sentence
    assert ("move away" in sentence) == (modulus > 1 + 1e-7)
    assert ("circle and come no closer" in sentence) == (abs(modulus - 1) <= 1e-7)
    assert ("come closer" in sentence) == (modulus < 1 - 1e-7)


@pytest.mark.parametrize("mode", MODES)
def test_the_sentence_says_what_this_path_does(mode, tmp_path):
    path = getattr(parameter_space, mode)(parameter_space.original, (-1.5, 2.0), h=0.5, steps=50)
    sentence = sentence_in(opened("circling", tmp_path, mode=mode, h=0.5, steps=50, start="-1.5,2"))
    assert f"distance 2.50 at the start, {path.distance[-1]:.2f} after 50 steps" in sentence
    assert ("do not describe" in sentence) == (mode == "simultaneous" and path.distance[-1] < 2.5)


def test_the_page_explains_a_flat_distance_with_what_the_package_does():
    text = page_path("circling").read_text(encoding="utf-8").replace("\n", " ")
    assert "multiplies the distance by the square root of 1 + h^2 D(theta)^2" in text
    path = parameter_space.simultaneous(parameter_space.original, (1.0, 0.0), h=0.5, steps=120)
    D = 1 / (1 + np.exp(-path.theta * path.psi))
    np.testing.assert_allclose(path.distance[1:] / path.distance[:-1], np.sqrt(1 + 0.25 * D[:-1] ** 2), rtol=1e-12)
    assert "With very small steps and without penalty the distance stays constant" in text
    for step in (parameter_space.simultaneous, parameter_space.alternating):
        growth = [
            abs(step(parameter_space.original, (1.0, 0.0), h=h, steps=int(9 / h)).distance[-1] - 1)
            for h in (0.01, 0.001)
        ]
        assert growth[1] < growth[0] / 5 < 0.01


@pytest.mark.parametrize(
    ("width", "mode", "h", "start"),
    [
        (500, "simultaneous", 0.5, "1,0"),
        (1440, "simultaneous", 0.5, "1,0"),
        (500, "simultaneous", 1.5, "2.4,-2.4"),
        (1440, "alternating", 1.5, "2.4,-2.4"),
    ],
)
def test_the_whole_path_is_inside_the_charts(width, mode, h, start, tmp_path):
    dom = opened("circling", tmp_path, width=width, mode=mode, h=h, start=start, steps=400)
    for id in ("plane", "distance"):
        left, top, bottom, right = frame_of(plot_in(dom, id))
        points = curves_of(plot_in(dom, id), "path")
        assert len(points) == 401
        assert all(left <= x <= right and top <= y <= bottom for x, y in points)
    assert numbers_in(dom)["outside"] == -1
    assert "outside the chart" not in sentence_in(dom)
    along_x, along_y = unit_lengths(plot_in(dom, "plane"))
    assert along_x == pytest.approx(along_y, rel=1e-6)


def test_the_page_says_when_the_path_leaves_the_chart(tmp_path):
    dom = opened("circling", tmp_path, h=1.5, gamma=2)
    path = parameter_space.simultaneous(parameter_space.r1(2.0), (1.0, 0.0), h=1.5, steps=20)
    along_x, along_y = unit_lengths(plot_in(dom, "plane"))
    left, top, bottom, right = frame_of(plot_in(dom, "plane"))
    beyond = (abs(path.theta) > (right - left) / 2 / along_x) | (abs(path.psi) > (bottom - top) / 2 / along_y)
    first = int(np.argmax(beyond))
    assert beyond[first]
    assert f"From step {first} on, parts of the path are outside the chart." in sentence_in(dom)


def test_every_mark_of_the_plane_is_in_the_key(tmp_path):
    dom = opened("circling", tmp_path)
    drawn = set(re.findall(r'<(?:path|circle)[^>]* class="(?:curve )?([\w ]+)"', plot_in(dom, "plane"))) - {"axis"}
    explained = set(re.findall(r'data-look="([\w ]+)"', dom))
    assert drawn == explained
