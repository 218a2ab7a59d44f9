"""The moments of a run that its pictures show, kept in its folder, so that a resumed run draws the same pictures."""

import copy
import zipfile
from pathlib import Path

import numpy as np

from numpygan.plots import Moment
from numpygan.training import GAN, Run, write_atomically


class Moments:
    """The GAN of ``run`` at its start, after a 25th and a 5th of the steps, and at the end.

    Attributes
    ----------
    kept : list of Moment
        Those that have passed so far.
    """

    def __init__(self, run: Run) -> None:
        steps = run.settings.steps
        self._wanted = {steps // 25, steps // 5, steps}
        self.kept = [Moment(run.step, run.result())]

    def watch(self, run: Run) -> None:
        """Keep the GAN of ``run`` as it is now, if this is a moment for it."""
        if run.step in self._wanted:
            self.kept.append(Moment(run.step, run.result()))

    def until(self, run: Run) -> list[Moment]:
        """Those kept, and now."""
        now = [] if self.kept[-1].step == run.step else [Moment(run.step, run.result())]
        return [*self.kept, *now]

    def save(self, path: Path) -> None:
        """Write ``path`` (.npz): the steps and the parameters."""
        contents = {
            "step": np.array([moment.step for moment in self.kept]),
            "g_theta": np.array([moment.gan.generator.theta for moment in self.kept]),
            "d_theta": np.array([moment.gan.discriminator.theta for moment in self.kept]),
        }
        write_atomically(path, lambda file: np.savez(file, allow_pickle=False, **contents))

    def load(self, path: Path, run: Run) -> None:
        """Replace those kept by those that :meth:`save` wrote, up to where ``run`` is now.

        Raises
        ------
        ValueError
            If the file cannot be read, or is of another run.
        """
        gan = run.result()
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
                rows = list(zip(archive["step"].tolist(), archive["g_theta"], archive["d_theta"], strict=True))
            self.kept = [Moment(step, _with_thetas(gan, g, d)) for step, g, d in rows if step <= run.step]
        except OSError as error:
            raise ValueError(f"cannot read {path}: {error.strerror or error}") from error
        except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
            raise ValueError(f"{path} is damaged, or of another run: {error}") from error


def _with_thetas(gan: GAN, g_theta: np.ndarray, d_theta: np.ndarray) -> GAN:
    twin = copy.deepcopy(gan)
    twin.generator.theta, twin.discriminator.theta = g_theta, d_theta
    return twin
