"""Frames a second of the lab while a GAN learns in it: at least 10 for a distribution of the plane, on 2 cores.

    python tests/benchmarks/lab.py [DISTRIBUTION ...] [--frames 100] [--markdown]
    xvfb-run -a -s "-screen 0 1400x900x24" python tests/benchmarks/lab.py --window

Without ``--window`` the frames go to a canvas without one, as fast as they come, and the lab's clock is the time of the
processor, which other programs on the machine do not take part in: a frame that takes 50 ms comes 20 times a second on
an idle core. With it a window of matplotlib's usual backend (MPLBACKEND chooses another) is opened, Play is pressed by
an event of the mouse, the timer of the lab makes the frames, and they are counted by the clock on the wall.
A frame has 20 milliseconds of training; the rest is drawing, and what is measured once a second.
"""

import argparse
import itertools
import time
from types import SimpleNamespace

from threads import set_threads

set_threads(1)

import matplotlib  # noqa: E402
from matplotlib.backend_bases import MouseButton, MouseEvent  # noqa: E402
from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from table import machine, print_table  # noqa: E402

import numpygan.lab.model  # noqa: E402
import numpygan.lab.window  # noqa: E402
from numpygan.lab import Lab  # noqa: E402

HEADER = ["distribution", "canvas", "frames a second", "processor, ms a frame", "the slowest tenth", "steps a frame"]
WARM_UP = 5  # frames


def press_play(lab: Lab) -> None:
    """What a user does, as an event."""
    x, y = lab.controls.buttons["play"].ax.transAxes.transform((0.5, 0.5))
    for name in ("button_press_event", "button_release_event"):
        event = MouseEvent(name, lab.figure.canvas, x, y, MouseButton.LEFT)
        lab.figure.canvas.callbacks.process(name, event)


class Watch:
    """Notes when each frame of ``lab`` is done, and stops after ``frames`` of them, or at the end of the run."""

    def __init__(self, lab: Lab, frames: int, stop=lambda: None) -> None:
        self.lab, self.frames, self.stop, self.moments = lab, frames + WARM_UP, stop, []
        self._show = lab.view.show
        lab.view.show = self.show

    @property
    def done(self) -> bool:
        return len(self.moments) > self.frames or bool(self.lab.model.message)

    def show(self, *args, **options) -> None:
        self._show(*args, **options)
        self.moments.append((time.perf_counter(), time.process_time(), self.lab.model.step))
        if self.done:
            self.stop()

    def row(self, distribution: str, canvas: str) -> list[str]:
        (start, processor, step), *_ = moments = self.moments[WARM_UP:]
        end, processor_end, last = moments[-1]
        frames = len(moments) - 1
        gaps = sorted(after[1] - before[1] for before, after in itertools.pairwise(moments))
        return [
            distribution or "the first preset",
            canvas,
            f"{frames / (end - start):.1f}",
            f"{1000 * (processor_end - processor) / frames:.1f}",
            f"{1000 * gaps[int(0.9 * frames)]:.0f} or more",
            f"{(last - step) / frames:.1f}",
        ]


def without_window(distribution: str, frames: int) -> list[str]:
    for module in (numpygan.lab.window, numpygan.lab.model):
        module.time = SimpleNamespace(perf_counter=time.process_time)
    figure = Figure(figsize=Lab.SIZE)
    canvas = FigureCanvasAgg(figure)
    lab = Lab(figure, distribution=distribution or None)
    canvas.draw()
    watch = Watch(lab, frames)
    press_play(lab)
    while not watch.done:
        lab.tick()
        if lab.view.needs_everything:
            canvas.draw()  # as a window does when it is idle
    return watch.row(distribution, "none")


def in_window(distribution: str, frames: int) -> list[str]:
    import matplotlib.pyplot as plt

    with matplotlib.rc_context({"toolbar": "None"}):
        lab = Lab(plt.figure(figsize=Lab.SIZE), distribution=distribution or None)
    watch = Watch(lab, frames, lambda: plt.close(lab.figure))
    play = lab.figure.canvas.new_timer(interval=1000, callbacks=[(lambda: press_play(lab), [], {})])
    play.single_shot = True
    play.start()
    plt.show()
    return watch.row(distribution, plt.get_backend())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "distributions", nargs="*", metavar="DISTRIBUTION", default=["", "ring", "two-moons", "labeled-ring", "normal"]
    )
    parser.add_argument("--frames", type=int, default=100, help="of each distribution (default 100)")
    parser.add_argument("--window", action="store_true", help="in a window")
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    print(machine(), end="\n\n")
    measure = in_window if args.window else without_window
    print_table(
        HEADER, [measure(distribution, args.frames) for distribution in args.distributions], markdown=args.markdown
    )


if __name__ == "__main__":
    main()
