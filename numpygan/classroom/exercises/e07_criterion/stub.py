"""e07: what the generator minimizes: the criterion C(G), computed in two ways.

    C(G) = max_D V(D, G) = V(D*, G) = E_p log D* + E_q log(1 - D*),   D* = p / (p + q)      (eq. 1.3.5)
         = -log 4 + 2 JS(p || q) >= -log 4,  with equality if and only if p = q             (Theorem 1, eq. 1.3.7)

p is the density of the data and q that of the generator's points; both are positive. A density describes a distribution
on a line: the probability of a short interval of length dx at x is p(x) dx. E_p log D* is the integral of p log D*.
JS(p || q) is the mean of KL(p || m) and KL(q || m) with m = (p + q) / 2, where KL(p || m) is the integral of
p log(p / m). All integrals are taken on a grid: the sum times the spacing dx.
Logarithms are natural. The equation numbers are those of the course notes, which you do not need here.

Check yourself: ``python e07_criterion.py`` or ``numpygan learn check e07``. Stuck? ``numpygan learn hint e07``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** From the value of the optimal discriminator, the first line above, without JS.


# %%
def criterion_by_value(p, q, dx):
    """Return C(G) in nats, a number. p, q : (k,), positive, each with sum * dx = 1; dx : number."""
    raise NotImplementedError("e07, part a")


# %% [markdown]
# **Part b.** From the JS divergence, the second line above, without D*. How many digits agree with part a?


# %%
def criterion_by_js(p, q, dx):
    """Return C(G) in nats, a number. p, q, dx as in part a."""
    raise NotImplementedError("e07, part b")


# %% [markdown]
# **Part c.** The data have the distribution N(0, 1), and the generator's points have N(mean, std^2), with standard
# deviation std. Compute C for each of n generators, by part a or by part b. For which one is C smallest?


# %%
def criterion_curve(means, stds, x):
    """Return C for each generator, (n,). means, stds : (n,), x : (k,), an even grid; |mean| < 2, std from 1 to 4."""
    raise NotImplementedError("e07, part c")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
