"""Answers to the tasks of lesson 06, *Write down the game*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# The labels are swapped in the call. The right call gives a loss near 0; the swapped one 20.
real, fake = np.full((5, 1), 10.0), np.full((5, 1), -10.0)
assert minus_value(real, fake)[0] < 1e-3
assert np.isclose(minus_value(fake, real)[0], 20, atol=1e-3)

# %% Task 2
# Slope in the logit times slope of the logit: dV/dw = mean (1 - D(x)) x - mean D(x_g) x_g. For
# b, the last factors x and x_g are 1.
x, x_g, w, b, h = rng.normal(size=6), rng.normal(1, 1, size=9), 0.7, -0.2, 1e-5
V_of = lambda w: -softplus(-(w * x + b)).mean() - softplus(w * x_g + b).mean()
dw = ((1 - sigmoid(w * x + b)) * x).mean() - (sigmoid(w * x_g + b) * x_g).mean()
assert np.isclose(dw, (V_of(w + h) - V_of(w - h)) / (2 * h), rtol=1e-7)

# %% Task 3
# Both pre-images, z = sqrt x and z = -sqrt x, have the slope 2 sqrt x in size. So p_g(x) =
# p_z(sqrt x) / sqrt x. It is infinite at x = 0, but its integral is not.
p_z = lambda z: Normal(0, 1).pdf([z])[0]
left = quad(lambda z: p_z(z) * np.exp(-(z**2)), -8, 8)[0]
right = quad(lambda x: p_z(x**0.5) / x**0.5 * np.exp(-x), 0, 64, points=[0.01, 1])[0]
assert np.isclose(left, right, rtol=1e-6)
