"""
Escape the vanishing gradient
=============================

**What you'll do.** Compute how strongly each of two losses moves a generator, check the
formulas by two other routes, and train twelve generators with each loss, from far away.

**What you'll learn.** Why log(1 - D(G(z))) hardly moves a bad generator, why -log D(G(z)) does,
and that both stop at the same place (notes, I.2).

**What you'll need.** Lesson 08 (C(G) = -log 4 + 2 JS), lesson 09 (Algorithm 1), the chain rule.

**Time.** 50 minutes.
"""

# %%
# Why
# ---
# At the start G is bad, and D rejects each of its points with certainty. D is 0.00005 here and
# 0.00005 there: in which direction should G go? Goodfellow et al. (2014) found a remedy that
# changes one line of code: G minimizes another loss. The picture shows both losses for one
# generated point, from "rejected" on the left to "accepted" on the right. On the left one curve
# is flat, the other one is steep.
from itertools import islice

import numpy as np
from matplotlib.figure import Figure
from scipy.integrate import trapezoid

from numpygan import GAN, SGD, Linear, Mixture, Network, Normal, criterion, iterate, js, kl, mlp
from numpygan.nets import non_saturating, saturating
from numpygan.plots import present
from numpygan.plots.style import BOUND, NON_SATURATING, SATURATING

logits = np.linspace(-12, 6, 200)
figure = Figure(figsize=(6, 3), layout="constrained")
axes = figure.subplots()
axes.plot(logits, -np.logaddexp(0, logits), label="log(1 - D)", **SATURATING)
axes.plot(logits, np.logaddexp(0, -logits), label="-log D", **NON_SATURATING)
axes.set(xlabel="logit of D at a generated point", ylabel="loss of G, nats")
axes.set_title("For a rejected point, only -log D has a slope")
axes.legend(frameon=False)
present(figure, "10_escape_the_vanishing_gradient")

# %%
# Predict
# -------
# The logit of D at a generated point is -10. How many times as large is the slope of -log D as
# that of log(1 - D): 10 times, 200 times or 20,000 times? The next section has the answer.

# %%
# By hand
# -------
# With D = sigmoid(l), the slopes in l are -D for log(1 - D), and -(1 - D) for -log D (lesson
# 06). At l = -10, D = 0.000045. The first slope is -0.000045, the second one -0.999955. Both
# are negative, so both losses make G raise the logit. Their ratio is (1 - D) / D = exp(-l),
# here exp(10) = 22,026. The first loss is called *saturating*, the second *non-saturating*.
rejected = np.array([[-10.0]])
slope, other_slope = saturating(rejected)[1].item(), non_saturating(rejected)[1].item()
assert np.isclose(slope, -0.000045, atol=5e-7)
assert np.isclose(other_slope, -0.999955, atol=5e-7)
assert np.isclose(other_slope / slope, np.exp(10))
assert np.isclose(np.exp(10), 22_026, atol=0.5)

# %%
# Derive: a generator that shifts
# -------------------------------
# The data are N(0, 1). G(z) = t + z, so p_g is N(t, 1). Write p = p_data and q = p_g. Let D be
# the best one for this t, D* = p / (p + q). Its logit is log p - log q = t^2 / 2 - t x, a
# straight line with slope -t. Now *hold this D fixed*, as in Algorithm 1, and let G move on by
# a small u: x = t + u + z. The slope of a loss in u, at u = 0, is a product of three factors:
# the slope in the logit, the slope -t of the logit in x, and dx/du = 1. So
#
# .. math::
#    \text{saturating:} \quad E_q[-D \cdot (-t)] &= t\, E_q[D] = t A \\
#    \text{non-saturating:} \quad E_q[-(1 - D) \cdot (-t)] &= t\,(1 - A)
#
# E_q is the mean over points x from q, and A = E_q[D] is the integral of p q / (p + q). For t >
# 0 both slopes are positive, so a step down moves G to the left, to the data. The size of the
# slope is the *pull* on G. A is 1/2 for t = 0, and small when p and q hardly overlap. (Where
# the logit is flat in x, the second factor is 0 and no loss moves G.)
x = np.linspace(-40, 60, 20_001)


def overlap(t):
    p, q = Normal(0, 1).pdf(x), Normal(t, 1).pdf(x)
    return trapezoid(np.divide(p * q, p + q, out=np.zeros_like(p), where=p + q > 0), x)


assert np.isclose(overlap(0.0), 1 / 2)

