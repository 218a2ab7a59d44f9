"""e08: Algorithm 1, on a GAN with two parameters for each network.

    D(x) = sigmoid(w x + c),  phi = (w, c)          G(z) = a z + b,  theta = (a, b)

Algorithm 1 repeats the following iteration ``steps`` times. First, k times: draw m new noise points z and m new data
points x, and take a step of D *up*, phi <- phi + lr grad_phi [mean log D(x) + mean log(1 - D(G(z)))]. Then, once: draw
m new noise points z and take a step of G *down*, theta <- theta - lr grad_theta mean log(1 - D(G(z))).

Check yourself: ``python e08_algorithm_1.py`` or ``numpygan learn check e08``. Stuck? ``numpygan learn hint e08``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** The gradient for D's step. With respect to the logit w x + c, log D has the derivative 1 - D, and
# log(1 - D) has the derivative -D.


# %%
def d_gradient(phi, x, x_fake):
    """Return the gradient of mean log D(x) + mean log(1 - D(x_fake)) in phi = (w, c), (2,). x : (m,), x_fake : (n,)."""
    raise NotImplementedError("e08, part a")


# %% [markdown]
# **Part b.** The gradient for G's step. G minimizes mean log(1 - D(G(z))), the saturating loss. By the chain rule, the
# gradient passes through D to x = G(z), and from there to theta.


# %%
def g_gradient(theta, phi, z):
    """Return the gradient of mean log(1 - D(G(z))) in theta = (a, b), (2,). phi : (2,), z : (m,)."""
    raise NotImplementedError("e08, part b")


# %% [markdown]
# **Part c.** The loop. ``draw_data(m)`` and ``draw_noise(m)`` return m new points at each call. Use also the arguments
# ``generate(theta, z)``, which returns G(z), ``d_gradient(phi, x, x_fake)`` and ``g_gradient(theta, phi, z)``, so that
# this part does not depend on your parts a and b.


# %%
def algorithm_1(theta, phi, draw_data, draw_noise, generate, d_gradient, g_gradient, k, steps, m, lr):
    """Return (theta, phi) after ``steps`` iterations, each k steps of D and one of G. Do not change the arguments."""
    theta, phi = theta.copy(), phi.copy()
    raise NotImplementedError("e08, part c")


# %% [markdown]
# **Part d.** In practice, the optimizer Adam (Kingma and Ba, 2015) replaces the plain step. Start with m = v = 0.
# For the gradients g_1, g_2, ..., with t = 1, 2, ...:
#
#     m <- beta1 m + (1 - beta1) g_t,      m^ = m / (1 - beta1^t)
#     v <- beta2 v + (1 - beta2) g_t^2,    v^ = v / (1 - beta2^t)
#     theta <- theta - lr m^ / (sqrt(v^) + eps)


# %%
def adam(theta, gradients, lr, beta1, beta2, eps):
    """Return theta, (d,), after one step with each row of ``gradients``, in order. theta : (d,), gradients : (n, d)."""
    raise NotImplementedError("e08, part d")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
