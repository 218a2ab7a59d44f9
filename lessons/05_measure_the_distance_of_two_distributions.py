"""
Measure the distance of two distributions
============================================

**What you'll do.** Write KL and JS by hand, prove what they promise, and watch what they do when two distributions
part.

**What you'll learn.** What "close" means in a GAN. KL punishes missing mass without bound and depends on the order
of its arguments; JS is symmetric and never exceeds log 2. And which of the numbers called "JS" yours is.

**What you'll need.** Expectations and logarithms. Everything is in nats. Equation numbers are those of the notes.
"""

# %%
# KL, in one line
# ---------------
# Someone believes q while p is true. At x the log of their ratio is log p(x) / q(x); its mean under p is
#
# .. math:: KL(p\,\|\,q) = \int p(x) \log \frac{p(x)}{q(x)}\, dx \qquad (1.3.1)
#
# for densities, a sum for shares. What is 0 log 0? The limit of t log t at 0, which is 0: x that never happen
# cost nothing. So the sum runs over p > 0 only; leave that out, and NumPy answers nan.
from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure
from scipy.optimize import minimize
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr

import numpygan
from numpygan import Categorical, Mixture, Normal, Uniform
from numpygan.plots import present
from numpygan.plots.style import BOUND, DATA, DISCRIMINATOR, GENERATED, OPTIMAL
from numpygan.theory import log2_minus_js


def kl(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    here = p > 0
    with np.errstate(divide="ignore"):  # q = 0 < p: the honest answer is infinity
        return (p[here] * np.log(p[here] / q[here])).sum()


p, q = np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.5, 0.25])
print(f"KL(p || q) = {kl(p, q):.6f}, KL(q || p) = {kl(q, p)}")
assert np.isclose(kl(p, q), np.log(2) / 2, rtol=1e-15)  # only the first outcome counts: 0.5 log 2
assert kl(q, p) == np.inf
for a, b in ((p, q), (q, p)):
    assert np.allclose(kl(a, b), [rel_entr(a, b).sum(), numpygan.kl(Categorical(a), Categorical(b))], rtol=1e-14)
with np.errstate(divide="ignore", invalid="ignore"):
    assert np.isnan((p * np.log(p / q)).sum())

# %%
# Two normal distributions
# ------------------------
# For N(0, 1) against N(m, 1): log p - log q = (-x^2 + (x - m)^2) / 2 = m^2 / 2 - m x, and the mean of x under p is
# 0, so that KL = m^2 / 2, which grows without bound. A fine grid (sum times dx) and the package say the same.
x = np.linspace(-12, 16, 28_001)
dx = x[1] - x[0]
for m in (0.5, 1.0, 2.0, 4.0):
    log_p, log_q = Normal(0, 1).log_pdf(x), Normal(m, 1).log_pdf(x)
    on_grid = (np.exp(log_p) * (log_p - log_q)).sum() * dx
    assert np.isclose(on_grid, m**2 / 2, rtol=1e-12)
    assert np.isclose(numpygan.kl(Normal(0, 1), Normal(m, 1)), m**2 / 2, rtol=1e-12)

# %%
# Never negative: Gibbs' inequality
# ---------------------------------
# The function t - 1 - log t has slope 1 - 1/t: it falls until t = 1, rises after, and is 0 there. Hence
# log t <= t - 1, with equality at t = 1 only. Put t = q / p and sum over p > 0:
#
# .. math:: -KL(p\,\|\,q) = \sum_{p > 0} p \log \frac{q}{p} \le \sum_{p > 0} p \left(\frac{q}{p} - 1\right)
#           = \sum_{p > 0} q - 1 \le 0
#
# Equality needs q = p wherever p > 0 (first sign) and no q elsewhere (second sign): KL = 0 only if p = q. Hundreds
# of random pairs, with zeros, try in vain to be negative.
rng = np.random.default_rng(0)
pairs = rng.dirichlet(np.ones(4), size=(500, 2)) * (rng.random((500, 2, 4)) < 0.7)
pairs = [pair / pair.sum(axis=1, keepdims=True) for pair in pairs if (pair.sum(axis=1) > 0).all()]
values = np.array([kl(a, b) for a, b in pairs])
print(f"{len(pairs)} random pairs: the smallest KL is {values.min():.1e}, {np.isinf(values).mean():.0%} are infinite")
assert values.min() > 0
assert np.array_equal(np.isinf(values), [((a > 0) & (b == 0)).any() for a, b in pairs])
assert all(kl(a, a) == 0 for a, _ in pairs)

# %%
# Which argument comes first?
# ---------------------------
# KL(data || q) averages over the data: a q that misses a mode pays without bound, so the best q covers all. Among
# normal distributions it has the mean and the variance of the data: up to a constant, KL is the mean of
# (x - m)^2 / (2 s^2) + log s; set its slopes in m and s to 0. But KL(q || data) averages over q: missing a mode is
# free, visiting a desert is not, and the best q sits on one mode.
data = Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)])
losses = {"KL(data || q)": lambda q: numpygan.kl(data, q), "KL(q || data)": lambda q: numpygan.kl(q, data)}
distributions = []
for name, loss in losses.items():
    found = minimize(lambda v, loss=loss: loss(Normal(v[0], np.exp(v[1]))), [0.5, 0], method="Nelder-Mead").x
    distributions.append(Normal(found[0], np.exp(found[1])))
    print(f"the best q by {name}: mean {distributions[-1].mean:.3f}, std {distributions[-1].std:.3f}")
assert np.allclose([distributions[0].mean, distributions[0].std], [0, np.sqrt(0.5**2 + 2**2)], atol=1e-3)
assert np.allclose([distributions[1].mean, distributions[1].std], [2, 0.5], atol=0.01)

