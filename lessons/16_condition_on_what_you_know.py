"""
Condition on what you know
==========================

**What you'll do.** Give a condition y to both players, derive what the game is worth then, and
train generators that obey a label, complete a wave, and turn an angle into a point.

**What you'll learn.** C(G) = -log 4 + 2 E_y JS(p(.|y) || p_g(.|y)), the game of lesson 08 for
each y; what a control is; what G does with y if D does not see it.

**What you'll need.** Lessons 03, 07, 08 and 09; lesson 15 for the ring. What the notes call y,
the code calls c.

**Time.** 50 minutes.
"""

# %%
# Why
# ---
# A GAN makes *some* point of the distribution. Often we want a certain one: the digit 7, or the
# missing part of a picture. How do we ask for it? The three curves are waves whose first half
# is known. Filling in the missing half is called *in-painting*. Drawing whole waves until one
# fits would take too long: most waves do not fit a given first half.
from itertools import islice

import numpy as np
from matplotlib.figure import Figure

from numpygan import MultivariateNormal, Normal, js, maximize_value, ring
from numpygan.distributions import AngleToPoint, Conditional, Labeled, Pairs, ShuffledPairs
from numpygan.nets import Adam, Network, gradcheck, mlp, non_saturating
from numpygan.plots import present
from numpygan.plots.style import DATA, GREEN, INK, NUMBERED
from numpygan.training import GAN, conditional_gan, generator_gradient, iterate, sample_given

TIME = np.arange(16)


class SecondHalf(Conditional):
    """Pairs (x, c): c is the first half of a noisy wave with a random phase, x the second."""

    dim = c_dim = 8  # how many numbers x and c have
    given = None  # the distribution of x given c; training needs only pairs

    def sample(self, n, *, rng):
        phase = rng.uniform(0, 2 * np.pi, size=(n, 1))
        wave = np.sin(0.1 * np.pi * TIME + phase) + rng.normal(0, 0.05, size=(n, 16))
        return wave[:, 8:], wave[:, :8]

    def sample_conditions(self, n, *, rng):
        return self.sample(n, rng=rng)[1]


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
# Write p(x|y) for the density of the x with the label y, and p_g(x|y) for that of G(z|y). Half
# of all data have y = 1, so p(y) = 0.5. At some x, p(x|y) = 0.8 and p_g(x|y) = 0.2. In V this
# point has a = p(y) p(x|y) = 0.4 in front of log D and b = p(y) p_g(x|y) = 0.1 in front of
# log(1 - D). Lesson 07: the best D is a/(a + b) = 0.4/0.5 = 0.8, the same as 0.8/(0.8 + 0.2).
# The weight of the label cancels.
a, b = 0.5 * 0.8, 0.5 * 0.2
assert np.isclose(a / (a + b), 0.8)

# %%
# Derive: the game given y
# ------------------------
# The notes' (2.1.1) is V = E log D(x|y) + E log(1 - D(G(z|y)|y)). Here y is drawn from p(y),
# and x from p(x|y) or as G(z|y). As a sum over y and an integral over x,
#
# .. math:: V = \sum_y p(y) \int \big[ p(x|y) \log D(x|y) + p_g(x|y) \log(1 - D(x|y)) \big] dx.
#
# If y is a real number, p(y) is a density and the sum an integral. For each y this is the game
# of lesson 07, with the best D(x|y) = p(x|y)/(p(x|y) + p_g(x|y)). By Theorem 1 its value is
# -log 4 + 2 JS(p(.|y) || p_g(.|y)), where p(.|y) is the distribution with the density p(x|y).
# The mean over y is
#
# .. math:: C(G) = -\log 4 + 2\, E_y\, \mathrm{JS}(p(\cdot|y) \,\|\, p_g(\cdot|y)).
#
# So G must be right for *every* y that occurs; right points with exchanged labels are wrong.
# The check climbs to the largest V of each y, without a formula for D*, and takes the mean.
p_y = np.array([0.2, 0.5, 0.3])
real = [Normal(-1, 0.5), Normal(0, 1), Normal(2, 0.3)]
made = [Normal(-0.5, 0.5), Normal(0, 1), Normal(1, 0.6)]
mean_js = p_y @ [js(*pair) for pair in zip(real, made, strict=True)]
climbed = p_y @ [maximize_value(*pair).value for pair in zip(real, made, strict=True)]
assert abs(climbed - (-np.log(4) + 2 * mean_js)) < 1e-10

# %%
# Derive: one step of G
# ---------------------
# A label enters as a *one-hot* row: of the classes 0, 1, 2, class 1 is (0, 1, 0). G takes the
# row [z, y], D the row [x, y]. D's backward returns one gradient for x and one for y. Only the
# first goes on to G: y was given and does not depend on G's weights. Nothing else in the loop
# of lesson 09 changes. (The loss of G is -log D, lesson 10.) By hand, and by the package:
labeled = Labeled(ring(std=0.2))  # pairs (x, c): a point of the ring, its mode as a one-hot row
plane = MultivariateNormal([0, 0], 1)  # the distribution of z, in two dimensions
gan = conditional_gan(labeled, plane, g_hidden=[8], d_hidden=[8], rng=rng)
noise = gan.noise  # of rows [z, y]: two columns of z, eight of y
zy = noise.sample(32, rng=rng)
G = Network(*gan.generator.layer_copies())  # G's layers alone: from [z, y] to x


