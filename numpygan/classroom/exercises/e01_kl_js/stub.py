"""e01: how far apart are two distributions? KL and JS divergence.

For two distributions p and q on the same k points, in nats (so ``np.log``):

    KL(p || q) = sum_i p_i log(p_i / q_i)                                     (notes, 1.3.1)
    JS(p || q) = KL(p || m) / 2 + KL(q || m) / 2,    m = (p + q) / 2          (notes, 1.3.2)

with two conventions: a term with p_i = 0 is 0, and KL is infinite where q_i = 0 < p_i.
All functions work along the last axis: from (k,) to a number, from (n, k) to (n,).

Check yourself: ``python e01_kl_js.py`` or ``numpygan learn check e01``. Stuck? ``numpygan learn hint e01``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** The KL divergence of probability vectors. p sums to 1 along the last axis, and so does q.


# %%
def kl(p, q):
    """KL(p || q) in nats. p, q : (k,) or (n, k). Returns a number or (n,); inf where q misses mass of p."""
    raise NotImplementedError("e01, part a")


# %% [markdown]
# **Part b.** The JS divergence. Which bound does it never exceed, and when does it reach it?


# %%
def js(p, q):
    """JS(p || q) in nats. p, q : (k,) or (n, k), exact zeros allowed. Returns a number or (n,)."""
    raise NotImplementedError("e01, part b")


# %% [markdown]
# **Part c.** KL of two distributions with densities, known by their *log* densities at the points of a fine grid
# with spacing
# dx. The integral is the sum over the grid times dx. The densities may underflow where their logarithms do not.


# %%
def kl_grid(log_p, log_q, dx):
    """KL in nats of densities on a grid. log_p, log_q : (k,) or (n, k), finite. Returns a number or (n,)."""
    raise NotImplementedError("e01, part c")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
