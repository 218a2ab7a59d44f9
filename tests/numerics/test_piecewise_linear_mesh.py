"""Triangles divided along breakpoint lines: their total area is unchanged, and the network is linear on each."""

import numpy as np
import pytest

from numpygan.distributions import MultivariateNormal
from numpygan.nets import LeakyReLU, Linear, Network, ReLU, Tanh, mlp
from numpygan.nets.extras import Dropout, Maxout
from numpygan.numerics.noise_2d import StandardizedNormalNoise
from numpygan.numerics.piecewise_linear_mesh import is_piecewise_linear, mesh, split_at_breakpoints

PLANE = StandardizedNormalNoise(MultivariateNormal([0.5, 0.0], [[1.0, 0.3], [0.3, 0.8]]))


def pieces_of(G, cells=3):
    corners, triangles = mesh(PLANE.ticks(cells))
    return split_at_breakpoints(corners[triangles], G, PLANE.points)


@pytest.mark.parametrize("activation", [ReLU, LeakyReLU, Maxout, lambda: Maxout(3)])
def test_every_piece_is_linear_and_nothing_is_lost(activation, rng):
    G = mlp([2, 24, 18, 2], activation, rng=rng, bias_std=1.0)
    pieces = pieces_of(G)
    assert len(pieces) > 1000
    assert PLANE.mass(pieces).sum() == pytest.approx(1, abs=1e-12)
    images = G.forward(PLANE.points(pieces.reshape(-1, 2))).reshape(pieces.shape)
    share = rng.dirichlet([1, 1, 1], size=len(pieces))
    inside = np.einsum("kc,kcd->kd", share, pieces)
    np.testing.assert_allclose(
        G.forward(PLANE.points(inside)), np.einsum("kc,kcd->kd", share, images), atol=1e-11 * np.abs(images).max()
    )


def test_by_hand():
    # ReLU(z1 - 0.25) has the breakpoint line z1 = 0.25, which divides one triangle into three and leaves the other.
    linear = Linear(2, 1, rng=np.random.default_rng(0))
    linear.params[0][...], linear.params[1][...] = [[1.0], [0.0]], -0.25
    triangles = np.array([[[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]], [[0.25, 0.0], [1.0, 0.0], [1.0, 1.0]]])
    pieces = split_at_breakpoints(triangles, Network(linear, ReLU()), lambda w: w)
    assert len(pieces) == 4
    np.testing.assert_allclose(
        np.unique(pieces.reshape(-1, 2), axis=0),
        [[0, 0], [0, 1], [0.25, 0], [0.25, 0.75], [1, 0], [1, 1]],
    )
    (a, b), (c, d) = np.moveaxis(pieces[:, 1:] - pieces[:, :1], 0, -1)
    # The uncut one has area 3/8; of the cut one, of area 1/2, the part beyond z1 = 0.25 is (3/4)^2 / 2 = 9/32.
    areas = np.abs(a * d - b * c) / 2
    assert areas.sum() == pytest.approx(3 / 8 + 1 / 2)
    beyond = pieces[:, :, 0].min(axis=1) >= 0.25 - 1e-15
    assert areas[beyond].sum() == pytest.approx(3 / 8 + 9 / 32)


def test_what_is_piecewise_linear(rng):
    assert is_piecewise_linear(mlp([2, 4, 2], rng=rng))
    assert is_piecewise_linear(Network(Linear(2, 2, rng=rng)))
    assert not is_piecewise_linear(mlp([2, 4, 2], Tanh, rng=rng))
    assert not is_piecewise_linear(np.exp)
    with pytest.raises(ValueError, match="active Dropout is random"):
        is_piecewise_linear(Network(Linear(2, 2, rng=rng), Dropout(0.5, rng=rng)))
