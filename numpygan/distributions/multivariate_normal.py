"""The normal distribution in any number of dimensions."""

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions.base import Multivariate
from numpygan.distributions.normal import LOG_SQRT_2_PI


class MultivariateNormal(Multivariate):
    """N(mean, cov), with log density -|z|^2 / 2 - log det L - d log sqrt(2 pi), z = L^-1 (x - mean), cov = L L^T.

    Parameters
    ----------
    mean : array_like of shape (d,)
    cov : array_like of shape (d, d), or float
        Symmetric and positive definite; a number c > 0 means c times the identity.

    Attributes
    ----------
    cholesky : ndarray of shape (d, d)
        The lower triangular L.
    whiten : ndarray of shape (d, d)
        The inverse of L: if x follows this distribution, ``whiten @ (x - mean)`` is standard normal.

    Raises
    ------
    ValueError
        If the shapes do not fit, or if ``cov`` is not symmetric and positive definite.

    Examples
    --------
    >>> MultivariateNormal([0, 0], [[2, 1], [1, 2]]).log_pdf([[1.0, 1.0]])
    array([-2.72051654])
    """

    def __init__(self, mean: npt.ArrayLike, cov: npt.ArrayLike) -> None:
        self.mean = arguments.all_finite("mean", np.array(mean, dtype=float))
        if self.mean.ndim != 1 or self.mean.size == 0:
            raise ValueError(f"mean has shape {self.mean.shape}, expected (d,) with d >= 1")
        self.dim = self.mean.size
        given = arguments.all_finite("cov", np.array(cov, dtype=float))
        self.cov = given * np.eye(self.dim) if given.ndim == 0 else given
        if self.cov.shape != (self.dim, self.dim):
            raise ValueError(f"cov has shape {self.cov.shape}, expected {(self.dim, self.dim)} as mean has {self.dim}")
        if not np.allclose(self.cov, self.cov.T, rtol=1e-12, atol=0):
            raise ValueError(f"cov must be symmetric, got entries that differ by {np.ptp(self.cov - self.cov.T):g}")
        try:
            self.cholesky = np.linalg.cholesky(self.cov)
        except np.linalg.LinAlgError:
            smallest = np.linalg.eigvalsh(self.cov).min()
            raise ValueError(f"cov must be positive definite, got a smallest eigenvalue of {smallest:g}") from None
        self.whiten = np.linalg.inv(self.cholesky)
        self._log_norm = np.log(np.diag(self.cholesky)).sum() + self.dim * LOG_SQRT_2_PI

    def __repr__(self) -> str:
        if self.dim > 4:
            return f"MultivariateNormal in {self.dim} dimensions"
        return f"MultivariateNormal({self.mean.tolist()}, {self.cov.tolist()})"

    @property
    def normals(self) -> "list[tuple[float, MultivariateNormal]]":
        """This distribution as a mixture with one component."""
        return [(1.0, self)]

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        return self.mean + arguments.generator(rng).standard_normal((n, self.dim)) @ self.cholesky.T

    def _log_pdf(self, x: np.ndarray) -> np.ndarray:
        z = self.whiten @ (x - self.mean).T
        return -0.5 * np.einsum("ij,ij->j", z, z) - self._log_norm
