"""The kernels of OpenBLAS that this CPU can run: how the matrix products of other CPUs round."""

import os
import platform
import subprocess
import sys
from pathlib import Path

# What /proc/cpuinfo must list. OPENBLAS_CORETYPE forces a kernel without a look at the CPU, which may then crash.
AVX512 = {"avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"}
NEEDS = {
    "Nehalem": {"sse4_2"},
    "Sandybridge": {"avx"},
    "Haswell": {"avx2", "fma"},
    "Zen": {"avx2", "fma"},
    "SkylakeX": AVX512,
    "Cooperlake": AVX512 | {"avx512_bf16"},
    "Sapphirerapids": AVX512 | {"avx512_bf16", "amx_bf16"},
}
# Prints the name of the kernel that NumPy's OpenBLAS has selected, after products that use it.
PROBE = """
import ctypes
import numpy as np
for dtype in "fd":
    a = np.ones((100, 100), dtype)
    assert (a @ a == 100).all() and (a @ a[0] == 100).all()
paths = {line.split()[-1] for line in open("/proc/self/maps") if "openblas" in line}
# SciPy has a copy of its own; it obeys the same variable.
for path in sorted(paths, key=lambda path: "numpy" not in path):
    for name in ("scipy_openblas_get_corename64_", "openblas_get_corename64_", "openblas_get_corename"):
        function = getattr(ctypes.CDLL(path), name, None)
        if function is not None:
            function.restype = ctypes.c_char_p
            raise SystemExit(print(function().decode()))
"""


def runnable_kernels() -> tuple[list[str], list[str]]:
    """The kernels that differ and were really selected, and a line for each that is left out, with the reason."""
    if platform.system() != "Linux" or platform.machine() not in ("x86_64", "AMD64"):
        where = f"{platform.system()} on {platform.machine()}"
        return [], [f"kernels are left out: they are known on Linux with an x86-64 CPU only, this is {where}"]
    flags = cpu_flags(Path("/proc/cpuinfo").read_text())
    kernels: list[str] = []
    left_out = []
    for kernel, needs in NEEDS.items():
        if not needs <= flags:
            left_out.append(f"{kernel} is left out: this CPU has no {', '.join(sorted(needs - flags))}")
            continue
        selected = selected_kernel(kernel)
        if selected in kernels:
            left_out.append(f"{kernel} is left out: this OpenBLAS selects {selected} for it, which is here already")
        elif selected.lower() == kernel.lower():
            kernels.append(kernel)
        else:
            left_out.append(f"{kernel} is left out: {selected or 'NumPy has no OpenBLAS that tells its kernel'}")
    return kernels, left_out


def cpu_flags(cpuinfo: str) -> set[str]:
    """What the first CPU of /proc/cpuinfo can do."""
    lines = [line.partition(":")[2] for line in cpuinfo.splitlines() if line.startswith("flags")]
    return set(lines[0].split()) if lines else set()


def selected_kernel(coretype: str) -> str:
    """The kernel that a new process with this OPENBLAS_CORETYPE uses; "" if unknown, a sentence if it crashes."""
    environment = os.environ | {"OPENBLAS_CORETYPE": coretype}
    result = subprocess.run([sys.executable, "-c", PROBE], env=environment, capture_output=True, text=True, timeout=60)
    if result.returncode != 0:
        return f"a product of matrices ends with status {result.returncode}"
    return result.stdout.strip()
