"""
Converge in function space
==========================

**What you'll do.** Forget networks for one lesson. Move the distribution p_g itself downhill,
with the best D at every step, and prove that it arrives at p_data.

**What you'll learn.** Proposition 2 (1.3.8) and what its proof needs: convexity, the
subgradient of a supremum, small steps, and one hypothesis that the notes leave out.

**What you'll need.** Lessons 05 (KL divergence), 07 (the best D) and 08 (Theorem 1); partial
derivatives.

**Time.** 60 minutes.
"""

# %%
# Why
# ---
# Lesson 08 says where the game ends: at p_g = p_data. Do players who take small steps get
# there? It does not say so. Let us take the networks away and keep only the distributions. Here
# p_data and p_g are histograms with six cells. D says in which cells p_g is too small, and p_g
# grows there.
import numpy as np
from matplotlib.figure import Figure
from scipy.special import rel_entr, softmax

from numpygan import Categorical, Normal, maximize_value
from numpygan.plots import present
from numpygan.plots.style import BLUE, BOUND, DATA, GENERATED, GREEN, INK, ORANGE, VERMILION
from numpygan.theory import function_space

p_data = np.array([0.05, 0.1, 0.15, 0.3, 0.25, 0.15])
first = np.array([0.3, 0.3, 0.2, 0.1, 0.05, 0.05])
figure = Figure(figsize=(6, 2.8), layout="constrained")
for axes, steps in zip(figure.subplots(1, 3, sharey=True), (1, 4, 12), strict=True):
    moved = function_space.descend(p_data, first, steps=steps, rate=0.5).p_g
    axes.bar(range(6), moved, color=GREEN, alpha=0.7, label="p_g")
    axes.stairs(p_data, np.arange(7) - 0.5, color=INK, label="p_data")
    axes.set(xlabel="cell", title=f"step {steps}")
figure.axes[0].set_ylabel("probability")
figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2)
figure.suptitle("With the best D at each step, p_g moves to p_data")
present(figure, "12_converge_in_function_space")

# %%
# Predict
# -------
# The best D depends on p_g, so it must be computed again after each step. Suppose that we
# compute D once and keep it. Will G's loss still fall at every step? Will p_g still arrive?
# Write down two answers. The cell "What goes wrong" gives ours.

# %%
# By hand: two points
# -------------------
# The data are 0 or 1 with probabilities p = (3/4, 1/4); p_g has q = (1/4, 3/4). Lesson 07 gives
# D* = p / (p + q) = (3/4, 1/4). With D held fixed, the value of the game is U(q, D) = sum p log
# D + sum q log(1 - D). Its slope in q is g = log(1 - D*) = (log 1/4, log 3/4) = (-1.386,
# -0.288).
#
# The slope is most negative at point 0, so q should grow there. A step q - rate q g makes every
# q larger, so we must divide by the sum. We multiply q by exp(-rate g), which is nearly 1 -
# rate g for a small rate, and divide by the sum: this factor is positive for every g, and the
# proof below needs its logarithm, -rate g. (This is called an *exponentiated gradient step*.)
# At rate 1, exp(-g) = (4, 4/3). The product is (1, 1) with sum 2, so q' = (1/2, 1/2). One step
# has gone half of the way to p, and C has fallen from -1.125 to -1.319. Its floor (Theorem 1)
# is -log 4 = -1.386. In the code ``rel_entr(p, q)`` is p log(p/q).


def C(p, q):
    """The criterion of the notes: U at the best D, in nats."""
    return (rel_entr(p, p + q) + rel_entr(q, p + q)).sum()


p, q = np.array([3, 1]) / 4, np.array([1, 3]) / 4
g = np.log(q / (p + q))
after = q * np.exp(-g) / (q * np.exp(-g)).sum()
assert np.allclose(g, [-1.386, -0.288], atol=5e-4)
assert np.allclose(after, [0.5, 0.5])
assert np.allclose([C(p, q), C(p, after), -np.log(4)], [-1.125, -1.319, -1.386], atol=5e-4)

