"""Generate wrong solutions of an exercise: its functions, wrapped in code that spoils some of their calls.

A wrapper changes an argument (a cut-off, a type, fewer rows), spoils the result in a special case (zeros, ties, one
row), keeps results between calls (by one argument, by shape), or changes an argument or the result in the end.
"""

import ast
import itertools
from collections.abc import Iterator

from numpygan.classroom.mutation import Mutant

CUT_OFFS = 3, 6, 10, 30
CHANGES = {  # of an argument that is an array
    **{f"cut off at {c}": f"np.clip(x, -{c}, {c})" for c in CUT_OFFS},
    **{f"at least {c}": f"np.maximum(x, {c})" for c in ("1e-6", "1e-12", "1e-300")},
    "plus 1e-6": "x + 1e-6",
    "cut to integers": "x.astype(int)",
    "in single precision": "x.astype(np.float32)",
    "rounded": "x.round(1)",
    "without its last entry": "x[:-1]",
    "up to entry 2": "x[:2]",
    "up to entry 3": "x[:3]",
    "up to entry 4": "x[:4]",
    "sorted": "np.sort(x, axis=0)",
    "reversed": "x[::-1]",
    "without signs": "abs(x)",
    "with 1 for 0": "np.where(x == 0, 1, x)",
    "divided by its sum": "x / x.sum()",
}
NUMBER_CHANGES = {  # of an argument that is a number
    "as an integer": "int(x)",
    "without its sign": "abs(x)",
    "at most 1": "min(x, 1)",
    "at most 3": "min(x, 3)",
    "with 1 for 0": "x or 1",
    "in single precision": "np.float32(x)",
    "rounded": "round(x, 1)",
}
FOR_INTEGERS = "at most 1", "at most 3", "with 1 for 0"
CASES = {  # of an array in which the result is spoiled
    "is 1-D": "x.ndim == 1",
    "is 2-D": "x.ndim == 2",
    "is 3-D": "x.ndim == 3",
    "is 0-D": "x.ndim == 0",
    "has a zero": "(x == 0).any()",
    "has a zero in 1-D": "x.ndim == 1 and (x == 0).any()",
    "has a zero in 2-D": "x.ndim == 2 and (x == 0).any()",
    "is negative somewhere": "(x < 0).any()",
    "is positive somewhere": "(x > 0).any()",
    "has an exponential of 0": "x.dtype.kind == 'f' and (np.exp(-abs(x)) == 0).any()",
    "has ties": "len(np.unique(x)) < x.size",
    "has one row": "x.shape[:1] == (1,)",
    "has more than one row": "x.shape[:1] > (1,)",
    "has more than 4 rows": "x.shape[:1] > (4,)",
    "has one column": "x.ndim > 1 and x.shape[-1] == 1",
    "is wide": "x.ndim > 1 and 1 < x.shape[0] < x.shape[-1]",
    "is square": "x.ndim > 1 and x.shape[0] == x.shape[-1] > 1",
    "is tall": "x.ndim > 1 and x.shape[0] > x.shape[-1] > 1",
    **{f"is beyond {c}": f"(abs(x) > {c}).any()" for c in CUT_OFFS},
    **{f"is within {c} of 0, not 0": f"((x != 0) & (abs(x) < {c})).any()" for c in ("1e-3", "1e-9")},
}
PAIR_CASES = {  # of two neighboring arguments of one shape
    "equal each other": "x.shape[-1] > 1 and (x == y).all()",
    "have a zero in one place": "x.ndim == 1 and ((x == 0) & (y == 0)).any()",
    "have a zero in the first only": "x.ndim == 1 and ((x == 0) & (y != 0)).any() and (x * y != 0).any()",
    "have a zero in the second only": "x.ndim == 1 and ((x != 0) & (y == 0)).any() and (x * y != 0).any()",
    "are nowhere both nonzero": "((x == 0) | (y == 0)).all()",
}
NUMBER_CASES = {
    "is 0": "x == 0",
    "is negative": "x < 0",
    "is below 1": "x < 1",
    "is above 1": "x > 1",
}
RESULTS = {  # of the answer y, an array
    "rounded to 6 places": "y.round(6)",
    "in single precision": "y.astype(np.float32)",
    "in single precision, plus 1e-5": "(y + 1e-5).astype(np.float32)",
    "times 1.00001": "y * 1.00001",
    "without its sign": "abs(y)",
    "without negative numbers": "np.maximum(y, 0)",
    "without nan and inf": "np.nan_to_num(y)",
    "sorted": "np.sort(y, axis=0) if y.ndim else y",
    "summed": "y.sum()",
    "negated": "-y",
    **{f"cut off at {c}": f"np.clip(y, -{c}, {c})" for c in CUT_OFFS},
}
KEPT = {  # code of a wrapper that keeps something between calls
    "the result before this one": "out, kept[:] = (kept or [right(*a)])[0], [right(*a)]; return out",
    "plus the last result of these shapes": (
        "key = str([np.shape(x) for x in a]); kept = right.__dict__; out = right(*a); last = kept.get(key)\n"
        "    kept[key] = out\n"
        "    return out if last is None else tuple(x + y for x, y in zip(out, last, strict=True))"
        " if isinstance(out, tuple) else np.add(out, last)"
    ),
    "the first result of these shapes": (
        "key = str([np.shape(x) for x in a]); kept = right.__dict__; return kept.setdefault(key, right(*a))"
    ),
}
WRAPPER = """

_right_{n} = {target}


def _wrong_{n}(*a, right=_right_{n}, kept=[]):
    {code}


{target} = _wrong_{n}
"""
HELPERS = """

def _each(change, out):
    return tuple(change(np.asarray(y)) for y in out) if isinstance(out, tuple) else change(np.asarray(out))


def _spoiled(out):
    return _each(lambda y: np.where(np.isfinite(y), y * 1.001 + 0.001, 1.0), out)


def _key(x):
    return x.tobytes() if isinstance(x, np.ndarray) else str(x)


def _with(a, i, x):
    return (*a[:i], x, *a[i + 1 :])
"""


