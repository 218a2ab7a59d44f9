r"""Find the formulas that a lesson writes as plain text, such as ``D*(x) = p / (p + q)``, and write them in LaTeX.

The scripts of the lessons can be read as they are; the site and the notebooks show their formulas. A formula is as many
characters as the grammar below accepts. Its names are single letters with an optional subscript, Greek letters, and
those of the tables in ``formula_tokens``; every other word is prose, which is left as it is.

    relation = sum {("=" | "<" | "->" | ...) sum}
    sum      = ["-" | "+"] product {("+" | "-") product}
    product  = factor {["*" | "/" | "."] factor}
    factor   = (number | name | function factor | group) {"'" | "*" | "!" | "_" name | "^" factor | group}
    group    = "(" relation {"," relation} ")", with other brackets or between bars

An operator has a space on both sides or on none, so the minus of ``the loss -log D`` has one operand.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from numpygan.cli.formula_tokens import (
    ARTICLES,
    BRACKETS,
    CALLED,
    FUNCTIONS,
    GREEK,
    PRODUCTS,
    RELATIONS,
    SUMS,
    UPRIGHT,
    WORDS,
    Reader,
    Token,
    closing,
    number,
    subscript,
    tokens_of,
)


class Formula(NamedTuple):
    """Where a formula starts and ends in the text, and the same in LaTeX."""

    start: int
    end: int
    latex: str


class _NoFormula(Exception):
    """What follows is no formula."""


def find_formulas(text: str) -> list[Formula]:
    """Return the formulas of ``text``, in their order.

    Examples
    --------
    >>> find_formulas("Then D* = p / (p + q), a function of x.")[0].latex
    'D^{*} = p / (p + q)'
    >>> find_formulas("A generator is a function, trained in 3 steps.")
    []
    """
    tokens = list(tokens_of(text))
    found, i = [], 0
    while i < len(tokens):
        parser = _Parser(tokens, i)
        try:
            latex = parser.relation()
        except _NoFormula:
            latex = ""
        if latex and parser.is_formula(i):
            found.append(Formula(tokens[i].start, tokens[parser.i - 1].end, latex))
            i = parser.i
        else:
            i += 1
    return found


def replace_formulas(text: str, replacement: Callable[[str], str]) -> str:
    """Return ``text`` with each formula replaced by ``replacement(latex)``."""
    parts, end = [], 0
    for formula in find_formulas(text):
        parts += [text[end : formula.start], replacement(formula.latex)]
        end = formula.end
    return "".join([*parts, text[end:]])


class _Parser(Reader):
    """A recursive descent: each method reads one part of a formula from token ``i`` on and returns it in LaTeX."""

    def is_formula(self, start: int) -> bool:
        """Whether the tokens from ``start`` to ``i`` are more than a number, a name in upright letters or a remark."""
        tokens = self.tokens[start : self.i]
        first = tokens[0]
        if len(tokens) == 1:
            around = [token.text for token in self.tokens[max(start - 1, 0) : start + 2]]
            label = len(first.text) == 1 and around[0] == "(" and around[-1] == ")"  # of an item, as in (b)
            return "e-" in first.text or (first.kind == "name" and first.text not in UPRIGHT and not label)
        if first.text in BRACKETS and start and not first.before and self.tokens[start - 1].kind in {"name", "prose"}:
            return False  # what follows a word without a space belongs to it
        if first.text in BRACKETS and closing(tokens) == len(tokens) - 1:  # the text in a parenthesis, or a list
            return "," in {token.text for token in tokens}
        # Before a product without a sign, a number counts things: "3 G".
        return first.kind != "number" or not first.after or any(token.kind == "sign" for token in tokens)

    def after(self, read: Callable[[], str]) -> str:
        """Skip a token and read what follows; if this is no formula, stay where we are."""
        start, depth = self.i, self.depth
        self.i += 1
        try:
            return read()
        except _NoFormula:
            self.i, self.depth = start, depth
            raise

    def relation(self) -> str:
        def is_relation() -> str:
            sign = self.sign(*RELATIONS)
            return sign if self.is_operator() and (self.depth or sign not in {"|", "||"}) else ""

        # After a word, a formula begins with its sign: "the accuracy is >= 0.9".
        parts = [] if is_relation() not in {"", "~"} and not self.depth else [self.sum()]
        return self.chain(parts, is_relation, RELATIONS, self.sum)

    def sum(self) -> str:
        def is_sum() -> str:
            return self.sign(*SUMS) if self.is_operator() else ""

        token = self.at()
        if (sign := self.sign(*SUMS)) and token and not token.after:
            return self.chain([SUMS[sign] + " " + self.after(self.product)], is_sum, SUMS, self.product)
        return self.chain([self.product()], is_sum, SUMS, self.product)

    def chain(self, parts: list[str], sign: Callable[[], str], latex: dict[str, str], read: Callable[[], str]) -> str:
        """Read signs and operands as long as both follow."""
        while found := sign():
            try:
                parts += [latex[found], self.after(read)]
            except _NoFormula:
                if not parts:
                    raise
                break
        return " ".join(parts)

    def product(self) -> str:
        parts = [self.factor()]
        while True:
            start, sign = self.i, self.sign(*PRODUCTS)
            token = self.at()
            try:
                if sign and self.is_operator() and (sign != "." or (token and token.before)):
                    parts += [PRODUCTS[sign], self.after(self.signed)]
                elif self.begins_factor():
                    parts += [r"\,", self.factor(second=True)]
                else:
                    break
            except _NoFormula:
                self.i = start
                break
        return " ".join(parts)

    def signed(self) -> str:
        return f"-{self.after(self.factor)}" if self.sign("-") else self.factor()

    def factor(self, second: bool = False) -> str:
        """A factor; ``second`` if it follows another one without a sign."""
        latex = self.primary(second)
        while not self.tokens[self.i - 1].after:
            token, previous = self.at(), self.tokens[self.i - 1]
            try:
                if self.sign("'", "!"):
                    latex += self.sign("'", "!")
                    self.i += 1
                elif self.sign("*") and previous.text not in {*UPRIGHT, *WORDS} and previous.kind != "number":
                    following = self.at(1)
                    if following and token and not token.after and following.kind in {"number", "name"}:
                        break  # a product, 2*x
                    latex += "^{*}"
                    self.i += 1
                elif self.sign("^"):
                    exponent = self.after(self.exponent)
                    latex = f"{{{latex}}}^{{{exponent}}}" if "^" in latex else f"{latex}^{{{exponent}}}"
                elif self.sign("_"):
                    latex += f"_{{{self.after(self.primary)}}}"
                elif self.sign("(", "["):
                    latex += self.group()
                else:
                    break
            except _NoFormula:
                break
        return latex

    def exponent(self) -> str:
        if self.sign("("):
            return self.group()[1:-1]
        return f"-{self.after(self.primary)}" if self.sign("-") else self.primary()

    def primary(self, second: bool = False) -> str:
        token = self.at()
        if token and token.kind == "number":
            self.i += 1
            return number(token.text)
        if token and token.kind == "name":
            return self.name(token, second)
        if token and token.text == "..." and self.follows_operator():
            self.i += 1
            return r"\dots"
        if self.sign("|"):
            return f"|{self.after(self.between_bars)}"
        if token and token.text in BRACKETS:
            return self.group()
        raise _NoFormula

    def between_bars(self) -> str:
        latex = self.sum()
        if not self.sign("|"):
            raise _NoFormula
        self.i += 1
        return f"{latex}|"

    def name(self, token: Token, second: bool) -> str:
        base, *parts = token.text.split("_")
        if re.fullmatch(r"[A-Za-z]\d", base) and base not in UPRIGHT:
            base, *parts = base[0], base[1], *parts
        if base in FUNCTIONS and not parts and not self.sign("'", "^", offset=1):
            try:
                return self.after(lambda: self.applied(FUNCTIONS[base]))
            except _NoFormula:
                if not self.follows_operator() or self.sign("(", offset=1):
                    raise
        called = (self.sign("(", offset=1) and not token.after) or (self.follows_operator() and self.begins_factor(1))
        if base in FUNCTIONS:
            latex = FUNCTIONS[base]
        elif base in CALLED and (parts or called):
            latex = CALLED[base]
        elif base in UPRIGHT and not parts:
            latex = UPRIGHT[base]
        elif base in GREEK:
            latex = GREEK[base]
        elif base in WORDS and not parts and self.is_name():
            latex = WORDS[base]
        elif re.fullmatch(r"d([a-np-zA-Z]|theta)", base):
            latex = base.replace("theta", r"\theta")
        elif len(base) == 1 and (base not in ARTICLES or parts or self.is_name() or second):
            latex = self.letter(base)
        else:
            raise _NoFormula
        self.i += 1
        return latex + subscript(parts)

    def letter(self, base: str) -> str:
        """A letter; E before an argument is an expectation, N before one a normal distribution."""
        token = self.at()
        called = self.sign("(", "[", offset=1) and token and not token.after
        if base == "E" and (called or self.begins_factor(1)):
            return r"\mathbb{E}"
        return r"\mathcal{N}" if base == "N" and called else base

    def applied(self, function: str) -> str:
        """A function and its argument, which needs no parenthesis."""
        if function != r"\sqrt":
            return f"{function} {self.factor()}"
        return rf"\sqrt{{{self.group()[1:-1] if self.sign('(') else self.factor()}}}"

    def group(self) -> str:
        """A list in brackets."""
        token, depth = self.tokens[self.i], self.depth
        start = self.i
        left, right, latex_right = BRACKETS[token.text]
        try:
            self.depth += 1
            parts = [left, self.after(self.item)]
            while sign := self.sign(",", ";"):
                if self.sign(right, offset=1):  # (n,)
                    parts.append(sign)
                    self.i += 1
                else:
                    parts.append(f"{sign} {self.after(self.item)}")
            if not self.sign(right):
                raise _NoFormula
        except _NoFormula:
            self.i, self.depth = start, depth
            raise
        self.i += 1
        self.depth = depth
        return "".join([*parts, latex_right])

    def item(self) -> str:
        if self.sign(".") and self.sign("|", offset=1):  # p(. | y), a distribution
            self.i += 1
            return rf"\cdot \mid {self.after(self.sum)}"
        return self.relation()
