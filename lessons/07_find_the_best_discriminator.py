"""
Find the best discriminator
===========================

**What you'll do.** Find the best discriminator with pencil and paper, find it again by counting
and by maximum likelihood, and train eight networks that come close to it.

**What you'll learn.** For a fixed generator, the best discriminator is D* = p_data / (p_data +
p_g), Proposition 1 of the notes. Training D is maximum-likelihood estimation. How Adam works.

**What you'll need.** Lesson 05 (Gibbs' inequality), lesson 06 (V, logits), lesson 01 (Bayes),
lesson 03 (training a network), and second derivatives.

**Time.** 60 minutes.
"""

# %%
# Why
# ---
# The generator is fixed in this lesson. The data have the density p_data, the generated points
# the density p_g. Someone mixes equally many points of both kinds, draws one, and shows us only
# where it lies, x. With what probability is it real? Where the dotted curve is higher, real
# points are more frequent. This lesson finds the best answer D(x) exactly.
import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit, xlogy  # expit is the sigmoid

from numpygan import Normal
from numpygan.evaluation import discriminator_function
from numpygan.nets import Adam, Linear, Network, discriminator_loss, mlp
from numpygan.plots import present, titled_figure
from numpygan.plots.style import DATA, DISCRIMINATOR, GENERATED, OPTIMAL
from numpygan.theory import Discriminator, criterion, optimal_discriminator, value

p_data, p_g = Normal(-0.5, 1), Normal(1, 1.5)
x, dx = np.linspace(-6, 8, 561, retstep=True)
figure, axes = titled_figure("A point lies at x: is it real or generated?", xlabel="x")
axes.plot(x, p_data.pdf(x), label="p_data", **DATA)
axes.plot(x, p_g.pdf(x), label="p_g", **GENERATED)
axes.set_ylabel("density")
axes.legend(frameon=False)
present(figure, "07_find_the_best_discriminator")

# %%
# Predict
# -------
# At x = -6 both densities are nearly 0. Should D answer about 0, about 1/2 or about 1 there?
# The answer is in the section *Derive: Proposition 1*.

# %%
# By hand
# -------
# Look at one place x, with a = p_data(x) = 3 and b = p_g(x) = 1 in some unit. By lesson 06, D
# earns a log y + b log(1 - y) there if its answer is y = D(x). Of three answers the second is
# best: y = 0.5 earns 3 log 0.5 + log 0.5 = -2.773, y = 0.75 earns 3 log 0.75 + log 0.25 =
# -2.249, and y = 0.9 earns 3 log 0.9 + log 0.1 = -2.619.


def h(y, a, b):
    return xlogy(a, y) + xlogy(b, 1 - y)  # xlogy(0, 0) is 0: a weight of 0 adds nothing


assert np.allclose(h(np.array([0.5, 0.75, 0.9]), 3, 1), [-2.773, -2.249, -2.619], atol=5e-4)

# %%
# Derive: one place x
# -------------------
# Let a > 0 and b > 0. The derivatives of h(y) = a log y + b log(1 - y) are
#
# .. math:: h'(y) = \frac{a}{y} - \frac{b}{1 - y}, \qquad
#           h''(y) = -\frac{a}{y^2} - \frac{b}{(1 - y)^2} < 0
#
# h' = 0 means a (1 - y) = b y, that is y = a / (a + b). Because h'' < 0, h' is positive before
# this point and negative after it: it is the only maximum. If b = 0, h = a log y is largest at
# y = 1; if a = 0, h = b log(1 - y) is largest at y = 0: a / (a + b) again. If both are 0, every
# answer is equally good. A search that does not know the formula finds the same maximum.
for a, b in ((3, 1), (0.3, 0.7), (5, 0.1), (0, 1), (1, 0)):
    search = minimize_scalar(lambda y, a=a, b=b: -h(y, a, b), bounds=(0, 1), method="bounded")
    assert abs(search.x - a / (a + b)) < 1e-5

# %%
# Derive: Proposition 1
# ---------------------
# By (1.3.4), V is an integral over x:
#
# .. math:: V(D, G) = \int p_{data}(x) \log D(x) + p_g(x) \log(1 - D(x))\, dx
#
# D may be any function here, so it may choose its answer at each x freely. (A network cannot;
# lesson 13.) If the integrand is largest at each x, so is the integral. So the best D, wherever
# the densities are not both 0, is
#
# .. math:: D^*(x) = \frac{p_{data}(x)}{p_{data}(x) + p_g(x)} \qquad \text{(notes, 1.3.3)}
#
# Its logit is log D* - log(1 - D*) = log p_data - log p_g, which can be computed even where
# both densities are rounded to 0. For *Predict*: at x = -6, D* is 0.02. All points are rare
# there, but generated ones, which are spread more widely, are 46 times as frequent.
best = optimal_discriminator(p_data, p_g)
p, q = p_data.pdf(x), p_g.pdf(x)
assert np.allclose(best(x), p / (p + q))
assert np.allclose(best.logit(x), p_data.log_pdf(x) - p_g.log_pdf(x))
assert np.isclose(best([-6.0])[0], 0.02, atol=0.005)
assert np.isclose(q[0] / p[0], 46, atol=0.5)

