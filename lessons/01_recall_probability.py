"""
Recall probability
==================

**What you'll do.** Compute densities, expectations, a standard error, a likelihood and a
posterior, each in a few lines of NumPy, and compare each with a count of random numbers.

**What you'll learn.** The five ideas of probability that this course needs, with the names that
the notes use.

**What you'll need.** Lesson 00, integrals and derivatives.

**Time.** 50 minutes.
"""

# %%
# Why
# ---
# The output of a generator is random: run it twice and you get two numbers. What can we say
# about it that is true every time? How *often* it falls into an interval. The picture shows
# 10,000 random numbers as a histogram, and a curve, the *density* p. The area below the curve
# is the probability of an interval. The rule that gives each interval its probability is the
# *distribution* of the number.
import numpy as np
from matplotlib.figure import Figure
from scipy.integrate import quad
from scipy.stats import norm

from numpygan import Normal
from numpygan.plots import present, titled_figure
from numpygan.plots.style import BLUE, BOUND, DATA, GENERATED, VERMILION

rng = np.random.default_rng(0)
numbers = rng.normal(2, 0.5, size=10_000)
grid = np.linspace(0, 4, 401)

figure, axes = titled_figure("Probability is area below the density", xlabel="x")
axes.set_ylabel("density (per unit of x)")
axes.hist(numbers, bins=80, range=(0, 4), density=True, color="0.85", label="10,000 numbers")
axes.plot(grid, norm.pdf(grid, 2, 0.5), label="density p", **DATA)
part = grid[(grid >= 2) & (grid <= 2.5)]
axes.fill_between(part, norm.pdf(part, 2, 0.5), color=BLUE, alpha=0.4, label="P(2 < x < 2.5)")
axes.legend(frameon=False)
present(figure, "01_recall_probability")

# %%
# Predict
# -------
# Half of all numbers are real and come from N(2, 0.5^2), the curve above, with mean 2 and
# standard deviation 0.5 (both words come next). The other half are forged and come from N(0,
# 1^2). A detective sees the number x = 1. With what probability is it real? Guess; the cell *A
# posterior* has the answer.

# %%
# By hand: a die
# --------------
# The *expectation* E f(X) of a random X is the average of f over all outcomes, each weighted by
# its probability. For a die, E X = (1 + 2 + 3 + 4 + 5 + 6) / 6 = 3.5. The *variance* is the
# expected squared distance from this mean, Var X = E (X - 3.5)^2 = 2 (2.5^2 + 1.5^2 + 0.5^2) /
# 6 = 17.5 / 6 = 2.917. Its square root, 1.708, is the *standard deviation* (std): a typical
# distance from the mean, in the unit of X.
faces = np.arange(1, 7)
mean = (faces / 6).sum()
variance = ((faces - mean) ** 2 / 6).sum()
assert np.isclose(mean, 3.5)
assert np.allclose([variance, np.sqrt(variance)], [2.917, 1.708], atol=5e-4)

# %%
# A density
# ---------
# If X can be any real number, probabilities are areas below the density p, each single number
# has probability 0, and sums over outcomes become integrals:
#
# .. math:: P(a < X < b) = \int_a^b p(x)\,dx, \qquad
#           \mathbb{E} f(X) = \int p(x) f(x)\,dx, \qquad \int p(x)\,dx = 1
#
# The *normal* density with mean m and standard deviation s is
#
# .. math:: p(x) = \frac{1}{s \sqrt{2 \pi}} \exp\left(-\frac{(x - m)^2}{2 s^2}\right)
#
# We write N(m, s^2), and in code ``Normal(m, s)``: the code takes the standard deviation. If z
# is N(0, 1^2), then m + s z is N(m, s^2), as lesson 02 shows. Below, integrals of x and of (x -
# 2)^2 confirm mean and variance. Three routes to P(2 < x < 2.5):
#
# 1. An integral: ``quad(f, a, b)`` of SciPy returns the integral of f from a to b and an
#    estimate of its error; ``[0]`` takes the first. (``points=[2]`` tells it where to look
#    closely.)
# 2. A formula: ``norm.cdf(t)`` is P(z < t), and x = 2 + 0.5 z turns 2 < x < 2.5 into 0 < z < 1.
# 3. A count among the 10,000 numbers.
#
# A density is not a probability: that of N(0, 0.1^2) at 0 is 3.99. Areas are at most 1.


