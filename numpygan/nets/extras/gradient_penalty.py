"""R1: a penalty on the gradient of the logit in x, and its gradient in theta by double back-propagation.

With l(x) the logit, v_i = grad_x l(x_i) and n points, the penalty and the gradient of it in the v_i are

    R = gamma/2  mean_i |v_i|^2,        dR/dv_i = gamma/n v_i.

How does R depend on theta? Number the layers 1..L, let x_k be the output of layer k, J_k = dx_k/dx_{k-1}
its Jacobian, and g_k = dl/dx_k. A forward and its backward compute, for each row,

    forward     x_k = f_k(x_{k-1}),     from x_0 = x up to x_L = l,
    backward    g_{k-1} = g_k J_k,      from g_L = 1 down to g_0 = v.

So v is the output of a second network. Its layers are the backward passes: each takes g_k and returns g_{k-1}, and
its J_k depends on the parameters and, if f_k is curved, on x_{k-1}. Back-propagation through the second network goes
from k = 0 up to L. With u_k = dR/dg_k,

    double backward     u_k = u_{k-1} J_k^T,    from u_0 = gamma/n v,

and each layer contributes a part of the gradient in its parameters and, if curved, in x_{k-1}: the derivatives of
g_k J_k u_{k-1}^T, with g and u held fixed. Call the part in x_{k-1} c_{k-1}. Since x_{k-1} depends on all earlier
layers, an ordinary backward passes it down and adds it up, with a_k = dR/dx_k,

    backward    a_{k-1} = a_k J_k + c_{k-1},    from a_L = 0.

For the layers of this package, the products with f' and f'' being taken entry by entry:

    layer                   backward            double backward     its parts
    x_k = x_{k-1} W + b     g_{k-1} = g_k W^T   u_k = u_{k-1} W     dW = u_{k-1}^T g_k,  db = 0,  c_{k-1} = 0
    x_k = f(x_{k-1})        g_{k-1} = g_k f'    u_k = u_{k-1} f'    c_{k-1} = u_{k-1} g_k f''
    (and FourierFeatures, where f is a sine or a cosine)

The last backward adds the usual x_{k-1}^T a_k to dW and the sum of a_k to db. If f is piecewise linear (as Maxout and
the random layers are), f'' = 0 and every a_k = 0: the last backward is not needed, and the gradient in the biases is 0
except at breakpoints.

In the code ``dy`` is g_k, ``dx`` is g_{k-1} or a_{k-1}, ``ddx`` is u_{k-1} and ``ddy`` is u_k.
"""

from functools import singledispatch

import numpy as np
import numpy.typing as npt
from scipy import special

from numpygan import arguments
from numpygan.nets.activations import LeakyReLU, ReLU, Sigmoid, Softplus, Tanh
from numpygan.nets.extras.affine import Affine
from numpygan.nets.extras.fourier_features import FourierFeatures
from numpygan.nets.extras.maxout import Maxout
from numpygan.nets.extras.random_layers import Dropout, GaussianNoise
from numpygan.nets.layers import Layer, Linear
from numpygan.nets.network import Network

Pair = tuple[np.ndarray, np.ndarray | None]


def r1(discriminator: Network, x: npt.ArrayLike, gamma: float) -> float:
    """R = gamma/2 mean_i |grad_x l(x_i)|^2; its gradient in theta *overwrites* ``discriminator.dtheta``.

    The function calls ``forward`` itself. So compute the penalty and the loss one after the other and add their
    gradients, as in the example. An active Dropout or GaussianNoise draws once, for all of R.

    Parameters
    ----------
    discriminator : Network
        From points (n, d) to logits (n, 1).
    x : array_like of shape (n, d)
        The points of the penalty: the real points of a minibatch.
    gamma : float
        The weight, >= 0, in nats times the square of the unit of x.

    Returns
    -------
    float
        The penalty in nats.

    References
    ----------
    Mescheder, Geiger and Nowozin (2018), Which training methods for GANs do actually converge?, eq. 9;
    Drucker and Le Cun (1992), Improving generalization performance using double back-propagation.

    Examples
    --------
    >>> from numpygan.nets import Adam, discriminator_loss, mlp
    >>> rng = np.random.default_rng(0)
    >>> D, x, x_fake = mlp([2, 8, 1], rng=rng), rng.normal(size=(4, 2)), rng.normal(size=(4, 2))
    >>> penalty, dpenalty = r1(D, x, gamma=0.1), D.dtheta.copy()
    >>> logits = D.forward(np.concatenate([x, x_fake]))
    >>> loss, dlogits = discriminator_loss(logits[:4], logits[4:])
    >>> dx = D.backward(dlogits)
    >>> D.dtheta += dpenalty
    >>> Adam(D, 1e-3).step()
    """
    _check(discriminator)
    gamma = arguments.not_negative("gamma", gamma)
    layers = discriminator.layers

    logits = discriminator.forward(x)
    if logits.shape[1] != 1 or len(logits) == 0:
        raise ValueError(f"the logits have shape {logits.shape}, expected (n, 1) with n >= 1")
    dys = [np.ones_like(logits)]
    for layer in reversed(layers):
        dys.append(_input_gradient(layer, dys[-1]))
    v = dys.pop()

    ddx = gamma / len(v) * v
    parts = []  # of the input of each layer
    for layer, dy in zip(layers, reversed(dys), strict=True):
        ddx, part = double_backward(layer, ddx, dy)
        parts.append(part)

    if any(part is not None for part in parts):
        through_v = discriminator.dtheta.copy()
        dx = np.zeros_like(logits)
        for layer, part in zip(reversed(layers), reversed(parts), strict=True):
            dx = layer.backward(dx)
            if part is not None:
                dx = dx + part
        discriminator.dtheta += through_v
    return float(gamma / 2 * (v * v).sum(axis=1).mean())


