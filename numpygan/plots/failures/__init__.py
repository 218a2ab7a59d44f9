"""A gallery of failures: the ways in which GANs go wrong, each made on purpose, with the number that tells it."""

from numpygan.plots.failures.registry import FAILURES, Failure, FailureResult, fail
from numpygan.plots.failures import of_discriminators, of_generators

__all__ = ["FAILURES", "Failure", "FailureResult", "fail", "of_discriminators", "of_generators"]
