"""Rewrite a right solution in other styles that give the same numbers, to prove that the checks accept them.

A rewriting changes the syntax tree (``x.sum()`` or ``np.sum(x)``, ``a @ b`` or ``np.matmul(a, b)``, ``for`` or
``while``) or wraps the functions (lambdas, keyword arguments, copies of the arguments, lists, more precision).
"""

import ast
from collections.abc import Callable, Iterator

from numpygan.classroom.mutation_wrappers import targets

Rule = Callable[[ast.AST], "ast.AST | None"]


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


class _Rewriter(ast.NodeTransformer):
    """Applies a rule to every node, from the inside outwards."""

    def __init__(self, rule: Rule) -> None:
        self.rule, self.count = rule, 0

    def generic_visit(self, node: ast.AST) -> ast.AST:
        node = super().generic_visit(node)
        new = self.rule(node)
        self.count += new is not None
        return node if new is None else new


def _operator(kind: type[ast.operator], text: str) -> Rule:
    def rule(node: ast.AST) -> ast.AST | None:
        if not (isinstance(node, ast.BinOp) and isinstance(node.op, kind)):
            return None
        return _expression(text.format(a=ast.unparse(node.left), b=ast.unparse(node.right)))

    return rule


def _method_to_function(node: ast.AST) -> ast.AST | None:
    """``x.sum(axis=0)`` becomes ``np.sum(x, axis=0)``."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return None
    value, name = node.func.value, node.func.attr
    if name not in ("sum", "mean", "copy") or ast.unparse(value) == "np":
        return None
    return ast.Call(_expression(f"np.{name}"), [value, *node.args], node.keywords)


def _mean_by_sum(node: ast.AST) -> ast.AST | None:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "mean"):
        return None
    value = ast.unparse(node.func.value)
    axis = next((ast.unparse(each.value) for each in node.keywords if each.arg == "axis"), None)
    size = f"np.shape({value})[{axis}]" if axis else f"np.size({value})"
    return _expression(f"np.add.reduce({value}, axis={axis}) / {size}")


def _square_by_product(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and ast.unparse(node.right) == "2":
        return _expression(f"np.square({ast.unparse(node.left)})")
    return None


def _where_by_branches(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "np.where" and len(node.args) == 3:
        condition, yes, no = map(ast.unparse, node.args)
        return _expression(f"np.where(np.logical_not({condition}), {no}, {yes})")
    return None


def _where_by_select(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "np.where" and len(node.args) == 3:
        condition, yes, no = map(ast.unparse, node.args)
        return _expression(f"np.choose(np.asarray({condition}).astype(int), [{no}, {yes}])")
    return None


def _other_side(node: ast.AST) -> ast.AST | None:
    """``a > b`` becomes ``b < a``."""
    turned = {ast.Gt: ast.Lt, ast.Lt: ast.Gt, ast.GtE: ast.LtE, ast.LtE: ast.GtE}
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in turned:
        return ast.Compare(node.comparators[0], [turned[type(node.ops[0])]()], [node.left])
    return None


def _negative(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and not isinstance(node.operand, ast.Constant):
        return _expression(f"np.negative({ast.unparse(node.operand)})")
    return None


def _float_constants(node: ast.AST) -> ast.AST | None:
    """``2 * x`` becomes ``np.float64(2.0) * x``, in products, sums and quotients."""
    if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant) and type(node.left.value) is int:
        return ast.BinOp(_expression(f"np.float64({float(node.left.value)})"), node.op, node.right)
    return None


def _while(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.For):
        return None
    body = "\n".join(f"    {line}" for each in node.body for line in ast.unparse(each).splitlines())
    name = f"_rest_{node.lineno}"
    start = f"{name} = list({ast.unparse(node.iter)})"
    code = f"{start}\nwhile {name}:\n    {ast.unparse(node.target)} = {name}.pop(0)\n{body}"
    return ast.If(_expression("True"), ast.parse(code).body, [])


def _named_result(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Return) and node.value is not None:
        return ast.If(_expression("True"), ast.parse(f"result = {ast.unparse(node.value)}\nreturn result").body, [])
    return None


def _long_import(node: ast.AST) -> ast.AST | None:
    return ast.Name("numpy", node.ctx) if isinstance(node, ast.Name) and node.id == "np" else None


def _transposed(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return _expression(f"np.transpose({ast.unparse(node.value)})")
    return None


RULES: dict[str, Rule] = {
    "methods as functions": _method_to_function,
    "means by sums": _mean_by_sum,
    "squares by np.square": _square_by_product,
    "np.where with branches exchanged": _where_by_branches,
    "np.choose": _where_by_select,
    "comparisons from the other side": _other_side,
    "np.negative": _negative,
    "np.multiply": _operator(ast.Mult, "np.multiply({a}, {b})"),
    "np.add": _operator(ast.Add, "np.add({a}, {b})"),
    "np.subtract": _operator(ast.Sub, "np.subtract({a}, {b})"),
    "sums of negatives": _operator(ast.Sub, "({a}) + -({b})"),
    "np.divide": _operator(ast.Div, "np.divide({a}, {b})"),
    "factors exchanged": _operator(ast.Mult, "({b}) * ({a})"),
    "terms exchanged": _operator(ast.Add, "({b}) + ({a})"),
    "np.matmul": _operator(ast.MatMult, "np.matmul({a}, {b})"),
    "np.dot": _operator(ast.MatMult, "np.dot({a}, {b})"),
    "np.tensordot": _operator(ast.MatMult, "np.tensordot({a}, {b}, axes=(-1, 0))"),
    "floats for integers": _float_constants,
    "np.transpose": _transposed,
    "while loops": _while,
    "results with a name": _named_result,
    "import numpy": _long_import,
}
WRAPPERS = {  # the body of a wrapper of a function f with arguments a
    "helper function": "return f(*a)",
    "keyword arguments": "return f(*a[:1], **dict(zip(names[1:], a[1:])))",
    "copies of the arguments": "return f(*[np.array(x) if isinstance(x, np.ndarray) else x for x in a])",
    "arrays in Fortran order": "return f(*[np.asfortranarray(x) if isinstance(x, np.ndarray) else x for x in a])",
    "arrays that are not contiguous": (
        "return f(*[np.repeat(x, 2, axis=-1)[..., ::2] if isinstance(x, np.ndarray) and x.ndim else x for x in a])"
    ),
    "in place on its own copies": (
        "own = [x.copy() if isinstance(x, np.ndarray) else x for x in a]\n"
        "    out = f(*own)\n"
        "    out = _changed(np.copy, out)\n"
        "    [x.fill(7) for x in own if isinstance(x, np.ndarray) and not any(x is y for y in a)]\n"
        "    return out"
    ),
    "lists": "return _changed(lambda y: y.tolist(), f(*a))",
    "in long double": "return _changed(lambda y: y.astype(np.longdouble if y.dtype.kind == 'f' else y.dtype), f(*a))",
    "in single precision": "return _changed(lambda y: y.astype(np.float32 if y.dtype.kind == 'f' else y.dtype), f(*a))",
    "columns": "return _changed(lambda y: y[:, None] if y.ndim == 1 else y, f(*a))",
    "without warnings": "with np.errstate(all='ignore'):\n        return f(*a)",
    "called twice": "f(*a)\n    return f(*a)",
    "try and finally": "try:\n        return f(*a)\n    finally:\n        pass",
    "a generator": "return next(f(*b) for b in [a])",
}
DRAWS = {"draw_data", "rng"}  # functions with these arguments draw random numbers, so that they are called only once
FOR_CALLERS = {"lists", "columns"}  # not for functions whose answers other functions use
WRAPPER = """

