"""Exercise e08: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Draws, Part, Probe

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


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    def pair(*signs: int) -> np.ndarray:
        return (np.array(signs or rng.choice([-1, 1], size=2)) * rng.uniform(0.4, 1.5, size=2)).round(2)

    for m, n, k, steps in ((4, 3, 3, 4), (3, 5, 2, 3), (5, 2, 4, 2)):
        side = (-1) ** k  # the sign of the data's mean; all signs of phi occur
        x, x_fake = side * np.append(rng.normal(2, 1, m - 1), -0.6).round(2), side * rng.normal(-0.5, 1, n).round(2)
        yield Probe("a", {"phi": pair(side, (-1) ** (k // 2)), "x": x, "x_fake": x_fake})
        yield Probe("b", {"theta": pair(side, -side), "phi": pair(-side, side), "z": rng.normal(0.4, 1, m).round(2)})
        seeds = {name: Draws(int(rng.integers(1 << 30))) for name in ("data", "noise")}
        yield Probe(
            "c",
            {
                "theta": pair(side, -side),
                "phi": pair(),
                **seeds,
                "k": k,
                "steps": steps,
                "m": m + 1,
                "lr": [0.1, 0.2, 0.3][k - 2],
            },
        )
        theta, gradients = rng.normal(size=k).round(2), rng.normal(size=(steps + 1, k)).round(2) + 0.1
        settings = {"lr": 0.1, "beta1": 0.3 + k / 10, "beta2": 0.9, "eps": 0.01}
        yield Probe("d", {"theta": theta, "gradients": gradients, **settings})
