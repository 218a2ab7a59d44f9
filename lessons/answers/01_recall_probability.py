"""Answers to the tasks of lesson 01, *Recall probability*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# The mean is 0.2, the variance 0.2 * 0.8 = 0.16, the standard deviation 0.4.
values, weights = np.array([0, 1]), np.array([0.8, 0.2])
mean = (weights * values).sum()
variance = (weights * (values - mean) ** 2).sum()
assert np.allclose([mean, variance, np.sqrt(variance)], [0.2, 0.16, 0.4])

# %% Task 2
# Each draw is a coin with variance P (1 - P), so the error is sqrt(P (1 - P) / n). For P = 1/2
# this is 0.5 / sqrt(n), and n = 250,000.
assert np.isclose(np.sqrt(0.5 * 0.5 / 250_000), 0.001)
counts = rng.binomial(250_000, 0.5, size=2000) / 250_000
assert np.isclose(counts.std(), 0.001, rtol=0.1)

# %% Task 3
# Each density is weighted by its prior: 0.1 * 0.108 / (0.1 * 0.108 + 0.9 * 0.242) = 0.047.
weighted = 0.1 * p(1, 2, 0.5), 0.9 * p(1, 0, 1)
assert np.isclose(weighted[0] / sum(weighted), 0.047, atol=5e-4)
