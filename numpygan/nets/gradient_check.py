"""Is a gradient right? Ask the function itself, by central differences. Made for students' code too.

Everything that returns a value together with its gradient can be checked: a loss, a network's
objective, a generator behind a discriminator.
"""

from collections.abc import Callable, Iterable

import numpy as np

from numpygan import arguments
from numpygan.nets.network import Network

ValueAndGradient = Callable[[np.ndarray], tuple[float, np.ndarray]]

# The best step of a central difference is near eps^(1/3). The smaller ones are for entries next to a
# kink: a difference that reaches across a kink of a ReLU is wrong, and a shorter one does not.
STEPS = (6e-6, 6e-7, 6e-8)
ENTRY_TOLERANCE = 1e-2  # of a single entry that is small beside the largest


class WrongGradientError(AssertionError):
    """Raised by :func:`gradcheck`; says where and by how much."""


def gradcheck(
    f: ValueAndGradient,
    x: np.ndarray,
    *,
    tolerance: float = 1e-7,
    directions: int | None = None,
    rng: np.random.Generator | None = None,
) -> float:
    """Compare the gradient that ``f`` returns with central differences of the value it returns.

    Parameters
    ----------
    f : callable
        Takes an array like ``x``, returns ``(value, gradient)``.
    x : ndarray of float64, any shape
        The point; it is not changed. Float32 has too few digits to check anything.
    tolerance : float
        The largest relative error that passes: |analytic - numerical| over the largest entry of
        either. An entry that is small beside the largest must still be right to two digits.
    directions : int, optional
        Check the slope along so many random directions instead of every entry: two calls of
        ``f`` each, for large networks.
    rng : numpy.random.Generator, optional
        Draws the directions; required with them.

    Returns
    -------
    float
        The largest relative error found.

    Raises
    ------
    WrongGradientError
        Above the tolerance, with the worst entry, both numbers, and the factor between them if it is
        the same everywhere.

    Examples
    --------
    >>> gradcheck(lambda x: (np.sum(x**2), 2 * x), np.array([1.0, -3.0])) < 1e-7
    True
    >>> gradcheck(lambda x: (np.sum(x**2), x), np.array([1.0, -3.0]))
    Traceback (most recent call last):
        ...
    numpygan.nets.gradient_check.WrongGradientError: relative error 0.5 > 1e-07: at (1,) the gradient is -3, \
central differences give -6; every entry is 0.5 times what it should be
    """
    if not isinstance(x, np.ndarray) or x.dtype != np.float64:
        raise TypeError(f"x must be an array of float64, got {getattr(x, 'dtype', x)!s}: differences need the digits")
    returned = f(x.copy())
    if not isinstance(returned, tuple) or len(returned) != 2 or np.ndim(returned[0]) != 0:
        raise TypeError("f must return a pair, (value, gradient), of a number and an array")
    gradient = np.array(returned[1], dtype=float)
    if gradient.shape != x.shape:
        raise ValueError(f"the gradient has shape {gradient.shape}, expected that of x, {x.shape}")
    if directions is None:
        axes: Iterable[np.ndarray] = (_unit_vector(x.shape, i) for i in range(x.size))
    else:
        axes = arguments.generator(rng).normal(size=(arguments.positive_int("directions", directions), *x.shape))
    slopes = [(slope := float((axis * gradient).sum()), _nearest_difference(f, x, axis, slope)) for axis in axes]
    analytic, numerical = np.array(slopes).reshape(-1, 2).T
    error = np.abs(analytic - numerical)
    size = max(np.abs(analytic).max(initial=0), np.abs(numerical).max(initial=0))
    relative = 0.0 if size == 0 else float(error.max() / size)
    # A wrong entry may be small beside the others; it is seen where the differences resolve it.
    noise = np.finfo(float).eps * abs(f(x.copy())[0]) / STEPS[0]
    resolved = np.abs(numerical) > 1e3 * noise
    small_but_wrong = (error > ENTRY_TOLERANCE * np.abs(numerical))[resolved].any()
    if not relative <= tolerance or small_but_wrong:  # a nan is wrong too
        raise WrongGradientError(
            _complaint(relative, tolerance, analytic, numerical, x.shape if directions is None else None)
        )
    return relative


def _unit_vector(shape: tuple[int, ...], i: int) -> np.ndarray:
    axis = np.zeros(shape)
    axis.flat[i] = 1
    return axis


def _nearest_difference(f: ValueAndGradient, x: np.ndarray, axis: np.ndarray, slope: float) -> float:
    """The central difference along ``axis``; where it disagrees with ``slope``, the best of shorter steps."""
    best = np.nan
    for h in STEPS:
        difference = (f(x + h * axis)[0] - f(x - h * axis)[0]) / (2 * h)
        if not abs(best - slope) <= abs(difference - slope):
            best = difference
        if abs(best - slope) <= 1e-8 * abs(slope):
            break
    return best


def _complaint(
    relative: float, tolerance: float, analytic: np.ndarray, numerical: np.ndarray, shape: tuple[int, ...] | None
) -> str:
    worst = int(np.argmax(np.nan_to_num(np.abs(analytic - numerical), nan=np.inf)))
    place = f"direction {worst}" if shape is None else f"{tuple(int(i) for i in np.unravel_index(worst, shape))}"
    text = (
        f"relative error {relative:.2g} > {tolerance:g}: at {place} the gradient is {analytic[worst]:.6g}, "
        f"central differences give {numerical[worst]:.6g}"
    )
    felt = np.abs(numerical) > 1e-6 * np.abs(numerical).max()
    with np.errstate(all="ignore"):
        ratio = analytic[felt] / numerical[felt]
    if felt.any() and np.ptp(ratio) < 1e-5 * np.abs(ratio).max():
        text += f"; every entry is {ratio[0]:.6g} times what it should be"
    return text


def at_theta(network: Network, x: np.ndarray, loss: ValueAndGradient) -> ValueAndGradient:
    """theta -> (loss(network(x)), its gradient in theta), for :func:`gradcheck`. The network keeps the last theta."""
    replay = _replay(network)

    def f(theta: np.ndarray) -> tuple[float, np.ndarray]:
        replay()
        network.theta = theta
        value, dy = loss(network.forward(x))
        network.backward(dy)
        return value, network.dtheta.copy()

    return f


def at_input(network: Network, loss: ValueAndGradient) -> ValueAndGradient:
    """x -> (loss(network(x)), its gradient in x), for :func:`gradcheck`."""
    replay = _replay(network)

    def f(x: np.ndarray) -> tuple[float, np.ndarray]:
        replay()
        value, dy = loss(network.forward(x))
        return value, network.backward(dy)

    return f


def _replay(network: Network) -> Callable[[], None]:
    """A function that makes every random layer draw the same again: a difference needs the same function twice."""
    states = [(layer.rng, layer.rng.bit_generator.state) for layer in network.layers if hasattr(layer, "rng")]

    def replay() -> None:
        for rng, state in states:
            rng.bit_generator.state = state

    return replay
