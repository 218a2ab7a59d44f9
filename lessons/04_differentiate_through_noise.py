"""
Differentiate through noise
===========================

**What you'll do.** Differentiate an average over noise in two ways, in one and in two
dimensions, and measure how many draws each way needs.

**What you'll learn.** A gradient can pass through a random input: draw the noise, then hold it
fixed. This is why a generator can be trained by back-propagation (notes, 1.1.1).

**What you'll need.** Lesson 01 (expectation, standard error), lesson 03 (gradients), Taylor's
formula.

**Time.** 45 minutes.
"""

# %%
# Why
# ---
# The output of G is random, and the loss is an average over this randomness. "How can I
# differentiate something that was drawn at random?" The picture shows the answer for G(z) = b
# z. Each line is the path of one z while b grows. For a fixed z the output is an ordinary
# function of b, with slope z, and the average over all paths has the average slope. In place of
# b, a generator has many parameters, and this lesson the input x of a function f: the argument
# is the same.
import numpy as np

from numpygan.plots import present, titled_figure
from numpygan.plots.style import COMPARED, NOISE
from numpygan.theory.smoothing import smoothed_gradient

rng = np.random.default_rng(1)
scales = np.linspace(0, 1.5, 50)
figure, axes = titled_figure("Hold each z fixed: x is a smooth function of b", ylabel="x = b z")
axes.plot(scales, np.outer(scales, rng.normal(size=25)), **NOISE)
axes.set_xlabel("parameter b")
present(figure, "04_differentiate_through_noise")

# %%
# Predict
# -------
# Let f(x) = sin x, and add noise of standard deviation s to its input. Is the averaged function
# E f(x + noise) steeper or flatter than f at x = 0.4? And if you halve s, does the difference
# of the slopes become half, a quarter or an eighth? The cell *How fast* has the answer.

# %%
# By hand
# -------
# Take a noise that is easy to average: eps is s or -s, each with probability 1/2. If f(x) =
# x^3,
#
# .. math:: \mathbb{E} f(x + \epsilon) = \frac{(x + s)^3 + (x - s)^3}{2} = x^3 + 3 x s^2
#
# Its derivative at x = 1 with s = 0.1 is 3 x^2 + 3 s^2 = 3 + 0.03 = 3.03. Or first
# differentiate, then average: f'(1.1) = 3.63 and f'(0.9) = 2.43, with mean 3.03. Both orders
# agree, and the noise changes the derivative from 3 by 0.03 = 3 s^2.
s = 0.1


def average(x):
    return ((x + s) ** 3 + (x - s) ** 3) / 2


slopes = 3 * np.array([1.1, 0.9]) ** 2
assert np.allclose(slopes, [3.63, 2.43])
assert np.isclose(slopes.mean(), 3.03)
assert np.isclose((average(1 + 1e-5) - average(1 - 1e-5)) / 2e-5, 3.03, rtol=1e-8)

# %%
# The derivation
# --------------
# Let f be smooth, and let eps ~ N(0, s^2). The distribution of eps does not depend on x. So we
# may differentiate inside the average, as we may differentiate each term of a sum. Then expand
# f' around x by Taylor's formula:
#
# .. math:: \frac{d}{dx}\, \mathbb{E} f(x + \epsilon) = \mathbb{E} f'(x + \epsilon)
#           &= \mathbb{E}\left[ f'(x) + f''(x)\, \epsilon
#              + \tfrac{1}{2} f'''(x)\, \epsilon^2 + \dots \right] \\
#           &= f'(x) + \frac{s^2}{2} f'''(x) + O(s^4) \qquad \text{(notes, 1.1.1)}
#
# because E eps^2 = s^2, and E eps = E eps^3 = 0: the noise is symmetric around 0. As s goes to
# 0, only f'(x) remains. This is 1.1.1 of the notes; and the gap shrinks like s^2.

