"""
Hunt bugs
=========

**What you'll do.** Meet twelve slips of hand-written GANs, and catch each one by a check that
the right version passes.

**What you'll learn.** Four questions that find nearly all of them: ask the function itself, ask
a distribution that is known, ask who moved, ask for what must be there. And: trust a check only
after you have seen it fail.

**What you'll need.** Lessons 03 (gradient check), 06 (losses), 08 (Theorem 1), 09 (Algorithm
1), 14 (repairs).

**Time.** 50 minutes.
"""

# %%
# Why
# ---
# A wrong GAN rarely stops with an error. It trains, and its pictures are a little worse than
# they could be. How do you find out that something is wrong? Here is an extreme case. The data
# are N(8, 0.5^2), and eight seeds are trained with one slip in the code. On the left V goes to
# -log 4 at once, as if G were perfect. On the right is the density of what G makes.
from functools import partial

import numpy as np
from matplotlib.figure import Figure
from scipy.special import expit

from numpygan import Normal, PushForward, js
from numpygan.nets import Adam, discriminator_loss, gradcheck, mlp, non_saturating
from numpygan.plots import present
from numpygan.plots.style import BLUE, BOUND, DATA, GREEN


def by_batch(x):
    return (x - x.mean()) / x.std()


def back(x, dy):  # back-propagation through by_batch, derived below; x, dy : (n, 1)
    y = by_batch(x)
    return (dy - dy.mean() - y * (dy * y).mean()) / x.std()


data = Normal(8, 0.5)


def run(seed):
    rng, values = np.random.default_rng(seed), []
    G, D = mlp([1, 16, 1], rng=rng), mlp([1, 16, 1], rng=rng)
    d, g = Adam(D, 5e-3, (0.5, 0.9)), Adam(G, 2e-3, (0.5, 0.9))
    for _ in range(400):
        x, x_fake = data.sample(128, rng=rng), G.forward(rng.normal(size=(128, 1)))
        logits = D.forward(np.concatenate([by_batch(x), by_batch(x_fake)]))
        loss, dlogits = discriminator_loss(logits[:128], logits[128:])
        D.backward(dlogits)
        d.step()
        x_fake = G.forward(rng.normal(size=(128, 1)))
        dx = D.backward(non_saturating(D.forward(by_batch(x_fake)))[1])
        G.backward(back(x_fake, dx))
        g.step()
        values.append(-loss)
    return np.array(values), PushForward(G, Normal())


runs = [run(seed) for seed in range(8)]
figure = Figure(figsize=(6, 2.9), layout="constrained")
left, right = figure.subplots(1, 2)
x = np.linspace(-4, 11, 1500)
for values, p_g in runs:
    left.plot(values, color=BLUE, linewidth=0.8)
    right.plot(x, p_g.pdf(x), color=GREEN, linewidth=0.8)
right.plot(x, data.pdf(x), label="p_data", **DATA)
right.plot([], color=GREEN, label="p_g")
left.axhline(-np.log(4), label="-log 4", **BOUND)
left.set(xlabel="step", ylabel="V(D, G), nats", ylim=(-2, -0.8))
right.set(xlabel="x", ylabel="density", ylim=(0, 1.5))
left.legend(frameon=False)
right.legend(frameon=False)
figure.suptitle("V looks perfect, and p_g is at the wrong place")
present(figure, "17_hunt_bugs")

# %%
# Predict
# -------
# The gradients of this code are right. Where is the slip? Read ``run`` once more and write down
# your guess; the answer is in "What goes wrong".

# %%
# By hand: the gradient of a mean
# -------------------------------
# A batch has two logits, both 0. The loss of G is the mean of softplus(-l) = log(1 + e^(-l)),
# which is log 2 = 0.6931. Somebody returns -sigmoid(-l) = -0.5 for each logit. Change the first
# one by 0.1: its softplus becomes 0.6444, the mean 0.6687, and the quotient is (0.6687 -
# 0.6931)/0.1 = -0.244. This is near -0.25, not near -0.5: the division by 2 is missing. Twice
# the gradient acts like twice the step size, so training hardly shows it.
quotient = (np.logaddexp(0, [-0.1, 0]).mean() - np.logaddexp(0, [0, 0]).mean()) / 0.1
assert abs(quotient + 0.244) < 5e-4

