"""Make the movies and pictures of README, home page and pictures.md: ``python docs/movies.py``, about 20 minutes.

Each is what a command of ``numpygan`` writes, on a light and on a dark background; the same seed gives the same run.
The last frame of a movie is its still, for readers who want less motion.
"""

import shutil
import tempfile
from pathlib import Path

from PIL import Image

from numpygan.cli import main

DOCS = Path(__file__).parent
MOVIES = {
    "run": "train normal --recipe --activation tanh --movie run.gif",
    "ring": "train ring --recipe --steps 12000 --movie ring.gif",
}
PICTURES = {"figure_1": "run", "anatomy": "ring"}  # and the run whose folder has it
GALLERY = "gallery mode-collapse"


def make(folder: Path, *, dark: bool) -> None:
    """Run the commands in ``folder``, and copy what they write."""
    suffix, theme = ("-dark", ["--dark"]) if dark else ("", [])
    for name, command in MOVIES.items():
        *words, movie = command.split()
        main([*words, str(folder / movie), "--out", str(folder / name), *theme])
        shutil.copy(folder / movie, DOCS / f"{name}{suffix}.gif")
        with Image.open(folder / movie) as frames:
            frames.seek(frames.n_frames - 1)
            frames.convert("RGB").quantize(64).save(DOCS / f"{name}-still{suffix}.png", optimize=True)
    for name, run in PICTURES.items():
        shutil.copy(folder / run / f"{name}.png", DOCS / f"{name}{suffix}.png")
    main([*GALLERY.split(), "--out", str(folder), *theme])
    shutil.copy(folder / "mode-collapse.png", DOCS / f"mode-collapse{suffix}.png")


if __name__ == "__main__":
    for dark in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            make(Path(folder), dark=dark)
