"""
Play Algorithm 1
================

**What you'll do.** Take one step of each player by hand, write the training loop of a GAN,
compare it with the package bit for bit, and train eight GANs with a large D and eight with a
small one.

**What you'll learn.** Which parameters move in which step. Why a D-loss of 1.386 does not mean
that G is good. How a generator can be right and then run past its goal.

**What you'll need.** Lesson 03 (back-propagation), lesson 06 (V, logits), lesson 08 (C(G)).

**Time.** 60 minutes.
"""

# %%
# Why
# ---
# Lessons 07 and 08 gave D all the time it needs: D* for a generator that stands still. In
# practice both players learn at the same time, in small steps, from small batches. Does that
# work? The picture shows our start. The data are N(2, 0.5^2), normal with standard deviation
# 0.5. The generator is a straight line, G(z) = a z + b, with noise z from N(0, 1). So p_g is
# N(b, a^2). It starts at a = 1, b = 0, and it must find a = 0.5 and b = 2.
from copy import deepcopy
from itertools import islice

import numpy as np
from matplotlib.figure import Figure
from scipy.special import expit

from numpygan import GAN, SGD, Linear, Network, Normal, exact_measures, iterate, mlp
from numpygan.plots import Snapshot, figure_1, present
from numpygan.plots.style import BOUND, COMPARED, DATA, GENERATED

data, noise, m = Normal(2, 0.5), Normal(0, 1), 64
x = np.linspace(-4, 5, 361)
figure = Figure(figsize=(6, 2.6), layout="constrained")
axes = figure.subplots()
axes.plot(x, data.pdf(x), label="data", **DATA)
axes.plot(x, noise.pdf(x), label="G(z) at the start", **GENERATED)
axes.set(xlabel="x", ylabel="density", title="G must move to the right and become narrower")
axes.legend(frameon=False)
present(figure, "09_play_algorithm_1")

# %%
# Predict
# -------
# After 600 steps the D-loss of a run is log 4 = 1.386, the value of the equilibrium. Is G good
# then? Write down yes, no, or "cannot know". The section *Read the losses* has the answer.

# %%
# By hand
# -------
# This is *Algorithm 1* of the notes. A *minibatch* is a few points, drawn anew for each step.
#
# 1. Repeat k times: draw m points z and m points x; D takes a step *up* V, the mean of log D(x)
#    plus the mean of log(1 - D(G(z))).
# 2. Draw m points z; G takes a step *down* the mean of log(1 - D(G(z))). Go to 1.
#
# Take the smallest D, sigmoid(w x + c) with w = c = 0, a batch of one point, x = 2 and z = 0.5,
# and the learning rate 1.
#
# - **D.** The generated point is 0.5 and D = 1/2 at both. The slope of log D in the logit is 1
#   - D, that of log(1 - D) is -D (lesson 06). So dV/dw = 0.5 * 2 - 0.5 * 0.5 = 0.75 and dV/dc =
#   0.5 - 0.5 = 0. D goes *up*: w = 0.75.
# - **G.** With z = 0.5 again, the logit is 0.75 * 0.5 = 0.375 and D = 0.593. By the chain rule
#   through D, the slope in x = G(z) is -D w = -0.444. As dx/db = 1 and dx/da = z, the slope in
#   b is -0.444 and the slope in a is -0.444 z = -0.222. G goes *down*: b = 0.444, a = 1.222. b
#   has moved towards the data; a has moved away, for this one z.
w = 0.75
D = expit(w * 0.5)
slope_in_x = -D * w
assert w == (1 - 0.5) * 2 - 0.5 * 0.5
assert np.isclose(D, 0.593, atol=5e-4)
assert np.allclose([slope_in_x, slope_in_x * 0.5], [-0.444, -0.222], atol=1e-3)

# %%
# The two steps for networks
# --------------------------
# ``forward`` keeps what ``backward`` needs; ``backward`` returns the slope in its input; the
# slope in the parameters theta is then in ``dtheta`` (lesson 03). D gets one batch, real points
# first. The slopes are 1 - D = sigmoid(-l) for them and -D for the generated points; the factor
# 1 / m belongs to the means. Each step moves one player only: in ``step_of_G`` the gradient
# passes through D, but D stays.


def step_of_D(gan, z, x, lr):
    logits = gan.discriminator.forward(np.concatenate([x, gan.generator.forward(z)]))
    real, fake = logits[:m], logits[m:]
    gan.discriminator.backward(np.concatenate([expit(-real), -expit(fake)]) / m)
    gan.discriminator.theta += lr * gan.discriminator.dtheta  # up
    return -np.logaddexp(0, -real).mean() - np.logaddexp(0, fake).mean()  # V before the step