# %%
# Derive: C is convex
# -------------------
# A continuous function is *convex* if each of its chords lies above its graph or on it at the
# middle: C((a + b)/2) <= (C(a) + C(b))/2 for all distributions a and b.
#
# 1. Hold D fixed. U(q, D) is linear in q, so U((a + b)/2, D) is the mean of U(a, D) and U(b,
#    D).
# 2. C(q) is the *supremum* of U(q, D) over D: the least number that no U(q, D) exceeds. The
#    best D reaches it here, so it is a maximum.
# 3. Let D be the best one for the middle. Then C((a + b)/2) = (U(a, D) + U(b, D))/2. At a and
#    at b another D may be better, so this is at most (C(a) + C(b))/2. No formula for D* was
#    used.
#
# How fast does C change with q, when the best D changes too? Let D* be the best D for q, and g
# = log(1 - D*) the slope of U(q, D*) in q. For every other distribution r, D* is one of the
# possible D, therefore
#
# .. math:: C(r) \ge U(r, D^*) = U(q, D^*) + g \cdot (r - q) = C(q) + g \cdot (r - q).
#
# A vector g with this property for all r is called a *subgradient* of C at q: the plane through
# the point with slope g stays below C. If C has a derivative at q, a plane that touches it from
# below has the same slope. So the change of D adds nothing. This is Danskin's theorem, as in
# lesson 10, and step (1.3.8) of the notes.
first_mass = np.linspace(0.001, 0.999, 200)
curve = [C(p, np.array([s, 1 - s])) for s in first_mass]
figure = Figure(figsize=(6, 3.2), layout="constrained")
axes = figure.subplots()
axes.plot(first_mass, curve, color=VERMILION, label="C(q), the best D for each q")
for s, style in (0.25, "--"), (0.5, "-."), (0.9, ":"):
    slope = np.log(s / (p[0] + s)) - np.log((1 - s) / (p[1] + 1 - s))
    line = C(p, np.array([s, 1 - s])) + slope * (first_mass - s)
    axes.plot(first_mass, line, style, color=BLUE, label=f"U(q, D), the best D for q(0) = {s}")
    assert (line <= np.array(curve) + 1e-12).all()
axes.set(xlabel="q(0), the probability of point 0", ylabel="nats", ylim=(-1.6, -0.4))
axes.set_title("C lies above the straight line of each D and touches it")
axes.legend(frameon=False)
present(figure, "12_converge_in_function_space-2")

# %%
# Check the slope by an independent route
# ---------------------------------------
# Differences of C must not use D*, or they would prove nothing. ``maximize_value`` climbs to
# the supremum without the formula of D*. Move q a little towards r and compare both slopes.
rng = np.random.default_rng(0)
p, q, r = rng.dirichlet(np.full(6, 3), size=3)
g, h = np.log(q / (p + q)), 1e-4
ahead = maximize_value(Categorical(p), Categorical(q + h * (r - q))).value
behind = maximize_value(Categorical(p), Categorical(q - h * (r - q))).value
assert abs((ahead - behind) / (2 * h) - g @ (r - q)) < 1e-6
for a, b in rng.dirichlet(np.ones(6), size=(1000, 2)):
    assert C(p, (a + b) / 2) <= (C(p, a) + C(p, b)) / 2
    assert C(p, a) >= C(p, q) + g @ (a - q)

# %%
# Derive: the steps arrive
# ------------------------
# One step is q' = q exp(-rate g) / Z, where Z makes the sum 1. So rate g = log q - log q' - log
# Z.
#
# 1. Multiply by q' - r, for any distribution r, and sum. The sums of q' and r are equal, so log
#    Z drops out. The sum of q' (log q - log q') is -KL(q' || q), and the sum of r (log q' - log
#    q) is KL(r || q) - KL(r || q'). Together: rate g . (q' - r) = KL(r || q) - KL(r || q') -
#    KL(q' || q).
# 2. C is sum q log q - sum (p + q) log(p + q) plus a constant. The first sum has the slope log
#    q + 1. As sum (q' - q) = 0, it lies above its tangent plane by sum q' log q' - sum q log q
#    - sum (q' - q) log q = KL(q' || q). The function -y log y has the second derivative -1/y <
#    0, so it is *concave*: it lies below its tangent. The second sum therefore lies below its
#    tangent plane with the slope -log(p + q) - 1. The two slopes add up to log q - log(p + q) =
#    g, so C(q') <= C(q) + g . (q' - q) + KL(q' || q).
# 3. Write g . (q' - q) = g . (q' - r) + g . (r - q). By the subgradient inequality, C(q) + g .
#    (r - q) <= C(r). Step 1 gives g . (q' - r). Let rate <= 1: then KL(q' || q) - KL(q' || q) /
#    rate is at most 0, and we may leave it out:
#
# .. math:: C(q') \le C(r) + \frac{\mathrm{KL}(r \| q) - \mathrm{KL}(r \| q')}{\mathrm{rate}}.
#
# With r = q: C falls at every step, by KL(q || q') / rate or more. With r = p, C(p) = -log 4:
# add n such steps. On the right all terms cancel but the first and the last, and the last is at
# most 0. C falls, so C(q_n) is the smallest of the n values: C(q_n) + log 4 <= KL(p || q_0) /
# (rate n). The right side goes to 0 as n grows.
#
# **The missing hypothesis.** The bound says something only if KL(p || q_0) is finite: q_0 > 0
# wherever p > 0. The notes do not say it. As exp(-g) = (p + q)/q, one step is q' = q^(1 - rate)
# (p + q)^rate / Z. For a rate below 1, a point with q_0 = 0 stays at 0.
#
# **From C to p_g.** Let m = (p + q)/2 and u = (p - q)/(p + q). Then p = m (1 + u), q = m (1 -
# u), and C(q) + log 4 is the sum of m [(1 + u) log(1 + u) + (1 - u) log(1 - u)]. The bracket is
# at least u^2: both are 0 with slope 0 at u = 0, and its second derivative 2/(1 - u^2) is at
# least 2. With the weights m, the mean of u^2 is at least the square of the mean of abs(u),
# because a variance is not negative. So (sum abs(p - q) / 2)^2 <= C(q) + log 4, and C -> -log 4
# forces p_g -> p_data in every cell.
for rate in 0.1, 0.5, 1.0:
    after = softmax(np.log(q) - rate * g)
    gain = rel_entr(r, q).sum() - rel_entr(r, after).sum()
    assert abs(g @ (after - r) - (gain - rel_entr(after, q).sum()) / rate) < 1e-13
    assert C(p, after) <= C(p, q) + g @ (after - q) + rel_entr(after, q).sum()
    assert C(p, after) <= C(p, r) + gain / rate
    assert C(p, after) <= C(p, q) - rel_entr(q, after).sum() / rate
    assert (np.abs(p - after).sum() / 2) ** 2 <= C(p, after) + np.log(4)
