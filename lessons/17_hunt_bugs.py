"""
Hunt bugs
============

**What you'll do.** Write twelve slips that hand-written GANs have been published with, and catch each
by a check that the right version passes.

**What you'll learn.** Four questions that find nearly everything: ask the function itself, ask a distribution that
is known, ask who moved, ask for what must be there. A check is trusted once it has failed.

**What you'll need.** Lessons 02, 04, 06 and 07.
"""

# %%
# A check that has failed
# -----------------------
# A check that passes everything proves nothing. So each has to pass what is right, and to fail on the slip.
import numpy as np
from matplotlib.figure import Figure
from scipy.special import expit

from numpygan import Normal, PushForward, discriminator_loss, gradcheck, js, mlp, non_saturating
from numpygan.nets import Adam
from numpygan.plots import present
from numpygan.plots.style import BOUND, DATA, DISCRIMINATOR, GENERATED

found, rng = [], np.random.default_rng(14)


def hunt(slip, check, *, wrong, right):
    assert check(right), f"the check fails on what is right: {slip}"
    try:
        caught = not check(wrong)
    except AssertionError as complaint:
        print(caught := f"{slip}: {complaint}")
    assert caught, f"not caught: {slip}"
    found.append(slip)


# %%
# Ask the function itself
# -----------------------
# Differences of a value check its gradient (lesson 03). The first slip forgets that the value is a mean; a smaller
# step size hides that for years. The second sends two batches forward, then both back: a network remembers its
# last forward only, so that the real half goes back through the fakes' activations.
def d_loss(theta, *batches):
    D.theta, dtheta = theta, 0
    logits = np.concatenate([D.forward(batch) for batch in batches])
    value, dlogits = discriminator_loss(logits[:16], logits[16:])
    for part in np.split(dlogits, len(batches)):
        D.backward(part)
        dtheta = dtheta + D.dtheta
    return value, dtheta


x, x_fake, D = rng.normal(size=(16, 1)), rng.normal(2, 1, size=(16, 1)), mlp([1, 8, 1], rng=rng)
wrong, right = (lambda s: (np.logaddexp(0, -s).mean(), -expit(-s))), non_saturating
hunt("sum for mean", lambda f: gradcheck(f, x) < 1e-7, wrong=wrong, right=right)
wrong, right = (lambda t: d_loss(t, x, x_fake)), (lambda t: d_loss(t, np.concatenate([x, x_fake])))
hunt("stale cache", lambda f: gradcheck(f, D.theta.copy()) < 1e-7, wrong=wrong, right=right)

# %%
# Ask a distribution that is known
# --------------------------------
# A loss and its gradient may agree and be those of another game. For N(0, 1) against N(2, 1) the best logit is
# log p - log q = 2 - 2x, and D's loss there is log 4 - 2 JS = 0.713 (lesson 08); 1,000 quantiles stand for each
# distribution.
# Labels that have changed places, a sigmoid in D *and* in the loss, labels (n,) against logits (n, 1), which NumPy
# spreads to (n, n): none gives 0.713. And "sigmoid + log = nan": log(1 - sigmoid(s)) loses its digits, then is log 0.
levels, labels = (np.arange(1000) + 0.5) / 1000, np.repeat([1.0, 0.0], 1000)
real, fake = (2 - 2 * Normal(mean, 1).quantile(levels)[:, None] for mean in (0, 2))
logits, least = np.concatenate([real, fake]), np.log(4) - 2 * js(Normal(0, 1), Normal(2, 1))
assert abs(least - 0.713) < 5e-4
loss, (flipped, twice) = discriminator_loss(real, fake)[0], ((fake, real), (expit(real), expit(fake)))
wrong, right = (2 * (np.logaddexp(0, logits) - each * logits).mean() for each in (labels, labels[:, None]))
hunt("flipped labels", lambda y: abs(y - least) < 2e-3, wrong=discriminator_loss(*flipped)[0], right=loss)
hunt("two sigmoids", lambda y: abs(y - least) < 2e-3, wrong=discriminator_loss(*twice)[0], right=loss)
hunt("labels that spread", lambda y: abs(y - least) < 2e-3, wrong=wrong, right=right)
hunt("log of a sigmoid", lambda y: abs(y - 36) < 1e-9, wrong=-np.log(1 - expit(36.0)), right=np.logaddexp(0, 36.0))


# %%
# Ask who moved
# -------------
# "Whose weights move in which step?" In G's step the gradient passes through D, which must stay what it was, to the
# bit; G must move; and D's logit at the same z must rise. One optimizer for all weights breaks the first, a detached
# G(z), whose gradient is never computed, the second, and descending log D instead of -log D the third.
def after_g_step(*, sign=-1, detached=False, all_weights=False):
    rng = np.random.default_rng(3)
    G, D, z = mlp([1, 8, 1], rng=rng), mlp([1, 8, 1], rng=rng), rng.normal(size=(64, 1))
    g, d, logits = G.theta.copy(), D.theta.copy(), D.forward(G.forward(z))
    dx = D.backward(non_saturating(logits)[1])
    if not detached:
        G.backward(dx)
    G.theta += sign * 0.01 * G.dtheta
    if all_weights:
        D.theta -= 0.01 * D.dtheta
    return (D.theta == d).all(), (G.theta != g).any(), D.forward(G.forward(z)).mean() > logits.mean()


