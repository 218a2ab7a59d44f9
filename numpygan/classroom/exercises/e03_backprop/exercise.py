"""e03: what it is and what is called."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

TITLE = "Back-propagation by hand"
STATEMENTS = ()
LESSON = "02_back_propagate_by_hand"
LIBRARY = (
    "numpygan.nets.layers:Linear",
    "numpygan.nets.activations:Tanh",
    "numpygan.nets.activations:LeakyReLU",
    "numpygan.nets.gradient_check:gradcheck",
)

ROWS = "x, dy = np.array([[1.0, 2.0], [-3.0, 0.5], [0.0, -1.0]]), np.array([[1.0, 1.0], [2.0, -1.0], [0.5, 3.0]])"
PARTS = (
    Part(
        "a",
        "Linear(W, b)",
        hints=(
            "Which of dy, x and W has a shape that fits on which side? b was added to every row: what flows "
            "back to it?",
            "dx = dy W^T, dW = x^T dy, db = the sum of dy over the rows. No 1/n: it is in dy already.",
            "forward: keep x, return x @ W + b. backward: dW = x.T @ dy; db = dy.sum(axis=0); return dy @ W.T.",
        ),
        demo=(
            f"{ROWS}\n"
            "linear = lambda file: file.Linear(np.array([[1.0, -1.0], [2.0, 0.5]]), np.zeros(2) + 0.1)\n"
            "[(layer := linear(file)).forward(x), layer.backward(dy), layer.dW, layer.db]"
        ),
        shows="Linear(W, b), forward(x), backward(dy); x {x}, W {W}",
        points=2,
    ),
    Part(
        "b",
        "Tanh()",
        hints=(
            "What is the derivative of tanh, written in tanh itself?",
            "dx = dy (1 - y^2).",
            "forward: keep y = np.tanh(x) and return it. backward: return dy times (1 - y squared), a new array.",
        ),
        demo=f"{ROWS}\n[(layer := file.Tanh()).forward(x), layer.backward(dy)]",
        shows="Tanh(): forward(x), backward(dy); x {x}",
    ),
    Part(
        "c",
        "LeakyReLU(slope)",
        hints=(
            "What must backward know about forward's x? Only one bit an entry: which?",
            "dx = dy where x > 0, slope dy elsewhere.",
            "forward: keep positive = x > 0; return np.where(positive, x, slope * x). backward: the same with dy.",
        ),
        demo=f"{ROWS}\n[(layer := file.LeakyReLU(0.2)).forward(x), layer.backward(dy)]",
        shows="LeakyReLU({slope}): forward(x), backward(dy); x {x}",
    ),
    Part(
        "d",
        "Chain(layers)",
        hints=(
            "The chain rule: whose backward comes first?",
            "forward: x -> f_1 -> f_2 -> ... ; backward: ... <- f_1 <- f_2 <- dy, the last layer first.",
            "forward: for each layer, x = layer.forward(x). backward: for each layer in reverse, dy = "
            "layer.backward(dy).",
        ),
        demo=(
            f"{ROWS}\n"
            "layers = lambda file: [file.Tanh(), file.Linear(np.array([[1.0, 2.0], [-1.0, 1.0]]), x[0]), file.Tanh()]\n"
            "[(chain := file.Chain(layers(file))).forward(x), chain.backward(dy)]"
        ),
        shows="Chain(layers): forward(x), backward(dy); x {x}",
    ),
    Part(
        "e",
        "numerical_gradient(f, x, h)",
        hints=(
            "Why both sides of x? What is left of x after you have moved one entry?",
            "(f(x + h e_i) - f(x - h e_i)) / 2h; its error falls like h^2, that of one side only like h.",
            "zeros like x in floats; for each index i: a step of zeros with h at i; central difference of "
            "f(x +- step).",
        ),
        demo="file.numerical_gradient(lambda x: (x**3).sum(), np.array([1.0, 2.0]), 0.1)",
        shows="numerical_gradient(f, x={x}, h={h})",
    ),
)


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    for n, n_in, n_out, n_2 in ((5, 3, 2, 4), (4, 2, 3, 6), (3, 4, 2, 2)):
        x, x_2, dy, dy_2 = (
            rng.normal(size=(rows, columns)).round(2)
            for rows, columns in ((n, n_in), (n_2, n_in), (n, n_out), (n_2, n_out))
        )
        W, b = rng.normal(size=(n_in, n_out)).round(2), rng.normal(size=n_out).round(2)
        yield Probe("a", {"W": W, "b": b, "x": x, "dy": dy, "x_2": x_2, "dy_2": dy_2})
    for n, d, n_2 in ((5, 3, 4), (4, 2, 6), (2, 5, 3)):
        x, dy, x_2, dy_2 = (rng.normal(size=(rows, d)).round(2) + 0.003 for rows in (n, n, n_2, n_2))
        both = {"x": x, "dy": dy, "x_2": x_2, "dy_2": dy_2}
        yield Probe("b", both)
        yield Probe("c", {"slope": float(rng.choice([0.1, 0.2, 0.3])), **both})
        M = (rng.choice([-1.0, 1.0], size=(3, d, d)) * rng.uniform(0.4, 1, size=(3, d, d))).round(2)
        yield Probe("d", {"M": M, "x": x.clip(-1.5, 1.5), "dy": dy, "x_2": x_2.clip(-1.5, 1.5), "dy_2": dy_2})
    for n, d in ((4, 3), (3, 2)):
        x, dy, x_2, dy_2 = (rng.normal(size=(n, d)).round(2) for _ in range(4))
        x = np.where(rng.random(x.shape) < 0.5, 0.0, x)
        x[0, 0] = 0.0
        yield Probe("c", {"slope": 0.2, "x": x, "dy": dy, "x_2": x_2, "dy_2": dy_2}, "where x is exactly 0")
    for shape, h in (((2, 3), 0.1), ((4,), 0.2), ((3, 2), 0.05)):
        yield Probe("e", {"c": rng.uniform(0.5, 2, shape).round(2), "x": rng.normal(size=shape).round(2), "h": h})
    for n in (3, 4):
        whole = rng.choice([-2, -1, 1, 2, 3], size=n)
        yield Probe("e", {"c": rng.uniform(0.5, 2, n).round(2), "x": whole, "h": 0.1}, "where x is made of integers")
