"""Point location in 2-D: all pairs of a point and a triangle that contains it.

The triangles may overlap and may be long and thin. The points are sorted into a tree of boxes, each divided along its
longer side; a triangle is compared only with the points of those boxes that it intersects.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

LEAF = 8  # a box is halved while each half has at least so many points
AT_ONCE = 2**16  # pairs of a triangle and a box in one step
SLACK = (
    16 * np.finfo(float).eps
)  # a point so little outside, relative to its size, counts as inside, because points are rounded


class _Boxes(NamedTuple):
    """Points sorted in a tree: level l has 2^l boxes, of which box i is halved into 2 i and 2 i + 1."""

    points: np.ndarray  # (boxes of the last level, points a box, 2)
    number: np.ndarray  # (boxes of the last level, points a box): index of each point, -1 for padding
    center: list[np.ndarray]  # for each level an array (2^l, 2)
    half: list[np.ndarray]


def _boxes(points: np.ndarray) -> _Boxes:
    depth = max(0, int(np.log2(len(points) / LEAF)))
    missing = -len(points) % 2**depth
    x = np.concatenate([points, np.repeat(points[:1], missing, axis=0)])[None]
    index = np.concatenate([np.arange(len(points)), np.full(missing, -1)])[None]
    center, half = [], []
    for level in range(depth + 1):
        low, high = x.min(axis=1), x.max(axis=1)
        center.append((low + high) / 2)
        half.append((high - low) / 2)
        if level < depth:
            longer = (high - low).argmax(axis=1)
            keys = np.take_along_axis(x, longer[:, None, None], axis=2)[..., 0]
            order = np.argpartition(keys, keys.shape[1] // 2, axis=1)
            shape = (2 * len(x), -1)
            x = np.take_along_axis(x, order[..., None], axis=1).reshape(*shape, 2)
            index = np.take_along_axis(index, order, axis=1).reshape(shape)
    return _Boxes(x, index, center, half)


class Triangles:
    """2-D triangles, all with a positive area.

    A point x of a triangle is corner_0 + share_1 (corner_1 - corner_0) + share_2 (corner_2 - corner_0);
    share_0 = 1 - share_1 - share_2, and none of the three is negative.

    Parameters
    ----------
    corners : ndarray of shape (k, 3, 2)
    """

    def __init__(self, corners: np.ndarray) -> None:
        self.corner = corners[:, 0]
        (a, b), (c, d) = np.moveaxis(corners[:, 1:] - corners[:, :1], 0, -1)
        inverse = np.array([[d, -c], [-b, a]]) / (a * d - b * c)
        shares = np.array([-inverse[0] - inverse[1], *inverse])  # (3, 2, k)
        self.gradient = np.moveaxis(shares, -1, 0).copy()  # gradients of the three barycentric coordinates, (k, 3, 2)
        size = np.abs(corners).max(initial=0)
        self.slack = SLACK * size * np.abs(self.gradient).sum(axis=2)  # (k, 3)
        self.low, self.high = corners.min(axis=1) - SLACK * size, corners.max(axis=1) + SLACK * size

    def around(self, points: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """All pairs of a point of ``points`` (n, 2) and a triangle around it, in blocks.

        Yields
        ------
        point, triangle : ndarray of int of shape (m,)
        share : ndarray of shape (m, 2)
            share_1 and share_2, brought into the triangle if rounding had put them outside.
        """
        if len(points) == 0:
            return
        boxes = _boxes(points)
        every = np.arange(len(self.corner))
        todo = [(0, every, np.zeros_like(every))]
        while todo:
            level, triangle, box = todo.pop()
            if triangle.size > AT_ONCE:  # the halves are searched in turn, which bounds the memory
                middle = triangle.size // 2
                todo += [(level, triangle[middle:], box[middle:]), (level, triangle[:middle], box[:middle])]
                continue
            met = self._meets(triangle, boxes.center[level][box], boxes.half[level][box])
            triangle, box = triangle[met], box[met]
            if level + 1 < len(boxes.center):
                todo.append((level + 1, np.repeat(triangle, 2), np.stack([2 * box, 2 * box + 1], axis=1).ravel()))
            else:
                yield self._inside(triangle, boxes.points[box], boxes.number[box])

    def _meets(self, triangle: np.ndarray, center: np.ndarray, half: np.ndarray) -> np.ndarray:
        """Whether each triangle (m,) and box (m, 2) have a point in common.

        If two convex sets have none, a line parallel to a side of one of them lies in between: here an
        axis or a side of the triangle, beyond which the box lies if one share is negative all over it.
        """
        met = ((self.low[triangle] <= center + half) & (self.high[triangle] >= center - half)).all(axis=1)
        rest = np.flatnonzero(met)
        triangle, center, half = triangle[rest], center[rest], half[rest]
        gradient = self.gradient[triangle]
        share = np.einsum("mkj,mj->mk", gradient, center - self.corner[triangle])
        share[:, 0] += 1
        reach = np.einsum("mkj,mj->mk", np.abs(gradient), half)
        met[rest] = (share + reach >= -self.slack[triangle]).all(axis=1)
        return met

    def _inside(
        self, triangle: np.ndarray, points: np.ndarray, index: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The pairs of a triangle and a point in it, from triangles (m,) and a box of points for each, (m, b, 2)."""
        offset = points - self.corner[triangle, None]
        share = np.einsum("mkj,mbj->mbk", self.gradient[triangle], offset)
        share[..., 0] += 1
        row, column = np.nonzero((share >= -self.slack[triangle, None]).all(axis=2) & (index >= 0))
        inside = np.maximum(share[row, column], 0)
        inside /= inside.sum(axis=1, keepdims=True)
        return index[row, column], triangle[row], inside[:, 1:]
