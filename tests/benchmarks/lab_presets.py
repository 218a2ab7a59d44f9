"""How often each preset of the lab does what it says: one line a preset, over many seeds.

    python tests/benchmarks/lab_presets.py [PRESET ...] [--seeds 1000:1010] [--verbose]

The presets were chosen with seeds below 100. The bar is 9 of 10 seeds, 1000 to 1009.
"""

import argparse
import time

from threads import set_threads

set_threads(1)

from table import machine, print_table  # noqa: E402

from numpygan.lab.model import Model  # noqa: E402
from numpygan.lab.presets import PRESETS  # noqa: E402

HEADER = ["preset", "criterion", "holds", "after iterations", "processor, s a run"]


def run_preset(name: str, seed: int) -> Model:
    """Run the preset ``name`` for as many iterations as it says."""
    model = Model("normal", seed=seed)
    model.use_preset(name)
    model.step_both(PRESETS[name].steps)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("presets", nargs="*", metavar="PRESET", default=list(PRESETS))
    parser.add_argument("--seeds", default="1000:1010", help="first:last+1 (default %(default)s)")
    parser.add_argument("--verbose", action="store_true", help="a line a seed")
    args = parser.parse_args()
    seeds = range(*map(int, args.seeds.split(":")))
    print(machine(), end="\n\n")
    rows = []
    for name in args.presets:
        start, holds = time.process_time(), 0
        for seed in seeds:
            finding = run_preset(name, seed).judge()
            assert finding is not None
            holds += finding.holds
            if args.verbose:
                print(f"{name} {seed}: {'yes' if finding.holds else 'NO'}, {finding.numbers}", flush=True)
        seconds = (time.process_time() - start) / len(seeds)
        about = (PRESETS[name].judge.__doc__ or "").strip()
        rows.append([name, about, f"{holds} of {len(seeds)}", f"{PRESETS[name].steps:,}", f"{seconds:.1f}"])
    print_table(HEADER, rows, markdown=False)


if __name__ == "__main__":
    main()
