"""
Fail in parameter space
=======================

**What you'll do.** Play the two smallest games of this kind, with one number for each player,
and see both players go in circles.

**What you'll learn.** Why the proof of Proposition 2 does not apply to networks (the remark
after it); how the eigenvalues of a 2 by 2 matrix tell whether a game converges; why the order
of the updates matters.

**What you'll need.** Lesson 12 (convexity), lesson 06 (V), complex numbers, and the determinant
of a 2 by 2 matrix.

**Time.** 50 minutes.
"""

# %%
# Why
# ---
# Lesson 12 proves that p_g arrives at p_data, if we move p_g itself. A GAN moves the parameters
# theta of G, and p_g follows. Is that a different thing? Go from N(8, 1) to the data N(0, 1) in
# two ways. The first way mixes the two densities, (1 - s) N(0, 1) + s N(8, 1): this moves p_g
# on a straight line. The second way is N(8 s, 1): this moves theta, the mean, on a straight
# line.
import numpy as np
from matplotlib.figure import Figure
from scipy.special import expit

from numpygan import Mixture, Normal, criterion
from numpygan.plots import present
from numpygan.plots.style import COMPARED
from numpygan.theory import parameter_space

data, far, shares = Normal(0, 1), Normal(8, 1), np.linspace(0, 1, 41)
mixed = np.array([criterion(data, Mixture([1 - s, s], [data, far])) for s in shares])
shifted = np.array([criterion(data, Normal(8 * s, 1)) for s in shares])
figure = Figure(figsize=(6, 3.2), layout="constrained")
axes = figure.subplots()
axes.plot(
    shares, mixed, **COMPARED[0], label="p_g moves on a line: (1 - s) N(0, 1) + s N(8, 1)"
)
axes.plot(shares, shifted, **COMPARED[1], label="theta moves on a line: N(8 s, 1)")
axes.set(xlabel="s: 0 is p_data, 1 is N(8, 1)", ylabel="C, nats", ylim=(-1.5, 0.5))
axes.set_title("C is convex in p_g and not convex in theta")
axes.legend(frameon=False, loc="upper left")
present(figure, "13_fail_in_parameter_space")

# %%
# Half way, C of the shifted curve lies 0.57 nats above its chord. This is the remark of the
# notes: the proof of lesson 12 needs a convex function, and C is convex in p_g, not in theta.
# Without the proof, nothing is promised. Here theta would still arrive, but slowly: from s =
# 0.6 on, C is nearly flat. Can it happen that the players do not arrive at all? Yes, if D is
# not the best one at each step. The smallest games show it.
assert (np.diff(mixed, 2) > 0).all()  # convex
chord = (shifted[0] + shifted[-1]) / 2
assert abs(shifted[20] - chord - 0.57) < 0.005
assert np.ptp(shifted[shares >= 0.6]) < 0.06  # the largest minus the smallest value

# %%
# Predict
# -------
# Both players have one number. Each follows its own slope with very small steps. Will they (a)
# arrive at the solution, (b) go around it for ever, (c) move away? Is it different if they move
# at the same time or one after the other? The recap has the answer in one sentence.

# %%
# By hand: the bilinear game
# --------------------------
# Player x wants x y to be small, player y wants it to be large. The slopes are y and x. The
# solution is (0, 0), where neither gains by moving. Start at (1, 0) with steps of h = 1/2.
#
# - *Simultaneous*: both use the old point, (x, y) -> (x - h y, y + h x). (1, 0) -> (1, 0.5) ->
#   (0.75, 1). The squared distance to (0, 0) is 1, 1.25, 1.5625.
# - *Alternating*: x moves, then y uses the new x. (1, 0) -> (1, 0.5) -> (0.75, 0.875), because
#   0.5 + 0.75/2 = 0.875. The number E = x^2 + y^2 - h x y is 1, 1, 1.
h, together, in_turn = 0.5, [(1.0, 0.0)], [(1.0, 0.0)]
for _ in range(2):
    x, y = together[-1]
    together.append((x - h * y, y + h * x))
    x, y = in_turn[-1]
    x = x - h * y
    in_turn.append((x, y + h * x))
assert together == [(1, 0), (1, 0.5), (0.75, 1)]
assert in_turn == [(1, 0), (1, 0.5), (0.75, 0.875)]
assert [x * x + y * y for x, y in together] == [1, 1.25, 1.5625]
assert [x * x + y * y - h * x * y for x, y in in_turn] == [1, 1, 1]

