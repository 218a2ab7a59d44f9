"""Random Fourier features: sines and cosines of the input, appended to the input.

A multilayer perceptron first learns what varies slowly in x, and only much later what varies fast. A discriminator that
should resolve a mode of width 0.02 gets sines and cosines of that wavelength as further inputs.
"""

import numpy as np

from numpygan import arguments
from numpygan.nets.layers import Layer


class FourierFeatures(Layer):
    """y = [x, a sin(x B), a cos(x B)] with a fixed random B; dy/dx = [1, a cos(x B) B^T, -a sin(x B) B^T].

    Parameters
    ----------
    n_in : int
    n_frequencies : int
        m, the number of columns of B (n_in, m). The layer appends 2 m columns.
    frequencies : tuple of two floats
        |B_j| is between them, log-uniform, in radians per unit of x; its direction is random. The shortest
        wavelength is 2 pi / frequencies[1].
    rng : numpy.random.Generator
        Draws B, once.
    of : int, optional
        Only the first ``of`` columns of x are used in x B; by default, all.
    amplitude : float
        a; may be changed at any time.

    References
    ----------
    Tancik et al. (2020), Fourier features let networks learn high frequency functions in low dimensional domains.
    """

    n_in: int

    def __init__(
        self,
        n_in: int,
        n_frequencies: int,
        frequencies: tuple[float, float],
        *,
        rng: np.random.Generator,
        of: int | None = None,
        amplitude: float = 1.0,
    ) -> None:
        super().__init__()
        self.n_in, self.n_frequencies = (
            arguments.positive_int("n_in", n_in),
            arguments.positive_int("n_frequencies", n_frequencies),
        )
        low, high = (arguments.positive("a frequency", frequency) for frequency in frequencies)
        if low > high:
            raise ValueError(f"frequencies must be (low, high) with low <= high, got {frequencies!r}")
        self.amplitude = arguments.not_negative("amplitude", amplitude)
        of = self.n_in if of is None else arguments.positive_int("of", of)
        if of > self.n_in:
            raise ValueError(f"of must be at most n_in = {self.n_in}, got {of}")
        direction = arguments.generator(rng).standard_normal((self.n_in, self.n_frequencies))
        direction[of:] = 0
        size = np.exp(rng.uniform(np.log(low), np.log(high), self.n_frequencies))
        self.B = size * direction / np.linalg.norm(direction, axis=0)

    def columns(self, n_in: int) -> int:
        return n_in + 2 * self.n_frequencies

    def forward(self, x: np.ndarray) -> np.ndarray:
        if self.amplitude == 0:  # all sines and cosines are multiplied by 0
            self.sin = self.cos = np.zeros((len(x), self.n_frequencies), x.dtype)
            return np.concatenate([x, self.sin, self.cos], axis=1)
        phase = x @ self.B.astype(x.dtype)
        self.sin, self.cos = np.sin(phase), np.cos(phase)
        a = x.dtype.type(self.amplitude)
        return np.concatenate([x, a * self.sin, a * self.cos], axis=1)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        dx, dsin, dcos = self.parts(dy)
        if self.amplitude == 0:
            return dx.copy()
        a = dy.dtype.type(self.amplitude)
        return dx + a * (dsin * self.cos - dcos * self.sin) @ self.B.astype(dy.dtype).T

    def parts(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The columns (n, n_in), (n, m), (n, m) of x, the sines and the cosines."""
        return (
            y[:, : self.n_in],
            y[:, self.n_in : self.n_in + self.n_frequencies],
            y[:, self.n_in + self.n_frequencies :],
        )

    def __repr__(self) -> str:
        return f"FourierFeatures({self.n_in}, {self.n_frequencies})"
