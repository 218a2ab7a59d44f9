"""One comparison: two numbers that were obtained by different routes, and how far apart they may be.

A comparison converts NumPy scalars to ``float`` and ``bool``, because it is written as JSON and sent between processes.
"""

import math
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Comparison:
    """``left`` is compared with ``right``; a statement of the notes says that they are equal, or ordered.

    Attributes
    ----------
    case : str
        What is compared: the distributions, the point, the seed.
    left_route, right_route : str
        How each number was obtained.
    left, right : float
    allowed : float
        The largest gap that passes.
    relation : "=" or "<="
    gap : float
        |left - right|; for "<=" by how much left exceeds right. 0 for two infinities of one sign.
    ok : bool
        Whether gap <= allowed. A nan is never ok.
    seconds : float
        How long the check took from the comparison before to this one; left out when two comparisons are compared.
    """

    case: str
    left_route: str
    left: float
    right_route: str
    right: float
    allowed: float
    relation: Literal["=", "<="] = "="
    seconds: float = field(default=0.0, compare=False, kw_only=True)
    gap: float = field(init=False)
    ok: bool = field(init=False)

    def __post_init__(self) -> None:
        left, right, allowed = float(self.left), float(self.right), float(self.allowed)
        if left == right or (self.relation == "<=" and left < right):
            gap = 0.0
        else:
            gap = abs(left - right) if math.isfinite(left) and math.isfinite(right) else math.nan
        object.__setattr__(self, "left", left)
        object.__setattr__(self, "right", right)
        object.__setattr__(self, "allowed", allowed)
        object.__setattr__(self, "gap", gap)
        object.__setattr__(self, "ok", gap <= allowed)