# %%
# Derive: back through a normalization
# ------------------------------------
# ``by_batch`` computes y_i = (x_i - m)/s with the mean m and the standard deviation s of the
# batch. *Both* depend on each x_j: the derivative of m in x_j is 1/n. From s^2 = mean of (x_i -
# m)^2, that of s is (x_j - m)/(n s) = y_j/n; the change of m adds 0, because the x_i - m sum to
# 0. Write dy_i and dx_j for the derivatives of the loss in y_i and x_j (lesson 03). The chain
# rule gives
#
# .. math::
#
#    dx_j = \frac{dy_j}{s} - \frac{1}{n} \sum_i \frac{dy_i}{s}
#    - \frac{y_j}{n} \sum_i \frac{(x_i - m)\, dy_i}{s^2}
#    = \frac{1}{s} \Big( dy_j - \text{mean of } dy - y_j \cdot \text{mean of } y\, dy \Big).
#
# This is ``back``, and the gradient check agrees. But a check that passes everything proves
# nothing. So ``hunt`` asserts two things: it passes on the right version, *and* fails on the
# slip.
from numpygan.nets import WrongGradientError

found = []


def hunt(slip, *, right, wrong):
    """``right``, ``wrong``: what the check says about the right version, and about the slip."""
    assert right, f"the check fails on the right version: {slip}"
    assert not wrong, f"the check does not see the slip: {slip}"
    found.append(slip)


def gradient_agrees(function, x):
    try:
        return gradcheck(function, x) < 1e-7  # as in lesson 03
    except WrongGradientError:  # it names the entry that is wrong
        return False


rng = np.random.default_rng(14)
real, fake = rng.normal(size=(16, 1)), rng.normal(2, 1, size=(16, 1))
assert gradient_agrees(lambda x: ((by_batch(x) * fake).sum(), back(x, fake)), real)

# %%
# Check 1: ask the function itself
# --------------------------------
# Differences of a value check its gradient (lesson 03). The first slip is that of "By hand".
# The second sends a real batch forward, then a generated one, and then the gradient of the real
# one back. A layer keeps the x of its last forward pass only, so this gradient is computed with
# the x of the generated batch: a *stale cache*.
D = mlp([1, 8, 1], rng=rng)


def real_points(theta, *, stale=False):
    D.theta = theta
    loss, dlogits = non_saturating(D.forward(real))  # -log D is D's loss for real points, too
    if stale:
        D.forward(fake)  # replaces what forward has kept
    D.backward(dlogits)
    return loss, D.dtheta.copy()


def sum_for_mean(logits):
    return np.logaddexp(0, -logits).mean(), -expit(-logits)


right, wrong = (gradient_agrees(f, real) for f in (non_saturating, sum_for_mean))
hunt("sum for mean", right=right, wrong=wrong)
stale = partial(real_points, stale=True)  # the function with this argument set
right, wrong = (gradient_agrees(f, D.theta.copy()) for f in (real_points, stale))
hunt("stale cache", right=right, wrong=wrong)

# %%
# Check 2: ask a distribution that is known
# -----------------------------------------
# A loss and its gradient may agree and belong to another game. For N(0, 1) against N(2, 1) the
# best logit is l = log p - log q = 2 - 2x, and D's loss there is log 4 - 2 JS = 0.713 (Theorem
# 1). To compute it without chance, 1,000 quantiles of each distribution stand for a sample;
# this is right to 2e-3. Flipped labels, a sigmoid in D *and* in the loss, and labels of shape
# (n,) against logits of shape (n, 1), which NumPy broadcasts to (n, n), give other numbers. And
# log(1 - sigmoid(l)) loses its digits for large l: at l = 36 the right value is -36.
levels = (np.arange(1000) + 0.5) / 1000
l_real, l_fake = (2 - 2 * Normal(mean, 1).quantile(levels)[:, None] for mean in (0, 2))
least = np.log(4) - 2 * js(Normal(0, 1), Normal(2, 1))
assert abs(least - 0.713) < 5e-4
logits, labels = np.concatenate([l_real, l_fake]), np.repeat([1.0, 0.0], 1000)
loss = discriminator_loss(l_real, l_fake)[0]
# Twice the cross entropy, which is -V/2 (lesson 06), with the right labels and with the slip.
both = [2 * (np.logaddexp(0, logits) - y * logits).mean() for y in (labels[:, None], labels)]
assert np.isclose(both[0], loss)
slips = {
    "flipped labels": discriminator_loss(l_fake, l_real)[0],
    "two sigmoids": discriminator_loss(expit(l_real), expit(l_fake))[0],
    "labels that broadcast": both[1],
}
for slip, value in slips.items():
    hunt(slip, right=abs(loss - least) < 2e-3, wrong=abs(value - least) < 2e-3)
