"""The notes as runnable checks: each statement, by routes that do not share the step being checked.

Importing this package registers the statements in the order of the notes.
"""

from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import STATEMENTS, Statement, named_statement, statement
from numpygan.statements import value_function, algorithm_1, kl, js, pointwise_maximum, optimal_discriminator
from numpygan.statements import change_of_variables, theorem_1
from numpygan.statements.report import Result, check, summary, to_json, to_table

__all__ = [
    "STATEMENTS",
    "Comparison",
    "Result",
    "Statement",
    "algorithm_1",
    "change_of_variables",
    "check",
    "js",
    "kl",
    "named_statement",
    "optimal_discriminator",
    "pointwise_maximum",
    "statement",
    "summary",
    "theorem_1",
    "to_json",
    "to_table",
    "value_function",
]
