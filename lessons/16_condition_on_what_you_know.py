"""
Condition on what you know
==========================

**What you'll do.** Give a condition y to both players, derive what the game is worth then, and
train generators that obey a label, complete a wave, and turn an angle into a point.

**What you'll learn.** C(G) = -log 4 + 2 E_y JS(p(.|y) || p_g(.|y)), the game of lesson 08 for
each y; why it is judged for each y; what a control experiment is; why both players need y.

**What you'll need.** Lessons 03, 07, 08, 09 and 14; lesson 15 for the ring. What the notes call
y, the code calls c.

**Time.** 50 minutes.
"""

# %%
# Why
# ---
# A GAN makes *some* point of the distribution. Often we want a certain one: the digit 7, the
# missing part of a picture, the sound that belongs to a picture. The three curves are waves
# whose first half is known. Filling in the missing half is called *in-painting*. Many waves are
# likely, but most of them do not fit this first half.
from itertools import islice

import numpy as np
from matplotlib.figure import Figure

from numpygan import MultivariateNormal, Normal, js, maximize_value, ring
from numpygan.distributions import AngleToPoint, Conditional, Labeled, Pairs, ShuffledPairs
from numpygan.nets import Adam, Network, gradcheck, non_saturating
from numpygan.plots import present
from numpygan.plots.style import DATA, GREEN, INK, NUMBERED
from numpygan.training import conditional_gan, generator_gradient, iterate, sample_given

TIME = np.arange(16)


class SecondHalf(Conditional):  # the package asks a distribution of x given c for these members
    """c is the first half of a noisy wave with a random phase, x the second half."""

    dim = c_dim = 8  # columns of x and of c

    def sample(self, n, *, rng):
        phase = rng.uniform(0, 2 * np.pi, size=(n, 1))
        wave = np.sin(0.1 * np.pi * TIME + phase) + rng.normal(0, 0.05, size=(n, 16))
        return wave[:, 8:], wave[:, :8]

    def sample_conditions(self, n, *, rng):
        return self.sample(n, rng=rng)[1]

    def given(self, c):
        raise NotImplementedError("no formula; the pairs are enough for training")


rng = np.random.default_rng(0)
second, first = SecondHalf().sample(3, rng=rng)
figure = Figure(figsize=(6, 2.6), layout="constrained")
axes = figure.subplots()
axes.plot(TIME[:8], first.T, "o-", color=INK, markersize=3)
axes.axvspan(7.5, 15, color="0.92")
axes.text(11.2, 0, "?", fontsize=24, ha="center", va="center")
axes.set(xlabel="time", ylabel="height", title="The first half is known: what comes next?")
present(figure, "16_condition_on_what_you_know")

# %%
# Predict
# -------
# The condition y goes to G *and* to D. (a) What will G do with y if D does not see it? (b) What
# will G learn if the labels of the training set are shuffled? See "What goes wrong".

# %%
# By hand: the best D for one label
# ---------------------------------
# p(x|y) is the density of x among the data with the label y, and p(.|y) this distribution as a
# whole. p(y) is the share of the label. Half of all data have the label y = 1, so p(y) = 0.5.
# At some x, p(x|y) = 0.8 and p_g(x|y) = 0.2. In V the point (x, y) has a = p(y) p(x|y) = 0.4 in
# front of log D and b = p(y) p_g(x|y) = 0.1 in front of log(1 - D). Lesson 07: the best D is
# a/(a + b) = 0.4/0.5 = 0.8, the same as 0.8/(0.8 + 0.2). The weight of the label cancels.
a, b = 0.5 * 0.8, 0.5 * 0.2
assert np.isclose(a / (a + b), 0.8)

# %%
# Derive: the game given y
# ------------------------
# The notes' (2.1.1) is V = E log D(x|y) + E log(1 - D(G(z|y)|y)). Here y is drawn from p(y),
# and x from p(x|y) or as G(z|y). As a sum over y and an integral over x, with p_g(x|y) the
# density of G(z|y),
#
# .. math::
#
#    V = \sum_y p(y) \int \big[ p(x|y) \log D(x|y) + p_g(x|y) \log(1 - D(x|y)) \big] dx.
#
# (If y is a number and not a label, p(y) is a density and the sum an integral.) For each y this
# is the game of lesson 07, with the best D(x|y) = p(x|y)/(p(x|y) + p_g(x|y)). By Theorem 1 its
# value is -log 4 + 2 JS(p(.|y) || p_g(.|y)), and the mean over y is
#
# .. math::
#
#    C(G) = -\log 4 + 2\, E_y\, \mathrm{JS}(p(\cdot|y) \,\|\, p_g(\cdot|y)).
#
# So G must be right for *every* y that occurs; right points with exchanged labels are wrong.
# The check climbs to the largest V of each y without the formula of D*.
p_y = np.array([0.2, 0.5, 0.3])
real = [Normal(-1, 0.5), Normal(0, 1), Normal(2, 0.3)]
made = [Normal(-0.5, 0.5), Normal(0, 1), Normal(1, 0.6)]
mean_js = p_y @ [js(*pair) for pair in zip(real, made, strict=True)]
climbed = p_y @ [maximize_value(*pair).value for pair in zip(real, made, strict=True)]
assert abs(climbed - (-np.log(4) + 2 * mean_js)) < 1e-10

