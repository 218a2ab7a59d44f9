import numpy as np
import pytest

from numpygan.training import History


@pytest.fixture
def history():
    history = History(["step", "js"])
    history.append({"step": 1, "js": 0.1 + 0.2})
    history.append({"step": 2, "js": 0.5})
    return history


def test_saved_and_loaded_to_the_bit(history, tmp_path):
    history.save(tmp_path / "h.npz")
    np.testing.assert_array_equal(History.load(tmp_path / "h.npz").table, history.table)


def test_csv_keeps_all_digits(history, tmp_path):
    history.save_csv(tmp_path / "h.csv")
    table = np.genfromtxt(tmp_path / "h.csv", delimiter=",", names=True)
    np.testing.assert_array_equal(table["js"], history["js"])


def test_the_table_is_a_copy(history):
    assert history["step"].dtype.kind == "i"
    history["js"][0] = 1
    assert history["js"][0] == 0.1 + 0.2


def test_more_rows_than_expected():
    history = History(["step", "js"], expected=1)
    for step in range(1, 8):
        history.append({"step": step, "js": 1 / step})
    assert len(history) == 7
    np.testing.assert_array_equal(history["js"], 1 / np.arange(1, 8))
    assert History.of_table(history.table[:0])["step"].size == 0


def test_counts_are_integers():
    history = History(["step", "modes", "share"])
    history.append({"step": 1, "modes": 8, "share": 1})
    assert [history[name].dtype.kind for name in history.names] == ["i", "i", "f"]


def test_errors(history, tmp_path):
    with pytest.raises(ValueError, match=r"a row needs \['js', 'step'\], got \['step'\]"):
        history.append({"step": 3})
    (tmp_path / "foreign.npz").write_bytes(b"not a zip at all")
    with pytest.raises(ValueError, match=r"foreign\.npz is not a history"):
        History.load(tmp_path / "foreign.npz")
    history.save(tmp_path / "h.npz")
    whole = (tmp_path / "h.npz").read_bytes()
    np.savez(tmp_path / "other.npz", theta=np.zeros(3))
    with pytest.raises(ValueError, match=r"other\.npz is not a history of this package: it holds theta"):
        History.load(tmp_path / "other.npz")
    with pytest.raises(ValueError, match=r"cannot read .*missing\.npz: No such file"):
        History.load(tmp_path / "missing.npz")
    shorter = whole.replace(b"'shape': (2,)", b"'shape': (1,)")
    assert shorter != whole
    (tmp_path / "shorter.npz").write_bytes(shorter)
    with pytest.raises(ValueError, match=r"shorter\.npz is not a history of this package, or it is damaged"):
        History.load(tmp_path / "shorter.npz")
    (tmp_path / "cut.npz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match=r"cut\.npz is not a history"):
        History.load(tmp_path / "cut.npz")
