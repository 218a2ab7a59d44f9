"""Answers to the tasks of lesson 05, *Measure the distance of two distributions*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# KL = log s + 1 / (2 s^2) - 1/2, because the mean of x^2 is 1. The other order is -log s + s^2
# / 2 - 1/2, because there the mean of x^2 is s^2. It is larger for s = 2: N(0, 4) often makes
# points that N(0, 1) hardly ever makes.
narrow, wide = Normal(0, 1), Normal(0, 2)
assert np.isclose(numpygan.kl(narrow, wide), np.log(2) + 1 / 8 - 1 / 2)
assert np.isclose(numpygan.kl(wide, narrow), -np.log(2) + 2 - 1 / 2)
assert numpygan.kl(wide, narrow) > numpygan.kl(narrow, wide)

# %% Task 2
# -0.367 < -0.2 = -0.2 < 0. None: the = in the middle is only algebra. The first is strict
# because q differs from p where p > 0, the second because q is not 0 where p = 0.
p, q = np.array([0.5, 0.5, 0.0]), np.array([0.2, 0.6, 0.2])
ratio = q[:2] / p[:2]
chain = [-kl(p, q), (p[:2] * (ratio - 1)).sum(), q[:2].sum() - 1, 0]
assert np.allclose(chain, [-0.367, -0.2, -0.2, 0], atol=5e-4)
assert chain[0] < chain[1] < chain[3]

# %% Task 3
# Let q = p + d, so sum d = 0. With log(1 + u) = u - u^2 / 2 + ..., KL(p || q) = -sum p log(1 +
# d / p) = -sum d + sum d^2 / (2p) + ... = sum d^2 / (2p), up to third order. To the mean m the
# step is d / 2 from either side, and p in the denominator may be q, so each of the two KL to m
# is a quarter of this. JS is their mean.
p = np.array([0.2, 0.3, 0.5])
for size in (1e-2, 1e-3):
    q = p + size * np.array([1, -2, 1])
    assert abs(js(p, q) / kl(p, q) - 1 / 4) < size * 5
