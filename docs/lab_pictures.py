"""Draw the pictures of docs/lab.md: the lab at its start, after some iterations of each preset, and in slow motion.

    python docs/lab_pictures.py             # writes docs/static/lab/*.png
    python docs/lab_pictures.py circles     # only these presets

They are drawn on a canvas without a window, by the code that draws the window.
"""

import sys
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from numpygan.lab import Lab
from numpygan.lab.presets import PRESETS

FOLDER = Path(__file__).parent / "static" / "lab"
ROWS = 20  # of the curves
COLORS = 256  # of a picture; so it takes a third of the size
OCTREE = Image.Quantize.FASTOCTREE  # keeps the inks within 2 of 255; the median cut shifts purple by up to 48
PHASE = "gradient"  # of G, in slow motion


def picture_of(lab: Lab, name: str) -> None:
    """Write what the window would show."""
    canvas = lab.figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    canvas.draw()
    image = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3])
    image.quantize(COLORS, method=OCTREE, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    figure = Figure(figsize=Lab.SIZE)
    FigureCanvasAgg(figure)
    lab = Lab(figure)
    picture_of(lab, "start")
    for name in sys.argv[1:] or PRESETS:
        preset = PRESETS[name]
        lab.use_preset(name)
        for _ in range(ROWS):
            lab.model.step_both(preset.steps // ROWS)
            lab.model.measure()
        lab.press("play")
        picture_of(lab, name)
        if name == "learns":
            lab.press("slow")
            while True:
                phase = lab.show_next_phase()
                if phase is None or (phase.player == "generator" and phase.what == PHASE):
                    break
            picture_of(lab, "slow-motion")


if __name__ == "__main__":
    main()
