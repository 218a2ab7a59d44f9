"""
See what the generator minimizes
===================================

**What you'll do.** Climb to the best discriminator without its formula, find out what the top is worth,
and see what a generator is up against once that discriminator is in place.

**What you'll learn.** Theorem 1: C(G) = max_D V(D, G) = -log 4 + 2 JS(p_data || p_g), so a
generator that beats the best discriminator minimizes a divergence between two distributions, and reaches the
bottom only when they are equal. "Is a D-loss of 0 good?"

**What you'll need.** Lessons 03 and 05: JS, and D*. Equation numbers are those of the notes.
"""

# %%
# Two distributions and a number between them
# -------------------------------------------
# The data follow p_data; the generator's samples follow p_g. A discriminator D(x) guesses the
# probability that x is real, and its score (1.2.1) is the value V(D, G) = E_data log D + E_g log(1 - D).
# A D that knows nothing says 1/2 everywhere and scores log 1/2 + log 1/2 = -log 4 = -1.386.
import numpy as np
from matplotlib.figure import Figure
from scipy.special import expit

from numpygan import Categorical, Mixture, Normal, js, maximize_value, optimal_discriminator
from numpygan.plots import present
from numpygan.plots.style import BOUND, DATA, DISCRIMINATOR, GENERATED, OPTIMAL
from numpygan.theory import constant_discriminator, value

p_data, p_g = Normal(4, 0.5), Normal(3, 1)
ignorant = value(constant_discriminator(0.5), p_data, p_g)
print(f"V of D = 1/2: {ignorant:.6f}")
assert abs(ignorant + np.log(4)) < 1e-12

# %%
# Climb
# -----
# At each x the integrand of V is p log D + q log(1 - D) (1.3.4), a hill with one top in the logit of D(x): the
# slope is p (1 - D) - q D, the curvature -(p + q) D (1 - D). So walk up every hill at once by Newton steps, slope
# over curvature, none longer than 2; the formula for the top is not used anywhere. V rises, then stops rising. The
# package climbs in the same manner, at the points of a quadrature instead of a grid.
x, dx = np.linspace(-4, 10, 2801, retstep=True)
p, q = p_data.pdf(x), p_g.pdf(x)
logit, trace = np.zeros_like(x), []
for _ in range(60):
    trace.append(dx * -(p * np.logaddexp(0, -logit) + q * np.logaddexp(0, logit)).sum())
    D = expit(logit)
    curvature = np.maximum((p + q) * D * (1 - D), 1e-300)
    logit += np.clip((p * (1 - D) - q * D) / curvature, -2, 2)
top = maximize_value(p_data, p_g)
print("V on the way up:", " ".join(f"{v:.4f}" for v in trace[:6]), f"... {trace[-1]:.4f}")
assert (np.diff(trace) > -1e-14).all()
assert abs(trace[-1] - top.value) < 1e-9

# %%
# Where it ended
# --------------
# Lesson 07 has the formula: the slope is 0 where D = p / (p + q), Proposition 1 (1.3.3). The climber knew nothing of
# it, and arrived there. (In the far tails, where p + q is next to nothing, V does not care about D.)
formula = optimal_discriminator(p_data, p_g)
seen = p + q > 1e-12
assert np.abs(expit(logit) - formula(x))[seen].max() < 1e-9
figure = Figure(figsize=(10, 3.4), layout="constrained")
left, right = figure.subplots(1, 2)
left.plot(trace[:12], "o-", color=DISCRIMINATOR["color"])
left.axhline(-np.log(4) + 2 * js(p_data, p_g), **BOUND)
left.set(xlabel="Newton steps", ylabel="V(D, G), nats", title="the climb; dashed: -log 4 + 2 JS")
right.plot(x, p, label="p_data", **DATA)
right.plot(x, q, label="p_g", **GENERATED)
right.plot(x, expit(logit), label="D, climbed", **DISCRIMINATOR)
right.plot(x, formula(x), label="p_data / (p_data + p_g)", **OPTIMAL)
right.set(xlabel="x", xlim=(0, 6.5), ylabel="density, probability", title="the climbed D is D*")
right.legend(frameon=False)
present(figure, "08_see_what_the_generator_minimizes")