def step_of_G(gan, z, lr):
    logits = gan.discriminator.forward(gan.generator.forward(z))
    slope_in_x = gan.discriminator.backward(-expit(logits) / m)
    gan.generator.backward(slope_in_x)
    gan.generator.theta -= lr * gan.generator.dtheta  # down


def new_gan(hidden, seed):
    rng = np.random.default_rng(seed)
    generator = Network(Linear(1, 1, rng=rng))
    generator.theta = [1.0, 0.0]  # a, b
    return GAN(generator, mlp([1, *hidden, 1], rng=rng, bias_std=1.0), noise)


gan, rng = new_gan((16, 16), seed=2), np.random.default_rng(0)
step_of_D(gan, noise.sample(m, rng=rng), data.sample(m, rng=rng), lr=0.1)
assert np.array_equal(gan.generator.theta, [1.0, 0.0])  # G has not moved
theta = gan.discriminator.theta.copy()
step_of_G(gan, noise.sample(m, rng=rng), lr=0.1)
assert np.array_equal(gan.discriminator.theta, theta)  # D has not moved

# %%
# The loop, and a check against the package
# -----------------------------------------
# ``yield`` hands V to the caller and pauses until the caller asks for the next value;
# ``islice`` asks n times. The package has this loop as ``iterate``. Both programs draw the same
# random numbers. After 50 iterations on one computer, all V and all parameters are equal, to
# the last bit.


def play(gan, lr_d, lr_g, rng, k=1):
    while True:
        for _ in range(k):
            z, x = noise.sample(m, rng=rng), data.sample(m, rng=rng)
            V = step_of_D(gan, z, x, lr_d)
        step_of_G(gan, noise.sample(m, rng=rng), lr_g)
        yield V


ours, theirs = new_gan((16, 16), seed=2), new_gan((16, 16), seed=2)
sgd = SGD(theirs.discriminator, 0.1), SGD(theirs.generator, 0.02)
records = iterate(theirs, data, batch=m, k=2, rng=np.random.default_rng(7), optimizers=sgd)
values = islice(play(ours, 0.1, 0.02, np.random.default_rng(7), k=2), 50)
assert list(values) == [record.v for record in islice(records, 50)]
assert np.array_equal(ours.generator.theta, theirs.generator.theta)
assert np.array_equal(ours.discriminator.theta, theirs.discriminator.theta)

# %%
# Eight runs with a large D, eight with a small D
# -----------------------------------------------
# Training is sensitive: another seed gives another run. So we play eight seeds with a D of two
# hidden layers, and eight with a D of one. Nothing else differs. Every 75 steps we integrate
# JS, C(G) and V exactly. We also keep the first GAN whose a is right, 0.5.


def run(hidden, seed):
    gan, path, exact, snapshots, right = new_gan(hidden, seed), [], [], [], None
    game = play(gan, 0.1, 0.05, np.random.default_rng(seed))
    for step, _ in enumerate(islice(game, 600), start=1):
        path.append(abs(gan.generator.theta[0]))  # a
        if right is None and path[-1] <= 0.5:
            right = deepcopy(gan)
        if step in (10, 100, 250, 600):
            snapshots.append(Snapshot(step, deepcopy(gan)))
        if step % 75 == 0:
            measures = exact_measures(gan, data)
            exact.append([measures["js"], measures["c"], measures["v_exact"]])
    return np.array(path), np.array(exact), snapshots, right


large = [run((32, 32), seed) for seed in range(8)]
small = [run((32,), seed) for seed in range(8)]

# %%
# This is Figure 1 of the paper (Goodfellow et al., 2014) from the run of seed 0 with the large
# D. The lines lead from z to x = G(z). D learns first, p_g moves to where D is larger, and at
# the end p_g covers the data and D is near 1/2.
present(figure_1(data, large[0][2]), "09_play_algorithm_1-2")

# %%
# Read the losses
# ---------------
# For any D, V <= C(G) = -log 4 + 2 JS (lesson 08). So JS >= (V + log 4) / 2, with the exact V.
# A V near 0 *proves* that JS is near log 2 and G is bad. But V = -log 4 gives JS >= 0, which
# says nothing. So the answer to *Predict* is "cannot know". In all sixteen runs the mean of V
# in the second half is within 0.03 of -1.386. Yet the median JS is below 0.01 with the large D
# and above 0.05 with the small one.
of_large, of_small = (np.array([one[1] for one in runs]) for runs in (large, small))
for exact in (of_large, of_small):
    JS, C, V = exact[:, :, 0], exact[:, :, 1], exact[:, :, 2]  # each (8 runs, 8 times)
    assert (V <= C + 1e-9).all()
    assert np.abs(V[:, 4:].mean(axis=1) + np.log(4)).max() < 0.03
assert np.median(of_large[:, 4:, 0].mean(axis=1)) < 0.01
assert np.median(of_small[:, 4:, 0].mean(axis=1)) > 0.05

