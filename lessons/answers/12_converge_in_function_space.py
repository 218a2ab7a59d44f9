"""Answers to the tasks of lesson 12, *Converge in function space*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# At rate 1 the step is q exp(-g) = q (p + q)/q = p + q, divided by 2: half way, (0.55, 0.45).
answer = function_space.descend([0.6, 0.4], [0.5, 0.5], steps=1, rate=1.0).p_g
assert np.allclose(answer, [0.55, 0.45])


# %% Task 2
# Up to m = 5 they arrive. At m = 7 they do not: q swings from one side of p to the other.
def refreshed(m):
    q = start
    for i in range(steps):
        g = np.log(q) - np.log(p + q) if i % m == 0 else g
        q = softmax(np.log(q) - rate * g)
    return C(p, q) + np.log(4)


assert max(refreshed(1), refreshed(3), refreshed(5)) < 1e-9
assert refreshed(7) > 0.1

# %% Task 3
# With q = p + e, log(q/(p + q)) is -log 2 + e/(2p) to first order, so q' = q (1 - rate e/(2p))
# = p + e (1 - rate/2), and the sum stays 1. It shrinks for rates below 4; the proof covers
# rates <= 1.
near = 0.99 * p_data + 0.01 * first
for size, shrinks in ((2.0, True), (3.9, True), (4.1, False)):
    end = function_space.descend(p_data, near, steps=40, rate=size).p_g
    assert (np.abs(end - p_data).max() < np.abs(near - p_data).max()) == shrinks
