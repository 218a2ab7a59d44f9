"""
Play Algorithm 1
===================

**What you'll do.** Write the training loop of a GAN by hand, hold it against the package's, and watch a
generator walk onto its data. Then spoil the run and see that the losses do not notice.

**What you'll learn.** Whose weights move in which step; and how to read the losses: a D-loss near 0
means that D wins, and V = -1.386 does not mean that anything has converged.

**What you'll need.** Lessons 02 (back-propagation), 04 (the losses) and 06 (C(G)), calculus, NumPy.
"""

# %%
# Two players on a line
# ---------------------
# The data are N(2, 0.5), of mean 2 and standard deviation 0.5. The smallest generator that can make them is
# a line, G(z) = a z + b with noise z ~ N(0, 1): two numbers to learn. It starts at a = 1, b = 0, so that p_g is
# N(0, 1), at 68 % of the largest JS, log 2. D is a network that ends in a logit l; D(x) = sigmoid(l(x)).
from copy import deepcopy
from itertools import islice

import numpy as np
from matplotlib.figure import Figure
from scipy.special import expit

from numpygan import GAN, SGD, Linear, Network, Normal, exact_measures, iterate, js, mlp
from numpygan.plots import Snapshot, figure_1, present
from numpygan.plots.style import BOUND, GREEN, VERMILION

data, noise, m = Normal(2, 0.5), Normal(0, 1), 64
assert abs(js(data, Normal(0, 1)) / np.log(2) - 0.68) < 0.005


def new_gan(hidden, seed=2):
    rng = np.random.default_rng(seed)
    generator = Network(Linear(1, 1, rng=rng))
    generator.theta = [1.0, 0.0]  # a, b
    return GAN(generator, mlp([1, *hidden, 1], rng=rng, bias_std=1.0), noise)


# %%
# A step of each
# --------------
# Line 5: D *ascends* the mean of log D(x) + log(1 - D(x_fake)). As D = sigmoid(l), d log D / dl = 1 - D and
# d log(1 - D) / dl = -D; divide by m, for the means, and back-propagate. G made x_fake, but it does not step.
# Line 8: G *descends* the mean of log(1 - D(G(z))), whose slope in l is -D / m. D's backward makes of it dx,
# the slope in x = G(z), and G's backward the slope in a and b. Here D is only a road, and does not step.


def ascend(gan, z, x, lr):
    x_fake = gan.generator.forward(z)
    logits = gan.discriminator.forward(np.concatenate([x, x_fake]))  # one batch: one forward, one backward
    real, fake = logits[:m], logits[m:]
    gan.discriminator.backward(np.concatenate([expit(-real), -expit(fake)]) / m)  # 1 - D and -D
    gan.discriminator.theta += lr * gan.discriminator.dtheta
    return -np.logaddexp(0, -real).mean() - np.logaddexp(0, fake).mean()  # V before the step


def descend(gan, z, lr):
    logits = gan.discriminator.forward(gan.generator.forward(z))
    gan.generator.backward(gan.discriminator.backward(-expit(logits) / m))
    gan.generator.theta -= lr * gan.generator.dtheta
    return -np.logaddexp(0, logits).mean()  # G's loss before the step


# %%
# Whose weights move
# ------------------
# To freeze a player means not to step it, nothing else. After a short step of D, V is larger on the same
# minibatch and G is what it was, to the bit. After one of G, its loss is smaller and D is what it was.
gan, rng = new_gan((16, 16)), np.random.default_rng(0)
z, x, theta_g = noise.sample(m, rng=rng), data.sample(m, rng=rng), gan.generator.theta.copy()
assert ascend(gan, z, x, lr=0.01) < ascend(deepcopy(gan), z, x, lr=0.01)
assert (gan.generator.theta == theta_g).all()
theta_d = gan.discriminator.theta.copy()
assert descend(gan, z, lr=0.01) > descend(deepcopy(gan), z, lr=0.01)
assert (gan.discriminator.theta == theta_d).all()

# %%
# The loop
# --------
# An iteration is k ascents, each on fresh noise and fresh data, then one descent on fresh noise. From the
# same seed our loop and ``iterate`` give the same V and the same weights, bit for bit. The order of the draws is
# part of that: draw data before noise, and the same seed gives another run.


def play(gan, lr_d, lr_g, rng, steps, k=1):
    for step in range(1, steps + 1):
        for _ in range(k):
            v = ascend(gan, noise.sample(m, rng=rng), data.sample(m, rng=rng), lr_d)
        descend(gan, noise.sample(m, rng=rng), lr_g)
        yield step, v


