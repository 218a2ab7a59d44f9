"""e06: the best discriminator for a fixed generator.

    D*(x) = p(x) / (p(x) + q(x)),    p the density of the data, q that of G(z)         (notes, 1.3.3)

As a logit, log D* - log(1 - D*) = log p - log q, which is exact even where p and q have underflowed.

Check yourself: ``python e06_optimal_discriminator.py`` or ``numpygan learn check e06``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** D* from densities. Where both are 0 there is nothing to tell; return 1/2 there.


# %%
def optimal_discriminator(p, q):
    """D*. p, q : (k,), at least 0. Returns (k,)."""
    raise NotImplementedError("e06, part a")


# %% [markdown]
# **Part b.** The logit of D* from log densities, which are finite, perhaps -5000.


# %%
def optimal_logit(log_p, log_q):
    """log D* - log(1 - D*). log_p, log_q : (k,). Returns (k,)."""
    raise NotImplementedError("e06, part b")


# %% [markdown]
# **Part c.** V(D, G) = integral of p log D + q log(1 - D), on a grid with spacing dx: the sum times dx. A term with p =
# 0 is 0, even where D = 0, and one with q = 0 likewise. Where D = 0 < p, or D = 1 and q > 0, V is -infinity.


# %%
def value_on_grid(D, p, q, dx):
    """V. D, p, q : (k,). Returns a number."""
    raise NotImplementedError("e06, part c")


# %% [markdown]
# **Part d.** Believe nothing: how much does V lose if the best D is moved by d, D* + d? It is never negative. Here p, q
# > 0 and D* + d stays between 0 and 1.


# %%
def loss_of_moving(d, p, q, dx):
    """V(D*) - V(D* + d), at least 0. d, p, q : (k,). Returns a number."""
    raise NotImplementedError("e06, part d")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
