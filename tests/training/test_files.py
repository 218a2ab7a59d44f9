import stat

import pytest

from numpygan.training import refuse_unwritable, write_atomically


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


def test_permissions_are_those_of_any_other_file(tmp_path):
    write_atomically(tmp_path / "a", lambda file: None)
    (tmp_path / "b").write_bytes(b"")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == stat.S_IMODE((tmp_path / "b").stat().st_mode)


@pytest.mark.parametrize("path", [".", "file/below", "missing/file", f"{'x' * 300}"])
def test_what_cannot_be_written_is_refused_beforehand(path, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ValueError, match="cannot write to"):
        refuse_unwritable(tmp_path / path)


def test_what_can_be_written_is_left_as_it_is(tmp_path):
    (tmp_path / "old").write_text("old")
    for name in ("old", "new"):
        refuse_unwritable(tmp_path / name)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]
