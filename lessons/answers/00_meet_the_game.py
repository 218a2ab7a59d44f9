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
# The logit is a straight line in x. On average over a batch a line sees only the mean of x, so
# D is nearly blind to the standard deviation: this is why a network needs a nonlinearity
# (lesson 03).
D = plain.make_players(np.random.default_rng(3))[1]
D.layers = [layer for layer in D.layers if isinstance(layer, plain.Linear)]
logits = D.forward(np.linspace(0, 4, 9)[:, None])[:, 0]
assert np.allclose(np.diff(logits, 2), 0)
