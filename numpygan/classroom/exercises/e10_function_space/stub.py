"""e10: Proposition 2: in function space the generator cannot fail.

If D is optimal at every step and p_g itself, not its parameters, is moved downhill, p_g tends to p_data. Here
distributions live
on k points, q is p_g, and

    C(q) = max_D V = sum_i p_i log(p_i / (p_i + q_i)) + q_i log(q_i / (p_i + q_i)),   dC/dq_i = log(1 - D*_i)

(the dependence of D* on q drops out, because D* is a maximum: Danskin). Steps stay among distributions if they
multiply:
q_i <- q_i exp(-lr dC/dq_i), divided by their sum.        (notes, 1.3.8)

Check yourself: ``python e10_function_space.py`` or ``numpygan learn check e10``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** The gradient of C at q, by the best D for this q.


# %%
def criterion_gradient(p, q):
    """log(1 - D*). p, q : (k,), positive, each with sum 1. Returns (k,)."""
    raise NotImplementedError("e10, part a")


# %% [markdown]
# **Part b.** One multiplicative step along a given gradient g. The result is a distribution again.


# %%
def step(q, g, lr):
    """q exp(-lr g), normalized. q, g : (k,). Returns (k,)."""
    raise NotImplementedError("e10, part b")


# %% [markdown]
# **Part c.** The descent, with a fresh D* at each step. Return the value of C at the start and after every step: it
# falls each time. (With the D* of the start, a stale one, it need not.)


# %%
def descend(p, q, lr, steps):
    """The values of C, (steps + 1,)."""
    raise NotImplementedError("e10, part c")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
