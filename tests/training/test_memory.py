import platform
import subprocess
import sys

import pytest

PROGRAM = """
import resource
import numpy as np
from numpygan.training.memory import keep_freed_memory

if {kept}:
    keep_freed_memory()
for _ in range(2):  # the first round finds the pages
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(100):
        x = np.ones(2**17)  # 1 MB
        y = x + x
        del x, y
    faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
print(faults)
"""


def page_faults(kept: bool) -> int:
    """Of a process of its own that makes and frees arrays of 1 MB, 200 times."""
    command = [sys.executable, "-c", PROGRAM.format(kept=kept)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has this threshold")
def test_freed_memory_is_kept():
    assert page_faults(kept=True) < 500
    assert page_faults(kept=False) > 5000  # else this test, and keep_freed_memory, have no reason to be
