"""e05: the value function of the GAN game, and its gradients.

    V(D, G) = E_data log D(x) + E_z log(1 - D(G(z)))                      (eq. 1.2.1 of the course notes)

E_data is the mean over the distribution of the data (over all points x that can occur, weighted with their
probabilities), and E_z is the mean over the distribution of the noise z. D(x) is the probability that D assigns to
"x is real", and G(z) is the point that the generator makes from z. On minibatches, estimate each mean by the mean over
*its own* batch; the two batches may have different sizes. D ascends V, so this exercise asks for gradients of V, not
of the loss -V. Logarithms are natural. If D = 1/2 everywhere, V = -log 4 = -1.386.

Check yourself: ``python e05_value_function.py`` or ``numpygan learn check e05``. Stuck? ``numpygan learn hint e05``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** V from the probabilities that D returns, all strictly between 0 and 1.


# %%
def value(d_real, d_fake):
    """Return V, a number. d_real : (m,), D at real points; d_fake : (n,), D at generated points."""
    raise NotImplementedError("e05, part a")


# %% [markdown]
# **Part b.** The partial derivatives of V with respect to each of these probabilities.


# %%
def value_gradient(d_real, d_fake):
    """Return (dV/d d_real (m,), dV/d d_fake (n,)). d_real : (m,), d_fake : (n,)."""
    raise NotImplementedError("e05, part b")


# %% [markdown]
# **Part c.** The gradient of V with respect to the parameters w and b of a logistic discriminator,
# D(x) = sigmoid(x . w + b). With respect to the logit x . w + b, log D has the derivative 1 - D, and log(1 - D) has
# the derivative -D.


# %%
def parameter_gradient(w, b, x, x_fake):
    """Return (dV/dw (d,), dV/db a number). w : (d,), b : number, x : (m, d) real, x_fake : (n, d) generated points."""
    raise NotImplementedError("e05, part c")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
