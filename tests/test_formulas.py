"""Formulas in plain text: which are found, that prose stays as it is, and that the lessons have none left."""

import json
import re
from pathlib import Path

import pytest
from matplotlib.mathtext import MathTextParser

from numpygan.cli.formulas import find_formulas, replace_formulas
from numpygan.cli.notebook import notebook_text

LESSONS = sorted((Path(__file__).parents[1] / "lessons").glob("[0-9][0-9]_*.py"))


def marked(text):
    """The text with its formulas between dollars."""
    return replace_formulas(text, lambda latex: f"${latex}$")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the density p_g(x)", r"the density $p_{g}(x)$"),
        ("at most log 2.", r"at most $\log 2$."),
        ("Then D*(x) = p / (p + q), and", r"Then $D^{*}(x) = p / (p + q)$, and"),
        ("x^2 and m_i", r"$x^{2}$ and $m_{i}$"),
        ("p_data over\nx_1", "$p_{\\mathrm{data}}$ over\n$x_{1}$"),
        ("the loss -log D falls", r"the loss $- \log D$ falls"),
        ("of G -log D is large", r"of $G$ $- \log D$ is large"),
        ("y = 0.5 earns 3 log 0.5 + log 0.5 = -2.773.", r"$y = 0.5$ earns $3 \, \log 0.5 + \log 0.5 = - 2.773$."),
        ("-log 4 + 2 JS(p_data || p_g)", r"$- \log 4 + 2 \, \mathrm{JS}(p_{\mathrm{data}} \Vert p_{g})$"),
        ("E_y JS(p(.|y) || q)", r"$\mathbb{E}_{y} \, \mathrm{JS}(p(\cdot \mid y) \Vert q)$"),
        ("N(4, 0.5^2)", r"$\mathcal{N}(4, 0.5^{2})$"),
        ("s / sqrt(n) and sqrt 4", r"$s / \sqrt{n}$ and $\sqrt{4}$"),
        ("h'' < 0", r"$h'' < 0$"),
        ("e^(lambda t) w", r"$e^{\lambda \, t} \, w$"),
        ("theta <- theta - lr dtheta", r"$\theta \leftarrow \theta - \mathrm{lr} \, d\theta$"),
        ("J = [[0, -1], [1, 0]]", r"$J = [[0, - 1], [1, 0]]$"),
        ("log(1 + exp(-|l|))", r"$\log (1 + \exp (- |l|))$"),
        ("within 1e-6 of 250,000", r"within $10^{-6}$ of 250,000"),
        ("KL(data || q)", r"$\mathrm{KL}(\mathrm{data} \Vert q)$"),
        ("h' = 0 means a (1 - y) = b y", r"$h' = 0$ means $a \, (1 - y) = b \, y$"),
        ("E f(X), not E = 1", r"$\mathbb{E} \, f(X)$, not $E = 1$"),
        ("(b > 0)", "($b > 0$)"),
        ("its accuracy is >= 0.9", r"its accuracy is $\geq 0.9$"),
        ("D's answer", "$D$'s answer"),
        ("2*x, D*", r"$2 \cdot x$, $D^{*}$"),
        ("t A vanishes", r"$t \, A$ vanishes"),
    ],
)
def test_a_formula_is_found(text, expected):
    assert marked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A generator is a function. I train a network in 3 steps, don't I?",
        "Lesson 07 (notes, 1.3.3) is e06; a 2-D ring, the D-loss, i.e. R1 of 4 in 10.",
        "JS is the mean of two KL, from a sum of the data and the noise.",
        "(a) Which of the two? (b) Neither: 5 %, 1,000 points, 0.9.",
        "the min and the max of a log, and/or an exp",
        "call norm(0, 1) or f64(2, 3)",
        "It's Gibbs' inequality - a sum - as in (Kingma and Ba, 2015).",
    ],
)
def test_prose_stays_as_it_is(text):
    assert marked(text) == text


def prose(lesson):
    """The text of a lesson in its notebook, without code."""
    cells = json.loads(notebook_text(lesson))["cells"]
    text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return re.sub(r"```.*?```|``.+?``|`[^`]*`|\$\$.*?\$\$", " CODE ", text, flags=re.DOTALL)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem[:2])
def test_no_formula_is_left_in_the_prose_of_a_lesson(lesson):
    text = prose(lesson)
    found = re.findall(r"\$([^$]+)\$", text)
    assert len(found) >= 40
    left = re.sub(r"\$[^$]+\$", " FORMULA ", text)
    # Signs that are no prose, Greek letters, and functions of a number or a formula.
    leftovers = re.findall(
        r".{0,20}(?:[_^|~]|\b(?:theta|lambda|gamma|sigma|eps|psi)\b|\b(?:log|sqrt|exp) (?:\d|FORM)).{0,20}", left
    )
    assert leftovers == []
    assert len(re.findall(r" [=<>+] ", left)) <= 3  # after a word: "ed + third order"


def test_two_thousand_formulas_are_valid_latex():
    formulas = [latex for lesson in LESSONS for latex in re.findall(r"\$([^$]+)\$", prose(lesson))]
    assert len(formulas) > 1500
    parser = MathTextParser("path")
    for latex in sorted(set(formulas)):
        parser.parse(f"${latex}$")


def test_where_a_formula_stands():
    (formula,) = find_formulas("Let x_1 = 2.")
    assert "Let x_1 = 2."[formula.start : formula.end] == "x_1 = 2"
