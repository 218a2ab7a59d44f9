"""e02: the gradient of an expectation over noise, by two estimators.

Let F(x) = E f(x + sigma eps), where eps ~ N(0, I) is a vector of independent standard normal numbers and sigma > 0 is
the standard deviation of the noise. E is the expectation, the mean over the distribution of eps: over all values that
it can have, weighted with their probabilities. The gradient of F has two forms (eq. 1.1.1 of the course notes):

    grad F(x) = E grad f(x + sigma eps)                         pathwise: uses the gradient of f
              = E (f(x + sigma eps) - f(x)) eps / sigma         score function: uses only values of f

Both tend to grad f(x) as sigma -> 0, with an error proportional to sigma^2. The pathwise form is why one can
back-propagate through a generator whose input is random. To estimate an expectation, take the mean over m draws of
eps. The draws are *given* as eps, (m, d), one draw a row: use them, and draw nothing yourself.

Check yourself: ``python e02_noise_gradient.py`` or ``numpygan learn check e02``. Stuck? ``numpygan learn hint e02``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** The pathwise estimator: the mean over the draws of grad f at the noisy points x + sigma eps_i.


# %%
def pathwise(grad_f, x, sigma, eps):
    """Return the estimate of grad F(x), (d,). x : (d,), eps : (m, d); grad_f maps points (m, d) to (m, d)."""
    raise NotImplementedError("e02, part a")


# %% [markdown]
# **Part b.** The score-function estimator. Subtracting f(x), the baseline, does not change its mean, because
# E eps = 0, but it makes its variance much smaller.


# %%
def score(f, x, sigma, eps):
    """Return the estimate of grad F(x), (d,). x : (d,), eps : (m, d); f maps (m, d) to (m,), and (d,) to a number."""
    raise NotImplementedError("e02, part b")


# %% [markdown]
# **Part c.** In one dimension the expectation can be computed without draws. Gauss-Hermite quadrature has nodes t and
# weights w, both (k,), such that sum_i w_i g(t_i) approximates the integral of g(t) exp(-t^2) over the real line.
# Which substitution turns an expectation under N(0, 1) into such an integral?


# %%
def by_quadrature(grad_f, x, sigma, t, w):
    """Return F'(x), a number, by Gauss-Hermite quadrature. x : number, t, w : (k,); grad_f maps (k,) to (k,)."""
    raise NotImplementedError("e02, part c")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
