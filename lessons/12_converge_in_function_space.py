"""
Converge in function space
=============================

**What you'll do.** Forget networks: move the distribution p_g itself downhill, against the best D at every step, and
prove
that it arrives. Then let D go stale, and watch p_g collapse onto one point.

**What you'll learn.** Proposition 2 (1.3.8): why sup over D of U(p_g, D) is convex in p_g, why the slope at the best
D is a slope of the supremum (Danskin), and what "small enough steps" means.

**What you'll need.** Lessons 05 and 06, and partial derivatives. Distributions live on k points here: arrays of masses.
"""

# %%
# U is linear, its supremum is convex
# -----------------------------------
# For masses p of the data, q of the generator and D on the same points, V(D, G) is U(q, D) = sum p log D +
# sum q log(1 - D). Hold D: U is *linear* in q, so U at the middle of two distributions is the mean of U at both. Now
# C(q) =
# sup_D U(q, D). The middle of a and b has some best D; with it, C(middle) = (U(a, D) + U(b, D)) / 2, and that is
# at most (C(a) + C(b)) / 2, for a and b may have better ones. That is convexity, and no formula for D* was used.
import numpy as np
from matplotlib.figure import Figure
from scipy.special import rel_entr, softmax

from numpygan import Categorical, Normal, criterion, maximize_value
from numpygan.plots import convexity_figure, present
from numpygan.plots.style import BOUND, DATA, GENERATED, GREEN, VERMILION
from numpygan.theory import function_space


def U(p, q, logit):  # log D and log(1 - D) from the logit, as ever
    return -(p @ np.logaddexp(0, -logit) + q @ np.logaddexp(0, logit))


def C(p, q):
    return U(p, q, np.log(p) - np.log(q))


rng = np.random.default_rng(0)
for _ in range(100):
    p, a, b = rng.dirichlet(np.ones(6), size=3)
    logit, middle = rng.normal(size=6), (a + b) / 2
    assert abs(U(p, middle, logit) - (U(p, a, logit) + U(p, b, logit)) / 2) < 1e-13
    assert C(p, middle) < (C(p, a) + C(p, b)) / 2
    assert U(p, a, logit) < C(p, a)
assert abs(C(p, a) - criterion(Categorical(p), Categorical(a))) < 1e-12
present(convexity_figure(width=9), "12_converge_in_function_space")

# %%
# The slope of the supremum
# -------------------------
# How does C change with q, when the best D moves along? Let g = log(1 - D*) be the slope of U in q at the D* of this
# q. For any other distribution r, C(r) >= U(r, D*) = U(q, D*) + g . (r - q) = C(q) + g . (r - q): the tangent of U
# supports
# C from below. So g is a *subgradient* of C, which is the notes' statement about sup over alpha of f_alpha. Where
# C is smooth there is only one, its gradient: D* is a maximum, and moving it a little changes nothing.
#
# Differences must not use D*, or they would prove nothing: ``maximize_value`` climbs to each supremum.
p, q, r = rng.dirichlet(np.ones(6), size=3)
g = np.log(q / (p + q))  # log(1 - D*)
direction = 1e-4 * (r - q)  # masses keep their sum
ends = [maximize_value(Categorical(p), Categorical(q + side * direction)).value for side in (1, -1)]
print(f"slope of sup U by differences {(ends[0] - ends[1]) / 2e-4:.8f}, Danskin {g @ (r - q):.8f}")
assert abs((ends[0] - ends[1]) / 2e-4 - g @ (r - q)) < 1e-6
assert all(C(p, r) >= C(p, q) + g @ (r - q) for r in rng.dirichlet(np.ones(6), size=1000))

# %%
# A step that stays among distributions
# -------------------------------------
# A plain step q - rate g leaves the simplex. Multiply instead: q' = q exp(-rate g), divided by its sum, so that
# log(q' / q) = -rate g - a constant. Multiply by q' - r for any distribution r, and sum; the constant drops out:
# g . (q' - r) = [KL(r || q) - KL(r || q') - KL(q' || q)] / rate. Next, C(q) is sum q log q - (p + q) log(p + q) and a
# constant. What a tangent leaves of sum q log q is KL(q' || q); so C(q') - C(q) - g . (q' - q) is
# KL(q' || q) - KL(p + q' || p + q), at most KL(q' || q). With convexity, C(q) + g . (r - q) <= C(r), and rate <= 1:
#
# .. math::
#
#    C(q') &\le C(q) + g \cdot (q' - q) + \mathrm{KL}(q' \| q) / \mathrm{rate} \\
#          &\le C(r) + g \cdot (q' - r) + \mathrm{KL}(q' \| q) / \mathrm{rate}
#           = C(r) + [\mathrm{KL}(r \| q) - \mathrm{KL}(r \| q')] / \mathrm{rate}
#
# Put r = q: every step *falls*, by KL(q || q') / rate at least. Put r = p and sum over n steps: C(q_n) + log 4 <=
# KL(p || q_0) / (rate n), so p_g -> p_data. That is Proposition 2, and "small enough" means rate <= 1.


def kl(p, q):
    return rel_entr(p, q).sum() - p.sum() + q.sum()  # for masses of any sum