stable, naive = -np.logaddexp(0, 36.0), np.log(1 - expit(36.0))
hunt("log of a sigmoid", right=abs(stable + 36) < 1e-9, wrong=abs(naive + 36) < 1e-9)


# %%
# Check 3: ask who moved
# ----------------------
# In G's step the gradient passes through D. D itself must stay as it was, bit for bit; G must
# move; and the mean logit of the same z must rise. Three slips break one of these each: D takes
# a step, too; the gradient is not passed on from D to G (G(z) is *detached*); G goes uphill.
def g_step(*, sign=-1, detached=False, all_weights=False):
    rng = np.random.default_rng(3)
    G, D, z = mlp([1, 8, 1], rng=rng), mlp([1, 8, 1], rng=rng), rng.normal(size=(64, 1))
    g, d, logits = G.theta.copy(), D.theta.copy(), D.forward(G.forward(z))
    dx = D.backward(non_saturating(logits)[1])
    if not detached:
        G.backward(dx)
    G.theta += sign * 0.01 * G.dtheta
    if all_weights:
        D.theta -= 0.01 * D.dtheta
    rises = D.forward(G.forward(z)).mean() > logits.mean()
    return {"D stays": (D.theta == d).all(), "G moves": (G.theta != g).any(), "rises": rises}


good = g_step()
hunt("D moves too", right=good["D stays"], wrong=g_step(all_weights=True)["D stays"])
hunt("G(z) is detached", right=good["G moves"], wrong=g_step(detached=True)["G moves"])
hunt("sign of G's loss", right=good["rises"], wrong=g_step(sign=1)["rises"])

# %%
# Check 4: ask for what must be there
# -----------------------------------
# A ring of eight modes has eight different centers; ``linspace`` with its end point repeats the
# first angle. The rows of a history differ; if one array is changed in place and appended again
# and again, all rows are the last one. Both are a count of different rows. Parts d, e and f of
# exercise e13 are slips of this kind in the repairs of lesson 14.


def different(rows):
    return len(np.unique(np.round(rows, 9) + 0.0, axis=0))  # + 0.0 turns -0 into 0


def history(append):
    theta, rows = np.ones(1), []
    for _ in range(5):
        theta *= 0.9
        rows.append(append(theta))
    return rows


angles = (np.linspace(0, 2 * np.pi, 8, endpoint=end) for end in (False, True))
right, wrong = (different(np.column_stack([np.cos(a), np.sin(a)])) for a in angles)
hunt("a ring of seven", right=right == 8, wrong=wrong == 8)
right, wrong = (different(history(append)) for append in (np.copy, np.asarray))
hunt("a history of one array", right=right == 5, wrong=wrong == 5)

# %%
# What goes wrong: what no loss shows
# -----------------------------------
# This is the answer to "Predict". Each batch was normalized by its *own* mean and standard
# deviation, the real and the generated one apart. So D sees both with the mean 0 and the
# standard deviation 1, wherever G puts its points. Question 4 finds it: D's input must move if
# the batch moves by 3, as with (x - 8)/0.5 for all batches. V is within 0.25 nats of -log 4,
# its value for a perfect G, from step 100 on; yet the median of the exact JS is above 0.95 log
# 2, nearly its maximum, and no run is below 0.3. No loss can say whether G is right; a
# comparison with a known distribution can.
moved = [abs((f(real + 3) - f(real)).mean()) for f in (lambda x: (x - 8) / 0.5, by_batch)]
hunt("normalized by batch", right=moved[0] > 1, wrong=moved[1] > 1)
assert len(found) == 12
assert max(np.abs(values[100:] + np.log(4)).max() for values, _ in runs) < 0.25
divergence = [float(js(data, p_g)) for _, p_g in runs]
assert np.median(divergence) > 0.95 * np.log(2)
assert min(divergence) > 0.3

# %%
# Recap
# -----
# - Differences check a gradient; Theorem 1 (1.3.7) checks a loss; a comparison bit for bit
#   shows who moved (Algorithm 1).
# - A loss near log 4 proves nothing. Compare p_g with data that you know.
# - Trust a check after it has failed on the slip.

# %%
# On your own
# -----------
# 1. Which question catches "G descends log D in place of -log D"?
# 2. Adam without the factors 1/(1 - beta^t) is a slip, too. What should its first step be?
# 3. Write a check for a sampler of fresh batches, and let it fail on one that repeats its first
#    batch.
#
# Answers: ``numpygan lesson 17 --answers``, or the folder ``answers`` beside this file.
# See it move: ``numpygan gallery`` makes five failures on purpose.
# The exercise of this lesson is e13: ``numpygan learn check e13``.
