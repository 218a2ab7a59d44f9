"""e09: the two losses of the generator.

    saturating        mean log(1 - D(G(z)))  = mean of -softplus(l)        (the loss in Algorithm 1)
    non-saturating   -mean log D(G(z))       = mean of  softplus(-l)       (the loss used in practice)

l are the logits of D at generated points, D = sigmoid(l), and softplus(x) = log(1 + exp x). The generator minimizes
either loss. Both decrease if D assigns a larger probability to the generated points, and both have gradient 0 at the
same equilibrium. But where D is certain that a point is fake (l very negative), the gradient of the first is nearly 0.
Results must be exact to rounding, for logits up to +-800 too; use no epsilon.

Check yourself: ``python e09_generator_losses.py`` or ``numpygan learn check e09``. Stuck? ``numpygan learn hint e09``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** The saturating loss, and its gradient with respect to the logits.


# %%
def saturating(logits):
    """Return (loss, dloss/dlogits (n,)); the loss is a mean over the batch. logits : (n,)."""
    raise NotImplementedError("e09, part a")


# %% [markdown]
# **Part b.** The non-saturating loss, and its gradient with respect to the logits.


# %%
def non_saturating(logits):
    """Return (loss, dloss/dlogits (n,)); the loss is a mean over the batch. logits : (n,)."""
    raise NotImplementedError("e09, part b")


# %% [markdown]
# **Part c.** How many times as large as the saturating gradient is the non-saturating one, for each logit? The ratio is
# (1 - D) / D. Write it as a function of the logit.


# %%
def gradient_ratio(logits):
    """Return (1 - D) / D for each logit, (n,). logits : (n,), between -700 and 700."""
    raise NotImplementedError("e09, part c")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
