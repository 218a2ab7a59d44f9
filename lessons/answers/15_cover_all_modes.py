"""Answers to the tasks of lesson 15, *Cover all modes*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# 2 sigma from mode 0, good; 3.1 sigma, not good; at mode 4, good. Two modes, share 2/3.
three = scores(np.array([[2, 0.2], [2, 0.31], [-2, 0]]))
assert three[:2] == (2, 2 / 3)

# %% Task 2
# Seven: the angle 2 pi is the angle 0 again, and this mode has twice the weight.
angles = np.linspace(0, 2 * np.pi, 8)
assert len(set(np.exp(1j * angles).round(9) + 0)) == 7  # + 0: -0.0 is 0.0

# %% Task 3
# By parts it is erf(3/sqrt 2) - 3 sqrt(2/pi) exp(-9/2) = 97.07 %.
points = rng.normal(size=(10**6, 3))
assert abs(perfect_share(3) - 0.9707) < 1e-4
assert abs((np.linalg.norm(points, axis=1) <= 3).mean() - 0.9707) < 1e-3
