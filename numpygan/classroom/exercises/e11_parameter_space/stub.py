"""e11: GANs move parameters: why simultaneous gradient steps go in circles.

Proposition 2 states that a GAN converges if D is optimal at every step, and small steps change the distribution of the
generator itself, the probabilities of its points. A GAN takes steps of parameters, and then it need not converge. Two
small games show this:

    bilinear     min over x, max over y of  x y
    Dirac-GAN    min over theta, max over psi of  f(theta psi) + f(0)
                 f(t) = -log(1 + exp(-t)),   f'(t) = 1 / (1 + exp(t))

In the bilinear game, each simultaneous step of size h multiplies the distance to (0, 0) by sqrt(1 + h^2), so the
players spiral outwards. With alternating steps the distance stays bounded.

Check yourself: ``python e11_parameter_space.py`` or ``numpygan learn check e11``. Stuck? ``numpygan learn hint e11``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** Simultaneous steps in the bilinear game: both gradients are taken at the *same* point (x, y). x takes a
# step of size h down its gradient, y up its gradient.


# %%
def simultaneous(x, y, h, steps):
    """Return the points (x, y) at the start and after each step, (steps + 1, 2). x, y, h : numbers."""
    raise NotImplementedError("e11, part a")


# %% [markdown]
# **Part b.** Alternating steps: x takes its step first, and then y takes the gradient at the *new* x.


# %%
def alternating(x, y, h, steps):
    """Return the points (x, y) at the start and after each step of both players, (steps + 1, 2)."""
    raise NotImplementedError("e11, part b")


# %% [markdown]
# **Part c.** The directions in which the players of the Dirac-GAN move: theta down its gradient, psi up its gradient.
# In addition, psi moves down the gradient of the penalty R1 = (gamma/2) psi^2, gamma >= 0.


# %%
def dirac_field(theta, psi, gamma):
    """Return the directions (v_theta, v_psi). theta, psi : numbers, or arrays of one shape; gamma : number."""
    raise NotImplementedError("e11, part c")


# %% [markdown]
# **Part d.** Near the equilibrium (0, 0) the field of part c is linear, v = J (theta, psi), with a 2 x 2 matrix J. If
# an eigenvalue of J has a positive real part, the distance to (0, 0) grows; if all real parts are negative, it
# shrinks. An imaginary part means rotation.


# %%
def eigenvalues(gamma):
    """Return the two eigenvalues of J, a complex array (2,), in any order. gamma : number."""
    raise NotImplementedError("e11, part d")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
