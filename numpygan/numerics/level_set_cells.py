"""Quadrature for 2-D cells that are crossed by a curve on which the integrand is not smooth, such as p = q for |p - q|.

A cell is integrated along rows that cross the curve. Each row is divided where it meets the curve, and the rows are
divided into up to three groups where the curve leaves the cell through the ends of the rows. The integrand is smooth
within each part, so few nodes give many digits.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import elementwise
from scipy.special import roots_legendre

Function = Callable[[np.ndarray], np.ndarray]  # maps points (n, 2) to values (n,)
CORNERS = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])


def is_crossed(level: Function, center: np.ndarray, half: np.ndarray) -> np.ndarray:
    """Whether ``level`` changes its sign between the points of a coarse grid in each cell (k,)."""
    ticks = np.linspace(-1, 1, 9)
    places = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    levels = level((center[:, None] + half[:, None] * places).reshape(-1, 2)).reshape(-1, len(places))
    return (levels.min(axis=1) < 0) & (levels.max(axis=1) > 0)


def crossed_rules(
    g: Function, level: Function, center: np.ndarray, half: np.ndarray, coarse: int, fine: int
) -> tuple[np.ndarray, np.ndarray]:
    """Integrals (k,) by a coarse and a fine rule, whose rows run in different directions.

    A row that meets the curve twice misses what is in between. Rows in the other direction do not,
    so that the difference of the two rules tells.
    """
    along = _steepest(level, center, half)
    return crossed_rule(g, level, center, half, 1 - along, coarse), crossed_rule(g, level, center, half, along, fine)


def crossed_rule(
    g: Function, level: Function, center: np.ndarray, half: np.ndarray, along: np.ndarray, nodes: int
) -> np.ndarray:
    """Integrals (k,) of ``g`` over the cells center - half to center + half, each array (k, 2).

    A point of a cell has two coordinates in [-1, 1]: ``u`` numbers the rows, ``v`` runs along them,
    which is along the axis ``along`` (k,), 0 or 1.
    """
    k = np.arange(len(center))

    def at(cell: np.ndarray, u: Any, v: Any) -> np.ndarray:
        """The points of shape (..., 2)."""
        u, v, axis = np.broadcast_arrays(u, v, along[cell])
        return center[cell] + half[cell] * np.stack([np.where(axis == 0, v, u), np.where(axis == 0, u, v)], axis=-1)

    def level_at(cell: np.ndarray, u: Any, v: Any) -> np.ndarray:
        places = at(cell, u, v)
        return level(places.reshape(-1, 2)).reshape(places.shape[:-1])

    # The crossings of the curve with the first and the last row, as coordinates in (-1, 1); 1 if there is none.
    first = _root(lambda u, cell: level_at(cell, u, -1.0), k)
    last = _root(lambda u, cell: level_at(cell, u, 1.0), k)
    cuts = np.sort([np.full(k.size, -1.0), first, last, np.ones(k.size)], axis=0)
    node, weight = roots_legendre(nodes)
    length, middle = np.diff(cuts, axis=0) / 2, (cuts[1:] + cuts[:-1]) / 2  # (3, k)
    u = (middle[..., None] + length[..., None] * node).ravel()  # (3 k nodes,)
    cell = np.broadcast_to(k[:, None], (3, k.size, nodes)).ravel()
    meet = _root(lambda v, cell, u: level_at(cell, u, v), cell, u)
    total = np.zeros(u.size)
    for low, high in ((np.full(u.size, -1.0), meet), (meet, np.ones(u.size))):
        v = ((low + high) / 2)[:, None] + ((high - low) / 2)[:, None] * node
        places = at(cell[:, None], u[:, None], v)
        total += (high - low) / 2 * (g(places.reshape(-1, 2)).reshape(v.shape) @ weight)
    rows = total.reshape(3, k.size, nodes) @ weight
    return (rows * length).sum(axis=0) * half.prod(axis=1)


def _steepest(level: Function, center: np.ndarray, half: np.ndarray) -> np.ndarray:
    """The axis (k,), 0 or 1, along which ``level`` changes more between the corners of each cell."""
    levels = level((center[:, None] + half[:, None] * CORNERS).reshape(-1, 2)).reshape(-1, 2, 2)
    changes = [np.abs(np.diff(levels, axis=axis)).sum(axis=(1, 2)) for axis in (1, 2)]
    return (changes[1] > changes[0]).astype(int)


def _root(f: Callable[..., np.ndarray], *args: np.ndarray) -> np.ndarray:
    """The s in (-1, 1) at which ``f(s, *args)`` changes its sign; 1 if it does not."""
    shape = args[0].shape
    root: np.ndarray = elementwise.find_root(f, (np.full(shape, -1.0), np.ones(shape)), args=args).x
    return np.where(np.isfinite(root), root, 1.0)