# %%
# Check: what another D loses
# ---------------------------
# Subtract V(D) from V(D*) and write p_data = (p_data + p_g) D*, p_g = (p_data + p_g) (1 - D*):
#
# .. math:: V(D^*) - V(D) = \int (p_{data} + p_g) \left[ D^* \log \frac{D^*}{D}
#           + (1 - D^*) \log \frac{1 - D^*}{1 - D} \right] dx
#
# The bracket is the KL of two coins, with probabilities D* and D of heads. By Gibbs' inequality
# it is positive unless D = D*: this is a second proof, and it gives the loss of each D. We
# write C for V(D*), the largest V against this G (the *criterion* of the notes). We add sin(3x)
# to the logit of D* and compute the loss C - V by V, and by the coins.
good, bad = best(x), expit(best.logit(x) + np.sin(3 * x))
coins = good * np.log(good / bad) + (1 - good) * np.log((1 - good) / (1 - bad))
other = Discriminator(lambda x: best.logit(x) + np.sin(3 * x))
C = criterion(p_data, p_g)
assert np.isclose(C - value(other, p_data, p_g), ((p + q) * coins).sum() * dx, rtol=1e-4)
assert value(other, p_data, p_g) < C

# %%
# D* is a posterior
# -----------------
# Write Y = 1 for real, Y = 0 for generated, both with prior 1/2. By Bayes' rule (lesson 01) D*
# is the posterior P(Y = 1 | x). It can be counted, with no density: draw many points of both
# kinds and take, in each bin, the fraction of real ones.
rng = np.random.default_rng(0)
real, fake = p_data.sample(100_000, rng=rng), p_g.sample(100_000, rng=rng)
edges = np.linspace(-3, 4, 36)
n_real, n_fake = np.histogram(real, edges)[0], np.histogram(fake, edges)[0]
fraction = n_real / (n_real + n_fake)
middle = (edges[:-1] + edges[1:]) / 2
assert np.abs(fraction - best(middle)).max() < 0.05

# %%
# Training D is maximum likelihood
# --------------------------------
# D gives each label a probability: D(x) to Y = 1, 1 - D(x) to Y = 0. The product over n real
# and n generated points is the *likelihood* of the labels under D. Its logarithm is the sum of
# log D over real points and log(1 - D) over generated ones: n times V of the sample. So the D
# with the largest V is the one under which the labels are most probable: *maximum-likelihood
# estimation* (notes, before 1.3.5). For normal distributions log p_data - log p_g is a
# parabola, because each log density is. So we fit the logit w_0 + w_1 x + w_2 x^2 with an
# optimizer of SciPy. From labelled points alone it finds, within 0.05, the coefficients of the
# logit of D*, -(x + 0.5)^2 / 2 + (x - 1)^2 / 4.5 + log 1.5.


def minus_log_likelihood(w):
    logits = [w[0] + w[1] * points + w[2] * points**2 for points in (real, fake)]
    return discriminator_loss(*logits)[0]  # divided by n


w = minimize(minus_log_likelihood, np.zeros(3)).x
exact = [-1 / 8 + 1 / 4.5 + np.log(1.5), -1 / 2 - 2 / 4.5, -1 / 2 + 1 / 4.5]
assert np.allclose(exact[0] + exact[1] * x + exact[2] * x**2, best.logit(x))
assert np.abs(w - exact).max() < 0.05