# %%
# How fast
# --------
# For f = sin the average is known. Write sin(x + eps) = sin x cos(eps) + cos x sin(eps), where
# E sin(eps) = 0 by symmetry. Let c(s) = E cos(s z) with z ~ N(0, 1) and density p. Then p'(z) =
# -z p(z), so integration by parts gives
#
# .. math:: c'(s) = -\int z\, p(z) \sin(s z)\, dz = \int p'(z) \sin(s z)\, dz
#           = -s \int p(z) \cos(s z)\, dz = -s\, c(s)
#
# With c(0) = 1 the solution is c(s) = exp(-s^2 / 2). So E sin(x + eps) = exp(-s^2 / 2) sin x,
# with the slope exp(-s^2 / 2) cos x. For *Predict*: it is flatter than cos x, and half the
# noise leaves about a quarter of the gap.
#
# A second route computes the integral E f'(x + eps) by *Gauss-Hermite quadrature*: nodes t_i
# and weights w_i for which the sum of w_i g(t_i) approximates the integral of g(t) exp(-t^2).
# Substitute eps = sqrt(2) s t. Then exp(-eps^2 / (2 s^2)) is exp(-t^2), the factors s cancel,
# and E g(eps) is the sum of w_i g(sqrt(2) s t_i), divided by sqrt(pi).
at = 0.4
sizes = 0.4 / 2 ** np.arange(6)
nodes, weights = np.polynomial.hermite.hermgauss(20)
smooth = np.exp(-(sizes**2) / 2) * np.cos(at)
points = at + np.sqrt(2) * sizes[:, None] * nodes
assert np.allclose(smooth, np.cos(points) @ weights / np.sqrt(np.pi), rtol=1e-12)
gap = np.cos(at) - smooth
assert (gap > 0).all()
assert np.allclose(gap[:-1] / gap[1:], 4, rtol=0.05)

# %%
# Two estimators
# --------------
# In a GAN the average is over n draws. There are two ways to estimate the gradient of E f(x +
# eps). The *pathwise* estimator is the mean of f'(x + eps). Back-propagation gives f'.
#
# The *score-function* estimator needs values of f only. Write E f(x + eps) as the integral of
# f(y) N(y; x, s^2), where N(y; x, s^2) is the density of N(x, s^2) at y. Now x occurs only in
# this density, whose derivative in x is (y - x) / s^2 times the density itself. (The derivative
# of a log density is called its *score*.) With y - x = eps,
#
# .. math:: \frac{d}{dx} \int f(y)\, N(y; x, s^2)\, dy
#           = \int f(y)\, \frac{y - x}{s^2}\, N(y; x, s^2)\, dy
#           = \mathbb{E}\left[ f(x + \epsilon)\, \frac{\epsilon}{s^2} \right]
#
# As E eps = 0, we may subtract the number f(x), a *baseline*, from f without changing the mean.
# ``smoothed_gradient`` of the package integrates this formula.
n, s = 200_000, 0.01
eps = s * rng.normal(size=n)
exact = np.exp(-(s**2) / 2) * np.cos(at)
pathwise = np.cos(at + eps)
score = np.sin(at + eps) * eps / s**2
score_baseline = (np.sin(at + eps) - np.sin(at)) * eps / s**2
for draws in (pathwise, score, score_baseline):
    assert abs(draws.mean() - exact) < 5 * draws.std() / np.sqrt(n)
assert np.isclose(smoothed_gradient(lambda x: np.sin(x[:, 0]), [at], s)[0], exact, rtol=1e-10)

# %%
# All three are right on average. They differ in the standard deviation of one draw. Here x =
# 0.4 and s = 0.01. To first order the pathwise draw is f'(x) + f''(x) eps, with standard
# deviation s |f''(x)| = 0.0039. The score-function draw is about f(x) eps / s^2, with standard
# deviation |f(x)| / s = 39. For the same standard error it needs (39 / 0.0039)^2 = 10^8 times
# as many draws. With the baseline, (f(x + eps) - f(x)) eps / s^2 is about f'(x) (eps / s)^2.
# For e = eps / s, E e^2 = 1 and E e^4 = 3 (by parts as above: E e^3 e = 3 E e^2). So the
# variance of e^2 is 3 - 1 = 2, and the standard deviation of the draw is sqrt(2) f'(x) = 1.30.
# The picture has the mean of the first draws of each.
stds = [draws.std() for draws in (pathwise, score, score_baseline)]
assert np.allclose(stds, [0.0039, 39, 1.30], rtol=0.02)
assert np.isclose((score.std() / pathwise.std()) ** 2, 1e8, rtol=0.03)