# %%
# Derive: one step of G
# ---------------------
# A label enters as a *one-hot* row: class 1 of the classes 0, 1, 2 is (0, 1, 0). G takes the
# row [z, y], D the row [x, y]. D's backward returns one gradient for x and one for y. Only the
# first goes on to G: y was given and does not depend on G's weights. Nothing else in Algorithm
# 1 changes. By hand, and by the package:
labeled, plane = Labeled(ring(std=0.2)), MultivariateNormal([0, 0], 1)  # eight labels; noise z
gan = conditional_gan(labeled, plane, g_hidden=[8], d_hidden=[8], rng=rng)
zy = gan.noise.sample(32, rng=rng)  # rows [z, y]: two columns of z, eight of y
G = Network(*gan.generator.layer_copies())


def loss_and_gradient(theta):
    G.theta = theta
    xy = np.hstack([G.forward(zy), zy[:, 2:]])
    value, dlogits = non_saturating(gan.discriminator.forward(xy))
    dxy = gan.discriminator.backward(dlogits)
    G.backward(dxy[:, :2])  # the first two columns are those of x
    return value, G.dtheta.copy()


generator_gradient(gan, zy, non_saturating)  # leaves the package's gradient in dtheta
assert np.allclose(loss_and_gradient(G.theta.copy())[1], gan.generator.dtheta, rtol=1e-12)
assert gradcheck(loss_and_gradient, G.theta.copy()) < 1e-7


# %%
# Check: a label
# --------------
# Train on the ring with eight labeled modes and ask for each label. The *share* counts the
# points within 3 sigma = 0.6 of the mode that was asked for. It must be measured for each
# label: the mean would hide one that is ignored. A *control* is the same measurement where the
# effect cannot be there: here, training on pairs whose labels are shuffled, so that y says
# nothing about x.
#
# With right pairs at least six of eight seeds have more than half of the points of *every*
# label at the mode asked for. With shuffled labels no seed has a mean share above 0.2. Guessing
# would give at most 1/8, and less if some points lie between the modes.
def trained(distribution, pairs, seed, *, steps=400, g_hidden=(32, 32)):
    rng = np.random.default_rng(seed)
    sizes = {"g_hidden": g_hidden, "d_hidden": [32, 32], "d_bias_std": 0.5}
    gan = conditional_gan(distribution, plane, **sizes, rng=rng)
    d, g = Adam(gan.discriminator, 8e-3, (0.5, 0.9)), Adam(gan.generator, 4e-3, (0.5, 0.9))
    settings = {"batch": 64, "generator_loss": non_saturating, "optimizers": (d, g), "rng": rng}
    for record in islice(iterate(gan, pairs, **settings), steps):
        left = 1 - record.step / (steps + 1)  # decreasing steps, lesson 14
        d.lr, g.lr = 8e-3 * left, 4e-3 * left
    return gan


asked = np.array([mode.mean for mode in labeled.components])[:, None]


def asked_for(pairs, seed):
    gan = trained(labeled, pairs, seed)
    x = sample_given(gan, np.repeat(np.eye(8), 300, axis=0), rng=np.random.default_rng(1))
    return x.reshape(8, 300, 2)


right = [asked_for(Pairs(labeled), seed) for seed in range(8)]
shuffled = [asked_for(ShuffledPairs(labeled), seed) for seed in range(8)]
share = (np.linalg.norm(np.array(right) - asked, axis=3) <= 0.6).mean(axis=2)  # (seeds, labels)
chance = (np.linalg.norm(np.array(shuffled) - asked, axis=3) <= 0.6).mean(axis=2)
assert np.median(share) > 0.9
assert (share.min(axis=1) > 0.5).sum() >= 6
assert chance.mean(axis=1).max() < 0.2

figure = Figure(figsize=(6, 3.2), layout="constrained")
titles = "trained on pairs", "trained on shuffled labels"
for axes, x, title in zip(figure.subplots(1, 2), (right[0], shuffled[0]), titles, strict=True):
    for label in range(8):
        axes.plot(*x[label, :100].T, ".", color=NUMBERED[label], markersize=2)
        axes.text(*asked[label, 0], str(label), ha="center", va="center", weight="bold")
    axes.set(title=title, xlabel="x1", aspect="equal", xlim=(-3, 3), ylim=(-3, 3))
