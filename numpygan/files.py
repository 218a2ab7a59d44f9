"""Atomic writing of files, and reading of .npz files that may be damaged."""

import contextlib
import io
import os
import secrets
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import shorten
from typing import IO

import numpy as np

if sys.platform != "win32":
    import fcntl


def write_atomically(path: str | os.PathLike[str], write: Callable[[IO[bytes]], object]) -> None:
    """Let ``write`` fill a temporary file in the folder of ``path``, then rename it to ``path``.

    So ``path`` is always the old file or the complete new one. A process that is killed leaves the temporary file
    ``.NAME.tmp``, which the next writer of ``path`` overwrites. Two simultaneous writers use different files,
    and the last one to finish wins.

    Raises
    ------
    OSError
        If ``path`` cannot be written, or the disk is full. The old file is then unchanged.
    """
    path = Path(path)
    try:
        file, temporary = _temporary(path)
    except OSError as error:  # name the path that the caller knows
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        write(file)
        file.flush()
        os.fsync(file.fileno())  # otherwise a power cut may keep the new name but lose the content
        if sys.platform == "win32":  # Windows cannot rename an open file; elsewhere it stays open to keep the lock
            file.close()
        os.replace(temporary, path)
    except BaseException as error:
        if sys.platform == "win32":
            _abandon(file)
        temporary.unlink(missing_ok=True)
        _abandon(file)
        if isinstance(error, OSError) and error.errno is not None and error.filename is None:  # a full disk
            raise OSError(error.errno, error.strerror, str(path)) from None
        raise
    file.close()


def _abandon(file: IO[bytes]) -> None:
    """Close ``file`` after an error. Closing tries to write the buffer again, and a second error is ignored."""
    with contextlib.suppress(OSError, ValueError):
        file.close()


def _temporary(path: Path) -> tuple[IO[bytes], Path]:
    """Return an empty file beside ``path`` that no other process is writing, and its path.

    ``.NAME.tmp`` is locked while it is open. The file of a killed process is no longer locked and is overwritten. If
    the system has no locks, or the file is locked, the temporary file gets a random name.
    """
    if sys.platform != "win32":
        usual = path.parent / f".{path.name}.tmp"
        try:
            return _locked(usual), usual
        except OSError:
            pass
    own = path.parent / f".{path.name}.{secrets.token_hex(4)}"
    return open(own, "xb"), own


def _locked(path: Path) -> IO[bytes]:
    """Return the file ``path``, locked and empty; OSError if another writer has locked it."""
    # It is opened without O_TRUNC, because it must not be emptied before it is locked.
    file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o666), "wb")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(file.fileno()), os.stat(path)):
            raise FileNotFoundError(f"{path} has been renamed by its writer")
        file.truncate()
    except BaseException:
        file.close()
        raise
    return file


def check_writable(path: str | os.PathLike[str]) -> None:
    """Raise ValueError if :func:`write_atomically` could not write ``path``; for use before a long computation."""
    path = Path(path)
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}."):
            replaceable = path.is_file() or not path.exists()
    except OSError as error:
        raise ValueError(f"cannot write to {path}: {error.strerror or error}") from error
    if not replaceable:
        raise ValueError(f"cannot write to {path}: it is not a file")


class NpzReader:
    """Reads the arrays of an .npz file one by one, without pickle. ``kind`` names the file in error messages.

    The declared size of an array is checked before the array is read: a small compressed file can expand to gigabytes.
    The files of this package are not compressed.

    Raises
    ------
    ValueError
        If the file cannot be read, is not an .npz file, or is damaged.
    """

    def __init__(self, path: str | os.PathLike[str], kind: str) -> None:
        self._path, self._kind = path, kind
        with self._explained():
            self._size = os.path.getsize(path)
            self._archive = zipfile.ZipFile(path)
            self._entries = {info.filename.removesuffix(".npy"): info for info in self._archive.infolist()}

    @property
    def names(self) -> list[str]:
        """The names of the arrays."""
        return list(self._entries)

    def __enter__(self) -> "NpzReader":
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def read(self, name: str, most: int | None = None) -> np.ndarray:
        """Return the array ``name``; ValueError if it has more than ``most`` bytes, or more than the file."""
        with self._explained():
            entry = self._entries[name]
            largest = self._size if most is None else min(most, self._size)
            if entry.file_size > largest:
                raise ValueError(
                    f"{name} has a declared size of {entry.file_size:,} bytes, expected at most {largest:,}"
                )
            try:
                contents = io.BytesIO(self._archive.read(entry))
            except zipfile.BadZipFile:
                raise ValueError(f"the checksum of {entry.filename} is wrong") from None
            array: np.ndarray = np.lib.format.read_array(contents, allow_pickle=False)
            if contents.tell() != entry.file_size:
                raise ValueError(f"{entry.filename} is longer than its header says")
            return array

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn every error into a ValueError that names the file."""
        try:
            yield
        except OSError as error:
            raise ValueError(f"cannot read {self._path}: {error.strerror or one_line(error)}") from error
        except Exception as error:  # zipfile and numpy raise many kinds of errors for damaged bytes
            text = f"{self._path} is not a {self._kind} of this package, or it is damaged: {one_line(error)}"
            raise ValueError(text) from error


def one_line(text: object) -> str:
    """Return ``str(text)`` in one line, shortened to 200 characters."""
    return shorten(str(text), 200)