def loss_and_gradient(theta):
    G.theta = theta
    xy = np.hstack([G.forward(zy), zy[:, 2:]])
    value, dlogits = non_saturating(gan.discriminator.forward(xy))
    dxy = gan.discriminator.backward(dlogits)
    G.backward(dxy[:, :2])  # the first two columns are those of x
    return value, G.dtheta.copy()


generator_gradient(gan, zy, non_saturating)
assert np.allclose(loss_and_gradient(G.theta.copy())[1], gan.generator.dtheta, rtol=1e-12)
assert gradcheck(loss_and_gradient, G.theta.copy()) < 1e-7

# %%
# Check: a part of the data, and another modality
# -----------------------------------------------
# *In-painting.* G makes the second half of the wave, eight numbers. If G draws from p(x|y), its
# error against the true half is sqrt(2) * 0.05 = 0.071 or more: the truth and the answer each
# have their own noise. A G that always answers the *mean* has a smaller error, so the error is
# no proof: the answers to *one* first half must also have a standard deviation of 0.05 or more.
#
# *Another modality.* The condition is an angle, x a point near the circle in this direction. No
# angle occurs twice, so G has to interpolate.
#
# A *control* is a comparison in which the effect cannot be there. Here it compares each answer
# with the truth of *another* condition: this is what a G that ignores y would get.


def trained(gan, data, rng):  # 400 steps of Adam that decrease to 0 (lesson 14)
    d, g = Adam(gan.discriminator, 8e-3, (0.5, 0.9)), Adam(gan.generator, 4e-3, (0.5, 0.9))
    settings = {"batch": 64, "generator_loss": non_saturating, "optimizers": (d, g), "rng": rng}
    for record in islice(iterate(gan, data, **settings), 400):
        left = 1 - record.step / 401
        d.lr, g.lr = 8e-3 * left, 4e-3 * left
    return gan


def both_see(pairs, seed):
    rng = np.random.default_rng(seed)
    sizes = {"g_hidden": [32, 32], "d_hidden": [32, 32], "d_bias_std": 0.5}  # as in 03
    return trained(conditional_gan(pairs.distribution, plane, **sizes, rng=rng), pairs, rng)


def rms(x):
    return np.sqrt((x**2).mean())


results = []  # a row for each seed
wave, circle = SecondHalf(), AngleToPoint(radius=2.0, std=0.2)
second, first = wave.sample(500, rng=rng)
angle = rng.uniform(-np.pi, np.pi, size=(1000, 1))
place = 2 * np.hstack([np.cos(angle), np.sin(angle)])
for seed in range(8):
    gan = both_see(Pairs(wave), seed)
    answer = sample_given(gan, first, rng=rng)
    same = sample_given(gan, np.repeat(first[:50], 20, axis=0), rng=rng).reshape(50, 20, 8)
    std = rms(same - same.mean(axis=1, keepdims=True))  # of 20 answers to one first half
    x = sample_given(both_see(Pairs(circle), seed), angle, rng=rng)
    near, other = (np.linalg.norm(x - at, axis=1) <= 0.6 for at in (place, place[::-1]))
    control = rms(answer - second[::-1])  # in the opposite order: another wave
    results.append((rms(answer - second), control, std, near.mean(), other.mean()))
error, control, std, near, other = np.transpose(results)
figure = Figure(figsize=(6, 3), layout="constrained")
axes = figure.subplots()
for i in range(3):
    answers = sample_given(gan, np.repeat(first[i : i + 1], 8, axis=0), rng=rng)
    known = axes.plot(TIME[:8], first[i], "o-", color=INK, markersize=3)
    made_by_g = axes.plot(TIME[8:], answers.T, color=GREEN, linewidth=0.8)
    truth = axes.plot(TIME[8:], second[i], **DATA)
axes.set(xlabel="time", ylabel="height", title="G completes three waves, eight times each")
names = "first half, known", "answers of G", "true second half"
figure.legend([known[0], made_by_g[0], truth[0]], names, loc="outside lower center", ncols=3)
present(figure, "16_condition_on_what_you_know-2")

# %%
# Over eight seeds, the median error is below 0.1 and every control above 0.8. But the answers
# to one first half vary too little: the median standard deviation is below 0.05. With the
# angle, more than half of the points are within 3 std = 0.6 of the right place (median; a
# perfect G has 98.9 %), and less than a quarter are near the place of another angle.
assert np.median(error) < 0.1
assert min(control) > 0.8
assert np.median(std) < 0.05
assert np.median(near) > 0.5
assert max(other) < 0.25