figure, axes = titled_figure("The pathwise estimate needs few draws", ylim=(-1, 3))
counts = np.arange(100, n, 50)
shown = {"pathwise": pathwise, "with baseline": score_baseline, "score function": score}
for (name, draws), style in zip(shown.items(), COMPARED[:3], strict=True):
    axes.semilogx(counts, draws.cumsum()[counts - 1] / counts, label=name, **style)
axes.set(xlabel="number of draws", ylabel="estimated slope")
axes.legend(frameon=False)
present(figure, "04_differentiate_through_noise-2")

# %%
# Several dimensions
# ------------------
# Let x and eps be vectors, with independent coordinates of eps, each N(0, s^2). Again the
# gradient of the average is the average of the gradients. In Taylor's formula the products of
# two different coordinates of eps have mean 0, and the squares have mean s^2. So up to O(s^4)
# the gap is s^2 / 2 times the gradient of the *Laplacian* of f, the sum of its second
# derivatives. For f(x) = x1^2 x2 the Laplacian is 2 x2, with gradient (0, 2), and no higher
# terms follow: the noise adds exactly (0, s^2) to grad f = (2 x1 x2, x1^2).
point, s = np.array([1.0, 2.0]), 0.5
noisy = point + s * rng.normal(size=(n, 2))
gradients = np.column_stack([2 * noisy[:, 0] * noisy[:, 1], noisy[:, 0] ** 2])
expected = np.array([2 * point[0] * point[1], point[0] ** 2 + s**2])
assert np.allclose(expected, [4, 1.25])
difference = np.abs(gradients.mean(axis=0) - expected)
assert (difference < 5 * gradients.std(axis=0) / np.sqrt(n)).all()
from_values = smoothed_gradient(lambda x: x[:, 0] ** 2 * x[:, 1], point, s)
assert np.allclose(from_values, expected, rtol=1e-10)

# %%
# What goes wrong
# ---------------
# To check a gradient through noise by a difference quotient, use the *same* noise on both
# sides. Take G(z) = a + b z and f = sin: E cos(a + b z) z = -b sin(a) exp(-b^2 / 2), the
# derivative in b of E sin(a + b z) = exp(-b^2 / 2) sin a. With the same z the quotient agrees
# with the pathwise slope to 1e-8. With fresh z the difference of two random means is divided by
# 2h = 0.00002, and the error is above 1. (The slip in the exercise: ``numpygan learn why
# path.resample``.)
a, b, h = 0.4, 0.7, 1e-5
z, fresh = rng.normal(size=n), rng.normal(size=n)
slope = (np.cos(a + b * z) * z).mean()
same_noise = (np.sin(a + (b + h) * z).mean() - np.sin(a + (b - h) * z).mean()) / (2 * h)
new_noise = (np.sin(a + (b + h) * z).mean() - np.sin(a + (b - h) * fresh).mean()) / (2 * h)
assert abs(slope + b * np.sin(a) * np.exp(-(b**2) / 2)) < 5 / np.sqrt(n)
assert abs(same_noise - slope) < 1e-8
assert abs(new_noise - slope) > 1

# %%
# Recap
# -----
# - For a smooth f, the gradient of an average over noise is the average of the gradients,
#   because the noise does not depend on x (1.1.1).
# - Noise of size s changes the gradient by s^2 f''' / 2, and nothing of this remains as s goes
#   to 0 (1.1.1).
# - Pathwise needs f' and few draws; the score function needs values of f and, for small s, very
#   many.

# %%
# On your own
# -----------
# 1. Let f(x) = x^2. By how much does noise of standard deviation s change its slope at x?
# 2. f(x) = 1 for x > 0, and 0 elsewhere. What do the two estimators give at x = 0 for s = 0.1,
#    and which one is right?
# 3. In d dimensions, what is the standard deviation of one draw of the score function with
#    baseline, for f(x) = x1 + ... + xd and its first coordinate?
#
# Answers: ``numpygan lesson 4 --answers``, or the folder ``answers`` beside this file.
#
# See it move: ``numpygan check noise-gradient -v`` lists what the package compares for 1.1.1.
# The exercise of this lesson lets you write both estimators: ``numpygan learn check e02``.
