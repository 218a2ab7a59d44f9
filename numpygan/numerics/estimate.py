"""``Estimate``: a float with an error."""

from typing import Self


class Estimate(float):
    """A float with ``.error``, the size of its error, and ``.method``, how it was computed.

    Arithmetic returns plain floats, because the error of a result depends on the formula.

    Parameters
    ----------
    value : float
    error : float
        Size of the error: an error estimate of a quadrature, or a standard error of Monte Carlo.
    method : str

    Examples
    --------
    >>> x = Estimate(0.25, error=1e-15, method="quadrature")
    >>> x, x.error, 2 * x
    (Estimate(0.25, error=1e-15, method='quadrature'), 1e-15, 0.5)
    """

    error: float
    method: str

    def __new__(cls, value: float, error: float, method: str) -> Self:
        self = super().__new__(cls, value)
        self.error = float(error)
        self.method = method
        return self

    def __getnewargs__(self) -> tuple[float, float, str]:  # type: ignore[override]
        return float(self), self.error, self.method

    def __repr__(self) -> str:
        return f"Estimate({float(self)!r}, error={self.error:.2g}, method={self.method!r})"

    __str__ = float.__repr__
