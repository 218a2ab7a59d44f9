"""e03: back-propagation by hand: layers with a forward and a backward method.

A layer maps a batch x of n rows to a batch y of n rows. ``forward(x)`` returns y and stores what backward needs.
``backward(dy)`` takes dy, the gradient of the loss with respect to y, and returns dx, the gradient with respect to x.
A Linear layer also stores the gradients of its parameters as ``self.dW`` and ``self.db``. For y = x W + b:

    dx = dy W^T        dW = x^T dy        db = sum of the rows of dy

Conventions: a layer has no factor 1/n; if the loss is a mean, its 1/n is already in dy. Each backward *overwrites* dW
and db; it may be called twice after one forward, and other layers may be used in between. Arguments are not changed,
and backward does not change W or b.

Check yourself: ``python e03_backprop.py`` or ``numpygan learn check e03``. Stuck? ``numpygan learn hint e03``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** The linear layer. Shapes: W (n_in, n_out), b (n_out,), x (n, n_in), y and dy (n, n_out).


# %%
class Linear:
    """y = x W + b. After backward, self.dW has the shape of W and self.db the shape of b."""

    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        raise NotImplementedError("e03, part a")

    def backward(self, dy):
        raise NotImplementedError("e03, part a")


# %% [markdown]
# **Part b.** The hyperbolic tangent of each entry. Its derivative can be computed from y alone.


# %%
class Tanh:
    """y = tanh(x), entry by entry. x, y, dy : (n, d)."""

    def forward(self, x):
        raise NotImplementedError("e03, part b")

    def backward(self, dy):
        raise NotImplementedError("e03, part b")


# %% [markdown]
# **Part c.** The leaky ReLU: y = x for x > 0, and y = slope * x otherwise. At x = 0 the derivative is slope.


# %%
class LeakyReLU:
    """y = x where x > 0, else slope * x. slope : number, at least 0 and less than 1; x, y, dy : (n, d)."""

    def __init__(self, slope):
        self.slope = slope

    def forward(self, x):
        raise NotImplementedError("e03, part c")

    def backward(self, dy):
        raise NotImplementedError("e03, part c")


# %% [markdown]
# **Part d.** Several layers, one after the other, are a layer too.


# %%
class Chain:
    """The composition of ``layers``, first layer first; each has forward and backward."""

    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        raise NotImplementedError("e03, part d")

    def backward(self, dy):
        raise NotImplementedError("e03, part d")


# %% [markdown]
# **Part e.** A check for gradients: central differences. Entry i of the gradient is about
# (f(x + h e_i) - f(x - h e_i)) / (2h), where e_i is 1 at entry i and 0 elsewhere.


# %%
def numerical_gradient(f, x, h):
    """Return the gradient of f at x: floats in the shape of x. x : any axes, maybe integers; f returns a number."""
    raise NotImplementedError("e03, part e")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
