"""The bare process that runs a student's file. It knows nothing of this package: standard library and NumPy only.

``runner`` sends the text of these modules, of the student's file and of the driver, and the inputs, down a pipe; back
come frames of raw numbers. No expected value, tolerance or seed of the probes ever enters there, so that nothing in
that process is worth stealing and no frame is worth forging: a forged number is a number that will be judged.
"""

from pathlib import Path

MODULES = (
    "protocol",
    "student_calls",
    "sandbox",
    "plotting_stubs",
    "process",
)  # in the order in which their texts are joined


def worker_text() -> str:
    """One text of all the modules, without the imports between them."""
    folder = Path(__file__).parent
    lines = [line for name in MODULES for line in (folder / f"{name}.py").read_text(encoding="utf-8").splitlines()]
    return "\n".join(line for line in lines if not line.startswith("from numpygan."))