_f_{name} = {name}


def _g_{name}(*a, f=_f_{name}, names={names!r}):
    {code}


{name} = _g_{name}
"""
LAMBDA = "\n\n_f_{name} = {name}\n{name} = lambda *a, **k: _f_{name}(*a, **k)\n"
OBJECT = '''

_f_{name} = {name}


class _C_{name}:
    """A callable object."""

    def __call__(self, *a):
        return _f_{name}(*a)


{name} = _C_{name}()
'''
HELPER = """

def _changed(change, out):
    return tuple(change(np.asarray(y)) for y in out) if isinstance(out, tuple) else change(np.asarray(out))
"""


def rewritten(source: str, driver: str) -> Iterator[tuple[str, str]]:
    """Yield a name and the source of each rewriting of ``source``, whose functions ``driver`` calls."""
    for name, rule in RULES.items():
        tree = ast.parse(source)
        rewriter = _Rewriter(rule)
        tree = rewriter.visit(tree)
        if rewriter.count:
            before = "import numpy\n" if name == "import numpy" else ""
            yield (
                name,
                before + ast.unparse(ast.fix_missing_locations(tree)).replace("import numpy as numpy", "import numpy"),
            )
    functions = {name: names for name, names in targets(source, driver).items() if "." not in name}
    if not functions:
        return
    used = {each.id for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Name)}
    for style, code in WRAPPERS.items():
        wrapped = [
            WRAPPER.format(name=name, names=names, code=code)
            for name, names in functions.items()
            if not (style == "called twice" and DRAWS & set(names)) and not (style in FOR_CALLERS and name in used)
        ]
        yield style, source + HELPER + "".join(wrapped)
    yield "lambdas", source + "".join(LAMBDA.format(name=name) for name in functions)
    yield "callable objects", source + "".join(OBJECT.format(name=name) for name in functions)
    both = ast.unparse(
        _Rewriter(_method_to_function).visit(_Rewriter(RULES["factors exchanged"]).visit(ast.parse(source)))
    )
    yield "several of these", both
