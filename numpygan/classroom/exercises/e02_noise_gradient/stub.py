"""e02: the gradient of a function that noise has smoothed.

Let F(x) = E f(x + sigma eps) with eps ~ N(0, I). Its gradient has two faces (notes, 1.1.1):

    grad F(x) = E grad f(x + sigma eps)                         pathwise: differentiate f
              = E (f(x + sigma eps) - f(x)) eps / sigma         score function: only evaluate f

and both tend to grad f(x) as sigma -> 0, with an error like sigma^2. That is why one can back-propagate through a
generator that draws. Here eps is *given*, (m, d), a draw a row: use these draws and no others.

Check yourself: ``python e02_noise_gradient.py`` or ``numpygan learn check e02``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** The pathwise estimator: the mean over the draws of the gradient at the noisy points.


# %%
def pathwise(grad_f, x, sigma, eps):
    """Estimate grad F(x). x : (d,), eps : (m, d), grad_f : rows (m, d) to rows (m, d). Returns (d,)."""
    raise NotImplementedError("e02, part a")


# %% [markdown]
# **Part b.** The score-function estimator with the baseline f(x), which changes nothing on average and much in
# practice.


# %%
def score(f, x, sigma, eps):
    """Estimate grad F(x). x : (d,), eps : (m, d), f : (m, d) to (m,), or (d,) to a number. Returns (d,)."""
    raise NotImplementedError("e02, part b")


# %% [markdown]
# **Part c.** In one dimension no draw is needed. Gauss-Hermite nodes t and weights w, both (k,), give the integral
# of g(t) exp(-t^2) as sum_i w_i g(t_i). Which substitution turns the mean under N(0, 1) into such an integral?


# %%
def by_quadrature(grad_f, x, sigma, t, w):
    """F'(x) by Gauss-Hermite quadrature. x : number, grad_f : (k,) to (k,). Returns a number."""
    raise NotImplementedError("e02, part c")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
