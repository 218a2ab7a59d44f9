"""e08: Algorithm 1, on the smallest GAN there is.

    D(x) = sigmoid(w x + c),  phi = (w, c)          G(z) = a z + b,  theta = (a, b)

For each of ``steps`` iterations: k times, draw m noise and m data points, *fresh* ones, and move D *up*,
phi <- phi + lr grad_phi [mean log D(x) + mean log(1 - D(G(z)))]; then draw m noise points and move G *down*,
theta <- theta - lr grad_theta mean log(1 - D(G(z))).          (notes, Algorithm 1)

Check yourself: ``python e08_algorithm_1.py`` or ``numpygan learn check e08``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** The direction in which D moves. Remember: d log D / d logit = 1 - D and d log(1 - D) / d logit = -D.


# %%
def d_gradient(phi, x, x_fake):
    """The gradient in phi of mean log D(x) + mean log(1 - D(x_fake)). x : (m,), x_fake : (n,). Returns (2,)."""
    raise NotImplementedError("e08, part a")


# %% [markdown]
# **Part b.** The saturating criterion of G as it stands in the notes. The way back to theta goes *through* D.


# %%
def g_gradient(theta, phi, z):
    """The gradient in theta = (a, b) of mean log(1 - D(G(z))). z : (m,). Returns (2,)."""
    raise NotImplementedError("e08, part b")


# %% [markdown]
# **Part c.** The loop. You are given ``draw_data(m)`` and ``draw_noise(m)``, each of which returns m fresh points, and,
# so that this part stands alone, ``generate(theta, z)``, ``d_gradient(phi, x, x_fake)`` and ``g_gradient(theta, phi,
# z)``.


# %%
def algorithm_1(theta, phi, draw_data, draw_noise, generate, d_gradient, g_gradient, k, steps, m, lr):
    """Returns (theta, phi) after ``steps`` iterations of k steps of D and one of G; the arguments keep their values."""
    theta, phi = theta.copy(), phi.copy()
    raise NotImplementedError("e08, part c")


# %% [markdown]
# **Part d.** In practice the plain step is replaced by Adam's (Kingma and Ba, 2015): with g_t the t-th gradient, t = 1,
# 2, ..., m <- beta1 m + (1 - beta1) g and v <- beta2 v + (1 - beta2) g^2 start at 0, m^ = m / (1 - beta1^t), v^ = v /
# (1 - beta2^t), and theta <- theta - lr m^ / (sqrt(v^) + eps).


# %%
def adam(theta, gradients, lr, beta1, beta2, eps):
    """theta (d,) after a step with each of ``gradients`` (n, d), a list of gradients in order. Returns (d,)."""
    raise NotImplementedError("e08, part d")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
