"""A script saves its picture beside itself, a notebook displays it, a prompt is told what to do."""

import sys
from types import ModuleType

import pytest
from matplotlib.figure import Figure

from numpygan.plots import present


def main(monkeypatch, file=None):
    monkeypatch.delenv("NUMPYGAN_FIGURES", raising=False)
    module = ModuleType("__main__")
    if file is not None:
        module.__file__ = str(file)
    monkeypatch.setitem(sys.modules, "__main__", module)


def test_a_script_saves_beside_itself(monkeypatch, tmp_path, capsys):
    main(monkeypatch, tmp_path / "lesson.py")
    present(Figure(), "name")
    assert (tmp_path / "figures" / "name.png").read_bytes().startswith(b"\x89PNG")
    assert str(tmp_path / "figures" / "name.png") in capsys.readouterr().out


def test_a_script_saves_where_the_environment_says(monkeypatch, tmp_path):
    main(monkeypatch, tmp_path / "lesson.py")
    monkeypatch.setenv("NUMPYGAN_FIGURES", str(tmp_path / "a" / "b"))
    present(Figure(), "name")
    assert (tmp_path / "a" / "b" / "name.png").is_file()
    assert not (tmp_path / "figures").exists()


def test_a_notebook_displays_the_bytes_of_a_png(monkeypatch):
    main(monkeypatch)
    shown = []
    module = ModuleType("IPython.display")
    module.display = shown.append
    module.Image = lambda data, format: (data, format)
    monkeypatch.setitem(sys.modules, "IPython", ModuleType("IPython"))
    monkeypatch.setitem(sys.modules, "IPython.display", module)
    present(Figure(), "name")
    [(data, format)] = shown
    assert data.startswith(b"\x89PNG")
    assert format == "png"


def test_a_prompt_is_told_what_to_do(monkeypatch):
    main(monkeypatch)
    monkeypatch.setitem(sys.modules, "IPython.display", None)
    with pytest.raises(RuntimeError, match="save_figure"):
        present(Figure(), "name")
