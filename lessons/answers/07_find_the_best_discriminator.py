"""Answers to the tasks of lesson 07, *Find the best discriminator*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# y* = 2/5, h(y*) = -3.365, and h'' = -2 / 0.16 - 3 / 0.36 = -20.83.
slope = lambda y: 2 / y - 3 / (1 - y)
assert slope(0.39) > 0 > slope(0.41)
assert abs(slope(0.4)) < 1e-12
assert np.isclose(h(0.4, 2, 3), -3.365, atol=5e-4)
curvature = (slope(0.4 + 1e-5) - slope(0.4 - 1e-5)) / 2e-5
assert np.isclose(curvature, -20.83, atol=5e-3)

# %% Task 2
# 2 p_data / (2 p_data + p_g); the logit increases by log 2 everywhere. We check by counting.
counted = 2 * n_real / (2 * n_real + n_fake)
posterior = expit(best.logit(middle) + np.log(2))
assert np.abs(counted - posterior).max() < 0.05

# %% Task 3
# About 0.04 nats. A family of discriminators that does not contain D* cannot reach C.
line = minimize(lambda w: minus_log_likelihood([w[0], w[1], 0]), np.zeros(2)).x
D_line = Discriminator(lambda x: line[0] + line[1] * x)
assert np.isclose(C - value(D_line, p_data, p_g), 0.04, atol=0.01)
