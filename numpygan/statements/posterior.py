"""``posterior``: training D is maximum likelihood for P(Y = 1 | x) (text before 1.3.5)."""

from collections.abc import Iterator

import numpy as np
from scipy import special
from scipy.optimize import minimize

from numpygan.distributions import Normal
from numpygan.nets import discriminator_loss
from numpygan.statements.comparison import Comparison
from numpygan.statements.js import midpoint
from numpygan.statements.pairs import name, standard_pairs
from numpygan.statements.registry import statement
from numpygan.theory import optimal_discriminator

SAMPLES = 100_000  # of each kind
STANDARD_ERRORS = 5.0


@statement(
    "posterior",
    equation="1.3.5",
    title_zh="D 是后验概率的极大似然估计",
    claim="training D is maximum-likelihood estimation of P(x is real | x)",
    formula=r"D^{*}(x)=P(Y=1\,|\,x)=\dfrac{1}{1+\exp(\log p_g(x)-\log p_{\mathrm{data}}(x))}",
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    for case, p, q in standard_pairs():
        x = np.concatenate([p.sample(100, rng=rng), q.sample(100, rng=rng)])[:, 0]
        bayes = p.pdf(x) / 2 / midpoint(p, q).pdf(x)  # P(x | Y = 1) P(Y = 1) / P(x)
        gap = np.abs(optimal_discriminator(p, q)(x) - bayes).max()
        yield Comparison(case, "max |D* - Bayes' posterior|", gap, "no difference", 0, 1e-12)
    for p, q in ((Normal(0, 1), Normal(1, 1)), (Normal(-0.5, 1), Normal(1, 1.5))):
        x, x_fake = p.sample(SAMPLES, rng=rng), q.sample(SAMPLES, rng=rng)
        w, error = logistic_regression(features(x), features(x_fake))
        for term, found, off, exact in zip(("1", "x", "x^2"), w, error, log_ratio_coefficients(p, q), strict=True):
            case = f"{name(p)}, {name(q)}: coefficient of {term} in the logit"
            yield Comparison(case, "maximum likelihood on labels", found, "log p - log q", exact, STANDARD_ERRORS * off)
        likelihood = np.concatenate([special.log_expit(features(x) @ w), special.log_expit(-features(x_fake) @ w)])
        loss, _ = discriminator_loss((features(x) @ w)[:, None], (features(x_fake) @ w)[:, None])
        yield Comparison(
            f"{name(p)}, {name(q)}",
            "-discriminator_loss",
            -loss,
            "2 x mean log likelihood",
            2 * likelihood.mean(),
            1e-12,
        )


def features(x: np.ndarray) -> np.ndarray:
    """1, x, x^2 of x (n, 1), of shape (n, 3)."""
    return x ** np.arange(3)


def logistic_regression(real: np.ndarray, fake: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients (k,) that maximise the likelihood of the labels, and their standard errors, from features (n, k)."""
    rows, sign = np.concatenate([real, fake]), np.repeat([1.0, -1.0], [len(real), len(fake)])

    def negative_log_likelihood(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (rows @ w)
        return -special.log_expit(margin).mean(), -(special.expit(-margin) * sign) @ rows / len(rows)

    w = minimize(negative_log_likelihood, np.zeros(rows.shape[1]), jac=True, method="BFGS", options={"gtol": 1e-9}).x
    certain = special.expit(rows @ w)
    information = (rows * (certain * (1 - certain))[:, None]).T @ rows
    return w, np.sqrt(np.diag(np.linalg.inv(information)))


def log_ratio_coefficients(p: Normal, q: Normal) -> tuple[float, float, float]:
    """log p - log q of two normal distributions as c0 + c1 x + c2 x^2."""
    c0 = q.mean**2 / (2 * q.std**2) - p.mean**2 / (2 * p.std**2) + np.log(q.std / p.std)
    return float(c0), p.mean / p.std**2 - q.mean / q.std**2, 1 / (2 * q.std**2) - 1 / (2 * p.std**2)
