"""Save an animation as one HTML file with play, pause and a slider, or as a GIF.

The HTML page of matplotlib loads the icons of its buttons from a server; this one contains everything.
"""

import base64
import io
import itertools
import json
import os
from collections.abc import Callable, Sequence
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
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
BACKGROUND = 0.2  # of the pixels of a frame have the color of its corner: it is the background
LAST = 2000  # milliseconds that a GIF stays on its last frame


def save_movie(
    animation: Animation,
    path: str | os.PathLike[str],
    *,
    on_dark: Callable[[], Animation] | None = None,
    labels: Sequence[str] = (),
    title: str = "numpygan",
    about: str = "",
    verdict: str = "",
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
    on_dark : function, optional
        Returns the animation on a dark background: the page shows the frames for the theme of the browser. A GIF has
        one theme.
    labels : sequence of str
        The names of the frames on the page; by default their numbers.
    title, about, verdict, note : str
        Of the page: a title, a sentence above the movie, a conclusion below it, and small print such as the command
        that repeats the run.
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
    fps = arguments.positive("fps", fps)
    writer = _Frames(fps=fps, page=kind == ".html")
    animation.save(os.fspath(path), writer=writer, dpi=dpi)
    if kind == ".gif":
        write_atomically(path, lambda file: file.write(writer.as_gif()))
        return
    themes = {writer.theme: writer}
    if on_dark is not None:
        dark_writer = _Frames(fps=fps, page=True)
        on_dark().save(os.fspath(path), writer=dark_writer, dpi=dpi)
        themes[dark_writer.theme] = dark_writer
    words = {"title": title, "about": about, "verdict": verdict, "note": note}
    # A file name that Python could not decode may stand in the note.
    page = _page(themes, labels, words).encode(errors="backslashreplace")
    write_atomically(path, lambda file: file.write(page))


class _Frames(AbstractMovieWriter):
    """Collects the frames as pictures.

    Attributes
    ----------
    panels : list of lists of str
        The panels of each frame, as data URIs: the parts of a figure with subfigures side by side, or one part.
    widths : list of int
        The widths of the panels, in pixels.
    """

    def __init__(self, *, fps: float, page: bool) -> None:
        super().__init__(fps=fps)  # type: ignore[arg-type]
        self._page = page
        self._format = "webp" if features.check("webp") else "png"

    def setup(self, fig: Figure, outfile: str | Path, dpi: float | None = None) -> None:
        super().setup(fig, outfile, dpi=dpi)
        self._frames: list[Image.Image] = []
        self.panels: list[list[str]] = []
        width, _ = self.frame_size
        # The same share of the width at each resolution: a narrow page shows the parts one below the other.
        ends = sorted({round(part.bbox.x1 / fig.bbox.width * width) for part in fig.subfigs} | {width})
        self._cuts = [0, *ends]
        self.widths = [right - left for left, right in itertools.pairwise(self._cuts)]

    def grab_frame(self, **savefig_kwargs: Any) -> None:
        file = io.BytesIO()
        self.fig.savefig(file, format="png", dpi=self.dpi, **savefig_kwargs)
        frame = Image.open(file).convert("RGB")
        if self._page:
            parts = itertools.pairwise(self._cuts)
            self.panels.append([self._uri(frame.crop((left, 0, right, frame.height))) for left, right in parts])
        else:
            self._frames.append(frame)

    def finish(self) -> None:
        """Do nothing, because matplotlib calls this also after an error or Ctrl-C, when frames are missing."""

    @property
    def theme(self) -> str:
        return "dark" if sum(to_rgb(self.fig.get_facecolor())) < 1.5 else "light"

    def _uri(self, panel: Image.Image) -> str:
        file = io.BytesIO()
        panel.save(file, format=self._format, **({"quality": QUALITY} if self._format == "webp" else {}))
        return f"data:image/{self._format};base64,{base64.b64encode(file.getvalue()).decode()}"

    def as_gif(self) -> bytes:
        first, *others = with_one_palette(self._frames)
        durations = [int(1000 / self.fps)] * len(others) + [LAST]
        file = io.BytesIO()
        first.save(file, format="GIF", save_all=True, append_images=others, duration=durations, loop=0, optimize=True)
        return file.getvalue()


def _page(themes: dict[str, _Frames], labels: Sequence[str], words: dict[str, str]) -> str:
    """Return the page with the frames of each theme, as the text of an HTML file."""
    page = resources.files("numpygan.plots.movies").joinpath("player.html").read_text(encoding="utf-8")
    first = next(iter(themes.values()))
    labels = list(labels) or [f"frame {i + 1}" for i in range(len(first.panels))]
    for frames in themes.values():
        if len(labels) != len(frames.panels):
            raise ValueError(f"got {len(labels)} labels for {len(frames.panels)} frames")
    values = {
        "theme": "system" if len(themes) > 1 else next(iter(themes)),
        "width": f"{sum(first.widths)}",
        "columns": " ".join(f"minmax(0, {width}fr)" for width in first.widths),
        "still": "".join(f'<img src="{source}" alt="" style="max-width: 100%">' for source in first.panels[-1]),
        "delay": f"{1000 / first.fps:.0f}",
        # In a script "</" would end it, whatever the text is.
        "labels": json.dumps(labels).replace("</", "<\\/"),
        "frames": json.dumps({theme: frames.panels for theme, frames in themes.items()}),
        **{name: escape(text) for name, text in words.items()},
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
    first = np.asarray(frames[0])
    sheet = sheet.quantize(COLORS, Image.Quantize.MAXCOVERAGE)
    if (first == first[0, 0]).all(axis=2).mean() > BACKGROUND:
        palette, at = sheet.getpalette(), sheet.getpixel((0, 0))
        assert palette is not None
        assert isinstance(at, int)
        palette[3 * at : 3 * at + 3] = first[0, 0].tolist()  # exactly the color of the page around the movie
        sheet.putpalette(palette)
    return [sheet.crop((0, i * height, width, (i + 1) * height)) for i in range(len(frames))]
