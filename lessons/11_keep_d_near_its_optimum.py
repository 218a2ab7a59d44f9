"""
Keep D near its optimum
=======================

**What you'll do.** Measure how far D is from the best answer to its G while both train; change
the number k of D's steps and the step size of G; then train a whole GAN on twenty points.

**What you'll learn.** Why the notes want k steps of D and a slow G, and why they warn of
training D to the end: on a finite data set it learns the points in place of the distribution.

**What you'll need.** Lessons 05 (KL and Gibbs), 07 (the best D), 08 (C(G)) and 09 (Algorithm
1).

**Time.** 45 minutes.
"""

# %%
# Why
# ---
# G learns only from D. Theorem 1 says what G minimizes if D is the best one, D*. In Algorithm
# 1, D is never the best one: each step of G changes what the best answer is. Here is a D that
# is behind, because G has moved since D's last step. What does that cost?
from itertools import islice

import numpy as np
from matplotlib.figure import Figure
from scipy.integrate import trapezoid
from scipy.special import expit, rel_entr

from numpygan import Empirical, Normal, PushForward, js
from numpygan.evaluation import discriminator_function, exact_measures
from numpygan.nets import SGD, Adam, Linear, Network, discriminator_loss, mlp, non_saturating
from numpygan.nets.extras import r1
from numpygan.plots import present
from numpygan.plots.style import BLUE, BOUND, DISCRIMINATOR, GREEN, OPTIMAL, PURPLE, VERMILION
from numpygan.theory import criterion, optimal_discriminator, value
from numpygan.training import GAN, iterate
from numpygan.training.algorithm1 import add_penalty

data, p_g, x = Normal(2, 0.5), Normal(1, 1), np.linspace(-8, 10, 20001)
best = optimal_discriminator(data, p_g)
behind = optimal_discriminator(data, Normal(0.5, 1))  # the best D for an earlier G
figure = Figure(figsize=(6, 2.8), layout="constrained")
axes = figure.add_subplot()
axes.plot(x, best(x), **OPTIMAL, label="D*, the best D now")
axes.plot(x, behind(x), **DISCRIMINATOR, label="D, the best one for an earlier G")
axes.fill_between(x, best(x), behind(x), color=VERMILION, alpha=0.15)
axes.set(xlabel="x", ylabel="D(x), probability of real", xlim=(-1, 4))
axes.set_title("G has moved, and D is behind")
axes.legend(frameon=False, fontsize=8)
present(figure, "11_keep_d_near_its_optimum")

# %%
# Predict
# -------
# (a) With k = 1, 2, 5 steps of D for each step of G, how much does D's distance to D* shrink?
# (b) If more steps are better, why not train D to the end each time?
#
# Part (a) is answered in "Check", (b) in "What goes wrong".
#
# By hand: what D misses at one point
# -----------------------------------
# Let p = q at some x, so that D* = 1/2, and let D = 0.7 there. V has the integrand
# p log D + q log(1 - D). Per unit of p + q this is (log 0.5 + log 0.5)/2 = -0.693 for D*, and
# (log 0.7 + log 0.3)/2 = (-0.357 - 1.204)/2 = -0.780 for D. D misses 0.087.
by_best, by_d = np.log(0.5), (np.log(0.7) + np.log(0.3)) / 2
assert np.allclose([by_best, by_d, by_best - by_d], [-0.693, -0.780, 0.087], atol=6e-4)

# %%
# Derive: the gap
# ---------------
# Write s(x) = D*(x) = p/(p + q), so p = (p + q) s and q = (p + q)(1 - s). The integrand of V is
# then (p + q) [s log D + (1 - s) log(1 - D)]. With D = s it is the integrand of C(G), the
# largest V (Theorem 1). Subtract the two:
#
# .. math::
#
#    C(G) - V(D, G) = \int (p + q) \left[ s \log \frac{s}{D}
#    + (1 - s) \log \frac{1 - s}{1 - D} \right] dx \ge 0.
#
# The bracket is the KL divergence of two coins, one that shows "real" with probability D*(x)
# and one with D(x). By Gibbs' inequality (lesson 05) it is never negative. This number is the
# *gap*: what D could still gain, and what G cannot learn from this D. Check it with a second
# route, the package.
coins = rel_entr(best(x), behind(x)) + rel_entr(expit(-best.logit(x)), expit(-behind.logit(x)))
gap = trapezoid((data.pdf(x) + p_g.pdf(x)) * coins, x)
assert coins.min() > -1e-15  # 0, but for rounding
assert abs(gap - (criterion(data, p_g) - value(behind, data, p_g))) < 1e-9

