"""
Repair it
=========

**What you'll do.** Take a GAN that circles, add the parts of the practical recipe, and measure
over eight seeds what each part is worth alone, and what they are worth together.

**What you'll learn.** Standardized data, Adam, noise on D's input, averaging, decreasing steps,
the penalty R1 and its gradient by hand; in short, WGAN-GP and label smoothing.

**What you'll need.** Lessons 03 (back-propagation), 09 (Algorithm 1), 13 (why GANs circle).

**Time.** 60 minutes.
"""

# %%
# Why
# ---
# Lesson 13 shows that two players can circle for ever. How can one train a GAN at all? Here the
# circling happens to networks. The data are N(4, 0.5^2), and both players take large steps with
# Adam; G descends -log D (lesson 10). Each thin line is one seed and shows the exact JS on the
# way. The dashed lines are without any repair, the solid ones with all repairs of this lesson.
# Each repair has a switch in the function ``play``.
from itertools import islice

import numpy as np
from matplotlib.figure import Figure
from scipy.optimize import minimize_scalar
from scipy.stats import wasserstein_distance

from numpygan import GAN, SGD, Linear, Network, Normal, PushForward, iterate, js, mlp
from numpygan.nets import Adam, Tanh, gradcheck, non_saturating
from numpygan.nets.extras import AveragedNetwork, GaussianNoise, r1
from numpygan.plots import present
from numpygan.plots.style import COMPARED, INK, PURPLE

STEPS, SEEDS = 500, range(8)


def play(seed, *, standardized=True, noise=0, gamma=0, decreasing=False, adam=True):
    """Train; return (step, JS of the last G, JS of the averaged G) at some steps."""
    rng, table = np.random.default_rng(seed), []
    data = Normal(0, 1) if standardized else Normal(4, 0.5)  # (x - 4) / 0.5 is N(0, 1)
    G, D = mlp([1, 32, 1], rng=rng), mlp([1, 32, 32, 1], rng=rng, bias_std=1.0)
    noisy = GaussianNoise(noise, rng=rng)  # adds fresh noise to each input of D
    gan = GAN(G, Network(noisy, *D.layer_copies()), Normal())
    players, lr = (gan.discriminator, gan.generator), 0.01 if adam else 0.1
    optimizers = [Adam(each, lr, (0.5, 0.9)) if adam else SGD(each, lr) for each in players]
    average = AveragedNetwork(G, decay=0.99)
    penalty = (lambda D, x: r1(D, x, gamma)) if gamma else None
    settings = {"generator_loss": non_saturating, "optimizers": optimizers, "penalty": penalty}
    for record in islice(iterate(gan, data, batch=64, rng=rng, **settings), STEPS):
        average.update()
        left = 1 - record.step / (STEPS + 1)  # falls from 1 to 0
        noisy.std = noise * left
        for optimizer in optimizers:
            optimizer.lr = lr * left if decreasing else lr
        if record.step % 100 == 0:
            both = (PushForward(each, Normal()) for each in (G, average.network))
            table.append((record.step, *(float(js(data, p_g)) for p_g in both)))
    return np.array(table)


bare = np.array([play(seed, standardized=False) for seed in SEEDS])
whole = np.array([play(seed, noise=1, gamma=1, decreasing=True) for seed in SEEDS])
figure = Figure(figsize=(6, 3), layout="constrained")
axes = figure.subplots()
once = [None] * 7  # only the first of the eight lines has a label
axes.semilogy(bare[0, :, 0], bare[:, :, 1].T, label=["no repair", *once], **COMPARED[1])
axes.semilogy(bare[0, :, 0], whole[:, :, 2].T, label=["all repairs", *once], **COMPARED[0])
axes.set(xlabel="iteration", ylabel="exact JS, nats", title="Repairs end the circling")
axes.legend(frameon=False)
present(figure, "14_repair_it")

# %%
# Predict
# -------
# The repairs are: standardized data, an averaged G, noise on D's input, R1, decreasing steps.
# Adam is on. On standardized data, which of the other four is worth most? The section "Check:
# what each repair is worth" measures it.

