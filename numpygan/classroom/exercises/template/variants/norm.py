"""By the norm of the centered columns."""

import numpy as np


def standardize(x):
    centered = x - np.ones((len(x), 1)) * np.mean(x, axis=0, keepdims=True)
    return np.sqrt(len(x)) * centered / np.linalg.norm(centered, axis=0)
