"""Answers to the tasks of lesson 08, *See what the generator minimizes*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# D* = (1/3, 1), C = 1/2 log(1/3) + log(2/3) = -0.955, JS = 0.216.
p, q = np.array([1 / 2, 1 / 2]), np.array([1, 0])
C, JS = V(p / (p + q), p, q), js(Categorical(p), Categorical(q))
assert np.isclose(C, -0.955, atol=5e-4)
assert np.isclose(JS, 0.216, atol=5e-4)
assert np.isclose(C, -np.log(4) + 2 * JS)

# %% Task 2
# JS must be half of log 2. That is so for s = 2.04, about two standard deviations.
from scipy.optimize import brentq

s = brentq(lambda s: js(Normal(0, 1), Normal(s, 1)) - np.log(2) / 2, 0.1, 8)
assert np.isclose(s, 2.04, atol=5e-3)
assert np.isclose(maximize_value(Normal(0, 1), Normal(s, 1)).value, -np.log(2))

# %% Task 3
# For d <= 1/2. Then log(1 - d) >= log(1/2), and G does not gain by making the third outcome.
# For d > 1/2 it does. So D is unique where there are data, and elsewhere it is not.
p, others = np.array([1 / 2, 1 / 2, 0]), rng.dirichlet(np.ones(3), size=100)
for d, stays in ((0.2, True), (0.5, True), (0.9, False)):
    smallest = min(V(np.array([1 / 2, 1 / 2, d]), p, q) for q in others)
    assert (smallest > -np.log(4) - 1e-12) == stays