# %%
# By hand
# -------
# *Standardize.* Learn (x - mean)/std instead of x: 4.5 becomes (4.5 - 4)/0.5 = 1. First weights
# are drawn for numbers near 1. JS does not change when the data and p_g are stretched together.
#
# *Adam* (lesson 07) keeps two running means, m of the gradient and v of its square, and steps
# by lr m/sqrt(v). At the first step, after the division by 1 - beta^t, m = g and v = g^2. So
# each parameter moves by lr times the sign of g, whether g is 1000 or 0.001.
#
# *Averaging.* After each step, mean <- decay mean + (1 - decay) theta. With decay 0.9, theta =
# 1 and then 2 gives 0.9 * 1 + 0.1 * 2 = 1.1. The mean of a circle is its center, and the center
# is the solution. Exchanging decay and 1 - decay is a classic slip (``average.weights``).
#
# *Noise on D's input.* D sees x + s e and G(z) + s e, with e from N(0, 1). Both distributions
# become wider, so they overlap more. In lesson 10, the overlap A of N(0, 1) and N(8, 1) is
# below exp(-8^2/8)/2 = 0.00017. With s = 1 the standard deviation is sqrt(2), the distance is
# 8/sqrt(2) of it, and the bound is exp(-8^2/16)/2 = 0.0092. p_g = p_data is still a solution
# (and the only one: not proved here). Here s falls from 1 to 0 during the run.
line = Network(Linear(1, 1, rng=np.random.default_rng(0)))
line.theta, adam = [0.0, 0.0], Adam(line, lr=0.01)
line.dtheta[...] = 1000, -0.001
adam.step()
assert np.allclose(line.theta, [-0.01, 0.01], rtol=1e-4)
average = AveragedNetwork(line, decay=0.9)
average.network.theta, line.theta = [1.0, 1.0], [2.0, 2.0]
average.update()
assert np.allclose(average.network.theta, 1.1)
assert np.allclose([np.exp(-8) / 2, np.exp(-4) / 2], [0.00017, 0.0092], rtol=0.02)

# %%
# Derive: R1 and its gradient
# ---------------------------
# In lesson 13 the penalty (gamma/2) psi^2 made the Dirac-GAN converge. For a network with logit
# l(x), the slope at a real point x is v = dl/dx, and R1 is the mean of (gamma/2) v^2 over the
# batch. D descends -V + R1, so it needs the derivative of v in each parameter: a derivative of
# a derivative.
#
# *One neuron by hand.* Let l(x) = w y with y = tanh(a x). As tanh' = 1 - tanh^2, v = w a (1 -
# y^2). At x = 0, a = 1, w = 2: y = 0, v = 2 and R1 = 2 gamma. By the chain rule dR1/dw = gamma
# v dv/dw = gamma 2 * 1 = 2 gamma, and dR1/da = gamma v dv/da = gamma 2 * 2 = 4 gamma.
#
# *A layer of h neurons.* For a batch x (n, d): u = x W + b and y = tanh(u) are (n, h), w is
# (h,), l = y w. Back-propagation to x is a second small network: s = (1 - y^2) w, (n, h), where
# each row is multiplied by w, and then v = s W^T, (n, d). In R1, v^2 is the sum of squares of a
# row, so dv = gamma/n v. Now back-propagate through the second network, last line first:
#
# .. math::
#    v = s W^T &: \quad dW = dv^T s, \quad ds = dv\, W \\
#    s = (1 - y^2)\, w &: \quad dw = \sum_i ds\, (1 - y^2), \quad dy = -2\, y\, w\, ds \\
#    y = \tanh(u) &: \quad du = (1 - y^2)\, dy, \quad dW \leftarrow dW + x^T du, \quad
#    db = \sum_i du
#
# dW is a sum of two parts, because v uses W directly and through y. For any number of layers,
# see ``docs/derivations/r1.md``.


