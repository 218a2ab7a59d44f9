"""The iteration in PyTorch: as one writes it, with the losses compiled, and with the whole step compiled.

A step asks for the gradients of its own player only, D sees one batch and Adam is the fused one, as in code
that is written with care. The third is not what one writes: a function of all parameters and moments, without
modules and optimizers, that ``torch.compile`` can turn into one piece of C++.
"""

import numpy as np
import torch
from iteration import BETAS, EPS, LR, SLOPE, Work, flat, weights
from torch import nn
from torch.nn.functional import leaky_relu, linear, softplus

Params = list[torch.Tensor]  # W (n_out, n_in) and b (n_out,) of each layer


class Torch:
    """Modules and optimizers, eagerly or with both losses compiled."""

    def __init__(self, work: Work, *, compiled: bool = False) -> None:
        gan = work.gan()
        self.work, self.draws = work, work.draws()
        self.G, self.D = _modules(weights(gan.generator)), _modules(weights(gan.discriminator))
        self.optimizers = [torch.optim.Adam(m.parameters(), LR, BETAS, EPS, fused=True) for m in (self.D, self.G)]
        # A penalty is differentiated twice, which compiled functions are not: there G's loss alone is compiled.
        self.d_loss = torch.compile(self._d_loss) if compiled and not work.gamma else self._d_loss
        self.g_loss = torch.compile(self._g_loss) if compiled else self._g_loss

    def _d_loss(self, x: torch.Tensor, z: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            x_fake = self.G(z)
        logits = self.D(torch.cat([x, x_fake]))
        loss = softplus(-logits[: len(x)]).mean() + softplus(logits[len(x) :]).mean()
        if self.work.gamma:
            x = x.requires_grad_()
            (v,) = torch.autograd.grad(self.D(x).sum(), x, create_graph=True)
            loss = loss + self.work.gamma / 2 * (v * v).sum(dim=1).mean()
        return loss

    def _g_loss(self, z: torch.Tensor) -> torch.Tensor:
        return softplus(-self.D(self.G(z))).mean()

    def run(self, steps: int) -> int:
        for _ in range(steps):
            z, x, z_again = (_tensor(a, self.work) for a in next(self.draws))
            self._step(self.optimizers[0], self.D, self.d_loss(x, z))
            self._step(self.optimizers[1], self.G, self.g_loss(z_again))
        return steps

    def _step(self, optimizer: torch.optim.Optimizer, player: nn.Module, loss: torch.Tensor) -> None:
        optimizer.zero_grad()
        loss.backward(inputs=list(player.parameters()))
        optimizer.step()

    def theta(self) -> np.ndarray:
        return _theta(list(self.D.parameters()), list(self.G.parameters()))


class FunctionalTorch:
    """One function from parameters, moments and draws to the next ones, compiled as a whole."""

    def __init__(self, work: Work) -> None:
        gan = work.gan()
        self.work, self.draws, self.t = work, work.draws(), 0
        self.d, self.g = (_params(weights(network)) for network in (gan.discriminator, gan.generator))
        self.moments = [[torch.zeros_like(p) for p in player] for player in (self.d, self.d, self.g, self.g)]
        self.step = torch.compile(self._step, fullgraph=True, options={"cpp_wrapper": True})

    def _d_loss(self, d: Params, g: Params, x: torch.Tensor, z: torch.Tensor) -> torch.Tensor:
        logits = _network(d, torch.cat([x, _network(g, z)]))
        loss = softplus(-logits[: len(x)]).mean() + softplus(logits[len(x) :]).mean()
        if self.work.gamma:
            v = torch.func.grad(lambda points: _network(d, points).sum())(x)
            loss = loss + self.work.gamma / 2 * (v * v).sum(dim=1).mean()
        return loss

    def _g_loss(self, g: Params, d: Params, z: torch.Tensor) -> torch.Tensor:
        return softplus(-_network(d, _network(g, z))).mean()

    def _step(self, z: torch.Tensor, x: torch.Tensor, z_again: torch.Tensor, hats: torch.Tensor) -> None:
        _adam(self.d, torch.func.grad(self._d_loss)(self.d, self.g, x, z), *self.moments[:2], hats)
        _adam(self.g, torch.func.grad(self._g_loss)(self.g, self.d, z_again), *self.moments[2:], hats)

    def run(self, steps: int) -> int:
        for _ in range(steps):
            self.t += 1
            hats = _tensor(np.array([1 - beta**self.t for beta in BETAS]), self.work)
            self.step(*(_tensor(a, self.work) for a in next(self.draws)), hats)
        return steps

    def theta(self) -> np.ndarray:
        return _theta(self.d, self.g)


def _network(params: Params, x: torch.Tensor) -> torch.Tensor:
    *hidden, last = zip(params[::2], params[1::2], strict=True)
    for W, b in hidden:
        x = leaky_relu(linear(x, W, b), SLOPE)
    return linear(x, *last)


def _adam(params: Params, grads: Params, means: Params, squares: Params, hats: torch.Tensor) -> None:
    for p, g, m, v in zip(params, grads, means, squares, strict=True):
        m.add_((1 - BETAS[0]) * (g - m))
        v.add_((1 - BETAS[1]) * (g * g - v))
        p.sub_(LR * (m / hats[0]) / ((v / hats[1]).sqrt() + EPS))


def _params(layers: list[tuple[np.ndarray, np.ndarray]]) -> Params:
    return [torch.tensor(p.T.copy()) for pair in layers for p in pair]


def _modules(layers: list[tuple[np.ndarray, np.ndarray]]) -> nn.Sequential:
    found: list[nn.Module] = []
    for W, b in layers:
        module = nn.Linear(*W.shape, dtype=torch.tensor(W).dtype)
        with torch.no_grad():
            module.weight.copy_(torch.tensor(W.T))
            module.bias.copy_(torch.tensor(b))
        found += [module, nn.LeakyReLU(SLOPE)]
    return nn.Sequential(*found[:-1])


def _tensor(a: np.ndarray, work: Work) -> torch.Tensor:
    return torch.from_numpy(a.astype(work.dtype, copy=False))


def _theta(*players: Params) -> np.ndarray:
    arrays = [[p.detach().numpy().T for p in player] for player in players]
    return flat(*(list(zip(player[::2], player[1::2], strict=True)) for player in arrays))
