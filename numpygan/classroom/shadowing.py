"""A student's ``random.py`` in the folder of the exercises, which Python finds before its own module ``random``.

``numpygan learn`` does not look for modules in that folder. ``python e05_value_function.py`` does: Python puts the
folder of the script first. Importing this module changes that where there are such files.
"""

import sys
from pathlib import Path

NEEDED = sys.stdlib_module_names | {"numpy"}


def shadowing_files(folder: Path) -> list[str]:
    """The names of what hides a module of Python, or NumPy, from a script in ``folder``."""
    found = [path.name for path in folder.glob("*.py") if path.stem in NEEDED]
    found += [path.parent.name for path in folder.glob("*/__init__.py") if path.parent.name in NEEDED]
    return sorted(found)


def shadowing_note(folder: Path) -> str:
    """What to say about them: a sentence for each; "" for none."""
    return "\n".join(
        f"note: {name} in this folder hides the module {name.removesuffix('.py')} from every script that is started "
        f"here, NumPy's import included: give it another name"
        for name in shadowing_files(folder)
    )


def _python_first() -> None:
    """Where the running script stands beside such files, look for modules in that folder last.

    If one of them has been imported already, end the script with a sentence that says what to do.
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
