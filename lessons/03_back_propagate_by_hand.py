"""
Back-propagate by hand
======================

**What you'll do.** Push numbers forward and derivatives back through one neuron with a pencil.
Then write the same for matrices, check it against differences, and train a network with 20
lines of NumPy.

**What you'll learn.** Back-propagation is the chain rule, applied from the last operation to
the first. Each operation needs to know only its own derivative.

**What you'll need.** Partial derivatives, the chain rule, matrix products. Lesson 00 for the
picture of a GAN.

**Time.** 60 minutes.
"""

# %%
# Why
# ---
# A network has many *parameters*, numbers that training may change. A *loss* L is one number
# that says how bad the output is. To lower L we must know, for each parameter, whether L rises
# or falls when the parameter grows: the partial derivative of L in this parameter. All of them
# together are the *gradient*. How can a computer find thousands of partial derivatives in the
# time of a few evaluations of L? The picture shows the idea for a single *neuron*, y = tanh(u)
# with u = w x + b, and the loss L = (y - t)^2 / 2 for a target t. Above each box stands its
# result, u, y or L; below it the derivative of L in this result.
from itertools import pairwise

import numpy as np

from numpygan import Linear, Network, gradcheck, mlp, non_saturating
from numpygan.nets import Tanh
from numpygan.plots import draw_boxes, present, titled_figure
from numpygan.plots.style import BLUE, BOUND, VERMILION

w, x, b, t = 0.5, 2.0, -0.2, 1.0
u = w * x + b
y = np.tanh(u)
L = (y - t) ** 2 / 2
dy = y - t  # the derivative dL/dy; likewise du, dw, db and dx
du = dy * (1 - y**2)
dw, db, dx = du * x, du, du * w

figure, axes = titled_figure("Values go forward (above), derivatives of L backward", height=2.2)
boxes = {"w x + b": (0, 0), "tanh": (1, 0), "(y - t)^2 / 2": (2, 0)}
there = list(pairwise(boxes))
draw_boxes(axes, boxes, there + [(end, start) for start, end in there], bend=0.2)
for place, (value, derivative) in enumerate([(u, du), (y, dy), (L, 1)]):
    axes.text(place, 0.3, f"{value:.3f}", ha="center", color=BLUE)
    axes.text(place, -0.38, f"{derivative:.3f}", ha="center", color=VERMILION)
present(figure, "03_back_propagate_by_hand")

# %%
# Predict
# -------
# Here y = 0.664 is below the target t = 1, and x = 2. Should w grow or shrink? Which moves L
# more, a small change of w or the same change of b? The next cell has the answer.

# %%
# By hand
# -------
# *Forward*: u = 0.5 * 2 - 0.2 = 0.8, y = tanh(0.8) = 0.664, L = (0.664 - 1)^2 / 2 = 0.056.
#
# *Backward*: write dy for dL/dy, du for dL/du, and so on. Start at the end: dy = y - t =
# -0.336. As tanh' = 1 - tanh^2, the chain rule gives du = dy (1 - y^2) = -0.336 * 0.559 =
# -0.188. Then dw = du x = -0.376, because u grows by x when w grows by 1. In the same way db =
# du = -0.188, and dx = du w = -0.094. L falls when w or b grows a little, and w counts twice as
# much as b, because x = 2.
assert np.allclose([u, y, L], [0.8, 0.664, 0.056], atol=5e-4)
assert np.allclose([dy, du, dw, db, dx], [-0.336, -0.188, -0.376, -0.188, -0.094], atol=6e-4)
assert np.isclose(1 - y**2, 0.559, atol=5e-4)


def neuron_loss(w):
    return (np.tanh(w * x + b) - t) ** 2 / 2


h = 1e-5
assert np.isclose((neuron_loss(w + h) - neuron_loss(w - h)) / (2 * h), dw, rtol=1e-8)

# %%
# From numbers to matrices
# ------------------------
# A layer has many neurons, and we send n examples at once, one a row. The linear part becomes y
# = x W + b, where x has the shape (n, n_in), W (n_in, n_out), b (n_out,) and y (n, n_out):
#
# .. math:: y_{ij} = \sum_k x_{ik} W_{kj} + b_j
#
# Let dy_ij be the derivative of L in y_ij. We know dy, and want dW, db and dx. W_kj occurs in
# y_ij for each row i, with the factor x_ik; b_j with the factor 1; x_ik for each column j, with
# the factor W_kj. If a number influences L in several ways, the chain rule adds them up:
#
# .. math:: dW_{kj} = \sum_i x_{ik}\, dy_{ij}, \qquad db_j = \sum_i dy_{ij},
#           \qquad dx_{ik} = \sum_j dy_{ij} W_{kj}
#
# These sums are matrix products: dW = x^T dy, db_j is the sum of column j of dy, dx = dy W^T.
# The shapes help you to remember: dW must have the shape of W, and only x^T dy has it.


