import numpy as np
import pytest

from numpygan.distributions import Empirical, NoDensityError


def test_draws_its_points(rng):
    points = np.array([[0.0, 1.0], [2.0, 3.0]])
    x = Empirical(points).sample(50, rng=rng)
    assert x.shape == (50, 2)
    assert {tuple(row) for row in x} == {(0, 1), (2, 3)}


def test_has_no_density():
    with pytest.raises(NoDensityError, match="no density; it can be used for training only"):
        Empirical([1.0, 2.0]).log_pdf([1.0])


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([1, np.nan], "points holds 1 nan or infinite entries among 2"),
        ([], r"points has shape"),
        (np.zeros((2, 2, 2)), "shape"),
        (3.0, r"points has shape \(\)"),
        (np.zeros((3, 0)), r"points has shape \(3, 0\)"),
    ],
)
def test_errors(points, message):
    with pytest.raises(ValueError, match=message):
        Empirical(points)


def test_from_a_file(tmp_path, rng):
    points = rng.normal(size=(5, 3))
    np.savetxt(tmp_path / "points.csv", points, delimiter=",", header="a,b,c", comments="")
    np.save(tmp_path / "points.npy", points)
    np.save(tmp_path / "line.npy", points[:, 0])
    for name in ("points.csv", "points.npy"):
        np.testing.assert_array_equal(Empirical.from_file(tmp_path / name).points, points)
    assert repr(Empirical.from_file(str(tmp_path / "line.npy"))) == "Empirical(5 points, dim=1)"


@pytest.mark.parametrize(
    ("array", "message"),
    [
        (np.zeros((2, 2, 2)), r"points\.npy has shape \(2, 2, 2\), expected \(m, d\) or \(m,\) with m >= 1"),
        (np.zeros((0, 2)), r"points\.npy has shape \(0, 2\), expected"),
        (np.array(3.0), r"points\.npy has shape \(\), expected"),
        (np.array([[1, np.nan], [np.inf, 2]]), r"points\.npy holds 2 nan or infinite entries among 4"),
    ],
)
def test_errors_of_a_file_name_it(array, message, tmp_path):
    np.save(tmp_path / "points.npy", array)
    with pytest.raises(ValueError, match=message):
        Empirical.from_file(tmp_path / "points.npy")


def test_the_error_of_a_line_names_it(tmp_path):
    (tmp_path / "points.csv").write_text("x,y\n1,2\n3\n")
    with pytest.raises(ValueError, match=r"points\.csv, line 3 has 1 entries, line 1 has 2"):
        Empirical.from_file(tmp_path / "points.csv")


def test_the_points_are_a_copy():
    given = np.zeros((2, 2))
    distribution = Empirical(given)
    given[0] = 1
    assert (distribution.points == 0).all()


def test_what_would_be_lost_silently_is_refused():
    with pytest.raises(
        ValueError, match=r"points has masked entries; keep only the rows without one: numpy.ma.compress"
    ):
        Empirical(np.ma.masked_equal([[1.0, 2.0], [-999.0, 3.0]], -999))
    Empirical(np.ma.array([[1.0, 2.0]]))  # a masked array without a masked entry
    for points in (np.array([1j]), ["1", "2"], [True, False]):
        with pytest.raises(ValueError, match=r"points holds entries of type .*, expected real numbers"):
            Empirical(points)


def test_the_notes_of_a_file(tmp_path):
    (tmp_path / "points.csv").write_text("x;y\n1,5;2\n3;4\n")
    assert len(Empirical.from_file(tmp_path / "points.csv").notes) == 3
    assert Empirical.from_file(f"{tmp_path}/points.csv:y").points.tolist() == [[2], [4]]
    assert Empirical([1.0]).notes == ()
