"""
Find the best discriminator
==============================

**What you'll do.** Maximize V(D, G) over D by hand, find the same D again as a posterior and as a logistic
regression, and train a network that comes close to it without knowing any density.

**What you'll learn.** Proposition 1: for a fixed G the best D is D* = p_data / (p_data + p_g), whose logit is
log p_data - log p_g. Training D is maximum likelihood for "real or generated?".

**What you'll need.** Lessons 02 and 04. First and second derivatives. Equation numbers are those of the notes.
"""

# %%
# One x at a time
# ---------------
# By (1.3.4), V = integral of p_data(x) log D(x) + p_g(x) log(1 - D(x)). D may choose its answer at each x freely, so
# at each x it is a question about one number y = D(x), with a = p_data(x) and b = p_g(x): where is
# h(y) = a log y + b log(1 - y) largest on [0, 1]? For a, b > 0
#
# .. math:: h'(y) = \frac{a}{y} - \frac{b}{1 - y} = 0 \iff a (1 - y) = b y \iff y = \frac{a}{a + b}, \qquad
#           h''(y) = -\frac{a}{y^2} - \frac{b}{(1 - y)^2} < 0
#
# The slope falls all the way, so that h rises before this point and falls after: it is the one maximum. If b = 0,
# h = a log y rises up to y = 1, if a = 0, h = b log(1 - y) falls from y = 0 on: a / (a + b) again. If both are 0,
# h = 0 for every y: where nobody lives, D* is not defined, and nobody asks. A search that knows none of this:
import numpy as np
from matplotlib.figure import Figure
from scipy.integrate import quad
from scipy.optimize import minimize_scalar
from scipy.special import expit, xlogy

from numpygan import Adam, Normal, criterion, discriminator_loss, mlp, optimal_discriminator, value
from numpygan.evaluation import discriminator_function
from numpygan.plots import present
from numpygan.plots.style import BOUND, DATA, DISCRIMINATOR, GENERATED, OPTIMAL, SKY
from numpygan.theory import Discriminator


def h(y, a, b):
    return xlogy(a, y) + xlogy(b, 1 - y)  # xlogy(0, 0) = 0: a weight of 0 counts for nothing


for a, b in ((1, 1), (0.3, 0.7), (5, 0.1), (1e-6, 1), (0, 1), (1, 0)):
    found = minimize_scalar(lambda y, a=a, b=b: -h(y, a, b), bounds=(0, 1), method="bounded", options={"xatol": 1e-9}).x
    assert abs(found - a / (a + b)) < 1e-6

# %%
# Proposition 1
# -------------
# What is largest at every x has the largest integral. So D*(x) = p_data(x) / (p_data(x) + p_g(x)) (1.3.3), where either
# density is positive. Its logit is log D* - log(1 - D*) = log p_data - log p_g, which has digits left where both
# densities have underflowed to 0. For two normal distributions it is a parabola, for equal widths a straight line.
p_data, p_g = Normal(-0.5, 1), Normal(1, 1.5)
best = optimal_discriminator(p_data, p_g)
x = np.linspace(-6, 8, 561)
p, q = p_data.pdf(x), p_g.pdf(x)
exact = np.array([1 / (2 * 1.5**2) - 0.5 / 2 * 0.5 + np.log(1.5), -0.5 - 1 / 1.5**2, 1 / (2 * 1.5**2) - 1 / 2])
assert np.allclose(best(x), p / (p + q), rtol=1e-12)
assert np.allclose(best.logit(x), np.polynomial.Polynomial(exact)(x), atol=1e-12)
assert p_data.pdf([500.0])[0] == p_g.pdf([500.0])[0] == 0
assert np.isclose(best.logit([500.0])[0], np.polynomial.Polynomial(exact)(500.0), rtol=1e-12)

# %%
# What another D loses
# --------------------
# Subtract V(D) from V(D*), divide and multiply by p + q: what remains is a mean KL between two coins, one with
# chance D*, one with chance D:
#
# .. math:: V(D^*) - V(D) = \int (p + q) \left[ D^* \log \frac{D^*}{D} + (1 - D^*) \log \frac{1 - D^*}{1 - D} \right] dx
#
# By Gibbs (lesson 05) that is > 0 unless D = D*: Proposition 1 once more, and with a price. ``value`` computes V(D)
# and ``criterion`` V(D*), with no KL in them; the right side is by hand.
top = criterion(p_data, p_g)


def price(t):
    D_best, D = best(np.array([t]))[0], expit(best.logit([t])[0] + np.sin(3 * t))
    coins = D_best * np.log(D_best / D) + (1 - D_best) * np.log((1 - D_best) / (1 - D))
    return (p_data.pdf([t])[0] + p_g.pdf([t])[0]) * coins


loss = top - value(Discriminator(lambda x: best.logit(x) + np.sin(3 * x)), p_data, p_g)
by_coins = quad(price, -8, 11, limit=200)[0]
print(f"C(G) = {top:.6f}; a wave of height 1 in the logit costs {loss:.9f} = {by_coins:.9f}")
assert np.isclose(loss, by_coins, rtol=1e-8)
rng = np.random.default_rng(0)
for height, speed in zip(rng.normal(size=30), rng.uniform(0, 5, size=30), strict=True):
    other = Discriminator(lambda x, height=height, speed=speed: best.logit(x) + height * np.cos(speed * x))
    assert value(other, p_data, p_g) < top

