"""Exercise e03: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

TITLE = "Back-propagation by hand"
STATEMENTS = ()
LESSON = "03_back_propagate_by_hand"
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
            "Which products of dy, x and W have the shapes of dx and of dW? Every row contains b: which sum is "
            "its gradient?",
            "dx = dy W^T, dW = x^T dy, db = the sum of dy over the rows. There is no 1/n; it is in dy already.",
            "forward: store x, return x @ W + b. backward: self.dW = x.T @ dy; self.db = dy.sum(axis=0); "
            "return dy @ W.T.",
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
            "What is the derivative of tanh, as a function of y = tanh x?",
            "dx = dy (1 - y^2).",
            "forward: store y = np.tanh(x) and return it. backward: return dy * (1 - y**2), a new array.",
        ),
        demo=f"{ROWS}\n[(layer := file.Tanh()).forward(x), layer.backward(dy)]",
        shows="Tanh(): forward(x), backward(dy); x {x}",
    ),
    Part(
        "c",
        "LeakyReLU(slope)",
        hints=(
            "Which property of each entry of forward's x does backward need?",
            "dx = dy where x > 0, slope dy elsewhere.",
            "forward: store positive = x > 0; return np.where(positive, x, slope * x). backward: return "
            "np.where(positive, dy, slope * dy).",
        ),
        demo=f"{ROWS}\n[(layer := file.LeakyReLU(0.2)).forward(x), layer.backward(dy)]",
        shows="LeakyReLU({slope}): forward(x), backward(dy); x {x}",
    ),
    Part(
        "d",
        "Chain(layers)",
        hints=(
            "By the chain rule, which layer's backward do you call first?",
            "forward applies f_1, then f_2, and so on; backward starts with dy at the last layer and ends "
            "at the first.",
            "forward: for each layer, x = layer.forward(x); return x. backward: for each layer in reverse order, "
            "dy = layer.backward(dy); return dy.",
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
            "Why does the formula use points on both sides of x? Are all other entries at their original "
            "values when you change one entry?",
            "Entry i is (f(x + h e_i) - f(x - h e_i)) / (2h). Its error is proportional to h^2; a "
            "one-sided difference has one proportional to h.",
            "gradient = zeros (floats) in the shape of x; for each index i of x: step = zeros with h at i; "
            "gradient[i] = (f(x + step) - f(x - step)) / (2h).",
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
