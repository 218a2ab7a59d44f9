"""
Keep D near its optimum
=======================

**What you'll do.** Measure how far D is from the best answer to its G while both train; change
the number k of D's steps and the step size of G; then train a whole GAN on twenty points.

**What you'll learn.** Why the notes want k steps of D and a slow G, and why they warn against
training D to the end: on a finite data set it learns the points, not the distribution.

**What you'll need.** Lessons 05 (KL and Gibbs), 07 (the best D), 08 (C(G)), 09 (Algorithm 1).

**Time.** 45 minutes.
"""

# %%
# Why
# ---
# G learns only from D. Theorem 1 says what G minimizes if D is the best one, D*. In Algorithm
# 1, D is never the best one: each step of G changes which D is best. In the picture D is
# behind, because G has moved since D's last step. What does that cost? D could still gain C(G)
# - V(D, G), the largest V minus its own V. This number is called the *gap*.
from itertools import islice

import numpy as np
from matplotlib.figure import Figure
from scipy.integrate import trapezoid
from scipy.special import expit, rel_entr

from numpygan import Empirical, Normal, PushForward, js
from numpygan.evaluation import discriminator_function, exact_measures
from numpygan.nets import (
    SGD,
    Adam,
    Linear,
    Network,
    discriminator_loss,
    mlp,
    non_saturating,
    saturating,
)
from numpygan.plots import present
from numpygan.plots.style import BLUE, BOUND, COMPARED, DISCRIMINATOR, INK, OPTIMAL
from numpygan.theory import criterion, optimal_discriminator, value
from numpygan.training import GAN, iterate

data, p_g, x = Normal(2, 0.5), Normal(1, 1), np.linspace(-8, 10, 20001)
best = optimal_discriminator(data, p_g)
behind = optimal_discriminator(data, Normal(0.5, 1))  # the best D for an earlier G
figure = Figure(figsize=(6, 2.8), layout="constrained")
axes = figure.subplots()
axes.plot(x, best(x), **OPTIMAL, label="D*, the best D now")
axes.plot(x, behind(x), **DISCRIMINATOR, label="D, the best one for an earlier G")
axes.set(xlabel="x", ylabel="D(x), probability of real", xlim=(-1, 4))
axes.set_title("G has moved, and D is behind")
axes.legend(frameon=False)
present(figure, "11_keep_d_near_its_optimum")

# %%
# Predict
# -------
# (a) With k = 1, 2, 5 steps of D for each step of G, by which factor does the gap shrink? (b)
# If more steps are better, why not train D to the end each time? Part (a) is answered in
# "Check", part (b) in "What goes wrong".

# %%
# By hand: what D misses at one point
# -----------------------------------
# Let p = q at some x, so that D* = 1/2, and let D = 0.7 there. V has the integrand p log D + q
# log(1 - D). Per unit of p + q this is (log 0.5 + log 0.5)/2 = -0.693 for D*, and (log 0.7 +
# log 0.3)/2 = (-0.357 - 1.204)/2 = -0.780 for D. D misses 0.087.
by_best, by_d = np.log(0.5), (np.log(0.7) + np.log(0.3)) / 2
assert np.allclose([by_best, by_d, by_best - by_d], [-0.693, -0.780, 0.087], atol=6e-4)

# %%
# Derive: the gap
# ---------------
# Lesson 07 did this sum for every x. As p = (p + q) D* and q = (p + q)(1 - D*), the integrand
# of V is (p + q) [D* log D + (1 - D*) log(1 - D)]. The largest V, C(G), has D* in place of D.
# Subtract:
#
# .. math::
#    C(G) - V(D, G) = \int (p + q) \left[ D^* \log \frac{D^*}{D}
#    + (1 - D^*) \log \frac{1 - D^*}{1 - D} \right] dx \ge 0.
#
# The bracket is the KL divergence of two coins, one that shows "real" with probability D*(x)
# and one with D(x). By Gibbs' inequality it is never negative. Check it with a second route,
# the package. In SciPy ``rel_entr(s, t)`` is s log(s/t), ``expit(-logit)`` is 1 - D.
coins = rel_entr(best(x), behind(x)) + rel_entr(expit(-best.logit(x)), expit(-behind.logit(x)))
gap = trapezoid((data.pdf(x) + p_g.pdf(x)) * coins, x)
assert coins.min() > -1e-15  # 0, but for rounding
assert abs(gap - (criterion(data, p_g) - value(behind, data, p_g))) < 1e-9

