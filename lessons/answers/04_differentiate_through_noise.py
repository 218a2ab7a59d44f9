"""Answers to the tasks of lesson 04, *Differentiate through noise*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# Not at all: E (x + eps)^2 = x^2 + s^2, and s^2 is a constant. The third derivative of f is 0.
assert np.isclose(smoothed_gradient(lambda x: x[:, 0] ** 2, [3.0], 0.7)[0], 6)

# %% Task 2
# E f(x + eps) = P(eps > -x), whose slope at 0 is the normal density, 1 / (s sqrt(2 pi)) = 3.99.
# Pathwise gives 0, because f' = 0 wherever it exists: it needs a smooth f. The score function
# is right.
eps = 0.1 * z
draws = (eps > 0) * eps / 0.1**2
slope = 1 / (0.1 * np.sqrt(2 * np.pi))
assert np.isclose(slope, 3.99, atol=0.005)
assert abs(draws.mean() - slope) < 5 * draws.std() / np.sqrt(n)

# %% Task 3
# The draw is (e1 + ... + ed) e1 with e = eps / s. Its mean is 1, and its variance is 2 + (d -
# 1) = d + 1: it grows with the dimension. The pathwise draw is exactly 1.
e = rng.normal(size=(n, 10))
draws = e.sum(axis=1) * e[:, 0]
assert np.isclose(draws.mean(), 1, atol=0.05)
assert np.isclose(draws.std(), np.sqrt(11), rtol=0.03)