def r1_by_hand(theta, x, gamma, h):
    W, b, w, _ = np.split(theta, np.cumsum([x.shape[1] * h, h, h]))
    W = W.reshape(x.shape[1], h)
    y = np.tanh(x @ W + b)
    s = (1 - y**2) * w
    v = s @ W.T
    dv = gamma / len(x) * v
    ds = dv @ W
    du = (1 - y**2) * (-2 * y * w * ds)
    dW, dw = dv.T @ s + x.T @ du, (ds * (1 - y**2)).sum(axis=0)
    dtheta = np.concatenate([dW.ravel(), du.sum(axis=0), dw, [0]])
    return gamma / 2 * (v**2).sum(axis=1).mean(), dtheta


# %%
# Check: the gradient
# -------------------
# It must agree with central differences of R1, and with the package, whose ``r1`` returns the
# value and leaves the gradient in ``dtheta``.
rng = np.random.default_rng(1)
D, x = Network(Linear(2, 5, rng=rng), Tanh(), Linear(5, 1, rng=rng)), rng.normal(size=(7, 2))
assert gradcheck(lambda theta: r1_by_hand(theta, x, 0.7, 5), D.theta.copy()) < 1e-7
value, dtheta = r1_by_hand(D.theta, x, 0.7, 5)
assert abs(value - r1(D, x, 0.7)) < 1e-14
assert np.allclose(dtheta, D.dtheta, rtol=1e-12, atol=1e-15)
value, dtheta = r1_by_hand(np.array([1.0, 0, 2, 0]), np.zeros((1, 1)), 1.0, 1)  # a, b, w, c
assert value == 2
assert np.allclose(dtheta, [4, 0, 2, 0])

# %%
# Check: what each repair is worth
# --------------------------------
# Each row adds one repair to standardized data, with the same eight seeds. The row "plain
# steps" takes gradient steps of 0.1 in place of Adam.
rows = {"no repair": bare[:, -1, 1]}
choices = {
    "standardized": {},
    "+ noise on D's input": {"noise": 1},
    "+ R1, gamma = 1": {"gamma": 1},
    "+ decreasing steps": {"decreasing": True},
    "+ plain steps, no Adam": {"adam": False},
}
for name, switches in choices.items():
    _, last, averaged = np.array([play(seed, **switches)[-1] for seed in SEEDS]).T
    rows[name] = last
    if name == "standardized":
        rows["+ averaged G"] = averaged
rows["all, with Adam"] = whole[:, -1, 2]
median = {name: float(np.median(each)) for name, each in rows.items()}
figure = Figure(figsize=(6, 3.2), layout="constrained")
axes = figure.subplots()
for place, (name, each) in enumerate(rows.items()):
    axes.semilogx(each, np.full(8, place), "o", color=PURPLE, alpha=0.6)
    axes.semilogx(median[name], place, "|", color=INK, markersize=18, markeredgewidth=2)
axes.set_yticks(range(len(rows)), list(rows))
axes.invert_yaxis()
axes.set(xlabel="exact JS at the end, nats: eight seeds and their median")
axes.set_title("Each repair alone, on standardized data")
present(figure, "14_repair_it-2")
one = median["standardized"]
assert one < 0.6 * median["no repair"]
assert median["+ averaged G"] < 0.8 * one
assert median["+ R1, gamma = 1"] < 0.5 * one
assert median["+ decreasing steps"] < 0.3 * one
assert median["+ plain steps, no Adam"] < 0.3 * one
assert median["all, with Adam"] < 0.1 * one
noise, noise_median = rows["+ noise on D's input"], median["+ noise on D's input"]
best_two = max(median["+ R1, gamma = 1"], median["+ decreasing steps"])
assert best_two < min(median["+ averaged G"], noise_median)
assert noise.max() / noise.min() > one / noise_median

