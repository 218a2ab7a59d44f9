"""Generate wrong solutions of an exercise: small changes of the syntax tree of its reference solution.

The mistakes of ``mistakes.txt`` are those that people make often. The mutants of this module are made without looking
at the probes: another constant, operator, comparison, axis, order, name or type, a lost or repeated statement, a loop
that ends early, an attribute that is shared or that accumulates. ``function_mutants`` adds special cases and caches.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

FUNCTIONS = {  # NumPy functions and methods that are easily confused
    "log": ("log2", "log10", "log1p"),
    "log1p": ("log", "expm1"),
    "exp": ("exp2", "expm1"),
    "logaddexp": ("logaddexp2", "maximum"),
    "maximum": ("minimum", "fmax"),
    "tanh": ("arctan", "sin"),
    "sqrt": ("cbrt", "square"),
    "cos": ("sin",),
    "sin": ("cos",),
    "abs": ("square",),
    "mean": ("sum", "max"),
    "sum": ("mean", "max"),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "concatenate": ("stack",),
    "outer": ("multiply",),
    "eigvals": ("eigvalsh",),
    "permutation": ("random",),
}
OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.Sub),
    ast.Pow: (ast.Mult, ast.Add),
    ast.MatMult: (ast.Mult,),
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt, ast.NotEq),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
MOST_IN_A_NAME = 60  # characters of the code before and after a change


@dataclass(frozen=True)
class Mutant:
    """A generated wrong solution.

    Attributes
    ----------
    name : str
        ``"kl: p / q -> p * q"``; the function or the method comes first.
    source : str
    """

    name: str
    source: str

    @property
    def scope(self) -> str:
        """The name of the function or of the class that is changed."""
        return self.name.partition(":")[0].partition(".")[0]


def tree_mutants(source: str) -> Iterator[Mutant]:
    """Yield the mutants of all functions of ``source`` that differ from it in one place."""
    tree = ast.parse(source)
    for scope, function, names in _functions(tree):
        for parent, field, index, node in list(_places(function)):
            holder = getattr(parent, field) if index is None else getattr(parent, field)[index]
            for new in _alternatives(node, names, parent):
                _put(parent, field, index, new)
                yield Mutant(f"{scope}: {_short(node)} -> {_short(new)}", ast.unparse(ast.fix_missing_locations(tree)))
                _put(parent, field, index, holder)
        for block in _blocks(function):
            yield from _of_a_block(tree, scope, block)


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef, list[str]]]:
    """Yield the functions and methods with a name, and the expressions that can stand for one another there."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node, _names(node)
        elif isinstance(node, ast.ClassDef):
            attributes = sorted({ast.unparse(each) for each in ast.walk(node) if _is_own_attribute(each)})
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    yield f"{node.name}.{method.name}", method, _names(method) + attributes


def _names(function: ast.FunctionDef) -> list[str]:
    """Return the arguments and local variables of a function."""
    names = [each.arg for each in function.args.args if each.arg != "self"]
    stored = [each.id for each in ast.walk(function) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]
    return list(dict.fromkeys(name for name in names + stored if name != "_"))


def _is_own_attribute(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"


def _places(function: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.expr]]:
    """Yield each expression that is read in a function, with the place where it stands."""
    for parent in ast.walk(function):
        if isinstance(parent, ast.arguments):
            continue
        for field, value in ast.iter_fields(parent):
            if isinstance(value, ast.expr) and _is_read(value):
                yield parent, field, None, value
            elif isinstance(value, list):
                for index, each in enumerate(value):
                    if isinstance(each, ast.expr) and _is_read(each):
                        yield parent, field, index, each


def _is_read(node: ast.expr) -> bool:
    return isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def _put(parent: ast.AST, field: str, index: int | None, node: Any) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= MOST_IN_A_NAME else f"{text[: MOST_IN_A_NAME - 3]}..."


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _alternatives(node: ast.expr, names: list[str], parent: ast.AST) -> Iterator[ast.expr]:
    """Yield expressions to put in the place of ``node``."""
    text = ast.unparse(node)
    called = isinstance(parent, ast.Call) and parent.func is node
    if text in names and not called:
        yield from (_expression(name) for name in names if name != text)
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        value = node.value
        yield from (ast.Constant(each) for each in dict.fromkeys((value + 1, value - 1, 2 * value)) if each != value)
        if value:
            yield ast.Constant(value * 1.0001)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.BinOp):
        yield from (ast.BinOp(node.left, other(), node.right) for other in OPERATORS.get(type(node.op), ()))
        yield from (node.left, node.right)
        if isinstance(node.op, ast.Add) and not isinstance(
            node.left, ast.Constant
        ):  # what is added to a large number is left out
            left = ast.unparse(node.left)
            yield _expression(f"np.where(np.abs({left}) > 13, {left}, {text})")
        if isinstance(node.op, (ast.Sub, ast.Div, ast.Pow, ast.MatMult)):
            yield ast.BinOp(node.right, node.op, node.left)
        yield from (_expression(f"np.float32({text})"), _expression(f"np.round({text}, 4)"))
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in COMPARISONS.get(type(node.ops[0]), ()):
            yield ast.Compare(node.left, [other()], node.comparators)
        for constant in ("True", "False"):
            yield _expression(f"({text}) | True" if constant == "True" else f"({text}) & False")
    elif isinstance(node, ast.Call):
        yield from _of_a_call(node)
    elif isinstance(node, ast.Subscript):
        yield from _of_a_subscript(node)
    elif isinstance(node, ast.Attribute) and node.attr in ("T", "real"):
        yield node.value
    elif isinstance(node, ast.Tuple) and len(node.elts) > 1:
        yield ast.Tuple([*node.elts[1:], node.elts[0]], ast.Load())
        yield ast.Tuple([node.elts[0]] * len(node.elts), ast.Load())
    elif isinstance(node, ast.List) and len(node.elts) > 1:
        yield ast.List([*node.elts[1:], node.elts[0]], ast.Load())


