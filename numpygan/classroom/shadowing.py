"""Warn about files such as ``random.py`` in the folder of the exercises, which hide modules of Python.

``python e05_value_function.py`` looks for modules in the folder of the script first. If there are such files, importing
this module moves that folder to the end of the search path. ``numpygan learn`` does not search that folder.
"""

import sys
from pathlib import Path

NEEDED = sys.stdlib_module_names | {"numpy"}


def shadowing_files(folder: Path) -> list[str]:
    """Return the names of files and folders in ``folder`` that hide a module of Python, or NumPy."""
    found = [path.name for path in folder.glob("*.py") if path.stem in NEEDED]
    found += [path.parent.name for path in folder.glob("*/__init__.py") if path.parent.name in NEEDED]
    return sorted(found)


def shadowing_note(folder: Path) -> str:
    """Return a sentence for each such file; "" if there is none."""
    return "\n".join(
        f"note: {name} in this folder hides the module {name.removesuffix('.py')} from every script that is started "
        f"here, and from NumPy: give {name} another name"
        for name in shadowing_files(folder)
    )


def _python_first() -> None:
    """If the running script is in a folder with such files, search that folder last.

    If one of them has been imported already, exit with a sentence that says what to do.
    """
    script = getattr(sys.modules["__main__"], "__file__", None)
    folder = Path(script).resolve().parent if script is not None else None
    if folder is None or not sys.path or Path(sys.path[0]).resolve() != folder or not shadowing_files(folder):
        return
    sys.path.append(sys.path.pop(0))
    for name in shadowing_files(folder):
        file = getattr(sys.modules.get(name.removesuffix(".py")), "__file__", None)
        if file is not None and Path(file).resolve().is_relative_to(folder):
            raise SystemExit(shadowing_note(folder).replace("note: ", "numpygan: "))


_python_first()