# %%
# Check: a label. What goes wrong
# -------------------------------
# Train on the ring with eight labeled modes. The *share* counts the points within 3 std = 0.6
# of the mode that was asked for. It is measured for each label, because the mean over the
# labels hides one that is ignored. Two slips have different effects.
#
# *The labels of the data are shuffled* (``numpygan learn why shuffle.x_only``). Now p(x|y) is
# the whole ring for each y. By the formula for C(G) so is the best p_g(x|y): G *ignores* y.
#
# *D does not see y.* Now V depends only on the mixture of all p_g(.|y),
#
# .. math::
#    C(G) = -\log 4 + 2\, \mathrm{JS}\Big(p_{\text{data}} \,\Big\|\,
#    \sum_y p(y)\, p_g(\cdot|y)\Big).
#
# To G, y is one more noise. Nothing asks G to ignore it or to use it in the right way. If each
# label makes the mode of the next label, the mixture is right and C(G) = -log 4, but JS(p(.|y)
# || p_g(.|y)) is above 0.69 for each y. This GAN is an ordinary one with the noise [z, y].


def blind(seed):
    rng = np.random.default_rng(seed)
    G, D = mlp([10, 32, 32, 2], rng=rng), mlp([2, 32, 32, 1], rng=rng, bias_std=0.5)
    return trained(GAN(G, D, noise), labeled.mixture, rng)


ways = {"both see y": lambda seed: both_see(Pairs(labeled), seed), "D does not see y": blind}
ways["labels are shuffled"] = lambda seed: both_see(ShuffledPairs(labeled), seed)
c = np.repeat(np.eye(8), 300, axis=0)  # each label 300 times
zc = np.hstack([plane.sample(len(c), rng=rng), c])
modes, share, from_center = labeled.components, {}, {}
asked = np.array([mode.mean for mode in modes])[:, None]
figure = Figure(figsize=(7, 2.8), layout="constrained")
for axes, (name, train) in zip(figure.subplots(1, 3), ways.items(), strict=True):
    made = [train(seed).generator.forward(zc)[:, :2] for seed in range(8)]
    x = np.array(made).reshape(8, 8, 300, 2)  # seed, label, point, coordinate
    share[name] = (np.linalg.norm(x - asked, axis=3) <= 0.6).mean(axis=2)  # (seeds, labels)
    from_center[name] = np.linalg.norm(x.mean(axis=2), axis=2).mean(axis=1)  # (seeds,)
    for label in range(8):
        axes.plot(*x[0, label, :100].T, ".", color=NUMBERED[label], markersize=2)
        axes.text(*1.7 * asked[label, 0], str(label), color=NUMBERED[label], ha="center")
    axes.set(title=name, xlabel="$x_1$", aspect="equal", xlim=(-4, 4), ylim=(-4, 4))
figure.axes[0].set_ylabel("$x_2$")
figure.suptitle("G obeys the label (color) only with right pairs and a D that sees y")
present(figure, "16_condition_on_what_you_know-3")
assert min(js(modes[i], modes[i - 1]) for i in range(8)) > 0.69

# %%
# If G ignores y, the mean of the points of each label is the center of the ring; if each label
# has a mode of its own, the mean is 2 away from it. Over eight seeds:
#
# - Both see y: at least six have a share above 1/2 for *every* label; the median is above 0.9.
# - D does not see y: the median share is below 0.25, but the median distance of the means from
#   the center is above 1. G uses y, and in the wrong way.
# - Labels are shuffled: no mean share is above 0.2, and no distance above 0.8. This run is the
#   control of the share. (A perfect ring has 1/8; here some points lie between the modes.)
assert np.median(share["both see y"]) > 0.9
assert (share["both see y"].min(axis=1) > 0.5).sum() >= 6
assert np.median(share["D does not see y"].mean(axis=1)) < 0.25
assert np.median(from_center["D does not see y"]) > 1
assert share["labels are shuffled"].mean(axis=1).max() < 0.2
assert from_center["labels are shuffled"].max() < 0.8

# %%
# Recap
# -----
# - The conditional game (2.1.1) is one game for each y, and p(y) cancels in D*(x|y).
# - C(G) = -log 4 + 2 E_y JS, so judge G for each y, beside a control. If D does not see y, only
#   the mixture counts.
# - y can be a label, a part of the data, or another modality (notes, part II, section 1).

# %%
# On your own
# -----------
# 1. p(y) = 0.1, p(x|y) = 0.1, p_g(x|y) = 0.3. What is the best D(x|y)?
# 2. There are four classes, 0 to 3. Write a batch with the labels 1, 0, 2, 1 as one-hot rows.
#    Why four columns, although class 3 is not in the batch?
# 3. In "Derive: the game given y" let G answer every label perfectly, but ask for the labels
#    with the probabilities (0.3, 0.5, 0.2) in place of (0.2, 0.5, 0.3). What is the JS of the
#    *pairs* (x, y)?
#
# Answers: ``numpygan lesson 16 --answers``, or the folder ``answers`` beside this file.
# See it move: ``numpygan lab labeled-ring``.
# The exercise of this lesson is e12: ``numpygan learn check e12``.
