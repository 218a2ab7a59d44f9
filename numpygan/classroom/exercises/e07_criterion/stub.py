"""e07: what the generator minimizes: the criterion C(G), two ways.

    C(G) = max_D V(D, G) = V(D*, G) = E_p log D* + E_q log(1 - D*)             (notes, 1.3.5)
         = -log 4 + 2 JS(p || q) >= -log 4,  with equality iff p = q            (Theorem 1, 1.3.7)

Here p (data) and q (generator) are positive densities on a grid with spacing dx; an integral is the sum times dx.

Check yourself: ``python e07_criterion.py`` or ``numpygan learn check e07``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** By the value of the best discriminator, without using JS.


# %%
def criterion_by_value(p, q, dx):
    """C(G) in nats. p, q : (k,), positive, each with sum * dx = 1. Returns a number."""
    raise NotImplementedError("e07, part a")


# %% [markdown]
# **Part b.** By the JS divergence, without using D*. Does it agree with part a to the last digits?


# %%
def criterion_by_js(p, q, dx):
    """C(G) in nats, the other way. Returns a number."""
    raise NotImplementedError("e07, part b")


# %% [markdown]
# **Part c.** The data are N(0, 1), the generator makes N(mean, std^2). C for each of several generators, either way.
# Where is it smallest?


# %%
def criterion_curve(means, stds, x):
    """C for each generator. means, stds : (n,), x : (k,), an even grid. Returns (n,)."""
    raise NotImplementedError("e07, part c")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