def p(x, m, s):
    return np.exp(-((x - m) ** 2) / (2 * s**2)) / (s * np.sqrt(2 * np.pi))


area = quad(p, 2, 2.5, args=(2, 0.5))[0]
share = np.mean((numbers > 2) & (numbers < 2.5))
assert np.isclose(area, norm.cdf(1) - norm.cdf(0), rtol=1e-10)
assert np.isclose(area, 0.341, atol=5e-4)
assert abs(share - area) < 0.03
assert np.isclose(quad(lambda x: x * p(x, 2, 0.5), -8, 12, points=[2])[0], 2)
assert np.isclose(quad(lambda x: (x - 2) ** 2 * p(x, 2, 0.5), -8, 12, points=[2])[0], 0.5**2)
assert np.allclose(p(grid, 2, 0.5), Normal(2, 0.5).pdf(grid), rtol=1e-12)
assert np.isclose(p(0, 0, 0.1), 3.99, atol=5e-3)

# %%
# The mean of a sample, and its error
# -----------------------------------
# A program estimates E f(X) by the mean of f over n independent draws. X and Y are
# *independent* if P(X in A and Y in B) = P(X in A) P(Y in B) for all A and B. Then E XY, the
# sum of x y P(x) P(y) over all pairs, is a product of two sums: E XY = E X E Y. Expectations
# always add up; variances of independent X and Y do, too: subtract the means first, so E X = E
# Y = 0; then E (X + Y)^2 = E X^2 + 2 E X E Y + E Y^2 = E X^2 + E Y^2. So the sum of n draws
# with standard deviation s has the variance n s^2. Dividing by n divides the variance by n^2:
#
# .. math:: \mathrm{Var}\Bigl(\frac{1}{n} \sum_i X_i\Bigr) = \frac{n s^2}{n^2} = \frac{s^2}{n}
#
# The standard deviation of the mean, s / sqrt(n), is its *standard error*: 100 times as many
# draws make it 10 times smaller. To check it, take 4,000 means of 25 draws each.
means = rng.normal(2, 0.5, size=(4000, 25)).mean(axis=1)
assert np.isclose(means.std(), 0.5 / np.sqrt(25), rtol=0.06)

# %%
# A likelihood
# ------------
# We have independent data x_1, ..., x_n and do not know the mean m. The *likelihood* of m is
# the density of these data as a function of m: the product of p(x_i; m), the density with mean
# m. *Maximum likelihood* chooses the m with the largest value. We maximize the logarithm, which
# turns the product into a sum. With s known,
#
# .. math:: \log \prod_i p(x_i; m) = -\sum_i \frac{(x_i - m)^2}{2 s^2} + \text{constant},
#           \qquad \frac{d}{dm}: \quad \sum_i \frac{x_i - m}{s^2}
#
# The derivative is 0 if m is the mean of the data. The second one, -n / s^2, is negative:
# maximum likelihood finds the sample mean. By lesson 07, training D is maximum likelihood, too.
candidates = np.linspace(1, 3, 2001)
log_likelihood = np.array([norm.logpdf(numbers, m, 0.5).sum() for m in candidates])
best = candidates[log_likelihood.argmax()]
assert abs(best - numbers.mean()) <= 0.001

