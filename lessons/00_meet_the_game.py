"""
Meet the game
=============

**What you'll do.** Read a whole GAN in one file of NumPy, train it in seconds for eight seeds,
and prove that it takes the same steps as the package, bit for bit.

**What you'll learn.** What the two players of a GAN do, what each of them sees, and how the
course is built.

**What you'll need.** Python, NumPy, and the idea of a derivative. Every formula here comes back
later, with its proof. Lay the notes beside this course: the numbers in brackets are theirs.

**Time.** 30 minutes.
"""

# %%
# Why
# ---
# Suppose that you have a thousand photographs, and you want new ones that look as if they came
# from the same camera. You cannot write down a formula for "looks real". A *generative
# adversarial network* (GAN) does not need one. It has two players.
#
# The *generator* G is a forger. It takes random numbers z, called *noise*, and turns them into
# a forged example G(z). The *discriminator* D is a detective. It sees real examples and forged
# ones, and it gives each example the probability D(x) that it is real. D learns to tell them
# apart. G learns to raise D(G(z)). G never sees a real example: all it knows about them comes
# through D. Here an example is one number, so that we can draw all.
from itertools import islice

import numpy as np
from matplotlib.figure import Figure

from numpygan import GAN, SGD, Normal, iterate, mlp, non_saturating
from numpygan.plots import present
from numpygan.plots.style import BOUND, DISCRIMINATOR, GENERATED

figure = Figure(figsize=(6.4, 2.4), layout="constrained")
axes = figure.subplots()
axes.set(
    xlim=(0.2, 10.4), ylim=(0.5, 3.5), title="Two players: G makes examples, D judges them"
)
axes.axis("off")
box = {"boxstyle": "round,pad=0.5", "facecolor": "white"}
boxes = {
    "noise z": (1, 1),
    "G": (3.4, 1),
    "forged G(z)": (6, 1),
    "real x": (6, 3),
    "D": (8.2, 2),
}
for name, place in {**boxes, "D(x)": (9.7, 2)}.items():
    axes.text(*place, name, ha="center", va="center", bbox=box)
for start, end in (((1.75, 1), (3.05, 1)), ((3.75, 1), (4.95, 1)), ((8.55, 2), (9.1, 2))):
    axes.annotate("", end, start, arrowprops={"arrowstyle": "->"})
for start, end in (((7.05, 1.1), (7.85, 1.8)), ((6.75, 2.9), (7.85, 2.2))):
    axes.annotate("", end, start, arrowprops={"arrowstyle": "->"})
present(figure, "00_meet_the_game")

# %%
# The whole GAN in one file
# -------------------------
# This is all of it. The file imports nothing of this package. Read it from top to bottom; do
# not stop at a line that you do not understand, because lessons 03, 06, 09 and 10 explain the
# layers, the gradients and the loop. The real numbers have mean 2 and standard deviation 0.5.
# The noise has mean 0 and standard deviation 1. You can also run the file alone: ``python
# lessons/gan_in_one_file.py``.
#
# .. literalinclude:: gan_in_one_file.py
#    :language: python
#
# From here on we call it ``plain``.
import gan_in_one_file as plain

# %%
# Predict
# -------
# Suppose that G has become perfect: forged numbers and real numbers have the same distribution.
# What does the best detective answer then, D(x) = 0, 1/2 or 1? Write down your answer; the
# third picture shows it.

# %%
# By hand
# -------
# D learns by increasing the number V, which the notes call the value of the game (notes,
# 1.2.1):
#
# .. math:: V = \text{mean of } \log D(x) \;+\; \text{mean of } \log(1 - D(G(z)))
#
# The first mean is large if D believes real numbers, the second if D rejects forged ones. Take
# one real number with D = 0.8 and one forged number with D = 0.3. Then V = log 0.8 + log 0.7 =
# -0.223 - 0.357 = -0.580. A detective who tosses a coin has V = log 0.5 + log 0.5 = -log 4 =
# -1.386. A perfect detective has V = log 1 + log 1 = 0.
good = np.log(0.8) + np.log(1 - 0.3)
coin = np.log(0.5) + np.log(1 - 0.5)
assert np.isclose(good, -0.580, atol=5e-4)
assert np.isclose(coin, -np.log(4))
assert np.isclose(coin, -1.386, atol=5e-4)

# %%
# Train
# -----
# Training is random: first weights, noise and data are drawn. A claim that holds for one *seed*
# (the number that starts the random numbers) may be luck, so we train eight pairs of players
# and look at all of them. Each takes 2,000 steps. The mean of G(z) starts near 0; it must come
# to 2.
test_noise = plain.draw_noise(2000, np.random.default_rng(99))
steps, players, means, stds = np.arange(0, 2001, 20), [], [], []
for seed in range(8):
    rng = np.random.default_rng(seed)
    G, D = plain.make_players(rng)
    forged = [G.forward(test_noise)]
    for step, _ in enumerate(plain.train(G, D, 2000, rng), start=1):
        if step % 20 == 0:
            forged.append(G.forward(test_noise))
    players.append((G, D))
    means.append(np.mean(forged, axis=(1, 2)))
    stds.append(np.std(forged, axis=(1, 2)))

