"""The distribution p_g of a generator G(z) from 2-D noise to 2-D points, by triangles on which G is linear.

The noise space is divided into triangles. G maps each triangle to a triangle, on which p_g has the density
p_z(z) / |det G'|; where images overlap, the density is the sum over all preimages, as in 1-D.

For a ReLU network the triangles are divided along its breakpoint lines, so p_g is exact; any other generator is
replaced by its linear interpolation on each triangle.
"""

from typing import Any, NamedTuple

import numpy as np

from numpygan import arguments
from numpygan.distributions import Distribution, Multivariate
from numpygan.numerics.noise_2d import FAR, standardize_noise
from numpygan.numerics.piecewise_linear_mesh import is_piecewise_linear, mesh, split_at_breakpoints
from numpygan.numerics.point_location import Triangles

CELLS = 128
FIRST_CELLS = 16  # of the first mesh of a piecewise-linear network, before it is divided at the breakpoint lines
ROWS_AT_ONCE = 2**14  # through the generator
FLAT = 1e-12  # a height of an image, relative to the largest coordinate, that could as well be 0
ASIDE = 1e-13 * np.array([1.0, np.e / np.pi])  # where a point on a seam of two triangles is looked for instead
SLIVERS = 1e-9  # a mass on flat images as small as this is that of triangles too small to tell, not of a collapse


class StratifiedPoints(NamedTuple):
    """Two random points in each of k strata: the sum of weight times value is the mean of a function."""

    x: np.ndarray  # (k, 2, d)
    weight: np.ndarray  # (k, 2)
    log_density: np.ndarray  # (k, 2), of the distribution at x, or less
    singular: np.ndarray  # (k, 2), whether the distribution has no density there


