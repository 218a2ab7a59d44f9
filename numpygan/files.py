"""Files: written so that a crash leaves the old one or the new one, never half of one; read with an eye for damage."""

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

    A process that is killed on the way leaves the temporary file, ``.NAME.tmp``, which the next writer of
    ``path`` takes over. Of two writers at a time each has its own, and the last one to finish stays.

    Raises
    ------
    OSError
        If ``path`` cannot be written, or the disk is full; what ``path`` held before is still there.
    """
    path = Path(path)
    try:
        file, temporary = _temporary(path)
    except OSError as error:  # about the path that the caller knows
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        write(file)
        file.flush()
        os.fsync(file.fileno())  # or a power cut may keep the new name and lose what it stands for
        if sys.platform == "win32":  # which renames no open file; elsewhere closing it gives up the lock
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
    """Close ``file`` after an error, without another one: closing tries again to write what is in the buffer."""
    with contextlib.suppress(OSError, ValueError):
        file.close()


def _temporary(path: Path) -> tuple[IO[bytes], Path]:
    """An empty file beside ``path`` that nobody else is writing, and its name.

    The usual one is locked for as long as it is open, and a killed process holds no locks: what it has left is
    written over. Where there are no locks, or the usual one is taken, the file gets a name of its own.
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
    """The file ``path``, locked and empty; OSError if another writer has it."""
    # Not emptied by opening it, which would be before it is locked.
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
    """Raise ValueError if :func:`write_atomically` could not write ``path``: to know it before hours are spent."""
    path = Path(path)
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}."):
            replaceable = path.is_file() or not path.exists()
    except OSError as error:
        raise ValueError(f"cannot write to {path}: {error.strerror or error}") from error
    if not replaceable:
        raise ValueError(f"cannot write to {path}: it is not a file")


class NpzReader:
    """The arrays of an .npz file, which should be a ``kind`` of this package; read one by one, without pickle.

    An array is read only after its declared size was compared with what it can be: a few megabytes of a compressed
    file may stand for gigabytes. What this package writes is not compressed.

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
        return list(self._entries)

    def __enter__(self) -> "NpzReader":
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def read(self, name: str, most: int | None = None) -> np.ndarray:
        """The array called ``name``, which has at most ``most`` bytes, and no more than the file."""
        with self._explained():
            entry = self._entries[name]
            largest = self._size if most is None else min(most, self._size)
            if entry.file_size > largest:
                raise ValueError(f"{name} is said to have {entry.file_size:,} bytes, expected at most {largest:,}")
            try:
                contents = io.BytesIO(self._archive.read(entry))
            except zipfile.BadZipFile:
                raise ValueError(f"{entry.filename} is not what was written") from None
            array: np.ndarray = np.lib.format.read_array(contents, allow_pickle=False)
            if contents.tell() != entry.file_size:
                raise ValueError(f"{entry.filename} is longer than its header says")
            return array

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Let any error name the file."""
        try:
            yield
        except OSError as error:
            raise ValueError(f"cannot read {self._path}: {error.strerror or one_line(error)}") from error
        except Exception as error:  # zipfile and numpy raise a dozen kinds on damaged bytes
            text = f"{self._path} is not a {self._kind} of this package, or it is damaged: {one_line(error)}"
            raise ValueError(text) from error


def one_line(text: object) -> str:
    """The text of anything, short enough for an error message."""
    return shorten(str(text), 200)
