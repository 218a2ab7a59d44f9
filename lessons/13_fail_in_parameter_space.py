"""
Fail in parameter space
==========================

**What you'll do.** Play the smallest GAN there is, one parameter a player, and see it circle for ever. Derive
why, repair it with a penalty on D's slope, and write that penalty's gradient for a small network by hand.

**What you'll learn.** Why the proof of Proposition 2 does not apply in practice (the remark after it); how
eigenvalues tell the fate of a game; whether the order of the updates matters; how to differentiate a gradient.

**What you'll need.** Lesson 03 (back-propagation), lesson 12, and the eigenvalues of a 2 by 2 matrix.
"""

# %%
# The same two distributions, another road
# ----------------------------------------
# Lesson 12 moved p_g; a GAN moves theta. Go from the data N(0, 1) to N(8, 1). The road of p_g is straight, through
# the mixtures (1 - s) N(0, 1) + s N(8, 1), and C is convex along it. The road of theta *slides*, through N(8 s, 1).
# There C half way lies 0.57 nats above its chord: no convexity, and a plateau without a slope.
import numpy as np
from matplotlib.figure import Figure
from scipy.special import expit

from numpygan import Linear, Mixture, Network, Normal, criterion, gradcheck
from numpygan.nets import Tanh
from numpygan.nets.extras import r1
from numpygan.plots import present
from numpygan.plots.style import BLUE, GREEN, GUIDE, VERMILION
from numpygan.theory import parameter_space

data, far = Normal(0, 1), Normal(8, 1)
shares = np.linspace(0, 1, 41)
mixed = np.array([criterion(data, Mixture([1 - s, s], [data, far])) for s in shares])
slid = np.array([criterion(data, Normal(8 * s, 1)) for s in shares])
assert (np.diff(mixed, 2) > 0).all()
assert abs(slid[20] - (slid[0] + slid[-1]) / 2 - 0.57) < 0.005
assert np.allclose(mixed[[0, -1]], slid[[0, -1]], rtol=1e-9)

# %%
# The Dirac-GAN
# -------------
# The data are a point at 0, G makes a point at theta, D has the logit psi x (Mescheder et al., 2018). So
# V = log(1/2) + log(1 - sigmoid(psi theta)). Both players follow their own slope; with D = sigmoid(psi theta):
#
# .. math::
#
#    \theta' = -\partial V / \partial \theta = \psi D, \qquad \psi' = \partial V / \partial \psi = -\theta D
#
# The solution is (0, 0): G at the data, D = 1/2. The velocity is at right angles to (theta, psi), for
# theta theta' + psi psi' = 0: both move on a *circle*. D turns away when G arrives, and G runs past.


def V(theta, psi):
    return -np.log(2) - np.logaddexp(0, psi * theta)


def field(theta, psi, gamma=0.0):
    D = expit(psi * theta)
    return np.array([psi * D, -theta * D - gamma * psi])  # gamma: see below


for theta, psi in np.random.default_rng(0).normal(size=(20, 2)):
    h = 1e-5
    slopes = [V(theta + h, psi) - V(theta - h, psi), V(theta, psi + h) - V(theta, psi - h)]
    assert np.allclose(field(theta, psi), [-slopes[0] / (2 * h), slopes[1] / (2 * h)], atol=1e-9)
    assert np.allclose(field(theta, psi), parameter_space.original(theta, psi), rtol=1e-14)
    assert abs(field(theta, psi) @ [theta, psi]) < 1e-15

# %%
# Does the order of the updates matter?
# -------------------------------------
# Near (0, 0) D = 1/2, and the field is linear with the matrix J = [[0, 1/2], [-1/2, 0]]; from lambda^2 + 1/4 = 0
# its eigenvalues are +-i/2. *Both at once*, (theta, psi) + h field: a step at right angles leads off the circle, the
# radius grows by sqrt(1 + h^2 D^2), always; near 0 it is ``|1 +- i h/2|`` = sqrt(1 + h^2 / 4). *In turn*, as Algorithm
# 1 does, with a = h / 2: psi_1 = psi - a theta, theta_1 = theta + a psi_1. Then E = theta^2 + psi^2 - a theta psi
# stays: E_1 = theta_1 (theta_1 - a psi_1) + psi_1^2 = theta_1 theta + psi_1^2 = theta^2 + psi_1 (a theta + psi_1) =
# theta^2 + psi_1 psi = E. For h < 4 that is an ellipse: bounded, but it never arrives.


