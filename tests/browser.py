"""Headless Chromium for tests, where there is one."""

import shutil
import subprocess

import pytest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--virtual-time-budget=2000", "--dump-dom"),
)


def page_text(address, folder, width=800):
    """The HTML of a page after its scripts have run; ``folder`` keeps the profile of the browser."""
    if BROWSER is None:
        pytest.skip("there is no Chromium on this machine")
    command = [BROWSER, *FLAGS, f"--user-data-dir={folder}", f"--window-size={width},800", address]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120).stdout
