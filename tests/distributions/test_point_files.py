import re

import numpy as np
import pytest

from numpygan.distributions.point_files import read_point_file


def read_points(path):
    return read_point_file(path).points


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
        ("1,2\n3,\n", "points.csv, line 2: an entry is empty; remove the rows with missing values"),
        ("1;2\n3;4,5\n5;1.5\n", "points.csv, line 3: '1.5' has a point, but other entries have a decimal comma"),
        ("1;2\n3;1.234,5\n", "points.csv, line 2: '1.234,5' is not a number; entries are separated by semicolons"),
        ("1,2\n3,1_000\n", "points.csv, line 2: '1_000' is not a number"),
        ("1,2\n3,nan\n", "points.csv, line 2: 'nan' is not finite"),
        ("1,2\n-inf,4\n", "points.csv, line 2: '-inf' is not finite"),
        ("1,1e999\n", "points.csv, line 1: '1e999' is not finite"),
        (b"\xff\xfe1\x00,\x002\x00", "points.csv is not text in UTF-8: "),
        ("1," + "2" * 200_000, "points.csv is not a table of text: field larger than field limit"),
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
    for name in ("missing.csv", "missing.npy", "missing.tsv", "missing.npz"):
        expect_one_line(tmp_path / name, f"{name}: No such file or directory")
    expect_one_line(tmp_path / "folder.csv", "folder.csv: ")
    expect_one_line(
        write("points.xlsx", "1,2\n"), "points.xlsx must end in .csv, .tsv, .txt, .npy or .npz, got '.xlsx'"
    )
    expect_one_line(tmp_path / "points", "points must end in .csv, .tsv, .txt, .npy or .npz, got ''")


def expect_one_line(path, message: str):
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        read_points(path)
    assert len(str(caught.value).splitlines()) == 1


HEADER = "Line 1 is the header: {}."
INDEX = "The first column has no name: it was left out, as the index that pandas writes."


@pytest.mark.parametrize(
    ("name", "text", "notes"),
    [
        ("p.csv", "0,1\n1.5,-2\n0.1,3e-5\n4,0.25\n", [HEADER.format("0,1")]),  # DataFrame(x).to_csv(index=False)
        ("p.csv", ",0,1\n0,1.5,-2\n1,0.1,3e-5\n2,4,0.25\n", [HEADER.format(",0,1"), INDEX]),  # DataFrame(x).to_csv()
        ("p.csv", "# made by hand\n1.5;-2\n0.1;3e-5\n4;0.25\n",
         ["Lines that begin with #: 1. They were skipped.", "Entries are separated by semicolons."]),
        ("p.csv", ",x,y\na,1.5,-2\nb,0.1,3e-5\nc,4,0.25\n", [HEADER.format(",x,y"), INDEX]),
        ("p.csv", "Unnamed: 0,x,y\n7,1.5,-2\n3,0.1,3e-5\n5,4,0.25\n", [HEADER.format("Unnamed: 0,x,y"), INDEX]),
        # as write.csv of R
        ("p.csv", '"","x","y"\n"1",1.5,-2\n"2",0.1,3e-5\n"3",4,0.25\n', [HEADER.format(",x,y"), INDEX]),
        ("p.csv", "1.5;-2\n0.1;3e-5\n4;0.25\n", ["Entries are separated by semicolons."]),
        (
            "p.csv",
            "x;y\n1,5;-2\n0,1;3e-5\n4;0,25\n",
            ["Entries are separated by semicolons.", HEADER.format("x,y"), "Commas are decimal points: 1,5 is 1.5."],
        ),
        (
            "p.csv",
            "sep=;\r\n1,5;-2\r\n,1;3e-5\r\n4;0,25\r\n",
            ["Entries are separated by semicolons.", "Commas are decimal points: 1,5 is 1.5."],
        ),
        ("p.tsv", "x\ty\n1.5\t-2\n0.1\t3e-5\n4\t0.25\n", ["Entries are separated by tabs.", HEADER.format("x,y")]),
        ("p.txt", "1.5 -2\n 0.1   3e-5\n4\t0.25\n", ["Entries are separated by spaces."]),
        ("p.txt", "# x y\n1.5 -2\n0.1 3e-5\n4 0.25\n",
         ["Lines that begin with #: 1. They were skipped.", "Entries are separated by spaces."]),
        ("p.csv", "# written on Monday\n1.5,-2\n # a note, with a comma\n0.1,3e-5\n4,0.25\n",
         ["Lines that begin with #: 2. They were skipped."]),
        ("p.csv", "1.5,-2,\n0.1,3e-5,\n4,0.25,\n", ["The last column is empty and was left out."]),
        ("p.csv:x,y", "t,x,y\nmon,1.5,-2\ntue,0.1,3e-5\nwed,4,0.25\n", [HEADER.format("t,x,y")]),
        ("p.csv:3, 2", "t,-2,1.5\nu,3e-5,0.1\nv,0.25,4\n", []),
        ("p.csv:y,x", "# x,y\n-2,1.5\n3e-5,0.1\n0.25,4\n", ["Lines that begin with #: 1. They were skipped."]),
    ],
)  # fmt: skip
def test_text_of_many_kinds_and_what_is_said_of_it(name, text, notes, write, tmp_path):
    write(name.partition(":")[0], text)
    file = read_point_file(f"{tmp_path}/{name}")
    np.testing.assert_array_equal(file.points, POINTS)
    assert list(file.notes) == notes


