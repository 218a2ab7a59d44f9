"""The time of a step over batch, width, depth, k and the dimension of the data, one at a time."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from interleave import interleave
from iteration import Package, Products, Work
from slopes import joined, slopes
from table import milliseconds

from numpygan.distributions import MultivariateNormal

SMALL = Work(hidden=(64, 64), batch=256, dtype=np.float32)


def families() -> dict[str, dict[int, Work]]:
    """What varies, and the work at each of its sizes."""
    return {
        "batch, 2-64-64": {n: SMALL._replace(batch=n) for n in (32, 64, 128, 256, 512, 1024, 2048, 4096)},
        "width, 2 hidden layers, batch 256": {
            w: SMALL._replace(hidden=(w, w)) for w in (16, 32, 64, 128, 256, 512, 1024)
        },
        "depth, width 64, batch 256": {d: SMALL._replace(hidden=(64,) * d) for d in (1, 2, 4, 8, 16)},
        "k, 2-64-64, batch 256": {k: SMALL._replace(k=k) for k in (1, 2, 4, 8, 16)},
        "dimension, 64-64, batch 256": {
            d: SMALL._replace(dim=d, data=MultivariateNormal(np.ones(d), 0.25)) for d in (2, 8, 32, 128, 512)
        },
    }


def step_rows(**timing: Any) -> Iterator[list[str]]:
    for name, works in families().items():
        sizes = list(works)
        runs = {("package", size): Package(work).run for size, work in works.items()}
        runs |= {("products", size): Products(work).run for size, work in works.items()}
        times = interleave(runs, **timing)
        package, products = ([times[who, size].median for size in sizes] for who in ("package", "products"))
        shown = joined(milliseconds(t) for t in package)
        yield [name, joined(sizes), shown, *slopes(sizes, package), *slopes(sizes, products)]
