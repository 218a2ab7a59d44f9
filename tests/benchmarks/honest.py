"""Are the reported errors honest? Every pair of known divergences, all six numbers of each.

    python tests/benchmarks/honest.py [FILE]

FILE is what ``truths.py`` writes; by default the table of the tests. A ratio is the true error over
the reported one (plus the last digit of the value).
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from pairs import Spec, build

from numpygan.distributions import Distribution
from numpygan.theory import hellinger, js, kl, log2_minus_js, total_variation

TABLE = Path(__file__).parent.parent / "theory" / "honest_errors.jsonl"
MEASURES = {
    "kl_pq": kl,
    "kl_qp": lambda p, q: kl(q, p),
    "js": js,
    "log2_minus_js": log2_minus_js,
    "tv": total_variation,
    "hellinger": hellinger,
}


def read(path: Path) -> Iterator[tuple[Spec, Spec, dict[str, float]]]:
    """Two specs and the six numbers of each line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        _, _, p, q, *numbers = json.loads(line)
        yield p, q, dict(zip(MEASURES, numbers, strict=True))


def ratio_and_relative_error(p: Distribution, q: Distribution, name: str, exact: float) -> tuple[float, float]:
    """The true error over the reported one, and over the value."""
    value = MEASURES[name](p, q)
    if value == exact:
        return 0.0, 0.0
    if np.isinf(exact) or np.isinf(value):
        return np.inf, np.inf
    error = abs(value - exact)
    return error / (value.error + np.finfo(float).eps * exact), error / exact if exact else np.inf


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else TABLE
    rows: dict[str, list[tuple[float, float, float, str]]] = {name: [] for name in MEASURES}
    for p, q, known in read(path):
        distributions = build(p), build(q)
        for name, exact in known.items():
            shown = f"{exact} {p} {q}"
            try:
                ratio, relative = ratio_and_relative_error(*distributions, name, exact)
            except ArithmeticError as error:
                ratio, relative, shown = np.inf, np.inf, f"{shown} {error}"
            rows[name].append((ratio, relative, known["js"], shown))
    for name, found in rows.items():
        report(name, found)


def report(name: str, found: list[tuple[float, float, float, str]]) -> None:
    ratios, relatives, sizes = (np.array([row[i] for row in found]) for i in range(3))
    allowed = np.where(sizes < 1e-6, 1e-10, 1e-12)
    print(
        f"{name}: {len(found)} pairs; ratio at worst {ratios.max():.2g}, median {np.median(ratios):.2g}, "
        f"above 10: {(ratios > 10).sum()}; relative error above 1e-12 (1e-10 where JS < 1e-6): "
        f"{(relatives > allowed).sum()}, at worst {relatives.max():.1e}"
    )
    for i in np.argsort(-ratios)[:3].tolist() + np.argsort(-relatives / allowed)[:5].tolist():
        print(f"    ratio {ratios[i]:.2g}, relative error {relatives[i]:.1e}: {found[i][3]}")


if __name__ == "__main__":
    with np.errstate(all="raise", under="ignore"):
        main()
