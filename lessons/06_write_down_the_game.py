"""
Write down the game
===================

**What you'll do.** Compute the score V(D, G) of a game of two players from probabilities, from
logits, from samples, and by integrals over the noise z and over the points x.

**What you'll learn.** What the two players want (notes, 1.2.1), how to compute a logarithm of a
probability without nan, and why a mean over the noise is a mean over p_g (notes, 1.3.4).

**What you'll need.** Lesson 01 (expectations, the error of a mean), lesson 02 (p_g), lesson 03
(gradients), lesson 05 (nats), and integration by substitution.

**Time.** 50 minutes.
"""

# %%
# Why
# ---
# A *discriminator* D looks at a point x and answers with a probability D(x): "x is real data
# with probability D(x)". How do we score such an answer? If D says 0.9, x may still be
# generated, so "right or wrong" does not work. The score is the logarithm of the probability
# that D gave to the truth: log D(x) if x is real, log(1 - D(x)) if x was generated. An answer
# that is certain and right scores 0; one that is certain and wrong scores minus infinity.
import numpy as np
from scipy.integrate import quad
from scipy.stats import norm

from numpygan import Normal, PushForward, discriminator_loss, gradcheck, value
from numpygan.plots import present, titled_figure
from numpygan.plots.style import BLUE, BOUND, DATA, GENERATED
from numpygan.theory import Discriminator, constant_discriminator

answers = np.linspace(0.005, 0.995, 199)
figure, axes = titled_figure("A certain and wrong answer costs most", xlabel="D(x), the answer")
axes.plot(answers, np.log(answers), label="x is real: log D", **DATA)
axes.plot(answers, np.log(1 - answers), label="x is generated: log(1 - D)", **GENERATED)
axes.set_ylabel("score, nats")
axes.legend(frameon=False)
present(figure, "06_write_down_the_game")

# %%
# Predict
# -------
# D knows nothing and answers 1/2 for every point. What is the sum of its mean score on real
# points and its mean score on generated points? Does this sum change if the generator improves?
# The end of *By hand* has the answers.

# %%
# By hand
# -------
# The *generator* G turns noise z into a point G(z). The *value* of the game, V(D, G), is the
# sum of two means, one over the distribution p_data of real points and one over that of the
# noise, p_z:
#
# .. math:: \min_G \max_D V(D, G), \qquad V(D, G) = E_{x \sim p_{data}} \log D(x)
#           + E_{z \sim p_z} \log(1 - D(G(z))) \qquad \text{(notes, 1.2.1)}
#
# Read it from the inside: for each G, D makes V as large as it can, at best 0; then G makes
# this as small as it can, and it can only change G(z). Two real points with D = 0.9 and 0.5,
# and one generated point with D = 0.2, give V = (log 0.9 + log 0.5) / 2 + log 0.8 = (-0.105 -
# 0.693) / 2 - 0.223 = -0.622.
D_real, D_fake = np.array([0.9, 0.5]), np.array([0.2])
V = np.log(D_real).mean() + np.log(1 - D_fake).mean()
assert np.isclose(V, -0.622, atol=5e-4)

# %%
# For D = 1/2 everywhere, V = log(1/2) + log(1/2) = -log 4 = -1.386, for every data distribution
# and every generator. So V = -1.386 does *not* say that G is good.
half = constant_discriminator(0.5)
assert np.isclose(value(half, Normal(0, 1), Normal(0, 1)), -np.log(4))
assert np.isclose(value(half, Normal(4, 0.5), Normal(-3, 2)), -np.log(4))
assert np.isclose(-np.log(4), -1.386, atol=5e-4)

# %%
# Derive: the losses from logits
# ------------------------------
# A network returns any real number l, the *logit*. The *sigmoid* makes it a probability: D = 1
# / (1 + exp(-l)). Hence 1 - D = 1 / (1 + exp(l)), and l = log D - log(1 - D). With softplus(l)
# = log(1 + exp(l)):
#
# .. math:: \log D = -\mathrm{softplus}(-l), \qquad \log(1 - D) = -\mathrm{softplus}(l)
#
# The derivative of softplus is the sigmoid, so log D has the slope 1 - D in l, and log(1 - D)
# has the slope -D. As log D has the slope D' / D, the sigmoid itself has the slope D' = D (1 -
# D). One problem remains: exp(l) overflows for l = 800. For l > 0 take l out of the logarithm:
# log(1 + exp(l)) = log(exp(l) (exp(-l) + 1)) = l + log(1 + exp(-l)). In both cases softplus(l)
# = max(l, 0) + log(1 + exp(-|l|)), and this exponent is never positive (``log1p(t)`` is log(1 +
# t)). The sigmoid is D = exp(log D) = exp(-softplus(-l)).