def linear_backward(dy, x, W):
    return x.T @ dy, dy.sum(axis=0), dy @ W.T  # dW, db, dx


one = linear_backward(np.array([[du]]), np.array([[x]]), np.array([[w]]))
assert np.allclose(np.concatenate([part.ravel() for part in one]), [dw, db, dx])

# %%
# A network
# ---------
# Two linear layers with tanh between them: x (n, 2) becomes h = tanh(x W1 + b1) with 8 columns,
# then y = h W2 + b2 with one. (tanh is the *activation*: a function of each entry that is no
# straight line.) The loss is the mean over the rows, L = sum (y - t)^2 / (2 n), so dy = (y - t)
# / n. Forward keeps x and h, because backward needs them. All parameters stand in one vector
# theta, all derivatives in one vector dtheta. The data are 64 pairs of numbers x1 and x2, with
# the target sin(x1) x2.
rng = np.random.default_rng(0)
theta, inputs = rng.normal(size=33), rng.normal(size=(64, 2))
targets = np.sin(inputs[:, :1]) * inputs[:, 1:]  # 64 x 1


def loss_and_gradient(theta):
    W1, b1, W2, b2 = np.split(theta, [16, 24, 32])
    W1, W2 = W1.reshape(2, 8), W2.reshape(8, 1)
    h = np.tanh(inputs @ W1 + b1)
    y = h @ W2 + b2
    dy = (y - targets) / len(inputs)
    dW2, db2, dh = linear_backward(dy, h, W2)
    dW1, db1, _ = linear_backward(dh * (1 - h**2), inputs, W1)
    dtheta = np.concatenate([dW1.ravel(), db1, dW2.ravel(), db2])
    return ((y - targets) ** 2).sum() / (2 * len(inputs)), dtheta


loss, dtheta = loss_and_gradient(theta)

# %%
# Check the gradient
# ------------------
# A *central difference* needs values of L only. In Taylor's formula the terms of even order
# cancel:
#
# .. math:: \frac{L(\theta + h) - L(\theta - h)}{2h}
#           = L'(\theta) + \frac{h^2}{6} L'''(\theta) + O(h^4)
#
# Two values of L for each of 33 parameters are 66 forward passes. Backward needs two matrix
# products for each one of forward, x^T dy and dy W^T, so the *whole* gradient costs about as
# much as two more evaluations of L: the answer to the question above. ``gradcheck`` of the
# package compares like this, with a good h for each parameter, and returns the largest relative
# error. The layers of the package, a second program, must return our gradient, too.
steps = 1e-5 * np.eye(33)  # each row changes one parameter
values = [[loss_and_gradient(theta + sign * step)[0] for step in steps] for sign in (1, -1)]
differences = np.subtract(*values) / 2e-5
assert np.size(values) == 66
assert np.allclose(differences, dtheta, rtol=1e-6, atol=1e-9)
assert gradcheck(loss_and_gradient, theta) < 1e-7

network = Network(Linear(2, 8, rng=rng), Tanh(), Linear(8, 1, rng=rng))
network.theta = theta
network.backward((network.forward(inputs) - targets) / len(inputs))
assert np.allclose(network.dtheta, dtheta, rtol=1e-12, atol=1e-15)

# %%
# Gradient descent in 20 lines
# ----------------------------
# To first order, a small step d changes L by the product dtheta . d. For d = -lr dtheta this is
# -lr times a square, so L falls. Step against the gradient: theta <- theta - lr dtheta. The
# *learning rate* lr sets the size of the step; if it is too large, first order is not enough
# and L may rise: with 0.5 in place of 0.2 it does so in at least four of eight runs. Why the
# tanh? Two linear layers in a row are x W1 W2, one linear layer again. The data here need a
# curve: without tanh, no choice of weights gets below the best plane, found by least squares.
# With tanh, at least seven of eight random starts (blue) get below a tenth of it.
#
# The start matters. If n_in inputs of size 1 get weights of standard deviation s, their sum has
# the standard deviation s sqrt(n_in) (lesson 01). So larger networks start with s near 1 /
# sqrt(n_in): then numbers neither grow nor vanish from layer to layer (He, Glorot). The hidden
# layers of lesson 00 do so, with 2/1.04 under the root because a LeakyReLU leaves 1.04/2 of the
# mean square. ``bias_std`` there draws b at random, so that D changes its slope at many x.
flat = np.column_stack([inputs, np.ones(len(inputs))])
plane = flat @ np.linalg.lstsq(flat, targets, rcond=None)[0]
best_linear = ((plane - targets) ** 2).sum() / (2 * len(inputs))


