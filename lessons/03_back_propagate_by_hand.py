"""
Back-propagate by hand
=========================

**What you'll do.** Derive the backward pass of a linear layer and of an activation, chain them into a network in a
few lines of NumPy, and check every gradient against differences of the loss.

**What you'll learn.** Back-propagation is the chain rule, written once a layer and applied from the end to the
front. A gradient is believed when central differences agree, and a check is believed when it catches slips.

**What you'll need.** Partial derivatives, the chain rule, matrix products. A bit of patience with indices.
"""

# %%
# A linear layer
# --------------
# Rows x (n, n_in) become y = x W + b, entry by entry y_ij = sum_k x_ik W_kj + b_j. Some loss L, a number, depends
# on y; write dy_ij for its derivative in y_ij. W_kj enters y_ij for every row i, with the factor x_ik; b_j enters it
# with the factor 1; x_ik enters y_ij for every column j, with the factor W_kj. The chain rule adds up all the ways:
#
# .. math::
#    dW_{kj} = \sum_i x_{ik}\, dy_{ij}, \qquad db_j = \sum_i dy_{ij}, \qquad dx_{ik} = \sum_j dy_{ij}\, W_{kj}
#
# As matrices: dW = x^T dy, db = the column sums of dy, dx = dy W^T. Shapes leave no other choice.
import numpy as np
from matplotlib.figure import Figure

from numpygan import Linear, Network, gradcheck, mlp, non_saturating
from numpygan.nets import Tanh, WrongGradientError
from numpygan.plots import present
from numpygan.plots.style import BLUE, BOUND, GREEN, LOGIT, PULL


def linear_backward(dy, x, W):
    return x.T @ dy, dy.sum(axis=0), dy @ W.T  # dW, db, dx


# %%
# An activation, and a loss
# -------------------------
# y = tanh(x) acts on each entry alone, and tanh' = 1 - tanh^2, so dx = dy (1 - y^2): the output is all that must be
# remembered. The loss is the mean square L = sum (y - t)^2 / (2n) over n rows, so that its dy is (y - t) / n.
# A network is these pieces in a row; backward visits them from the last to the first, handing dy down. All parameters
# stand in one vector theta, all gradients in another: what follows is then a line each.


def objective(theta):
    W1, b1, W2, b2 = theta[:16].reshape(2, 8), theta[16:24], theta[24:32].reshape(8, 1), theta[32:]
    h = np.tanh(x @ W1 + b1)  # forward remembers x and h ...
    y = h @ W2 + b2
    dy = (y - target) / len(x)
    dW2, db2, dh = linear_backward(dy, h, W2)  # ... and backward uses them
    dW1, db1, _ = linear_backward(dh * (1 - h**2), x, W1)
    dtheta = np.concatenate([dW1.ravel(), db1, dW2.ravel(), db2])
    return ((y - target) ** 2).sum() / (2 * len(x)), dtheta


rng = np.random.default_rng(0)
theta, x = rng.normal(size=33), rng.normal(size=(64, 2))
target = np.sin(x[:, :1]) * x[:, 1:]
loss, dtheta = objective(theta)

# %%
# Ask the function itself
# -----------------------
# A central difference needs values only. By Taylor's formula the even terms cancel:
#
# .. math:: \frac{L(t + h) - L(t - h)}{2h} = L'(t) + \frac{h^2}{6} L^{(3)}(t) + O(h^4)
#
# A smaller h is better until rounding, about 1e-16 L / h, takes over; the best h is near the cube root of 1e-16.
# A step along a random direction d tests all parameters at once: the slope must be d . dtheta. If dtheta is
# off by e, that is off by d . e, which for a normal d scatters around 0 with the length of e.
d = rng.normal(size=33)
steps = np.logspace(-1, -13, 49)
slopes = np.array([(objective(theta + h * d)[0] - objective(theta - h * d)[0]) / (2 * h) for h in steps])
errors = np.abs(slopes / (d @ dtheta) - 1)
best = errors.argmin()
print(f"slope {d @ dtheta:.10f} by hand, {slopes[best]:.10f} by differences with h = {steps[best]:.1e}")
assert errors[best] < 1e-9
assert 0.1 < steps[best] / 1e-16 ** (1 / 3) < 10
assert np.isclose(errors[8] / errors[12], 100, rtol=0.05)  # a tenth of h, a hundredth of the error

figure = Figure(figsize=(6.4, 3.6), layout="constrained")
axes = figure.subplots()
axes.loglog(steps, errors, "o", color=BLUE, markersize=4)
axes.loglog(steps, errors[8] * (steps / steps[8]) ** 2, label="h^2", **BOUND)
axes.loglog(steps, 1e-16 / steps, label="1e-16 / h", **{**BOUND, "linestyle": ":"})
axes.set(xlabel="h", ylabel="relative error", title="Differences against the gradient by hand", ylim=(1e-13, 1))
axes.legend(frameon=False)
present(figure, "03_back_propagate_by_hand")

