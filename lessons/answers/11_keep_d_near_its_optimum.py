"""Answers to the tasks of lesson 11, *Keep D near its optimum*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# 0.5 log(0.5/0.9) + 0.5 log(0.5/0.1) = 0.511 nats.
assert abs((rel_entr(0.5, 0.9) + rel_entr(0.5, 0.1)) - 0.511) < 5e-4

# %% Task 2
# The ratio of both tends to 1 like 1 + const e. The gap is quadratic: half the error in the
# logit costs a quarter.
for e in 0.1, 0.01:
    D = expit(np.log(0.7 / 0.3) + e)
    exact = rel_entr(0.7, D) + rel_entr(0.3, 1 - D)
    assert abs(exact / (0.7 * 0.3 * e**2 / 2) - 1) < e

# %% Task 3
# Yes. After its best value, V on the distribution falls by less than half as much (median).
r1_runs = [value_on_points_and_distribution(seed, gamma=1) for seed in range(8)]
of_r1 = np.array(r1_runs)[:, 1]
lost = on_distribution.max(axis=1) - on_distribution[:, -1]
lost_r1 = of_r1.max(axis=1) - of_r1[:, -1]
assert np.median(lost_r1) < 0.5 * np.median(lost)
