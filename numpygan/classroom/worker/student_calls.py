"""Call a student's function and return the outcome: numbers, or the error."""

import functools
import os
import re
import sys
import traceback
import types
import warnings
from typing import Any

import numpy as np

from numpygan.classroom.worker.protocol import unpack

MOST_NUMBERS = 1_000_000  # in one answer


class MissingNameError(Exception):
    """The student's file does not define a name."""


class WrongTypeError(Exception):
    """An answer does not consist of numbers. The message is "expected|got"."""


class Student:
    """The student's module, for the driver; a missing name raises :class:`MissingNameError`."""

    def __init__(self, module: types.ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        try:
            return getattr(self._module, name)
        except AttributeError:
            raise MissingNameError(name) from None


def load(source: Any, filename: str, name: str = "student") -> types.ModuleType:
    """Run source, or compiled source, as a module."""
    module = types.ModuleType(name)
    module.__file__ = filename
    sys.modules[name] = module  # dataclasses look their module up
    exec(_compiled(source, filename) if isinstance(source, str) else source, module.__dict__)
    return module


@functools.lru_cache(maxsize=1024)
def _compiled(source: str, filename: str) -> types.CodeType:
    return compile(source, filename, "exec")


def call_student(
    module: types.ModuleType, driver: types.ModuleType, part: str, inputs: bytes, filename: str
) -> dict[str, Any]:
    """Return the outcome of one call of the driver, which calls the student's functions."""
    arguments = unpack(inputs)
    try:
        with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn", under="ignore"):
            warnings.simplefilter("always")
            outputs = named_arrays(getattr(driver, f"part_{part}")(Student(module), **arguments))
    except BaseException as error:
        return exception_outcome(error, filename)
    before = _originals(inputs)
    notes = (f"line {w.lineno}: {w.category.__name__}: {_text_of(w.message)}" for w in caught if w.filename == filename)
    changed = [name for name in before if not identical(before[name], arguments[name])]
    return {"state": "answer", "outputs": outputs, "changed": changed, "note": next(notes, "")[:300]}


def _text_of(message: object) -> str:
    """Return ``str(message)``, or what can be said if that raises an exception."""
    try:
        return str(message)
    except BaseException:
        return "(it cannot be printed)"


@functools.lru_cache(maxsize=256)
def _originals(inputs: bytes) -> Any:
    return unpack(inputs)


def identical(a: Any, b: Any) -> bool:
    """Whether an argument is unchanged by the call; generators may change."""
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list):
        return len(a) == len(b) and all(map(identical, a, b))
    return True


def named_arrays(raw: dict[str, Any]) -> dict[str, Any]:
    """Return named answers as arrays; ``{"value, gradient": pair}`` is split into two."""
    outputs = {}
    for names, value in raw.items():
        if ", " not in names:
            outputs[names] = as_array(names, value)
            continue
        expected = names.split(", ")
        if not isinstance(value, (tuple, list)) or len(value) != len(expected):
            raise WrongTypeError(f"a tuple of {len(expected)}, ({names})|{describe_type(value)}")
        outputs.update((name, as_array(name, each)) for name, each in zip(expected, value, strict=True))
    return outputs


def as_array(name: str, value: Any) -> dict[str, Any]:
    """Return an answer as {"array": float64, "single": whether it has single precision}."""
    array = None
    if isinstance(value, (float, int, np.number, np.ndarray, list, tuple)) and not isinstance(value, bool):
        try:
            array = np.asarray(value)
        except ValueError:  # a ragged list
            array = None
    if array is None or array.dtype.kind not in "fiu" or array.size > MOST_NUMBERS:
        raise WrongTypeError(f"numbers for {name}|{describe_type(value)}")
    with np.errstate(all="ignore"):  # long double is rounded; a float may have been computed in single precision
        answer = array.astype("<f8")
        single = array.dtype.kind == "f" and answer.astype("<f4").astype("<f8").tobytes() == answer.tobytes()
    return {"array": answer, "single": single}


def describe_type(value: Any) -> str:
    """Return a short description of a value's type."""
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype}, shape {value.shape}"
    if value is None:
        return "None"
    name = type(value).__name__[:60]
    length = f" of {len(value)}" if isinstance(value, (tuple, list)) else ""
    return f"{'an' if name.startswith(tuple('aeiouAEIOU')) else 'a'} {name}{length}"


def on_one_line(text: str) -> str:
    """Return ``text`` without line breaks, and without addresses in memory, which differ in each run."""
    return re.sub("0x[0-9a-fA-F]{6,}", "0x...", " ".join(text.split()))


def exception_outcome(error: BaseException, filename: str) -> dict[str, Any]:
    """Return the outcome for an exception."""
    if isinstance(error, MissingNameError):
        return {"state": "missing function", "message": str(error)}
    line = line_of(error, filename)
    if isinstance(error, NotImplementedError):
        return {"state": "not attempted", "line": line}
    if isinstance(error, WrongTypeError):
        return {"state": "wrong type", "message": str(error)}
    if isinstance(error, MemoryError):
        return {"state": "memory", "line": line}
    message = on_one_line(_text_of(error))[:200]
    if isinstance(error, SyntaxError) and error.filename == filename:
        return {"state": "syntax error", "message": str(error.msg)[:200], "line": error.lineno or 0}
    if isinstance(error, ImportError):
        return {"state": "import error", "message": message, "line": line}
    return {"state": "raised", "error": type(error).__name__[:60], "message": message, "line": line}


def line_of(error: BaseException, filename: str) -> int:
    """Return the last line of the student's file in the traceback; 0 if there is none."""
    frames = traceback.walk_tb(error.__traceback__)
    return ([0] + [line for frame, line in frames if os.path.basename(frame.f_code.co_filename) == filename])[-1]
