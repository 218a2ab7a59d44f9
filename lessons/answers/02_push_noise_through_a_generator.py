"""Answers to the tasks of lesson 02, *Push noise through a generator*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# They are 2 and -2, with slopes 4 and -4, so p_g(4) = 2 p_z(2) / 4. It is the chi-squared
# density with one degree of freedom.
from scipy.stats import chi2

assert np.isclose(2 * norm.pdf(2) / 4, chi2(1).pdf(4))

# %% Task 2
# The area below x is 1 - exp(-x). It must be z, so G(z) = -log(1 - z). Check by the formula:
# the pre-image of x is z = 1 - exp(-x), and the slope there is 1 / (1 - z) = exp(x).
z = 1 - np.exp(-points[points > 0])
slope = 1 / (1 - z)
assert np.allclose(1 / slope, np.exp(-points[points > 0]))
assert np.isclose(-np.log(1 - rng.uniform(size=100_000)).mean(), 1, atol=0.02)

# %% Task 3
# On both sides of a breakpoint the slope differs, and with it the density.
z = network.breakpoints(-1, 1)[:1]
at = network.forward(z[:, None])[0, 0]
left, right = PushForward(network, Normal()).pdf([at - 1e-7, at + 1e-7])
assert abs(left / right - 1) > 0.01
