"""e01: how different are two distributions? The KL and JS divergences.

A distribution on k points is a vector of k numbers, each at least 0, with sum 1. For two distributions p and q on the
same points, with natural logarithms (``np.log``, so the unit is the nat):

    KL(p || q) = sum_i p_i log(p_i / q_i)                                     (eq. 1.3.1)
    JS(p || q) = KL(p || m) / 2 + KL(q || m) / 2,    m = (p + q) / 2          (eq. 1.3.2)

Two conventions: a term with p_i = 0 is 0, and KL is infinite if some q_i = 0 while p_i > 0.
All functions work along the last axis: (k,) gives a number, (n, k) gives (n,), one number a row.

The equation numbers are those of the course notes. You do not need the notes here.
Check yourself: ``python e01_kl_js.py`` or ``numpygan learn check e01``. Stuck? ``numpygan learn hint e01``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** The KL divergence. p and q sum to 1 along the last axis and may contain exact zeros.


# %%
def kl(p, q):
    """Return KL(p || q) in nats: a number or (n,); inf if q_i = 0 < p_i for some i. p, q : (k,) or (n, k)."""
    raise NotImplementedError("e01, part a")


# %% [markdown]
# **Part b.** The JS divergence. What is the largest value that it can have, and for which p and q does it have it?


# %%
def js(p, q):
    """Return JS(p || q) in nats: a number or (n,). p, q : (k,) or (n, k), exact zeros allowed."""
    raise NotImplementedError("e01, part b")


# %% [markdown]
# **Part c.** The KL divergence of two densities, KL(p || q) = integral of p(x) log(p(x) / q(x)) dx. You are given
# their logarithms on an even grid of k points with spacing dx. Approximate the integral by the sum over the grid
# times dx. A density may underflow to 0 at points where its logarithm is finite, for example exp(-800).


# %%
def kl_grid(log_p, log_q, dx):
    """Return KL(p || q) in nats: a number or (n,). log_p, log_q : (k,) or (n, k), finite; dx : number."""
    raise NotImplementedError("e01, part c")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
