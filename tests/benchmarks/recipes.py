"""The recipes against their bars, over seeds that nobody tuned on: ``recipes.py [DISTRIBUTION ...] [--seeds A-B]``.

DISTRIBUTION is a name that ``numpygan train --list`` shows; without one, all of :data:`BARS` are judged. Each run has
one process with one thread. Its measures are appended to a log, one line of JSON for each run. Runs that are in the log
already are left out, so that the command can be interrupted and given again. At the end a table of the log is printed.

``--without PART`` removes one part of the recipe, ``--set NAME=VALUE`` changes one setting, ``--plain`` is Algorithm 1
without the recipe. The environment variable ``OPENBLAS_CORETYPE`` computes as another CPU would; the log keeps these
runs apart. docs/experiments.md explains the measures and gives the results.
"""

import argparse
import ast
import hashlib
import json
import os
import time
from pathlib import Path

import numpy as np

from numpygan.distributions import named_distribution
from numpygan.evaluation import measures_for
from numpygan.recipes import Run, Settings, settings_for, sweep

POINTS, POINTS_SEED = 20_000, 1  # of the points that a run is judged on

# The smallest and the largest value that a measure of a good run may have.
JS_1D = {"js": (0, 0.01)}
SPREADS = {"spread_low": (0.8, 1.2), "spread_high": (0.8, 1.2)}
RING = {"modes": (8, 8), "share": (0.975, 1), "reverse_kl": (0, 0.01), **SPREADS}
BARS: dict[str, dict[str, tuple[float, float]]] = {
    "normal": JS_1D,
    "wide-normal": JS_1D,
    "far-normal": JS_1D,
    "two-modes": {"js": (0, 0.02)},
    "ring": RING,
    "small-ring": RING,
    "grid": {"modes": (25, 25), "share": (0.95, 1), "reverse_kl": (0, 0.01), **SPREADS},
    "labeled-grid": {"share_mean": (0.975, 1), "share_worst": (0.95, 1)},
    "second-given-first": {"js_mean": (0, 0.02)},
    "angle": {"share_mean": (0.9, 1), "share_worst": (0.5, 1)},
}
STEPS = {"two-modes": 10_000}  # unlike the recipe's own number of steps

# What the recipe would be without one of its parts.
WITHOUT: dict[str, dict[str, object]] = {
    "standardized": {"standardized": False},
    "shrinking-steps": {"d_lr_halfway": None, "g_lr_halfway": None, "d_head_start": 0.0},
    "powers": {"d_lr_power": 1.0, "g_lr_power": 1.0},
    "average": {"average": 0.0},
    "r1": {"r1": 0.0},
    "r1-points": {"r1_points": 0},
    "noise": {"d_noise": 0.0},
    "scale": {"d_scale": 1.0},
    "fourier-features": {"d_fourier_features": 0},
    "second-half-loss": {"second_half_loss": None},
    "head-start": {"d_head_start": 0.0},
    "unfolded": {"g_unfolded": False},
    "slope": {"g_slope": 0.2},
    "d-biases": {"d_bias_std": 0.0},
    "g-biases": {"g_bias_std": 0.0},
    "betas": {"betas": (0.9, 0.999)},
}
Config = tuple[str, int, dict[str, object], bool]


def settings_of(name: str, change: dict[str, object], plain: bool) -> Settings:
    """Return the settings that the distribution called ``name`` is judged with."""
    settings = settings_for(named_distribution(name), recipe=not plain)
    return settings.with_values(**({"steps": STEPS[name]} if name in STEPS and not plain else {}) | change)


def final_measures(config: Config) -> dict[str, float]:
    """Train one seed; return its measures at the end and the seconds of processor time that the training took."""
    name, seed, change, plain = config
    distribution, settings = named_distribution(name), settings_of(name, change, plain)
    run = Run(distribution, settings, rng=np.random.default_rng(seed), every=settings.steps)
    started = time.process_time()
    for _ in run.iterate():
        pass
    seconds = time.process_time() - started
    return {**measures_for(distribution, n=POINTS, seed=POINTS_SEED)(run.result()), "seconds": seconds}


