"""
See what the generator minimizes
================================

**What you'll do.** Find the largest V for a generator without the formula of D*, compare it
with JS, prove that p_g = p_data in each solution of the game, and test the proof with random
opponents.

**What you'll learn.** Theorem 1 of the notes: against the best discriminator, G minimizes -log
4 + 2 JS(p_data || p_g). In each equilibrium of the game p_g = p_data, and D = 1/2 where there
are data.

**What you'll need.** Lesson 05 (JS, Gibbs' inequality), lesson 07 (D*).

**Time.** 45 minutes.
"""

# %%
# Why
# ---
# D wants a large V, G wants a small one. Suppose that D always answers as well as possible.
# What is then left for G to do? The picture shows the data and three generators. The best D
# against the first is nearly always right, the best D against the second is often wrong, and
# against the third nobody can do better than guess. So *the score of the best D* says how far
# p_g is from the data. This lesson shows exactly which number it is.
import numpy as np
from matplotlib.figure import Figure
from scipy.special import expit, xlogy

from numpygan import Categorical, Mixture, Normal, js, kl
from numpygan.plots import present, titled_figure
from numpygan.plots.style import BOUND, CRITERION, DATA, GENERATED, VALUE
from numpygan.theory import maximize_value, optimal_discriminator

x, dx = np.linspace(-10, 14, 4801, retstep=True)
figure, axes = titled_figure("The closer the generator is, the less the best D can do")
axes.plot(x, Normal(0, 1).pdf(x), label="data", **DATA)
for shift, style in ((5, "-."), (1.5, "--"), (0, "-")):
    look = {**GENERATED, "linestyle": style, "linewidth": 1}
    axes.plot(x, Normal(shift, 1).pdf(x), label=f"generator, mean {shift}", **look)
axes.set(xlabel="x", ylabel="density", xlim=(-4, 14))
axes.legend(frameon=False)
present(figure, "08_see_what_the_generator_minimizes")

# %%
# Predict
# -------
# The *criterion* C(G) is the largest V that any function D can have against G. What is C for
# the third generator? To which number does C go if the generator moves far away? The section
# *The shape of the goal* shows both.

# %%
# By hand
# -------
# Two outcomes. The data are p = (1/2, 1/2), the generator is q = (1/4, 3/4). By lesson 07, D* =
# p / (p + q) = (2/3, 2/5). Put it into V: C = 1/2 log(2/3) + 1/2 log(2/5) + 1/4 log(1/3) + 3/4
# log(3/5) = -1.3187. Now JS. The mean of p and q is m = (3/8, 5/8), KL(p || m) = 1/2 log(4/3) +
# 1/2 log(4/5) = 0.0323, KL(q || m) = 1/4 log(2/3) + 3/4 log(6/5) = 0.0354, and JS = 0.0338. The
# numbers fit together: -log 4 + 2 * 0.0338 = -1.3863 + 0.0676 = -1.3187.


def V(D, p, q):
    return (xlogy(p, D) + xlogy(q, 1 - D)).sum()  # for outcomes with probabilities p and q


p, q = np.array([1 / 2, 1 / 2]), np.array([1 / 4, 3 / 4])
m = (p + q) / 2
C = V(p / (p + q), p, q)
by_hand = [C, kl(Categorical(p), Categorical(m)), kl(Categorical(q), Categorical(m))]
assert np.allclose(by_hand, [-1.3187, 0.0323, 0.0354], atol=5e-5)
assert np.isclose(js(Categorical(p), Categorical(q)), 0.0338, atol=5e-5)
assert np.isclose(C, -np.log(4) + 2 * js(Categorical(p), Categorical(q)))

