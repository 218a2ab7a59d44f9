"""How many threads the matrix products may use: told to the libraries before they are loaded.

BLAS, OpenMP and XLA read the environment once, at their start, so that a script that wants another
number starts itself again. ``cores`` of the tables (processor time over wall time) shows whether they obey.
"""

import argparse
import os
import sys

VARIABLES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "NPROC")


def add_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--threads", type=int, default=1, help="of BLAS, PyTorch and XLA (default 1)")


def set_threads(threads: int) -> None:
    """Start this script again with the environment that says ``threads``, unless it says so already."""
    wanted = dict.fromkeys(VARIABLES, str(threads))  # NPROC: the size of XLA's pool
    if threads == 1:
        wanted["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
    if any(os.environ.get(name) != value for name, value in wanted.items()):
        os.environ.update(wanted)
        os.execv(sys.executable, sys.orig_argv)