figure.axes[0].set_ylabel("x2")
figure.suptitle("A color for each label asked for: shuffled labels are ignored")
present(figure, "16_condition_on_what_you_know-2")

# %%
# Check: a part of the data, and another modality
# -----------------------------------------------
# *In-painting.* The condition is the first half of the wave, G makes the second half, eight
# numbers. We compare with the true second half. A G that draws from p(x|y) has an error of
# sqrt(2) * 0.05 = 0.071 or more, because the truth and the answer each have their own noise. (A
# G that always answers the mean of p(x|y) would have 0.05: a small error alone does not prove a
# good G. So the picture shows eight answers to each question.) The control compares with the
# second half of another wave. The median error of eight seeds is below 0.1, the control is
# above 0.8.
#
# *Another modality* (another kind of data). The condition is an angle, x a point near the
# circle in this direction. Now y is a number that never occurs twice, so G has to interpolate.
# More than half of the points (median) are near the right place; for another angle, less than a
# quarter.
wave, errors, controls = SecondHalf(), [], []
for seed in range(8):
    gan = trained(wave, Pairs(wave), seed, steps=500, g_hidden=[32])
    second, first = wave.sample(500, rng=rng)
    answer = sample_given(gan, first, rng=rng)
    errors.append(np.sqrt(((answer - second) ** 2).mean()))
    controls.append(np.sqrt(((answer - second[::-1]) ** 2).mean()))
circle, near, other = AngleToPoint(2.0, 0.2), [], []
for seed in range(8):
    points = trained(circle, Pairs(circle), seed)
    angle = rng.uniform(-np.pi, np.pi, size=(1000, 1))
    place = 2 * np.hstack([np.cos(angle), np.sin(angle)])
    x = sample_given(points, angle, rng=rng)
    near.append((np.linalg.norm(x - place, axis=1) <= 0.6).mean())
    other.append((np.linalg.norm(x - place[::-1], axis=1) <= 0.6).mean())
assert np.median(errors) < 0.1
assert min(controls) > 0.8
assert np.median(near) > 0.5
assert max(other) < 0.25

figure = Figure(figsize=(6, 3), layout="constrained")
axes = figure.subplots()
for i in range(3):
    answers = sample_given(gan, np.repeat(first[i : i + 1], 8, axis=0), rng=rng)
    known = axes.plot(TIME[:8], first[i], "o-", color=INK, markersize=3)
    made_by_g = axes.plot(TIME[8:], answers.T, color=GREEN, linewidth=0.8)
    truth = axes.plot(TIME[8:], second[i], **DATA)
axes.set(xlabel="time", ylabel="height", title="G completes three waves, eight times each")
names = "first half, known", "eight answers of G", "true second half"
figure.legend([known[0], made_by_g[0], truth[0]], names, loc="outside lower center", ncols=3)
present(figure, "16_condition_on_what_you_know-3")

# %%
# What goes wrong
# ---------------
# (a) If D does not see y, V depends only on the distribution of x, the mixture of all p_g(x|y).
# For G, y is then one more noise. G may use it, but any assignment of modes to labels is as
# good as the right one. (b) If a slip shuffles x without its y, y says nothing about x, and the
# best G ignores it, as the control showed. The control tests the measure, too: a share that
# stays high with shuffled labels measures something else. ``numpygan learn why shuffle.x_only``
# and ``condd.ignores_c``.

# %%
# Recap
# -----
# - The conditional game (2.1.1) is one game for each y, and p(y) cancels in D*(x|y).
# - C(G) = -log 4 + 2 E_y JS, so judge G for each y, and beside a control.
# - y can be a label, a part of the data, or another modality (notes, part II, section 1).

# %%
# On your own
# -----------
# 1. p(y) = 0.1, p(x|y) = 0.1, p_g(x|y) = 0.3. What is the best D(x|y)?
# 2. There are four classes, and this batch has none of the last: 1, 0, 2, 1. Write the labels
#    as one-hot rows. Why with four columns?
# 3. G answers every label perfectly, but labels are asked for with the weights (0.3, 0.5, 0.2)
#    in place of (0.2, 0.5, 0.3). What is the JS of the *pairs* (x, y)?
#
# Answers: ``numpygan lesson 16 --answers``, or the folder ``answers`` beside this file.
#
# See it move: ``numpygan lab labeled-ring``.
#
# The exercise of this lesson is e12: ``numpygan learn check e12``.
