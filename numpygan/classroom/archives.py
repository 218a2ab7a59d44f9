"""List the files in a folder or an archive, and in the archives inside it, without unpacking anything.

So no member can be written outside a folder. Links that lead out of the folder, pipes and devices are not read. Every
file that is not read has a reason.
"""

import io
import os
import stat
import tarfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from numpygan.classroom.file_names import UNREADABLE_ARCHIVES, code_name, is_archive, is_skipped, shown
from numpygan.classroom.submission_text import LARGEST_NOTEBOOK

LARGEST_ARCHIVE = 512 << 20  # bytes
MOST_FILES = 2000  # scripts and notebooks in one folder of an archive
BROKEN = OSError, zipfile.BadZipFile, tarfile.TarError, ValueError, RuntimeError, NotImplementedError, EOFError


@dataclass(frozen=True)
class RawFile:
    """A file as it was found.

    Attributes
    ----------
    parts : tuple of str
        Its path, of names that can be printed; an archive is like a folder.
    read : function or None
        Returns its bytes; raises one of BROKEN.
    when : float or None
        When it was last changed, in seconds since 1970.
    reason : str
        Why it is not read.
    """

    parts: tuple[str, ...]
    read: Callable[[], bytes] | None = None
    when: float | None = None
    reason: str = ""

    @property
    def name(self) -> str:
        return "/".join(self.parts)


def files_in(root: Path) -> Iterator[RawFile]:
    """Yield every file in a folder or an archive. Files that are not read have a reason.

    Raises
    ------
    ValueError
        If ``root`` is neither.
    """
    if root.is_dir():
        yield from _in_folder(root)
    elif root.is_file() and is_archive(root.name):
        try:
            yield from _in_archive(root.name, root.read_bytes, (), levels=2)
        except BROKEN as error:
            raise ValueError(f"{root} cannot be read: {error}") from None
    else:
        raise ValueError(f"{root} is neither a folder nor a zip file")


def _in_folder(root: Path) -> Iterator[RawFile]:
    real = root.resolve()
    unreadable: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=unreadable.append):
        folders.sort()
        above = tuple(map(shown, Path(folder).relative_to(root).parts))
        for name in [each for each in folders if is_skipped(each) or _is_environment(Path(folder) / each)]:
            folders.remove(name)
            count = sum(len(files) for _, _, files in os.walk(Path(folder) / name))
            yield RawFile((*above, shown(name)), reason=f"a folder that holds no answers ({count} files) is skipped")
        for name in folders:
            yield RawFile((*above, shown(name)), reason="")  # a folder, so that an empty one has its student
            if (Path(folder) / name).is_symlink():
                yield RawFile((*above, shown(name)), reason="a link to a folder is not followed")
        for name in sorted(names):
            yield from _one_file(Path(folder) / name, (*above, shown(name)), real)
    for error in unreadable:
        yield RawFile((shown(Path(str(error.filename)).name),), reason=f"cannot be read: {error.strerror}")


def _is_environment(folder: Path) -> bool:
    return (folder / "pyvenv.cfg").exists()


def _one_file(path: Path, parts: tuple[str, ...], root: Path) -> Iterator[RawFile]:
    if is_skipped(path.name):
        yield RawFile(parts, reason="a hidden file is skipped")
        return
    try:
        found = path.stat()
        inside = path.resolve().is_relative_to(root)
    except (OSError, RuntimeError) as error:
        broken = path.is_symlink()
        yield RawFile(parts, reason="a link to nothing" if broken else f"cannot be read: {error}")
        return
    if not stat.S_ISREG(found.st_mode):
        yield RawFile(parts, reason="a pipe or a device, not a file")
    elif not inside:
        yield RawFile(parts, reason="a link to a place outside the folder is not followed")
    elif is_archive(path.name):
        yield from _expanded(path.name, path.read_bytes, parts, found.st_size, levels=1)
    else:
        yield RawFile(parts, lambda: _beginning(path), found.st_mtime)


def _beginning(path: Path) -> bytes:
    with open(path, "rb") as file:
        return file.read(LARGEST_NOTEBOOK + 1)