# %%
# Derive: Theorem 1
# -----------------
# C(G) = V(D*, G), with D* = p_data / (p_data + p_g) and 1 - D* = p_g / (p_data + p_g):
#
# .. math:: C(G) = \int p_{data} \log \frac{p_{data}}{p_{data} + p_g}
#           + p_g \log \frac{p_g}{p_{data} + p_g}\; dx \qquad \text{(notes, 1.3.5)}
#
# JS compares with m = (p_data + p_g) / 2. So replace p_data + p_g by 2m. The logarithm of p /
# (2m) is log(p / m) - log 2:
#
# .. math:: C(G) = -\log 2 \int (p_{data} + p_g)\, dx
#           + \int p_{data} \log \frac{p_{data}}{m}\, dx + \int p_g \log \frac{p_g}{m}\, dx
#           \qquad \text{(notes, 1.3.6)}
#
# Each density integrates to 1, so the first term is -2 log 2 = -log 4. The other two are
# KL(p_data || m) and KL(p_g || m). Their sum is 2 JS. Hence
#
# .. math:: C(G) = -\log 4 + 2\, JS(p_{data}\,\|\,p_g) \qquad \text{(notes, 1.3.7)}
#
# JS >= 0, and JS = 0 only if the distributions are equal (lesson 05). So C(G) >= -log 4, with
# equality if and only if p_g = p_data.

# %%
# Check: climb without the formula
# --------------------------------
# Putting D* into V once more checks only our algebra. A better check finds the largest V
# without D*. At each x of a grid, V has the term p log D + q log(1 - D). In the logit l of D
# its slope is p (1 - D) - q D (lesson 06). Because D has the slope D (1 - D) in l, the second
# derivative of the term, its *curvature*, is -(p + q) D (1 - D). *Newton's method* goes to the
# top of the parabola with this slope and this curvature: it adds the slope divided by minus the
# curvature to l. A step is at most 2, because the parabola is a bad guide far away. V rises,
# and then it stops. The other side of the theorem, JS, uses no discriminator at all.
p_data, p_g = Normal(0, 1), Normal(1, 1.5)
p, q = p_data.pdf(x), p_g.pdf(x)
logit, climb = np.zeros_like(x), []
for _ in range(40):
    D = expit(logit)
    # np.logaddexp(0, l) is softplus(l)
    climb.append(-dx * (p * np.logaddexp(0, -logit) + q * np.logaddexp(0, logit)).sum())
    logit += np.clip((p * (1 - D) - q * D) / ((p + q) * D * (1 - D)), -2, 2)
assert np.diff(climb).min() > -1e-12
assert np.isclose(climb[0], -np.log(4))
assert np.isclose(climb[-1], -np.log(4) + 2 * js(p_data, p_g), rtol=1e-9)

# %%
# The climb ends at D*, although it never used the formula of D*. The package climbs in the same
# way, for other pairs as well: equal, far apart, with two peaks, discrete.
assert np.allclose(expit(logit), optimal_discriminator(p_data, p_g)(x), atol=1e-9)
two_peaks = Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)])
pairs = [(Normal(0, 1), Normal(0, 1)), (Normal(0, 1), Normal(30, 1)), (two_peaks, Normal(0, 2))]
pairs.append((Categorical([0.5, 0.5]), Categorical([0.1, 0.9])))
for first, second in pairs:
    top = maximize_value(first, second).value
    assert abs(top - (-np.log(4) + 2 * js(first, second))) < 1e-10

# %%
# The equilibrium
# ---------------
# A *Nash equilibrium* is a pair (D, G) in which neither player gains by changing while the
# other one stays. The notes (I.1) say that p_g = p_data with D = 1/2 is the only solution of
# the game. This is true up to one detail: where p_data = 0, D need not be 1/2. The proof, in
# five lines:
#
# 1. Let D = 1/2. Then V = -log 4 for every p_g, so G cannot gain.
# 2. Let p_g = p_data. Then D* = 1/2, so D cannot gain. Hence this pair is an equilibrium.
# 3. Let (D, G) be any equilibrium. D cannot gain, so V(D, G) = C(G) >= -log 4 (Theorem 1).
# 4. G cannot gain by copying the data (p_g = p_data), so V(D, G) <= V(D, copy) <= C(copy) =
#    -log 4.
# 5. So C(G) = -log 4, and p_g = p_data by Theorem 1. As V(D, G) = C(G), and only D* has this
#    value (lesson 07), D = D* = 1/2 where p_data > 0. Elsewhere D may differ (task 3).
#
# We test lines 1, 2 and 4 with random opponents on four outcomes.
rng = np.random.default_rng(0)
half = np.full(4, 0.5)
for p, q in rng.dirichlet(np.ones(4), size=(200, 2)):
    D = rng.uniform(0.01, 0.99, size=4)
    assert np.isclose(V(half, p, q), -np.log(4))  # line 1: whatever G does, V stays
    assert V(D, p, p) < -np.log(4)  # line 2: every other D has a smaller V
    best = p / (p + q)
    assert V(best, p, q) > -np.log(4)  # line 4: by copying the data, G gets from here ...
    assert V(best, p, p) < -np.log(4)  # ... to here, so (best, q) is no equilibrium

