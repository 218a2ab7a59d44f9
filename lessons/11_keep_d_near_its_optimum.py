"""
Keep D near its optimum
==========================

**What you'll do.** Measure, during training, how far D is from the best answer to its generator; turn the two
screws of Algorithm 1, the number k of D's steps and the size of G's; then train a D to the end on twenty points.

**What you'll learn.** Why the notes want k steps of D and a slow G, and why they forbid to train D to the end: on
a finite data set a D-loss that falls below its floor has learned the points, not the distribution.

**What you'll need.** Lessons 05 (the best D), 06 (C(G)) and 07 (Algorithm 1).
"""

# %%
# What a discriminator misses
# ---------------------------
# Write s = p / (p + q) for D*(x). At each x the integrand of V is (p + q) [s log D + (1 - s) log(1 - D)]; with D = s
# it is that of C(G). Subtract, and what remains is the KL divergence of two coins, one that shows "real" with
# probability D*(x), one with D(x):
#
# .. math::
#
#    C(G) - V(D, G) = \int (p + q) \left[ s \log \frac{s}{D} + (1 - s) \log \frac{1 - s}{1 - D} \right] dx
#
# By Gibbs' inequality (lesson 05) no x contributes less than 0. This *gap* is what D could still gain, and what
# G does not feel of its distance. Here it is by hand for a D that is off by one in the logit, and by the package.
from itertools import islice

import numpy as np
from matplotlib.figure import Figure
from scipy.integrate import trapezoid
from scipy.special import expit, rel_entr

from numpygan import GAN, SGD, Adam, Categorical, Linear, Network, Normal, exact_measures, iterate, mlp
from numpygan.evaluation import discriminator_function
from numpygan.nets import discriminator_loss
from numpygan.plots import present
from numpygan.plots.style import BLUE, BOUND, GREEN, PURPLE, VERMILION
from numpygan.theory import Discriminator, criterion, optimal_discriminator, value

data, p_g = Normal(2, 0.5), Normal(1, 1)
best = optimal_discriminator(data, p_g)
biased = Discriminator(lambda x: best.logit(x) + 1)
x = np.linspace(-8, 10, 20001)
s, D = best(x), biased(x)
coins = rel_entr(s, D) + rel_entr(expit(-best.logit(x)), expit(-biased.logit(x)))  # 1 - s = sigmoid(-logit)
by_hand = trapezoid((data.pdf(x) + p_g.pdf(x)) * coins, x)
assert coins.min() > -1e-15  # 0, but for rounding
assert abs(by_hand - (criterion(data, p_g) - value(biased, data, p_g))) < 1e-9
print(f"C(G) - V(D, G) of a D with a logit that is 1 too high: {by_hand:.4f} nats")

# %%
# Two screws
# ----------
# D chases a moving target: each step of G gives D another best answer. So let D step k times for each step of G, or
# let G take smaller steps. A fast G is at the data sooner, where D has little left to learn, so compare at the same
# *progress of G*, not at the same iteration: its mean b starts at 0, and we watch until b is half way, at 1, or for
# 400 iterations. Each setting is played with eight seeds, plain SGD; the gap is exact at every look. The median over
# the seeds of the mean gap shrinks from k = 1 to k = 5, and grows with a G ten times as fast.


def gaps_on_the_way(k, lr_g, seed):
    rng = np.random.default_rng(seed)
    generator = Network(Linear(1, 1, rng=rng))
    generator.theta = [1.0, 0.0]
    gan = GAN(generator, mlp([1, 16, 16, 1], rng=rng, bias_std=1.0), Normal())
    sgd, looks = (SGD(gan.discriminator, 0.1), SGD(generator, lr_g)), []
    every = round(0.4 / lr_g)  # 20 iterations of the slow G, 2 of the fast one: about the same way
    for record in islice(iterate(gan, data, batch=64, k=k, rng=rng, optimizers=sgd), 400):
        if record.step % every == 0:
            looks.append((generator.theta[1], exact_measures(gan, data)["gap"]))
        if generator.theta[1] > 1 and looks:
            break
    return np.array(looks, dtype=float).T


settings = {"k = 1": (1, 0.02), "k = 2": (2, 0.02), "k = 5": (5, 0.02), "k = 2, G ten times as fast": (2, 0.2)}
seen = {name: [gaps_on_the_way(*each, seed) for seed in range(8)] for name, each in settings.items()}
median = {}
for name, runs in seen.items():
    means = [gap.mean() for _, gap in runs]
    median[name] = float(np.median(means))
    print(f"mean gap, {name}: median {median[name]:.3f} nats, eight seeds {min(means):.3f} to {max(means):.3f}")
assert min(gap.min() for runs in seen.values() for _, gap in runs) >= -1e-12
assert median["k = 5"] < median["k = 1"]
assert median["k = 2"] < median["k = 2, G ten times as fast"]

figure = Figure(figsize=(7, 3.4), layout="constrained")
axes = figure.add_subplot()
looks = [("--", BLUE), ("-", GREEN), ("-.", PURPLE), (":", VERMILION)]
for (name, runs), (style, color) in zip(seen.items(), looks, strict=True):
    for b, gap in runs:
        axes.semilogy(b, gap, color=color, linewidth=0.6, alpha=0.4)
    axes.axhline(median[name], linestyle=style, color=color, label=name)