class PushForward2D(Multivariate):
    """The distribution of G(z) for 2-D noise z and 2-D points G(z).

    For a network of ReLU, LeakyReLU or Maxout the density is exact to rounding. A smooth generator is
    replaced by its linear interpolation on a mesh, which reaches as far as 7.5 standard deviations of
    normal noise, all but 1.3e-13 of its mass: the result is a distribution, too, whose JS to another one is off
    by O(cells^-2), and its density at a point by O(1 / cells). KL(p_data || p_g) is infinite if the data
    go on beyond the image of the mesh.

    ``js(p_data, p_g, rng=rng)`` and the others take this distribution; their error includes that of the mesh.

    Where G is constant along a line (a dead layer, a collapse) the image has no area and the distribution
    no density there: its probability is ``singular_mass``, and ``log_pdf`` is that of the rest. What
    has no density shares nothing with a distribution that has one, and so it is counted.

    Parameters
    ----------
    generator : callable or network
        Takes z of shape (n, 2), returns x of shape (n, 2). A network is copied: this is the distribution of
        the generator as it is now.
    noise : MultivariateNormal, or a uniform distribution on a box
        The p_z of the notes.
    cells : int
        The mesh has ``cells`` x ``cells`` cells, smaller where the noise is dense. For a
        piecewise-linear network it does not change the distribution, only how finely it is integrated.

    Attributes
    ----------
    exact : bool
        Whether G is piecewise linear, so that the triangles follow its breakpoint lines.
    singular_mass : float
        The probability of the part of the distribution that has no density.

    Examples
    --------
    >>> from numpygan.distributions import MultivariateNormal
    >>> p_g = PushForward2D(lambda z: np.abs(z), MultivariateNormal([0, 0], 1))
    >>> p_g.pdf([[1.0, 1.0], [-1.0, 1.0]])  # four preimages, none: 4 exp(-1) / (2 pi)
    array([0.23419933, 0.        ])

    References
    ----------
    Notes, eq. 1.3.4.
    """

    dim = 2

    def __init__(self, generator: Any, noise: Distribution, *, cells: int = CELLS) -> None:
        self.noise, self.cells = noise, arguments.positive_int("cells", cells)
        self._plane = plane = standardize_noise(noise)
        # A copy in float64: see ``preimages``.
        self.generator = generator.astype(np.float64) if hasattr(generator, "astype") else generator
        corners, index = mesh(plane.ticks(cells))
        images = self._images(corners)
        self.exact = is_piecewise_linear(self.generator)
        self._mesh = corners[index]  # (k, 3, 2)
        self._w, self._x = self._mesh, images[index]
        if self.exact:
            corners, index = mesh(plane.ticks(FIRST_CELLS, FAR))
            self._w = split_at_breakpoints(corners[index], self.generator, plane.points)
            self._x = self._images(self._w.reshape(-1, 2)).reshape(-1, 3, 2)
        areas = _doubled_areas(self._x)
        longest = np.linalg.norm(self._x - np.roll(self._x, 1, axis=1), axis=2).max(axis=1)
        self._size = np.abs(self._x).max()
        self._flat = areas <= FLAT * self._size * longest
        with np.errstate(divide="ignore"):
            self._log_det = np.log(areas) - np.log(_doubled_areas(self._w))
        self._solid = np.flatnonzero(~self._flat)
        self._triangles = Triangles(self._x[self._solid])
        mass = float(plane.mass(self._w[self._flat]).sum())
        self.singular_mass = mass if mass > SLIVERS else 0.0

    def __repr__(self) -> str:
        singular = f", singular_mass={self.singular_mass:.4g}" if self.singular_mass else ""
        return f"PushForward2D({len(self._w)} triangles, noise={self.noise!r}{singular})"

    def coarser(self) -> "PushForward2D":
        """This distribution from a mesh with half as many cells in each direction, and as many stratified points."""
        if self.cells == 1:
            raise ValueError(
                "there is no coarser mesh than that of 1 cell, by which its error is known; use more cells"
            )
        twin = PushForward2D(self.generator, self.noise, cells=self.cells // 2)
        twin._mesh = self._mesh
        return twin

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        w = self._plane.coordinates(self.noise.sample(n, rng=rng))
        return self._images(w) if self.exact else self._through(w)[0]

    def _log_pdf(self, x: np.ndarray) -> np.ndarray:
        log_density = np.full(len(x), -np.inf)
        # On a seam, as round numbers are, a point would count once for each of the triangles that meet there.
        for point, found, share in self._triangles.around(x + self._size * ASIDE):
            triangle = self._solid[found]
            terms = self._plane.log_density(_at(self._w[triangle], share)) - self._log_det[triangle]
            np.logaddexp.at(log_density, point, terms)
        return log_density

    def stratified_points(self, *, rng: np.random.Generator) -> StratifiedPoints:
        """Two random points in each triangle of the mesh, sent to x; the same seed gives the same z."""
        share = arguments.generator(rng).random((len(self._mesh), 2, 2))
        share = np.where(share.sum(axis=2, keepdims=True) > 1, 1 - share, share)
        w = _at(self._mesh[:, None], share)
        log_density = self._plane.log_density(w)
        weight = np.exp(log_density) * _doubled_areas(self._mesh)[:, None] / 4
        x, triangle = self._through(w.reshape(-1, 2))
        triangle = triangle.reshape(weight.shape)
        found = triangle >= 0
        return StratifiedPoints(
            x.reshape(w.shape),
            weight,
            np.where(found, log_density - self._log_det[triangle], -np.inf),
            found & self._flat[triangle],
        )

    def _through(self, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The image (n, 2) of coordinates w (n, 2), and the triangle (n,) through which it goes, -1 beyond the mesh."""
        x, triangle = self._images(w), np.full(len(w), -1)
        for point, found, share in Triangles(self._w).around(w):
            x[point], triangle[point] = _at(self._x[found], share), found
        return x, triangle

    def _images(self, w: np.ndarray) -> np.ndarray:
        """G at coordinates w (n, 2) of the noise plane."""
        z = self._plane.points(w)
        forward = getattr(self.generator, "forward", self.generator)
        blocks = [z[start : start + ROWS_AT_ONCE] for start in range(0, max(1, len(z)), ROWS_AT_ONCE)]
        images = [np.asarray(forward(block), dtype=float) for block in blocks]
        for block, image in zip(blocks, images, strict=True):
            if image.shape != block.shape:
                raise ValueError(
                    f"the generator turned z of shape {block.shape} into {image.shape}, expected {block.shape}"
                )
        return arguments.all_finite("the generator's output", np.concatenate(images))


def _at(corners: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Points (..., 2) of triangles (..., 3, 2) with the given share_1 and share_2 (..., 2)."""
    sides = corners[..., 1:, :] - corners[..., :1, :]
    return corners[..., 0, :] + (share[..., None] * sides).sum(axis=-2)


def _doubled_areas(corners: np.ndarray) -> np.ndarray:
    """Twice the areas (k,) of triangles (k, 3, 2)."""
    (a, b), (c, d) = np.moveaxis(corners[:, 1:] - corners[:, :1], 0, -1)
    return np.abs(a * d - b * c)
