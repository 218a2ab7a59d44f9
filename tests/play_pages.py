"""The pages of Play, opened in a browser without a window, for tests."""

import html
import json
import re

from browser import page_text

from numpygan.cli.play import page_path

FOLDER = page_path(None).parent


def opened(page, tmp_path, width=800, **values):
    """The HTML of a page that a browser has opened with these values in its address."""
    fragment = "&".join(f"{name}={value}" for name, value in values.items())
    return html.unescape(page_text(f"{page_path(page).as_uri()}#{fragment}", tmp_path, width=width))


def numbers_in(dom):
    """The numbers of an opened page, with all digits."""
    found = re.search(r'<pre id="numbers"[^>]*>(.*?)</pre>', dom, flags=re.DOTALL)
    assert found, "the page shows no numbers"
    return json.loads(found[1])


def numbers(page, tmp_path, **values):
    """The same, of a page that is opened with these values."""
    return numbers_in(opened(page, tmp_path, **values))


def sentence_in(dom):
    """The sentence above the pictures of an opened page."""
    return re.search(r'id="say"[^>]*>(.*?)</p>', dom, flags=re.DOTALL)[1]


def plot_in(dom, id):
    """The text of one plot of an opened page."""
    return re.search(rf'<svg id="{id}".*?</svg>', dom, flags=re.DOTALL)[0]


def frame_of(plot):
    """The borders of the axes of a plot, in pixels: left, top, bottom, right."""
    found = re.search(r'<path class="axis" d="M([\d.]+),([\d.]+) V([\d.]+) H([\d.]+)"', plot)
    return tuple(float(border) for border in found.groups())


def curves_of(plot, look):
    """The points of all curves of a plot with this look, in pixels."""
    paths = re.findall(rf'<path class="curve {look}" d="([^"]*)"', plot)
    assert paths
    return [tuple(map(float, point)) for path in paths for point in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)]


def unit_lengths(plot):
    """The pixels of one unit along x and along y, from the places of the numbers at the axes."""
    lengths = []
    for place, anchor in (("x", "middle"), ("y", "end")):
        ticks = {}
        for attributes, text in re.findall(r"<text ([^>]*)>(-?[\d.]+)</text>", plot):
            if f'text-anchor="{anchor}"' in attributes:
                ticks[float(text)] = float(re.search(rf'(?<![\w-]){place}="([\d.]+)"', attributes)[1])
        lengths.append(abs(ticks[max(ticks)] - ticks[min(ticks)]) / (max(ticks) - min(ticks)))
    return lengths