# %%
# Standardized data have less than 0.6 of the median JS of "no repair". To this, averaging adds
# a factor below 0.8. R1, a factor below 0.5, and decreasing steps, a factor below 0.3, are
# worth most: both medians are below those of averaging and noise. All repairs together come
# below 0.1. With noise the median differs from "standardized" by less than its own eight seeds
# differ: these runs do not prove that noise helps *here*, where the two distributions overlap
# from the start. What a part is worth depends on the run, and a picture with one seed could
# have shown another order.
#
# Adam did not help this run: plain steps are better by a factor below 0.3. Near the solution
# the gradients are small. Plain steps become small with them, and Adam's do not, as the first
# step above shows. That is why Adam needs decreasing steps. Its worth is another one: the same
# lr serves gradients of any size.

# %%
# Two more repairs, in short
# --------------------------
# Neither is proved here. *WGAN-GP* drops the sigmoid: D gives a number f(x), wants mean f(x) -
# mean f(x_fake) to be large, and pays for slopes of f other than 1. It measures the slope at
# points alpha x + (1 - alpha) x_fake, with alpha uniform on (0, 1) and drawn for each pair.
# With slopes of at most 1, the largest difference is the *Wasserstein distance*, the smallest
# mean distance over which p_g must be moved to become p_data. For N(0, 1) and N(8, 1) it is 8,
# for N(9, 1) it is 9: it still has a slope, where JS = 0.693 is flat.
#
# *One-sided label smoothing* gives real points the label y = 0.9 in place of 1, and generated
# points y = 0. For one real point the loss is -0.9 log D - 0.1 log(1 - D) = log(1 + e^l) - 0.9
# l. Where only data are, the best logit is then log(0.9/0.1) = 2.197, not infinity: D does not
# become certain.
levels = (np.arange(10000) + 0.5) / 10000  # evenly spaced probabilities
near, at_8, at_9 = (Normal(mean, 1).quantile(levels) for mean in (0, 8, 9))
assert np.isclose(wasserstein_distance(near, at_8), 8)
assert np.isclose(wasserstein_distance(near, at_9), 9)
assert abs(js(Normal(0, 1), Normal(8, 1)) - js(Normal(0, 1), Normal(9, 1))) < 1e-3
smoothed = minimize_scalar(lambda logit: np.logaddexp(0, logit) - 0.9 * logit)
assert abs(smoothed.x - 2.197) < 1e-3

# %%
# What goes wrong
# ---------------
# Forget that v depends on W also through y: leave out x^T du. The penalty has the right value
# and training runs, but the gradient is wrong, and only differences see it. For the neuron at x
# = 1, a = 1/2, w = 2, dR1/da is 0.665. Without the second part it would be 1.237.
x, theta, e = np.ones((1, 1)), np.array([0.5, 0.0, 2.0, 0.0]), np.array([1e-6, 0, 0, 0])
s = 2 * (1 - np.tanh(0.5) ** 2)
forgotten = (s * 0.5) * s  # dv^T s alone, with v = s W
difference = r1_by_hand(theta + e, x, 1.0, 1)[0] - r1_by_hand(theta - e, x, 1.0, 1)[0]
assert abs(difference / 2e-6 - 0.665) < 5e-4
assert abs(r1_by_hand(theta, x, 1.0, 1)[1][0] - 0.665) < 5e-4
assert abs(forgotten - 1.237) < 5e-4

# %%
# Recap
# -----
# - R1 makes D pay for its slope at the data. This repairs the circling that the remark after
#   Proposition 2 (1.3.8) allows. Its gradient is back-propagation through back-propagation.
# - R1, decreasing steps and the scale of the data did most here. One seed proves nothing.
# - Adam makes each step about lr, whatever the size of the gradient, so lr must decrease.

# %%
# On your own
# -----------
# 1. x = 1, x_fake = 3, alpha = 0.25. Where does WGAN-GP take D's slope?
# 2. Smooth the labels on both sides, 0.9 and 0.1. What is the best D at a point where p = 0?
# 3. Can averaging replace decreasing steps? Play the row "+ R1, gamma = 1" again and compare
#    its two columns with the row "all, with Adam".
#
# Answers: ``numpygan lesson 14 --answers``, or the folder ``answers`` beside this file.
# See it move: ``numpygan lab normal``, and change the penalty R1 while it trains.
# The nearest exercise is e13; parts d, e, f need this lesson: ``numpygan learn check e13``.