# %%
# Check: k, and a slow G
# ----------------------
# Now measure the gap during training. G is z + b with b = 0 at the start, the data are N(2,
# 0.5^2). A G with ten times larger steps is at the data sooner, and near the data there is less
# to learn. So we compare at *equal progress*: each run is watched until b is half way, at 1.
# The gap is exact.


def gaps_on_the_way(k, lr_g, seed):
    rng, looks = np.random.default_rng(seed), []
    generator = Network(Linear(1, 1, rng=rng))
    generator.theta = [1.0, 0.0]
    gan = GAN(generator, mlp([1, 16, 16, 1], rng=rng, bias_std=1.0), Normal())
    sgd, every = (SGD(gan.discriminator, 0.1), SGD(generator, lr_g)), round(0.4 / lr_g)
    for record in islice(iterate(gan, data, batch=64, k=k, rng=rng, optimizers=sgd), 400):
        if record.step % every == 0:  # 20 iterations of the slow G, 2 of the fast one
            looks.append((generator.theta[1], exact_measures(gan, data)["gap"]))
        if generator.theta[1] > 1 and looks:
            break
    return np.array(looks).T


settings = {
    "k = 1": (1, 0.02, "--", BLUE),
    "k = 2": (2, 0.02, "-", GREEN),
    "k = 5": (5, 0.02, "-.", PURPLE),
    "k = 2, G ten times as fast": (2, 0.2, ":", VERMILION),
}
median, figure = {}, Figure(figsize=(6, 3.4), layout="constrained")
axes = figure.add_subplot()
for name, (k, lr_g, style, color) in settings.items():
    runs = [gaps_on_the_way(k, lr_g, seed) for seed in range(8)]
    median[name] = float(np.median([gap.mean() for _, gap in runs]))
    for b, gap in runs:
        axes.semilogy(b, gap, color=color, linewidth=0.6, alpha=0.5)
    axes.axhline(median[name], linestyle=style, color=color, label=name)
axes.set(xlabel="b, the mean of p_g (p_data has mean 2)", ylabel="gap C(G) - V(D, G), nats")
axes.set_title("More steps of D and a slower G: a smaller gap")
axes.legend(frameon=False, fontsize=8)
present(figure, "11_keep_d_near_its_optimum-2")
assert median["k = 5"] < 0.7 * median["k = 1"]
assert median["k = 2, G ten times as fast"] > 1.5 * median["k = 2"]

# %%
# The thin lines are eight seeds, the thick ones the medians of their mean gaps. k = 5 has less
# than 0.7 times the gap of k = 1, and a fast G more than 1.5 times the gap of a slow one.
#
# What goes wrong: D is trained to the end
# ----------------------------------------
# A data set is n points. As a distribution it puts the mass 1/n on each of them, and no density
# has a point mass, so its JS to any p_g is log 2, and its C(G) is -log 4 + 2 log 2 = 0. A D
# trained to the end on n points moves towards V = 0, whatever G does: it learns the points by
# heart. Freeze G = N(-1, 1.4^2) and train eight D on 20 points of N(0, 1) each. V on these
# points passes C(G), which no D can pass on the distribution; there V rises first and falls
# again.
target, frozen, looks = Normal(0, 1), Normal(-1, 1.4), (10, 20, 50, 100, 200, 400)


def value_on_points_and_distribution(seed, gamma=0):
    rng, table = np.random.default_rng([seed, 1]), []
    points = target.sample(20, rng=np.random.default_rng([seed, 0]))
    D = mlp([1, 64, 64, 1], rng=rng, bias_std=1.0)
    adam = Adam(D, 1e-2)
    for step in range(1, looks[-1] + 1):
        logits = D.forward(np.concatenate([points, frozen.sample(128, rng=rng)]))
        loss, dlogits = discriminator_loss(logits[:20], logits[20:])
        D.backward(dlogits)
        if gamma > 0:  # the last task uses it
            add_penalty(D, points, lambda D, x: r1(D, x, gamma))
        adam.step()
        if step in looks:
            D_of_x = discriminator_function(D, target, frozen)
            table.append((-loss, value(D_of_x, target, frozen)))
    return np.array(table).T


most = float(criterion(target, frozen))
runs = np.array([value_on_points_and_distribution(seed) for seed in range(8)])
on_points, on_distribution = runs[:, 0], runs[:, 1]
figure = Figure(figsize=(6, 3.2), layout="constrained")
axes = figure.add_subplot()
for each, style, color, label in (
    (on_points, "o-", VERMILION, "V on the 20 points of the training set"),
    (on_distribution, "s--", BLUE, "V of the same D on the distribution"),
):
    axes.semilogx(looks, each.T, style[1:], color=color, linewidth=0.6, alpha=0.5)
    axes.semilogx(looks, np.median(each, axis=0), style, color=color, markersize=4, label=label)