def _input_gradient(layer: Layer, dy: np.ndarray) -> np.ndarray:
    """What ``layer.backward(dy)`` returns. R1 does not need the dW that Linear's backward computes on the way."""
    return np.dot(dy, layer.params[0].T) if type(layer) is Linear else layer.backward(dy)


@singledispatch
def double_backward(layer: Layer, ddx: np.ndarray, dy: np.ndarray) -> Pair:
    """Back-propagate through ``dx = layer.backward(dy)``, a function of dy, of the parameters and of x.

    For a layer of your own, write the rule and register it: ``double_backward.register(YourLayer, rule)``.

    Parameters
    ----------
    layer : Layer
        After its forward and its backward of ``dy``.
    ddx : ndarray of shape (n, n_in)
        The gradient of some loss with respect to dx.
    dy : ndarray of shape (n, n_out)

    Returns
    -------
    ddy : ndarray of shape (n, n_out)
        The gradient with respect to dy.
    part : ndarray of shape (n, n_in) or None
        The gradient with respect to x; None where backward does not depend on x, but for breakpoints.

    Raises
    ------
    NotImplementedError
        If no rule is registered for this type of layer.
    """
    raise NotImplementedError(f"{layer!r} has no rule of double_backward, which a penalty on D's gradient needs")


@double_backward.register
def _(layer: Linear, ddx: np.ndarray, dy: np.ndarray) -> Pair:
    W, _ = layer.params  # dx = dy W^T
    dW, db = layer.grads
    dW[...] = ddx.T @ dy
    db[...] = 0
    return ddx @ W, None


@double_backward.register
def _(layer: LeakyReLU, ddx: np.ndarray, dy: np.ndarray) -> Pair:
    return ddx * layer.slopes, None


@double_backward.register
def _(layer: ReLU, ddx: np.ndarray, dy: np.ndarray) -> Pair:
    return ddx * layer.positive, None


@double_backward.register
def _(layer: Tanh, ddx: np.ndarray, dy: np.ndarray) -> Pair:
    ddy = ddx * (1 - layer.y * layer.y)
    return ddy, ddy * dy * (-2 * layer.y)


@double_backward.register
def _(layer: Sigmoid, ddx: np.ndarray, dy: np.ndarray) -> Pair:
    ddy = ddx * layer.y * (1 - layer.y)
    return ddy, ddy * dy * (1 - 2 * layer.y)


@double_backward.register
def _(layer: Softplus, ddx: np.ndarray, dy: np.ndarray) -> Pair:
    ddy = ddx * special.expit(layer.x)
    return ddy, ddy * dy * special.expit(-layer.x)  # 1 - sigmoid(x), without its rounding


@double_backward.register
def _(layer: Affine, ddx: np.ndarray, dy: np.ndarray) -> Pair:
    return ddx * layer.scale.astype(ddx.dtype), None


@double_backward.register
def _(layer: Maxout, ddx: np.ndarray, dy: np.ndarray) -> Pair:
    return np.take_along_axis(layer.groups(ddx), layer.winner, axis=2)[..., 0], None


@double_backward.register
def _(layer: Dropout, ddx: np.ndarray, dy: np.ndarray) -> Pair:
    return ddx * layer.mask, None


@double_backward.register
def _(layer: GaussianNoise, ddx: np.ndarray, dy: np.ndarray) -> Pair:
    return ddx, None


@double_backward.register
def _(layer: FourierFeatures, ddx: np.ndarray, dy: np.ndarray) -> Pair:
    if layer.amplitude == 0:
        return np.concatenate([ddx, layer.sin, layer.cos], axis=1), None
    _, dsin, dcos = layer.parts(dy)
    along = dy.dtype.type(layer.amplitude) * (ddx @ layer.B.astype(ddx.dtype))  # (n, m)
    part = along * (-dsin * layer.sin - dcos * layer.cos) @ layer.B.astype(dy.dtype).T
    return np.concatenate([ddx, along * layer.cos, -along * layer.sin], axis=1), part


def _check(discriminator: Network) -> None:
    """Raise a TypeError if the second derivative of a layer is not known."""
    if not isinstance(discriminator, Network):
        raise TypeError(f"discriminator must be a Network, got {discriminator!r}")
    if type(discriminator).forward is not Network.forward:
        raise TypeError(f"r1 works layer by layer, but {type(discriminator).__name__} overrides forward")
    for i, layer in enumerate(discriminator.layers):
        if type(layer) in double_backward.registry:
            continue
        # The rule of a class does not hold for a subclass that replaced forward or backward.
        ruled = next(cls for cls in type(layer).__mro__ if cls in double_backward.registry)
        if not (issubclass(ruled, _owner(layer, "forward")) and issubclass(ruled, _owner(layer, "backward"))):
            raise TypeError(
                f"r1 needs the derivative of every backward: layer {i}, {layer!r}, overrides forward or backward "
                f"without a rule of double_backward; write one and call "
                f"double_backward.register({type(layer).__name__}, rule)"
            )


def _owner(layer: Layer, method: str) -> type:
    """The class that ``layer`` has ``method`` from."""
    return next(cls for cls in type(layer).__mro__ if method in vars(cls))