# %%
# A question of labels
# --------------------
# Mix n real and n generated samples, labels Y = 1 and Y = 0. Bayes: P(Y = 1 given x) = (p / 2) / (p / 2 + q / 2) = D*.
# The log-likelihood of the labels under D is the sum of log D over the real and of log(1 - D) over the generated:
# n times the V of the samples. Who trains D does maximum likelihood (text before 1.3.5). Let D's logit be
# w0 + w1 x + w2 x^2, D = sigmoid(X w) for rows X = (1, x, x^2). The slope in w is X^T (Y - D), the curvature
# -X^T diag(D (1 - D)) X is negative: one top. Newton's method climbs it, and the inverse of the curvature there,
# without its sign, is the covariance of w. No density is used, and out comes log p - log q.
n = 50_000
x_real, x_fake = p_data.sample(n, rng=rng), p_g.sample(n, rng=rng)
X, Y = np.concatenate([x_real, x_fake]) ** np.arange(3), np.repeat([1.0, 0.0], n)
w = np.zeros(3)
for _ in range(10):
    D = expit(X @ w)
    covariance = np.linalg.inv(X.T @ (X * (D * (1 - D))[:, None]))
    w += covariance @ X.T @ (Y - D)
errors = np.sqrt(np.diag(covariance))
print("logistic regression:", *(f"{found:.3f} +- {error:.3f}" for found, error in zip(w, errors, strict=True)))
print("log p - log q:      ", *(f"{true:.3f}         " for true in exact))
assert (np.abs(w - exact) < 4 * errors).all()
likelihood = np.log(np.where(Y == 1, expit(X @ w), expit(-X @ w))).sum()
assert np.isclose(likelihood / n, -discriminator_loss((X @ w)[:n, None], (X @ w)[n:, None])[0], rtol=1e-12)

# %%
# A network on the way to D*
# --------------------------
# A network does not know that a parabola would do; it has kinks and 1,153 parameters. Each step sees 256 samples of
# each distribution and goes down -V, by the backward passes of lesson 03. Between steps we ask what no training
# knows: V on the
# distributions themselves, by quadrature. It stays below C(G), as it must, and comes within 0.01. "Why does my
# D-loss not go
# to 0?" It cannot: its least is -C(G), here 1.048. And with flipped labels D goes to 1 - D*, worse than a coin.
network = mlp([1, 32, 32, 1], rng=rng, bias_std=3.0)
optimizer, n, steps, values, curves = Adam(network, 1e-2), 256, [0, 2, 5, 10, 20, 100, 500, 1000, 2000], [], {}
for step in range(2001):
    if step in steps:
        D = discriminator_function(network, p_data, p_g)
        values.append(float(value(D, p_data, p_g)))
        curves[step] = D(x)
    if step == 1200:
        optimizer.lr = 1e-3  # smaller steps at the end: less jitter
    logits = network.forward(np.concatenate([p_data.sample(n, rng=rng), p_g.sample(n, rng=rng)]))
    _, dlogits = discriminator_loss(logits[:n], logits[n:])
    network.backward(dlogits)
    optimizer.step()
gap = top - np.array(values)
off = np.average(np.abs(curves[2000] - best(x)), weights=p + q)
print("C(G) - V(D, G):", *(f"{g:.4f}" for g in gap), f"; D is off by {off:.3f} on average")
assert network.theta.size == 1153
assert (gap > 0).all()
assert gap[-1] < 0.01
assert off < 0.05
assert round(-top, 3) == 1.048
assert value(Discriminator(lambda x: -best.logit(x)), p_data, p_g) < -np.log(4)

figure = Figure(figsize=(10, 3.6), layout="constrained")
left, right = figure.subplots(1, 2)
left.plot(x, p, label="p_data", **DATA)
left.plot(x, q, label="p_g", **GENERATED)
left.plot(x, curves[5], color=SKY, label="D after 5 steps")
left.plot(x, curves[2000], label="D after 2,000 steps", **DISCRIMINATOR)
left.plot(x, best(x), label="D* = p / (p + q)", **OPTIMAL)
left.set(xlabel="x", ylabel="density, probability", title="A network on the way to D*")
left.legend(frameon=False, fontsize=8)
right.plot(steps, values, marker="o", label="V(D, G), exact", **DISCRIMINATOR)
right.axhline(top, label="C(G) = V(D*, G)", **OPTIMAL)
right.axhline(-np.log(4), label="-log 4", **BOUND)
right.set(xlabel="step", ylabel="nats", xscale="symlog", xlim=(0, 2500), title="No D gets above C(G)")
right.legend(frameon=False)
present(figure, "07_find_the_best_discriminator")

# %%
# On your own
# -----------
# 1. Let the data be twice as frequent as the generated samples. What is the posterior now, and what is D*'s logit?
# 2. Fit the logistic regression without x^2. Which D does it find, and what does it lose (``value``)?
# 3. Draw only 20 samples of each distribution, once, and train the network on these for 2,000 steps. What becomes of
#    V on the
#    samples, and on the distribution? (Lesson 11 goes on from there.)
#
# The exercise of this lesson is e06: ``numpygan learn check e06``.
