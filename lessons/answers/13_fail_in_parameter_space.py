"""Answers to the tasks of lesson 13, *Fail in parameter space*.

The code continues the lesson: its names are those of the lesson and of the answers before it.
"""

# %% Task 1
# x = 0 - 1/2 = -0.5, then y = 1 - 0.25 = 0.75. E is 1 before and 0.25 + 0.5625 + 0.1875 = 1
# after.
x = 0 - 0.5 * 1
y = 1 + 0.5 * x
assert (x, y, x * x + y * y - 0.5 * x * y) == (-0.5, 0.75, 1)

# %% Task 2
# No. theta' becomes psi (1 - D), and at (0, 0) both D and 1 - D are 1/2. It still circles.
other = parameter_space.eigenvalues(parameter_space.non_saturating)
assert np.allclose(np.sort_complex(other), [-0.5j, 0.5j], atol=1e-8)


# %% Task 3
# For h < 2: E does not change and is at least (1 - h/2)(x^2 + y^2), so x^2 + y^2 <= E / (1 -
# h/2). For h > 2 an eigenvalue of one round, x_1 = x - h y, y_1 = h x + (1 - h^2) y, is longer
# than 1.
def largest(h):
    return np.abs(np.linalg.eigvals([[1, -h], [h, 1 - h**2]])).max()


assert abs(largest(1.9) - 1) < 1e-12
assert largest(2.1) > 1.3
