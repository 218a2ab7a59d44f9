"""Answers to the tasks of lesson 10, *Escape the vanishing gradient*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# exp(-l) = 10^6, so l = -13.8: D is one in a million.
logit = np.array([[-np.log(1e6)]])
assert np.isclose(logit.item(), -13.8, atol=0.05)
assert np.isclose(non_saturating(logit)[1] / saturating(logit)[1], 1e6).all()

# %% Task 2
# At t = 1.6. Farther away the pull is weaker, but never 0: G is slow, but it does not stop.
best = shifts[np.argmax(shifts * A)]
assert np.isclose(best, 1.6, atol=0.1)
assert (shifts * A > 0).all()

# %% Task 3
# Yes, at least six of eight do: at a distance of 2 the two distributions overlap enough.
near = np.array([run(saturating, seed, start=5.0) for seed in range(8)])
assert (np.abs(near[:, -1, 1] - 7) < 1).sum() >= 6
