"""
Push noise through a generator
==============================

**What you'll do.** Send normal noise z through a function G and find the exact density p_g of x
= G(z), first with a pencil, then in code, then for a network.

**What you'll learn.** Sampling G(z) needs no formula for p_g. But p_g exists, and in one
dimension you can compute it: look back at each z that leads to x.

**What you'll need.** Lessons 00 and 01 (density, normal distribution, standard error), slopes.

**Time.** 45 minutes.
"""

# %%
# Why
# ---
# A generator is an ordinary function. Only its input z is random. Why does that make a new
# distribution? Because G stretches some intervals of z and squeezes others. Where G squeezes,
# many z land close together, and the density of x is high. In the picture, each line leads from
# one of 61 equally spaced z to G(z) = z^3 - z.
import numpy as np
from scipy.integrate import quad
from scipy.stats import kstest, kstwobign, norm

from numpygan import Normal, PushForward, mlp
from numpygan.plots import present, titled_figure
from numpygan.plots.style import GENERATED, NOISE


def G(z):
    return z**3 - z


def G_slope(z):
    return 3 * z**2 - 1


figure, axes = titled_figure("Where G squeezes, the values x come close together")
for z in np.linspace(-1.5, 1.5, 61):
    axes.plot([z, G(z)], [1, 0], **NOISE)
axes.set(xlabel="z above, x = G(z) below", yticks=[0, 1], yticklabels=["x", "z"])
present(figure, "02_push_noise_through_a_generator")

# %%
# Predict
# -------
# Which x get the highest density: those near x = 0, where z is most frequent, or those near x =
# 0.385 and x = -0.385, where the lines come close together? The second picture shows it.

# %%
# By hand: a straight line
# ------------------------
# Let z ~ N(0, 1) (z has this distribution) and x = G(z) = 3 z + 2. What is the density of x at
# x = 5? Only z = 1 leads there. An interval of z of length dz becomes an interval of x of
# length 3 dz, with the same probability. So the density of x is that of z divided by 3: p_g(5)
# = 0.242 / 3 = 0.081. For any x, z = (x - 2)/3, so p_g(x) = p_z((x - 2)/3) / 3. Written out,
# this is the density of N(2, 3^2), as lesson 01 claimed.
by_hand = norm.pdf(1) / 3
assert np.allclose([norm.pdf(1), by_hand], [0.242, 0.081], atol=5e-4)
assert np.isclose(by_hand, norm.pdf(5, 2, 3))

# %%
# The formula
# -----------
# In general, several z may lead to the same x. Each such z_i, with G(z_i) = x, is called a
# *pre-image* of x. Near z_i, G is almost a straight line with slope G'(z_i), if this slope is
# not 0. So an interval of length dx around x comes from an interval of length dx / |G'(z_i)|
# around each z_i. Probabilities add up; divide by dx:
#
# .. math:: p_g(x) = \sum_{i:\ G(z_i) = x} \frac{p_z(z_i)}{|G'(z_i)|}
#
# Here p_z is the density of z. The notes use this in 1.3.4, to replace an expectation over z by
# one over x. Our pre-images are the real roots of z^3 - z - x: three for x near 0, one further
# out.


def preimages(x):
    roots = np.roots([1, 0, -1, -x])
    return np.sort(roots[np.abs(roots.imag) < 1e-9].real)


def p_g(x):
    z = preimages(x)
    return (norm.pdf(z) / np.abs(G_slope(z))).sum()


assert [len(preimages(x)) for x in (-0.5, 0.2, 0.5)] == [1, 3, 1]

# %%
# Three routes to one probability
# -------------------------------
# How likely is -0.2 < x < 0.2?
#
# 1. Integrate p_g over x, from -0.2 to 0.2.
# 2. Look at z. The set of z with -0.2 < G(z) < 0.2 has three parts. The k-th one has its ends
#    at the k-th pre-images of -0.2 and 0.2 (in the middle one, where G falls, in reversed
#    order). ``norm.cdf`` gives the probability of each part.
# 3. Draw 200,000 numbers and count. A draw counts 1 or 0 and has the variance P (1 - P), so a
#    share P has the standard error sqrt(P (1 - P) / n).
rng = np.random.default_rng(1)
x = G(rng.normal(size=200_000))
over_x = quad(p_g, -0.2, 0.2)[0]
over_z = np.abs(norm.cdf(preimages(0.2)) - norm.cdf(preimages(-0.2))).sum()
share = np.mean(np.abs(x) < 0.2)
error = np.sqrt(over_z * (1 - over_z) / len(x))
assert abs(over_x - over_z) < 1e-10
assert abs(share - over_z) < 5 * error

