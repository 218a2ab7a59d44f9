"""e04: losses computed from logits, without overflow and without loss of digits.

The last layer of a discriminator D returns a logit l, any real number; the probability is D = sigmoid(l). Formulas in
logits neither overflow nor cancel:

    log D = -softplus(-l),    log(1 - D) = -softplus(l),    softplus(x) = log(1 + exp x),    softplus' = sigmoid

A label of 1 means real, 0 means fake. A loss is a *mean* over its batch. The loss of D is

    L_D = mean softplus(-l_real) + mean softplus(l_fake)  =  -V(D, G)

without a factor 1/2; V is the value function of the GAN, mean log D(real) + mean log(1 - D(fake)). The two batches may
have different sizes. A loss function returns its value and its gradient with respect to the logits. All results must
be exact to rounding, for logits up to +-800 too, so a solution contains no epsilon and no clipping.

Check yourself: ``python e04_losses_from_logits.py`` or ``numpygan learn check e04``.
Stuck? ``numpygan learn hint e04``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** sigmoid(x) = 1 / (1 + exp(-x)) for any x. Which exponential overflows, and for which sign of x?


# %%
def sigmoid(x):
    """Return 1 / (1 + exp(-x)), in the shape of x. x : an array with one or more axes."""
    raise NotImplementedError("e04, part a")


# %% [markdown]
# **Part b.** softplus(x) = log(1 + exp x) for any x. For large x it is nearly x, for very negative x nearly exp x.


# %%
def softplus(x):
    """Return log(1 + exp x), in the shape of x. x : an array with one or more axes."""
    raise NotImplementedError("e04, part b")


# %% [markdown]
# **Part c.** The discriminator's loss L_D with its gradients.


# %%
def discriminator_loss(real_logits, fake_logits):
    """Return (L_D, dL/d real_logits (n,), dL/d fake_logits (m,)). real_logits : (n,), fake_logits : (m,)."""
    raise NotImplementedError("e04, part c")


# %% [markdown]
# **Part d.** Maximum likelihood: real and fake points in one batch with labels y in {0, 1}. The loss is the cross
# entropy, the mean of -(y log D + (1 - y) log(1 - D)) with D = sigmoid(l). Return it with its gradient.


# %%
def cross_entropy(logits, labels):
    """Return (loss, dloss/dlogits (n,)). logits : (n,), labels : (n,), each 0.0 or 1.0."""
    raise NotImplementedError("e04, part d")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