# %%
# Derive: what one round does
# ---------------------------
# *Simultaneous.* (x - h y)^2 + (y + h x)^2 = (1 + h^2) (x^2 + y^2): the mixed terms cancel. So
# the distance grows by sqrt(1 + h^2) in every round, however small h is.
#
# *Alternating.* Let x_1 = x - h y and y_1 = y + h x_1. We look for a number near x^2 + y^2 that
# does not change, and try E = x^2 + y^2 - h x y. By the two definitions, y_1 - h x_1 = y and
# x_1 + h y = x. Use the first, then the second, then x_1 = x - h y:
#
# .. math::
#    E_1 = x_1^2 + y_1 (y_1 - h x_1) = x_1^2 + y_1 y &= x_1^2 + (y + h x_1)\, y \\
#    &= x_1 (x_1 + h y) + y^2 = x_1 x + y^2 = x^2 - h x y + y^2 = E.
#
# E never changes. Because abs(x y) <= (x^2 + y^2)/2, E is at least (1 - h/2)(x^2 + y^2). So for
# h < 2 the distance stays bounded, but the players never arrive. If y moves first, only the
# sign of h x y in E changes.
#
# Derive: the eigenvalue rule
# ---------------------------
# From here on x' means dx/dt, the velocity of x. For very small steps, the players of the
# bilinear game follow x' = -y, y' = x. In other games the velocities are curved functions. Near
# a solution at 0, replace them by their first-order Taylor terms: v' = J v, where v is the pair
# of numbers and J the 2 by 2 matrix of the partial derivatives of both velocities at 0.
#
# A number lambda is an *eigenvalue* of J if J w = lambda w for some vector w that is not 0.
# Then v(t) = e^(lambda t) w solves v' = J v, because its derivative is lambda e^(lambda t) w =
# J v(t). Write lambda = a + i b. As e^(i b t) = cos(b t) + i sin(b t) has length 1, the length
# of e^(lambda t) is e^(a t). If J has two different eigenvalues, every start is a sum of their
# two vectors w, so every path is a sum of the two solutions (for a real start the imaginary
# parts cancel). So the *real part* a says whether the distance to 0 grows (a > 0), stays
# bounded (a = 0) or shrinks (both a < 0); the imaginary part b is the speed of rotation.
#
# Eigenvalues solve det(J - lambda I) = 0. In the bilinear game J = [[0, -1], [1, 0]], the
# equation is lambda^2 + 1 = 0, and lambda = +i and -i: the players circle. One simultaneous
# *step* of size h multiplies w by 1 + h lambda, of length sqrt(1 + h^2), as above.
J = np.array([[0, -1], [1, 0]])
assert np.allclose(np.linalg.eigvals(J), [1j, -1j])
assert np.allclose(np.abs(np.linalg.eigvals(np.eye(2) + 0.1 * J)), np.sqrt(1 + 0.1**2))

# %%
# Derive: the Dirac-GAN
# ---------------------
# Now a GAN. All data are at 0 (a *Dirac* distribution: all probability at one point), G puts
# all its points at theta, and D has the logit psi x, so D(x) = sigmoid(psi x) (Mescheder et
# al., 2018). Then V = log(1/2) + log(1 - sigmoid(psi theta)). With D = sigmoid(psi theta), the
# slope of log(1 - sigmoid(t)) is -sigmoid(t), and the players move with
#
# .. math::
#    \theta' = -\frac{\partial V}{\partial \theta} = \psi D, \qquad
#    \psi' = \frac{\partial V}{\partial \psi} = -\theta D.
#
# The solution is theta = 0, psi = 0: G is at the data and D = 1/2. But theta theta' + psi psi'
# = 0: the velocity is at a right angle to (theta, psi). Both move on a circle. When G arrives
# at 0, D still points to one side, and G runs past. At (0, 0), D = 1/2, so the partial
# derivatives are J = [[0, 1/2], [-1/2, 0]]. From lambda^2 + 1/4 = 0 follows lambda = +i/2 and
# -i/2.
#
# The check measures the slopes of V by differences, without any formula. The eigenvalues must
# be those that the package finds by differences of its own field.


def V(theta, psi):
    return -np.log(2) - np.logaddexp(0, psi * theta)


e = 1e-5
for theta, psi in np.random.default_rng(0).normal(size=(20, 2)):
    D = expit(psi * theta)
    of_theta = (V(theta + e, psi) - V(theta - e, psi)) / (2 * e)
    of_psi = (V(theta, psi + e) - V(theta, psi - e)) / (2 * e)
    assert np.allclose([psi * D, -theta * D], [-of_theta, of_psi], atol=1e-9)
found = parameter_space.eigenvalues(parameter_space.original)
assert np.allclose(np.sort_complex(found), [-0.5j, 0.5j], atol=1e-8)