# %%
# The answer to *Predict*: the peaks are at x = 0.385 and -0.385, where the slope of G is 0: 3
# z^2 = 1, so z = 0.577 or -0.577. There the formula divides by 0 and p_g is infinite, but the
# area of the peak is finite: it is the probability of the z that lead there.
z_flat = np.sqrt(1 / 3)
assert np.allclose([z_flat, G(-z_flat)], [0.577, 0.385], atol=5e-4)
assert p_g(0.384) > 5 * p_g(0)
assert quad(p_g, 0.38, G(-z_flat))[0] < 0.05

points = np.linspace(-2, 2, 401)
density = np.array([p_g(point) for point in points])
figure, axes = titled_figure("The peaks of p_g are where the slope of G is 0", ylim=(0, 2.5))
share_to_density = np.full(len(x), 30 / len(x))  # each of the 120 bins has the width 1/30
axes.hist(x, 120, range=(-2, 2), weights=share_to_density, color="0.85", label="samples")
axes.plot(points, density, label="p_g, exact", **GENERATED)
axes.set(xlabel="x", ylabel="density (per unit of x)")
axes.legend(frameon=False)
present(figure, "02_push_noise_through_a_generator-2")

# %%
# A network is the same
# ---------------------
# ``mlp([1, 8, 8, 1])`` is a network as in lesson 00, with two *hidden layers* of 8 columns
# between input and output. Each LeakyReLU consists of two straight pieces, so the network
# consists of straight pieces, too, with at most one pre-image on a piece that is not flat.
# ``PushForward`` adds them up, for any network of one input and any function with its slope.
#
# To judge it, compare its distribution function F(x) = P(G(z) < x) with the share of n samples
# below x. They differ at random. The *Kolmogorov-Smirnov test* (not proved here) says how much:
# if F is right, the largest difference over all x, times sqrt(n), is above 2 only once in 1,500
# times. Would it notice a wrong F? We shift the samples by 2 % of their standard deviation 1.8,
# that is 0.036. Where the density has its greatest height, 0.25, F is then off by 0.009, and
# times sqrt(n) = 447 this is 4.
distribution = PushForward(G, Normal(), slope=G_slope)
assert np.allclose(distribution.pdf(points), density, rtol=1e-9)

network = mlp([1, 8, 8, 1], rng=np.random.default_rng(3), bias_std=1.0)
samples = network.forward(rng.normal(size=(200_000, 1)))[:, 0]
F = PushForward(network, Normal()).cdf
root_n = np.sqrt(len(samples))
assert kstest(samples, F).statistic * root_n < 2
assert kstest(samples + 0.02 * samples.std(), F).statistic * root_n > 3
assert np.isclose(kstwobign.sf(2), 1 / 1500, rtol=0.01)
assert round(root_n) == 447
height = PushForward(network, Normal()).pdf(np.linspace(-6, 8, 2000)).max()
assert np.allclose([samples.std(), height], [1.8, 0.25], atol=0.05)
assert abs(root_n * 0.02 * samples.std() * height - 4) < 0.1


# %%
# What goes wrong
# ---------------
# Without the slope, the sum of the p_z(z_i) is no density: its integral is 2.46. With one of
# several pre-images, the others are lost: at x = 0.2 the middle one has 61 % of the density,
# the other two together 39 %.
def without_slope(x):
    return norm.pdf(preimages(x)).sum()


assert np.isclose(
    quad(without_slope, -20, 20, points=[-0.385, 0.385], limit=500)[0], 2.46, atol=0.01
)
three = preimages(0.2)
shares = norm.pdf(three) / np.abs(G_slope(three)) / p_g(0.2)
assert np.allclose(shares, [0.28, 0.61, 0.12], atol=0.005)
assert np.isclose(shares[0] + shares[2], 0.39, atol=0.005)

# %%
# Recap
# -----
# - x = G(z) has a density p_g although nobody wrote it down; sampling needs G and noise only
#   (notes, I.1).
# - p_g(x) is the sum of p_z(z_i) / |G'(z_i)| over the pre-images z_i of x. The notes use it in
#   1.3.4.
# - Probability, integral and count are three routes to one number; they must agree within their
#   errors.

# %%
# On your own
# -----------
# 1. Let G(z) = z^2. Which are the pre-images of x = 4, and what is p_g(4)?
# 2. Let z be uniform on (0, 1), with density 1 there. Which rising G makes x exponential, with
#    density exp(-x) for x > 0? (The area below z is z. It must equal the area below x = G(z).)
# 3. ``network.breakpoints(-1, 1)`` lists the z between -1 and 1 at which the network changes
#    its slope. Check that p_g jumps at the image of such a z.
#
# Answers: ``numpygan lesson 2 --answers``, or the folder ``answers`` beside this file.
#
# See it move: ``numpygan lab normal`` draws these lines from z to x while G learns. After
# lesson 04, about gradients through noise, you can solve this: ``numpygan learn check e02``.
