"""A point at a time."""

import math


def criterion_by_value(p, q, dx):
    return sum(dx * (a * math.log(a / (a + b)) + b * math.log(b / (a + b))) for a, b in zip(p, q, strict=True))


def criterion_by_js(p, q, dx):
    js = 0.0
    for a, b in zip(p, q, strict=True):
        m = (a + b) / 2
        js += 0.5 * dx * a * math.log(a / m) + 0.5 * dx * b * math.log(b / m)
    return 2 * (js - math.log(2))