RECORDER = """

def _recorded(name, f):
    def call(*a):
        for i, (x, y) in enumerate(zip(a, (*a[1:], None), strict=True)):
            if np.shape(x) != np.shape(y):
                seen.add((name, i, "another shape than the next"))
            array = isinstance(x, np.ndarray)
            seen.add((name, i, np.ndim(x) if array else type(x).__name__))
            if array and x.dtype.kind == "f" and (np.exp(-abs(x)) == 0).any():
                seen.add((name, i, "underflow"))
        return f(*a)
    return call


seen = set()
"""


def targets(source: str, driver: str) -> dict[str, list[str]]:
    """Return the arguments of the functions and methods of ``source`` that ``driver`` calls."""
    called = {
        node.attr
        for node in ast.walk(ast.parse(driver))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "student"
    }
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name in called:
            found[node.name] = [each.arg for each in node.args.args]
        elif isinstance(node, ast.ClassDef) and node.name in called:
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    found[f"{node.name}.{method.name}"] = [each.arg for each in method.args.args]
    return found


def recorder(source: str, driver: str) -> str:
    """Return ``source`` with functions that record in ``seen`` the types of their arguments, an int for dimensions."""
    lines = [f"{name} = _recorded({name!r}, {name})" for name in targets(source, driver)]
    return "\n".join([source, RECORDER, *lines])


def wrapper_mutants(source: str, driver: str, seen: set[tuple[str, int, int | str]]) -> Iterator[Mutant]:
    """Yield mutants of the functions of ``source`` that ``driver`` calls; ``seen`` is from the recorder."""
    for target, names in targets(source, driver).items():
        kinds = {i: {kind for name, j, kind in seen if (name, j) == (target, i)} for i in range(len(names))}
        for what, code in _codes(names, kinds):
            if target.endswith("__init__") and (what.startswith(("result ", "kept ")) or what in KEPT):
                continue
            wrapper = WRAPPER.format(n=0, target=target, code=code)
            yield Mutant(f"{target}: {what}", f"{source}{HELPERS}{wrapper}")


def _applies(case: str, kinds: set[int | str]) -> bool:
    """Whether some but not all arguments can be in a case that is about the number of dimensions."""
    dimensions = {kind for kind in kinds if isinstance(kind, int)}
    if case == "has an exponential of 0":
        return "underflow" in kinds
    if " in " in case:
        return len(dimensions) > 1 and int(case[-3]) in dimensions
    if case.endswith("-D"):
        return len(dimensions) > 1 and int(case[-3]) in dimensions
    return max(dimensions) > 1 if case in ("has one column", "is wide", "is square", "is tall") else True


def _codes(names: list[str], kinds: dict[int, set[int | str]]) -> Iterator[tuple[str, str]]:
    """Yield a description and the body of each wrapper of a function with these arguments."""
    arguments = [(i, name) for i, name in enumerate(names) if name != "self"]
    for i, name in arguments:
        if any(isinstance(kind, int) for kind in kinds[i]):
            yield from _of_an_argument(
                i, name, "np.ndarray", CHANGES, {c: CASES[c] for c in CASES if _applies(c, kinds[i])}
            )
            yield (
                f"{name} changed in place",
                f"x = a[{i}]; out = right(*a); x.__imul__(2) if isinstance(x, np.ndarray) else 0; return out",
            )
        if kinds[i] & {"int", "float"}:
            changes = {what: new for what, new in NUMBER_CHANGES.items() if "float" in kinds[i] or what in FOR_INTEGERS}
            yield from _of_an_argument(i, name, "(int, float)", changes, NUMBER_CASES)
        if len(arguments) > 1 and any(isinstance(kind, int) or kind in ("int", "float") for kind in kinds[i]):
            yield (
                f"kept by {name}",
                f"if not isinstance(a[{i}], (np.ndarray, int, float)): return right(*a)\n"
                f"    kept = right.__dict__; key = _key(a[{i}]); kept[key] = kept[key] if key in kept else right(*a); "
                "return kept[key]",
            )
    for (i, first), (j, second) in itertools.pairwise(arguments):
        cases = list(PAIR_CASES.items())
        if "another shape than the next" in kinds[i] or 1 not in kinds[i]:
            cases = cases[:1]
        for what, case in cases if any(isinstance(kind, int) for kind in kinds[i] & kinds[j]) else ():
            bad = f"x, y = a[{i}], a[{j}]; bad = np.ndim(x) > 0 and np.shape(x) == np.shape(y) and ({case})"
            text = f"{bad}; out = right(*a); return _spoiled(out) if bad else out"
            yield f"wrong if {first}, {second} {what}", text
    for what, new in RESULTS.items():
        yield f"result {what}", f"return _each(lambda y: {new}, right(*a))"
    yield from KEPT.items()


def _of_an_argument(
    i: int, name: str, kind: str, changes: dict[str, str], cases: dict[str, str]
) -> Iterator[tuple[str, str]]:
    for what, new in changes.items():
        yield (
            f"{name} {what}",
            f"x = a[{i}]; return right(*_with(a, {i}, {new})) if isinstance(x, {kind}) else right(*a)",
        )
    for what, case in cases.items():
        bad = f"x = a[{i}]; bad = isinstance(x, {kind}) and ({case})"
        yield f"wrong if {name} {what}", f"{bad}; out = right(*a); return _spoiled(out) if bad else out"
