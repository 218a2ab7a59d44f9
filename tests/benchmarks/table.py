"""Tables of the benchmarks: for a terminal, or in Markdown for docs/speed.md."""

import os
import platform
from collections.abc import Iterable, Sequence

import numpy as np
import scipy


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]], *, markdown: bool) -> None:
    """Print the rows below the head; the first column is text, the others are numbers."""
    table = [head, *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [
        [cell.rjust(w) if i else cell.ljust(w) for i, (cell, w) in enumerate(zip(r, widths, strict=True))]
        for r in table
    ]
    if markdown:
        rule = ["-" * widths[0], *("-" * (w - 1) + ":" for w in widths[1:])]
        print("\n".join(f"| {' | '.join(line)} |" for line in (lines[0], rule, *lines[1:])), end="\n\n", flush=True)
    else:
        print("\n".join("  ".join(line) for line in lines), end="\n\n", flush=True)


def milliseconds(seconds: float) -> str:
    """Three digits, in ms."""
    ms = 1e3 * seconds
    return f"{ms:.3f}" if ms < 1 else f"{ms:.2f}" if ms < 10 else f"{ms:.1f}"


def machine(*modules: str) -> str:
    """One line: processor, cores, versions of NumPy, its BLAS, SciPy and of ``modules``."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    versions = [f"NumPy {np.__version__}", f"{blas['name']} {blas['version']}", f"SciPy {scipy.__version__}", *modules]
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {', '.join(versions)}"


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()