# %%
# Adam
# ----
# The gradients of a network differ in size and are noisy. One learning rate for all parameters
# is too small for some and too large for others. *Adam* (Kingma and Ba, 2015) divides the mean
# m of the past gradients g of each parameter by their typical size, the root of the mean v of
# g^2: each parameter then moves by about lr, whatever the size of its gradient, and by less if
# its gradients change their sign. m and v are *running means*: each step keeps the share beta
# of the old mean and adds 1 - beta times the new value. So the gradient of k steps ago has the
# weight (1 - beta) beta^k. They start at 0: after t steps the weights add up to 1 - beta^t, not
# to 1; dividing by it corrects m and v:
#
# .. math:: m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad
#           v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \quad
#           \theta \leftarrow \theta - lr\, \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 -
#           \beta_2^t)} + \epsilon}
#
# Here lr is the learning rate; the tiny epsilon avoids 0 / 0. By hand: theta = 1, lr = 0.1,
# beta_1 = 0.9, beta_2 = 0.999. The first gradient is 2: m = 0.2, corrected 2; v = 0.004,
# corrected 4. The step is 0.1 * 2 / sqrt 4 = 0.1, and it would be 0.1 for *every* positive
# gradient. The second one is -1: m = 0.18 - 0.1 = 0.08, corrected 0.08 / 0.19 = 0.421; v =
# 0.004996, corrected 2.499. The step is 0.1 * 0.421 / sqrt 2.499 = 0.0266.
one_weight = Network(Linear(1, 1, rng=rng))
one_weight.theta = [1.0, 0.0]
adam = Adam(one_weight, 0.1)
for gradient, theta in ((2, 0.9), (-1, 0.9 - 0.0266)):
    one_weight.dtheta[:] = [gradient, 0]
    adam.step()
    assert np.isclose(one_weight.theta[0], theta, atol=5e-5)

# %%
# Eight networks on the way to D*
# -------------------------------
# The networks do not know that a parabola is enough. Each step draws new points and descends
# the loss -V by Adam. At the end we integrate V over the exact densities, which training never
# sees. (``discriminator_function`` needs them to know where to integrate.) V cannot exceed C =
# V(D*), and in all eight runs it comes within 0.01 of it. Left of x = -4, where fewer than 1 in
# 1,000 points lie, the networks differ from D* and from each other.


def train(seed):
    rng = np.random.default_rng(seed)
    network = mlp([1, 32, 32, 1], rng=rng, bias_std=3.0)
    adam = Adam(network, 1e-2)
    for step in range(500):
        adam.lr = 1e-2 * (1 - step / 500)  # smaller steps towards the end: less noise
        points = np.concatenate([p_data.sample(256, rng=rng), p_g.sample(256, rng=rng)])
        logits = network.forward(points)
        network.backward(discriminator_loss(logits[:256], logits[256:])[1])
        adam.step()
    D = discriminator_function(network, p_data, p_g)
    return value(D, p_data, p_g), D(x)


trained = [train(seed) for seed in range(8)]
gaps = C - np.array([V for V, _ in trained])
assert gaps.min() > 0
assert gaps.max() < 0.01
assert p_data.cdf([-4.0])[0] + p_g.cdf([-4.0])[0] < 1e-3

figure, axes = titled_figure("Counting and training find D* where there are points", xlabel="x")
for _, curve in trained:
    axes.plot(x, curve, **{**DISCRIMINATOR, "linewidth": 0.6})
axes.plot([], label="eight networks", **DISCRIMINATOR)
axes.plot(middle, fraction, "k.", label="counted fraction of real points")
axes.plot(x, best(x), label="D*", **OPTIMAL)
axes.set_ylabel("probability of real")
axes.legend(frameon=False)
present(figure, "07_find_the_best_discriminator-2")

# %%
# What goes wrong
# ---------------
# "My D-loss does not go to 0, so D is not trained well." D's loss -V cannot be smaller than -C,
# which is 1.048 here: the two distributions overlap. And if the labels are swapped, D learns 1
# - D* and is worse than a coin (``numpygan learn why dstar.swapped``).
assert np.isclose(-C, 1.048, atol=5e-4)
assert value(Discriminator(lambda x: -best.logit(x)), p_data, p_g) < -np.log(4)

# %%
# Recap
# -----
# - a log y + b log(1 - y) is largest at y = a / (a + b), also if a or b is 0.
# - So D* = p_data / (p_data + p_g) (1.3.3); its logit is log p_data - log p_g.
# - D* is the posterior probability of "real", and training D is maximum likelihood (before
#   1.3.5).

# %%
# On your own
# -----------
# 1. Write the proof for one place as numbers. For a = 2, b = 3: find y*, check that h' is
#    positive before and negative after it, and compute h(y*) and h'' there.
# 2. There are twice as many real points as generated ones. What is the posterior now? Check it
#    with the counts above, those of the real points doubled.
# 3. Fit a logit without x^2. How far does the best straight line stay below C?
#
# Answers: ``numpygan lesson 7 --answers``, or the folder ``answers`` beside this file.
#
# See it move: in ``numpygan play discriminator`` you draw D with the mouse and try to beat D*.
# The exercise of this lesson is e06: ``numpygan learn check e06``.