def path(start, h, steps, *, in_turn, gamma=0.0):
    points = [np.array(start)]
    for _ in range(steps):
        theta, psi = points[-1]
        move = h * field(theta, psi, gamma)
        if in_turn:  # D first; G answers to the new D
            move[0] = h * field(theta, psi + move[1], gamma)[0]
        points.append(points[-1] + move)
    return np.array(points)


h = 0.2
once, turn = (path((1.0, 0.0), h, 5000, in_turn=in_turn) for in_turn in (False, True))
radius, D = np.hypot(*once.T), expit(once.prod(axis=1))
assert np.allclose(radius[1:] / radius[:-1], np.sqrt(1 + (h * D[:-1]) ** 2), rtol=1e-12)
assert abs(radius[1] - np.sqrt(1 + h**2 / 4)) < 1e-12  # at (1, 0) D is 1/2, too
assert 0.95 < np.hypot(*turn.T).min() < np.hypot(*turn.T).max() < 1.05
theta, psi = path((1e-4, 0.0), h, 5000, in_turn=True).T
assert np.ptp(theta**2 + psi**2 - h / 2 * theta * psi) < 1e-14
for a in 1.95, 2.05:  # h = 3.9 and 4.1, near 0: is any eigenvalue of a round larger than 1?
    assert (np.abs(np.linalg.eigvals([[1 - a * a, a], [-a, 1]])).max() > 1 + 1e-6) == (a > 2)
package = parameter_space.alternating(parameter_space.original, (1.0, 0.0), h=h, steps=5000)
assert np.allclose(turn, np.stack(package, axis=1), atol=1e-10)
print(f"from radius 1, after 5,000 steps: at once {radius[-1]:.2f}, in turn {np.hypot(*turn[-1]):.2f}")


# %%
# A penalty repairs it
# --------------------
# At the solution D should be flat, so let it pay for its slope at the data: ``R1 = gamma/2 E |grad_x l|^2``, here
# gamma/2 psi^2, which adds -gamma psi to psi'. Then J = [[0, 1/2], [-1/2, -gamma]] has the characteristic polynomial
# lambda^2 + gamma lambda + 1/4, and lambda = -gamma/2 +- sqrt(gamma^2/4 - 1/4). For every gamma > 0 the real part is
# negative: they *arrive*. At gamma = 1 both are -1/2. More is not better: at gamma = 4 the slower one is -0.064.
def jacobian(gamma, h=1e-5):
    return np.stack([field(h, 0, gamma) - field(-h, 0, gamma), field(0, h, gamma) - field(0, -h, gamma)], 1) / (2 * h)


for gamma in 0.0, 0.3, 1.0, 4.0:
    roots = -gamma / 2 + np.array([-1, 1]) * np.sqrt(complex(gamma**2 / 4 - 1 / 4))
    assert np.allclose(np.poly(jacobian(gamma)), np.poly(roots), atol=1e-8)
    print(f"gamma = {gamma:g}: eigenvalues {roots[0]:.3f} and {roots[1]:.3f}")
assert np.allclose(np.linalg.eigvals(jacobian(0.0)), [0.5j, -0.5j], atol=1e-8)
assert abs(roots[1] + 0.064) < 5e-4
calm = {gamma: path((1.0, 0.0), h, 200, in_turn=False, gamma=gamma) for gamma in (0.3, 1.0, 4.0)}
ends = [np.hypot(*each[-1]) for each in calm.values()]
assert ends[1] < ends[0] < ends[2] < 0.1

