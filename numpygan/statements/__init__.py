"""The notes as runnable checks: each statement, by routes that do not share the step being checked.

Importing this package registers the statements in the order of the notes.
"""

from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import STATEMENTS, Statement, named_statement, statement
from numpygan.statements import (
    noise_gradient,
    value_function,
    algorithm_1,
    inner_loop,
    saturation,
    kl,
    js,
    pointwise_maximum,
    optimal_discriminator,
    change_of_variables,
    posterior,
    theorem_1,
    proposition_2,
    parameter_space,
    equilibrium,
    conditional,
    conditions,
)
from numpygan.statements.parallel import check_in_processes
from numpygan.statements.report import Result, check, summary, to_json, to_table
from numpygan.statements import chinese
from numpygan.statements.overview import failures, overview_lines

__all__ = [
    "STATEMENTS",
    "Comparison",
    "Result",
    "Statement",
    "algorithm_1",
    "change_of_variables",
    "check",
    "check_in_processes",
    "chinese",
    "conditional",
    "conditions",
    "equilibrium",
    "failures",
    "inner_loop",
    "js",
    "kl",
    "named_statement",
    "noise_gradient",
    "optimal_discriminator",
    "overview_lines",
    "parameter_space",
    "pointwise_maximum",
    "posterior",
    "proposition_2",
    "saturation",
    "statement",
    "summary",
    "theorem_1",
    "to_json",
    "to_table",
    "value_function",
]
