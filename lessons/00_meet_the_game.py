"""
Meet the game
=============

**What you'll do.** Read a whole GAN in one file of NumPy, train it in seconds, eight times, and
check that it takes the same steps as the package, bit for bit.

**What you'll learn.** What the two players of a GAN do, what each of them sees, and how the
course is built.

**What you'll need.** Python, NumPy, and the idea of a derivative. The course follows the *Notes
about Generative Adversarial Networks*; you can take it without them. A number in brackets, as
(1.2.1), is the number of a formula there; ``docs/notes.md`` lists all that the notes state.

**Time.** 30 minutes.
"""

# %%
# Why
# ---
# You have a thousand photographs, and you want new ones that look as if they came from the same
# camera. How can a program make them, if nobody can write down a formula for "looks real"? A
# *generative adversarial network* (GAN) needs none. It has two players.
#
# The *generator* G is a forger: it turns random numbers z, called *noise*, into a forged
# example G(z). The *discriminator* D is a detective: it gives each example x, real or forged,
# the probability D(x) that x is real. D learns to tell them apart, and G learns to raise
# D(G(z)). G never sees a real example: all it knows about them comes through D. Here an example
# is one number, so that we can draw everything.
#
# .. image:: ../docs/run.gif
#    :alt: While G and D learn, the green curve of G moves onto the dotted curve of the data
#
# In this run the real numbers have mean 4. Dotted is how often each real number occurs, green
# the same for forged ones, dashed D(x), dash-dotted the best D (lesson 07). Grey lines lead
# from z to G(z), and JS says how different dotted and green are (lesson 05).
from itertools import islice

import numpy as np
from matplotlib.figure import Figure

from numpygan import GAN, SGD, Normal, iterate, mlp, non_saturating
from numpygan.plots import draw_boxes, present, titled_figure
from numpygan.plots.style import BOUND, DISCRIMINATOR, GENERATED  # colors and kinds of line

figure, axes = titled_figure("Two players: G makes examples, D judges them", height=2.4)
boxes = {"noise z": (0, 0), "G": (1, 0), "forged G(z)": (2, 0), "real x": (2, 1)}
arrows = [("noise z", "G"), ("G", "forged G(z)"), ("forged G(z)", "D"), ("real x", "D")]
draw_boxes(axes, {**boxes, "D": (3, 0.5), "D(x)": (4, 0.5)}, [*arrows, ("D", "D(x)")])
present(figure, "00_meet_the_game")  # saves the picture; in a notebook, shows it

# %%
# The whole GAN in one file
# -------------------------
# This is all of it; the file imports nothing of this package. Read it from top to bottom, and
# do not stop at a line that you do not understand: lessons 03, 06, 09 and 10 explain the
# layers, the gradients and the loop. The real numbers have mean 2 and standard deviation 0.5,
# the noise 0 and 1. The file also runs alone: ``python lessons/gan_in_one_file.py``.
#
# .. literalinclude:: gan_in_one_file.py
#    :language: python
#
# From here on we call it ``plain``. Its function ``train`` contains ``yield``: each turn of a
# ``for`` loop over ``train(...)`` runs one step of the game and gets its V.
import gan_in_one_file as plain

# %%
# Predict
# -------
# Suppose that G has become perfect: forged numbers and real numbers have the same distribution.
# What does the best detective answer then, D(x) = 0, 1/2 or 1? The last picture shows it.

# %%
# By hand
# -------
# D learns by increasing the number V, the *value* of the game. Logarithms are natural:
#
# .. math:: V = \text{mean of } \log D(x) + \text{mean of } \log(1 - D(G(z)))
#           \qquad \text{(notes, 1.2.1)}
#
# The first mean is large if D believes real numbers, the second if D rejects forged ones. Take
# one real number with D = 0.8 and one forged number with D = 0.3. Then V = log 0.8 + log 0.7 =
# -0.223 - 0.357 = -0.580. A detective who tosses a coin has V = log 0.5 + log 0.5 = -log 4 =
# -1.386. A perfect detective has V = log 1 + log 1 = 0.
good = np.log(0.8) + np.log(1 - 0.3)
coin = np.log(0.5) + np.log(1 - 0.5)
assert np.allclose([good, coin], [-0.580, -1.386], atol=5e-4)
assert np.isclose(coin, -np.log(4))

# %%
# Train
# -----
# Training is random: first weights, noise and data are drawn. A claim that holds for one *seed*
# (the number that starts the random numbers) may be luck, so we train eight pairs of players
# and look at all of them. Each takes 2,000 steps; after every 20 we look at 2,000 forged
# numbers. Their mean starts between -1.5 and 1.5, and it must come to 2.
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
    means.append(np.mean(forged, axis=(1, 2)))  # forged: looks x 2000 x 1
    stds.append(np.std(forged, axis=(1, 2)))
means, stds = np.array(means), np.array(stds)
assert (np.abs(means[:, 0]) < 1.5).all()

