"""Answers to the tasks of lesson 03, *Back-propagate by hand*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# u = 0, y = 0, dy = -0.5 and tanh'(0) = 1, so du = -0.5. Hence dw = -1.5 and db = -0.5.
du = (np.tanh(0.0) - 0.5) * (1 - np.tanh(0.0) ** 2)
assert np.allclose([du * 3, du], [-1.5, -0.5])

# %% Task 2
# The derivative is 1 for x > 0, and 0.2 otherwise.
points = np.array([-2.0, -0.5, 0.5, 3.0])
leaky = lambda x: np.where(x > 0, x, 0.2 * x)
slopes = np.where(points > 0, 1.0, 0.2)
assert np.allclose((leaky(points + 1e-6) - leaky(points - 1e-6)) / 2e-6, slopes)

# %% Task 3
# Taylor's error falls like h^2; the rounding error of L, about 1e-16, is divided by 2h and
# grows like 1/h. Their sum is smallest near the cube root of 1e-16, which is 5e-6.
steps = np.logspace(-1, -13, 49)
slopes = (neuron_loss(w + steps) - neuron_loss(w - steps)) / (2 * steps)
best = steps[np.abs(slopes - dw).argmin()]
assert np.isclose(np.cbrt(1e-16), 5e-6, rtol=0.1)
assert abs(np.log10(best / 5e-6)) < 1.5
