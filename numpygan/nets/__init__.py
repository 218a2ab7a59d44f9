"""Networks by hand: layers, losses, optimizers and a penalty, with their gradients written out.

It imports no other room. Read in the order of the imports below.
"""

from numpygan.nets.initialization import glorot, he
from numpygan.nets.layers import Affine, Layer, Linear, Maxout
from numpygan.nets.activations import LeakyReLU, ReLU, Sigmoid, Softplus, Tanh
from numpygan.nets.random_layers import Dropout, GaussianNoise, RandomLayer
from numpygan.nets.fourier_features import FourierFeatures
from numpygan.nets.network import Network, mlp, mlp_layers
from numpygan.nets.losses import GeneratorLoss, discriminator_loss, non_saturating, saturating
from numpygan.nets.optimizers import SGD, Adam, Optimizer
from numpygan.nets.averaging import AveragedNetwork
from numpygan.nets.penalties import r1
from numpygan.nets.gradcheck import WrongGradientError, at_input, at_theta, gradcheck

__all__ = [
    "SGD",
    "Adam",
    "Affine",
    "AveragedNetwork",
    "Dropout",
    "FourierFeatures",
    "GaussianNoise",
    "GeneratorLoss",
    "Layer",
    "LeakyReLU",
    "Linear",
    "Maxout",
    "Network",
    "Optimizer",
    "RandomLayer",
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
    "r1",
    "saturating",
]
