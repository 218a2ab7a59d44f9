"""
Escape the vanishing gradient
================================

**What you'll do.** Derive the pull that each of two losses has on a generator, in closed form, check both by
routes that know nothing of the formula, and let generators start from far away, twelve for each loss.

**What you'll learn.** Why log(1 - D(G(z))) leaves a bad generator alone while -log D(G(z)) pulls it, why
both come to rest at the same place, and how one gets the wrong one by accident.

**What you'll need.** Lesson 09, the chain rule and NumPy.
"""

# %%
# Two losses, one logit
# ---------------------
# G may descend log(1 - D), line 8 of Algorithm 1, or -log D, the advice that follows eq. 1.2.1. With D =
# sigmoid(l) their slopes in the logit are -D and -(1 - D): both raise l at every point, so both want what G
# wants. They differ in whom they listen to. At l = -10, a point that D has spotted, one slope is 2e4 times the
# other.
from itertools import islice

import numpy as np
from matplotlib.figure import Figure
from scipy.integrate import trapezoid
from scipy.special import expit

from numpygan import GAN, SGD, Linear, Network, Normal, criterion, iterate, js, kl, mlp, non_saturating, saturating
from numpygan.plots import present
from numpygan.plots.style import BLUE, BOUND, PURPLE, VERMILION

spotted = np.array([[-10.0]])
slopes = saturating(spotted)[1].item(), non_saturating(spotted)[1].item()
print(f"slopes in the logit at l = -10: {slopes[0]:.1e} and {slopes[1]:.5f}")
assert np.allclose(slopes, [-expit(-10), -expit(10)], rtol=1e-14)
assert 2e4 < slopes[1] / slopes[0] < 2.3e4

# %%
# The pull on a generator that only shifts
# ----------------------------------------
# Let p = N(0, 1) be the data and G(z) = t + z, so that q = N(t, 1), and let D be the best one, D* = p / (p + q).
# Its logit log p - log q = t^2 / 2 - t x has the slope -t. D is *held fixed* while G moves its shift:
#
# .. math::
#
#    \frac{d}{dt} E \log(1 - D(t + z)) &= E_q[-D \cdot (-t)] = t \int \frac{p\,q}{p + q}\,dx = t A \\
#    \frac{d}{dt} E [-\log D(t + z)] &= E_q[-(1 - D)(-t)] = t\,(1 - A)
#
# because E_q[D] is the integral of q p / (p + q). A is at most 1/2, its value where p = q.
x = np.linspace(-40, 60, 20001)


def overlap(t):
    p, q = Normal(0, 1).pdf(x), Normal(t, 1).pdf(x)
    return trapezoid(np.divide(p * q, p + q, out=np.zeros_like(p), where=p + q > 0), x)


assert abs(overlap(0.0) - 1 / 2) < 1e-12

# %%
# Two other routes
# ----------------
# First, differences: the expectation of each loss under N(t + h, 1) and N(t - h, 1), as a sum over z, with D
# still the best one for t; log(1 - D) and -log D written from the logit. Second, back-propagation: the
# package's losses, a weight for each row z, and the slope -t of the logit. Both find t A and t (1 - A).
z, h = np.linspace(-12, 12, 4001), 1e-4
weights = Normal().pdf(z) * (z[1] - z[0])
by_hand = {saturating: lambda logit: -np.logaddexp(0, logit), non_saturating: lambda logit: np.logaddexp(0, -logit)}

for t in 0.3, 1.0, 3.0, 6.0:
    A, (ahead, here, behind) = overlap(t), (t**2 / 2 - t * (t + step + z) for step in (h, 0, -h))
    for loss, formula in (saturating, t * A), (non_saturating, t * (1 - A)):
        difference = weights @ (by_hand[loss](ahead) - by_hand[loss](behind)) / (2 * h)
        dlogits = loss(here[:, None])[1][:, 0] * len(z)  # the loss has divided by its rows
        assert abs(difference - formula) < 1e-7
        assert abs(weights @ (dlogits * -t) - formula) < 1e-10
    print(f"t = {t:g}: saturating {t * A:.2e}, non-saturating {t * (1 - A):.3f}, ratio {(1 - A) / A:.3g}")

# %%
# Far away, and at the end
# ------------------------
# The harmonic mean is at most the geometric one: p q / (p + q) <= sqrt(p q) / 2, whose integral is
# exp(-t^2 / 8) / 2. So t A dies like a Gaussian while t (1 - A) grows like t, and their ratio is at least
# 2 exp(t^2 / 8) - 1: no bound. At t = 10 it is above 5e5. As 0 < A < 1, both pulls vanish at t = 0 and only there:
# *the same fixed point*. What does the second one descend? t A is the slope of 2 JS, since C(G) = -log 4 + 2 JS;
# t is that of KL(q || p) = t^2 / 2; so t (1 - A) is the slope of KL(p_g || p_data) - 2 JS. It is no longer
# the game of 1.2.1, but another road to the same place.
shifts = np.linspace(0.05, 10, 200)
A = np.array([overlap(t) for t in shifts])
ratio = (1 - A) / A
assert (np.exp(-(shifts**2) / 8) / 2 >= A).all()
assert (np.diff(ratio) > 0).all()
assert ratio[-1] > 2 * np.exp(100 / 8) - 1 > 5e5


def divergences(t):
    p, q = Normal(0, 1), Normal(t, 1)
    return np.array([criterion(p, q), kl(q, p) - 2 * js(p, q)])


