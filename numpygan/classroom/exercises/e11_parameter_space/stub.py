"""e11: parameter space: why real GANs circle.

Proposition 2 moves distributions; a GAN moves parameters. Two smallest games show what may happen then (notes,
remark after
Prop. 2):

    bilinear     min over x, max over y of  x y
    Dirac-GAN    min over theta, max over psi of  f(theta psi) + f(0),   f(t) = -log(1 + exp(-t)),   f'(t) = 1 / (1 +
    exp(t))

Simultaneous steps of the first spiral outwards, |(x, y)| growing by sqrt(1 + h^2) each time; alternating ones stay
bounded.

Check yourself: ``python e11_parameter_space.py`` or ``numpygan learn check e11``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** Simultaneous steps: both players look at the *same* point. x goes down its gradient, y up.


# %%
def simultaneous(x, y, h, steps):
    """The trajectory of the bilinear game, (steps + 1, 2), its first row (x, y)."""
    raise NotImplementedError("e11, part a")


# %% [markdown]
# **Part b.** Alternating steps: x moves first, and y answers to the *new* x.


# %%
def alternating(x, y, h, steps):
    """The trajectory of the bilinear game, (steps + 1, 2), a row for each round."""
    raise NotImplementedError("e11, part b")


# %% [markdown]
# **Part c.** The directions in which the players of the Dirac-GAN move: theta down, psi up. With gamma > 0, psi also
# descends the penalty R1 = gamma/2 psi^2.


# %%
def dirac_field(theta, psi, gamma):
    """(v_theta, v_psi): where each player moves. Numbers or arrays of one shape."""
    raise NotImplementedError("e11, part c")


# %% [markdown]
# **Part d.** Near the equilibrium (0, 0) this field is linear, v = J (theta, psi). Its eigenvalues tell the fate of the
# game: a positive real part grows, a negative one shrinks, an imaginary part circles.


# %%
def eigenvalues(gamma):
    """The two eigenvalues of J, complex, in any order: an array (2,)."""
    raise NotImplementedError("e11, part d")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