# %%
# Check: k, and a slow G
# ----------------------
# Now measure the exact gap during training. G(z) = z + b starts at b = 0, the data are N(2,
# 0.5^2), and G descends log(1 - D), as in Algorithm 1. A G with ten times larger steps is at
# the data sooner, and near the data there is less to learn. So we compare at *equal progress*:
# the mean gap of each run until b is half way, at 1.


def mean_gap(k, lr_g, seed):
    rng, gaps = np.random.default_rng(seed), []
    generator = Network(Linear(1, 1, rng=rng))
    generator.theta = [1.0, 0.0]
    gan = GAN(generator, mlp([1, 16, 16, 1], rng=rng, bias_std=1.0), Normal())
    settings = {"batch": 64, "k": k, "generator_loss": saturating, "rng": rng}
    sgd = SGD(gan.discriminator, 0.1), SGD(generator, lr_g)
    every = round(0.4 / lr_g)  # 20 iterations of the slow G, 2 of the fast one
    for record in islice(iterate(gan, data, optimizers=sgd, **settings), 400):
        generator.theta[0] = 1.0  # only b learns
        if record.step % every == 0:
            gaps.append(exact_measures(gan, data)["gap"])
        if generator.theta[1] > 1 and gaps:
            break
    return np.mean(gaps)


choices = {"k = 1": (1, 0.02), "k = 2": (2, 0.02), "k = 5": (5, 0.02), "fast G": (2, 0.2)}
gaps = np.array([[mean_gap(*each, seed) for seed in range(8)] for each in choices.values()])
k_1, k_2, k_5, fast_g = np.median(gaps, axis=1)
assert k_2 < k_1
assert k_5 < 0.75 * k_1
assert fast_g > 2 * k_2
figure = Figure(figsize=(6, 3), layout="constrained")
axes = figure.subplots()
axes.semilogy(gaps, "o", color=BLUE, alpha=0.5)
axes.semilogy([k_1, k_2, k_5, fast_g], "_", color=INK, markersize=30, markeredgewidth=2)
axes.set_xticks(range(4), list(choices))
axes.set_ylabel("mean gap on the way, nats")
axes.set_title("More steps of D, or a slower G, make the gap smaller")
present(figure, "11_keep_d_near_its_optimum-2")

# %%
# A point is one of eight seeds, a bar their median. The median falls from k = 1 to k = 2, and k
# = 5 has less than 0.75 times the gap of k = 1. A fast G, with ten times larger steps and k =
# 2, has more than twice the gap of the slow one. So (a): more steps help, but five times the
# work does not make the gap five times smaller.

# %%
# What goes wrong: D is trained to the end
# ----------------------------------------
# Two things go wrong. First, if D is the best one and G is far from the data, log(1 - D) does
# not move G (lesson 10). Second, the data are finite. As a distribution, a data set gives each
# of its n points probability 1/n. p_g has a density, so it gives these n points together
# probability 0: the two share no outcome, JS is log 2 (lesson 05) and C(G) is -log 4 + 2 log 2
# = 0. So a D that trains for ever on n points moves towards V = 0, whatever G does: it learns
# the points by heart.
#
# Freeze G = N(-1, 1.4^2) and train eight D, each on 20 points of N(0, 1). After 600 steps they
# are still far from V = 0. But the median V *on the 20 points* is already above C(G) by more
# than 0.05, which no D can reach on the distribution. V *on the distribution* rises first, and
# then falls by more than 0.1. So judge D on points that it has not seen.
target, frozen, looks = Normal(0, 1), Normal(-1, 1.4), (10, 20, 50, 100, 200, 600)


def value_on_points_and_distribution(seed, n=20):
    rng, table = np.random.default_rng([seed, 1]), []
    points = target.sample(n, rng=np.random.default_rng([seed, 0]))  # two numbers, one seed
    D = mlp([1, 32, 32, 1], rng=rng, bias_std=1.0)
    adam = Adam(D, 1e-2)
    for step in range(1, looks[-1] + 1):
        logits = D.forward(np.concatenate([points, frozen.sample(128, rng=rng)]))
        loss, dlogits = discriminator_loss(logits[:n], logits[n:])
        D.backward(dlogits)
        adam.step()
        if step in looks:
            D_of_x = discriminator_function(D, target, frozen)
            table.append((-loss, value(D_of_x, target, frozen)))
    return np.array(table).T


most = float(criterion(target, frozen))
runs = np.array([value_on_points_and_distribution(seed) for seed in range(8)])
on_points, on_distribution = runs[:, 0], runs[:, 1]
figure = Figure(figsize=(6, 3.2), layout="constrained")
axes = figure.subplots()
for each, style, label in (
    (on_points, COMPARED[0], "on the 20 points of the training set"),
    (on_distribution, COMPARED[1], "on the distribution"),
):
    axes.semilogx(looks, each.T, **{**style, "linewidth": 0.6})
    axes.semilogx(looks, np.median(each, axis=0), label=label, **{**style, "linewidth": 2.5})
