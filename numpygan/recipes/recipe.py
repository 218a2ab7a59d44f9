"""Parts of the practical recipe that act on the whole run."""

from dataclasses import dataclass

from numpygan import arguments
from numpygan.nets import GeneratorLoss


@dataclass(frozen=True)
class Recipe:
    """Parts of the practical recipe; by default all are off.

    Attributes
    ----------
    standardized : bool
        Whether the GAN learns (x - mean) / std instead of x.
    average : float
        Decay of the averaged generator, which is then the result of the run. 0 means no average.
    r1 : float
        Weight of the gradient penalty R1 at the start. It shrinks as the square of the share of the run that is left.
    r1_points : int
        The penalty is computed at this many real points of each minibatch; 0 (default) means all.
    second_half_loss : function, optional
        G's loss in the second half of the run; None (default) means ``generator_loss`` all the time.
    restart_from_average : bool
        Whether G begins the second half with the averaged weights, as the recipe of version 0.1 did.
    d_head_start : float
        At the start of the second half, G is frozen for this share of the run while D adapts.
    """

    standardized: bool = False
    average: float = 0.0
    r1: float = 0.0
    r1_points: int = 0
    second_half_loss: GeneratorLoss | None = None
    restart_from_average: bool = False
    d_head_start: float = 0.0

    def __post_init__(self) -> None:
        arguments.not_negative("r1", self.r1)
        arguments.int_at_least("r1_points", self.r1_points, 0)
        arguments.not_negative("d_head_start", self.d_head_start)
        if self.d_head_start >= 0.5:
            raise ValueError(f"d_head_start must be < 0.5, a part of the second half, got {self.d_head_start:g}")