right = after_g_step()
hunt("D moves in G's step", lambda after: after[0], wrong=after_g_step(all_weights=True), right=right)
hunt("a detached G(z)", lambda after: after[1], wrong=after_g_step(detached=True), right=right)
hunt("the sign of G's loss", lambda after: after[2], wrong=after_g_step(sign=1), right=right)

# %%
# Ask for what must be there
# --------------------------
# Eight modes (lesson 15). A history whose rows differ, not one array many times. And a difference between what D
# sees of N(4, .) and of N(7, .): if each batch is normalized by its own mean and deviation, D sees the same.
wrong, right = (np.linspace(0, 2 * np.pi, 8, endpoint=endpoint) for endpoint in (True, False))
hunt("a ring of seven", lambda turn: len(set(np.exp(1j * turn).round(9) + 0)) == 8, wrong=wrong, right=right)
theta = np.ones(1)
wrong, right = ([keep(np.multiply(theta, 0.9, out=theta)) for _ in range(3)] for keep in (np.asarray, np.copy))
hunt("a history of one array", lambda rows: rows[0] != rows[2], wrong=wrong, right=right)
by_batch, fixed = (lambda x: (x - x.mean()) / x.std()), (lambda x: (x - 4) / 0.5)
hunt("normalized by batch", lambda f: (f(x + 7) - f(x + 4)).mean() > 1, wrong=by_batch, right=fixed)
print(f"{len(found)} slips, each caught: {', '.join(found)}")
assert len(found) == 12


# %%
# What no loss shows
# ------------------
# Train with the last slip, on N(8, 0.5), with eight seeds. V goes to -log 4 at once: D is fooled, and no loss curve
# looks better. The exact JS of the median run stays at log 2, and no run comes below 0.4: G does not learn the place,
# and a run is nearer to the data only if its first weights happened to make a wide p_g. "Has it converged?" No loss
# can say. (That G's gradient goes back through the batch's mean and deviation does not help: it is checked, and it is
# right.)
def back(x, dy):
    y = by_batch(x)
    return (dy - dy.mean() - y * (dy * y).mean()) / x.std()


gradcheck(lambda at: ((by_batch(at) * x_fake).sum(), back(at, x_fake)), x)
distribution = Normal(8, 0.5)


def run(seed):
    rng, rows = np.random.default_rng(seed), []
    G, D = mlp([1, 16, 1], rng=rng), mlp([1, 16, 1], rng=rng)
    d, g = Adam(D, 5e-3, (0.5, 0.9)), Adam(G, 2e-3, (0.5, 0.9))
    for step in range(500):
        x, x_fake = distribution.sample(128, rng=rng), G.forward(rng.normal(size=(128, 1)))
        logits = D.forward(np.concatenate([by_batch(x), by_batch(x_fake)]))
        value, dlogits = discriminator_loss(logits[:128], logits[128:])
        D.backward(dlogits)
        d.step()
        x_fake = G.forward(rng.normal(size=(128, 1)))
        G.backward(back(x_fake, D.backward(non_saturating(D.forward(by_batch(x_fake)))[1])))
        g.step()
        if step % 20 == 0:
            rows.append((step, -value, js(distribution, PushForward(G, Normal()))))
    return PushForward(G, Normal()), *np.array(rows).T


p_g, (steps, *_), v, divergence = (np.array(each) for each in zip(*(run(seed) for seed in range(8)), strict=True))
print(f"at the end V is {v[:, -1].min():.3f} to {v[:, -1].max():.3f}, and -log 4 = {-np.log(4):.3f}; ", end="")
print(f"median JS = {np.median(divergence[:, -1]):.3f}, and log 2 = {np.log(2):.3f}")
assert abs(v[:, 5:] + np.log(4)).max() < 0.15
assert np.median(divergence, axis=0).min() > 0.95 * np.log(2)
assert divergence.min() > 0.4
figure = Figure(figsize=(9, 3.3), layout="constrained")
left, right = figure.subplots(1, 2)
thin = {"linewidth": 0.8, "alpha": 0.7}
left.plot(steps, v.T, **{**DISCRIMINATOR, **thin})
left.axhline(-np.log(4), **BOUND)
left.set(xlabel="step", title="V(D, G), nats, goes to -log 4 ...", ylim=(-2, -0.8))
x = np.linspace(-4, 11, 1500)
right.plot(x, distribution.pdf(x), label="p_data", **DATA)
for i, each in enumerate(p_g):
    right.plot(x, each.pdf(x), label="p_g, exact, a line for each seed" if i == 0 else None, **{**GENERATED, **thin})
right.set(xlabel="x", ylabel="density", ylim=(0, 1.5), title="... of a G that has learned nothing of the place")
right.legend(frameon=False, fontsize=8)
present(figure, "17_hunt_bugs")

# %%
# On your own
# -----------
# 1. Which of the twelve would you have seen in the loss curve of a training run? Try three of them.
# 2. Adam without its factors 1 / (1 - beta^t) is a slip, too. Which check catches it at the first step?
# 3. ``numpygan.nets.gradcheck`` is a check: break it so that it passes everything, and see which tests notice.
#
# The exercise of this lesson is e13: ``numpygan learn check e13``.