axes.axhline(most, label="C(G), the largest V on the distribution", **BOUND)
axes.set(xlabel="steps of D, G is frozen", ylabel="V, nats")
axes.set_title("D learns 20 points by heart (thick: the median)")
axes.legend(frameon=False, loc="lower left")
present(figure, "11_keep_d_near_its_optimum-3")
assert np.median(on_points[:, -1]) > most + 0.05
assert on_distribution.max() < most
assert np.median(on_distribution.max(axis=1) - on_distribution[:, -1]) > 0.1

# %%
# A whole GAN over-fits, too
# --------------------------
# Let G train as well, with k = 5, once on 20 points (``Empirical`` draws from them) and once on
# fresh points of N(0, 1) in every batch. Adam gets the constants 0.5 and 0.9 in place of 0.9
# and 0.999: it forgets old gradients sooner, because the other player moves. We measure the
# mean distance of the generated points to the nearest of the 20 points, divided by the same
# distance of new data. With fresh points the median JS of eight seeds is below 0.03 and the
# median ratio is above 0.85. With 20 points the median JS is above 0.05 and the median ratio
# below 0.75: G moves *towards the training points*. (A G that repeated them would have the
# ratio 0.)


def whole_gan(seed, fresh):
    points = target.sample(20, rng=np.random.default_rng([seed, 0]))
    rng = np.random.default_rng([seed, 1])
    sizes = [1, 16, 16, 1], [1, 32, 32, 1]
    gan = GAN(*(mlp(each, rng=rng, bias_std=1.0) for each in sizes), Normal())
    adams = [Adam(gan.discriminator, 1e-2, (0.5, 0.9)), Adam(gan.generator, 2e-3, (0.5, 0.9))]
    settings = {"batch": 32, "k": 5, "generator_loss": non_saturating, "optimizers": adams}
    source = target if fresh else Empirical(points)
    for _ in islice(iterate(gan, source, rng=rng, **settings), 200):
        pass
    x_fake, x_new = (
        gan.generator.forward(rng.normal(size=(999, 1))),
        target.sample(999, rng=rng),
    )
    nearest = [np.abs(each - points[:, 0]).min(axis=1).mean() for each in (x_fake, x_new)]
    return float(js(target, PushForward(gan.generator, Normal()))), nearest[0] / nearest[1]


few, fresh = (np.array([whole_gan(seed, each) for seed in range(8)]) for each in (False, True))
js_few, ratio_few = np.median(few, axis=0)
js_fresh, ratio_fresh = np.median(fresh, axis=0)
assert js_fresh < 0.03
assert js_few > 0.05
assert ratio_few < 0.75
assert ratio_fresh > 0.85
figure = Figure(figsize=(6, 2.8), layout="constrained")
axes = figure.subplots()
axes.plot(*few.T[::-1], "o", color=COMPARED[0]["color"], label="trained on 20 points")
axes.plot(*fresh.T[::-1], "s", color=COMPARED[1]["color"], label="trained on fresh points")
axes.set(xlabel="distance to the nearest of the 20 points, new data = 1", ylabel="JS, nats")
axes.set_title("On 20 points G stays near them and far from the distribution")
axes.legend(frameon=False)
present(figure, "11_keep_d_near_its_optimum-4")

# %%
# Recap
# -----
# - The gap C(G) - V(D, G) is a mean of KL divergences of coins, never negative (1.3.1, 1.3.5).
# - More steps k and a slower G keep D near D* (notes, section 2; Algorithm 1).
# - On a finite data set D and G learn the points: V on them is no measure of success.

# %%
# On your own
# -----------
# 1. At some x, D* = 0.5 and D = 0.9. What does D miss there, per unit of p + q?
# 2. If the logit of D is off by a small e, the bracket is nearly D* (1 - D*) e^2/2. Check it
#    for D* = 0.7. (The derivative of sigmoid is sigmoid (1 - sigmoid).)
# 3. Train the eight D on 200 points in place of 20. Does V on the distribution still fall?
#
# Answers: ``numpygan lesson 11 --answers``, or the folder ``answers`` beside this file.
# See it move: ``numpygan lab normal``, and change k while it trains. In ``numpygan play
# discriminator`` you can over-fit D to 20 points by hand.
# The nearest exercise is e08, part c: ``numpygan learn check e08``.