ours, theirs = new_gan((16, 16)), new_gan((16, 16))
sgd = SGD(theirs.discriminator, 0.1), SGD(theirs.generator, 0.02)
records = iterate(theirs, data, batch=m, k=2, rng=np.random.default_rng(7), optimizers=sgd)
played = list(play(ours, 0.1, 0.02, np.random.default_rng(7), steps=50, k=2))
assert played == [(record.step, record.v) for record in islice(records, 50)]
assert (ours.generator.theta == theirs.generator.theta).all()
assert (ours.discriminator.theta == theirs.discriminator.theta).all()

# %%
# Watch
# -----
# A thousand iterations with k = 1. This is Figure 1 of the paper from a real run: p_g is the exact distribution of
# G(z), D* is the best discriminator for it, and the lines below lead from z to x = G(z). D leads, p_g follows
# the slope of D, and at the end D is near 1/2 where the data are. Training is chaotic, so one run says little: we play
# eight, each with its own seed, and draw the first. In the median run JS has fallen below 0.01.


def run(hidden, lr_g, seed):
    gan, table, moments = new_gan(hidden, seed), [], []
    for step, _ in play(gan, 0.1, lr_g, np.random.default_rng(seed), steps=1000):
        if step % 50 == 0:
            table.append([step, *exact_measures(gan, data).values()])
        if seed == 0 and step in (10, 40, 120, 1000):
            moments.append(Snapshot(step, deepcopy(gan)))
    logits = gan.discriminator.forward(np.linspace(1, 3, 50)[:, None])
    return moments, np.array(table).T, abs(gan.generator.theta[0]), np.abs(expit(logits) - 0.5).max()


def population(hidden, lr_g):
    moments, tables, a, off = zip(*(run(hidden, lr_g, seed) for seed in range(8)), strict=True)
    at, *measures = np.moveaxis(tables, 1, 0)  # (8 seeds, 20 looks) each
    return moments[0], at[0], measures, np.array(a), np.array(off)


moments, at, good, _, off = population((32, 32), lr_g=0.02)  # good is JS, C(G), V(D, G) and their gap, all exact
assert np.median(off) < 0.1
assert np.median(good[0][:, -1]) < 0.01
present(figure_1(data, moments), "09_play_algorithm_1")

# %%
# Read the losses
# ---------------
# "Is a D-loss of 0 good?" D's loss is -V, and V is at most C(G) = -log 4 + 2 JS. So JS >= (V + log 4) / 2: a V
# near 0 *proves* that p_g is far from the data. "V is -log 4 = -1.386: has it converged?" That proves nothing; a
# D that says 1/2 everywhere has it whatever p_g is. Here are eight more runs, same code and seeds, with a D of one
# layer and a faster G. Late in all runs the mean of V is within 0.03 of -1.386, and yet the median bad run has a JS
# above 0.05, and about half of the spread that it should have.
_, _, bad, a, _ = population((32,), lr_g=0.05)
late = at >= 500
for name, (distance, c, v, _) in ("good", good), ("bad", bad):
    assert (v <= c + 1e-12).all()
    assert np.abs(v[:, late].mean(axis=1) + np.log(4)).max() < 0.03
    means = distance[:, late].mean(axis=1)
    print(f"late in the {name} runs: V = {v[:, late].mean():.3f}, median JS = {np.median(means):.4f}, ", end="")
    print(f"eight seeds {means.min():.4f} to {means.max():.4f}")
assert np.median(bad[0][:, late].mean(axis=1)) > 0.05 > 0.01 > np.median(good[0][:, late].mean(axis=1))
print(f"spread of the bad runs: {np.median(a) / 0.5:.2f} of what it should be, in the median")
assert 0.3 < np.median(a) / 0.5 < 0.7

figure = Figure(figsize=(10, 3.4), layout="constrained")
for axes, i, title in zip(figure.subplots(1, 2), (2, 0), ("V(D, G), told by the losses", "JS, exact"), strict=True):
    for runs, color, style, label in (good, GREEN, "-", "good runs"), (bad, VERMILION, "--", "bad runs"):
        axes.plot(at, runs[i].T, color=color, linestyle=style, linewidth=0.6, alpha=0.5)
        axes.plot(at, np.median(runs[i], axis=0), color=color, linestyle=style, label=f"{label}, median of eight")
    axes.set(xlabel="step", ylabel="nats", title=title)
figure.axes[0].axhline(-np.log(4), label="-log 4", **BOUND)
figure.axes[0].legend(frameon=False)
present(figure, "09_play_algorithm_1-2")

# %%
# On your own
# -----------
# 1. Play with k = 1 and k = 5. How many steps of G, and how many of D, until JS is below 0.01?
# 2. Freeze G at the end of a bad run, and let D ascend alone. Does V come up to C(G)?
# 3. Make the generator ``mlp([1, 16, 1], rng=rng, bias_std=0.3)``. Plain SGD has a harder time: play with
#    ``iterate`` and ``Adam``, and let ``numpygan.evaluation.verdict`` say whether it has converged.
#
# The exercise of this lesson is e08: ``numpygan learn check e08``