# %%
# The shape of the goal
# ---------------------
# The answers to *Predict*: C is -log 4 = -1.386 for the perfect generator, and goes to -log 4 +
# 2 log 2 = 0 far away, because JS goes to log 2. So a D-loss (-V) near 0 is the best for D and
# the worst for G. Far away the curve is flat: G has no slope to follow (lesson 10).
shifts = np.linspace(0, 8, 33)
goal = np.array([maximize_value(Normal(0, 1), Normal(s, 1)).value for s in shifts])
assert np.isclose(goal[0], -np.log(4))
assert np.diff(goal).min() > 0
assert goal[-1] > -1e-3

figure = Figure(figsize=(6, 5), layout="constrained")
upper, lower = figure.subplots(2)
upper.plot(climb[:12], marker="o", label="V while D climbs", **VALUE)
upper.axhline(-np.log(4) + 2 * js(p_data, p_g), label="-log 4 + 2 JS", **CRITERION)
upper.set(xlabel="Newton step", ylabel="V, nats", title="The best D reaches -log 4 + 2 JS")
lower.plot(shifts, goal, label="C(G), by climbing", **CRITERION)
lower.axhline(-np.log(4), label="-log 4, equal distributions", **BOUND)
lower.axhline(0, label="0, nothing in common", color="0.5", linestyle=":")
lower.set(xlabel="mean of the generator; that of the data is 0", ylabel="C, nats")
lower.set_title("What G minimizes is flat far away")
upper.legend(frameon=False, loc="center right")
lower.legend(frameon=False, loc="center right")
present(figure, "08_see_what_the_generator_minimizes-2")

# %%
# What goes wrong
# ---------------
# "V is small, so G is good." Only the *largest* V over all D tells how good G is. A D that says
# 0.9 for every point has V = log 0.9 + log 0.1 = -2.408, for every G. In code, the classic
# mistake is one JS in place of two: ``numpygan learn why theorem.js_once``.
always = np.full(2, 0.9)
assert np.isclose(V(always, [1, 0], [0, 1]), -2.408, atol=5e-4)
assert np.isclose(V(always, [1, 0], [1, 0]), -2.408, atol=5e-4)

# %%
# Recap
# -----
# - Against the best D, V is C(G) (1.3.5), and C(G) = -log 4 + 2 JS(p_data || p_g) (1.3.7).
# - C is smallest, -log 4, if and only if p_g = p_data: Theorem 1.
# - p_g = p_data with D = 1/2 where there are data is the only equilibrium (I.1).

# %%
# On your own
# -----------
# 1. The generator makes only the first of two outcomes: p = (1/2, 1/2), q = (1, 0). Compute D*,
#    C and JS by hand.
# 2. For which shift of N(s, 1) against N(0, 1) is C half way between -log 4 and 0? Look in
#    ``goal``, then search between two of the ``shifts`` with ``scipy.optimize.brentq``.
# 3. Line 5 says D = 1/2 only where p_data > 0. The data are (1/2, 1/2, 0), and D is (1/2, 1/2,
#    d) with p_g = p_data. For which d is this pair an equilibrium?
#
# Answers: ``numpygan lesson 8 --answers``, or the folder ``answers`` beside this file.
#
# See it move: ``numpygan play two-distributions`` draws C(G) and JS while you move p_g. The
# exercise of this lesson is e07: ``numpygan learn check e07``.
