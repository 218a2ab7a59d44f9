"""Keep freed memory in the process, because every training step needs it again."""

import numpy as np

LIMIT = 32 * 2**20  # of what glibc raises its threshold to


def keep_freed_memory() -> None:
    """Let freed arrays stay with the process, ready for the next step.

    glibc hands an array above a threshold, at first 128 KB, back to the system when it is freed, and the next
    step waits while the system finds (and clears) its pages again: a quarter of a step in float64. The threshold
    rises to the size of the largest array that has been freed, so freeing a large one, never touched, is all it
    takes. With another C library nothing happens.
    """
    np.empty(LIMIT - 2**20, dtype=np.uint8)
