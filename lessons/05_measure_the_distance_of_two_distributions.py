"""
Measure the distance of two distributions
=========================================

**What you'll do.** Compute KL and JS, two numbers that say how different two distributions are;
prove that neither is ever negative; see what they do when two distributions move apart.

**What you'll learn.** KL depends on the order of its arguments and can be infinite. JS is
symmetric and never exceeds log 2. Lesson 08 shows that a GAN minimizes JS.

**What you'll need.** Lesson 01 (densities, expectations), logarithms, and derivatives.

**Time.** 45 minutes.
"""

# %%
# Why
# ---
# The picture shows data with two peaks, and two generators. Generator A covers both peaks, and
# also the empty middle. Generator B makes one peak perfectly and ignores the other. Which of
# the two is closer to the data? To train a generator we need a *number* that says how close it
# is. This lesson shows two, KL and JS. The answer of KL depends on the order of its arguments.
import numpy as np
from scipy.integrate import quad
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy, norm

import numpygan
from numpygan import Categorical, Mixture, Normal, Uniform
from numpygan.plots import present, titled_figure
from numpygan.plots.style import BOUND, DATA, DIVERGENCE, GENERATED, SECOND_DIVERGENCE

data = Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)])  # each with probability 1/2
A, B = Normal(0, np.sqrt(0.5**2 + 2**2)), Normal(2, 0.5)
x, dx = np.linspace(-12, 16, 28_001, retstep=True)
figure, axes = titled_figure("Which generator is closer to the data?", xlim=(-6, 6))
axes.plot(x, data.pdf(x), label="data", **DATA)
axes.plot(x, A.pdf(x), label="generator A", **GENERATED)
axes.plot(x, B.pdf(x), label="generator B", **{**GENERATED, "linestyle": "--"})
axes.set(xlabel="x", ylabel="density")
axes.legend(frameon=False)
present(figure, "05_measure_the_distance_of_two_distributions")

# %%
# Predict
# -------
# Suppose that a data point is expensive if the generator hardly ever makes such a point. Which
# generator wins, A or B? And if a *generated* point is expensive where data are rare? The
# section *The order of the arguments* has both answers.

# %%
# By hand
# -------
# A distribution on three outcomes is three numbers p_1, p_2, p_3 with sum 1. The
# *Kullback-Leibler divergence* KL(p || q) is the mean of log(p_i / q_i), where outcome i has
# probability p_i. Take p = (1/2, 1/2, 0) and q = (1/4, 1/2, 1/4). The first outcome adds 1/2
# log 2, the second 1/2 log 1 = 0. The third never happens under p: it adds 0 (t log t goes to 0
# with t). So KL(p || q) = 1/2 log 2 = 0.347. Logarithms are natural; the unit is called the
# *nat*. In the other order, log(q_3 / p_3) = log(0.25 / 0) is infinite, and so is KL(q || p).


def kl(p, q):
    possible = p > 0  # without this, 0 log 0 would be nan
    with np.errstate(divide="ignore"):  # q = 0 < p: infinity is the right answer
        return (p[possible] * np.log(p[possible] / q[possible])).sum()


p, q = np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.5, 0.25])
assert np.isclose(kl(p, q), np.log(2) / 2)
assert np.isclose(kl(p, q), 0.347, atol=5e-4)
assert kl(q, p) == np.inf
assert np.isclose(kl(p, q), numpygan.kl(Categorical(p), Categorical(q)))

# %%
# Densities
# ---------
# For densities p(x) and q(x) the sum becomes an integral:
#
# .. math:: KL(p\,\|\,q) = \int p(x) \log \frac{p(x)}{q(x)}\, dx \qquad \text{(notes, 1.3.1)}
#
# Example: p is N(0, 1) and q is N(m, 1). The factors 1 / sqrt(2 pi) cancel, and log p - log q =
# (-x^2 + (x - m)^2) / 2 = m^2 / 2 - m x. Under p the mean of x is 0, so KL = m^2 / 2. We
# compare with a sum over a fine grid, and with the package.
#
# The sum is over p times (log p - log q), from the *logarithms* of the densities. A density far
# out is rounded to 0, as exp(-800) is (it *underflows*). Then p / q is 0 / 0 and the sum is
# nan. The logarithms are finite, and 0 (log p - log q) = 0 is right. The last lines show it for
# standard deviation 0.1, where x = 16 has log p = -12,799.
for m in (0.5, 1.0, 2.0, 4.0):
    log_p, log_q = Normal(0, 1).log_pdf(x), Normal(m, 1).log_pdf(x)
    assert np.isclose((np.exp(log_p) * (log_p - log_q)).sum() * dx, m**2 / 2)
    assert np.isclose(numpygan.kl(Normal(0, 1), Normal(m, 1)), m**2 / 2)
