r"""The words and signs of a formula in plain text, and their LaTeX: the tables of ``formulas``."""

import re
from collections.abc import Iterator
from typing import NamedTuple

LETTERS = "alpha|beta|gamma|delta|epsilon|eta|theta|lambda|mu|xi|pi|rho|sigma|tau|phi|psi|omega|Delta|Sigma|Phi"
GREEK = {name: rf"\{name}" for name in LETTERS.split("|")} | {"eps": r"\epsilon"}
# Their argument needs no parenthesis: log D.
FUNCTIONS = {name: rf"\{name}" for name in ("sqrt", "log", "exp", "sin", "cos", "tan", "tanh", "det")}
# Words of English that are functions before a parenthesis or a subscript, and after an operator.
CALLED = {name: rf"\{name}" for name in ("max", "min", "sup", "sum")}
CALLED |= {name: rf"\operatorname{{{name}}}" for name in ("abs", "sigmoid", "softplus", "relu", "sign", "mean", "var")}
# Names in upright letters: a part of a formula, but no formula by themselves.
UPRIGHT = {name: rf"\mathrm{{{name}}}" for name in ("JS", "KL", "TV", "MMD", "R1", "lr")} | {"dR1": r"d\mathrm{R1}"}
# Words of English that are names only beside an operator or in brackets: KL(data || q), (x - mean)/std.
WORDS = {name: rf"\mathrm{{{name}}}" for name in ("data", "copy", "noise", "rate", "decay", "const", "mean", "std")}
WORDS |= {"infinity": r"\infty", "xd": "x_{d}", "ed": "e_{d}"}
# Words of English that are letters only beside an operator or in brackets.
ARTICLES = {"a", "A", "I"}
RELATIONS = {
    "=": "=",
    "<": "<",
    ">": ">",
    "<=": r"\leq",
    ">=": r"\geq",
    "!=": r"\neq",
    "->": r"\to",
    "<-": r"\leftarrow",
}
RELATIONS |= {"~": r"\sim", "||": r"\Vert", "|": r"\mid", "<<": r"\ll", ">>": r"\gg"}
SUMS = {"+": "+", "-": "-", "+-": r"\pm"}
PRODUCTS = {"*": r"\cdot", ".": r"\cdot", "/": "/"}
OPERATORS = {*RELATIONS, *SUMS, *PRODUCTS, "^"}
BRACKETS = {"(": ("(", ")", ")"), "[": ("[", "]", "]"), "{": (r"\{", "}", r"\}")}