# %%
# The picture has one green line for each forger. The mean comes close to 2 and, in most runs,
# the standard deviation (std) close to 0.5. Both keep on moving, because the players never
# stop, so we average over the last 25 looks, 500 steps. The mean is right to 0.25 in at least
# seven of the eight runs, the standard deviation in at least six.
assert (np.abs(means[:, -25:].mean(axis=1) - 2) < 0.25).sum() >= 7
assert (np.abs(stds[:, -25:].mean(axis=1) - 0.5) < 0.25).sum() >= 6

figure = Figure(figsize=(6.4, 4.6), layout="constrained")
upper, lower = figure.subplots(2, sharex=True)
upper.plot(steps, means.T, **{**GENERATED, "linewidth": 0.6})
lower.plot(steps, stds.T, **{**GENERATED, "linewidth": 0.6})
upper.axhline(2, label="real numbers", **BOUND)
lower.axhline(0.5, label="real numbers", **BOUND)
upper.set(ylabel="mean of G(z)", title="Most of eight forgers find the mean and the std")
lower.set(xlabel="step", ylabel="std of G(z)", ylim=(0, 3))
upper.legend(frameon=False)
present(figure, "00_meet_the_game-2")

# %%
# The answer to *Predict*: where the real numbers are, from 1 to 3, at least seven of the eight
# detectives (blue) answer about 1/2 on average, and between 0.2 and 0.9 everywhere: D still
# moves, too. When forged and real numbers have the same distribution, no detective can do
# better than toss a coin, which answers 1/2 (grey). Lesson 07 proves it.
x = np.linspace(1, 3, 41)[:, None]
answers = np.array([plain.sigmoid(D.forward(x))[:, 0] for _, D in players])
assert (np.abs(answers.mean(axis=1) - 0.5) < 0.15).sum() >= 7
assert ((answers > 0.2) & (answers < 0.9)).all(axis=1).sum() >= 7

figure, axes = titled_figure("At the end, D is about 1/2 on average", xlabel="x", ylim=(0, 1))
axes.plot(x, answers.T, **{**DISCRIMINATOR, "linewidth": 0.7})
axes.axhline(0.5, **BOUND)
axes.set_ylabel("D(x), probability of real")
present(figure, "00_meet_the_game-3")

# %%
# Check: two programs, the same bits
# ----------------------------------
# Is our short file right? A second program, the package, starts with the same weights and draws
# the same random numbers: ``mlp`` makes a network, ``SGD`` does its steps, ``iterate`` is the
# loop, and ``islice`` takes the first 200 of it. Then all V and all weights are equal, to the
# last bit. The package has its own tests, so each program checks the other.
rng = np.random.default_rng(0)
G, D = plain.make_players(rng)
gan = GAN(mlp([1, 16, 1], rng=rng), mlp([1, 32, 32, 1], rng=rng), noise=Normal(0, 1))
gan.generator.theta, gan.discriminator.theta = G.parameters(), D.parameters()
settings = {"batch": 128, "rng": np.random.default_rng(7), "generator_loss": non_saturating}
settings["optimizers"] = SGD(gan.discriminator, 0.1), SGD(gan.generator, 0.03)
package_values = [record.v for record in islice(iterate(gan, Normal(2, 0.5), **settings), 200)]
plain_values = list(plain.train(G, D, 200, np.random.default_rng(7)))
assert plain_values == package_values
assert np.array_equal(G.parameters(), gan.generator.theta)
assert np.array_equal(D.parameters(), gan.discriminator.theta)

# %%
# What goes wrong
# ---------------
# "V is -1.386, so G is perfect" is wrong. A detective that always answers 1/2 has this V,
# whatever G does. Here is one, with last weights 0, and an untrained forger, whose mean is
# wrong by more than 1. Look at the forged examples, not at V alone. (The classic slip in the
# loop itself, a step of both players at once: ``numpygan learn why loop.G_moves_with_D``.)
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
# - Against a perfect G the best D is 1/2, with V = -log 4 (1.3.7); this V alone proves nothing.
#
# **Map of the course.** Lessons 01 to 04 are the tools: probability, noise through a function,
# back-propagation, gradients through noise. Lessons 05 to 08 are the theory: how different two
# distributions are, the game, the best D, what G minimizes. Lessons 09 to 14 are training:
# Algorithm 1, a G without a slope to follow, a D behind G, when the game converges, when it
# circles, and how to repair it. Lessons 15 to 17 go further: two dimensions, conditions, bugs.

# %%
# On your own
# -----------
# 1. What is V for a detective that answers 0.9 for each real number and 0.1 for each forged
#    one?
# 2. In Algorithm 1, data and noise come from one stream of random numbers. If you draw the data
#    *before* the noise, do you get the same networks from the same seed?
# 3. Remove the LeakyReLU layers of D. Which functions of x can its last output be now (the
#    *logit* l of the file, D = sigmoid(l))? Can D still see that the forged numbers have the
#    right mean and the wrong standard deviation?
#
# Answers: ``numpygan lesson 0 --answers``, or the folder ``answers`` beside this file.
#
# See it move: ``numpygan lab normal`` lets you take each step by hand. In lesson 09 you write
# the loop yourself, and then its exercise is waiting: ``numpygan learn check e08``.
