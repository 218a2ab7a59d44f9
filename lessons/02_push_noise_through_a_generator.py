"""
Push noise through a generator
=================================

**What you'll do.** Send normal noise z through a function G, find the exact density p_g of x = G(z),
and differentiate an average over noise in several ways.

**What you'll learn.** Sampling G(z) needs no formula for p_g, yet p_g is there, and on the line it is known
exactly. And gradients pass through noise (1.1.1), which is why G can be trained at all.

**What you'll need.** Derivatives, the normal density, and NumPy. Equation numbers are those of the notes.
"""

# %%
# A function and some noise
# -------------------------
# Take G(z) = z^3 - z and z ~ N(0, 1). Sampling is two lines. The source of the noise, ``rng``, is in plain sight:
# hidden global seeds are one reason why toy results do not reproduce. The same seed gives the same bits.
import numpy as np
from matplotlib.figure import Figure
from scipy.integrate import quad
from scipy.stats import kstest, kstwobign, norm

from numpygan import Normal, PushForward, mlp
from numpygan.plots import present
from numpygan.plots.style import BLUE, BOUND, DISCRIMINATOR, GENERATED, OPTIMAL
from numpygan.theory.smoothing import smoothed_gradient

n = 200_000
z = np.random.default_rng(1).normal(size=n)
x = z**3 - z
assert np.array_equal(z, np.random.default_rng(1).normal(size=n))

# %%
# Where does the probability at x come from?
# ------------------------------------------
# x lies in a small interval of length dx if z lies in a small interval around *some* z_i with G(z_i) = x.
# Where G'(z_i) is not 0, G is nearly straight, and that interval has length dz = dx divided by the size of
# G'(z_i). Add up the probabilities p_z(z_i) dz, and divide by dx:
#
# .. math:: p_g(x) = \sum_{i:\ G(z_i) = x} \frac{p_z(z_i)}{|G'(z_i)|}
#
# Here the pre-images are the real roots of z^3 - z - x: three for x near 0, one further out.


def preimages(x):
    roots = np.roots([1, 0, -1, -x])
    return np.sort(roots[np.abs(roots.imag) < 1e-9].real)


def p_g(x):
    z = preimages(x)
    return (norm.pdf(z) / np.abs(3 * z**2 - 1)).sum()


assert [preimages(point).size for point in (-0.5, 0.2, 0.5)] == [1, 3, 1]

# %%
# Three routes to one probability
# -------------------------------
# How likely is -0.2 < x < 0.2? Integrate p_g over x. Or look at z: the interval has three pre-images,
# whose probabilities the normal distribution function knows; no density of x is needed. Or count samples: a
# share P of n samples has a standard error of sqrt(P (1 - P) / n). The package's exact distribution,
# ``PushForward``, brackets
# pre-images instead of solving for roots of a polynomial. In the picture p_g is infinite where the slope of G is 0:
# there much noise lands on little x.
over_x = quad(p_g, -0.2, 0.2)[0]
over_z = np.abs(norm.cdf(preimages(0.2)) - norm.cdf(preimages(-0.2))).sum()
share, error = np.mean(np.abs(x) < 0.2), np.sqrt(over_z * (1 - over_z) / n)
print(f"P(-0.2 < x < 0.2): {over_x:.12f} over x, {over_z:.12f} over z, {share:.4f} +- {error:.4f} by counting")
assert abs(over_x - over_z) < 1e-10
assert abs(share - over_z) < 5 * error
points = np.linspace(-2, 2, 400)
density = np.array([p_g(point) for point in points])
distribution = PushForward(lambda z: z**3 - z, Normal(), slope=lambda z: 3 * z**2 - 1)
assert np.allclose(distribution.pdf(points), density, rtol=1e-9)

figure = Figure(figsize=(10, 3.6), layout="constrained")
left, right = figure.subplots(1, 2)
left.plot(np.linspace(-1.7, 1.7), np.linspace(-1.7, 1.7) ** 3 - np.linspace(-1.7, 1.7), **GENERATED)
left.axhline(0.2, **BOUND)
left.plot(preimages(0.2), [0.2] * 3, "o", color=BLUE)
left.set(xlabel="z", ylabel="x = G(z)", title="Three pre-images of x = 0.2")
right.hist(x, bins=120, range=(-2, 2), weights=np.full(n, 30 / n), color="0.85")
right.plot(points, density, **GENERATED)
right.set(xlabel="x", ylabel="density", title="p_g, exact, over a histogram of samples", ylim=(0, 2.5))
present(figure, "02_push_noise_through_a_generator")

# %%
# A network is the same
# ---------------------
# With LeakyReLU, a network of one input is a straight line between its kinks, so that every pre-image is one
# division. Samples judge the exact distribution: the largest distance between their distribution function and the
# distribution's,
# times sqrt(n), exceeds 2 only once in 1,500 times (Kolmogorov and Smirnov).
G = mlp([1, 8, 8, 1], rng=np.random.default_rng(3), bias_std=1.0)
samples = G.forward(z[:, None])[:, 0]
distance = kstest(samples, PushForward(G, Normal()).cdf).statistic * np.sqrt(n)
assert distance < 2 < kstest(samples + 0.02 * samples.std(), PushForward(G, Normal()).cdf).statistic * np.sqrt(n)
assert np.isclose(1 / kstwobign.sf(2), 1500, rtol=0.01)

