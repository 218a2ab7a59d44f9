"""Exercise e08: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Draws, Part, Probe
from numpygan.classroom.special_inputs import special_values

TITLE = "Algorithm 1"
STATEMENTS = ("algorithm-1", "inner-loop")
LESSON = "09_play_algorithm_1"
LIBRARY = ("numpygan.training.algorithm1:iterate", "numpygan.nets.optimizers:Adam")

LOOP = (
    "draw = np.random.default_rng(0).normal\n"
    "run = lambda file, k: file.algorithm_1(np.ones(2), np.ones(2), lambda m: draw(2, 1, m), lambda m: draw(0, 1, m),"
    " lambda t, z: t[0] * z + t[1], file.d_gradient, file.g_gradient, k, 3, 4, 0.1)\n"
    "run(file, 2)"
)
PARTS = (
    Part(
        "a",
        "d_gradient(phi, x, x_fake)",
        hints=(
            "What are the derivatives of the logit w x + c in w and in c? Which sign does the term of each batch have?",
            "In w: mean of (1 - D(x)) x - mean of D(x_fake) x_fake. In c: mean of (1 - D(x)) - mean of D(x_fake).",
            "real = 1 - sigmoid(w x + c); fake = -sigmoid(w x_fake + c); return the array of mean(real * x) + "
            "mean(fake * x_fake) and mean(real) + mean(fake).",
        ),
        demo="x, x_fake = np.array([2, 1, 3]), np.array([-1, 0.5])\nfile.d_gradient(np.array([0.5, -0.2]), x, x_fake)",
        shows="d_gradient({phi}, {x}, {x_fake})",
    ),
    Part(
        "b",
        "g_gradient(theta, phi, z)",
        hints=(
            "What are the three factors of the chain rule: log(1 - D) by the logit, the logit by x = "
            "G(z), x by a and by b?",
            "In a: mean of -D w z. In b: mean of -D w. D is evaluated at G(z) = a z + b.",
            "dlogit = -sigmoid(w (a z + b) + c); dx = dlogit * w; return the array of mean(dx * z) and mean(dx).",
        ),
        demo="file.g_gradient(np.array([1.5, 0.3]), np.array([0.5, -0.2]), np.array([-1.0, 0.5, 2.0]))",
        shows="g_gradient({theta}, {phi}, {z})",
    ),
    Part(
        "c",
        "algorithm_1(theta, phi, draw_data, ...)",
        hints=(
            "How many steps do D and G take in an iteration, and in which direction? Which points are "
            "drawn again for each step?",
            "k times: phi += lr * d_gradient, with new x and new G(z). Then once: theta -= lr * "
            "g_gradient, with new z.",
            "repeat steps times: (repeat k times: draw z, draw x, add lr * d_gradient to phi); draw z, "
            "subtract lr * g_gradient from theta. Return theta, phi.",
        ),
        demo=LOOP,
        shows="algorithm_1(theta={theta}, phi={phi}, ..., k={k}, steps={steps}, m={m}, lr={lr})",
        points=3,
    ),
    Part(
        "d",
        "adam(theta, gradients, lr, ...)",
        hints=(
            "m and v start at 0, so they are too small at first. By what are they divided to correct this? "
            "What is t for the first gradient?",
            "m^ = m / (1 - beta1^t), v^ = v / (1 - beta2^t), t = 1, 2, ...; theta changes by -lr m^ / "
            "(sqrt(v^) + eps).",
            "m = v = zeros; for t = 1, 2, ...: update m with g and v with g**2; compute m^ and v^; update "
            "theta. Make new arrays, do not change the arguments.",
        ),
        demo="file.adam(np.zeros(2), np.array([[1.0, -2.0], [0.5, 1.0], [3.0, 0.0]]), 0.1, 0.5, 0.9, 0.01)",
        shows="adam(theta={theta}, gradients, lr={lr}, beta1={beta1}, beta2={beta2}, eps={eps})",
    ),
)


MANY_SIZES = "for numbers of very different sizes"


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    def pair(*signs: int) -> np.ndarray:
        return (np.array(signs or rng.choice([-1, 1], size=2)) * rng.uniform(0.4, 1.5, size=2)).round(2)

    for m, n, k, steps in ((4, 3, 3, 4), (3, 5, 2, 3), (5, 2, 4, 2)):
        side = (-1) ** k  # the sign of the data's mean; all signs of phi occur
        x, x_fake = side * np.append(rng.normal(2, 1, m - 1), -0.6), side * rng.normal(-0.5, 1, n)
        yield Probe("a", {"phi": pair(side, (-1) ** (k // 2)), "x": x, "x_fake": x_fake})
        yield Probe("b", {"theta": pair(side, -side), "phi": pair(-side, side), "z": rng.normal(0.4, 1, m)})
        seeds = {name: Draws(int(rng.integers(1 << 30))) for name in ("data", "noise")}
        yield run(pair(side, -side), pair(), k, steps, m + 1, [0.1037, 0.2, 0.3][k - 2], seeds)
        theta, gradients = rng.normal(size=k).round(2), rng.normal(size=(steps + 1, k)) + 0.1
        settings = {"lr": 0.1037, "beta1": 0.3037123 + k / 10, "beta2": 0.9012345, "eps": 0.01}
        yield Probe("d", {"theta": theta, "gradients": gradients, **settings})
    yield from fixed_probes()


def run(
    theta: np.ndarray, phi: np.ndarray, k: int, steps: int, m: int, lr: float, seeds: dict[str, Draws], about: str = ""
) -> Probe:
    return Probe("c", {"theta": theta, "phi": phi, **seeds, "k": k, "steps": steps, "m": m, "lr": lr}, about)


ONE, OTHER = np.array([0.5, -0.2]), np.array([0.3, 0.7])
LARGE, TINY = np.array([35.0, -12.0]), np.array([1e-10, 5e-4])
FIRST_0, SECOND_0, ZEROS = np.array([0.0, 0.4]), np.array([0.4, 0.0]), np.zeros(2)


def fixed_probes() -> Iterator[Probe]:
    some, others = special_values(11, most=1), special_values(7, start=3, most=1)
    for phi, x, x_fake, about in (
        (LARGE, some, others, MANY_SIZES),
        (0.3 * ONE, special_values(11), special_values(7, start=3), MANY_SIZES),
        (0.01 * ONE, 100 * special_values(7), 100 * special_values(11), MANY_SIZES),
        (TINY, some + 0.3, others - 0.2, MANY_SIZES),
        (ONE, ONE.copy(), np.array([0.3, -0.4, 1.2]), "where phi = x"),
        (ZEROS, np.array([0.5, 1.0, 2.0]), np.array([0.3, -0.4]), "where D is 1/2"),
        (ONE, np.array([0.5, 1.0, 2.0]), np.array([0.5, 1.0, 2.0]), "where both batches are equal"),
        (ONE, np.array([0.7]), np.array([0.3, -0.4]), "for one real point"),
        (ONE, np.array([0.5, 1.0]), np.array([0.3]), "for one fake point"),
    ):
        yield Probe("a", {"phi": phi, "x": x, "x_fake": x_fake}, about)
    for theta, phi, z, about in (
        (LARGE, 0.1 * ONE, special_values(11, most=1), MANY_SIZES),
        (0.01 * ONE, LARGE, special_values(11), MANY_SIZES),
        (0.01 * ONE, np.array([35.0, 12.0]), special_values(11), MANY_SIZES),
        (np.array([0.02, 0.001]), np.array([35.0, 12.0]), np.array([-35.0, -30.0]), MANY_SIZES),
        (OTHER, ONE, ONE.copy(), "where phi = z"),
        (TINY, ONE, some + 0.3, MANY_SIZES),
        (ONE, TINY, some + 0.3, MANY_SIZES),
        (ZEROS, ONE, np.array([0.5, 1.0]), "where theta or phi is 0"),
        (ONE, ZEROS, np.array([0.5, 1.0]), "where theta or phi is 0"),
        (FIRST_0, np.array([0.0, 0.3]), np.array([0.5, 1.0]), "where an entry of theta or of phi is 0"),
        (FIRST_0, ONE, np.array([0.5, 1.0]), "where an entry of theta or of phi is 0"),
        (ONE, SECOND_0, np.array([0.5, 1.0]), "where an entry of theta or of phi is 0"),
        (FIRST_0, SECOND_0, np.array([0.5, 1.0]), "where an entry of theta or of phi is 0"),
        (ONE, ONE, np.array([0.5, 1.0, -2.0]), "where theta = phi"),
        (ONE, OTHER, np.array([0.7]), "for one point"),
    ):
        yield Probe("b", {"theta": theta, "phi": phi, "z": z}, about)
    seeds = {"data": Draws(3), "noise": Draws(4)}
    for theta, phi, k, steps, m, lr, about in (
        (LARGE, 0.01 * ONE, 2, 3, 4, 1e-4, MANY_SIZES),
        (0.01 * ONE, LARGE, 2, 3, 4, 1e-3, MANY_SIZES),
        (TINY, ONE, 2, 3, 4, 0.1, MANY_SIZES),
        (ONE, TINY, 2, 3, 4, 0.1, MANY_SIZES),
        (FIRST_0, np.array([0.0, 0.3]), 2, 2, 3, 0.1, "where an entry of theta or of phi is 0"),
        (FIRST_0, ONE, 2, 2, 3, 0.1, "where an entry of theta or of phi is 0"),
        (ONE, SECOND_0, 2, 2, 3, 0.1, "where an entry of theta or of phi is 0"),
        (FIRST_0, SECOND_0, 2, 2, 3, 0.1, "where an entry of theta or of phi is 0"),
        (ZEROS, ZEROS, 2, 2, 3, 0.1, "where theta and phi are 0"),
        (ONE, OTHER, 2, 0, 3, 0.1, "for no step"),
        (ONE, OTHER, 2, 2, 3, 4.0, "for lr = 4"),
    ):
        yield run(theta, phi, k, steps, m, lr, seeds, about)
    usual = {"lr": 0.1, "beta1": 0.5, "beta2": 0.9, "eps": 0.01}
    for n, d, most, settings, about in (
        (6, 11, np.inf, {}, MANY_SIZES),
        (3, 3, 1, {}, "for as many gradients as parameters"),
        (1, 3, 1, {}, "for one gradient"),
        (3, 1, 1, {}, "for one parameter"),
        (4, 3, 1, {"beta1": 0.0}, "for beta1 = 0"),
        (4, 3, 1, {"lr": 4.0}, "for lr = 4"),
        (4, 3, 1, {"eps": 4.0}, "for eps = 4"),
    ):
        theta, gradients = special_values(d, start=1, most=most), special_values(n, d, most=most)
        yield Probe("d", {"theta": theta, "gradients": gradients, **usual, **settings}, about)
    gradients = np.array([[0.4, -0.7], [1.2, 0.3], [-0.6, 0.5]])  # of one size: g^2 - v may be computed as a difference
    yield Probe("d", {"theta": ONE, "gradients": gradients, **usual, "beta2": 0.0}, "for beta2 = 0")
