"""Exercise e11: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe
from numpygan.classroom.special_inputs import special_values

TITLE = "Circling in parameter space"
STATEMENTS = ("parameter-space",)
LESSON = "13_fail_in_parameter_space"
LIBRARY = (
    "numpygan.theory.parameter_space:simultaneous",
    "numpygan.theory.parameter_space:alternating",
    "numpygan.theory.parameter_space:original",
    "numpygan.theory.parameter_space:r1",
)

PARTS = (
    Part(
        "a",
        "simultaneous(x, y, h, steps)",
        hints=(
            "What are the derivatives of x y in x and in y? Does the step of y use the old x or the new x?",
            "x' = x - h y and y' = y + h x, both with the old x and the old y.",
            "path = [(x, y)]; for each step: x, y = x - h * y, y + h * x in one assignment; append (x, "
            "y). Return np.array(path).",
        ),
        demo="file.simultaneous(1.0, 0.5, 0.5, 2)",
        shows="simultaneous({x}, {y}, {h}, {steps})",
    ),
    Part(
        "b",
        "alternating(x, y, h, steps)",
        hints=(
            "Does the step of y use the old x or the new x now?",
            "x' = x - h y, then y' = y + h x'.",
            "as part a, but with two assignments: x = x - h * y, then y = y + h * x; append (x, y) after both.",
        ),
        demo="file.alternating(1.0, 0.5, 0.5, 2)",
        shows="alternating({x}, {y}, {h}, {steps})",
    ),
    Part(
        "c",
        "dirac_field(theta, psi, gamma)",
        hints=(
            "What is the derivative of f(theta psi) in theta, and in psi? Which player moves down its "
            "gradient, and which up?",
            "v_theta = -psi f'(theta psi), v_psi = theta f'(theta psi) - gamma psi, f'(t) = 1 / (1 + exp t).",
            "slope = 1 / (1 + exp(theta psi)); return -psi * slope, and theta * slope - gamma * psi.",
        ),
        demo="file.dirac_field(0.8, -0.5, 0.3)",
        shows="dirac_field({theta}, {psi}, {gamma})",
    ),
    Part(
        "d",
        "eigenvalues(gamma)",
        hints=(
            "What is f'(0)? Which 2 x 2 matrix J gives the field of part c near (0, 0), to first order in "
            "theta and psi?",
            "J = [[0, -1/2], [1/2, -gamma]]. Its eigenvalues are -gamma/2 +- sqrt(gamma^2 / 4 - 1/4), "
            "which may be complex.",
            "return np.linalg.eigvals(J) as complex numbers; or use the formula with a complex square root.",
        ),
        demo="file.eigenvalues(0.6)",
        shows="eigenvalues({gamma})",
    ),
)


MANY_SIZES = "for numbers of very different sizes"
FIELDS = (  # shape, gamma, about
    ((11,), 0.3, MANY_SIZES),
    ((3, 5), 0.3, MANY_SIZES),
    ((1, 3), 0.4, "for one row"),
    ((3, 1), 0.4, "for one column"),
    ((3, 3), 0.4, "for as many rows as columns"),
    ((4, 2), 0.4, "for more rows than columns"),
)


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    for h, steps, signs in ((0.5371, 3, (1, 1)), (0.1, 4, (-1, -1)), (1.2, 2, (1, -1))):
        x, y = (round(sign * float(rng.uniform(0.4, 2)), 2) for sign in signs)
        for part in "ab":
            yield Probe(part, {"x": x, "y": y, "h": h, "steps": steps})
        gamma = round(float(rng.uniform(0.2, 0.9)), 7)
        yield Probe("c", {"theta": x, "psi": y, "gamma": gamma})
        yield Probe("d", {"gamma": gamma})
    for shape, gamma in (((4,), 0.7), ((2, 3), 1.6)):
        theta, psi = rng.normal(size=(2, *shape))
        yield Probe("c", {"theta": theta, "psi": psi, "gamma": gamma})
    for part in "ab":
        for x, y, h, steps, about in (
            (35.0, -12.5, 0.3, 3, MANY_SIZES),
            (-12.5, 35.0, 0.3, 3, MANY_SIZES),
            (0.0, 0.7, 0.3, 3, "for x = 0"),
            (0.7, 0.0, 0.3, 3, "for y = 0"),
            (0.7, -0.4, 4.0, 3, "for h = 4"),
            (0.7, -0.4, 0.3, 0, "for no step"),
        ):
            yield Probe(part, {"x": x, "y": y, "h": h, "steps": steps}, about)
    for shape, gamma, about in FIELDS:
        theta, psi = special_values(*shape), special_values(*shape, start=2, most=1)
        if about != MANY_SIZES:
            theta = special_values(*shape, start=1, most=1) + 0.2
        yield Probe("c", {"theta": theta, "psi": psi, "gamma": gamma}, about)
        yield Probe("c", {"theta": psi, "psi": theta, "gamma": gamma}, about)
    some = np.array([0.3, -0.8, 1.2])
    for theta, psi, gamma, about in (
        (some, some, 0.4, "where theta = psi"),
        (np.array([0.0, 0.5, 0.0]), np.array([0.3, 0.0, -1.0]), 0.4, "where one of the two is 0 everywhere"),
        (some, some[::-1], 0.0, "for gamma = 0"),
        (some, some[::-1], 4.0, "for gamma = 4"),
        (0.0, 0.7, 0.4, "for theta = 0"),
        (0.7, 0.0, 0.4, "for psi = 0"),
        (35.0 * some[:2], np.array([-0.5, 0.5]), 0.4, MANY_SIZES),
        (np.array([-0.5, 0.5]), 50.0 * some[:2], 0.4, MANY_SIZES),
        (14.0, -0.5, 0.4, MANY_SIZES),
        (-0.5, 14.0, 0.4, MANY_SIZES),
    ):
        yield Probe("c", {"theta": theta, "psi": psi, "gamma": gamma}, about)
    for gamma, about in (
        (0.0, "for gamma = 0"),
        (1.5, "where gamma > 1 and the eigenvalues are real"),
        (2.5, "where gamma > 1 and the eigenvalues are real"),
        (40.0, "where gamma > 1 and the eigenvalues are real"),
    ):
        yield Probe("d", {"gamma": gamma}, about)