def softplus(logits):
    return np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits)))


def sigmoid(logits):
    return np.exp(-softplus(-logits))


logits = np.linspace(-800, 800, 1601)
assert np.allclose(softplus(logits), np.logaddexp(0, logits), rtol=1e-14)
assert softplus(800.0) == 800
assert sigmoid(np.array([-800.0, 0.0, 800.0])).tolist() == [0, 0.5, 1]

# %%
# D *minimizes* a loss, so its loss is -V. Each mean has a factor 1/n or 1/m, and the numbers n
# of real points and m of generated points may differ. The *cross entropy* is nearly the same
# loss: with a label y = 1 for each real point and y = 0 for each generated one, it is the mean
# of -(y log D + (1 - y) log(1 - D)) over all n + m points. Since -log D = softplus(-l) =
# softplus(l) - l, this is the mean of softplus(l) - y l, with the slope D - y in each l, times
# 1 / (n + m). For n = m it is -V / 2.


def minus_value(real, fake):
    loss = softplus(-real).mean() + softplus(fake).mean()
    slopes = -(1 - sigmoid(real)) / len(real), sigmoid(fake) / len(fake)
    return loss, np.concatenate(slopes)


rng = np.random.default_rng(0)
real, fake = rng.normal(1, 3, size=(5, 1)), rng.normal(-1, 3, size=(8, 1))
both = np.concatenate([real, fake])
loss, slopes = minus_value(real, fake)
assert np.isclose(loss, discriminator_loss(real, fake)[0])
assert np.allclose(slopes, discriminator_loss(real, fake)[1])
assert gradcheck(lambda logits: minus_value(logits[:5], logits[5:]), both) < 1e-7
y = np.repeat([[1.0], [0.0]], 5, axis=0)  # five real points, five generated ones


def cross_entropy(logits):
    return (softplus(logits) - y * logits).mean(), (sigmoid(logits) - y) / len(logits)


assert np.isclose(cross_entropy(both[:10])[0], minus_value(real, fake[:5])[0] / 2)
assert gradcheck(cross_entropy, both[:10]) < 1e-7

# %%
# Derive: from z to x
# -------------------
# The second mean of V runs over the noise z, but D sees only x = G(z). First an example: z is
# -1, 0, 1 or 2 with probability 1/4 each, and G(z) = z^2. The points are 1, 0, 1, 4: p_g(0) =
# 1/4, p_g(1) = 1/2, p_g(4) = 1/4. Add the terms with equal x first, and a mean over z becomes a
# mean over p_g, for any function f(x). Here f(x) = log(1 - D(x)).
f = {0: np.log(0.9), 1: np.log(0.6), 4: np.log(0.2)}
over_z = sum(f[z**2] for z in (-1, 0, 1, 2)) / 4
over_x = f[0] / 4 + f[1] / 2 + f[4] / 4
assert np.isclose(over_z, over_x)

# %%
# For densities, "add the terms with equal x" is integration by substitution. Take G(z) = exp z,
# so z = log x and dz = dx / x:
#
# .. math:: \int p_z(z) \log(1 - D(G(z)))\, dz
#           = \int_0^\infty \frac{p_z(\log x)}{x} \log(1 - D(x))\, dx
#           = \int p_g(x) \log(1 - D(x))\, dx \qquad \text{(notes, 1.3.4)}
#
# The factor p_z(log x) / x is p_g(x) of lesson 02: the density of the noise at the pre-image,
# divided by the slope of G there. If G rises and falls, cut the z axis at its turning points,
# substitute on each piece, and add: this is the sum over all pre-images.


def logit(x):
    return 2 - (x - 2) ** 2  # this D takes points near 2 for real


def z_integrand(z, G):
    return -norm.pdf(z) * softplus(logit(G(z)))


p_g = PushForward(np.exp, Normal(0, 1))
assert np.isclose(p_g.pdf([3.0])[0], norm.pdf(np.log(3)) / 3)
over_z = quad(z_integrand, -8, 8, args=(np.exp,), points=[0, 1], limit=200)[0]
over_x = quad(lambda x: -p_g.pdf([x])[0] * softplus(logit(x)), 1e-4, 400, points=[1, 5])[0]
assert np.isclose(over_z, over_x, rtol=1e-6)

