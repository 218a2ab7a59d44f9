"""What stands between a point and the first Linear layer of D."""

from dataclasses import dataclass

import numpy as np

from numpygan import arguments
from numpygan.nets import Layer
from numpygan.nets.extras import Affine, FourierFeatures, GaussianNoise


@dataclass(frozen=True)
class DiscriminatorInput:
    """How the input x of D is changed before D's first Linear layer; by default not at all.

    Lengths are in the units of the data that the GAN sees, which ``standardized`` changes.

    Attributes
    ----------
    d_noise : float
        Standard deviation, at the start of the run, of the Gaussian noise that is added to x, and to c if there is one.
    d_noise_share : float
        The noise shrinks linearly to 0 over this share of the run.
    d_scale : float
        x is multiplied by this factor. A larger factor lets D fit finer details.
    d_fourier_features : int
        Number of random frequencies. Beside x, D gets a sine and a cosine of x for each; their amplitude is 0 in the
        first half of the run.
    d_frequencies : tuple of two floats
        Smallest and largest frequency of these features, in radians per unit of x (before ``d_scale``).
    """

    d_noise: float = 0.0
    d_noise_share: float = 0.5
    d_scale: float = 1.0
    d_fourier_features: int = 0
    d_frequencies: tuple[float, float] = (1.0, 1.0)

    def __post_init__(self) -> None:
        arguments.not_negative("d_noise", self.d_noise)
        arguments.positive("d_noise_share", self.d_noise_share)
        arguments.positive("d_scale", self.d_scale)
        arguments.int_at_least("d_fourier_features", self.d_fourier_features, 0)

    def layers(self, dim: int, c_dim: int, *, rng: np.random.Generator) -> tuple[list[Layer], int]:
        """Return the layers for rows [x | c] of ``dim`` + ``c_dim`` columns, and how many columns they make."""
        layers: list[Layer] = []
        columns = dim + c_dim
        if self.d_noise > 0:
            layers.append(GaussianNoise(self.d_noise, rng=rng))
        if self.d_scale != 1:
            layers.append(Affine([self.d_scale] * dim + [1.0] * c_dim))
        if self.d_fourier_features > 0:
            low, high = (frequency / self.d_scale for frequency in self.d_frequencies)
            layers.append(FourierFeatures(columns, self.d_fourier_features, (low, high), rng=rng, of=dim))
            columns += 2 * self.d_fourier_features
        return layers, columns
