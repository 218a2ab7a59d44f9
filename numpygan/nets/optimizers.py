"""Optimizers: they change the parameters of one network along its gradient. Each works on the vector theta."""

from abc import ABC, abstractmethod

import numpy as np

from numpygan import arguments
from numpygan.nets.network import Network


class Optimizer(ABC):
    """Changes ``network.theta`` in place, along ``-network.dtheta``."""

    def __init__(self, network: Network, lr: float) -> None:
        self.network = network
        self.lr = arguments.positive("lr", lr)

    @abstractmethod
    def step(self) -> None:
        """Take one step with the gradients of the most recent backward."""


class SGD(Optimizer):
    """Stochastic gradient descent: v <- momentum v + dtheta, theta <- theta - lr v.

    With momentum 0, the default, this is the plain step of Algorithm 1.
    """

    def __init__(self, network: Network, lr: float, momentum: float = 0.0) -> None:
        super().__init__(network, lr)
        self.momentum = arguments.in_unit_interval("momentum", momentum)
        self.v = np.zeros_like(network.theta)

    def step(self) -> None:
        theta, dtheta = self.network.theta, self.network.dtheta
        self.v *= self.momentum
        self.v += dtheta
        theta -= self.lr * self.v

    def __repr__(self) -> str:
        return f"SGD(lr={self.lr:g}, momentum={self.momentum:g})"


class Adam(Optimizer):
    """m and v are running means of dtheta and dtheta^2; theta <- theta - lr m^ / (sqrt(v^) + eps).

    m^ = m / (1 - beta1^t) and v^ = v / (1 - beta2^t), t = 1, 2, ..., because both means start at 0 and are too small.

    References
    ----------
    Kingma and Ba (2015), Algorithm 1.
    """

    def __init__(
        self, network: Network, lr: float, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8
    ) -> None:
        super().__init__(network, lr)
        self.betas = arguments.in_unit_interval("betas[0]", betas[0]), arguments.in_unit_interval("betas[1]", betas[1])
        self.eps = arguments.positive("eps", eps)
        self.m, self.v = np.zeros_like(network.theta), np.zeros_like(network.theta)
        self.t = 0

    def step(self) -> None:
        theta, dtheta = self.network.theta, self.network.dtheta
        beta1, beta2 = self.betas
        self.t += 1
        change = (1 - beta1) * dtheta
        self.m *= beta1
        self.m += change
        np.multiply(dtheta, dtheta, out=change)
        change *= 1 - beta2
        self.v *= beta2
        self.v += change
        # lr m^ / (sqrt(v^) + eps), where the two numbers 1 - beta^t are taken out of the vectors
        root = np.sqrt(1 - beta2**self.t)
        np.sqrt(self.v, out=change)
        change += self.eps * root
        np.divide(self.m, change, out=change)
        change *= self.lr * root / (1 - beta1**self.t)
        theta -= change

    def __repr__(self) -> str:
        return f"Adam(lr={self.lr:g}, betas={self.betas})"
