"""Look at the built pages in a browser: ``python docs/check_layout.py docs/_build/html [PAGE ...]``.

Chromium opens every page, or the pages that are named, at four widths and in both themes. Reported are pages that are
wider than the window, tables, code and formulas that are cut off, images without a text or a file, type below 10
pixels, and a contrast below 4.5 (WCAG 2.2, level AA). The exit status is 1 if something is wrong.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread

WIDTHS = (390, 768, 1024, 1440)
THEMES = ("light", "dark")
MINUTES = 30
HARNESS = b'<!doctype html><meta charset="utf-8"><title>layout</title><body><script src="/check_layout.js"></script>'
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--window-size=1600,1000")
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-quic")


class Handler(SimpleHTTPRequestHandler):
    """The site, the script that measures, its task, and the place for its report."""

    def __init__(self, *arguments: object, task: bytes, reports: "Queue[list[str]]", **options: object) -> None:
        self.task, self.reports = task, reports
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        own = {
            "/layout": ("text/html", HARNESS),
            "/task": ("application/json", self.task),
            "/check_layout.js": ("text/javascript", Path(__file__).with_suffix(".js").read_bytes()),
        }
        if self.path not in own:
            super().do_GET()
            return
        kind, body = own[self.path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()
        self.reports.put(json.loads(body))

    def log_message(self, *_: object) -> None:
        """Keep the terminal for the faults."""


def faults(site: Path, pages: list[str], browser: str) -> list[str]:
    """What the browser finds on the pages of ``site``, a line each."""
    task = json.dumps({"pages": pages, "widths": WIDTHS, "themes": THEMES}).encode()
    reports: Queue[list[str]] = Queue()
    handler = partial(Handler, task=task, reports=reports, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, tempfile.TemporaryDirectory() as profile:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/layout"
        command = [browser, *FLAGS, *QUIET, f"--user-data-dir={profile}", "--remote-debugging-port=0", address]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                return reports.get(timeout=60 * MINUTES)
            finally:
                process.terminate()
                server.shutdown()


def main() -> int:
    site = Path(sys.argv[1])
    names = [path.relative_to(site) for path in site.rglob("*.html")]
    pages = sys.argv[2:] or sorted(name.as_posix() for name in names if name.parts[0] != "_modules")  # not the source
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        print("there is no Chromium, which measures the pages")
        return 2
    found = faults(site, pages, browser)
    print("\n".join(found) or f"{len(pages)} pages fit at {WIDTHS} pixels, and can be read in both themes")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
