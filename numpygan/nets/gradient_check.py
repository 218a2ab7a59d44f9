"""Check a gradient against central differences of the function.

Any function that returns a value and its gradient can be checked: a loss, the objective of a network, a generator
followed by a discriminator, a student's own code.
"""

import warnings
from collections.abc import Callable, Iterable

import numpy as np

from numpygan import arguments
from numpygan.nets.finite_differences import Differences
from numpygan.nets.network import Network

ValueAndGradient = Callable[[np.ndarray], tuple[float, np.ndarray]]

ENTRY_TOLERANCE = 1e-2  # of a single entry that is small beside the largest
HIDDEN = 0.1  # rounding noise above this share of the largest entry: the gradient cannot be checked


class WrongGradientError(AssertionError):
    """Raised by :func:`gradcheck`; says where and by how much."""


class BreakpointWarning(UserWarning):
    """Given by :func:`gradcheck` where the slopes of f on the two sides differ; says where, and both slopes."""


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
        The largest relative error found. If it is above the tolerance, the rounding noise of the differences is
        subtracted: 0 then means that the differences cannot tell the gradient from the right one. At a minimum, a
        gradient below this noise counts as 0.

    Raises
    ------
    WrongGradientError
        Above the tolerance, with the worst entry, both numbers, and the factor between them if it is
        the same everywhere.
    ValueError
        If f has no finite value at x, or if its rounding noise is above 10 % of the largest entry. For example, x^2
        at 1 is lost in 1e20 + x^2.

    Warns
    -----
    BreakpointWarning
        At a breakpoint here, for example of a ReLU at exactly 0, the slopes of f on the two sides differ. There is
        no gradient; any number between the two slopes passes.

    Notes
    -----
    The step of a difference is adapted to each entry; see ``numpygan/nets/finite_differences.py``.

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
    if not np.isfinite(returned[0]):
        raise ValueError(f"f(x) is {float(returned[0])}: the gradient can be checked only where f is finite")
    if directions is None:
        axes: Iterable[np.ndarray] = (_unit_vector(x.shape, i) for i in range(x.size))
    else:
        axes = arguments.generator(rng).normal(size=(arguments.positive_int("directions", directions), *x.shape))
    differences = Differences(lambda at: f(at)[0], x)
    largest = float(np.abs(gradient).max(initial=0))
    entries = []
    for i, axis in enumerate(axes):  # not a comprehension: a warning names the line of the caller by counting frames
        entries.append(_compared(differences, axis, gradient, largest, tolerance, i))
    analytic, numerical, noise, around = np.array(entries).reshape(-1, 4).T
    error = np.abs(analytic - numerical)
    size = max(np.abs(analytic).max(initial=0), np.abs(numerical).max(initial=0))
    relative = 0.0 if size == 0 else float(error.max() / size)
    if relative > tolerance:
        error = np.maximum(error - noise, 0)
        relative = float(error.max() / size)
    # A wrong entry may be small beside the others; it is seen where the differences resolve it.
    resolved = noise < ENTRY_TOLERANCE * np.abs(numerical)
    small_but_wrong = resolved & (error > ENTRY_TOLERANCE * np.abs(numerical))
    shape = x.shape if directions is None else None
    if not relative <= tolerance:  # a nan is wrong too
        raise WrongGradientError(_message(relative, tolerance, analytic, numerical, shape))
    if small_but_wrong.any():
        worst = int(np.argmax(np.where(small_but_wrong, error, 0)))
        raise WrongGradientError(
            f"at {_place(worst, shape)} the gradient is {analytic[worst]:.6g}, central differences give "
            f"{numerical[worst]:.6g}; this entry is small beside the largest one, {size:.3g}, but wrong"
        )
    hidden = (noise > HIDDEN * size) & (noise > 1e-3 * around)  # at a minimum, f is not hidden: it rises around x
    if size > 0 and hidden.any():
        raise ValueError(
            f"the gradient cannot be checked: the rounding noise of f is {noise.max():.2g} in a slope of {size:.2g}. "
            f"f(x) is {differences.value:.6g}; subtract a constant from f, or compute it with less cancellation"
        )
    return relative


def _unit_vector(shape: tuple[int, ...], i: int) -> np.ndarray:
    axis = np.zeros(shape)
    axis.flat[i] = 1
    return axis


def _compared(
    differences: Differences, axis: np.ndarray, gradient: np.ndarray, largest: float, tolerance: float, i: int
) -> tuple[float, float, float, float]:
    """The slope along ``axis`` by the gradient and by differences, its rounding noise, and the slopes farther away."""
    analytic = float((axis * gradient)[axis != 0].sum())
    slope = differences.standard(axis)
    gap = abs(slope.value - analytic)
    agrees = gap <= 0.1 * tolerance * largest and gap <= 0.1 * ENTRY_TOLERANCE * abs(analytic)
    if not agrees or slope.one_sided is not None or slope.noise > 1e-3 * largest:
        slope = differences.best(axis)
    if slope.one_sided is None:
        return analytic, slope.value, slope.noise, slope.around
    left, right = slope.one_sided
    place = "direction" if np.count_nonzero(axis) > 1 else "entry"
    warnings.warn(
        f"a breakpoint here: in {place} {i} the slope of f is {left:.6g} on the left and {right:.6g} on the right, "
        f"the gradient gives {analytic:.6g}",
        BreakpointWarning,
        stacklevel=3,
    )
    return analytic, float(np.clip(analytic, min(left, right), max(left, right))), slope.noise, slope.around


def _message(
    relative: float, tolerance: float, analytic: np.ndarray, numerical: np.ndarray, shape: tuple[int, ...] | None
) -> str:
    worst = int(np.argmax(np.nan_to_num(np.abs(analytic - numerical), nan=np.inf)))
    text = (
        f"relative error {relative:.2g} > {tolerance:g}: at {_place(worst, shape)} the gradient is "
        f"{analytic[worst]:.6g}, central differences give {numerical[worst]:.6g}"
    )
    large = np.abs(numerical) > 1e-6 * np.abs(numerical).max()
    with np.errstate(all="ignore"):
        ratio = analytic[large] / numerical[large]
    if large.any() and np.ptp(ratio) < 1e-5 * np.abs(ratio).max():
        text += f"; every entry is {ratio[0]:.6g} times what it should be"
    return text


def _place(i: int, shape: tuple[int, ...] | None) -> str:
    return f"direction {i}" if shape is None else f"{tuple(int(k) for k in np.unravel_index(i, shape))}"


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