# %%
# After 2,000 steps the forged numbers have nearly the right mean and standard deviation (std).
# They keep on moving a little, because the players never stop. So we average over the last 500
# steps. We ask that the mean is right in at least seven of the eight runs, and the standard
# deviation in at least six.
late_means, late_stds = (
    np.array(means)[:, -25:].mean(axis=1),
    np.array(stds)[:, -25:].mean(axis=1),
)
assert (np.abs(np.array(means)[:, 0]) < 1.5).all()
assert (np.abs(late_means - 2) < 0.25).sum() >= 7
assert (np.abs(late_stds - 0.5) < 0.25).sum() >= 6

figure = Figure(figsize=(6.4, 4.6), layout="constrained")
upper, lower = figure.subplots(2, sharex=True)
upper.plot(steps, np.transpose(means), **{**GENERATED, "linewidth": 0.6})
lower.plot(steps, np.transpose(stds), **{**GENERATED, "linewidth": 0.6})
upper.axhline(2, label="real numbers", **BOUND)
lower.axhline(0.5, label="real numbers", **BOUND)
upper.set(ylabel="mean of G(z)", title="Eight forgers learn to make numbers like the real ones")
lower.set(xlabel="step", ylabel="std of G(z)", ylim=(0, 3))
upper.legend(frameon=False)
present(figure, "00_meet_the_game-2")

# %%
# The answer to *Predict*: where the real numbers are, from 1 to 3, the detectives answer 1/2 on
# average. When forged and real numbers have the same distribution, no detective can do better
# than to toss a coin. Lesson 07 proves it.
x = np.linspace(1, 3, 41)[:, None]
answers = np.array([plain.sigmoid(D.forward(x))[:, 0] for _, D in players])
assert (np.abs(answers.mean(axis=1) - 0.5) < 0.15).sum() >= 7

figure = Figure(figsize=(6.4, 3), layout="constrained")
axes = figure.subplots()
axes.plot(x, answers.T, **{**DISCRIMINATOR, "linewidth": 0.7})
axes.axhline(0.5, **BOUND)
axes.set(xlabel="x", ylabel="D(x), probability of real", ylim=(0, 1))
axes.set_title("At the end, D answers about 1/2")
present(figure, "00_meet_the_game-3")

# %%
# Check: two programs, the same bits
# ----------------------------------
# Is our short file right? Here is a second program, the package that the rest of the course
# uses. Both start with the same weights and draw the same random numbers. After 200 steps all
# weights are equal, to the last bit. The package has its own tests, so each program checks the
# other.
rng = np.random.default_rng(0)
G, D = plain.make_players(rng)
gan = GAN(mlp([1, 16, 1], rng=rng), mlp([1, 32, 32, 1], rng=rng), noise=Normal(0, 1))
gan.generator.theta, gan.discriminator.theta = G.parameters(), D.parameters()
settings = {"batch": 128, "rng": np.random.default_rng(7), "generator_loss": non_saturating}
settings["optimizers"] = SGD(gan.discriminator, 0.1), SGD(gan.generator, 0.03)
package = iterate(gan, Normal(2, 0.5), **settings)
package_values = [record.v for record in islice(package, 200)]
plain_values = list(plain.train(G, D, 200, np.random.default_rng(7)))
assert plain_values == package_values
assert np.array_equal(G.parameters(), gan.generator.theta)
assert np.array_equal(D.parameters(), gan.discriminator.theta)

# %%
# What goes wrong
# ---------------
# "V is -1.386, so G is perfect" is wrong. A detective that always answers 1/2 has the same V,
# whatever G does. Here is one: all its last weights are 0. Its forger has not been trained, and
# its numbers are wrong. Look at the forged examples, not at V alone. (The classic slip in the
# loop itself, a step of both players at once, is called ``loop.G_moves_with_D``:
# ``numpygan learn why loop.G_moves_with_D``.)
G, D = plain.make_players(np.random.default_rng(1))
D.layers[-1].W[:] = 0
V = plain.discriminator_gradient(G, D, plain.draw_data(128, rng), plain.draw_noise(128, rng))
assert np.isclose(V, -np.log(4))
assert abs(G.forward(test_noise).mean() - 2) > 1

# %%
# Recap
# -----
# - G turns noise z into examples G(z); D gives each example the probability that it is real
#   (notes, I.1).
# - D increases V (1.2.1), then G increases log D(G(z)), in turns. Algorithm 1 of the notes
#   lowers log(1 - D(G(z))) instead: the same aim, with a smaller slope at first (lesson 10).
# - A perfect G leaves D with D = 1/2 and V = -log 4 (1.3.7), but this V alone proves nothing.
#
# **Map of the course.** Lessons 01 to 04 are the tools: probability, noise through a function,
# back-propagation, gradients through noise. Lessons 05 to 08 are the theory: how far apart two
# distributions are, the game, the best D, what G minimizes. Lessons 09 to 14 are training:
# Algorithm 1, two ways in which it fails, when it converges and when it does not, how to repair
# it. Lessons 15 to 17 go further: two dimensions, conditions, and bugs.

# %%
# On your own
# -----------
# 1. What is V for a detective that answers 0.9 for each real number and 0.1 for each forged
#    one?
# 2. In Algorithm 1, data and noise come from one stream of random numbers. If you draw the data
#    *before* the noise, do you get the same networks from the same seed?
# 3. Remove the LeakyReLU layers of D. Which functions of x can its logit be now? Can D still
#    see that the forged numbers have the right mean and the wrong standard deviation?
#
# Answers: ``numpygan lesson 0 --answers``, or the folder ``answers`` beside this file.
#
# See it move: ``numpygan lab normal`` lets you take each step by hand. In lesson 09 you write
# the loop yourself, and then its exercise is waiting: ``numpygan learn check e08``.