for rate in 0.1, 0.5, 1.0:
    after = softmax(np.log(q) - rate * g)
    assert abs(g @ (after - r) - (kl(r, q) - kl(r, after) - kl(after, q)) / rate) < 1e-13
    assert abs(C(p, after) - C(p, q) - g @ (after - q) - kl(after, q) + kl(p + after, p + q)) < 1e-13
    assert C(p, after) <= C(p, q) - kl(q, after) / rate
    assert C(p, after) <= C(p, r) + (kl(r, q) - kl(r, after)) / rate
assert np.allclose(after, (p + q) / 2, rtol=1e-13)  # rate 1 goes half way to the data: q (p + q) / q, normalized

# %%
# The descent, with a fresh D and with a stale one
# ------------------------------------------------
# Descend on a density, N(1.5, 0.5) from N(0, 1), cut into 2,001 cells. With the best D at each step C falls to -log
# 4. Now keep the D* of the start: U(q, D) is linear in q, hence least at a corner of the simplex, all mass on the
# cell that this D likes best, x = 2. There the descent goes: after 60 steps p_g is three times too narrow. C
# falls at first, then rises: *mode collapse*. "But G's loss goes down!" So it does at every step, by the count of a
# stale D. What is broken is the premise of Proposition 2, that D is the best one at *each* step.
x = np.linspace(-6, 6, 2001)
p, start = (distribution.pdf(x) / distribution.pdf(x).sum() for distribution in (Normal(1.5, 0.5), Normal(0, 1)))
old, rate, steps = np.log(p) - np.log(start), 0.5, 60  # the logit of the D* of the start


def descend(stale):
    q, distributions, seen = start, [start], [(C(p, start), U(p, start, old))]
    for _ in range(steps):
        logit = old if stale else np.log(p) - np.log(q)
        q = softmax(np.log(q) + rate * np.logaddexp(0, logit))  # g = log(1 - D) = -log(1 + exp(logit))
        distributions.append(q)
        seen.append((C(p, q), U(p, q, old)))
    return distributions, *np.array(seen).T


fresh, c_fresh, _ = descend(stale=False)
stale, c_stale, own_count = descend(stale=True)
print(f"C + log 4 after {steps} steps: best D {c_fresh[-1] + np.log(4):.1e}, stale D {c_stale[-1] + np.log(4):.3f}")
assert (np.diff(c_fresh) < 1e-15).all()
assert (c_fresh[1:] + np.log(4) <= kl(p, start) / (rate * np.arange(1, steps + 1)) + 1e-14).all()
assert c_fresh[-1] + np.log(4) < 1e-6
assert (np.diff(own_count) < 0).all()
middle = stale[-1] @ x
assert abs(middle - 2) < 0.05
assert abs(x[old.argmax()] - 2) < 0.01
assert np.sqrt(stale[-1] @ (x - middle) ** 2) < 0.5 / 3
assert 0 < c_stale.argmin() < steps
assert c_stale[-1] > c_stale.min() + 0.5
package = function_space.descend(p, start, steps=steps, rate=rate)
assert np.abs(package.criterion - c_fresh).max() < 1e-13

figure = Figure(figsize=(11, 3.4), layout="constrained")
panels = figure.subplots(1, 3)
for axes, distributions, title in (
    (panels[0], fresh, "the best D at each step"),
    (panels[1], stale, "the first D, kept"),
):
    for i, strength in (0, 0.3), (2, 0.5), (10, 0.7), (steps, 1.0):
        axes.plot(
            x, distributions[i] / (x[1] - x[0]), **{**GENERATED, "alpha": strength, "label": f"p_g after {i} steps"}
        )
    axes.plot(x, p / (x[1] - x[0]), **DATA, label="p_data")
    axes.set(xlabel="x", title=title, xlim=(-3, 4))
panels[0].legend(frameon=False, fontsize=8)
panels[2].plot(c_fresh, color=GREEN, label="the best D")
panels[2].plot(c_stale, "--", color=VERMILION, label="a stale D")
panels[2].axhline(-np.log(4), label="-log 4", **BOUND)
panels[2].set(xlabel="step", ylabel="nats", title="C(p_g)")
panels[2].legend(frameon=False)
present(figure, "12_converge_in_function_space-2")

# %%
# Has it converged?
# -----------------
# Here the question has an answer that does not need p_data. The tangent supports C, so no distribution r has a C(r)
# below
# C(q) + min g - g . q. What C can still lose is at most g . q - min g: the mean of g = log(1 - D*) over p_g minus
# its smallest value, 0 when D* is flat. A GAN has only its own D: then this number tells what that D sees.
for i in 0, 5, 10, 20:
    g = np.log(fresh[i]) - np.log(p + fresh[i])
    left, bound = c_fresh[i] + np.log(4), g @ fresh[i] - g.min()
    print(f"after {i} steps C can lose {left:.6f} nats; the bound says at most {bound:.6f}")
    assert 0 < left <= bound

# %%
# On your own
# -----------
# 1. Refresh the stale D every m steps. Up to which m does C fall to -log 4?
# 2. Which rates above 1 still arrive? Near q = p the error is multiplied by 1 - rate / 2: derive it, try 2, 3.9, 4.1.
# 3. Replace C by KL(q || p): g = log q - log p + 1. Is it convex? Which rate arrives in a single step?
#
# The exercise of this lesson is e10: ``numpygan learn check e10``