def test_what_may_be_a_header_or_an_index_is_said(write):
    file = read_point_file(write("p.csv", "0,1\n5,7\n2,3\n"))
    np.testing.assert_array_equal(file.points, [[0, 1], [5, 7], [2, 3]])
    assert file.notes == ("Line 1, 0,1, was read as a point; if it is a header, remove it.",)
    file = read_point_file(write("p.csv", "id,x\n0,1.5\n1,2.5\n2,3.5\n"))
    assert file.points.shape == (3, 2)
    assert file.notes[1] == (
        "The first column counts 0, 1, 2, ... and was read as a coordinate; "
        "if it is an index, choose the other columns: FILE:x"
    )
    assert read_point_file(write("p.csv", "1,2\n3.5,4\n5,6\n")).notes == ()


def test_the_header_of_integers_with_an_index(write):
    np.testing.assert_array_equal(read_points(write("p.csv", ",0,1\n0,5,7\n1,2,3\n")), [[5, 7], [2, 3]])


def test_a_column_of_words_can_be_left_out(write, tmp_path):
    path = write("p.csv", "name,x,y\na,1,2\nb,3,4\n")
    expect_one_line(
        path, f"p.csv, line 2: 'a' is not a number; entries are separated by commas; without this column: {path}:x,y"
    )
    np.testing.assert_array_equal(read_points(f"{path}:x,y"), [[1, 2], [3, 4]])
    expect_one_line(write("q.csv", "1,2,x\n"), f"without this column: {tmp_path}/q.csv:1,2")


def test_columns_that_do_not_exist(write, tmp_path):
    write("p.csv", "x,y\n1,2\n3,4\n")
    for columns in ("z", "3", "0", "x,,y"):
        expect_one_line(f"{tmp_path}/p.csv:{columns}", "it has x, y, and the numbers 1 to 2")
    write("p.csv", "1,2\n3,4\n")
    expect_one_line(f"{tmp_path}/p.csv:x", "p.csv has no column 'x'; it has no names, and the numbers 1 to 2")


def test_npz(tmp_path):
    np.savez(tmp_path / "one.npz", POINTS)
    file = read_point_file(tmp_path / "one.npz")
    np.testing.assert_array_equal(file.points, POINTS)
    assert file.notes == ("The points are the array 'arr_0'.",)
    np.savez_compressed(tmp_path / "two.npz", train=POINTS, labels=np.array(["a"]))
    np.testing.assert_array_equal(read_points(f"{tmp_path}/two.npz:train"), POINTS)
    np.testing.assert_array_equal(read_points(f"{tmp_path}/two.npz:train,2"), POINTS[:, 1:])
    expect_one_line(tmp_path / "two.npz", "two.npz holds the arrays train, labels; choose one: ")
    expect_one_line(f"{tmp_path}/two.npz:test", "two.npz holds the arrays train, labels; choose one: ")
    expect_one_line(f"{tmp_path}/two.npz:labels", "two.npz holds entries of type <U1, expected real numbers")
    np.savez(tmp_path / "objects.npz", np.array([None]))
    expect_one_line(tmp_path / "objects.npz", "objects.npz is not a complete .npz file of arrays of numbers: Object")
    whole = (tmp_path / "one.npz").read_bytes()
    for content in (b"", whole[:50], whole[:-10], b"1,2\n"):
        (tmp_path / "damaged.npz").write_bytes(content)
        expect_one_line(tmp_path / "damaged.npz", "damaged.npz is not a complete .npz file of arrays of numbers: ")


def test_columns_of_npy(tmp_path):
    np.save(tmp_path / "p.npy", POINTS)
    np.testing.assert_array_equal(read_points(f"{tmp_path}/p.npy:2"), POINTS[:, 1:])
    expect_one_line(f"{tmp_path}/p.npy:3", "p.npy has no columns 3; it has the numbers 1 to 2")


def test_a_file_whose_name_has_a_colon(tmp_path):
    (tmp_path / "a.csv:1.csv").write_text("1,2\n3,4\n")
    assert read_points(tmp_path / "a.csv:1.csv").shape == (2, 2)
