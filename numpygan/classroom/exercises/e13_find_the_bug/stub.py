"""e13: find the bug.

Each of these six functions has one bug of a kind that was found in published GAN code. Each runs without an error or a
warning, and its result looks plausible. Find the bug, correct it, and delete the line with ``raise``.

Check yourself: ``python e13_find_the_bug.py`` or ``numpygan learn check e13``. Stuck? ``numpygan learn hint e13``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** ``modes`` different points, evenly spaced on a circle: the centers of the modes of a ring.


# %%
def ring_centers(modes, radius):
    """Return the centers, (modes, 2): the first at angle 0, the others counter-clockwise. radius : number."""
    raise NotImplementedError("e13, part a: delete this line once you have found the bug")
    angles = np.linspace(0, 2 * np.pi, modes)
    return radius * np.column_stack([np.cos(angles), np.sin(angles)])


# %% [markdown]
# **Part b.** The points of a gradient descent, to be plotted as a path.


# %%
def history(theta, gradient, lr, steps):
    """Return theta at the start and after each step, (steps + 1, d). theta : (d,); the argument is not changed."""
    raise NotImplementedError("e13, part b: delete this line once you have found the bug")
    theta = theta.copy()
    rows = [theta]
    for _ in range(steps):
        theta -= lr * gradient(theta)
        rows.append(theta)
    return np.array(rows)


# %% [markdown]
# **Part c.** The cross entropy of a network's logits, which have shape (n, 1), and labels y, which have shape (n,).


# %%
def cross_entropy(logits, labels):
    """Return the mean over the batch of softplus(l) - y l, a number. logits l : (n, 1), labels y : (n,)."""
    raise NotImplementedError("e13, part c: delete this line once you have found the bug")
    losses = np.logaddexp(0, logits) - labels * logits
    return losses.mean()


# %% [markdown]
# **Part d.** Averaging a generator's parameters: an exponential moving average of theta over the training steps. It
# starts at the first theta. In each update, the old average has weight decay and the new theta has weight 1 - decay.


# %%
def running_mean(thetas, decay):
    """Return the average after all updates, (d,). thetas : (n, d), one theta a row; decay : number."""
    raise NotImplementedError("e13, part d: delete this line once you have found the bug")
    mean = thetas[0]
    for theta in thetas[1:]:
        mean = (1 - decay) * mean + decay * theta
    return mean


# %% [markdown]
# **Part e.** Points on the line segments between real and generated points, where WGAN-GP computes its gradient
# penalty. Each pair of points has its own alpha.


# %%
def between(x, x_fake, alpha):
    """Return alpha_i x_i + (1 - alpha_i) x_fake_i for each row i, (n, d). x, x_fake : (n, d), alpha : (n,)."""
    raise NotImplementedError("e13, part e: delete this line once you have found the bug")
    a = alpha[0]
    return a * x + (1 - a) * x_fake


# %% [markdown]
# **Part f.** One-sided label smoothing (Salimans et al., 2016): the labels of real points become 1 - smoothing, the
# labels of generated points stay 0. (With smoothed labels on both sides, the numerator of the optimal D would contain
# the generator's density too.)


# %%
def smoothed_labels(n_real, n_fake, smoothing):
    """Return the labels of n_real real points, then of n_fake generated points, (n_real + n_fake,)."""
    raise NotImplementedError("e13, part f: delete this line once you have found the bug")
    real = np.ones(n_real) - smoothing
    fake = np.zeros(n_fake) + smoothing
    return np.concatenate([real, fake])


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
