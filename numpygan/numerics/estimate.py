"""A number that knows how far it can be trusted."""

from typing import Self


class Estimate(float):
    """A float with the size of its error and the method that produced it.

    Arithmetic gives plain floats: an error does not survive a formula that nobody analysed.

    Parameters
    ----------
    value : float
    error : float
        What the value may be off by: a quadrature bound or a standard error, as ``method`` says.
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