paths_large, paths_small = (np.array([path for path, *_ in runs]) for runs in (large, small))
solid, dashed = ({**style, "linewidth": 0.8} for style in COMPARED[:2])
figure = Figure(figsize=(6, 4.6), layout="constrained")
upper, lower = figure.subplots(2, sharex=True)
upper.plot(np.arange(75, 601, 75), of_large[:, :, 2].T, **solid)
upper.plot(np.arange(75, 601, 75), of_small[:, :, 2].T, **dashed)
upper.axhline(-np.log(4), **BOUND)
upper.set(ylabel="V, nats", title="V goes to -log 4 with both D (small D: dashed) ...")
lower.plot(paths_large.T, **solid)
lower.plot(paths_small.T, **dashed)
lower.axhline(0.5, **BOUND)
lower.set(
    xlabel="step", ylabel="a, std of p_g", title="... but the small D leaves G too narrow"
)
present(figure, "09_play_algorithm_1-3")

# %%
# Right, and then past it
# -----------------------
# With the small D, all eight G were good once. At the first step with a <= 0.5, between step
# 100 and 250, JS is below 0.01. But G does not stop. Why? We compute the slope of G's loss in a
# at that moment. By the chain rule it is the mean of -D(x) l'(x) z, where l' is the slope of
# the logit in x. With D* = 1/2, l' and so this mean would be 0. But D *lags behind*: it was
# trained while p_g was wide, and still gives a larger D to the middle than to both sides (last
# picture). As a > 0 and b is near the middle, z > 0 gives an x to the right of it, where l' <
# 0, and z < 0 one to the left, where l' > 0. So -l' z is positive on both sides, the slope is
# positive, and a step down makes a smaller.
#
# With both D, a falls below 0.45 in at least seven of eight runs. Now D must learn the
# opposite, that the *middle* is generated. The large D learns it, and at step 600 a is within
# 0.1 of 0.5 in at least six runs. The small D does not learn it soon: in at least four runs a
# is still below 0.4, although C(G) - V says that a better D exists (task 2).
z = np.linspace(-6, 6, 601)[:, None]
weight = noise.pdf(z).reshape(-1, 1) * (z[1] - z[0])  # a sum over this grid is a mean over z
for path, _, _, gan in small:  # gan: at the moment when a was right
    first_right = np.argmax(path <= 0.5)
    assert first_right > 100
    assert first_right < 250
    assert exact_measures(gan, data)["js"] < 0.01
    logits = gan.discriminator.forward(gan.generator.forward(z))
    gan.generator.backward(gan.discriminator.backward(-expit(logits) * weight))
    assert gan.generator.dtheta[0] > 0.05  # the slope in a
for paths in (paths_large, paths_small):
    assert (paths.min(axis=1) < 0.45).sum() >= 7
assert (np.abs(paths_large[:, -1] - 0.5) < 0.1).sum() >= 6
assert (paths_small[:, -1] < 0.4).sum() >= 4

figure = Figure(figsize=(6, 2.8), layout="constrained")
axes = figure.subplots()
for *_, gan in small:
    axes.plot(x, expit(gan.discriminator.forward(x[:, None])), **dashed)
axes.axhline(0.5, label="D* = 1/2", **BOUND)
axes.set(xlim=(0, 4), xlabel="x", ylabel="D(x)")
axes.set_title("When a is right, the small D is largest in the middle")
axes.legend(frameon=False)
present(figure, "09_play_algorithm_1-4")

# %%
# What goes wrong
# ---------------
# A D-loss of 1.386 is not convergence: look at JS, or at the points. In the loop the classic
# mistake is that G's step moves D, too: ``numpygan learn why loop.D_moves_with_G``.

# %%
# Recap
# -----
# - k steps of D up V, then one step of G down log(1 - D(G(z))): Algorithm 1.
# - JS >= (V + log 4) / 2 (1.3.7): V near 0 proves that G is bad; V = -log 4 proves nothing.
# - G follows the *present* D. If D lags behind, G runs past the data: lesson 11 goes on here.

# %%
# On your own
# -----------
# 1. The exact D-loss is 0.5. How large is JS at least?
# 2. At the end of the runs with the small D, V is about -log 4. Train a *new* D against each of
#    these generators, which stay as they are (``train_discriminator`` in
#    ``numpygan.evaluation`` does it). Does its V show that they are bad?
# 3. Play 300 steps with the small D and k = 5. Does a still fall below 0.4? As far as before?
#
# Answers: ``numpygan lesson 9 --answers``, or the folder ``answers`` beside this file.
# See it move: ``numpygan play a-run`` steps through a run. Lesson 07 explains Adam, part d of
# the exercise. The exercise of this lesson is e08: ``numpygan learn check e08``.