def descend(seed, lr, steps):
    theta, losses = np.random.default_rng(seed).normal(size=33), []
    for _ in range(steps):
        loss, dtheta = loss_and_gradient(theta)
        theta -= lr * dtheta
        losses.append(loss)
    return losses


curves = [descend(seed, 0.2, 1000) for seed in range(8)]
assert (np.array(curves)[:, -1] < best_linear / 10).sum() >= 7
too_large = [descend(seed, 0.5, 200) for seed in range(8)]
assert (np.diff(too_large) > 0).any(axis=1).sum() >= 4

figure, axes = titled_figure("With tanh, the loss falls far below the best plane")
axes.semilogy(np.transpose(curves), color=BLUE, linewidth=0.7)
axes.axhline(best_linear, label="best without tanh", **BOUND)
axes.set(xlabel="step of gradient descent", ylabel="loss L")
axes.legend(frameon=False)
present(figure, "03_back_propagate_by_hand-2")

# %%
# A generator behind a discriminator
# ----------------------------------
# G learns through D: its loss is a function of D(G(z)). Go backward through D first. D's dx is
# the derivative of the loss in x = G(z), and that is the dy of G. D takes no step, so its
# parameters stay, to the last bit. The loss is -mean log D(G(z)) (lesson 10); ``directions=5``
# compares along five random directions instead of each parameter.
G, D = mlp([2, 16, 2], Tanh, rng=rng), mlp([2, 16, 1], Tanh, rng=rng, bias_std=1.0)
z, theta_d = rng.normal(size=(40, 2)), D.theta.copy()


def loss_of_g(theta_g):
    G.theta = theta_g
    value, dlogits = non_saturating(D.forward(G.forward(z)))
    G.backward(D.backward(dlogits))
    return value, G.dtheta.copy()


assert gradcheck(loss_of_g, G.theta.copy(), directions=5, rng=rng) < 1e-7
assert np.array_equal(D.theta, theta_d)

# %%
# What goes wrong
# ---------------
# A wrong gradient can look right. Here are three slips: the 1/n is missing, db of the first
# layer is missing, its sign is wrong. A short step against each still lowers the loss, because
# the right entries outweigh the wrong ones: a falling loss proves nothing. The comparison with
# differences finds all three. (Another slip: ``numpygan learn why linear.db_not_summed``.)
loss, dtheta = loss_and_gradient(theta)
is_b1 = np.repeat([False, True, False], [16, 8, 9])
for factor in (len(inputs), np.where(is_b1, 0, 1), np.where(is_b1, -1, 1)):
    assert loss_and_gradient(theta - 1e-4 * factor * dtheta)[0] < loss
    assert not np.allclose(factor * dtheta, differences, rtol=0.1)

# %%
# Recap
# -----
# - Forward computes values and keeps them; backward multiplies derivatives, from the loss to
#   the input.
# - For y = x W + b: dW = x^T dy, db = sum of each column of dy, dx = dy W^T. For y = tanh(x):
#   dx = dy (1 - y^2).
# - Both players of a GAN are such networks, trained by back-propagation alone (notes, I.1);
#   trust a gradient when central differences agree.

# %%
# On your own
# -----------
# 1. Repeat *By hand* with w = 0, x = 3, b = 0 and t = 0.5. What are dw and db?
# 2. Write forward and backward of the *leaky ReLU*, y = x for x > 0 and y = 0.2 x otherwise.
#    Check the backward by a central difference.
# 3. A central difference with a smaller h is better at first, then worse. Find the h with the
#    smallest error for the neuron above. Why is it near 1e-5?
#
# Answers: ``numpygan lesson 3 --answers``, or the folder ``answers`` beside this file.
#
# See it move: ``numpygan lab`` shows the arrows -dx of D at the samples of G. The exercise of
# this lesson lets you write these layers yourself: ``numpygan learn check e03``.
