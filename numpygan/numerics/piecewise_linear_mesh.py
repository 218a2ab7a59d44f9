"""A mesh of triangles, and its division along the breakpoint lines of a piecewise-linear network.

A ReLU network with two inputs is linear on polygons, which are separated by breakpoint lines. Layer by layer, each
function whose sign changes at a breakpoint line is linear on the triangles found so far, so it divides a triangle along
a straight line into three.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

AT_ONCE = 256  # triangles cut in one step; the arrays hold all pre-activations of a layer at every corner
THIN = 1e-14  # a piece with this ratio of height to length is a rounding error and is left out
SNAP = 1e-12  # a corner this near to a breakpoint line, relative to the triangle, is treated as a point of that line


def mesh(ticks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Corners (v, 2) of a square mesh, and its half cells: triangles (k, 3), by the numbers of their corners."""
    n = ticks.size
    corners = np.stack(np.meshgrid(ticks, ticks, indexing="ij"), axis=-1).reshape(-1, 2)
    first = (np.arange(n - 1)[:, None] * n + np.arange(n - 1)).ravel()
    lower, upper = [first, first + n, first + n + 1], [first, first + n + 1, first + 1]
    return corners, np.concatenate([np.stack(lower, axis=1), np.stack(upper, axis=1)])


def is_piecewise_linear(generator: Any) -> bool:
    """Whether ``generator`` is a network with two inputs and piecewise-linear layers only."""
    if not hasattr(generator, "switches"):
        return False
    x = np.zeros((1, 2))
    return all(generator.switches(depth, x) is not None for depth in range(len(generator.layers)))


def split_at_breakpoints(triangles: np.ndarray, network: Any, points: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Triangles (m, 3, 2) on each of which the network is linear, from any triangles (k, 3, 2).

    Parameters
    ----------
    triangles : ndarray of shape (k, 3, 2)
    network : Network
        It has ``layers`` and the method ``switches(depth, x)``.
    points : callable
        The affine map from the coordinates of the triangles to the network's input, (n, 2) -> (n, 2).
    """
    for depth in range(len(network.layers)):
        done = []
        for start in range(0, len(triangles), AT_ONCE):
            pieces = triangles[start : start + AT_ONCE]
            switches = network.switches(depth, points(pieces.reshape(-1, 2)))
            # The row of a corner holds its two coordinates and all pre-activations, which are linear on a triangle.
            done.append(_cut(np.concatenate([pieces, switches.reshape(len(pieces), 3, switches.shape[1])], axis=2)))
        triangles = np.concatenate(done)
    return triangles


def _cut(pieces: np.ndarray) -> np.ndarray:
    """Triangles (m, 3, 2) from rows (k, 3, 2 + s), cut along the zeros of the last s columns."""
    done = []
    while True:
        levels = pieces[:, :, 2:]
        near = SNAP * np.abs(levels).max(axis=1, keepdims=True)
        crossed = (levels < -near).any(axis=1) & (levels > near).any(axis=1)  # (k, s)
        todo = crossed.any(axis=1)
        done.append(pieces[~todo, :, :2])
        if not todo.any():
            return np.concatenate(done)
        pieces = _halves(pieces[todo], 2 + crossed[todo].argmax(axis=1))


def _halves(pieces: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Three triangles for each: one with the corner whose sign differs, and two that fill the rest."""
    level = np.take_along_axis(pieces, column[:, None, None], axis=2)[..., 0]
    near = SNAP * np.abs(level).max(axis=1, keepdims=True)
    level = np.where(np.abs(level) <= near, 0, level)
    below = level < 0
    alone = np.where(below.sum(axis=1) == 1, below.argmax(axis=1), below.argmin(axis=1))
    turn = (alone[:, None] + np.arange(3)) % 3
    a, b, c = np.moveaxis(np.take_along_axis(pieces, turn[..., None], axis=1), 1, 0)
    at_a, at_b, at_c = np.take_along_axis(level, turn, axis=1).T[..., None]
    on_ab, on_ac = a + at_a / (at_a - at_b) * (b - a), a + at_a / (at_a - at_c) * (c - a)
    for cut in (on_ab, on_ac):  # exactly 0, so that the triangle is not divided there again
        np.put_along_axis(cut, column[:, None], 0, axis=1)
    swap = np.linalg.norm((on_ab - c)[:, :2], axis=1) > np.linalg.norm((on_ac - b)[:, :2], axis=1)
    on_ab[swap], on_ac[swap], b[swap], c[swap] = on_ac[swap], on_ab[swap], c[swap], b[swap]
    parts = np.concatenate([np.stack(part, axis=1) for part in ((a, on_ab, on_ac), (on_ab, b, c), (on_ab, c, on_ac))])
    (a, b), (c, d) = np.moveaxis(parts[:, 1:, :2] - parts[:, :1, :2], 0, -1)
    return parts[np.abs(a * d - b * c) > THIN * np.maximum(a * a + b * b, c * c + d * d)]
