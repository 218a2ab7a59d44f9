"""Encode and decode the frames in the pipes between grader and worker: JSON and raw arrays, without pickle."""

import functools
import json
import struct
from typing import Any

import numpy as np

SHORT = 1000  # bytes
DTYPES = "<f8", "<f4", "<i8", "|b1", "|u1"


def pack(value: Any) -> bytes:
    """Return arrays, numbers, strings, lists and dicts as bytes: JSON, then the raw bytes of the arrays."""
    blobs = []

    def plain(v: Any) -> Any:
        if isinstance(v, np.ndarray):
            blobs.append(np.ascontiguousarray(v).tobytes())
            return {"array": [v.dtype.str, list(v.shape)]}
        if isinstance(v, dict):
            return {"dict": {name: plain(each) for name, each in v.items()}}
        if isinstance(v, (list, tuple)):
            return [plain(each) for each in v]
        if hasattr(v, "seed"):  # an instance of exercise.Draws
            return {"rng": v.seed}
        return v

    text = json.dumps(plain(value)).encode()
    return b"".join([struct.pack("<Q", len(text)), text, *blobs])


def unpack(data: bytes) -> Any:
    """Return what :func:`pack` was given, with a random generator for each seed; ValueError if it is damaged."""
    size = struct.unpack("<Q", data[:8])[0] if len(data) >= 8 else 0
    if not 0 < size <= len(data) - 8:
        raise ValueError("a frame is too short")
    at = 8 + size

    def value(v: Any) -> Any:
        nonlocal at
        if isinstance(v, list):
            return [value(each) for each in v]
        if not isinstance(v, dict):
            return v
        ((kind, what),) = v.items()
        if kind == "dict":
            return {name: value(each) for name, each in what.items()}
        if kind == "rng":
            return np.random.default_rng(what)
        code, shape = what
        if kind != "array" or code not in DTYPES or not all(isinstance(n, int) and n >= 0 for n in shape):
            raise ValueError("a frame holds something that is not an array")
        dtype, count = np.dtype(code), 1
        for n in shape:
            count *= n
        if count * dtype.itemsize > len(data) - at:
            raise ValueError("an array is longer than its frame")
        array = np.frombuffer(data, dtype, count, at).reshape(shape).copy()
        at += count * dtype.itemsize
        return array

    try:
        return value(_parsed(data[8:at]) if size < SHORT else json.loads(data[8:at]))
    except (TypeError, AttributeError, KeyError, RecursionError) as error:
        raise ValueError(f"a frame is damaged: {type(error).__name__}") from error


@functools.lru_cache(maxsize=512)
def _parsed(text: bytes) -> Any:
    """Cached, because the same inputs are unpacked for every mutant."""
    return json.loads(text)


def frame(value: Any) -> bytes:
    """Return ``value`` as bytes, preceded by their number."""
    body = pack(value)
    return struct.pack("<Q", len(body)) + body


def read_frame(stream: Any, most: int = 1 << 26) -> Any:
    """Return the next value of a stream; None at its end; ValueError if damaged or longer than ``most`` bytes."""
    head = stream.read(8)
    if not head:
        return None
    size = struct.unpack("<Q", head)[0] if len(head) == 8 else most + 1
    if size > most:
        raise ValueError("a frame is cut off, or too long")
    body = stream.read(size)
    if len(body) < size:
        raise ValueError("a frame is cut off")
    return unpack(body)