TOKEN = re.compile(
    r"""
      (?P<prose>[A-Za-z]+(?:-[A-Za-z]{2,})+ | \d-D\b | '(?:s|t|re|ve|ll)\b | 0\d+\b | \d+(?:\.\d+){2,}
        | \d+(?:st|nd|rd|th)\b | (?:[A-Za-z]\.){2,} | (?!d?R1\b)(?:[A-Za-z]{2,}\d\w* | [A-Za-z]\d\d\w*)
        | \w+(?:\.\w*[A-Za-z]\w*)+ | \.\.\.)
    | (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\w) | \d+(?:\.\d+)?(?:e[-+]?\d+)?)
    | (?P<name>d?R1\b | [A-Za-z]+\d?(?:_[A-Za-z0-9]+)*)
    | (?P<sign>\|\| | <= | >= | != | -> | <- | << | >> | \+- | [-+*/=<>~^!'|()\[\]{},;._])
    | (?P<space>\s+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A word, number or sign; where it starts and ends; and whether a space is before and after it."""

    kind: str
    text: str
    start: int
    end: int
    before: bool
    after: bool


def tokens_of(text: str) -> Iterator[Token]:
    """The words, numbers and signs of ``text``."""
    for match in TOKEN.finditer(text):
        if match.lastgroup != "space":
            start, end = match.span()
            before = start == 0 or text[start - 1].isspace()
            after = end == len(text) or text[end].isspace()
            yield Token(str(match.lastgroup), match[0], start, end, before, after)


def closing(tokens: list[Token]) -> int:
    """The index of the bracket that closes the first token."""
    depth = 0
    for i, token in enumerate(tokens):
        depth += (token.text in BRACKETS) - (token.text in {")", "]", "}"})
        if not depth:
            return i
    return len(tokens)


class Reader:
    """Tokens, the place ``i`` of the next one, where the formula starts, and how many brackets are open."""

    def __init__(self, tokens: list[Token], i: int) -> None:
        self.tokens, self.i, self.start, self.depth = tokens, i, i, 0

    def at(self, offset: int = 0) -> Token | None:
        i = self.i + offset
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def sign(self, *texts: str, offset: int = 0) -> str:
        """The sign at ``i + offset``, if it is one of ``texts``, else an empty text."""
        token = self.at(offset)
        return token.text if token and token.kind == "sign" and token.text in texts else ""

    def is_operator(self) -> bool:
        token = self.at()
        return token is not None and token.before == token.after

    def follows_operator(self, offset: int = 0) -> bool:
        """Whether the token follows an operator, a function, or a bracket of this formula."""
        before = self.at(offset - 1)
        if before is None or self.i + offset == self.start:
            return False
        if self.depth > 0 and before.text in {*BRACKETS, ",", "|", "||"}:
            return True
        binary = before.text in OPERATORS and before.text != "." and before.before == before.after
        return binary or before.text in FUNCTIONS or (before.text in SUMS and not before.after)

    def is_name(self, offset: int = 0) -> bool:
        """Whether the word at ``i + offset``, of ARTICLES or WORDS, is a name: beside an operator or in brackets."""
        if self.follows_operator(offset):
            return True
        token, after = self.at(offset), self.at(offset + 1)
        if token is None or after is None:
            return False
        if (
            after.text in OPERATORS
            and after.text != "."
            and after.before == after.after == (after.text == "*" or after.after)
        ):
            return True
        if not token.after and after.text in {"'", "(", "["}:
            return True
        if self.depth > 0 and after.text in {",", ")", "]", "|"}:
            return True
        if after.text in {"log", "exp"}:
            return self.begins_factor(offset + 2) or self.sign("(", offset=offset + 2) == "("
        return after.text == "(" and self.begins_factor(offset + 1)

    def begins_factor(self, offset: int = 0) -> bool:
        """Whether a factor follows that is multiplied without a sign: a name, or a sum in brackets."""
        token, before = self.at(offset), self.at(offset - 1)
        if token is None or before is None:
            return False
        if token.kind == "name":
            if token.text in ARTICLES:
                return token.text == "A" or self.is_name(offset)
            if token.text in UPRIGHT:
                return before.text != ")"
            letter = re.fullmatch(r"[A-Za-z]\d?(_\w+)?|d[a-np-zA-Z]|dtheta", token.text)
            return bool(letter) or token.text.partition("_")[0] in {*FUNCTIONS, *GREEK, *CALLED} - {"mean"}
        if token.text == "|":
            return not self.depth and token.before and not token.after
        i = self.i + offset
        inside = {each.text for each in self.tokens[i : i + closing(self.tokens[i:])]}
        return token.text in {"(", "["} and bool(inside & {"+", "-"}) and not inside & {",", *RELATIONS}


def number(text: str) -> str:
    """A number in LaTeX.

    Examples
    --------
    >>> print(number("2.2e-16"), number("250,000"))
    2.2 \\cdot 10^{-16} 250{,}000
    """
    mantissa, _, exponent = text.replace(",", "{,}").partition("e")
    if not exponent:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return power if mantissa == "1" else rf"{mantissa} \cdot {power}"


def subscript(parts: list[str]) -> str:
    """The subscript of a name: indices in italics, words in upright letters."""
    if not parts:
        return ""
    shown = [
        GREEK.get(part) or (part if re.fullmatch("[i-n]{1,2}|.", part) else rf"\mathrm{{{part}}}") for part in parts
    ]
    return f"_{{{','.join(shown)}}}"
