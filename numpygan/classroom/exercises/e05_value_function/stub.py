"""e05: the value function of the game, and its gradients.

    V(D, G) = E_data log D(x) + E_z log(1 - D(G(z)))                      (notes, 1.2.1)

estimated on minibatches, each expectation by the mean over *its own* batch; the batches may differ in size. D ascends
V, so what is asked for here are gradients of V, not of a loss. For D = 1/2 everywhere, V = -log 4 = -1.386.

Check yourself: ``python e05_value_function.py`` or ``numpygan learn check e05``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** V from the probabilities that D gives, all strictly between 0 and 1.


# %%
def value(d_real, d_fake):
    """V. d_real : (m,), D at real points; d_fake : (n,), D at generated points. Returns a number."""
    raise NotImplementedError("e05, part a")


# %% [markdown]
# **Part b.** The gradient of V in these probabilities.


# %%
def value_gradient(d_real, d_fake):
    """(dV/d d_real (m,), dV/d d_fake (n,))."""
    raise NotImplementedError("e05, part b")


# %% [markdown]
# **Part c.** A logistic discriminator, D(x) = sigmoid(x . w + b): the gradient of V in its parameters. The derivative
# of log D in the logit is 1 - D, that of log(1 - D) is -D.


# %%
def parameter_gradient(w, b, x, x_fake):
    """w : (d,), b : number, x : (m, d), x_fake : (n, d). Returns (dV/dw (d,), dV/db number)."""
    raise NotImplementedError("e05, part c")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
