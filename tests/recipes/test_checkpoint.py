"""A checkpoint keeps every bit; a damaged or foreign file is refused in one line, and the run stays as it was."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from numpygan.distributions import ring
from numpygan.recipes import Run
from numpygan.recipes.checkpoint import VERSION, arrays, generators

from .test_runs import RECIPE, advance, make_run, state

BIT_GENERATORS = [np.random.PCG64, np.random.PCG64DXSM, np.random.MT19937, np.random.Philox, np.random.SFC64]


def snapshot(run: Run) -> str:
    """All that a checkpoint fills, without drawing from it."""
    states = [rng.bit_generator.state for rng in generators(run)]
    counts = [run.step, *(optimizer.t for optimizer in run.optimizers)]
    everything = [array.tobytes().hex() for array in [*arrays(run).values(), run.history.table]], counts, states
    return json.dumps(everything, default=np.ndarray.tolist)


def refuse(run: Run, path, message: str) -> None:
    """``run`` refuses ``path`` in one line, with ``message``, and is left as it was."""
    before = snapshot(run)
    with pytest.raises(ValueError, match=message) as refusal:
        run.load(path)
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert snapshot(run) == before


def save_one(folder: Path) -> Path:
    """A run of RECIPE, saved after 13 steps."""
    run = make_run()
    advance(run, 13)
    run.save(folder / "run.npz")
    return folder / "run.npz"


@pytest.fixture
def saved(tmp_path) -> Path:
    return save_one(tmp_path)


def rewritten(path: Path, **changes) -> Path:
    """A whole file whose entries are those of ``path``, some changed, those that are None left out."""
    with np.load(path) as archive:
        contents = {**archive, **changes}
    other = path.with_name("other.npz")
    np.savez(other, **{name: value for name, value in contents.items() if value is not None})
    return other


def test_one_file_and_nothing_pickled(saved):
    assert [path.name for path in saved.parent.iterdir()] == ["run.npz"]
    with np.load(saved, allow_pickle=False) as archive:
        assert all(not archive[name].dtype.hasobject for name in archive.files)


@pytest.mark.parametrize("kind", BIT_GENERATORS)
def test_every_bit_generator_goes_on_to_the_bit(kind, tmp_path):
    def run(seed):  # of the kind that ``kind`` is at the moment
        return Run(ring(), RECIPE, rng=np.random.Generator(kind(seed)), every=10)

    whole, first, second = run(0), run(0), run(1)
    advance(whole, 30), advance(first, 13)
    first.save(tmp_path / "run.npz")
    second.load(tmp_path / "run.npz")
    assert snapshot(second) == snapshot(first)
    advance(second, 30)
    assert state(second) == state(whole)
    kind = BIT_GENERATORS[BIT_GENERATORS.index(kind) - 1]
    refuse(run(0), tmp_path / "run.npz", rf"of another run: bit_generator is \w+, expected {kind.__name__}$")


def test_what_is_not_finite_is_kept_as_it_is(tmp_path):
    # A step to infinity is taken back; the moments that led there are not.
    first, second = make_run(), make_run()
    advance(first, 3)
    first.optimizers[0].v[:2] = np.inf, np.nan
    first.save(tmp_path / "run.npz")
    second.load(tmp_path / "run.npz")
    assert snapshot(second) == snapshot(first)


def test_neither_saving_nor_loading_draws_from_the_run(saved):
    run = make_run()
    advance(run, 13)
    before = snapshot(run)
    run.save(saved)
    assert snapshot(run) == before
    advance(run, 5)
    run.load(saved)
    assert snapshot(run) == before


def bytes_changed(path: Path, contents: bytes) -> Path:
    path.with_name("changed.npz").write_bytes(contents)
    return path.with_name("changed.npz")


def test_cut_anywhere(saved):
    run, whole = make_run(), saved.read_bytes()
    lengths = {*range(0, 100, 7), *range(0, len(whole), len(whole) // 60), *range(len(whole) - 40, len(whole))}
    for length in lengths:
        refuse(run, bytes_changed(saved, whole[:length]), "is not a checkpoint of this package, or it is damaged: ")


def test_a_flipped_bit_is_noticed_or_means_nothing(saved):
    run, fresh, whole = make_run(), make_run(), saved.read_bytes()
    run.load(saved)
    loaded, untouched, harmless = snapshot(run), snapshot(fresh), 0
    places = np.random.default_rng(1).choice(8 * len(whole), 400, replace=False)
    for byte, bit in zip(*divmod(places, 8), strict=True):
        changed = bytearray(whole)
        changed[byte] ^= 1 << bit
        run = make_run()
        try:
            run.load(bytes_changed(saved, bytes(changed)))
        except ValueError:
            assert snapshot(run) == untouched
        else:
            harmless += 1  # the time of an entry, say
            assert snapshot(run) == loaded
    assert harmless < 100


def test_a_header_that_makes_an_array_shorter(saved):
    # The bytes that are left over are never read by np.load, nor is their checksum looked at.
    whole, header = saved.read_bytes(), b"('g_gradient', '<f8')], 'fortran_order': False, 'shape': (1,)"
    assert whole.count(header) == 1
    shorter = header.replace(b"(1,)", b"(0,)")
    refuse(make_run(), bytes_changed(saved, whole.replace(header, shorter)), r"the checksum of history\.npy is wrong$")


def foreign_files(folder: Path):
    """Each file and what is said about it."""
    (folder / "empty.npz").touch()
    (folder / "text.npz").write_text("step,js\n1,0.5\n")
    np.save(folder / "array.npy", np.arange(3))
    np.savez(folder / "foreign.npz", x=np.arange(3), y=np.arange(3))
    np.savez(folder / "long.npz", **{f"x_{i}": np.arange(3) for i in range(100)})
    np.savez(folder / "nothing.npz")
    np.savez(folder / "objects.npz", version=np.array([{}], dtype=object), allow_pickle=True)
    np.savez(folder / "text_version.npz", version="1")
    np.savez(folder / "version.npz", version=VERSION)
    np.savez(folder / "newer.npz", version=VERSION + 1, all_else="is new")
    run = make_run()
    advance(run, 10)
    run.history.save(folder / "history.npz")
    (folder / "folder.npz").mkdir()
    foreign = "is not a checkpoint of this package"
    yield from {
        "empty.npz": f"{foreign}, or it is damaged: File is not a zip file",
        "text.npz": f"{foreign}, or it is damaged: File is not a zip file",
        "array.npy": f"{foreign}, or it is damaged: File is not a zip file",
        "foreign.npz": f"{foreign}: it holds x, y$",
        "long.npz": foreign + r": it holds x_0, .{1,200} \[\.\.\.\]$",
        "nothing.npz": f"{foreign}: it holds nothing$",
        "objects.npz": f"{foreign}, or it is damaged: Object arrays cannot be loaded",
        "text_version.npz": f"{foreign}: it holds version$",
        "version.npz": "is damaged: counts, d_m, d_theta, d_v, draws, fourier_frequencies, .*, std missing$",
        "newer.npz": f"has version {VERSION + 1}, this numpygan reads up to {VERSION}: update it$",
        "history.npz": f"{foreign}: it holds table$",
        "folder.npz": "cannot read .*: Is a directory",
        "missing.npz": "cannot read .*: No such file or directory$",
        "no/such/folder.npz": "cannot read .*: No such file or directory$",
    }.items()


@pytest.mark.parametrize("i", range(14))
def test_a_foreign_file(i, tmp_path):
    files = list(foreign_files(tmp_path))
    assert len(files) == 14
    name, message = files[i]
    refuse(make_run(), tmp_path / name, message)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read(saved):
    saved.chmod(0)
    refuse(make_run(), saved, "cannot read .*: Permission denied$")


@pytest.mark.parametrize("name", ["d_theta", "history", "random", "identity", "draws", "counts", "mean"])
def test_a_missing_entry(name, saved):
    refuse(make_run(), rewritten(saved, **{name: None}), f"is damaged: {name} missing$")


def half_right(**changes) -> str:
    """The states of another run's generators, the second of them changed: the first must not be set either."""
    first, second = (rng.bit_generator.state for rng in generators(make_run(seed=5)))
    return json.dumps([first, {**second, **changes}])


