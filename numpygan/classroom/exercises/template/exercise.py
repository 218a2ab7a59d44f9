"""Exercise eNN: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

TITLE = "A template"
STATEMENTS = ()  # ids of numpygan check
LESSON = ""  # the name of a file in lessons/
LIBRARY = ()  # "numpygan.nets.layers:Linear": shown with the solution

PARTS = (
    Part(
        "a",
        "standardize(x)",
        hints=(
            "A question: over which axis is the mean?",
            "The formula: (x - mean) / std, both over the rows, axis 0.",
            "Pseudo-code: center = mean of each column; scale = square root of the mean of (x - center)**2; divide.",
        ),
        demo="file.standardize(np.array([[1.0, 10.0], [3.0, 30.0], [4.0, 80.0]]))",
        shows="standardize(x); x {x}",
    ),
)


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    # Use non-square, asymmetric arrays of several sizes, so that the probes distinguish similar mistakes.
    for n, d in ((5, 3), (4, 2), (7, 4)):
        yield Probe("a", {"x": rng.normal(rng.uniform(1, 3, d), rng.uniform(0.5, 2, d), size=(n, d)).round(2)})
    for n in (4, 6):
        yield Probe("a", {"x": 1e6 + rng.normal(size=(n, 2)).round(2)}, "where the mean is large")
