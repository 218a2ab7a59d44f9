"""Save an animation as one HTML file with play, pause and a slider, or as a GIF.

The HTML page of matplotlib loads the icons of its buttons from a server; this one contains everything.
"""

import base64
import io
import json
import os
from collections.abc import Sequence
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

from matplotlib.animation import AbstractMovieWriter, Animation
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image, features  # Pillow is a dependency of matplotlib, which draws and saves every frame with it.

from numpygan import arguments
from numpygan.files import write_atomically

KINDS = ".html", ".gif"
DPI = 100
QUALITY = 88  # of a frame in the page
COLORS = 128  # of a GIF; with 255 it is a quarter larger, and nobody sees the difference
LAST = 2000  # milliseconds that a GIF stays on its last frame


def save_movie(
    animation: Animation,
    path: str | os.PathLike[str],
    *,
    labels: Sequence[str] = (),
    title: str = "numpygan",
    note: str = "",
    fps: float = 10.0,
    dpi: float = DPI,
) -> None:
    """Write ``animation`` to ``path``, whose suffix decides the format: .html or .gif.

    Parameters
    ----------
    animation : matplotlib.animation.Animation
        As :func:`numpygan.plots.animate` makes it, or your own.
    path : path
        After an interrupted save, the old file is unchanged.
    labels : sequence of str
        The names of the frames on the page; by default their numbers.
    title, note : str
        Of the page; the note may be the command that repeats the run.
    fps : float
        Frames a second.
    dpi : float
        Pixels per inch.

    Raises
    ------
    ValueError
        For another suffix.
    """
    kind = Path(path).suffix
    if kind not in KINDS:
        raise ValueError(f"a movie must end in {' or '.join(KINDS)}, got {os.fspath(path)!r}")
    writer = _Frames(fps=arguments.positive("fps", fps), page=kind == ".html")
    writer.words = {"title": title, "note": note, "labels": list(labels)}
    animation.save(os.fspath(path), writer=writer, dpi=dpi)
    write_atomically(path, lambda file: file.write(writer.contents()))


class _Frames(AbstractMovieWriter):
    """Collects the frames as pictures and writes them as a page or a GIF."""

    words: dict[str, Any]

    def __init__(self, *, fps: float, page: bool) -> None:
        super().__init__(fps=fps)  # type: ignore[arg-type]
        self._page = page
        self._frames: list[bytes] = []
        self._format = "webp" if page and features.check("webp") else "png"

    def setup(self, fig: Figure, outfile: str | Path, dpi: float | None = None) -> None:
        super().setup(fig, outfile, dpi=dpi)
        self._frames = []

    def grab_frame(self, **savefig_kwargs: Any) -> None:
        file = io.BytesIO()
        more: dict[str, Any] = {"pil_kwargs": {"quality": QUALITY}} if self._format == "webp" else {}
        self.fig.savefig(file, format=self._format, dpi=self.dpi, **savefig_kwargs, **more)
        self._frames.append(file.getvalue())

    def finish(self) -> None:
        """Do nothing, because matplotlib calls this also after an error or Ctrl-C, when frames are missing."""

    def contents(self) -> bytes:
        # A file name that Python could not decode may stand in the note.
        return self._as_page().encode(errors="backslashreplace") if self._page else self._as_gif()

    def _as_gif(self) -> bytes:
        first, *others = with_one_palette([Image.open(io.BytesIO(frame)).convert("RGB") for frame in self._frames])
        durations = [int(1000 / self.fps)] * len(others) + [LAST]
        file = io.BytesIO()
        first.save(file, format="GIF", save_all=True, append_images=others, duration=durations, loop=0, optimize=True)
        return file.getvalue()

    def _as_page(self) -> str:
        page = resources.files("numpygan.plots.movies").joinpath("player.html").read_text(encoding="utf-8")
        labels = self.words["labels"] or [f"frame {i + 1}" for i in range(len(self._frames))]
        if len(labels) != len(self._frames):
            raise ValueError(f"got {len(labels)} labels for {len(self._frames)} frames")
        sources = [f"data:image/{self._format};base64,{base64.b64encode(frame).decode()}" for frame in self._frames]
        width, height = self.frame_size
        ground = to_rgb(self.fig.get_facecolor())
        values = {
            "theme": "dark" if sum(ground) < 1.5 else "light",
            "title": escape(self.words["title"]),
            "note": escape(self.words["note"]),
            "width": f"{width}",
            "height": f"{height}",
            "delay": f"{1000 / self.fps:.0f}",
            # In a script "</" would end it, whatever the text is.
            "labels": json.dumps(labels).replace("</", "<\\/"),
            "frames": json.dumps(sources),
        }
        for name, value in values.items():
            page = page.replace(f"{{{{{name}}}}}", value)
        return page


def with_one_palette(frames: list[Image.Image]) -> list[Image.Image]:
    """Return the frames with a common palette of 128 colors that contains the colors of thin lines.

    matplotlib's PillowWriter gives each frame a palette of its own. With one palette, pixels that do not change between
    two frames are not stored again, and the file is about half as large.
    """
    width, height = frames[0].size
    sheet = Image.new("RGB", (width, height * len(frames)))
    for i, frame in enumerate(frames):
        sheet.paste(frame, (0, i * height))
    sheet = sheet.quantize(COLORS, Image.Quantize.MAXCOVERAGE)
    return [sheet.crop((0, i * height, width, (i + 1) * height)) for i in range(len(frames))]