axes.axhline(most, label="C(G): the most that is possible on the distribution", **BOUND)
axes.set(xlabel="steps of D, G is frozen", ylabel="V, nats", ylim=(-2.6, -0.7))
axes.set_title("D learns 20 points by heart")
axes.legend(frameon=False, loc="lower left", fontsize=8)
present(figure, "11_keep_d_near_its_optimum-3")
assert np.median(on_points[:, -1]) > most + 0.03
assert on_distribution.max() < most
assert np.median(on_distribution.max(axis=1) - on_distribution[:, -1]) > 0.1

# %%
# A D-loss below its floor is therefore no success: judge D on points that it has not seen.
#
# A whole GAN over-fits, too
# --------------------------
# Let G train as well, with k = 5, once on 20 points and once on fresh points of N(0, 1) in
# every batch. With fresh points the median JS of eight seeds is below 0.03, with 20 points
# above 0.05. And G repeats the training set: in at least six of eight runs its points are
# nearer to the 20 points than new data are.


def whole_gan(seed, fresh):
    points = target.sample(20, rng=np.random.default_rng([seed, 0]))
    rng = np.random.default_rng([seed, 1])
    sizes = [1, 16, 16, 1], [1, 32, 32, 1]
    gan = GAN(*(mlp(each, rng=rng, bias_std=1.0) for each in sizes), Normal())
    adams = [Adam(gan.discriminator, 1e-2, (0.5, 0.9)), Adam(gan.generator, 2e-3, (0.5, 0.9))]
    settings = {"batch": 32, "k": 5, "generator_loss": non_saturating, "optimizers": adams}
    source = target if fresh else Empirical(points)
    for _ in islice(iterate(gan, source, rng=rng, **settings), 300):
        pass
    x_fake, x_new = gan.generator.forward(rng.normal(size=(2000, 1))), target.sample(2000, rng=rng)
    nearest = [np.abs(each - points[:, 0]).min(axis=1).mean() for each in (x_fake, x_new)]
    return float(js(target, PushForward(gan.generator, Normal()))), nearest[0] / nearest[1]


js_few, nearness = np.array([whole_gan(seed, fresh=False) for seed in range(8)]).T
js_fresh, _ = np.array([whole_gan(seed, fresh=True) for seed in range(8)]).T
assert np.median(js_fresh) < 0.03
assert np.median(js_few) > 0.05
assert (nearness < 1).sum() >= 6

# %%
# Recap
# -----
# - The gap C(G) - V(D, G) is a mean of KL divergences of coins, never negative (1.3.1, 1.3.5).
# - More steps k and a slower G keep D near D* (notes, section 2; Algorithm 1).
# - On a finite data set D and G learn the points: V on them is no measure of success.
#
# On your own
# -----------
# 1. At some x, D* = 0.5 and D = 0.9. What does D miss there, per unit of p + q?
#
# .. admonition:: Answer
#    :class: dropdown
#
#    0.5 log(0.5/0.9) + 0.5 log(0.5/0.1) = 0.511 nats.
#
#    .. code-block:: python
#
#        assert abs((rel_entr(0.5, 0.9) + rel_entr(0.5, 0.1)) - 0.511) < 5e-4
#
# 2. Near D* the bracket is s (1 - s) e^2/2 for a logit that is off by e. Check it for s = 0.7.
#
# .. admonition:: Answer
#    :class: dropdown
#
#    The ratio of both tends to 1 like 1 + const e. The gap is quadratic: half the error in the
#    logit costs a quarter.
#
#    .. code-block:: python
#
#        for e in 0.1, 0.01:
#            D = expit(np.log(0.7 / 0.3) + e)
#            exact = rel_entr(0.7, D) + rel_entr(0.3, 1 - D)
#            assert abs(exact / (0.7 * 0.3 * e**2 / 2) - 1) < e
#
# 3. Does the penalty R1 (lesson 14) help a D with 20 points? ``gamma`` is its weight; try gamma
#    = 1.
#
# .. admonition:: Answer
#    :class: dropdown
#
#    Yes. After its best value, V on the distribution falls by less than half as much (median).
#
#    .. code-block:: python
#
#        r1_runs = [value_on_points_and_distribution(seed, gamma=1) for seed in range(8)]
#        of_r1 = np.array(r1_runs)[:, 1]
#        lost = on_distribution.max(axis=1) - on_distribution[:, -1]
#        lost_r1 = of_r1.max(axis=1) - of_r1[:, -1]
#        assert np.median(lost_r1) < 0.5 * np.median(lost)
#
# See it move: ``numpygan lab normal``, and change k while it trains. In ``numpygan play
# discriminator`` you can over-fit D to 20 points by hand.
#
# The nearest exercise is e08, part c: ``numpygan learn check e08``.
