"""One iteration of Algorithm 1 with the R1 penalty on the real points: ``step.py`` with a gradient of a gradient.

    python tests/benchmarks/penalty.py [the options of step.py]

The package differentiates the backward pass by hand, the frameworks by themselves. Nothing of the other forward is
used again, by nobody: the penalty has its own on the real points. ``torch compiled`` compiles the loss of G alone,
as what it compiles cannot be differentiated twice.
"""

from step import main

GAMMA = 0.1  # of R1

if __name__ == "__main__":
    main(__doc__, GAMMA)