figure = Figure(figsize=(11, 3.7), layout="constrained")
roads, circling, arriving = figure.subplots(1, 3)
roads.plot(shares, mixed, color=GREEN, label="mixtures, the road of p_g")
roads.plot(shares, slid, "--", color=VERMILION, label="N(8 s, 1), the road of theta")
roads.set(xlabel="s", ylabel="C, nats", title="The same ends")
circling.plot(*once[:200].T, "--", color=VERMILION, linewidth=1, label="steps at once")
circling.plot(*turn[:200].T, color=BLUE, linewidth=1, label="steps in turn")
circling.set(title="The Dirac-GAN", ylim=(-2.2, 3.4))
for (gamma, each), look in zip(calm.items(), (("-", BLUE), ("--", GREEN), (":", VERMILION)), strict=True):
    arriving.plot(*each.T, look[0], color=look[1], label=f"R1, gamma = {gamma:g}")
arriving.set(title="The same with R1, steps at once")
for axes in (circling, arriving):
    axes.plot(0, 0, "+", color=GUIDE, markersize=10)
    axes.set(xlabel="theta, of G", ylabel="psi, of D", aspect="equal")
for axes in (roads, circling, arriving):
    axes.legend(frameon=False, fontsize=8)
present(figure, "13_fail_in_parameter_space")

# %%
# R1 by hand
# ----------
# For a network the penalty is a gradient's size, and its gradient needs back-propagation *of* back-propagation. Let
# l = y w + c with y = tanh(x W + b), one row for each point. Back-propagation to x is a second small network,
# s = (1 - y^2) w and v = s W^T, and ``R = gamma/2 mean |v|^2``. So go back through it, from dv = gamma/n v:
#
# .. math::
#
#    v = s W^T &: \quad dW = dv^T s, \quad ds = dv\, W \\
#    s = (1 - y^2)\, w &: \quad dw = \sum_i ds\, (1 - y^2), \quad dy = -2\, y\, w\, ds \\
#    y = \tanh a, \; a = x W + b &: \quad da = (1 - y^2)\, dy, \quad dW \leftarrow dW + x^T da, \quad db = \sum_i da
#
# W has two shares: v uses it directly, and through y. c moves no slope: dc = 0.


def r1_by_hand(theta, x, gamma, hidden):
    d = x.shape[1]
    W, b, w, _ = np.split(theta, np.cumsum([d * hidden, hidden, hidden]))
    W = W.reshape(d, hidden)
    y = np.tanh(x @ W + b)
    s = (1 - y**2) * w
    v = s @ W.T
    dv = gamma / len(x) * v
    ds = dv @ W
    da = (1 - y**2) * (-2 * y * w * ds)
    dW = dv.T @ s + x.T @ da
    dw = (ds * (1 - y**2)).sum(axis=0)
    return gamma / 2 * (v**2).sum(axis=1).mean(), np.concatenate([dW.ravel(), da.sum(axis=0), dw, [0.0]])


rng = np.random.default_rng(1)
network, x = Network(Linear(2, 5, rng=rng), Tanh(), Linear(5, 1, rng=rng)), rng.normal(size=(7, 2))
value, dtheta = r1_by_hand(network.theta, x, 0.7, 5)
error = gradcheck(lambda theta: r1_by_hand(theta, x, 0.7, 5), network.theta.copy())  # central differences
slopes = network.backward(np.ones_like(network.forward(x)))
assert abs(value - 0.35 * (slopes**2).sum(axis=1).mean()) < 1e-14
assert abs(value - r1(network, x, 0.7)) < 1e-14
assert np.allclose(dtheta, network.dtheta, rtol=1e-12, atol=1e-15)
assert error < 1e-7
print(f"R1 = {value:.6f}; its gradient agrees with differences to {error:.0e}, and with numpygan.nets.extras.r1")

# %%
# On your own
# -----------
# 1. Let G descend -log D in the Dirac-GAN. Are the eigenvalues others? Do steps in turn still circle?
# 2. Steps in turn with h = 1 from (1, 0): does the ellipse hold so far from 0? Which h still circles near 1?
# 3. Take the bad run of lesson 09 and give D the penalty, ``iterate(..., penalty=lambda D, x: r1(D, x, 0.3))``. What
#    becomes of V, and what of JS? Then derive double back-propagation for a second hidden layer.
#
# The exercise of this lesson is e11: ``numpygan learn check e11`` (there psi has the other sign)
