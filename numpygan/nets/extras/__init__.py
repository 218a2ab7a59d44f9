"""Layers and a penalty beyond the plain multilayer perceptron; the practical recipe and some lessons use them."""

from numpygan.nets.extras.affine import Affine
from numpygan.nets.extras.maxout import Maxout
from numpygan.nets.extras.random_layers import Dropout, GaussianNoise, RandomLayer
from numpygan.nets.extras.fourier_features import FourierFeatures
from numpygan.nets.extras.averaging import AveragedNetwork
from numpygan.nets.extras.gradient_penalty import r1

__all__ = ["Affine", "AveragedNetwork", "Dropout", "FourierFeatures", "GaussianNoise", "Maxout", "RandomLayer", "r1"]
