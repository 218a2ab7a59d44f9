"""A logit at a time."""

import math


def log_1_minus_D(x):
    return -x - math.log1p(math.exp(-x)) if x > 0 else -math.log1p(math.exp(x))


def D(x):
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def saturating(logits):
    return sum(map(log_1_minus_D, logits)) / len(logits), [-D(x) / len(logits) for x in logits]


def non_saturating(logits):
    return -sum(log_1_minus_D(-x) for x in logits) / len(logits), [-D(-x) / len(logits) for x in logits]


def gradient_ratio(logits):
    return [1 / math.exp(x) for x in logits]
