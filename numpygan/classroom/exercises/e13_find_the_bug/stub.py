"""e13: find the bug.

Six short pieces of code, each with one slip of a kind that published GAN code has shipped. All of them run, none of
them complains, and what comes out looks plausible. Find the slip, repair it, and take the line that raises away.

Check yourself: ``python e13_find_the_bug.py`` or ``numpygan learn check e13``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** The centers of a ring of modes, evenly spaced. How many different ones are there?


# %%
def ring_centers(modes, radius):
    """Returns (modes, 2): the first at angle 0, the others counter-clockwise."""
    raise NotImplementedError("e13, part a: delete this line once you have found the bug")
    angles = np.linspace(0, 2 * np.pi, modes)
    return radius * np.column_stack([np.cos(angles), np.sin(angles)])


# %% [markdown]
# **Part b.** The history of a descent, to be drawn as a path.


# %%
def history(theta, gradient, lr, steps):
    """Returns (steps + 1, d): theta at the start and after each step. theta : (d,), which keeps its value."""
    raise NotImplementedError("e13, part b: delete this line once you have found the bug")
    theta = theta.copy()
    rows = [theta]
    for _ in range(steps):
        theta -= lr * gradient(theta)
        rows.append(theta)
    return np.array(rows)


# %% [markdown]
# **Part c.** The cross entropy of a network's logits, a column, with labels, a vector.


# %%
def cross_entropy(logits, labels):
    """The mean of softplus(l) - y l. logits : (n, 1), labels : (n,). Returns a number."""
    raise NotImplementedError("e13, part c: delete this line once you have found the bug")
    losses = np.logaddexp(0, logits) - labels * logits
    return losses.mean()


# %% [markdown]
# **Part d.** The averaged generator: a running mean of theta over the steps, started at the first theta. With decay =
# 0.9 nine tenths of the old mean are kept.


# %%
def running_mean(thetas, decay):
    """The mean after all. thetas : (n, d), a row a step. Returns (d,)."""
    raise NotImplementedError("e13, part d: delete this line once you have found the bug")
    mean = thetas[0]
    for theta in thetas[1:]:
        mean = (1 - decay) * mean + decay * theta
    return mean


# %% [markdown]
# **Part e.** Points between real and generated ones, each pair with an alpha of its own, where WGAN-GP takes its
# penalty.


# %%
def between(x, x_fake, alpha):
    """alpha x + (1 - alpha) x_fake, row by row. x, x_fake : (n, d), alpha : (n,). Returns (n, d)."""
    raise NotImplementedError("e13, part e: delete this line once you have found the bug")
    a = alpha[0]
    return a * x + (1 - a) * x_fake


# %% [markdown]
# **Part f.** One-sided label smoothing (Salimans et al., 2016): the labels of real points become 1 - smoothing; those
# of fakes stay 0, or the best D would no longer be p / (p + q) in shape, and fakes near data would be held where they
# are.


# %%
def smoothed_labels(n_real, n_fake, smoothing):
    """The labels of a batch of real points, then fakes. Returns (n_real + n_fake,)."""
    raise NotImplementedError("e13, part f: delete this line once you have found the bug")
    real = np.ones(n_real) - smoothing
    fake = np.zeros(n_fake) + smoothing
    return np.concatenate([real, fake])


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
