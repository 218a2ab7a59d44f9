"""
Hunt bugs
=========

**What you'll do.** Look at fifteen slips that are common in hand-written GANs, and catch each
one by a check that the right version passes.

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
# -log 4 at once, as if G were perfect. On the right is what G makes.
import numpy as np
from matplotlib.figure import Figure
from scipy.special import expit

from numpygan import Normal, PushForward, js
from numpygan.nets import Adam, discriminator_loss, gradcheck, mlp, non_saturating
from numpygan.plots import present
from numpygan.plots.style import BLUE, BOUND, DATA, GREEN


def by_batch(x):
    return (x - x.mean()) / x.std()


def back(x, dy):  # back-propagation through y = by_batch(x); x, dy : (n, 1)
    # y_i changes with x_j by ((1 if i = j else 0) - 1/n - y_i y_j / n) / std; sum over i.
    y = by_batch(x)
    return (dy - dy.mean() - y * (dy * y).mean()) / x.std()


data, STEPS = Normal(8, 0.5), 400


def run(seed):
    rng, values = np.random.default_rng(seed), []
    G, D = mlp([1, 16, 1], rng=rng), mlp([1, 16, 1], rng=rng)
    d, g = Adam(D, 5e-3, (0.5, 0.9)), Adam(G, 2e-3, (0.5, 0.9))
    for _ in range(STEPS):
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
left.axhline(-np.log(4), **BOUND)
left.set(xlabel="step", ylabel="V(D, G), nats", ylim=(-2, -0.8))
right.set(xlabel="x", ylabel="density", ylim=(0, 1.5))
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
# A batch has two logits, both 0. The loss of G is the mean of log(1 + e^(-l)), which is log 2 =
# 0.6931. Somebody returns -sigmoid(-l) = -0.5 for each logit. Change the first one by 0.1: its
# term becomes 0.6444, the mean 0.6687, and the quotient is (0.6687 - 0.6931)/0.1 = -0.244. This
# is near -0.25, not near -0.5: the gradient must be divided by 2. In training this slip acts
# like a larger step size, so nobody sees it.
quotient = (np.logaddexp(0, [-0.1, 0]).mean() - np.logaddexp(0, [0, 0]).mean()) / 0.1
assert abs(quotient + 0.244) < 5e-4

# %%
# When to trust a check
# ---------------------
# A check that passes everything proves nothing. So each check below must do two things: pass on
# the right version, *and* fail on the slip. ``hunt`` gets the two verdicts and asserts both.
found = []


def hunt(slip, verdicts):
    right, wrong = verdicts  # on the right version, and on the slip
    assert right, f"the check fails on the right version: {slip}"
    assert not wrong, f"the check does not see the slip: {slip}"
    found.append(slip)


def gradient_agrees(function, x):
    try:
        return gradcheck(function, x) < 1e-7
    except AssertionError:  # lesson 03: it names the entry that is wrong
        return False


# %%
# Check 1: ask the function itself
# --------------------------------
# Differences of a value check its gradient (lesson 03). The second slip sends the real batch
# forward, then the generated one, and then the slopes of the real one back. A network remembers
# only its last forward pass. So these slopes are multiplied by the values of the generated
# batch: a *stale cache*.
rng = np.random.default_rng(14)
real, fake = rng.normal(size=(16, 1)), rng.normal(2, 1, size=(16, 1))
D = mlp([1, 8, 1], rng=rng)


def of_the_sum(logits):
    return np.logaddexp(0, -logits).mean(), -expit(-logits)


def real_points(theta, stale=False):
    D.theta = theta
    loss, dlogits = non_saturating(D.forward(real))  # -log D, as for real points
    if stale:
        D.forward(fake)  # replaces what forward has kept
    D.backward(dlogits)
    return loss, D.dtheta.copy()


hunt("sum for mean", [gradient_agrees(f, real) for f in (non_saturating, of_the_sum)])
both = real_points, lambda theta: real_points(theta, stale=True)
hunt("stale cache", [gradient_agrees(f, D.theta.copy()) for f in both])

# %%
# Check 2: ask a distribution that is known
# -----------------------------------------
# A loss and its gradient may agree and belong to another game. For N(0, 1) against N(2, 1) the
# best logit is log p - log q = 2 - 2x, and D's loss there is log 4 - 2 JS = 0.713 (Theorem 1).
# Three slips give another number: flipped labels; a sigmoid in D *and* in the loss; labels of
# shape (n,) against logits of shape (n, 1), which NumPy broadcasts to (n, n). The cross entropy
# of a label y is log(1 + e^l) - y l; D's loss is twice its mean. In place of random points we
# take 1,000 quantiles, the x with evenly spaced probabilities: without chance, the mean is
# right to 2e-3.
#
# A fourth slip: log(1 - sigmoid(l)) loses its digits for large l. At l = 36 the right value is
# -36.
levels = (np.arange(1000) + 0.5) / 1000
l_real, l_fake = (2 - 2 * Normal(mean, 1).quantile(levels)[:, None] for mean in (0, 2))
least = np.log(4) - 2 * js(Normal(0, 1), Normal(2, 1))
assert abs(least - 0.713) < 5e-4


def cross_entropies(labels):
    logits = np.concatenate([l_real, l_fake])
    return 2 * (np.logaddexp(0, logits) - labels * logits).mean()


labels = np.repeat([1.0, 0.0], 1000)
loss = discriminator_loss(l_real, l_fake)[0]
assert np.isclose(loss, cross_entropies(labels[:, None]))
slips = {
    "flipped labels": discriminator_loss(l_fake, l_real)[0],
    "two sigmoids": discriminator_loss(expit(l_real), expit(l_fake))[0],
    "labels that broadcast": cross_entropies(labels),
}
for slip, value in slips.items():
    hunt(slip, [abs(each - least) < 2e-3 for each in (loss, value)])
stable, naive = -np.logaddexp(0, 36.0), np.log(1 - expit(36.0))
hunt("log of a sigmoid", [abs(each + 36) < 1e-9 for each in (stable, naive)])


# %%
# Check 3: ask who moved
# ----------------------
# In G's step the gradient passes through D. D itself must stay as it was, bit for bit; G must
# move; and the mean logit of the same z must rise. Three slips break one of these each: the
# step also moves D; the gradient is cut off, because nobody calls ``G.backward`` (other
# libraries say that G(z) is *detached*); the step has the wrong sign.
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
hunt("D moves too", [step["D stays"] for step in (good, g_step(all_weights=True))])
hunt("G(z) is detached", [step["G moves"] for step in (good, g_step(detached=True))])
hunt("sign of G's loss", [step["rises"] for step in (good, g_step(sign=1))])


# %%
# Check 4: ask for what must be there
# -----------------------------------
# Eight modes must differ; ``linspace`` with its end point gives seven. The rows of a history
# must differ; a list of one array, changed in place, holds the last state eight times. The
# points of WGAN-GP (lesson 14) must differ; a slip draws one alpha for the whole batch. An
# average with decay 0.9 must stay near the old values; a slip exchanges the weights. The labels
# of generated points must stay 0 under one-sided smoothing.
def all_differ(rows):
    distances = np.linalg.norm(rows[:, None] - rows, axis=2)
    return distances[~np.eye(len(rows), dtype=bool)].min() > 1e-9


def history(remember):
    theta, rows = np.ones(2), []
    for _ in range(8):
        theta *= 0.9
        rows.append(remember(theta))
    return np.array(rows)


turns = [np.linspace(0, 2 * np.pi, 8, endpoint=end) for end in (False, True)]
hunt("a ring of seven", [all_differ(np.column_stack([np.cos(t), np.sin(t)])) for t in turns])
hunt("a history of one array", [all_differ(history(keep)) for keep in (np.copy, np.asarray)])
x, x_fake = np.ones((8, 1)), 3 * np.ones((8, 1))
alphas = rng.uniform(size=(8, 1)), rng.uniform(size=(1, 1))
hunt("one alpha for all pairs", [all_differ(a * x + (1 - a) * x_fake) for a in alphas])
hunt("weights of the average", [d * 1.0 + (1 - d) * 2.0 < 1.5 for d in (0.9, 1 - 0.9)])
smoothed = 0.9 * labels, 0.9 * labels + 0.1 * (1 - labels)
hunt("smoothing both sides", [(each[labels == 0] == 0).all() for each in smoothed])

# %%
# What goes wrong: what no loss shows
# -----------------------------------
# In ``run`` each batch was normalized by its *own* mean and standard deviation, the real and
# the generated one apart. Then D sees data at 8 and data at 11 as the same thing. Question 4
# catches it: move a batch by 3 and ask whether D's input moves. V is within 0.25 nats of -log
# 4, its value for a perfect G, from step 100 on, while the median of the exact JS is above 0.95
# log 2, nearly its maximum, and no run is below 0.3. No loss says whether G is right; a
# comparison with a known distribution does.
assert gradient_agrees(lambda x: ((by_batch(x) * fake).sum(), back(x, fake)), real)
batch = data.sample(128, rng=rng)
fixed = (batch + 3 - 8) / 0.5 - (batch - 8) / 0.5  # one mean and one std for all batches
own = by_batch(batch + 3) - by_batch(batch)
hunt("normalized by batch", [moved.mean() > 1 for moved in (fixed, own)])
assert len(found) == 15
assert max(np.abs(values[100:] + np.log(4)).max() for values, _ in runs) < 0.25
divergence = [float(js(data, p_g)) for _, p_g in runs]
assert np.median(divergence) > 0.95 * np.log(2)
assert min(divergence) > 0.3

# %%
# Recap
# -----
# - Differences check a gradient; Theorem 1 (1.3.7) checks a loss; bits check who moved
#   (Algorithm 1).
# - A loss near log 4 proves nothing. A comparison with the exact p_g, or with known data, does.
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