# %%
# Check: V by two routes
# ----------------------
# The first route integrates over z and never uses p_g. The second one, the package, integrates
# over x with the exact density of G(z). G(z) = z^3 - z has up to three pre-images for one x.
p_data, D = Normal(2, 0.5), Discriminator(logit)  # D(x) = sigmoid(logit(x))
mean_data = -quad(lambda t: norm.pdf(t, 2, 0.5) * softplus(-logit(t)), -3, 7, points=[2])[0]
for G in (np.exp, lambda z: z**3 - z):
    mean_noise = quad(z_integrand, -8, 8, args=(G,), points=[-1, 0, 1], limit=200)[0]
    by_package = value(D, p_data, PushForward(G, Normal(0, 1)))
    assert np.isclose(mean_data + mean_noise, by_package, rtol=1e-7)
exact = mean_data + over_z

# %%
# V from samples
# --------------
# Training knows no density. It takes two means, over n real and m generated points. If log D
# has the variance a, and log(1 - D(G(z))) the variance b, the estimate of V has the variance a
# / n + b / m (lesson 01). In 1,000 batches with n = 200, m = 400 and G(z) = exp z, V has an
# error of about 0.03: a loss curve moves up and down that much although the game has not
# changed.
n, m = 200, 400
log_D = -softplus(-logit(rng.normal(2, 0.5, size=(1000, n))))
log_not_D = -softplus(logit(np.exp(rng.normal(size=(1000, m)))))
estimates = log_D.mean(axis=1) + log_not_D.mean(axis=1)
errors = np.sqrt(log_D.var(axis=1) / n + log_not_D.var(axis=1) / m)
assert abs(estimates.mean() - exact) < 5 * estimates.std() / np.sqrt(1000)
assert np.isclose(estimates.std(), errors.mean(), rtol=0.1)
assert np.isclose(errors.mean(), 0.03, atol=0.005)

figure, axes = titled_figure("Batches of the same game have different V", ylabel="V, nats")
axes.plot(estimates[:200], ".", color=BLUE, label="V of a batch")
axes.axhline(exact, label="exact V", **BOUND)
axes.set(xlabel="batch", ylim=(-1.4, -1.0))
axes.legend(frameon=False, loc="upper right")
present(figure, "06_write_down_the_game-2")

# %%
# What goes wrong
# ---------------
# In many programs D ends in a sigmoid, and the loss takes the logarithm of its output. For l =
# 40 the sigmoid is rounded to exactly 1, so 1 - D = 0 and its logarithm is -infinity.
# Back-propagation then computes -1 / (1 - D) times D (1 - D), infinity times 0, which is nan.
# One nan makes all weights nan (``numpygan learn why loss.cancellation``).
with np.errstate(divide="ignore", invalid="ignore"):
    D = 1 / (1 + np.exp(-np.array(40.0)))
    assert np.log(1 - D) == -np.inf
    assert np.isnan(-1 / (1 - D) * (D * (1 - D)))
assert minus_value(np.array([[1.0]]), np.array([[40.0]]))[0] > 40

# %%
# Recap
# -----
# - V is a mean of log D over real points plus a mean of log(1 - D) over generated points
#   (1.2.1). D maximizes it, G minimizes it. D = 1/2 gives -log 4, whatever G is.
# - Compute losses from logits: log D = -softplus(-l), log(1 - D) = -softplus(l).
# - A mean over z is a mean over p_g (1.3.4), so the theory needs p_g only.

# %%
# On your own
# -----------
# 1. A D-loss stays near 20, although D separates real from generated points by 20 logits. What
#    has happened? (Call ``minus_value`` with real logits of 10, and generated ones of -10.)
# 2. D(x) = sigmoid(w x + b) has two parameters. Derive dV/dw and dV/db, and check the first.
# 3. Let G(z) = z^2 with z from N(0, 1). Derive p_g, and check (1.3.4) for f(x) = exp(-x).
#
# Answers: ``numpygan lesson 6 --answers``, or the folder ``answers`` beside this file.
#
# See it move: ``numpygan lab normal`` draws V beside the networks. The exercises of this lesson
# are e04 and e05: ``numpygan learn check e04``, then ``numpygan learn check e05``.