log_p, log_q = norm.logpdf(x, 0, 0.1), norm.logpdf(x, 0.2, 0.1)
assert round(log_p[-1]) == -12_799
with np.errstate(divide="ignore", invalid="ignore"):
    assert np.isnan((np.exp(log_p) * np.log(np.exp(log_p) / np.exp(log_q))).sum() * dx)
assert np.isclose((np.exp(log_p) * (log_p - log_q)).sum() * dx, 0.2**2 / (2 * 0.1**2))

# %%
# Gibbs' inequality: KL is never negative
# ---------------------------------------
# Let f(t) = t - 1 - log t for t > 0. Its derivative 1 - 1/t is negative before t = 1 and
# positive after, and f(1) = 0. So f(t) >= 0, that is log t <= t - 1, with equality for t = 1
# only. Put t = q / p, multiply by p and sum over the outcomes with p > 0:
#
# .. math:: -KL(p\,\|\,q) = \sum_{p > 0} p \log \frac{q}{p}
#           \;\le\; \sum_{p > 0} p \left(\frac{q}{p} - 1\right) = \sum_{p > 0} q \;-\; 1
#           \;\le\; 0
#
# The last step holds because q sums to at most 1 on those outcomes. Hence KL >= 0. (If q = 0
# for an outcome with p > 0, KL is infinite: nothing to prove.) If KL = 0, both <= are
# equalities. The first gives q = p wherever p > 0, the second q = 0 elsewhere: KL = 0 only if p
# = q. We test it with at least 480 random pairs on four outcomes (``rng.dirichlet`` draws
# numbers >= 0 with sum 1); we set some numbers to 0.
#
# For densities, write integrals in place of sums; every step stays true, up to one detail. The
# function p f(q / p) is never negative, and its integral can be 0 although q differs from p at
# single points, which have length 0. So KL = 0 says p = q *almost everywhere*: up to points
# that change no probability.
rng = np.random.default_rng(0)
pairs = rng.dirichlet(np.ones(4), size=(500, 2)) * (rng.random((500, 2, 4)) < 0.7)
pairs = pairs[(pairs.sum(axis=2) > 0).all(axis=1)]
pairs /= pairs.sum(axis=2, keepdims=True)
assert len(pairs) >= 480
values = np.array([kl(p, q) for p, q in pairs])
misses = ((pairs[:, 0] > 0) & (pairs[:, 1] == 0)).any(axis=1)
assert values.min() > 0
assert np.array_equal(np.isinf(values), misses)

# %%
# The proof also says what KL *consists of*: -log t = f(t) - (t - 1), times p, is p f(q / p) + p
# - q. Integrate over the places with p > 0: KL is the integral of p f(q / p), plus the
# probability that q gives to the other places. Take p uniform on [0, 1] and q = N(0, 1). The
# second route is direct: KL is the mean of -log q on [0, 1], which is 1/6 + log sqrt(2 pi).
p_times_f = quad(lambda t: norm.pdf(t) - 1 - norm.logpdf(t), 0, 1)[0]
q_elsewhere = 1 - (norm.cdf(1) - norm.cdf(0))
assert np.isclose(p_times_f + q_elsewhere, 1 / 6 + np.log(2 * np.pi) / 2)

# %%
# The order of the arguments
# --------------------------
# Here are the answers to *Predict*. KL(data || q) is a mean over the data: a q that misses a
# peak is punished, and A wins. KL(q || data) is a mean over q: a q that visits empty places is
# punished. Missing a peak costs only log 2: on its own peak B is twice the data. So B wins.
assert numpygan.kl(data, A) < numpygan.kl(data, B)
assert numpygan.kl(B, data) < numpygan.kl(A, data)
assert np.isclose(numpygan.kl(B, data), np.log(2), atol=1e-3)
assert numpygan.kl(data, B) > 10

# %%
# JS: compare both with their mean
# --------------------------------
# Let m = (p + q) / 2. The *Jensen-Shannon divergence* is
#
# .. math:: JS(p\,\|\,q) = \tfrac12 KL(p\,\|\,m) + \tfrac12 KL(q\,\|\,m)
#           \qquad \text{(notes, 1.3.2)}
#
# It is symmetric; it is >= 0, and 0 only if p = m = q, by Gibbs. It has an upper bound, too: p
# / m = 2p / (p + q) is at most 2, so each KL is at most log 2, and so is JS. JS = log 2 needs q
# = 0 wherever p > 0: the two share no outcome. A second route uses no ratio p / m. With the
# *entropy* H(p) = -sum p log p, write log(p / m) = log p - log m and collect the terms: JS =
# H(m) - H(p) / 2 - H(q) / 2. For the generators A and B, JS is 0.201 and 0.216: nearly equal.