for t in 1.0, 3.0:
    slope = (divergences(t + h) - divergences(t - h)) / (2 * h)
    assert np.abs(slope - [t * overlap(t), t * (1 - overlap(t))]).max() < 1e-6

figure = Figure(figsize=(10, 3.6), layout="constrained")
pulls, ratios = figure.subplots(1, 2)
pulls.plot(shifts, shifts * A, "--", color=BLUE, label="log(1 - D): t A")
pulls.plot(shifts, shifts * (1 - A), color=VERMILION, label="-log D: t (1 - A)")
pulls.set(xlabel="t, how far G is away", ylabel="pull, nats per unit", title="The same rest, another pull")
ratios.semilogy(shifts, ratio, color=PURPLE, label="(1 - A) / A")
ratios.semilogy(shifts, 2 * np.exp(shifts**2 / 8) - 1, label="2 exp(t^2 / 8) - 1", **BOUND)
ratios.set(xlabel="t", title="Their ratio has no bound")
for axes in (pulls, ratios):
    axes.legend(frameon=False)
present(figure, "10_escape_the_vanishing_gradient")

# %%
# Runs from far away
# ------------------
# The data are N(7, 1); G(z) = a z + b starts at N(0, 1); plain SGD, k = 5, 500 steps of G. One run says little, for
# training is chaotic: twelve seeds for each loss, one thin line a seed. With log(1 - D) D wins at once, V is nearly 0,
# the best that a D-loss can be: in at least ten of the twelve runs b has not come to 0.5, and in none to half of the
# way. With -log D at least ten of the twelve runs arrive, with JS below 0.05, and the median run is half way after less
# than 150 steps. (Adam divides a gradient by its size, which hides the disease but not its noise.)
data, seeds, steps = Normal(7, 1), range(12), 500


def run(loss, seed):
    rng = np.random.default_rng(seed)
    generator = Network(Linear(1, 1, rng=rng))
    generator.theta = [1.0, 0.0]
    gan = GAN(generator, mlp([1, 32, 32, 1], rng=rng, bias_std=2.0), Normal())
    sgd = SGD(gan.discriminator, 0.05), SGD(generator, 0.02)
    records = iterate(gan, data, batch=64, k=5, rng=rng, generator_loss=loss, optimizers=sgd)
    v, b = np.array([(record.v, generator.theta[1]) for record in islice(records, steps)]).T
    a = abs(generator.theta[0])
    return float(js(data, Normal(b[-1], a))), v[-100:].mean(), b


def population(loss):
    distances, late_v, b = zip(*(run(loss, seed) for seed in seeds), strict=True)
    return np.array(distances), np.array(late_v), np.array(b)


stuck, arrived = population(saturating), population(non_saturating)
for name, (distance, late_v, b) in ("log(1 - D)", stuck), ("-log D", arrived):
    print(f"{name}: after {steps} steps b is {b[:, -1].min():.2f} to {b[:, -1].max():.2f}, ", end="")
    print(f"JS {distance.min():.4f} to {distance.max():.4f}, V late {late_v.min():.3f} to {late_v.max():.3f}")
assert (np.abs(stuck[2]).max(axis=1) < 0.5).sum() >= 10
assert stuck[2].max() < 3.5
assert (stuck[0] > 0.9 * np.log(2)).sum() >= 10
assert (stuck[1] > -0.1).sum() >= 10
assert (arrived[0] < 0.05).sum() >= 10
half_way = [np.append(b > 3.5, True).argmax() for b in arrived[2]]  # 500 if a run never comes there
print(f"-log D: b is half way after a median of {np.median(half_way):.0f} steps")
assert np.median(half_way) < 150

figure = Figure(figsize=(6, 3.2), layout="constrained")
axes = figure.add_subplot()
for name, (_, _, b), look in (
    ("log(1 - D)", stuck, {"color": BLUE, "linestyle": "--"}),
    ("-log D", arrived, {"color": VERMILION}),
):
    lines = axes.plot(b.T, linewidth=0.8, alpha=0.7, **look)
    lines[0].set_label(name)
axes.axhline(7, label="the data's mean", **BOUND)
axes.set(xlabel="step of G", ylabel="b, the mean of p_g", title="The same starts, another loss; a line for each seed")
axes.legend(frameon=False)
present(figure, "10_escape_the_vanishing_gradient-2")

# %%
# The wrong one by accident
# -------------------------
# Cross-entropy of a label y is -y log D - (1 - y) log(1 - D). "G wants the opposite of D", so one negates D's
# loss for label 0: that is log(1 - D), saturating. The way out is not another sign but another label, y = 1 with
# no minus: -log D. (The same flip in D's own step would train D backwards.) Which of the two does a code use?
# Ask it for the slope at l = -10, as in the first section; differences of the cross-entropy tell it, too.


def cross_entropy(logits, y):
    return (y * np.logaddexp(0, -logits) + (1 - y) * np.logaddexp(0, logits)).mean()


for y, sign, loss in (0, -1, saturating), (1, 1, non_saturating):
    ends = [sign * cross_entropy(spotted + step, y) for step in (h, -h)]
    assert abs((ends[0] - ends[1]) / (2 * h) - loss(spotted)[1].item()) < 1e-8

# %%
# On your own
# -----------
# 1. Where is t A largest? Find that t with ``scipy.optimize.minimize_scalar``. Is a generator beyond it lost?
# 2. Start the saturating runs at b = 4. Do they arrive? Then give them one hundred steps of -log D first.
# 3. Let the data be N(0, s^2) and G(z) = t + z. Derive both pulls again. Is t = 0 still a fixed point?
#
# The exercise of this lesson is e09: ``numpygan learn check e09``
