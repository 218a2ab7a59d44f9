"""eNN, solved: short lines, so that a mistake is a change of one of them."""

import numpy as np


def standardize(x):
    center = x.mean(axis=0)
    scale = np.sqrt(((x - center) ** 2).mean(axis=0))
    return (x - center) / scale