def js(p, q):
    m = (p + q) / 2
    return kl(p, m) / 2 + kl(q, m) / 2


values = np.array([js(p, q) for p, q in pairs])
by_entropy = [entropy((p + q) / 2) - entropy(p) / 2 - entropy(q) / 2 for p, q in pairs]
share_nothing = (pairs[:, 0] * pairs[:, 1] == 0).all(axis=1)
assert share_nothing.any()
assert np.allclose(values[share_nothing], np.log(2), rtol=1e-12)
assert values.min() > 0
assert values[~share_nothing].max() < np.log(2)
assert np.allclose(values, by_entropy, atol=1e-12)
assert np.allclose(values, [js(q, p) for p, q in pairs], atol=1e-12)
assert np.allclose([numpygan.js(data, g) for g in (A, B)], [0.201, 0.216], atol=5e-4)

# %%
# Move two distributions apart
# ----------------------------
# Take p uniform on [0, 1] and q uniform on [t, 1 + t] with t < 1. A fraction t of each has no
# counterpart and costs log 2; elsewhere p = q and the cost is 0. So JS = t log 2. For t >= 1,
# JS stays at log 2: it no longer tells *how far* apart they are. JS of two normal distributions
# becomes flat, too: at t = 6 it is above 99 % of log 2. Their KL keeps on growing (that of the
# uniform ones is infinite for t > 0).
shifts = np.linspace(0, 6, 61)
uniform = [numpygan.js(Uniform(0, 1), Uniform(t, 1 + t)) for t in shifts]
normal = [numpygan.js(Normal(0, 1), Normal(t, 1)) for t in shifts]
assert np.allclose(uniform, np.minimum(shifts, 1) * np.log(2))
assert normal[-1] > 0.99 * np.log(2)

figure, axes = titled_figure("KL grows with the shift, JS stops at log 2", ylim=(0, 1.5))
axes.plot(shifts, shifts**2 / 2, label="KL, normal", **SECOND_DIVERGENCE)
axes.plot(shifts, normal, label="JS, normal", **DIVERGENCE)
axes.plot(shifts, uniform, label="JS, uniform", **{**DIVERGENCE, "linestyle": "-."})
axes.axhline(np.log(2), label="log 2", **BOUND)
axes.set(xlabel="shift t", ylabel="divergence, nats")
axes.legend(frameon=False)
present(figure, "05_measure_the_distance_of_two_distributions-2")

# %%
# What goes wrong
# ---------------
# A *distance* in the strict sense obeys the triangle inequality: a detour is never shorter. JS
# is only a *divergence*: from (1, 0) to (0, 1) it is 0.693, but through (1/2, 1/2) it is 0.216
# + 0.216 = 0.432. Its square root does obey it (Endres and Schindelin, 2003), and this root is
# what ``scipy.spatial.distance.jensenshannon`` returns. The theory of GANs has JS, not its root
# (``numpygan learn why js.sqrt``).
left, half, right = np.array([1.0, 0.0]), np.array([0.5, 0.5]), np.array([0.0, 1.0])
assert np.allclose([js(left, right), js(left, half)], [0.693, 0.216], atol=5e-4)
assert js(left, half) + js(half, right) < js(left, right)
assert np.allclose([jensenshannon(p, q) ** 2 for p, q in pairs], values, atol=1e-12)

# %%
# Recap
# -----
# - KL(p || q) is the mean of log(p / q) under p (1.3.1). It is >= 0, and 0 only for p = q
#   (Gibbs). It is infinite if q = 0 where p > 0, and the order of p and q matters.
# - JS is the mean of two KL to m = (p + q) / 2 (1.3.2): symmetric, between 0 and log 2.
# - JS = log 2 if p and q share no outcome, however far apart they are.

# %%
# On your own
# -----------
# 1. Find KL(N(0, 1) || N(0, s^2)) by hand, then the other order. Which is larger for s = 2?
# 2. Write the proof of Gibbs' inequality as numbers. For p = (0.5, 0.5, 0) and q = (0.2, 0.6,
#    0.2), compute the four members of the chain, from -KL to 0. Is one of the two <= an
#    equality?
# 3. For p near q, show that JS(p || q) is KL(p || q) / 4 up to terms of third order. Check it.
#
# Answers: ``numpygan lesson 5 --answers``, or the folder ``answers`` beside this file.
#
# See it move: ``numpygan play two-distributions`` lets you move one distribution with the
# mouse. The exercise of this lesson is e01: ``numpygan learn check e01``.
