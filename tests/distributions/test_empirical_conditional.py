import numpy as np
import pytest

from numpygan.distributions import Empirical, EmpiricalConditional, NoDensityError, Pairs

LABELS = np.repeat(["short", "tall"], [30, 10])


@pytest.fixture
def heights(rng):
    """Forty heights with labels; the labels cannot be guessed from the order of the rows."""
    x = np.where(LABELS == "tall", 190.0, 160.0) + rng.normal(size=40)
    order = rng.permutation(40)
    return EmpiricalConditional(x[order], label=LABELS[order], names=["height"], given_names=["kind"])


def test_a_fifth_of_each_label_is_held_out(heights):
    assert heights.classes == ("short", "tall")
    assert heights.c.sum(axis=0).tolist() == [24, 8]
    assert heights.c_held_out.sum(axis=0).tolist() == [6, 2]
    both = np.append(heights.x, heights.x_held_out)
    assert len(set(both.tolist())) == 40, "a row is in both parts, or in none"


def test_rows_keep_their_label(heights, rng):
    for x, c in [heights.sample(200, rng=rng), (heights.x_held_out, heights.c_held_out)]:
        np.testing.assert_array_equal(x[:, 0] > 175, c[:, 1] == 1)


def test_only_rows_for_training_are_drawn(heights, rng):
    x, _ = heights.sample(2000, rng=rng)
    assert set(x[:, 0].tolist()) == set(heights.x[:, 0].tolist())
    assert Pairs(heights).sample(5, rng=rng).shape == (5, 3)


def test_given_a_label(heights, rng):
    assert heights.given([0, 1]).points.shape == (8, 1)
    assert (heights.sample_given([[0, 1], [1, 0]], rng=rng)[:, 0] > 175).tolist() == [True, False]
    np.testing.assert_array_equal(heights.rows_of([0, 1])[1][:, 0] > 175, [True, True])
    assert heights.condition_text([0, 1]) == "kind = tall"


@pytest.mark.parametrize("value", ["tall", {"kind": "tall"}])
def test_a_condition_by_its_label(heights, value):
    assert heights.condition(value).tolist() == [0, 1]


def test_numbers_as_labels_are_sorted_by_size():
    rows = EmpiricalConditional(np.arange(30), label=np.tile([10, 9, 2], 10))
    assert rows.classes == ("2", "9", "10")
    assert rows.condition(9).tolist() == [0, 1, 0]
    assert rows.given_names == ("label",)


def test_columns_of_numbers(rng):
    c = rng.uniform(0, 100, size=(50, 2))
    rows = EmpiricalConditional(c.sum(axis=1), given=c, given_names=["age", "size"])
    assert (len(rows.x), len(rows.x_held_out), rows.dim, rows.c_dim, rows.classes) == (40, 10, 1, 2, ())
    x, drawn = rows.sample(100, rng=rng)
    np.testing.assert_allclose(x[:, 0], drawn.sum(axis=1), err_msg="x and c are not of the same row")
    assert rows.condition({"size": 3, "age": 40}).tolist() == [40, 3]
    assert rows.condition_text([40, 3.25]) == "age = 40, size = 3.25"
    assert rows.names == ("x1",)
    with pytest.raises(NoDensityError, match="no row for training has age = 1, size = 2: x given c is not known"):
        rows.given([1, 2])


def test_a_copy_has_the_same_rows(heights, tmp_path, rng):
    heights.save_copy(tmp_path / "points.npz")
    copy = EmpiricalConditional.from_copy(tmp_path / "points.npz")
    for name, array in heights.arrays().items():
        np.testing.assert_array_equal(copy.arrays()[name], array)
    assert repr(copy) == repr(heights) == "EmpiricalConditional(height given kind: 32 rows, 8 held out)"
    numbers = EmpiricalConditional(rng.normal(size=(20, 2)), given=rng.normal(size=20))
    numbers.save_copy(tmp_path / "points.npz")
    assert EmpiricalConditional.from_copy(tmp_path / "points.npz").classes == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"x": None}, "x missing"),
        ({"c": np.zeros((3, 2))}, "its arrays do not fit together"),
        ({"names": np.array(["a", "b"])}, "its arrays do not fit together"),
        ({"x": np.full((32, 1), np.nan)}, "x holds 32 nan or infinite entries"),
        ({"x": np.zeros(32)}, r"x is float64\[32\]"),
    ],
)
def test_a_damaged_copy(heights, tmp_path, change, message):
    arrays = {name: array for name, array in (heights.arrays() | change).items() if array is not None}
    np.savez(tmp_path / "points.npz", **arrays)
    with pytest.raises(ValueError, match=message):
        EmpiricalConditional.from_copy(tmp_path / "points.npz")


X = np.arange(20.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "expected either label, the label of each row, or given, the columns of the condition"),
        ({"label": X, "given": X}, "expected either label"),
        ({"given": X[:5]}, "x has 20 rows, the condition 5; expected as many"),
        ({"given": np.where(X > 3, X, np.nan)}, "nan"),
        ({"given": np.ones(20)}, "column 1 of given has the same value in all rows: it gives no information"),
        ({"label": ["a"] * 20}, "all rows have the label 'a'; expected at least two labels"),
        ({"label": ["a"] * 19 + ["b"]}, "each label needs at least 5 rows, one of which is held out; 'b' has 1$"),
        ({"label": X}, "'0.0' has 1, '1.0' has 1, '10.0' has 1 and 17 other .*; for a column of measured numbers"),
        ({"label": ["a", ""] * 10}, "the label '' marks a missing value; remove the rows with missing values"),
        ({"label": [["a"]] * 20}, r"label has shape \(20, 1\), expected \(20,\)"),
        ({"given": X, "names": ["a", "b"]}, "names must be 1 different names, got a, b"),
        ({"given": np.stack([X, -X], 1), "given_names": ["a", "a"]}, "given_names must be 2 different names, got a, a"),
    ],
)
def test_bad_rows(arguments, message):
    with pytest.raises(ValueError, match=message):
        EmpiricalConditional(X, **arguments)


