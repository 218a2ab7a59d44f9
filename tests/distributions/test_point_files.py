import re

import numpy as np
import pytest

from numpygan.distributions.point_files import read_points

POINTS = np.array([[1.5, -2.0], [0.1, 3e-5], [4.0, 0.25]])


@pytest.fixture
def write(tmp_path):
    """Write text or bytes to a file of this name, and return its path."""

    def write_file(name: str, content: str | bytes):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.mark.parametrize(
    "text",
    [
        "1.5,-2\n0.1,3e-5\n4,0.25\n",
        "x,y\n1.5,-2\n0.1,3e-5\n4,0.25",  # a header, no end of the last line
        "\n1.5, -2\n\n0.1 ,3e-5\n4,0.25\n  \n\n",  # blank lines, spaces
        '"first one","second, of two"\r\n"1.5","-2"\r\n"0.1","3e-5"\r\n"4","0.25"\r\n',  # quoted, from Windows
        "\ufeff1.5,-2\n0.1,3e-5\n4,0.25\n",  # with a byte order mark, as Excel writes it: the first line is no header
    ],
)
def test_csv(text, write):
    np.testing.assert_array_equal(read_points(write("points.csv", text)), POINTS)
    np.testing.assert_array_equal(read_points(str(write("POINTS.CSV", text))), POINTS)


def test_csv_of_one_column(write):
    np.testing.assert_array_equal(read_points(write("points.csv", "x\n1\n\n2\n")), [[1], [2]])


def test_csv_as_numpy_writes_it(tmp_path, rng):
    x = rng.normal(size=(50, 3))
    np.savetxt(tmp_path / "points.csv", x, delimiter=",")
    np.testing.assert_array_equal(read_points(tmp_path / "points.csv"), x)


@pytest.mark.parametrize("dtype", [float, np.float32, int, ">f8", np.uint8])
def test_npy(dtype, tmp_path):
    x = np.arange(6).reshape(3, 2).astype(dtype)
    np.save(tmp_path / "points.npy", x)
    np.testing.assert_array_equal(read_points(tmp_path / "points.npy"), x)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "points.csv holds nothing"),
        ("\n \n", "points.csv holds nothing"),
        ("x,y\n", "points.csv holds a header and no points"),
        ("x,y\n1,2\n3\n", "points.csv, line 3 has 1 entries, line 1 has 2"),
        ("1,2\n\n3,4,5\n", "points.csv, line 3 has 3 entries, line 1 has 2"),
        ("x,y\n1,2,3\n", "points.csv, line 2 has 3 entries, line 1 has 2"),
        ("1,2\n3,four\n", "points.csv, line 2: 'four' is not a number; entries are separated by commas"),
        ("1,two\n3,4\n", "points.csv, line 1: 'two' is not a number"),
        ("1,2\n3,\n", "points.csv, line 2: '' is not a number"),
        ("1;2\n3;4\n", "points.csv, line 2: '3;4' is not a number; entries are separated by commas"),
        ("1,2\n3,nan\n", "points.csv, line 2: 'nan' is not finite"),
        ("1,2\n-inf,4\n", "points.csv, line 2: '-inf' is not finite"),
        ("1,1e999\n", "points.csv, line 1: '1e999' is not finite"),
        (b"\xff\xfe1\x00,\x002\x00", "points.csv is not comma-separated text in UTF-8: "),
        ("1," + "2" * 200_000, "points.csv is not comma-separated text in UTF-8: field larger than field limit"),
    ],
)
def test_csv_errors(text, message, write):
    expect_one_line(write("points.csv", text), message)


@pytest.mark.parametrize(
    ("array", "message"),
    [
        (np.array([1.0, None]), "points.npy is not a complete .npy file of one array of numbers: Object arrays"),
        (np.array(["1", "2"]), "points.npy holds entries of type <U1, expected real numbers"),
        (np.array([1j]), "points.npy holds entries of type complex128, expected real numbers"),
        (np.array([True]), "points.npy holds entries of type bool, expected real numbers"),
    ],
)
def test_npy_errors(array, message, tmp_path):
    np.save(tmp_path / "points.npy", array)
    expect_one_line(tmp_path / "points.npy", message)


def test_a_damaged_npy_file(write, tmp_path):
    np.save(tmp_path / "whole.npy", POINTS)
    whole = (tmp_path / "whole.npy").read_bytes()
    damaged = {
        "truncated": [whole[:end] for end in (0, 5, 9, 60, 127, 128, len(whole) - 1)],
        "in the header": [whole.replace(*pair, 1) for pair in ((b"(3, 2)", b"(3, 2 "), (b"'shape'", b"'shape "))],
        "larger than any memory": [whole.replace(b"(3, 2), }           ", b"(3, 200000000000), }", 1)],
        "a header that is no header": [whole[:8] + b"\xff\xff" + b"\n" * 70_000],
        "two arrays": [whole + whole],
        "not one at all": [b"1,2\n3,4\n", b"PK\x03\x04"],
    }
    for content in (content for contents in damaged.values() for content in contents):
        assert content != whole
        expect_one_line(
            write("points.npy", content), "points.npy is not a complete .npy file of one array of numbers: "
        )


def test_files_that_cannot_be_read(tmp_path, write):
    (tmp_path / "folder.csv").mkdir()
    for name in ("missing.csv", "missing.npy"):
        expect_one_line(tmp_path / name, f"{name}: No such file or directory")
    expect_one_line(tmp_path / "folder.csv", "folder.csv: ")
    expect_one_line(write("points.txt", "1,2\n"), "points.txt must end in .csv or .npy, got '.txt'")
    expect_one_line(tmp_path / "points", "points must end in .csv or .npy, got ''")


def expect_one_line(path, message: str):
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        read_points(path)
    assert len(str(caught.value).splitlines()) == 1
