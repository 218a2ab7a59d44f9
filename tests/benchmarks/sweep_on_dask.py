"""A sweep on Dask: the same runs on a cluster's executor as one after the other, to the bit.

    python -m venv daskvenv && daskvenv/bin/pip install distributed .
    daskvenv/bin/python tests/benchmarks/sweep_on_dask.py [--address tcp://SCHEDULER:8786] [--seeds N]

Without an address, the cluster is two processes of this machine. Exit status 1 if a run differs, if a failing call
costs another one, or if calls go on after the loop has been left. With distributed 2026.8.0 it printed, on two busy
cores and apart from Dask's own log:

    8 runs, one after the other: 15.7 s
    8 runs by sweep on Dask: 8.3 s, same bits: True
    8 runs by sweep on processes: 15.1 s, same bits: True
      raise: None, ValueError: no such distribution
      last: LAST, NoneType: None
      first: FIRST, NoneType: None
      die: None, KilledWorker: Attempted to run task 'behave-...' on 4 different workers, but all those workers died ...
      lambda: 2, None
    left after 'STAY 0', 3 s later 0 of 40 calls go on

Dask tries a call whose worker dies three times more, and makes those again whose values were on that worker. The
processes of ``sweep`` are fresh ones: their start, some seconds on busy cores, is in the time; Dask's is not.
"""

import argparse
import os
import signal
import time
from contextlib import closing

import numpy as np
from distributed import Client, LocalCluster

from numpygan.distributions import ring
from numpygan.recipes import Run, Settings, sweep


def trained(config: tuple[int, int]) -> bytes:
    """All bits of a run with a seed and a batch size."""
    seed, batch = config
    settings = Settings().with_values(
        steps=300, batch=batch, standardized=True, d_lr_halfway=0.5, g_lr_halfway=0.5, average=0.99, r1=0.1, d_noise=0.5
    )
    run = Run(ring(), settings, rng=np.random.default_rng(seed))
    for _ in run.iterate():
        pass
    gan = run.result()
    return gan.generator.theta.tobytes() + gan.discriminator.theta.tobytes() + run.history.table.tobytes()


def behave(how: str) -> str:
    if how == "raise":
        raise ValueError("no such distribution")
    if how == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if how.startswith("stay"):
        time.sleep(1)
    return how.upper()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", help="of a scheduler that runs")
    parser.add_argument("--seeds", type=int, default=4)
    args = parser.parse_args()
    cluster = args.address or LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    configs = [(seed, batch) for seed in range(args.seeds) for batch in (32, 64)]
    with Client(cluster) as client:
        executor = client.get_executor()
        began = time.perf_counter()
        expected = [trained(config) for config in configs]
        print(f"{len(configs)} runs, one after the other: {time.perf_counter() - began:.1f} s")
        for name, kwargs in (("Dask", {"executor": executor}), ("processes", {"processes": 2})):
            began, values = time.perf_counter(), {}
            for outcome in sweep(trained, configs, **kwargs):
                values[outcome.index] = outcome.value
                print(f"  {outcome.done} of {outcome.total}: {outcome.config} {outcome.error or ''}")
            same = [values[i] for i in range(len(configs))] == expected
            print(f"{len(configs)} runs by sweep on {name}: {time.perf_counter() - began:.1f} s, same bits: {same}")
            if not same:
                return 1

        for outcome in sweep(behave, ["first", "raise", "die", "last"], executor):
            print(f"  {outcome.config}: {outcome.value}, {type(outcome.error).__name__}: {outcome.error}")
            if (outcome.error is None) != (outcome.config in ("first", "last")):
                return 1

        for outcome in sweep(lambda x: x + 1, [1], executor):  # sent by cloudpickle
            print(f"  lambda: {outcome.value}, {outcome.error}")

        with closing(sweep(behave, [f"stay {i}" for i in range(40)], executor)) as outcomes:
            print(f"left after {next(outcomes).value!r}", end=", ")
        time.sleep(3)
        left = sum(len(tasks) for tasks in client.processing().values())
        print(f"3 s later {left} of 40 calls go on")
        return int(left > 0)


if __name__ == "__main__":
    raise SystemExit(main())