def _of_a_call(node: ast.Call) -> Iterator[ast.expr]:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
    if isinstance(function, ast.Attribute):
        for other in FUNCTIONS.get(name, ()):
            yield ast.Call(ast.Attribute(function.value, other, ast.Load()), node.args, node.keywords)
        if ast.unparse(function.value) != "np":  # x.sum() becomes x
            yield function.value
    if len(node.args) == 1 and not node.keywords:  # f(x) becomes x
        yield node.args[0]
    if len(node.args) > 1 and name != "zip":
        yield ast.Call(function, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
    if name == "where":
        yield ast.Call(function, [node.args[0], node.args[2], node.args[1]], node.keywords)
        yield from node.args[1:]
        yield ast.Call(function, [node.args[0], node.args[1], node.args[1]], [])
    if name == "range":
        count = ast.unparse(node.args[0])
        yield from (_expression(f"range({text})") for text in (f"{count} - 1", f"{count} + 1", "1", f"min({count}, 3)"))
    for keyword in node.keywords:
        others = [each for each in node.keywords if each is not keyword]
        yield ast.Call(function, node.args, others)
        if keyword.arg == "axis":
            for axis in (0, 1, -1, None):
                yield ast.Call(function, node.args, [*others, ast.keyword("axis", ast.Constant(axis))])


def _of_a_subscript(node: ast.Subscript) -> Iterator[ast.expr]:
    yield node.value
    inside, value = ast.unparse(node.slice), ast.unparse(node.value)
    swaps = {":, None": "None, :", ":, 0": ":, -1", "1:": ":-1", ":d": "-d:", "0": "-1", "1": "0"}
    if inside in swaps:
        yield _expression(f"{value}[{swaps[inside]}]")


def _blocks(function: ast.AST) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(function):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            yield body


def _of_a_block(tree: ast.Module, scope: str, block: list[ast.stmt]) -> Iterator[Mutant]:
    """Yield the mutants in which statements of a block are lost, repeated, exchanged or changed."""
    whole = list(block)
    for i, statement in enumerate(whole):
        changed = list(_of_a_statement(statement))
        if len(whole) > 1:
            changed.append(("lost", []))
        if _changes_when_repeated(statement):
            changed.append(("twice", [statement, statement]))
        if i + 1 < len(whole) and not isinstance(whole[i + 1], ast.Return):
            changed.append((f"after {_short(whole[i + 1])}", []))
        for what, new in changed:
            after = whole[i + 1 :]
            block[:] = [*whole[:i], *new, *after]
            if what.startswith("after "):
                block[:] = [*whole[:i], after[0], statement, *after[1:]]
            yield Mutant(f"{scope}: {_short(statement)}: {what}", ast.unparse(ast.fix_missing_locations(tree)))
            block[:] = whole


def _changes_when_repeated(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        read = {each.id for each in ast.walk(statement.value) if isinstance(each, ast.Name)}
        return any(isinstance(each, ast.Name) and each.id in read for each in statement.targets)
    return isinstance(statement, (ast.AugAssign, ast.Expr, ast.For))


def _of_a_statement(statement: ast.stmt) -> Iterator[tuple[str, list[ast.stmt]]]:
    """Yield descriptions of changes, and the statements to put in the place of one."""
    text = ast.unparse(statement)
    if isinstance(statement, ast.For):
        iterated = ast.unparse(statement.iter)
        for cut in ("[:1]", "[:2]", "[:3]", "[:-1]", "[1:]", "[::-1]"):
            new = ast.For(statement.target, _expression(f"list({iterated}){cut}"), statement.body, [], None)
            yield f"only {cut}", [new]
    elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Attribute):
        target, value = ast.unparse(statement.targets[0]), ast.unparse(statement.value)
        name = statement.targets[0].attr
        for what, code in (
            ("accumulates", f"{target} = getattr(self, {name!r}, 0) + ({value})"),
            ("kept from the first call", f"if not hasattr(self, {name!r}): {text}"),
            ("shared by all objects", f"type(self).{name} = {value}"),
        ):
            yield what, ast.parse(code).body
        if isinstance(statement.value, ast.Name):
            for cut in ("[:1]", "[:2]", "[:3]", "[-3:]", "[::-1]"):
                yield f"only {cut}", ast.parse(f"{target} = {value}{cut}").body
    elif isinstance(statement, ast.AugAssign):
        target, value = ast.unparse(statement.target), ast.unparse(statement.value)
        yield "assigned", ast.parse(f"{target} = {value}").body
    elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        target, value = statement.targets[0].id, ast.unparse(statement.value)
        yield "rounded", ast.parse(f"{target} = np.round({value}, 5)").body
        yield "in single precision", ast.parse(f"{target} = np.float32({value})").body
