"""
See what the generator minimizes
================================

**What you'll do.** Find the best discriminator without knowing its formula, and see what a
generator is up against once that discriminator is in place.

**What you'll learn.** Theorem 1: C(G) = max_D V(D, G) = -log 4 + 2 JS(p_data || p_g), so a
generator that beats the best discriminator minimizes a divergence between two laws, and reaches the
bottom only when they are equal.

**What you'll need.** What an expectation is, and log. Equation numbers are those of the notes.
"""

# %%
# Two laws and a number between them
# ----------------------------------
# The data follow p_data; the generator's samples follow p_g. A discriminator D(x) guesses the
# probability that x is real, and its score (1.2.1) is the value V(D, G) = E_data log D + E_g log(1 - D).
# A D that knows nothing says 1/2 everywhere and scores log 1/2 + log 1/2 = -log 4 = -1.386.
import numpy as np
from matplotlib.figure import Figure

from numpygan import Categorical, Normal, js, maximize_value, optimal_discriminator
from numpygan.plots import present
from numpygan.theory import constant_discriminator, value

p_data, p_g = Normal(4, 0.5), Normal(3, 1)
ignorant = value(constant_discriminator(0.5), p_data, p_g)
print(f"V of D = 1/2: {ignorant:.6f}")
assert abs(ignorant + np.log(4)) < 1e-12

# %%
# Climb
# -----
# At each x the integrand of V is p log y + q log(1 - y), with y = D(x): one number to choose, a hill
# with one top (1.3.4). ``maximize_value`` walks up every hill at once by Newton steps and never
# uses a formula for where the tops are. V rises, then stops rising.
top = maximize_value(p_data, p_g)
print("V on the way up:", " ".join(f"{v:.4f}" for v in top.trace))
assert all(later >= earlier - 1e-14 for earlier, later in zip(top.trace[:-1], top.trace[1:], strict=True))

# %%
# Where it ended
# --------------
# Setting the slope p/y - q/(1 - y) to zero gives y = p / (p + q): Proposition 1 (1.3.3). The climber
# knew nothing of it, and arrived there.
x = np.linspace(0, 6.5, 300)
climbed, formula = top.discriminator(x), optimal_discriminator(p_data, p_g)(x)
assert np.abs(climbed - formula).max() < 1e-9

# %%
# What the top is worth
# ---------------------
# Put y = p / (p + q) into V, add and subtract log 2 twice (1.3.6), and what remains is two KL
# divergences to the midpoint law: C(G) = -log 4 + 2 JS (1.3.7). To check it we must not plug in D*
# ourselves, which would prove only that algebra works: the left side is the climb, the right side JS.
for p, q in [
    (p_data, p_g),
    (Normal(0, 1), Normal(0, 1)),
    (Normal(0, 1), Normal(30, 1)),
    (Categorical([0.5, 0.5]), Categorical([0.1, 0.9])),
]:
    left, right = maximize_value(p, q).value, -np.log(4) + 2 * js(p, q)
    print(f"{left:.12f}  {right:.12f}  {p!r} and {q!r}")
    assert abs(left - right) < 1e-10

# %%
# The shape of the goal
# ---------------------
# Slide p_g away from the data: C(G) starts at -log 4, where both laws agree, and flattens out at 0,
# where they have nothing in common. Far away the goal is nearly flat: that is the vanishing gradient
# of lesson 08, seen from above. "Is a D-loss of 0 good?" For D, yes; G is on that flat part.
shifts = np.linspace(0, 8, 60)
goal = np.array([maximize_value(Normal(0, 1), Normal(s, 1)).value for s in shifts])
assert abs(goal[0] + np.log(4)) < 1e-12
assert (np.diff(goal) > 0).all()
assert goal[-1] > -1e-3

figure = Figure(figsize=(10, 3.6), layout="constrained")
left_axes, right_axes = figure.subplots(1, 2)
left_axes.plot(x, p_data.pdf(x), "k:", label="p_data")
left_axes.plot(x, p_g.pdf(x), color="#009E73", label="p_g")
left_axes.plot(x, climbed, "--", color="#0072B2", label="D, climbed")
left_axes.plot(x, formula, "-.", color="#D55E00", label="p / (p + q)")
left_axes.set(xlabel="x", ylabel="density, probability", title="The climbed D is D*")
left_axes.legend(frameon=False)
right_axes.plot(shifts, goal, color="#0072B2", label="C(G), by ascent")
right_axes.axhline(-np.log(4), color="0.5", linestyle=":", label="-log 4")
right_axes.axhline(0, color="0.5", linestyle="--", label="-log 4 + 2 log 2")
right_axes.set(xlabel="shift of N(s, 1) against N(0, 1)", ylabel="nats", title="What G minimizes")
right_axes.legend(frameon=False)
present(figure, "06_see_what_the_generator_minimizes")

# %%
# On your own
# -----------
# 1. Replace one of the normal laws by ``from_scipy(scipy.stats.laplace(0, 1))``. Does the theorem care?
# 2. For which shift is C(G) half way between -log 4 and 0? Find it with ``scipy.optimize.brentq``.
# 3. Near shift 0, C(G) + log 4 grows like shift^2 / 4. Derive it from JS, and check it by numbers.
