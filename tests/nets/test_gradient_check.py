"""The checker is checked on wrong answers: it must refuse them."""

import numpy as np
import pytest
from scipy import special

from numpygan.nets import (
    BreakpointWarning,
    LeakyReLU,
    Linear,
    Network,
    ReLU,
    WrongGradientError,
    at_input,
    at_theta,
    gradcheck,
    non_saturating,
)


class NoMask(ReLU):
    """Forgets where x was negative."""

    def backward(self, dy):
        return dy


class StaleCache(LeakyReLU):
    """Remembers its first forward for ever."""

    def forward(self, x):
        y = super().forward(x)
        self.slopes = self.first = getattr(self, "first", self.slopes)
        return y


class SummedBias(Linear):
    """Divides db by the batch size once more."""

    def backward(self, dy):
        dx = super().backward(dy)
        self.grads[1] /= len(dy)
        return dx


def total(y):
    return float((y**2).sum()), 2 * y


def network_with(layer, rng):
    return Network(Linear(3, 4, rng=rng), layer, Linear(4, 1, rng=rng))


def test_a_right_gradient_passes(rng):
    network = network_with(ReLU(), rng)
    assert gradcheck(at_theta(network, rng.normal(size=(5, 3)), total), network.theta.copy()) < 1e-7


def test_a_missing_mask_is_refused(rng):
    with pytest.raises(WrongGradientError, match="relative error"):
        gradcheck(at_input(network_with(NoMask(), rng), total), rng.normal(size=(5, 3)))


def test_a_stale_cache_is_refused(rng):
    network = network_with(StaleCache(), rng)
    network.forward(rng.normal(size=(5, 3)))
    with pytest.raises(WrongGradientError):
        gradcheck(at_input(network, total), rng.normal(size=(5, 3)))


def test_a_wrong_bias_is_refused_and_located(rng):
    network = Network(SummedBias(3, 2, rng=rng))
    with pytest.raises(WrongGradientError, match=r"at \((6|7),\)"):
        gradcheck(at_theta(network, rng.normal(size=(5, 3)), total), network.theta.copy())


def test_a_missing_1_over_n_is_refused_and_named(rng):
    def no_mean(logits):
        return non_saturating(logits)[0], -special.expit(-logits)

    with pytest.raises(WrongGradientError, match="every entry is 8 times what it should be"):
        gradcheck(no_mean, rng.normal(size=(8, 1)))


@pytest.mark.parametrize(
    "wrong", [lambda g: -g, lambda g: 2 * g, lambda g: g[::-1].copy(), lambda g: g * np.nan, lambda g: 0 * g]
)
def test_wrong_gradients_are_refused(wrong, rng):
    x = rng.normal(size=(4, 1))
    with np.errstate(invalid="ignore"), pytest.raises(WrongGradientError):
        gradcheck(lambda x: (float(np.sin(x).sum()), wrong(np.cos(x))), x)


def test_along_directions_a_single_wrong_entry_is_seen(rng):
    def f(x):
        gradient = np.cos(x)
        gradient[17] *= 1.001
        return float(np.sin(x).sum()), gradient

    with pytest.raises(WrongGradientError, match="direction"):
        gradcheck(f, rng.normal(size=100), directions=5, rng=rng)


@pytest.mark.parametrize(
    ("small", "message"),
    [
        (1e-2, r"relative error 1e-06 > 1e-07: at \(1,\) the gradient is 0, central differences give 0\.02"),
        (
            1e-4,
            r"at \(1,\) the gradient is 0, central differences give 0\.0002; this entry is small beside the largest",
        ),
    ],
)
def test_a_small_entry_must_be_right_too(small, message):
    with pytest.raises(WrongGradientError, match=message):
        gradcheck(lambda x: (1e4 * x[0] ** 2 + small * x[1] ** 2, np.array([2e4 * x[0], 0.0])), np.array([1.0, 1.0]))
    f = lambda x: (1e4 * x[0] ** 2 + small * x[1] ** 2, np.array([2e4 * x[0], 2 * small * x[1]]))  # noqa: E731
    assert gradcheck(f, np.array([1.0, 1.0])) < 1e-7


