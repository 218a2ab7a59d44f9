"""The recipes against their bars, seed by seed, none picked: ``recipes.py DISTRIBUTION [SEEDS] [--plain]``.

DISTRIBUTION is a name that ``numpygan train --list`` shows. Each seed is a run of its own on a process of its own;
its final
measures are printed as it ends, and at last the worst and the median of all. ``--plain`` leaves the recipe off, for
contrast; ``--steps N`` changes the number of steps. The protocol and what it gave are in docs/training.md.
"""

import argparse
import time

import numpy as np

from numpygan.distributions import named_distribution
from numpygan.evaluation import measures_for
from numpygan.recipes import Run, settings_for, sweep

POINTS = 20_000  # a run is judged on
JUDGE = 1  # the seed of these points


def final_measures(config: tuple[str, int, bool, int | None]) -> dict[str, float]:
    """Train one seed; its measures at the end and the seconds of processor time that the training took."""
    name, seed, recipe, steps = config
    distribution = named_distribution(name)
    settings = settings_for(distribution, recipe=recipe)
    if steps is not None:
        settings = settings.with_values(steps=steps)
    run = Run(distribution, settings, rng=np.random.default_rng(seed), every=settings.steps)
    started = time.process_time()
    for _ in run.iterate():
        pass
    seconds = time.process_time() - started
    return {**measures_for(distribution, n=POINTS, seed=JUDGE)(run.result()), "seconds": seconds}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("distribution")
    parser.add_argument("seeds", type=int, nargs="?", default=10)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--steps", type=int)
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.seeds)
    configs = [(options.distribution, seed, not options.plain, options.steps) for seed in seeds]
    rows = []
    for outcome in sweep(final_measures, configs):
        seed = outcome.config[1]
        if outcome.value is None:
            print(f"seed {seed}: {outcome.error}", flush=True)
            continue
        rows.append(outcome.value)
        print(f"seed {seed}: " + "  ".join(f"{k} {v:.5g}" for k, v in outcome.value.items()), flush=True)
    for name in rows[0] if rows else ():
        column = np.array([row[name] for row in rows])
        print(f"{name:>16}: lowest {column.min():.5g}  median {np.median(column):.5g}  highest {column.max():.5g}")


if __name__ == "__main__":
    main()
