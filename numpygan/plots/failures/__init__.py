"""A gallery of failures of GANs: each is produced on purpose and has a number that shows it."""

from numpygan.plots.failures.registry import FAILURES, Failure, FailureResult, fail
from numpygan.plots.failures import of_discriminators, of_generators

__all__ = ["FAILURES", "Failure", "FailureResult", "fail", "of_discriminators", "of_generators"]