# %%
# A penalty makes the real parts negative
# ---------------------------------------
# At the solution D is flat. So let D pay for the slope of its logit at the data, which is psi:
# subtract the penalty (gamma/2) psi^2, called R1 (lesson 14), from V. This adds -gamma psi to
# psi', and
#
# .. math::
#    J = \begin{pmatrix} 0 & 1/2 \\ -1/2 & -\gamma \end{pmatrix}, \qquad
#    \lambda^2 + \gamma \lambda + \tfrac14 = 0, \qquad
#    \lambda = -\frac{\gamma}{2} \pm \sqrt{\frac{\gamma^2}{4} - \frac14}.
#
# For every gamma > 0 both real parts are negative: near (0, 0) the players arrive. The fastest
# is gamma = 1, with -1/2 twice. (With one eigenvalue twice there is also a solution with the
# factor t e^(-t/2), and it goes to 0, too.) For a smaller gamma the root is imaginary and the
# real parts are -gamma/2 > -1/2. For a larger gamma the product of the two eigenvalues is 1/4,
# so the slower one lies between -1/2 and 0; at gamma = 4 it is -0.064.
for gamma in 0.3, 1.0, 4.0:
    root = np.sqrt(complex(gamma**2 / 4 - 1 / 4))
    found = parameter_space.eigenvalues(parameter_space.r1(gamma))
    by_formula = [-gamma / 2 + root, -gamma / 2 - root]
    assert np.allclose(np.poly(found), np.poly(by_formula), atol=1e-8)  # same polynomial
    assert found.real.max() < 0
assert abs(found.real.max() + 0.064) < 5e-4

# %%
# What goes wrong
# ---------------
# Start eight Dirac-GANs at distance 1 and let them play 200 rounds with h = 0.2. With
# simultaneous steps, where both players use the old point, all end more than twice as far away.
# With alternating steps (D first, as in Algorithm 1) they stay within 5 % of distance 1. With
# gamma = 1 all come within 1e-6 of (0, 0).
#
# A second mistake is to mix two rules. For J the *real part* decides, for the matrix of one
# step, I + h J, the *length*. At gamma = 1, J has the eigenvalue -1/2, and the step has 1 -
# 0.2/2 = 0.9. Its real part is positive, but the distance shrinks: ``numpygan learn why
# eigen.of_the_step``.
turns = np.linspace(0, 2 * np.pi, 8, endpoint=False)
starts = list(zip(np.cos(turns), np.sin(turns), strict=True))
original, penalized = parameter_space.original, parameter_space.r1(1.0)
games = {
    "simultaneous": (parameter_space.simultaneous, original),
    "alternating": (parameter_space.alternating, original),
    "simultaneous, R1": (parameter_space.simultaneous, penalized),
}
ends, figure = {}, Figure(figsize=(6, 3.2), layout="constrained")
axes = figure.subplots()
for (name, (play, game)), style in zip(games.items(), COMPARED, strict=False):
    distances = np.array([play(game, start, h=0.2, steps=200).distance for start in starts])
    ends[name] = distances[:, -1]
    axes.plot(distances.T, **{**style, "linewidth": 0.8})
    axes.plot([], label=name, **style)
axes.set(xlabel="round", ylabel="distance to (0, 0)", ylim=(0, 2.6))
axes.set_title("The Dirac-GAN leaves, circles, or arrives")
axes.legend(frameon=False, ncols=3, loc="upper left")
present(figure, "13_fail_in_parameter_space-2")
assert ends["simultaneous"].min() > 2
assert np.abs(ends["alternating"] - 1).max() < 0.05
assert ends["simultaneous, R1"].max() < 1e-6
J = np.array([[0, 0.5], [-0.5, -1.0]])
assert np.allclose(np.linalg.eigvals(np.eye(2) + 0.2 * J), 0.9, atol=1e-7)

# %%
# Recap
# -----
# - C is convex in p_g (1.3.8), not in theta: the remark after Proposition 2.
# - If the real parts of the eigenvalues of J are not 0, their sign decides. The game (1.2.1)
#   has +i/2 and -i/2, with real part 0; there theta theta' + psi psi' = 0 shows that with very
#   small steps the players circle (b); with simultaneous steps they leave the circle (c); with
#   alternating steps (Algorithm 1) they stay near it.
# - A penalty on D's slope moves the real parts below 0. Lesson 14 does this for networks.

# %%
# On your own
# -----------
# 1. One alternating round of the bilinear game from (0, 1) with h = 1/2, by hand.
# 2. Let G ascend log D (lesson 10) in the Dirac-GAN. Are the eigenvalues different?
# 3. For which h do alternating steps of the bilinear game stay bounded?
#
# Answers: ``numpygan lesson 13 --answers``, or the folder ``answers`` beside this file.
# See it move: in ``numpygan play circling`` you choose the start, step size and penalty;
# ``numpygan check parameter-space --html report.html`` draws these paths.
# The exercise of this lesson is e11; its psi has the other sign: ``numpygan learn check e11``.
