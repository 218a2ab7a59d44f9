import errno
import io
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from numpygan.files import check_writable, write_atomically


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "result.txt"
    write_atomically(path, lambda file: file.write(b"old"))

    def fail(file):
        file.write(b"half of the new")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_atomically(path, fail)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["result.txt"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no disk that is always full")
def test_the_error_for_a_full_disk_names_the_file(tmp_path):
    def fill(_):
        with open("/dev/full", "wb", buffering=0) as full:
            full.write(b"x")

    with pytest.raises(OSError, match=r"No space left on device: '.*result\.txt'"):
        write_atomically(tmp_path / "result.txt", fill)
    assert not any(tmp_path.iterdir())


class FullDisk(io.RawIOBase):
    """A file that takes what fits into the buffer in front of it, and nothing more."""

    def __init__(self, fileno: int) -> None:
        self.fileno = lambda: fileno

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_when_the_buffer_is_written(tmp_path, monkeypatch):
    temporary = tmp_path / ".result.txt.full"
    real = open(temporary, "wb")  # noqa: SIM115
    monkeypatch.setattr("numpygan.files._temporary", lambda _: (io.BufferedWriter(FullDisk(real.fileno())), temporary))
    with pytest.raises(OSError, match=r"No space left on device: '.*result\.txt'"):
        write_atomically(tmp_path / "result.txt", lambda file: file.write(b"x"))
    real.close()
    assert not any(tmp_path.iterdir())


LIMITED = """
import resource, signal, sys
from numpygan.files import write_atomically
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    write_atomically(sys.argv[1], lambda file: [file.write(bytes(100)) for _ in range(1000)])
except OSError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs limits of a process")
def test_a_file_that_grows_too_large(tmp_path):
    path = tmp_path / "result.txt"
    told = subprocess.run([sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=True).stdout
    assert told == f"[Errno {errno.EFBIG}] File too large: '{path}'\n"
    assert not any(tmp_path.iterdir())


def test_permissions_are_those_of_any_other_file(tmp_path):
    write_atomically(tmp_path / "a", lambda file: None)
    (tmp_path / "b").write_bytes(b"")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == stat.S_IMODE((tmp_path / "b").stat().st_mode)


@pytest.mark.parametrize("path", [".", "file/below", "missing/file", f"{'x' * 300}"])
def test_check_writable_refuses_an_unwritable_path(path, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ValueError, match="cannot write to"):
        check_writable(tmp_path / path)


def test_check_writable_changes_nothing(tmp_path):
    (tmp_path / "old").write_text("old")
    for name in ("old", "new"):
        check_writable(tmp_path / name)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


LOCKS = pytest.mark.skipif(sys.platform == "win32", reason="no file locks")


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@LOCKS
def test_the_leftover_of_a_killed_writer_is_taken_over(tmp_path):
    (tmp_path / ".result.tmp").write_bytes(b"half of what a killed process wanted to write")
    write_atomically(tmp_path / "result", lambda file: file.write(b"new"))
    assert names(tmp_path) == ["result"]
    assert (tmp_path / "result").read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_leftover_that_cannot_be_taken_over_is_left(tmp_path):
    (tmp_path / ".result.tmp").touch(mode=0o400)
    write_atomically(tmp_path / "result", lambda file: file.write(b"new"))
    assert names(tmp_path) == [".result.tmp", "result"]


@LOCKS
def test_a_link_in_the_place_of_the_temporary_file_is_not_followed(tmp_path):
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / ".result.tmp").symlink_to(tmp_path / "precious")
    write_atomically(tmp_path / "result", lambda file: file.write(b"new"))
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert (tmp_path / "result").read_bytes() == b"new"


def test_a_writer_inside_a_writer_gets_a_file_of_its_own(tmp_path):
    def write(file):
        file.write(b"outer, first half; ")
        write_atomically(tmp_path / "result", lambda inner: inner.write(b"inner"))
        assert (tmp_path / "result").read_bytes() == b"inner"
        file.write(b"second half")

    write_atomically(tmp_path / "result", write)
    assert (tmp_path / "result").read_bytes() == b"outer, first half; second half"
    assert names(tmp_path) == ["result"]


@LOCKS
def test_a_temporary_file_that_became_the_result_before_it_was_locked(tmp_path, monkeypatch):
    import fcntl

    def rename_then_lock(file, operation):
        monkeypatch.undo()
        os.replace(tmp_path / ".result.tmp", tmp_path / "result")  # as its writer does when it has finished
        (tmp_path / "result").write_bytes(b"the other's")
        fcntl.flock(file, operation)

    monkeypatch.setattr(fcntl, "flock", rename_then_lock)
    seen = []
    write_atomically(tmp_path / "result", lambda file: seen.append((tmp_path / "result").read_bytes()))
    assert seen == [b"the other's"]


def test_writers_at_the_same_time_leave_one_whole_file(tmp_path):
    def write(i: int) -> None:
        contents = bytes([i % 256]) * (1000 + i)
        write_atomically(tmp_path / "result", lambda file: [file.write(contents[:500]), file.write(contents[500:])])
        read = (tmp_path / "result").read_bytes()
        assert len(set(read)) == 1
        assert len(read) == 1000 + next(j for j in range(200) if j % 256 == read[0])

    with ThreadPoolExecutor(8) as threads:
        assert len(list(threads.map(write, range(200)))) == 200
    assert names(tmp_path) == ["result"]


def test_an_error_names_the_path_of_the_caller(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"missing.result'$"):
        write_atomically(tmp_path / "missing" / "result", lambda file: None)
