"""e06: the optimal discriminator for a fixed generator.

    D*(x) = p(x) / (p(x) + q(x)),    p the density of the data, q the density of G(z)         (eq. 1.3.3)

A density describes a distribution on a line: the probability of a short interval of length dx at x is p(x) dx. D(x) is
the probability that D assigns to "x is real". D* is the D that maximizes the value function V(D, G) = integral of
p log D + q log(1 - D). Its logit is log D* - log(1 - D*) = log p - log q, which can be computed even where p and q have
underflowed to 0. The number is that of the equation in the course notes; you do not need them here.

Check yourself: ``python e06_optimal_discriminator.py`` or ``numpygan learn check e06``.
Stuck? ``numpygan learn hint e06``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** D* from the densities at k points. Where both densities are 0, D* is not determined; return 1/2 there.


# %%
def optimal_discriminator(p, q):
    """Return D*, (k,). p, q : (k,), each entry at least 0."""
    raise NotImplementedError("e06, part a")


# %% [markdown]
# **Part b.** The logit of D* from log densities. They are finite, but may be as low as -5000.


# %%
def optimal_logit(log_p, log_q):
    """Return log D* - log(1 - D*), (k,). log_p, log_q : (k,)."""
    raise NotImplementedError("e06, part b")


# %% [markdown]
# **Part c.** V = integral of p log D + q log(1 - D), approximated on a grid with spacing dx by the sum times dx.
# Conventions: p log D is 0 where p = 0, even if D = 0; q log(1 - D) is 0 where q = 0, even if D = 1. If D = 0 at a
# point with p > 0, or D = 1 at a point with q > 0, V is -infinity.


# %%
def value_on_grid(D, p, q, dx):
    """Return V, a number, maybe -inf. D, p, q : (k,), dx : number."""
    raise NotImplementedError("e06, part c")


# %% [markdown]
# **Part d.** A check that D* is the maximum: how much smaller is V if D* is replaced by D* + d? The difference is
# never negative. Here p > 0 and q > 0, and D* + d stays strictly between 0 and 1.


# %%
def loss_of_moving(d, p, q, dx):
    """Return V(D*) - V(D* + d), a number that is at least 0. d, p, q : (k,), dx : number."""
    raise NotImplementedError("e06, part d")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