def identity(config: Config, label: str) -> dict[str, object]:
    """Return what tells the runs in a log apart."""
    name, seed, change, plain = config
    values = json.dumps(settings_of(name, change, plain).as_json(), sort_keys=True)
    settings = hashlib.sha256(values.encode()).hexdigest()[:8]
    kernel = os.environ.get("OPENBLAS_CORETYPE", "")
    return {"distribution": name, "label": label, "kernel": kernel, "settings": settings, "seed": seed}


def read_log(log: Path) -> list[dict]:
    """Return the runs in a log, each once."""
    rows = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    return list({json.dumps({**row, "measures": None}): row for row in rows}.values())


def print_table(rows: list[dict]) -> None:
    """Print how many runs of each kind reach all bars, and the lowest, median and highest value of each measure."""
    groups: dict[tuple, list[dict]] = {}
    for row in sorted(rows, key=lambda row: row["seed"]):
        groups.setdefault(tuple(row[key] for key in ("distribution", "label", "kernel", "settings")), []).append(row)
    for key, group in groups.items():
        bars = BARS.get(key[0], {})
        missed = [(row["seed"], *(name for name in bars if not reached(row, name))) for row in group]
        bad = [f"{seed} ({', '.join(names)})" for seed, *names in missed if names]
        print(f"\n{' '.join(filter(None, key))}: {len(group) - len(bad)} of {len(group)} reach all bars")
        if bad:
            print(f"  missed by seeds {'; '.join(bad)}")
        for name in group[0]["measures"]:
            column = np.array([row["measures"][name] for row in group])
            alone = f"  bar reached by {sum(reached(row, name) for row in group)}" if name in bars else ""
            low, median, high = column.min(), np.median(column), column.max()
            print(f"  {name:>16}: lowest {low:.5g}  median {median:.5g}  highest {high:.5g}{alone}")


def reached(row: dict, name: str) -> bool:
    """Return whether a run reaches the bar of one measure."""
    low, high = BARS[row["distribution"]][name]
    return bool(low <= row["measures"][name] <= high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("distributions", nargs="*", metavar="DISTRIBUTION")
    parser.add_argument("--seeds", default="1000-1029", metavar="FIRST-LAST")
    parser.add_argument("--log", type=Path, default=Path("recipes.jsonl"))
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--without", choices=WITHOUT, metavar="PART", help=", ".join(WITHOUT))
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", dest="given")
    parser.add_argument("--plain", action="store_true", help="Algorithm 1 without the recipe")
    parser.add_argument("--table", action="store_true", help="train nothing, print the table of the log")
    options = parser.parse_args()
    try:
        label, configs = configs_of(options)
    except (ValueError, SyntaxError) as error:
        parser.error(str(error))
    if not options.table:
        train(label, configs, options)
    print_table(read_log(options.log))


def configs_of(options: argparse.Namespace) -> tuple[str, list[Config]]:
    """Return the label of the runs that the options ask for, and their configs."""
    change = {name: ast.literal_eval(value) for name, _, value in (text.partition("=") for text in options.given)}
    change |= WITHOUT[options.without] if options.without else {}
    parts = ["plain"] * options.plain + [f"without {options.without}"] * bool(options.without) + options.given
    first, _, last = options.seeds.partition("-")
    names, seeds = options.distributions or list(BARS), range(int(first), int(last or first) + 1)
    for name in names:
        settings_of(name, change, options.plain)  # refuses an unknown name or value before anything is trained
    return " ".join(parts), [(name, seed, change, options.plain) for name in names for seed in seeds]


def train(label: str, configs: list[Config], options: argparse.Namespace) -> None:
    """Train the runs that are not in the log yet, and append each one as it ends."""
    done = {json.dumps({**row, "measures": None}) for row in read_log(options.log)}
    configs = [each for each in configs if json.dumps({**identity(each, label), "measures": None}) not in done]
    for outcome in sweep(final_measures, configs, processes=options.processes):
        row = identity(outcome.config, label)
        if outcome.value is None:
            print(f"{row['distribution']} seed {row['seed']}: {outcome.error!r}", flush=True)
            continue
        with options.log.open("a") as file:
            file.write(json.dumps({**row, "measures": outcome.value}) + "\n")
        values = "  ".join(f"{name} {value:.5g}" for name, value in outcome.value.items())
        print(f"{outcome.done} of {outcome.total}: {row['distribution']} seed {row['seed']}: {values}", flush=True)


if __name__ == "__main__":
    main()