# %%
# JS: compare both with their mean
# --------------------------------
# With m = (p + q) / 2, JS = KL(p || m) / 2 + KL(q || m) / 2 (1.3.2). Swapping p and q changes nothing. It is >= 0,
# and 0 only if p = m = q, by Gibbs. Where p > 0, p / m = 2p / (p + q) is at most 2, and 2 only where q = 0. So each
# KL is at most log 2, and JS = log 2 iff p and q share no x. It is never infinite. A second route takes no ratio: write
# log p / m as log p - log m, collect, and JS = H(m) - H(p) / 2 - H(q) / 2 with the entropy H(p) = -sum p log p.


def js(p, q):
    m = (p + q) / 2
    return (kl(p, m) + kl(q, m)) / 2


def H(p):
    return -(p[p > 0] * np.log(p[p > 0])).sum()


apart = np.array([not (a * b).any() for a, b in pairs])
values = np.array([js(a, b) for a, b in pairs])
print(f"JS = log 2 for {apart.sum()} pairs; the others reach {values[~apart].max():.4f} at most")
assert np.allclose(values[apart], np.log(2), rtol=1e-15)
assert apart.any()
assert (values[~apart] < np.log(2)).all()
assert (values > 0).all()
assert np.array_equal(values, [js(b, a) for a, b in pairs])
assert np.allclose(values, [H((a + b) / 2) - H(a) / 2 - H(b) / 2 for a, b in pairs], rtol=0, atol=1e-14)

# %%
# Pull two distributions apart
# ----------------------------
# Two uniform distributions, one moved by t < 1: the share t of each lives where the other does not and costs log 2,
# the rest has
# p = q = m and costs nothing, so JS = t log 2. From t = 1 on JS is log 2, however far: flat, with no slope to follow.
# Normal distributions never part completely, yet soon look as if: at a shift of 30 what is missing to log 2 is 1e-50.
shifts = np.linspace(0, 6, 61)
uniform = np.array([numpygan.js(Uniform(0, 1), Uniform(t, 1 + t)) for t in shifts])
normal = np.array([numpygan.js(Normal(0, 1), Normal(t, 1)) for t in shifts])
assert np.allclose(uniform, np.minimum(shifts, 1) * np.log(2), atol=1e-14)
log_p, log_q = Normal(0, 1).log_pdf(x), Normal(2, 1).log_pdf(x)
log_m = np.logaddexp(log_p, log_q) - np.log(2)
by_definition = (np.exp(log_p) * (log_p - log_m) + np.exp(log_q) * (log_q - log_m)).sum() * dx / 2
assert np.isclose(by_definition, normal[20], rtol=1e-12)
assert 1e-50 < log2_minus_js(Normal(0, 1), Normal(30, 1)) < 2e-50

figure = Figure(figsize=(10, 3.6), layout="constrained")
left, right = figure.subplots(1, 2)
left.plot(x, data.pdf(x), label="data", **DATA)
left.plot(x, distributions[0].pdf(x), label="best by KL(data || q)", **GENERATED)
left.plot(x, distributions[1].pdf(x), label="best by KL(q || data)", **OPTIMAL)
left.set(xlabel="x", ylabel="density", title="The order of the arguments", xlim=(-6, 6))
right.plot(shifts, shifts**2 / 2, label="KL, normal distributions", **OPTIMAL)
right.plot(shifts, normal, label="JS, normal distributions", **GENERATED)
right.plot(shifts, uniform, label="JS, uniform distributions", **DISCRIMINATOR)
right.axhline(np.log(2), label="log 2", **BOUND)
right.set(xlabel="shift", ylabel="nats", title="Two distributions part", ylim=(0, 1.5))
_ = left.legend(frameon=False), right.legend(frameon=False)
present(figure, "05_measure_the_distance_of_two_distributions")

# %%
# Distance or divergence?
# -----------------------
# A distance obeys the triangle inequality: no detour is shorter than the straight way. JS does not: from (1, 0) to
# (0, 1) it is log 2 = 0.693, but by way of (1/2, 1/2) only 0.216 twice, 0.432. Its square root does (Endres and
# Schindelin, 2003), and is what ``scipy.spatial.distance.jensenshannon`` returns: the JS *distance*. C(G) in lesson 08
# needs the divergence. Others divide by log 2 (bits, at most 1), or leave out the 1/2 of (1.3.2) and get up to log 4.
# Mind also that ``jensenshannon`` divides what it gets by its sum: a forgotten normalization passes in silence.
a, half, b = np.array([1.0, 0.0]), np.array([0.5, 0.5]), np.array([0.0, 1.0])
assert np.round([js(a, b), js(a, half), js(a, half) + js(half, b)], 3).tolist() == [0.693, 0.216, 0.432]
for (p, q), (r, _) in pairwise(pairs):
    assert jensenshannon(p, r) <= jensenshannon(p, q) + jensenshannon(q, r)
assert np.allclose([jensenshannon(a, b) ** 2 for a, b in pairs], values, atol=1e-14)
assert np.isclose(jensenshannon(a, b, base=2), 1)
assert jensenshannon([2, 6], half) == jensenshannon([0.25, 0.75], half)

# %%
# On your own
# -----------
# 1. Find KL(N(0, 1) || N(0, s)) by hand, then both orders for s = 2. Which is larger, and why?
# 2. p = (1 - t, t), q = (1, 0): plot both KL and JS for t from 0 to 1. Which are finite, and where?
# 3. For p near q every divergence here is a parabola: show that JS is KL / 4 to second order, and check it.
#
# The exercise of this lesson is e01: ``numpygan learn check e01``.
