"""e09: the two losses of the generator.

    saturating        mean log(1 - D(G(z)))  = mean of -softplus(l)        (Algorithm 1)
    non-saturating   -mean log D(G(z))       = mean of  softplus(-l)       (notes, section 2)

with l the logits of D on generated points. Both are descended, both fall as D is fooled, and both stand still at the
same point; but where D is sure (l very negative), the first has hardly any gradient left. No epsilon, exact at +-800.

Check yourself: ``python e09_generator_losses.py`` or ``numpygan learn check e09``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** What Algorithm 1 descends, and its gradient in the logits.


# %%
def saturating(logits):
    """logits : (n,). Returns (value, dlogits (n,)); the value is a mean."""
    raise NotImplementedError("e09, part a")


# %% [markdown]
# **Part b.** What is descended in practice.


# %%
def non_saturating(logits):
    """logits : (n,). Returns (value, dlogits (n,)); the value is a mean."""
    raise NotImplementedError("e09, part b")


# %% [markdown]
# **Part c.** How many times as large is the gradient of the second, logit by logit? It is (1 - D) / D, a function of
# the logit.


# %%
def gradient_ratio(logits):
    """d non_saturating / d saturating for each logit. logits : (n,), between -700 and 700. Returns (n,)."""
    raise NotImplementedError("e09, part c")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