def test_a_breakpoint_within_reach_of_a_difference_is_no_false_alarm():
    x = np.array([1e-6, -2e-7, 1.0])  # closer to the breakpoint of |x| than the standard step
    assert gradcheck(absolute, x) < 1e-7
    for wrong in (0.0, 0.5):  # between the two slopes of the breakpoint, which is not at x
        with pytest.raises(WrongGradientError):
            gradcheck(lambda x, wrong=wrong: (absolute(x)[0], wrong * np.sign(x)), x[:2])


def absolute(x):
    return float(np.abs(x).sum()), np.sign(x)


def of_log(x):
    return float(np.log(x).sum()), 1 / x


def of_squares(x):
    return float((x**2).sum()), 2 * x


def of_relu(x):
    return float(np.maximum(x, 0).sum()), (x > 0) * 1.0


def rosenbrock(x):
    a, b = x
    slope = np.array([-2 * (1 - a) - 400 * a * (b - a**2), 200 * (b - a**2)])
    return float((1 - a) ** 2 + 100 * (b - a**2) ** 2), slope


SCALES = {
    "log at 1e-6": (of_log, [1e-6]),
    "log at 1e-6 and 1": (of_log, [1e-6, 1.0]),
    "log of 1e-6 + x at 0": (lambda x: (float(np.log(1e-6 + x).sum()), 1 / (1e-6 + x)), [0.0]),
    "x^2 at 1e5": (of_squares, [1e5]),
    "x^2 at 1e5 and 1": (of_squares, [1e5, 1.0]),
    "1e8 + x^2": (lambda x: (1e8 + of_squares(x)[0], 2 * x), [1.0, -3.0]),
    "1e12 + x^2": (lambda x: (1e12 + of_squares(x)[0], 2 * x), [1.0, -3.0]),
    "(1e8 + x^2) - 1e8": (lambda x: ((1e8 + of_squares(x)[0]) - 1e8, 2 * x), [1.0, -3.0]),
    "1 + x at 1e-12": (lambda x: (1 + float(x.sum()), np.ones_like(x)), [1e-12]),
    "sin at 1e5": (lambda x: (float(np.sin(x).sum()), np.cos(x)), [1e5]),
    "sin of 10,000 x": (lambda x: (float(np.sin(1e4 * x).sum()), 1e4 * np.cos(1e4 * x)), [0.3]),
    "1 / x at 1e-5": (lambda x: (float((1 / x).sum()), -1 / x**2), [1e-5, 3.0]),
    "1e-30 x^2": (lambda x: (1e-30 * of_squares(x)[0], 2e-30 * x), [1.0, 2.0]),
    "the steep part of Rosenbrock's function": (rosenbrock, [-1.2, 1.0]),
}
WRONG = {
    "twice": lambda g: 2 * g,
    "other sign": lambda g: -g,
    "0": lambda g: 0 * g,
    "by 1e-5": lambda g: (1 + 1e-5) * g,
}


@pytest.mark.parametrize(("f", "x"), SCALES.values(), ids=SCALES)
def test_the_step_fits_the_scale_of_x_and_f(f, x):
    assert gradcheck(f, np.array(x)) < 1e-7


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize(("f", "x"), SCALES.values(), ids=SCALES)
def test_a_wrong_gradient_is_refused_at_every_scale(f, x, wrong):
    with pytest.raises(WrongGradientError):
        gradcheck(lambda x: (f(x)[0], wrong(f(x)[1])), np.array(x))