def test_too_few_rows():
    with pytest.raises(ValueError, match="there are 19 rows, expected at least 20: a fifth is held out"):
        EmpiricalConditional(X[:19], given=X[:19])


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("huge", "kind must be one of short, tall, got huge"),
        ({"size": 3}, "the condition has a value for each of kind, got size"),
    ],
)
def test_a_condition_that_does_not_exist(heights, value, message):
    with pytest.raises(ValueError, match=message):
        heights.condition(value)


ROWS = "".join(f"{i},{10 * i},{'ab'[i % 2]},{i % 7}\n" for i in range(20))


@pytest.fixture
def csv(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text("size,weight,kind,age\n" + ROWS)
    return path


def test_a_file_with_labels(csv):
    rows = EmpiricalConditional.from_file(f"{csv}:weight,size", label="kind")
    assert (rows.names, rows.given_names, rows.classes) == (("weight", "size"), ("kind",), ("a", "b"))
    np.testing.assert_array_equal(rows.x[:, 0], 10 * rows.x[:, 1])
    np.testing.assert_array_equal(rows.x[:, 1] % 2, rows.c[:, 1])
    assert EmpiricalConditional.from_file(csv, label="kind").names == ("size", "weight", "age")
    assert rows.notes == ("Line 1 is the header: size,weight,kind,age.",)


def test_a_file_with_columns_given(csv):
    rows = EmpiricalConditional.from_file(f"{csv}:weight", given=["age", "size"])
    assert (rows.names, rows.given_names) == (("weight",), ("age", "size"))
    np.testing.assert_array_equal(rows.x[:, 0], 10 * rows.c[:, 1])


@pytest.mark.parametrize("separator", [";", "\t", " "])
def test_a_file_without_a_header(tmp_path, separator):
    path = tmp_path / "data.txt"
    path.write_text(ROWS.replace(",", separator))
    rows = EmpiricalConditional.from_file(f"{path}:1,2", label="3")
    assert (rows.names, rows.given_names, rows.classes) == (("x1", "x2"), ("label",), ("a", "b"))


def test_an_array_file(tmp_path):
    array = np.stack([X, X % 2, -X], axis=1)
    np.save(tmp_path / "data.npy", array)
    labels = EmpiricalConditional.from_file(tmp_path / "data.npy", label="2")
    assert (labels.dim, labels.classes) == (2, ("0", "1"))
    np.testing.assert_array_equal(labels.x[:, 0], -labels.x[:, 1])
    numbers = EmpiricalConditional.from_file(f"{tmp_path / 'data.npy'}:3", given=["1"])
    np.testing.assert_array_equal(numbers.x, -numbers.c)
    with pytest.raises(ValueError, match="has no columns 4; it has the numbers 1 to 3"):
        EmpiricalConditional.from_file(tmp_path / "data.npy", label="4")
    with pytest.raises(ValueError, match="expected at least one column of x, and none that is the condition"):
        EmpiricalConditional.from_file(f"{tmp_path / 'data.npy'}:2", label="2")


@pytest.mark.parametrize(
    ("columns", "arguments", "message"),
    [
        ("", {"label": "species"}, "data.csv has no column 'species'; it has size, weight, kind, age, and the numbers"),
        ("", {"given": ["age", "hight"]}, "data.csv has no column 'hight'"),
        ("", {"given": ["age"]}, "line 2: 'a' is not a number.*; without this column: .*data.csv:size,weight$"),
        (":kind,size", {"label": "kind"}, "data.csv: column kind is the condition, so it cannot be a part of x"),
        (":size", {"given": ["kind"]}, "line 2: 'a' is not a number; entries are separated by commas$"),
    ],
)
def test_columns_that_do_not_fit(csv, columns, arguments, message):
    with pytest.raises(ValueError, match=message):
        EmpiricalConditional.from_file(f"{csv}{columns}", **arguments)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("4,40,a,4", "4,40,,4", "data.csv, line 6: the label is empty; remove the rows with missing values"),
        ("4,40,a,4", "4,40,NA,4", "data.csv, line 6: the label 'NA' marks a missing value"),
        ("4,40,a,4", "4,,a,4", "data.csv, line 6: an entry is empty; remove the rows with missing values"),
        ("4,40,a,4", "4,40,c,4", "data.csv: each label needs at least 5 rows, one of which is held out; 'c' has 1"),
        ("4,40,a,4\n", "", "data.csv: there are 19 rows, expected at least 20: a fifth is held out"),
        (ROWS, "", "data.csv holds a header and no points"),
    ],
)
def test_rows_that_do_not_fit(csv, old, new, message):
    csv.write_text(csv.read_text().replace(old, new))
    with pytest.raises(ValueError, match=message):
        EmpiricalConditional.from_file(csv, label="kind")


def test_points_with_a_column_of_text_are_told_of_the_label(csv):
    with pytest.raises(ValueError, match=r"without this column: .*:size,weight,age; if it is a label: --label kind$"):
        Empirical.from_file(csv)


def test_only_the_condition_in_a_file(tmp_path):
    (tmp_path / "data.csv").write_text("kind\n" + "a\nb\n" * 10)
    with pytest.raises(ValueError, match="has no column besides the condition; expected at least one column of x"):
        EmpiricalConditional.from_file(tmp_path / "data.csv", label="kind")