# %%
# What the top is worth
# ---------------------
# C(G) = max_D V. Put D* into V, where 1 - D* = p_g / (p_data + p_g). This is (1.3.5), as an integral:
#
# .. math:: C(G) = \int p_{data} \log \frac{p_{data}}{p_{data} + p_g} + p_g \log \frac{p_g}{p_{data} + p_g}\; dx
#
# JS compares with the midpoint m = (p_data + p_g) / 2, so make the sum below each bar a mean: the logarithm of
# p / (p_data + p_g) is that of p / m, less log 2. That is adding and subtracting log 2 in each bracket (1.3.6):
#
# .. math:: C(G) = -\log 2 \int (p_{data} + p_g)\, dx + \int p_{data} \log \frac{p_{data}}{m}\, dx
#           + \int p_g \log \frac{p_g}{m}\, dx
#
# Each density integrates to 1, so the first term is -2 log 2 = -log 4. The others are KL(p_data || m) and KL(p_g || m)
# by definition (1.3.1), and half their sum is JS (1.3.2). Hence C(G) = -log 4 + 2 JS(p_data || p_g) (1.3.7).
#
# To see that it is true one must not plug in D* again, which would only show that algebra works. So: the left side by
# the climb, which knows no D*; the right side by JS, which knows no discriminator.
pairs = [
    (p_data, p_g),
    (Normal(0, 1), Normal(0, 1)),
    (Normal(0, 1), Normal(30, 1)),
    (Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)]), Normal(0, 2)),
    (Categorical([0.5, 0.5]), Categorical([0.1, 0.9])),
]
for p, q in pairs:
    left_side, right_side = maximize_value(p, q).value, -np.log(4) + 2 * js(p, q)
    print(f"{left_side:.12f}  {right_side:.12f}  {p!r} and {q!r}")
    assert abs(left_side - right_side) < 1e-10

# %%
# The bottom
# ----------
# JS >= 0, and JS = 0 only if both distributions are equal (Gibbs' inequality, lesson 05). So C(G) >= -log 4 for every
# generator, with equality if and only if p_g = p_data, where D* = 1/2. That is Theorem 1. It cannot be read
# backwards: V = -log 4 is seen at D = 1/2 for *every* p_g, as in the first cell. The maximum over D is what tells.
rng = np.random.default_rng(6)
others = [Normal(rng.normal(4, 1), rng.uniform(0.2, 2)) for _ in range(15)]
assert min(maximize_value(p_data, other).value for other in others) > -np.log(4)
assert abs(maximize_value(p_data, p_data).value + np.log(4)) < 1e-12

# %%
# The shape of the goal
# ---------------------
# Slide p_g away from the data: C(G) starts at -log 4, and flattens out at -log 4 + 2 log 2 = 0, where JS is log 2 and
# the distributions have nothing in common. Far away the goal is nearly flat: the vanishing gradient of lesson 10,
# from above.
# "Is a D-loss of 0 good?" D's loss is -V; its best D makes it log 4 - 2 JS. A loss of 0 is perfect for D, and for G
# it means JS = log 2, the worst there is: it stands on the flat part.
shifts = np.linspace(0, 8, 33)
goal = np.array([maximize_value(Normal(0, 1), Normal(s, 1)).value for s in shifts])
assert abs(goal[0] + np.log(4)) < 1e-12
assert (np.diff(goal) > 0).all()
assert -1e-3 < goal[-1] < 0
assert abs((goal[1] + np.log(4)) / (shifts[1] ** 2 / 4) - 1) < 0.02
figure = Figure(figsize=(6, 3.4), layout="constrained")
axes = figure.subplots()
axes.plot(shifts, goal, color=DISCRIMINATOR["color"], label="C(G), by ascent")
axes.plot(
    shifts[:9], shifts[:9] ** 2 / 4 - np.log(4), color=OPTIMAL["color"], linestyle="-.", label="-log 4 + shift^2 / 4"
)
for level, name in ((-np.log(4), "-log 4: equal"), (0, "0: nothing in common")):
    axes.axhline(level, **BOUND)
    axes.annotate(name, (8, level), xytext=(0, 3), textcoords="offset points", ha="right")
axes.set(xlabel="shift s of N(s, 1) against N(0, 1)", ylabel="nats", title="what G minimizes", ylim=(-1.5, 0.2))
axes.legend(frameon=False, loc="center right")
present(figure, "08_see_what_the_generator_minimizes-2")

# %%
# On your own
# -----------
# 1. Replace one of the normal distributions by ``from_scipy(scipy.stats.laplace(0, 1))``. Does the theorem care?
# 2. For which shift is C(G) half way between -log 4 and 0? Find it with ``scipy.optimize.brentq``.
# 3. Near shift 0, C(G) + log 4 grows like shift^2 / 4. Derive it from JS, and check it by numbers.
#
# The exercise of this lesson is e07: ``numpygan learn check e07``.