def _expanded(
    name: str, read: Callable[[], bytes], parts: tuple[str, ...], size: int, levels: int
) -> Iterator[RawFile]:
    """Yield the files of an archive, which has the place of a folder; one reason if it cannot be read."""
    if size > LARGEST_ARCHIVE:
        yield RawFile(parts, reason=f"an archive of more than {LARGEST_ARCHIVE >> 20} MiB is not opened")
        return
    if levels < 1:
        yield RawFile(parts, reason="an archive inside an archive of a student is not opened")
        return
    try:
        inside = list(_in_archive(name, read, parts, levels))
    except BROKEN as error:
        yield RawFile(parts, reason=f"cannot be read: {shown(str(error))}")
        return
    yield RawFile(parts)
    yield from inside


def _in_archive(name: str, read: Callable[[], bytes], above: tuple[str, ...], levels: int) -> Iterator[RawFile]:
    members = _zip_members if name.lower().endswith(".zip") else _tar_members
    seen: dict[tuple[str, ...], RawFile] = {}
    skipped: Counter[tuple[str, ...]] = Counter()
    count: Counter[tuple[str, ...]] = Counter()
    for path, size, when, read_member, reason in members(read()):
        parts = _clean(path)
        if not parts:
            continue
        hidden = next((i for i, part in enumerate(parts) if is_skipped(part)), None)
        if hidden is not None:
            skipped[parts[: hidden + 1]] += 1
            continue
        where = (*above, *parts)
        if not reason and is_archive(parts[-1]):
            yield from _expanded(parts[-1], read_member, where, size, levels - 1)
            continue
        if parts in seen:
            yield RawFile(where, reason="the archive contains this name twice; the last one is used")
        count[parts[:-1]] += bool(code_name(parts[-1]))
        if count[parts[:-1]] > MOST_FILES and code_name(parts[-1]):
            reason = f"more than {MOST_FILES} scripts in one folder are not read"
        seen[parts] = RawFile(where, None if reason else read_member, when, reason)
    yield from seen.values()
    for parts, number in skipped.items():
        yield RawFile((*above, *parts), reason=f"a folder that holds no answers ({number} files) is skipped")


Member = tuple[str, int, float | None, Callable[[], bytes], str]


def _zip_members(data: bytes) -> Iterator[Member]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    for info in archive.infolist():
        if info.is_dir():
            continue
        kind = stat.S_IFMT(info.external_attr >> 16)
        reason = "a link in an archive is not followed" if kind == stat.S_IFLNK else ""
        reason = reason or ("it is encrypted: ask for one without a password" if info.flag_bits & 1 else "")
        try:
            when = time.mktime((*info.date_time, 0, 0, -1))
        except (ValueError, OverflowError):
            when = None
        yield info.filename, info.file_size, when, lambda info=info: _start_of(archive.open(info)), reason  # type: ignore


def _tar_members(data: bytes) -> Iterator[Member]:
    archive = tarfile.open(fileobj=io.BytesIO(data))  # noqa: SIM115 - its members are read later
    for info in archive:
        if info.isdir():
            continue
        reason = "" if info.isreg() else "a link or a device in an archive is not followed"
        yield info.name, info.size, float(info.mtime), lambda info=info: _start_of(archive.extractfile(info)), reason  # type: ignore


def _start_of(stream: io.BufferedIOBase) -> bytes:
    with stream:
        return stream.read(LARGEST_NOTEBOOK + 1)


def _clean(path: str) -> tuple[str, ...]:
    """Return the parts of a member's path, of any system, without drive, root and steps upwards."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return tuple(shown(part) for part in parts if part not in ("/", "//", "..", ".") and not part.endswith(":"))


def reason_for_other_kind(name: str) -> str:
    """Return why a file that is neither a script nor a notebook is not graded."""
    if name.lower().endswith(UNREADABLE_ARCHIVES):
        return "this kind of archive cannot be opened here: unpack it, or ask for a zip file"
    return "not a script or a notebook (.py or .ipynb)"
