"""e04: losses from logits, to the last digit.

D ends in a logit l, and D = sigmoid(l). In logits nothing overflows and nothing cancels:

    log D = -softplus(-l),    log(1 - D) = -softplus(l),    softplus(x) = log(1 + exp x),    softplus' = sigmoid

Conventions: a loss is a *mean* over its batch; the discriminator's is

    L_D = mean softplus(-l_real) + mean softplus(l_fake)                = - V(D, G)

without a factor 1/2, and the batches may differ in size. A loss returns its value and its gradient in the logits.
Everything must be exact for logits of +-800. There is no epsilon and no clipping in a solution.

Check yourself: ``python e04_losses_from_logits.py`` or ``numpygan learn check e04``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** 1 / (1 + exp(-x)) for any x. What overflows, and for which sign of x?


# %%
def sigmoid(x):
    """x : any shape. Returns the same shape."""
    raise NotImplementedError("e04, part a")


# %% [markdown]
# **Part b.** log(1 + exp x) for any x. For large x it is nearly x, for very negative x nearly exp x.


# %%
def softplus(x):
    """x : any shape. Returns the same shape."""
    raise NotImplementedError("e04, part b")


# %% [markdown]
# **Part c.** The discriminator's loss with its gradients.


# %%
def discriminator_loss(real_logits, fake_logits):
    """real_logits : (n,), fake_logits : (m,). Returns (value, d_real (n,), d_fake (m,))."""
    raise NotImplementedError("e04, part c")


# %% [markdown]
# **Part d.** The same as maximum likelihood: the cross entropy of labels y in {0, 1} for logits l, in one batch,
# mean of -(y log D + (1 - y) log(1 - D)), with its gradient in l.


# %%
def cross_entropy(logits, labels):
    """logits : (n,), labels : (n,) of 0. and 1. Returns (value, dlogits (n,))."""
    raise NotImplementedError("e04, part d")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