# %%
# Slips, and who sees them
# ------------------------
# A check that cannot fail is worth nothing, so break the gradient on purpose: forget the 1/n, forget the bias b1,
# turn the sign of its gradient. A small step along each of them still lowers the loss, so that a falling loss
# proves nothing. ``gradcheck`` tries every entry, and names the factor if there is one; it takes your code too.
of_b1 = np.repeat([False, True, False], [16, 8, 9])
print(f"right: relative error {gradcheck(objective, theta):.0e}")
for name, slip in {"no 1/n": 64, "no b1": np.where(of_b1, 0, 1), "sign of b1": np.where(of_b1, -1, 1)}.items():
    assert objective(theta - 1e-4 * slip * dtheta)[0] < loss  # it falls all the same
    try:
        gradcheck(lambda theta, slip=slip: (objective(theta)[0], slip * objective(theta)[1]), theta)
    except WrongGradientError as error:
        print(f"{name}: {error}")
    else:
        raise AssertionError(f"{name} was not noticed")

# %%
# The package's layers
# --------------------
# A layer of ``numpygan.nets`` is an object with ``forward``, which remembers, and ``backward``, which is the code
# above. A ``Network`` keeps all parameters in one vector ``theta``, all gradients in ``dtheta``. With your
# parameters in it, it must return your gradients: two programs, one derivative.
network = Network(Linear(2, 8, rng=rng), Tanh(), Linear(8, 1, rng=rng))
network.theta = theta
network.backward((network.forward(x) - target) / len(x))
assert np.allclose(network.dtheta, dtheta, rtol=1e-12, atol=1e-15)

# %%
# A generator behind a discriminator
# ----------------------------------
# The loss of G is a function of D's output, so that dy travels through D first: D's dx is G's dy. "Whose weights
# move?" Those of the network that takes a step, and no other. ``backward`` moves nothing, so that freezing D
# needs no switch: it is not stepped. (In D's own step dx is not handed on to G; elsewhere that is called ``detach``.)
G, D = mlp([2, 16, 2], Tanh, rng=rng), mlp([2, 16, 1], Tanh, rng=rng, bias_std=1.0)
z = rng.normal(size=(40, 2))


def loss_of_g(theta_g):
    G.theta = theta_g
    value, dlogits = non_saturating(D.forward(G.forward(z)))  # -mean log D(G(z)), from logits: see lesson 06
    G.backward(D.backward(dlogits))
    return value, G.dtheta.copy()


theta_g, theta_d = G.theta.copy(), D.theta.copy()
assert gradcheck(loss_of_g, theta_g, directions=5, rng=rng) < 1e-7
before, dtheta_g = loss_of_g(theta_g)
after, _ = loss_of_g(theta_g - 0.1 * dtheta_g)
print(f"one step of G: loss {before:.4f} -> {after:.4f}")
assert after < before
assert np.array_equal(D.theta, theta_d)  # to the last bit

# %%
# What D tells G
# --------------
# All that G learns from D is dx, an arrow a sample: -dx points where D's logit rises, across its level lines.
# Where D is flat the arrow is short, and G learns nothing there: that is the theme of lesson 10.
x_fake = G.forward(z)
pull = -D.backward(non_saturating(D.forward(x_fake))[1])
assert (D.forward(x_fake + 1e-3 * pull) > D.forward(x_fake)).all()

first, second = np.meshgrid(np.linspace(-1.6, 1.6, 80), np.linspace(-1.6, 1.6, 80))
logits = D.forward(np.column_stack([first.ravel(), second.ravel()])).reshape(first.shape)
figure = Figure(figsize=(5.6, 4.4), layout="constrained")
axes = figure.subplots()
figure.colorbar(axes.contourf(first, second, logits, levels=12, cmap=LOGIT), label="logit of D")
axes.plot(*x_fake.T, "o", color=GREEN, markersize=4)
axes.quiver(*x_fake.T, *pull.T, **PULL)
axes.set(xlabel="x1", ylabel="x2", title="-dx at generated samples", aspect="equal")
present(figure, "03_back_propagate_by_hand-2")

# %%
# On your own
# -----------
# 1. Replace tanh by LeakyReLU(0.2): write its backward, and check it.
# 2. Put a softplus in front of the mean square. Which line of ``objective`` changes, and how?
# 3. Check LeakyReLU at a parameter where some x W + b is exactly 0. What do differences give there, and who is right?
#
# The exercise of this lesson is e03: ``numpygan learn check e03``.
