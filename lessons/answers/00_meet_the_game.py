"""Answers to the tasks of lesson 00, *Meet the game*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# Both means are log 0.9, so V = 2 log 0.9 = -0.211.
assert np.isclose(2 * np.log(0.9), -0.211, atol=5e-4)

# %% Task 2
# No. The same random numbers now play other parts: an equally good run, but with other bits.
first, second = np.random.default_rng(0), np.random.default_rng(0)
z, x = plain.draw_noise(3, first), plain.draw_data(3, first)
x_before, z_after = plain.draw_data(3, second), plain.draw_noise(3, second)
assert not np.array_equal(z, z_after)
assert not np.array_equal(x, x_before)

# %% Task 3
# The logit is a straight line, w x + c. D cannot see the standard deviation: if both means are
# equal, the best line is w = 0, c = 0, which is D = 1/2. For V is concave in w and c, and there
# its slope in w is (mean of x - mean of G(z)) / 2 = 0. So a network needs a nonlinearity
# (lesson 03). Below, V for many w and c, with the means 2 and 2 and unequal deviations.
D = plain.make_players(rng)[1]
D.layers = [layer for layer in D.layers if isinstance(layer, plain.Linear)]
assert np.allclose(np.diff(D.forward(np.linspace(0, 4, 9)[:, None])[:, 0], 2), 0)
real, forged = np.array([1.5, 2.5]), np.array([0.0, 4.0])
w, c = (each[..., None] for each in np.meshgrid(np.linspace(-2, 2, 41), np.linspace(-4, 4, 81)))
on_real, on_forged = -np.logaddexp(0, -w * real - c), -np.logaddexp(0, w * forged + c)
V = on_real.mean(axis=-1) + on_forged.mean(axis=-1)
assert np.isclose(V.max(), -np.log(4), rtol=1e-12)
