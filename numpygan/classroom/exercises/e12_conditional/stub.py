"""e12: the conditional GAN: D and G both receive a condition, such as a label.

D gets pairs (x, y) and returns D(x | y) = sigmoid([x, c] . w), the probability that x is a real point with label y. G
makes x from [z, c]. Here c is the one-hot row of the label y, and [a, b] means: the columns of a, then those of b.

    V = E log D(x | y) + E log(1 - D(G(z | y) | y))                      (eq. 2.1.1 of the course notes)

E is a mean: over the distribution of the real pairs (x, y), and over the labels y and the noise z.

Conventions: D receives each generated point with the *same* label that G received for it. A one-hot row has as many
columns as there are classes, whatever labels are in the batch. The columns are in the order [x, c], and [z, c].

Check yourself: ``python e12_conditional.py`` or ``numpygan learn check e12``. Stuck? ``numpygan learn hint e12``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** One-hot encoding: row i is 1 in column labels[i], and 0 elsewhere.


# %%
def one_hot(labels, classes):
    """Return one-hot rows, (n, classes). labels : (n,), integers from 0 to classes - 1."""
    raise NotImplementedError("e12, part a")


# %% [markdown]
# **Part b.** The gradient of D's loss, mean softplus(-l_real) + mean softplus(l_fake), with respect to w. The logits
# are l = [x, c] . w for real pairs and for generated pairs. softplus(t) = log(1 + exp t) has the derivative sigmoid(t).
# The two batches may have different sizes.


# %%
def d_gradient(w, x, c, x_fake, c_fake):
    """Return the gradient, (d + k,). w : (d + k,), x : (m, d), c : (m, k), x_fake : (n, d), c_fake : (n, k)."""
    raise NotImplementedError("e12, part b")


# %% [markdown]
# **Part c.** The gradient of G's loss. G is linear, x_fake = [z, c] A, and minimizes the non-saturating loss
# mean softplus(-l), where l = [x_fake, c] . w. Which entries of D's input [x_fake, c] depend on A?


# %%
def g_gradient(A, w, z, c):
    """Return the gradient in A, (dz + k, d). A : (dz + k, d), w : (d + k,), z : (n, dz), c : (n, k)."""
    raise NotImplementedError("e12, part c")


# %% [markdown]
# **Part d.** Shuffle the data such that each x keeps its condition c. Draw with ``rng``, a ``np.random.Generator``, and
# with nothing else.


# %%
def shuffle(x, c, rng):
    """Return (x, c), the pairs in random order, as new arrays. x : (n, d), c : (n, k)."""
    raise NotImplementedError("e12, part d")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
