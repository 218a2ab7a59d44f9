"""The step benchmarks, size by size: build the contenders, see that they do the same work, time them."""

import argparse
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import numpy as np
from interleave import clock_for, interleave, ratio
from iteration import Draws, Package, Products, Work, work_of
from table import machine, milliseconds, print_table

STEPS = 5  # after which the parameters are compared
# How far apart they may be: the farthest one, in float64. In float32 some are, as Adam divides a gradient by its
# own size, and where it is next to nothing its rounding error is not; there the mean over all counts.
APART = {"float64": (np.max, 1e-9), "float32": (np.mean, 1e-5)}


def duel(args: argparse.Namespace, frameworks: list[str], *, gamma: float) -> None:
    """Print a table for each size and dtype."""
    print(machine(*(f"{name} {version(name)}" for name in frameworks)))
    clock = clock_for(args.threads)
    print(f"{args.threads} thread{'s' * (args.threads > 1)}, {clock.__name__}, {args.rounds} rounds; medians\n")
    for size in args.sizes:
        for dtype in args.dtypes:
            work = work_of(size, dtype, gamma)
            makers = {n: m for n, m in _makers(frameworks, args.threads).items() if not any(w in n for w in args.skip)}
            contenders = _same_work(work, makers)
            products = Products(work)
            runs = {"products": products.run, **{n: c.run for n, c in contenders.items()}, "draws": Draws(work).run}
            times = interleave(runs, rounds=args.rounds, slice_seconds=args.slice, clock=clock)
            print(f"{work}{f', R1 {gamma:g}' if gamma else ''}: {products.operations / 1e6:.1f} Mflop in products\n")
            rows = [
                [
                    name,
                    milliseconds(found.median),
                    ratio(found, times["products"]),
                    ratio(found, times["numpygan"]),
                    f"{np.median(found.cores):.1f}",
                ]
                for name, found in times.items()
            ]
            print_table(["contender", "ms", "/ products", "/ numpygan", "cores"], rows, markdown=args.markdown)


def _makers(frameworks: list[str], threads: int) -> dict[str, Callable[[Work], Any]]:
    """The contenders that learn, by name."""
    makers: dict[str, Callable[[Work], Any]] = {"numpygan": Package}
    if "torch" in frameworks:
        import torch
        from iteration_in_torch import FunctionalTorch, Torch

        torch.set_num_threads(threads)
        makers["torch eager"] = Torch
        makers["torch compiled"] = lambda work: Torch(work, compiled=True)
        makers["torch functional, compiled"] = FunctionalTorch
    if "jax" in frameworks:
        import jax
        from iteration_in_jax import Jax

        # A step that is computed while Python goes on takes a thread of its own.
        jax.config.update("jax_cpu_enable_async_dispatch", threads > 1)
        makers["jax jit"] = Jax
        makers["jax scan"] = lambda work: Jax(work, scanned=True)
    return makers


def _same_work(work: Work, makers: dict[str, Callable[[Work], Any]]) -> dict[str, Any]:
    """The contenders, after the same steps; SystemExit if their parameters are not the same."""
    start = Package(work).theta()
    contenders = {name: make(work) for name, make in makers.items()}
    over_all, tolerance = APART[np.dtype(work.dtype).name]
    for name, contender in contenders.items():
        reference = Package(work)
        reference.run(contender.run(STEPS))
        moved = over_all(np.abs(reference.theta() - start))
        apart = over_all(np.abs(contender.theta() - reference.theta()))
        if not apart <= tolerance < moved:
            raise SystemExit(f"{work}: {name} does other work: its parameters are {apart:.1e} apart, moved {moved:.1e}")
    return contenders
