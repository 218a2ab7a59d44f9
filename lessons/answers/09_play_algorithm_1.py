"""Answers to the tasks of lesson 09, *Play Algorithm 1*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# V = -0.5, so JS >= (log 4 - 0.5) / 2 = 0.443; the largest JS is 0.693. G is bad.
assert np.isclose((np.log(4) - 0.5) / 2, 0.443, atol=5e-4)

# %% Task 2
# Yes: V of the new D is above -1.3 in the median, although V of the old D is about -1.386.
from numpygan.evaluation import train_discriminator
from numpygan.theory import value

new = []
for a, b in (one[2][-1].gan.generator.theta for one in small):
    p_g, real = Normal(b, abs(a)), data.sample(2000, rng=rng)
    D = train_discriminator(real, p_g.sample(2000, rng=rng), steps=300, rng=rng)
    new.append(value(D, data, p_g))
assert np.median(new) > -1.3

# %% Task 3
# In at least six of eight runs it does, but not as far: with five steps for one of G, D lags
# behind less.
lowest = []
for seed in range(8):
    gan = new_gan((32,), seed)
    game = islice(play(gan, 0.1, 0.05, np.random.default_rng(seed), k=5), 300)
    lowest.append(min(abs(gan.generator.theta[0]) for _ in game))
assert (np.array(lowest) < 0.4).sum() >= 6
assert np.median(lowest) > np.median(paths_small[:, :300].min(axis=1)) + 0.03
