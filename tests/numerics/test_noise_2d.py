"""The two kinds of noise plane: their meshes, densities and masses."""

import numpy as np
import pytest
from scipy import integrate, special

from numpygan.distributions import MultivariateNormal, Normal, Uniform
from numpygan.numerics.noise_2d import StandardizedNormalNoise, StandardizedUniformNoise, standardize_noise
from numpygan.numerics.piecewise_linear_mesh import mesh

COV = np.array([[2.0, 0.6], [0.6, 0.5]])


def normal_plane():
    return StandardizedNormalNoise(MultivariateNormal([3.0, -1.0], COV))


def test_coordinates_and_points_are_inverse(rng):
    for plane in (normal_plane(), StandardizedUniformNoise(np.array([-1.0, 2.0]), np.array([3.0, 2.5]))):
        w = rng.random((7, 2))
        np.testing.assert_allclose(plane.coordinates(plane.points(w)), w, rtol=1e-13)


def test_the_density_is_that_of_the_noise():
    noise, plane = MultivariateNormal([3.0, -1.0], COV), normal_plane()
    w = np.array([[0.0, 0.0], [1.0, -2.0]])
    log_det = np.log(np.linalg.det(plane.axes))  # dz = det dw
    np.testing.assert_allclose(plane.log_density(w) - log_det, noise.log_pdf(plane.points(w)), rtol=1e-13)
    box = StandardizedUniformNoise(np.array([-1.0, 2.0]), np.array([3.0, 2.5]))
    np.testing.assert_array_equal(box.log_density(w), [0, 0])
    np.testing.assert_array_equal(box.points(np.array([[0.0, 0.0], [1.0, 1.0]])), [[-1, 2], [3, 2.5]])


def test_masses_by_hand():
    # The triangle 0, (s, 0), (0, s) of an unbounded s is a quarter of the plane; below the diagonal of a
    # square around 0 lies half of its mass; a half plane beyond 1 has ndtr(-1), whatever its direction.
    plane = normal_plane()
    far = 60.0
    triangles = [
        [[0, 0], [far, 0], [0, far]],
        [[-1, -1], [1, -1], [1, 1]],
        [[1, -far], [1, far], [far, 0]],
        [[-far, 1], [0, far], [far, 1]],
        [[2, 2], [3, 3], [4, 4]],
    ]
    square = (special.ndtr(1) - special.ndtr(-1)) ** 2
    expected = [0.25, square / 2, special.ndtr(-1), special.ndtr(-1), 0]
    np.testing.assert_allclose(plane.mass(np.array(triangles, dtype=float)), expected, atol=1e-15)


def test_masses_against_quadrature(rng):
    plane = normal_plane()
    for corners in rng.normal(0, 1.5, size=(4, 3, 2)):
        a, side, other = corners[0], corners[1] - corners[0], corners[2] - corners[0]
        area = abs(side[0] * other[1] - side[1] * other[0])

        def density(t, s, a=a, side=side, other=other):
            return np.exp(plane.log_density(a + s * side + t * other))

        value, _ = integrate.dblquad(density, 0, 1, 0, lambda s: 1 - s, epsabs=1e-12)
        for turned in (corners, corners[::-1]):  # whichever way around
            assert plane.mass(turned[None])[0] == pytest.approx(value * area, abs=1e-11)
    box = StandardizedUniformNoise(np.zeros(2), np.ones(2))
    np.testing.assert_allclose(box.mass(np.array([[[0, 0], [1, 0], [0.3, 0.5]]])), [0.25])


@pytest.mark.parametrize("cells", [1, 7, 64])
def test_a_mesh_covers_the_noise(cells):
    for plane, missing in ((normal_plane(), 1.3e-13), (StandardizedUniformNoise(np.zeros(2), np.ones(2)), 0)):
        corners, triangles = mesh(plane.ticks(cells))
        assert triangles.shape == (2 * cells**2, 3)
        assert 1 - plane.mass(corners[triangles]).sum() == pytest.approx(missing, abs=1e-14)


def test_errors():
    with pytest.raises(TypeError, match=r"noise must be a 2-D distribution, got Normal"):
        standardize_noise(Normal())
    with pytest.raises(TypeError, match=r"noise must be a 2-D distribution, got Uniform"):
        standardize_noise(Uniform(0, 1))
    with pytest.raises(TypeError, match=r"noise must be a 2-D distribution, got MultivariateNormal"):
        standardize_noise(MultivariateNormal([0, 0, 0], 1))
    with pytest.raises(TypeError, match=r"noise must be a 2-D distribution, got 'normal'"):
        standardize_noise("normal")