q_0 = np.array([1.0, 0.0])
assert (q_0**0.5 * (np.array([0.5, 0.5]) + q_0) ** 0.5)[1] == 0  # a step at rate 0.5, before Z

# %%
# What goes wrong: a stale D
# --------------------------
# Take N(1.5, 0.5^2) as data and start at N(0, 1), both cut into 2,001 cells. With the best D at
# each step, C falls to -log 4. Now keep the first D. G's loss, U with this D, falls at every
# one of 60 steps. But U is linear in q, so it is smallest when all of q is in one cell: the
# cell x = 2 that this D likes best. So p_g collapses to this point. After 60 steps it is more
# than four times too narrow, and it goes on. Its true C first falls and then rises. The proof
# fails at one place: D must be the best one at *each* step. ``numpygan learn why
# descent.stale_D`` shows the same mistake in exercise e10.
x, rate, steps = np.linspace(-6, 6, 2001), 0.5, 60
p, start = (d.pdf(x) / d.pdf(x).sum() for d in (Normal(1.5, 0.5), Normal(0, 1)))
kept = -np.logaddexp(0, np.log(p) - np.log(start))  # log(1 - D) of the first D


def descend(slope_at):
    path = [start]
    for _ in range(steps):
        path.append(softmax(np.log(path[-1]) - rate * slope_at(path[-1])))
    return np.array(path)


fresh, stale = descend(lambda q: np.log(q) - np.log(p + q)), descend(lambda q: kept)
c_fresh, c_stale = (np.array([C(p, q) for q in path]) for path in (fresh, stale))
assert c_fresh[-1] + np.log(4) < 1e-6
bounds = rel_entr(p, start).sum() / (rate * np.arange(1, steps + 1))
assert (c_fresh[1:] + np.log(4) <= bounds + 1e-14).all()
assert (np.diff(stale @ kept) < 0).all()  # G's loss by the first D
assert abs(x[kept.argmin()] - 2) < 0.01
width = np.sqrt(stale[-1] @ x**2 - (stale[-1] @ x) ** 2)
assert width < 0.5 / 4
assert c_stale[-1] > c_stale.min() + 0.5

figure = Figure(figsize=(6, 3), layout="constrained")
left, right = figure.subplots(1, 2)
left.plot(x, stale[-1] / (x[1] - x[0]), "--", color=ORANGE, label="p_g, first D kept")
left.plot(x, fresh[-1] / (x[1] - x[0]), **GENERATED, label="p_g, best D")
left.plot(x, p / (x[1] - x[0]), **DATA, label="p_data")
left.set(xlabel="x", ylabel=f"density after {steps} steps", xlim=(-1, 3), ylim=(0, 5.5))
right.plot(c_stale, "--", color=ORANGE, label="first D kept")
right.plot(c_fresh, color=GREEN, label="best D")
right.axhline(-np.log(4), label="-log 4", **BOUND)
right.set(xlabel="step", ylabel="C(p_g), nats")
for axes in (left, right):
    axes.legend(frameon=False)
figure.suptitle("If D is not renewed, p_g collapses to one point")
present(figure, "12_converge_in_function_space-3")

# %%
# Recap
# -----
# - C(p_g) = sup over D of U(p_g, D) is convex, and log(1 - D*) is its subgradient (1.3.8).
# - With the best D at each step, rate <= 1 and q_0 > 0 where p > 0, C falls to -log 4, so p_g
#   -> p_data (Proposition 2).
# - With a stale D, G's loss falls and p_g collapses. Networks move theta, not p_g: lesson 13
#   shows what the proof loses there.

# %%
# On your own
# -----------
# 1. Two points, p = (0.6, 0.4), q = (0.5, 0.5), rate 1. Find q' by hand.
# 2. Compute D again every m steps, at rate 0.5. Does p_g arrive for m = 1, 3, 5, 7 after 60
#    steps?
# 3. Near q = p one step multiplies the error q - p by 1 - rate/2. Derive it. Which rates
#    arrive?
#
# Answers: ``numpygan lesson 12 --answers``, or the folder ``answers`` beside this file.
# See it move: ``numpygan check proposition-2 --html report.html`` draws this descent.
# The exercise of this lesson is e10: ``numpygan learn check e10``.