# %%
# Check: differences
# ------------------
# Move G by u = 0.0001 in both directions, keep the D* of t, and divide the difference of the
# losses by 2 u. The mean over z is a sum over a fine grid. log(1 - D) is -log(1 + exp(l)), and
# -log D is log(1 + exp(-l)).
z, u = np.linspace(-12, 12, 4001), 1e-4
weights = Normal(0, 1).pdf(z) * (z[1] - z[0])
for t in (0.3, 1.0, 3.0, 6.0):
    right, left = (t**2 / 2 - t * (t + step + z) for step in (u, -u))  # logits
    saturated = np.logaddexp(0, left) - np.logaddexp(0, right)
    other = np.logaddexp(0, -right) - np.logaddexp(0, -left)
    assert abs(weights @ saturated / (2 * u) - t * overlap(t)) < 1e-7
    assert abs(weights @ other / (2 * u) - t * (1 - overlap(t))) < 1e-7

# %%
# Far away
# --------
# How small is A? From (sqrt(p) - sqrt(q))^2 >= 0 follows p + q >= 2 sqrt(pq), so pq / (p + q)
# is at most sqrt(pq) / 2. In sqrt(pq) the exponents add up to x^2 / 4 + (x - t)^2 / 4 = (x - t
# / 2)^2 / 2 + t^2 / 8. So sqrt(pq) is exp(-t^2 / 8) times the density of N(t / 2, 1), whose
# integral is 1:
#
# .. math:: A \le \tfrac12 \int \sqrt{p\,q}\; dx = \tfrac12\, e^{-t^2/8}.
#
# The pull t A vanishes very fast, while t (1 - A) grows like t. Their ratio (1 - A) / A is at
# least 2 exp(t^2 / 8) - 1; at t = 10 it is above 500,000.
shifts = np.linspace(0.05, 10, 200)
A = np.array([overlap(t) for t in shifts])
root = trapezoid(np.sqrt(Normal(0, 1).pdf(x) * Normal(3, 1).pdf(x)), x)  # t = 3
assert np.isclose(root, np.exp(-(3**2) / 8))
assert (np.exp(-(shifts**2) / 8) / 2 >= A).all()
assert ((1 - A) / A)[-1] > 500_000

figure = Figure(figsize=(6, 3), layout="constrained")
axes = figure.subplots()
axes.plot(shifts, shifts * A, label="saturating, t A", **SATURATING)
axes.plot(shifts, shifts * (1 - A), label="non-saturating, t (1 - A)", **NON_SATURATING)
axes.set(xlabel="t, distance of G from the data", ylabel="pull, nats per unit of x")
axes.set_title("Far away, only the non-saturating loss pulls")
axes.legend(frameon=False)
present(figure, "10_escape_the_vanishing_gradient-2")

# %%
# Which divergence has this slope?
# --------------------------------
# A lies between 0 and 1, so both pulls are 0 at t = 0 and only there: *both losses stop at the
# same place*. On the way they go down different functions.
#
# *Saturating.* t A is the slope of C = -log 4 + 2 JS, although we held D fixed and C uses the
# new D* for each t. Why is that allowed? Keep the D* of one t, and let f(t') = C(t') - V(D*,
# t'). C(t') is the largest V at t', so f >= 0, and f(t) = 0. So f is smallest at t' = t, where
# its slope is 0: there C and V have the same slope. This is *Danskin's theorem*; lesson 12 uses
# it again.
#
# *Non-saturating.* Let m = (p + q) / 2. Then t (1 - A) is the slope of
#
# .. math::
#    2\, \mathrm{KL}(m \,\|\, p) = \int (p + q) \log \frac{p + q}{2 p}\, dx
#    = \mathrm{KL}(q \,\|\, p) - 2\, \mathrm{JS}(p \,\|\, q).
#
# The derivative of the integrand in q is log((p + q) / p) + 1 - log 2 = -log D* + 1 - log 2. By
# the chain rule the slope in t is the integral of this times dq/dt. The constant adds 0,
# because the integral of q stays 1. What is left is the slope of E_q[-log D*] with D* held
# fixed: the slope of G's loss. No step used the shift, so the function is the same for every G.
# By Gibbs' inequality (lesson 05) the function is smallest where m = p, so where p_g = p_data.
# But it is not C: with this loss, G does not minimize the V of (1.2.1) any more.