@pytest.mark.parametrize(
    ("entry", "value", "message"),
    [
        ("d_theta", np.zeros(3), r"d_theta is float64\[3\], expected float64\["),
        ("d_theta", lambda old: old.astype("f4"), r"d_theta is float32\["),
        ("d_theta", lambda old: old.astype(complex), r"d_theta is complex128\["),
        ("g_v", lambda old: old.astype(str), r"g_v is <U\d+\["),
        ("mean", np.float64(0), r"mean is float64\[\], expected float64\[1\]$"),
        ("counts", np.array([13, 26]), r"counts is int64\[2\], expected int64\[3\]$"),
        ("counts", np.array([13.0, 26.0, 13.0]), r"counts is float64\[3\], expected int64\[3\]$"),
        ("history", np.zeros(3), r"history is float64\[3\]"),
        ("history", lambda old: old[None], r"history is \[.*\]\[1, 1\]"),
        ("random", np.arange(3), r"random is int64\[3\]"),
        ("random", "not JSON", "its random generators cannot be restored: "),
        ("random", "[]", "its random generators cannot be restored: "),
        ("random", "[1, 2]", "its random generators cannot be restored: state must be a dict"),
        ("random", half_right(state={"state": 1}), "its random generators cannot be restored: 'inc'"),
        (
            "random",
            half_right(uinteger=0.5),
            "its random generators cannot be restored: .* not a state of",
        ),
        ("random", half_right(uinteger=-1), "its random generators cannot be restored: "),
        ("identity", "[]", r"its identity is \[\]$"),
        ("identity", "{}", r"its identity is \{\}$"),
        ("identity", "x" * 1000, "its identity is "),
        ("identity", np.arange(3), r"its identity is \[0 1 2\]$"),
        ("draws", np.array(["a", "b"]), "does not draw the points"),
        ("draws", np.float64("nan"), "does not draw the points"),
    ],
)
def test_an_entry_of_the_wrong_kind(entry, value, message, saved):
    with np.load(saved) as archive:
        value = value(archive[entry]) if callable(value) else value
    refuse(make_run(), rewritten(saved, **{entry: value}), message)