# %%
# A gradient through noise
# ------------------------
# To train G is to differentiate an average over noise. Let f be smooth and eps ~ N(0, s^2). The distribution of eps
# does
# not depend on x, so that derivative and mean change places; then expand. E eps = E eps^3 = 0, E eps^2 = s^2:
#
# .. math:: \frac{d}{dx} E f(x + \epsilon) = E f'(x + \epsilon) = f'(x) + \frac{s^2}{2} f'''(x) + O(s^4)
#
# That is (1.1.1), with its speed. Take f = sin: E sin(eps) = 0 and E cos(eps) = exp(-s^2 / 2) (average the series of
# cos), so that the left side is cos(x) exp(-s^2 / 2). Gauss-Hermite quadrature of f' agrees, and so does the
# package's of f, which never sees f'.
at, s = 0.4, 0.4 / 2 ** np.arange(6)
nodes, weights = np.polynomial.hermite_e.hermegauss(20)
smoothed = np.array([weights @ np.cos(at + each * nodes) for each in s]) / weights.sum()
assert np.allclose(smoothed, np.cos(at) * np.exp(-(s**2) / 2), rtol=1e-12)
assert np.allclose(smoothed, [smoothed_gradient(lambda x: np.sin(x[:, 0]), [at], each)[0] for each in s], rtol=1e-11)
gap = np.abs(smoothed - np.cos(at))
assert np.allclose(gap[:-1] / gap[1:], 4, rtol=0.05)  # half the noise, a quarter of the gap

# %%
# Two estimators, far apart in price
# ----------------------------------
# *Pathwise*: average f'(x + eps) over draws; f' is what back-propagation gives. *Score function*: in y = x + eps,
# x stands only in the density of y, whose derivative in x is (y - x) / s^2 = eps / s^2 times itself:
#
# .. math:: \frac{d}{dx} \int f(y)\, N(y; x, s^2)\, dy = E\left[ f(x + \epsilon)\, \epsilon / s^2 \right]
#
# The means agree, the prices do not. To first order a draw of the first is f'(x) + f''(x) eps, with a scatter of
# s f''(x); of the second f(x) eps / s^2, with f(x) / s: at s = 0.01 that is 1e4 times as much for sin, hence 1e8 times
# as many draws. Subtracting f(x) changes no mean and leaves f'(x) (eps / s)^2, with a scatter of sqrt(2) f'(x).
eps, exact = 0.01 * z, np.cos(at) * np.exp(-(0.01**2) / 2)
score = eps / 0.01**2
draws = np.array([np.cos(at + eps), (np.sin(at + eps) - np.sin(at)) * score, np.sin(at + eps) * score])
scatter = draws.std(axis=1)
print("scatter of a draw: pathwise {:.4f}, score function {:.4f} with f(x) subtracted, {:.4f} without".format(*scatter))
assert (np.abs(draws.mean(axis=1) - exact) < 5 * scatter / np.sqrt(n)).all()
assert np.allclose(scatter, [0.01 * np.sin(at), np.sqrt(2) * np.cos(at), np.sin(at) / 0.01], rtol=0.02)
assert np.isclose((scatter[2] / scatter[0]) ** 2, 1e8, rtol=0.02)

figure = Figure(figsize=(10, 3.6), layout="constrained")
left, right = figure.subplots(1, 2)
left.loglog(s, gap, "o", color=BLUE)
left.loglog(s, s**2 / 2 * np.cos(at), **BOUND)
left.set(xlabel="s, size of the noise", ylabel="gap of the gradients", title="The gap and its s^2 term", xlim=(0.01, 1))
names = "pathwise", "score function, f(x) subtracted", "score function"
for name, values, ink in list(zip(names, draws, (GENERATED, DISCRIMINATOR, OPTIMAL), strict=True))[::-1]:
    right.semilogx(np.arange(100, n, 50), (np.cumsum(values) / np.arange(1, n + 1))[100::50], label=name, **ink)
right.set(xlabel="draws", ylabel="mean so far", title="Three estimates of one gradient, s = 0.01")
right.legend(frameon=False)
present(figure, "02_push_noise_through_a_generator-2")

# %%
# The gradient in G's own parameters
# ----------------------------------
# "How can a gradient pass through sampling?" Draw z, then hold it fixed. In G(z) = a + b z the chain rule gives
# f'(a + b z) z for b; the mean is -b sin(a) exp(-b^2 / 2). A difference quotient agrees to eight digits if
# both of its sides have the *same* noise; with fresh noise it drowns.
a, b, h, other = 0.4, 0.7, 1e-5, np.random.default_rng(2).normal(size=n)
draws = np.cos(a + b * z) * z
assert abs(draws.mean() + b * np.sin(a) * np.exp(-(b**2) / 2)) < 5 * draws.std() / np.sqrt(n)
same, fresh = ((np.sin(a + (b + h) * z) - np.sin(a + (b - h) * noise)).mean() / (2 * h) for noise in (z, other))
print(f"slope in b: {draws.mean():.8f} pathwise, {same:.8f} by differences; with fresh noise {fresh:.1f}")
assert abs(same - draws.mean()) < 1e-8
assert abs(fresh - draws.mean()) > 10

# %%
# On your own
# -----------
# 1. Change G to z^2. Derive p_g by hand, and compare with ``scipy.stats.chi2(1)``.
# 2. f(x) = 1 for x > 0, else 0. What does each estimator give at 0 with s = 0.1, and which one is right?
# 3. ``G.breakpoints(-10, 10)`` are the breakpoints of the network. Compute its p_g from their images, and compare.
#
# The exercise of this lesson is e02: ``numpygan learn check e02``.
