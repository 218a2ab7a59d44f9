"""One thread for each matrix product, because the matrices of this package are small.

Two threads that share the product of a (128, 32) and a (32, 32) matrix spend most of their time waiting for each other:
on a busy machine with two cores, lessons ran five to seven times slower with two threads than with one. ``import
numpygan`` therefore asks the library behind NumPy's products (OpenBLAS, MKL or Accelerate) for one thread. A caller who
has set one of :data:`VARIABLES` keeps what was set; docs/speed.md says what one thread costs large networks.
"""

import contextlib
import ctypes
import os
import sys

VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""Environment variables that a library of matrix products reads once, when it is loaded."""

LINKED_TO_BLAS = ("numpy.linalg._umath_linalg", "scipy.linalg._fblas")
"""Compiled modules that are linked to the library, so that its functions are found through them."""

SETTERS = (
    "scipy_openblas_set_num_threads64_",  # the wheels of NumPy 2
    "scipy_openblas_set_num_threads",  # the wheels of SciPy
    "openblas_set_num_threads64_",  # the wheels of NumPy 1.26
    "openblas_set_num_threads",  # conda, Linux distributions
    "MKL_Set_Num_Threads",
)


def use_one_thread() -> None:
    """Let matrix products use one thread, here and in child processes, unless an environment variable sets a number.

    If NumPy is not loaded yet, environment variables are set. If it is, its BLAS library has read them already, so a
    function of the library is called. This does not work on Windows: there, import numpygan before NumPy, or set
    OPENBLAS_NUM_THREADS=1.
    """
    if any(name in os.environ for name in VARIABLES):
        return
    os.environ.update(dict.fromkeys(VARIABLES, "1"))
    for name in LINKED_TO_BLAS:
        if name in sys.modules:
            library = ctypes.CDLL(sys.modules[name].__file__)
            for setter in SETTERS:
                with contextlib.suppress(AttributeError):  # each library has one of these functions
                    getattr(library, setter)(1)
