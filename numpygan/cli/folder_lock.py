"""A file lock on the folder of a run: one process at a time writes there."""

import contextlib
import errno
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = ".lock"
TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK, getattr(errno, "EDEADLOCK", errno.EDEADLK)}
PLACE = 1 << 30  # On Windows a locked byte cannot be read, so a byte far behind the process id is locked.


class FolderLock:
    """The lock of ``folder``; ValueError if another process has it.

    The system releases the lock when the process ends, also if it is killed; the next process locks the file that is
    left. On a file system without locks nothing is locked.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._file: int | None = None
        while self._file is None:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
            try:
                _lock(file)
            except OSError as error:
                holder = _text(file)
                os.close(file)
                if error.errno in TAKEN:
                    who = f"process {holder}" if holder.isdecimal() else "another process"
                    raise ValueError(f"{who} is training in {folder}: wait until it ends, or stop it") from None
                return
            self._file = file
            if not self.held:  # the other process removed the file after it was opened here, so lock the new one
                self._file = None
                os.close(file)
        os.truncate(self._file, 0)
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, str(os.getpid()).encode())

    @property
    def held(self) -> bool:
        """Whether the locked file is still in the folder: False if the folder was removed, moved or replaced."""
        if self._file is None:
            return self.path.parent.is_dir()
        try:
            return os.path.samestat(os.fstat(self._file), os.stat(self.path))
        except OSError:
            return False

    def release(self) -> None:
        """Remove the file and release the lock."""
        if self._file is None:
            return
        held, file, self._file = self.held, self._file, None
        if sys.platform == "win32":  # Windows cannot remove an open file
            os.close(file)
        with contextlib.suppress(OSError):
            if held:
                self.path.unlink()
        if sys.platform != "win32":
            os.close(file)


def _lock(file: int) -> None:
    if sys.platform == "win32":
        os.lseek(file, PLACE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _text(file: int) -> str:
    """Return the process id in the file, or "" if it cannot be read."""
    with contextlib.suppress(OSError):
        os.lseek(file, 0, os.SEEK_SET)
        return os.read(file, 20).decode("ascii", "replace")
    return ""