def functions(t):
    p, q = Normal(0, 1), Normal(t, 1)
    reverse = 2 * kl(Mixture([0.5, 0.5], [p, q]), p)
    assert abs(reverse - (kl(q, p) - 2 * js(p, q))) < 1e-8
    return np.array([criterion(p, q), reverse])


for t in (1.0, 3.0):
    slopes = (functions(t + u) - functions(t - u)) / (2 * u)
    assert np.abs(slopes - [t * overlap(t), t * (1 - overlap(t))]).max() < 1e-6

# %%
# Twelve runs from far away
# -------------------------
# The formulas use D*. What happens in training? The data are N(7, 1), G(z) = a z + b starts as
# N(0, 1), D is a small network with k = 5 steps for each step of G. One run may be luck, so we
# play twelve seeds for each loss, with plain gradient steps. With log(1 - D) the generators
# hardly move: after 400 steps b is below 1 in at least ten of the twelve runs, and V is nearly
# 0, the best that D can have. With -log D at least ten runs end with b between 6 and 8.


def run(loss, seed, start=0.0):
    rng = np.random.default_rng(seed)
    generator = Network(Linear(1, 1, rng=rng))
    generator.theta = [1.0, start]  # a, b
    discriminator = mlp([1, 16, 1], rng=rng, bias_std=2.0)  # biases: its kinks are spread in x
    gan = GAN(generator, discriminator, Normal(0, 1))
    sgd = SGD(discriminator, 0.05), SGD(generator, 0.02)
    settings = {"batch": 64, "k": 5, "rng": rng, "generator_loss": loss, "optimizers": sgd}
    game = iterate(gan, Normal(7, 1), **settings)
    return np.array([(record.v, generator.theta[1]) for record in islice(game, 400)])


slow = np.array([run(saturating, seed) for seed in range(12)])  # (run, step, V and b)
fast = np.array([run(non_saturating, seed) for seed in range(12)])
assert (slow[:, -1, 1] < 1).sum() >= 10
assert (slow[:, -100:, 0].mean(axis=1) > -0.1).sum() >= 10
assert (np.abs(fast[:, -1, 1] - 7) < 1).sum() >= 10

figure = Figure(figsize=(6, 3), layout="constrained")
axes = figure.subplots()
axes.plot(slow[:, :, 1].T, label=["log(1 - D)"] + [None] * 11, **SATURATING)
axes.plot(fast[:, :, 1].T, label=["-log D"] + [None] * 11, **NON_SATURATING)
axes.axhline(7, label="mean of the data", **BOUND)
axes.set(xlabel="step of G", ylabel="b, mean of p_g", title="With -log D the generators arrive")
axes.legend(frameon=False, loc="center right")
present(figure, "10_escape_the_vanishing_gradient-3")

# %%
# What goes wrong
# ---------------
# Many programs have a function for the cross entropy -y log D - (1 - y) log(1 - D) for a label
# y. "G wants the opposite of D", so one takes D's loss of a generated point, y = 0, with a
# minus sign: this is log(1 - D), the saturating loss. The non-saturating loss is another
# *label*, y = 1, without a minus sign. The mistake is called ``ns.label_0``: ``numpygan learn
# why ns.label_0``.
with_label_1, with_label_0 = np.logaddexp(0, -rejected).item(), np.logaddexp(0, rejected).item()
assert np.isclose(-with_label_0, saturating(rejected)[0])
assert np.isclose(with_label_1, non_saturating(rejected)[0])

# %%
# Recap
# -----
# - In the logit, log(1 - D) has the slope -D and -log D has -(1 - D); the ratio is exp(-l).
# - For a shift by t the pulls are t A and t (1 - A): both are 0 only at t = 0 (notes, I.2), but
#   the first one vanishes far away, like exp(-t^2 / 8).
# - With the best D, the first loss goes down 2 JS (1.3.7), the second 2 KL(m || p_data), where
#   m is the mean of both densities. Both are smallest for p_g = p_data only.

# %%
# On your own
# -----------
# 1. At which logit is the non-saturating slope a million times as large as the saturating one?
# 2. At which distance t is the saturating pull t A largest? (Use ``shifts`` and ``A``.) What
#    happens to a generator that starts farther away?
# 3. Start the saturating runs closer to the data, at b = 5. Do they arrive?
#
# Answers: ``numpygan lesson 10 --answers``, or the folder ``answers`` beside this file.
# See it move: in ``numpygan play generator`` you are the generator, with either loss. The
# exercise of this lesson is e09: ``numpygan learn check e09``.
