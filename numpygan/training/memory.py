"""Keep freed memory in the process, because every training step needs it again."""

import numpy as np

LIMIT = 32 * 2**20  # the largest value to which glibc raises its threshold


def keep_freed_memory() -> None:
    """Let freed arrays stay with the process, ready for the next step.

    The C library glibc returns a freed array to the system if it is larger than a threshold, at first 128 KB. The next
    step must then request and clear its pages again, which takes a quarter of a step in float64. The threshold rises
    to the size of the largest array that has been freed, so it is enough to free one large array, whose memory is
    never used. With another C library nothing happens.
    """
    np.empty(LIMIT - 2**20, dtype=np.uint8)
