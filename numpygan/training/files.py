"""Writing a file so that a crash leaves the old one or the new one, never half of one."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO


def write_atomically(path: str | os.PathLike[str], write: Callable[[IO[bytes]], object]) -> None:
    """Let ``write`` fill a temporary file in the folder of ``path``, then rename it to ``path``."""
    path = Path(path)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def refuse_unwritable(path: str | os.PathLike[str]) -> None:
    """Raise ValueError if :func:`write_atomically` could not write ``path``: to know it before hours are spent."""
    path = Path(path)
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}."):
            replaceable = path.is_file() or not path.exists()
    except OSError as error:
        raise ValueError(f"cannot write to {path}: {error.strerror or error}") from error
    if not replaceable:
        raise ValueError(f"cannot write to {path}: it is not a file")


def _umask() -> int:
    """What mkstemp takes away from a file's permissions beyond what the user's umask would."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
