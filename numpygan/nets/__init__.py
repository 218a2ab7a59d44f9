"""Networks by hand: layers, losses and optimizers, each with its gradient written out.

The room imports no other room. Read the files in the order of the imports below; ``nets.extras`` holds the layers and
the penalty that only the practical recipe needs.
"""

from numpygan.nets.initialization import glorot, he
from numpygan.nets.layers import Layer, Linear
from numpygan.nets.activations import LeakyReLU, ReLU, Sigmoid, Softplus, Tanh
from numpygan.nets.losses import GeneratorLoss, discriminator_loss, non_saturating, saturating
from numpygan.nets.network import Network
from numpygan.nets.perceptrons import mlp, mlp_layers
from numpygan.nets.optimizers import SGD, Adam, Optimizer
from numpygan.nets.gradient_check import BreakpointWarning, WrongGradientError, at_input, at_theta, gradcheck

__all__ = [
    "SGD",
    "Adam",
    "BreakpointWarning",
    "GeneratorLoss",
    "Layer",
    "LeakyReLU",
    "Linear",
    "Network",
    "Optimizer",
    "ReLU",
    "Sigmoid",
    "Softplus",
    "Tanh",
    "WrongGradientError",
    "at_input",
    "at_theta",
    "discriminator_loss",
    "glorot",
    "gradcheck",
    "he",
    "mlp",
    "mlp_layers",
    "non_saturating",
    "saturating",
]
