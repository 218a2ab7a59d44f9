"""e03: layers by hand, forward and backward.

A layer turns rows into rows. ``forward(x)`` returns y and remembers what it needs. ``backward(dy)`` takes the gradient
of the loss with respect to y and returns the gradient with respect to x; a Linear layer also *overwrites* ``self.dW``
and ``self.db``. For y = x W + b, row by row:

    dx = dy W^T        dW = x^T dy        db = sum of the rows of dy

There is no 1/n in a layer: where it belongs, the loss has put it into dy. Nothing that a layer is given may be changed,
and a backward never changes W or b.

Check yourself: ``python e03_backprop.py`` or ``numpygan learn check e03``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** The linear layer. W has shape (n_in, n_out), b has (n_out,), x has (n, n_in).


# %%
class Linear:
    """y = x W + b. After backward, self.dW and self.db have the shapes of W and b."""

    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        raise NotImplementedError("e03, part a")

    def backward(self, dy):
        raise NotImplementedError("e03, part a")


# %% [markdown]
# **Part b.** The hyperbolic tangent, entry by entry. Its derivative is a function of y alone.


# %%
class Tanh:
    """y = tanh x."""

    def forward(self, x):
        raise NotImplementedError("e03, part b")

    def backward(self, dy):
        raise NotImplementedError("e03, part b")


# %% [markdown]
# **Part c.** The leaky rectifier: y = x for x > 0, slope x otherwise. At x = 0 the derivative is the slope.


# %%
class LeakyReLU:
    """y = x or slope x."""

    def __init__(self, slope):
        self.slope = slope

    def forward(self, x):
        raise NotImplementedError("e03, part c")

    def backward(self, dy):
        raise NotImplementedError("e03, part c")


# %% [markdown]
# **Part d.** A chain of layers is a layer.


# %%
class Chain:
    """The layers one after the other; each has forward and backward."""

    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        raise NotImplementedError("e03, part d")

    def backward(self, dy):
        raise NotImplementedError("e03, part d")


# %% [markdown]
# **Part e.** Believe nothing: the gradient by central differences, (f(x + h e_i) - f(x - h e_i)) / 2h for each entry i.


# %%
def numerical_gradient(f, x, h):
    """The gradient of f, from arrays like x to numbers. x : any shape, perhaps integers. Returns floats."""
    raise NotImplementedError("e03, part e")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