# %%
# A posterior
# -----------
# Back to *Predict*. Before we see x, real and forged have probability 1/2 each: the *prior*.
# After we have seen x, the probability of real is the *posterior*. Think of n numbers of each
# kind, and of a short interval of length dx around x. It contains about n p_real(x) dx real
# numbers and n p_forged(x) dx forged ones. The share of the real ones is *Bayes' rule*:
#
# .. math:: P(\text{real} \mid x)
#           = \frac{p_{\text{real}}(x)}{p_{\text{real}}(x) + p_{\text{forged}}(x)}
#
# Here p_real(1) = 0.108 and p_forged(1) = 0.242, so the posterior is 0.108 / 0.350 = 0.309.
# This function is the best discriminator of the notes, Proposition 1. A count agrees: of a
# million numbers, those within 0.02 of 1. The picture has the posterior below: it falls to 1/2
# (dashed) again at x = 4.16, because the forged numbers are more widely spread.
real, forged = rng.normal(2, 0.5, size=500_000), rng.normal(0, 1, size=500_000)
near_real, near_forged = (np.sum(np.abs(kind - 1) < 0.02) for kind in (real, forged))
posterior = p(1, 2, 0.5) / (p(1, 2, 0.5) + p(1, 0, 1))
assert np.allclose([p(1, 2, 0.5), p(1, 0, 1)], [0.108, 0.242], atol=5e-4)
assert np.isclose(posterior, 0.309, atol=5e-4)
assert np.isclose(p(4.16, 2, 0.5), p(4.16, 0, 1), rtol=0.03)
assert abs(near_real / (near_real + near_forged) - posterior) < 0.03

x = np.linspace(-3, 5, 400)
figure = Figure(figsize=(6.4, 4), layout="constrained")
upper, lower = figure.subplots(2, sharex=True)
upper.plot(x, p(x, 2, 0.5), label="real", **DATA)
upper.plot(x, p(x, 0, 1), label="forged", **GENERATED)
upper.set(ylabel="density, per unit", title="The posterior is the share of the real density")
upper.legend(frameon=False)
lower.plot(x, p(x, 2, 0.5) / (p(x, 2, 0.5) + p(x, 0, 1)), color=VERMILION)
lower.axhline(0.5, **BOUND)
lower.set(xlabel="x", ylabel="P(real | x)")
present(figure, "01_recall_probability-2")

# %%
# What goes wrong
# ---------------
# The smallest positive float is near 5e-324, so a computed product of many densities is 0: that
# of our 10,000 numbers is exactly 0.0. The sum of the logarithms is finite, so this course
# works with logarithms (``numpygan learn why grid.underflow``). Another slip is ``Normal(2,
# 0.25)`` for N(2, 0.5^2), a variance in place of a standard deviation (``numpygan learn why
# curve.variance``).
assert np.prod(p(numbers, 2, 0.5)) == 0.0
assert np.isfinite(norm.logpdf(numbers, 2, 0.5).sum())
assert np.nextafter(0, 1) == 5e-324

# %%
# Recap
# -----
# - E f(X) is the integral of p f; a sample mean estimates it with a standard error of s /
#   sqrt(n) (notes, 1.2.1 has two such expectations).
# - The likelihood of a parameter is the density of the data; maximize its logarithm (notes,
#   text before 1.3.5).
# - The posterior of "real" is p_real / (p_real + p_forged), if both kinds are equally frequent
#   (notes, 1.3.3).

# %%
# On your own
# -----------
# 1. A coin shows 1 with probability 0.2, otherwise 0. What are its mean, variance and standard
#    deviation?
# 2. You estimate a probability P by counting n draws. What is the standard error? How many
#    draws do you need for P = 1/2 to have a standard error of 0.001?
# 3. Only one number in ten is real. What is the posterior of real at x = 1 now?
#
# Answers: ``numpygan lesson 1 --answers``, or the folder ``answers`` beside this file.
#
# See it move: ``numpygan lab normal`` draws both densities and the posterior. You can now solve
# part a of the first exercise, an expectation written as a sum: ``numpygan learn check e01``.
