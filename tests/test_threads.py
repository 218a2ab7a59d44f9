"""Matrix products use one thread, in both import orders of NumPy and numpygan, unless the user sets a number."""

import os
import subprocess
import sys

import pytest

from numpygan.threads import SETTERS, VARIABLES

COUNT = """
import ctypes
library = ctypes.CDLL(np.linalg._umath_linalg.__file__)
names = [name.replace("set", "get") for name in {setters}]
counts = [getattr(library, name)() for name in names if hasattr(library, name)]
print(*counts)
"""
IMPORTS = {
    "numpygan first": "import numpygan, numpy as np",
    "numpy first": "import numpy as np, numpygan",
    "scipy first": "import numpy as np, scipy.linalg; from numpygan import Normal",
    "numpy alone": "import numpy as np",
}


def threads(imports: str, **variables: str) -> int:
    """How many threads OpenBLAS uses in a fresh process after ``imports``."""
    surroundings = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    code = IMPORTS[imports] + COUNT.format(setters=[name for name in SETTERS if "openblas" in name])
    command = [sys.executable, "-c", code]
    process = subprocess.run(command, env=surroundings | variables, capture_output=True, text=True, check=True)
    counts = process.stdout.split()
    if not counts:
        pytest.skip("the library behind NumPy's products is not OpenBLAS, or it is not found on this platform")
    return int(counts[0])


@pytest.mark.parametrize("imports", ["numpygan first", "numpy first", "scipy first"])
def test_one_thread(imports: str) -> None:
    assert threads(imports) == 1


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two cores")
@pytest.mark.parametrize("imports", ["numpygan first", "numpy first"])
def test_a_number_in_the_environment_is_kept(imports: str) -> None:
    assert threads("numpy alone") > 1  # or this test could not fail
    assert threads(imports, OPENBLAS_NUM_THREADS="2") == 2
    assert threads(imports, OMP_NUM_THREADS="2") == 2


def test_child_processes_inherit_one_thread() -> None:
    code = "import numpygan, subprocess, sys; subprocess.run([sys.executable, '-c', 'import os; print(os.environ)'])"
    surroundings = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    process = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True)
    for name in VARIABLES:
        assert f"'{name}': '1'" in process.stdout
