"""Answers to the tasks of lesson 11, *Keep D near its optimum*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# 0.5 log(0.5/0.9) + 0.5 log(0.5/0.1) = 0.511 nats.
assert abs((rel_entr(0.5, 0.9) + rel_entr(0.5, 0.1)) - 0.511) < 5e-4

# %% Task 2
# The ratio of the two differs from 1 by less than e. So half the error in the logit
# costs a quarter of the gap.
for e in 0.1, 0.01:
    D = expit(np.log(0.7 / 0.3) + e)
    exact = rel_entr(0.7, D) + rel_entr(0.3, 1 - D)
    assert abs(exact / (0.7 * 0.3 * e**2 / 2) - 1) < e

# %% Task 3
# Much less: by less than half as much (median).
more = np.array([value_on_points_and_distribution(seed, n=200) for seed in range(8)])[:, 1]
lost = on_distribution.max(axis=1) - on_distribution[:, -1]
lost_of_200 = more.max(axis=1) - more[:, -1]
assert np.median(lost_of_200) < 0.5 * np.median(lost)