@pytest.mark.parametrize("counts", [[-5, -10, -5], [13, 26, -1], [13, 0, 13], [13, 13, 5]])
def test_counts_that_cannot_be(counts, saved):
    refuse(make_run(), rewritten(saved, counts=np.array(counts)), r"is damaged: after -?\d+ iterations D has done")


@pytest.mark.parametrize("name", ["d_theta", "identity", "history", "version"])
def test_an_entry_that_is_too_large_is_refused_before_it_is_read(name, saved, monkeypatch):
    def refuse_to_read(*_):
        raise AssertionError("decompressed")

    bomb = saved.with_name("bomb.npz")
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, bytes(10_000_000) if entry == f"{name}.npy" else old.read(entry))
    assert bomb.stat().st_size < 1_000_000
    read = zipfile.ZipFile.read
    monkeypatch.setattr(
        "zipfile.ZipFile.read",
        lambda archive, entry: refuse_to_read() if entry.file_size > 5_000_000 else read(archive, entry),
    )
    refuse(make_run(), bomb, rf"{name} has a declared size of 10,000,000 bytes, expected at most \d")


# -- killed --


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
def test_killed_at_random_moments(tmp_path):
    script = Path(__file__).parents[1] / "benchmarks" / "kills.py"
    command = [sys.executable, "-W", "error", str(script), "--kills", "30", "--folder", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"30 kills, [1-9]\d* of them in the middle of a write", result.stdout), result.stdout