ZEROS = {
    "a constant": (lambda x: (3.0, 0 * x), [1.0, 2.0]),
    "x^2 at 0": (of_squares, [0.0]),
    "(x - 1)^2 at 1": (lambda x: (float(((x - 1) ** 2).sum()), 2 * (x - 1)), [1.0]),
    "x^3 at 0": (lambda x: (float((x**3).sum()), 3 * x**2), [0.0, 0.0]),
    "cos at 0": (lambda x: (float(np.cos(x).sum()), -np.sin(x)), [0.0]),
    "sin at pi / 2": (lambda x: (float(np.sin(x).sum()), np.cos(x)), [np.pi / 2]),
    "Rosenbrock's minimum": (rosenbrock, [1.0, 1.0]),
    "cross entropy at its minimum": (
        lambda x: (float(special.logsumexp(x) - x.mean()), special.softmax(x) - 1 / 3),
        [1.0, 1.0, 1.0],
    ),
}


@pytest.mark.parametrize(("f", "x"), ZEROS.values(), ids=ZEROS)
def test_a_gradient_that_is_0_passes_and_another_is_refused(f, x):
    assert gradcheck(f, np.array(x)) == 0
    with pytest.raises(WrongGradientError):
        gradcheck(lambda x: (f(x)[0], f(x)[1] + 1e-3), np.array(x))


@pytest.mark.parametrize("at_0", [0.0, 0.5, 1.0])
def test_at_a_breakpoint_any_slope_between_the_two_passes_with_a_warning(at_0):
    def f(x):
        return of_relu(x)[0], np.where(x == 0, at_0, x > 0)

    with pytest.warns(BreakpointWarning, match="a breakpoint here: in entry 1 .* is 0 on the left and 1 on the right"):
        assert gradcheck(f, np.array([1.0, 0.0, -1.0])) < 1e-7


@pytest.mark.filterwarnings("ignore::numpygan.nets.gradient_check.BreakpointWarning")
@pytest.mark.parametrize("at_0", [-0.001, 1.001, 2.0, np.nan])
def test_at_a_breakpoint_other_slopes_are_refused(at_0):
    with pytest.raises(WrongGradientError, match=r"at \(1,\) the gradient is"):
        gradcheck(lambda x: (of_relu(x)[0], np.where(x == 0, at_0, x > 0)), np.array([1.0, 0.0, -1.0]))


@pytest.mark.parametrize("curvature", [1.0, 1e6, 1e-6])
def test_a_curved_function_has_no_breakpoint(curvature):
    x = np.array([0.0, 1e-7, 0.3])
    assert gradcheck(lambda x: (curvature * of_squares(x)[0], curvature * 2 * x), x) < 1e-7


def test_along_a_direction_a_breakpoint_is_reported_too(rng):
    with pytest.warns(BreakpointWarning, match="in direction 0 the slope of f is"):
        gradcheck(of_relu, np.array([1.0, 0.0, -1.0]), directions=1, rng=rng)


def test_a_gradient_of_0_where_the_standard_step_sees_no_change_is_refused():
    with pytest.raises(WrongGradientError):
        gradcheck(lambda x: (1e14 + of_squares(x)[0], 0 * x), np.array([1.0]))


def test_a_gradient_that_is_lost_in_rounding_is_not_called_right():
    with pytest.raises(ValueError, match=r"the rounding noise of f is .* in a slope of .* subtract a constant"):
        gradcheck(lambda x: (1e20 + of_squares(x)[0], 2 * x), np.array([1.0]))
    with pytest.raises(ValueError, match=r"f\(x\) is inf: the gradient can be checked only where f is finite"):
        gradcheck(lambda x: (np.inf, x), np.array([1.0]))


def test_errors(rng):
    with pytest.raises(TypeError, match=r"f must return a pair, \(value, gradient\)"):
        gradcheck(lambda x: float(x.sum()), np.zeros(3))
    with pytest.raises(TypeError, match="x must be an array of float64, got float32"):
        gradcheck(total, np.zeros(3, dtype=np.float32))
    with pytest.raises(ValueError, match=r"the gradient has shape \(4,\), expected that of x, \(2, 2\)"):
        gradcheck(lambda x: (0.0, np.zeros(4)), np.zeros((2, 2)))
    with pytest.raises(TypeError, match="Generator"):
        gradcheck(total, np.zeros(3), directions=2)
