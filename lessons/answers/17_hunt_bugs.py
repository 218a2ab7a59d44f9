"""Answers to the tasks of lesson 17, *Hunt bugs*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# The third: after G's step the mean logit must rise.
assert not g_step(sign=1)["rises"]

# %% Task 2
# lr (lesson 14). Without them, m/sqrt(v) = (1 - beta_1)/sqrt(1 - beta_2) = 3.16 for (0.9,
# 0.999).
D.dtheta[...] = 1
before = D.theta.copy()
Adam(D, 0.01).step()
assert np.allclose(before - D.theta, 0.01)
assert abs((1 - 0.9) / np.sqrt(1 - 0.999) - 3.16) < 5e-3

# %% Task 3
# Two batches in a row must differ. The slip makes a new random generator, with the same seed,
# for each batch.
fresh = [data.sample(5, rng=rng) for _ in range(2)]
repeated = [data.sample(5, rng=np.random.default_rng(0)) for _ in range(2)]
ask = [(a != b).all() for a, b in (fresh, repeated)]
hunt("the same batch again", right=ask[0], wrong=ask[1])
assert ask == [True, False]
