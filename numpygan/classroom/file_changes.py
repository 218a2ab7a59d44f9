"""Wait until a file is saved, by polling, which works on every file system and in containers."""

import time
from collections.abc import Iterator
from pathlib import Path

PAUSE = 0.2
SETTLED = 0.05


def changes(path: Path, until: float | None = None) -> Iterator[None]:
    """Yield at once, and then each time that ``path`` has changed; end at the time ``until`` of the monotonic clock."""
    seen: object = None
    while until is None or time.monotonic() < until:
        now = _state(path)
        if now is not None and now != seen:
            time.sleep(SETTLED)
            if _state(path) == now:  # otherwise the editor is still writing
                seen = now
                yield
        else:
            time.sleep(PAUSE)


def _state(path: Path) -> object:
    """Return time, size and inode of the file; None while an editor is replacing it."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
