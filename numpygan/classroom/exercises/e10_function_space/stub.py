"""e10: Proposition 2: gradient descent on the generator's distribution.

Proposition 2 states: if D is optimal at every step, and small steps change the generator's distribution p_g itself, not
the parameters of a network, then p_g converges to the distribution of the data. Here a distribution is a vector of k
probabilities with sum 1; p is that of the data, q is p_g, and C is the criterion that the generator minimizes:

    C(q) = max_D V = sum_i p_i log(p_i / (p_i + q_i)) + q_i log(q_i / (p_i + q_i))
    dC/dq_i = log(1 - D*_i),    D*_i = p_i / (p_i + q_i)

D* depends on q, but this adds nothing to the derivative, because D* maximizes V (Danskin's theorem). A multiplicative
step keeps q a distribution: multiply q_i by exp(-lr dC/dq_i), then divide by the sum.      (eq. 1.3.8 of the notes)

Check yourself: ``python e10_function_space.py`` or ``numpygan learn check e10``. Stuck? ``numpygan learn hint e10``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** The gradient of C at q, from the optimal D for this q.


# %%
def criterion_gradient(p, q):
    """Return dC/dq = log(1 - D*), (k,). p, q : (k,), positive, each with sum 1."""
    raise NotImplementedError("e10, part a")


# %% [markdown]
# **Part b.** One multiplicative step with a given gradient g. The result sums to 1.


# %%
def step(q, g, lr):
    """Return q exp(-lr g) divided by its sum, (k,). q, g : (k,), lr : number."""
    raise NotImplementedError("e10, part b")


# %% [markdown]
# **Part c.** The descent. Compute D* again at each step, for the current q. Return C at the start and after every step;
# it decreases at each step. (If D* is computed only once, at the start, C may increase.)


# %%
def descend(p, q, lr, steps):
    """Return the values of C, (steps + 1,). p, q : (k,), positive, each with sum 1."""
    raise NotImplementedError("e10, part c")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
