"""e12: the conditional GAN: the same game, given y.

Both players see the condition: D judges pairs, D(x | y) = sigmoid([x, y] . w), and G makes x from [z, y] (notes,
2.1.1):

    V = E log D(x | y) + E log(1 - D(G(z | y) | y))

A fake is judged with the *same* y that G was given. Labels enter as one-hot rows c, of a width that is the number of
classes, not what happens to be in the batch. Columns stand in the order [x, c], and [z, c].

Check yourself: ``python e12_conditional.py`` or ``numpygan learn check e12``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** From labels to rows.


# %%
def one_hot(labels, classes):
    """labels : (n,) of integers from 0 to classes - 1. Returns (n, classes)."""
    raise NotImplementedError("e12, part a")


# %% [markdown]
# **Part b.** The gradient in w of D's loss, mean softplus(-l_real) + mean softplus(l_fake), for the logits l = [x, c] .
# w of real pairs and of fake pairs. The batches may differ in size.


# %%
def d_gradient(w, x, c, x_fake, c_fake):
    """w : (d + k,), x : (m, d), c : (m, k), x_fake : (n, d), c_fake : (n, k). Returns (d + k,)."""
    raise NotImplementedError("e12, part b")


# %% [markdown]
# **Part c.** G is linear, x_fake = [z, c] A, and descends the non-saturating loss mean softplus(-l), l = [x_fake, c] .
# w. Only a slice of the gradient in D's input is x_fake's: which?


# %%
def g_gradient(A, w, z, c):
    """A : (dz + k, d), w : (d + k,), z : (n, dz), c : (n, k). Returns the gradient in A, (dz + k, d)."""
    raise NotImplementedError("e12, part c")


# %% [markdown]
# **Part d.** Shuffle the data, without tearing the pairs apart. Use the generator that is given.


# %%
def shuffle(x, c, rng):
    """A random permutation of the pairs. x : (n, d), c : (n, k). Returns (x, c), new arrays."""
    raise NotImplementedError("e12, part d")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
