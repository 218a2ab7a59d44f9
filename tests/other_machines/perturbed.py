"""Run a script or a module with first weights that differ by a relative 1e-12, as rounding on another CPU would.

    python tests/other_machines/perturbed.py 3 lessons/09_play_algorithm_1.py
    python tests/other_machines/perturbed.py 3 -m numpygan check inner-loop --jobs 1

Each first W that ``he`` or ``glorot`` draws for a Linear layer is multiplied by 1 + 1e-12 n, with n standard normal and
drawn from the seed and the bytes of W: the same W is changed in the same way each time, so a run that is resumed or
repeated still has the same bits. Weights that a script draws without these two functions stay as they are. In a
float32 network the change is rounded away; the kernels test those. The last line on stderr says how many were changed.
"""

import hashlib
import os
import runpy
import sys
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path

import numpy as np

from numpygan.nets import Linear, glorot, he

RELATIVE = 1e-12
changed = 0


def perturb(W: np.ndarray, seed: int) -> np.ndarray:
    """W (1 + 1e-12 n), n standard normal, drawn from ``seed`` and the bytes of W."""
    digest = hashlib.sha256(W.tobytes()).digest()
    rng = np.random.default_rng([seed, *digest])
    return W * (1 + RELATIVE * rng.standard_normal(W.shape))


def perturb_first_weights(seed: int) -> None:
    """From now on, each new Linear layer that starts with ``he`` or ``glorot`` is perturbed."""
    true_init = Linear.__init__

    def initialize(initialization: Callable, n_in: int, n_out: int, *, rng: np.random.Generator) -> np.ndarray:
        global changed
        changed += 1
        return perturb(initialization(n_in, n_out, rng=rng), seed)

    @wraps(true_init)
    def init(self, n_in, n_out, *, rng, initialization=glorot):
        function = initialization.func if isinstance(initialization, partial) else initialization
        if function in (he, glorot):
            initialization = partial(initialize, initialization)
        true_init(self, n_in, n_out, rng=rng, initialization=initialization)

    Linear.__init__ = init


def main() -> None:
    if len(sys.argv) < 3 or not sys.argv[1].isdigit() or sys.argv[2:] == ["-m"]:
        sys.exit("usage: perturbed.py SEED SCRIPT [ARG ...], or perturbed.py SEED -m MODULE [ARG ...]")
    perturb_first_weights(int(sys.argv[1]))
    target, *rest = sys.argv[2:]
    try:
        if target == "-m":
            sys.argv, sys.path[0] = rest, os.getcwd()
            runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
        else:
            sys.argv, sys.path[0] = [target, *rest], str(Path(target).resolve().parent)
            runpy.run_path(target, run_name="__main__")
    finally:
        print(f"first weights perturbed: {changed}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
