"""The notes as runnable checks: each statement, by routes that do not share the step being checked.

Importing this package registers the statements in the order of the notes.
"""

from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import STATEMENTS, Statement, named_statement, statement

# The statements in the order of the notes. A new statement is a file and its line here.
from numpygan.statements import (  # noqa: F401
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
    "check",
    "check_in_processes",
    "chinese",
    "failures",
    "named_statement",
    "overview_lines",
    "statement",
    "summary",
    "to_json",
    "to_table",
]
__all__ += [each.check.__module__.rpartition(".")[2] for each in STATEMENTS.values()]