axes.set(xlabel="b, the mean of p_g, until it is half way to 2", ylabel="C(G) - V(D, G), nats", xlim=(-0.1, 1.4))
axes.set_title("How far D is behind: eight seeds, and the median of their means")
axes.legend(frameon=False, fontsize=8)
present(figure, "11_keep_d_near_its_optimum")

# %%
# Then why not k = 1,000?
# -----------------------
# It costs a thousand times the work, and there is a second reason. A data set is n points, a distribution of its
# own: it puts
# 1/n on each. Its JS to a density is log 2, the supports being disjoint, so that *its* C(G) is -log 4 + 2 log 2 = 0.
# A D that is trained to the end on it climbs towards 0, whatever G does: it learns the points by heart. Let us
# freeze G and train a D on 20 points, and another one on fresh points of the distribution at every step; eight
# seeds, each with
# other points and other first weights.
distribution, p_g, n = Normal(0, 1), Normal(-1, 1.4), 20
assert abs(criterion(Categorical(np.full(n, 1 / n)), p_g)) < 1e-12  # 20 other points, but as good for this
x = np.linspace(-10, 9, 4001)
at = (10, 20, 50, 100, 200, 400)


def trained(draw, points, seed):
    """Train D; return V on the points and V on the distribution at the steps ``at``."""
    rng = np.random.default_rng([seed, 1])
    network, table = mlp([1, 64, 64, 1], rng=rng, bias_std=1.0), []
    adam = Adam(network, 1e-2)
    for step in range(1, at[-1] + 1):
        real = draw(rng)
        logits = network.forward(np.concatenate([real, p_g.sample(128, rng=rng)]))
        network.backward(discriminator_loss(logits[: len(real)], logits[len(real) :])[1])
        adam.step()
        if step in at:
            of_fakes = trapezoid(p_g.pdf(x) * np.logaddexp(0, network.forward(x[:, None])[:, 0]), x)
            on_points = -np.logaddexp(0, -network.forward(points)).mean() - of_fakes
            table.append((on_points, value(discriminator_function(network, distribution, p_g), distribution, p_g)))
    return np.array(table, dtype=float).T


few, many = [], []
for seed in range(8):
    points = distribution.sample(n, rng=np.random.default_rng([seed, 0]))
    few.append(trained(lambda rng, points=points: points, points, seed))
    many.append(trained(lambda rng: distribution.sample(128, rng=rng), points, seed))
by_heart, on_distribution, fresh = np.array(few)[:, 0], np.array(few)[:, 1], np.array(many)[:, 1]  # (8 seeds, 6 looks)
best = float(criterion(distribution, p_g))
fall = on_distribution.max(axis=1) - on_distribution[:, -1]
print(f"C(G) = {best:.3f}; medians of eight D of 20 points after 400 steps: ", end="")
print(f"V = {np.median(by_heart[:, -1]):.3f} on them, {np.median(on_distribution[:, -1]):.3f} on the distribution")
print(f"V on the distribution is {fall.min():.2f} to {fall.max():.2f} below its best, median {np.median(fall):.2f}")

# %%
# Below the floor
# ---------------
# On its 20 points the median D passes C(G) = max V by more than 0.05 nats, which nothing can pass on the
# distribution, while V
# on the distribution rises, turns within the first 100 steps, and falls again by more than 0.1 nats. "My D-loss went
# to 0, is
# that good?" Not if D has seen these points before: judge it on points that it has not seen. No D with fresh points
# passes C(G), and the median one is within 0.02 of it: the steps did no harm, the small data set did. So Algorithm 1
# takes a few steps of D, and moves on.
assert np.median(by_heart[:, -1]) > best + 0.05
assert on_distribution.max() < best
assert 0 < np.median(on_distribution.argmax(axis=1)) <= at.index(100)
assert np.median(fall) > 0.1
assert (fresh <= best).all()
assert np.median(fresh[:, -1]) > best - 0.02

figure = Figure(figsize=(7, 3.4), layout="constrained")
axes = figure.add_subplot()
for each, look, color, label in (
    (by_heart, "o-", VERMILION, "trained on 20 points: V on these points"),
    (on_distribution, "s--", BLUE, "the same D: V on the distribution"),
    (fresh, "^:", GREEN, "trained on fresh points: V on the distribution"),
):
    axes.semilogx(at, each.T, look[1:], color=color, linewidth=0.6, alpha=0.5)
    axes.semilogx(at, np.median(each, axis=0), look, color=color, markersize=4, label=label)
axes.axhline(best, label="C(G), the most that any D has on the distribution", **BOUND)
axes.set(xlabel="steps of D, against a G that stands still", ylabel="nats", ylim=(-3, -0.7))
axes.set_title("D learns 20 points by heart: eight seeds and their median")
axes.legend(frameon=False, loc="lower left", fontsize=8)
present(figure, "11_keep_d_near_its_optimum-2")

# %%
# On your own
# -----------
# 1. Train on 10, 100 and 1,000 points. After how many steps is V on the distribution at its best?
# 2. Near D* the gap is half the integral of (p + q) s (1 - s) (l - l*)^2, with l the logit. Derive it from the
#    formula with the coins, and compare both for logits that are off by 1, 0.1 and 0.01.
# 3. Add ``r1`` of ``numpygan`` (lesson 13) to D's loss on the 20 points. Which weight keeps V on the distribution
#    within 0.05
#    of its best until the end, and what does it cost while the points are fresh?
#
# The nearest exercise is e08, part c, the loop with k steps: ``numpygan learn check e08``
