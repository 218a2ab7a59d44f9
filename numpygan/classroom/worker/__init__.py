"""The program of the process that runs a student's file; it uses only the standard library and NumPy.

``runner`` sends the source of these modules, of the student's file and of the driver, and the inputs, through a
pipe. The worker returns frames of numbers. Expected values, tolerances and the seed of the probes never enter this
process, so the student's code cannot read them, and a forged frame is checked like any other answer.
"""

from pathlib import Path

# In the order in which their texts are joined.
MODULES = "protocol", "student_calls", "loading", "kernel_limits", "sandbox", "package_stubs", "process"


def worker_text() -> str:
    """Return the source of all modules as one text, without the imports between them."""
    folder = Path(__file__).parent
    lines = [line for name in MODULES for line in (folder / f"{name}.py").read_text(encoding="utf-8").splitlines()]
    return "\n".join(line for line in lines if not line.startswith("from numpygan."))
