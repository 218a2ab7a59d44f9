"""Step sizes of Adam for both players, and how they shrink over a run."""

from dataclasses import dataclass

from numpygan import arguments
from numpygan.nets import Adam
from numpygan.training.gan import GAN


@dataclass(frozen=True)
class StepSizes:
    """Step sizes of Adam at the start of a run, and how they shrink; by default they stay the same.

    Attributes
    ----------
    d_lr, g_lr : float
        Step size of D and of G at the start.
    betas : tuple of two floats
        Adam's betas, for both players.
    d_lr_halfway, g_lr_halfway : float, optional
        The share of the step size that is left halfway through the run. The step size shrinks linearly until then, and
        to 0 at the end. 0.5 with power 1 is plain linear decay. None (default) means no decay.
    d_lr_power, g_lr_power : float
        In the second half, the step size is proportional to this power of the share of the run that is left. Without a
        share halfway it has no effect.
    """

    d_lr: float = 5e-3
    g_lr: float = 5e-4
    betas: tuple[float, float] = (0.5, 0.9)
    d_lr_halfway: float | None = None
    g_lr_halfway: float | None = None
    d_lr_power: float = 1.0
    g_lr_power: float = 1.0

    def __post_init__(self) -> None:
        arguments.not_negative("d_lr_power", self.d_lr_power)
        arguments.not_negative("g_lr_power", self.g_lr_power)
        for name in ("d_lr_halfway", "g_lr_halfway"):
            if getattr(self, name) is not None:
                arguments.not_negative(name, getattr(self, name))

    def optimizers(self, gan: GAN) -> tuple[Adam, Adam]:
        """Return Adam for D and for G, with the step sizes of the start."""
        return Adam(gan.discriminator, self.d_lr, self.betas), Adam(gan.generator, self.g_lr, self.betas)

    def set(self, optimizers: tuple[Adam, Adam], left: float) -> None:
        """Set the step sizes of D's and G's optimizer where the share ``left`` of the run is still to be done."""
        d_optimizer, g_optimizer = optimizers
        if self.d_lr_halfway is not None:
            d_optimizer.lr = self.d_lr * _share(self.d_lr_halfway, self.d_lr_power, left)
        if self.g_lr_halfway is not None:
            g_optimizer.lr = self.g_lr * _share(self.g_lr_halfway, self.g_lr_power, left)


def _share(halfway: float, power: float, left: float) -> float:
    """Return the step size as a share of that at the start."""
    return halfway * (2 * left) ** power if left < 0.5 else halfway + (1 - halfway) * (2 * left - 1)
