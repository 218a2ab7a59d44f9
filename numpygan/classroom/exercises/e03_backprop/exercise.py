"""Exercise e03: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe
from numpygan.classroom.special_inputs import special_values

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
        W, b = rng.normal(size=(n_in, n_out)), rng.normal(size=n_out)
        x, x_2, dy, dy_2 = (rng.normal(size=shape) for shape in ((n, n_in), (n_2, n_in), (n, n_out), (n_2, n_out)))
        yield Probe("a", {"W": W, "b": b, "x": x.round(2), "dy": dy, "x_2": x_2, "dy_2": dy_2})
    for count, (n, d, n_2) in enumerate(((5, 3, 4), (4, 2, 6), (2, 5, 3)), start=2):
        x, dy, x_2, dy_2 = (rng.normal(size=(rows, d)) + 0.003 for rows in (n, n, n_2, n_2))
        both = {"x": x.round(2) + 0.003, "dy": dy, "x_2": x_2, "dy_2": dy_2}
        yield Probe("b", both)
        yield Probe("c", {"slope": float(rng.choice([0.1, 0.2, 0.3])), **both})
        yield Probe("d", {"M": rng.uniform(0.4, 1, (count, d, d)) * rng.choice([-1, 1], (count, d, d)), **both})
    for shape, h in (((2, 3), 0.1), ((4,), 0.2), ((3, 2), 0.05)):
        yield Probe("e", {"c": rng.uniform(0.5, 2, shape), "x": rng.normal(size=shape).round(3), "h": h})
    for n in (3, 4):
        whole = rng.choice([-2, -1, 1, 2, 3], size=n)
        yield Probe("e", {"c": rng.uniform(0.5, 2, n), "x": whole, "h": 0.1}, "where x is made of integers")
    yield from fixed_probes()


MANY_SIZES = "for numbers of very different sizes"
LINEAR_SIZES = (
    (8, 5, 7, 3, np.inf, MANY_SIZES),
    (3, 3, 3, 4, 1, "for as many rows as columns"),
    (1, 3, 2, 4, 1, "for one row"),
    (3, 1, 1, 2, 1, "for one input and one output"),
)
SIZES = (
    (11, 3, 5, np.inf, MANY_SIZES),
    (3, 3, 4, 1, "for as many rows as columns"),
    (1, 4, 6, 1, "for one row"),
    (4, 1, 3, 1, "for one column"),
)
GRADIENT_SIZES = (
    ((9,), np.inf, MANY_SIZES),
    ((3, 3), 1, "for as many rows as columns"),
    ((1, 3), 1, "for one row"),
    ((3, 1), 1, "for one column"),
    ((2, 3, 4), 1, "for three axes"),
)


def fixed_probes() -> Iterator[Probe]:
    for n, n_in, n_out, n_2, most, about in LINEAR_SIZES:
        shapes = (n_out,), (n_in, n_out), (n, n_in), (n, n_out), (n_2, n_in), (n_2, n_out)
        values = (special_values(*shape, start=start, most=most) for start, shape in enumerate(shapes))
        inputs = dict(zip(("b", "W", "x", "dy", "x_2", "dy_2"), values, strict=True))
        yield Probe("a", {"W": inputs.pop("W"), **inputs}, about)
    for n, d, n_2, most, about in SIZES:
        # Where an entry of x is 0, dy has a large one.
        starts = (n, 0), (n, 6), (n_2, 0), (n_2, 8)
        values = (special_values(rows, d, start=start, most=most) for rows, start in starts)
        both = dict(zip(("x", "dy", "x_2", "dy_2"), values, strict=True))
        yield Probe("b", both, about)
        yield Probe("c", {"slope": 0.237, **both}, about)
        yield Probe("d", {"M": special_values(2, d, d, start=1, most=1) + 0.4, **both}, about)
    x = special_values(3, 2, most=10)
    both = {"x": x, "dy": x + 1, "x_2": x[::-1] + 2, "dy_2": x - 1}
    yield Probe("c", {"slope": 0.0, **both}, "for slope = 0")
    for shape, most, about in GRADIENT_SIZES:
        c = np.linspace(-0.7, 1.1, int(np.prod(shape))).reshape(shape)
        yield Probe("e", {"c": c, "x": special_values(*shape, most=most), "h": 0.1234567}, about)
    yield Probe("e", {"c": np.array([0.3, -0.7]), "x": np.array([0.5, 1.5]), "h": 4.0}, "for h = 4")
