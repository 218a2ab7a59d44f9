"""Points in triangles, against trying all pairs."""

import numpy as np
import pytest

from numpygan.numerics import point_location
from numpygan.numerics.point_location import Triangles


def thin(k, rng):
    """Triangles across the unit square, 1e-7 wide."""
    a, b = rng.random((2, k, 2))
    return np.stack([a, b, b + 1e-7 * rng.normal(size=(k, 2))], axis=1)


def random(k, rng):
    """Of all sizes, overlapping, some of them far from most points."""
    return rng.normal(0, 1, size=(k, 1, 2)) + rng.exponential(0.3, size=(k, 1, 1)) * rng.normal(size=(k, 3, 2))


def found(corners, points, atol=1e-13):
    pairs = []
    for point, triangle, share in Triangles(corners).around(points):
        sides = corners[triangle, 1:] - corners[triangle, :1]
        places = corners[triangle, 0] + np.einsum("ms,msd->md", share, sides)
        np.testing.assert_allclose(places, points[point], atol=atol)  # the shares are those of the point
        assert (share >= 0).all()
        assert (share.sum(axis=1) <= 1 + 1e-15).all()
        pairs += zip(point.tolist(), triangle.tolist(), strict=True)
    assert len(pairs) == len(set(pairs))
    return set(pairs)


def by_trying_all(corners, points):
    """A point is inside if it lies to the same side of all three edges."""
    start = corners[:, None]  # (k, 1, 3, 2)
    edge = np.roll(corners, -1, axis=1)[:, None] - start
    to_point = points[None, :, None] - start
    side = edge[..., 0] * to_point[..., 1] - edge[..., 1] * to_point[..., 0]  # (k, n, 3)
    triangle, point = np.nonzero((side > 0).all(axis=2) | (side < 0).all(axis=2))
    return set(zip(point.tolist(), triangle.tolist(), strict=True))


@pytest.mark.parametrize("make", [random, thin])
@pytest.mark.parametrize("n", [1, 7, 300, 1000])
def test_all_pairs_and_no_other(make, n, rng):
    corners = make(200, rng)
    points = rng.normal(0, 1, size=(n, 2))
    points[::2] = 0.3 + 1e-3 * points[::2]  # a cluster, and points far away
    if make is thin:  # which random points miss: put some inside
        share = rng.dirichlet([1, 1, 1], size=n)
        points = np.einsum("nc,ncd->nd", share, corners[rng.integers(200, size=n)])
    # The corners of a very thin triangle are so sharp that rounding moves a point that is outside along the triangle.
    assert found(corners, points, atol=1e-6 if make is thin else 1e-13) == by_trying_all(corners, points)


def test_in_small_blocks(monkeypatch, rng):
    corners, points = random(300, rng), rng.normal(size=(500, 2))
    at_once = found(corners, points)
    monkeypatch.setattr(point_location, "AT_ONCE", 16)
    assert found(corners, points) == at_once


def test_repeated_points_and_points_on_a_corner():
    corners = np.array([[[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]])
    points = np.array([[1.0, 0.0]] * 40 + [[0.2, 0.2]] * 3 + [[1.5, 0.5]])
    assert found(corners, points) == {(i, j) for i in range(40) for j in (0, 1)} | {(i, 0) for i in (40, 41, 42)}


def test_nothing_to_find(rng):
    assert found(np.empty((0, 3, 2)), rng.normal(size=(50, 2))) == set()
    assert found(random(5, rng), np.empty((0, 2))) == set()
    assert found(random(5, rng), np.full((20, 2), 1e6)) == set()
