"""The house: which room may import which, and how long a file may be."""

import ast
from pathlib import Path

import pytest

import numpygan

ROOT = Path(numpygan.__file__).parent
# The arrows of docs/design.md: the rooms that a room may import besides itself.
NETS_TO_TRAINING = {"nets", "distributions", "training"}
NETS_TO_EVALUATION = NETS_TO_TRAINING | {"numerics", "theory", "evaluation"}
MAY_IMPORT: dict[str, set[str]] = {
    "nets": set(),
    "distributions": set(),
    "numerics": {"distributions"},
    "theory": {"distributions", "numerics"},
    "training": {"nets", "distributions"},
    "recipes": NETS_TO_TRAINING,
    "evaluation": NETS_TO_TRAINING | {"numerics", "theory"},
    "statements": NETS_TO_EVALUATION | {"recipes"},
    "plots": NETS_TO_EVALUATION | {"recipes", "statements"},
    "lab": NETS_TO_EVALUATION | {"recipes", "statements", "plots"},
    "classroom": set(),
    "cli": NETS_TO_EVALUATION | {"recipes", "statements", "plots", "lab", "classroom"},
    "__main__": {"cli"},
}
# Open to all: checks of arguments, atomic files, printing, child processes, worker processes, threads of BLAS.
FOR_ALL = {"arguments", "files", "child_processes", "output", "threads", "workers"}


def imports(source: str) -> set[str]:
    """The rooms of numpygan that a module's source imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "numpygan" else [module]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("numpygan.")}
    return found


def wrong_arrows(room: str, source: str) -> set[str]:
    return imports(source) - MAY_IMPORT[room] - FOR_ALL - {room, "__version__"}


MODULES = sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_imports_point_one_way(module: Path):
    room = module.parts[0].removesuffix(".py")
    source = (ROOT / module).read_text(encoding="utf-8")
    if room in FOR_ALL:
        assert imports(source) <= FOR_ALL - {room}
    else:
        assert wrong_arrows(room, source) == set()


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("nets", "from numpygan.theory import js"),
        ("theory", "import numpygan.nets"),
        ("distributions", "def f():\n    from numpygan.theory.game import value"),
        ("training", "from numpygan import statements"),
        ("statements", "from numpygan.plots import figure_1"),
    ],
)
def test_a_wrong_arrow_is_seen(room: str, source: str):
    assert wrong_arrows(room, source)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_files_stay_short(module: Path):
    assert len((ROOT / module).read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("module", [path for path in MODULES if "exercises" not in path.parts], ids=str)
def test_no_function_is_named_like_its_module(module: Path):
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    assert module.stem not in {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def test_public_names_exist():
    for name in numpygan.__all__:
        assert hasattr(numpygan, name)
