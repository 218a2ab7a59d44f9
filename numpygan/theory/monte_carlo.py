"""Monte Carlo with known densities: for laws that no quadrature reaches, with the standard error that it has.

A million draws know a JS to three digits or so: enough to watch a training, never enough to vouch
for a quadrature.
"""

import numpy as np

from numpygan import arguments
from numpygan.distributions import Distribution
from numpygan.theory.estimate import Estimate
from numpygan.theory.integrand import Integrand, call

DRAWS = 200_000  # of each law
METHOD = "Monte Carlo"


def integrate_by_draws(f: Integrand, p: Distribution, q: Distribution, *, rng: np.random.Generator) -> Estimate:
    """Integral of ``f(x, log_p, log_q)`` as E f / m over draws from m = (p + q) / 2, half of them from each.

    ``f`` must be homogeneous: twice the densities, twice the value. Then f / m is ``f`` of densities
    that are divided by m, and nothing underflows in high dimensions.
    """
    arguments.generator(rng)
    means, variances = [], []
    for law in (p, q):
        x = law.sample(DRAWS, rng=rng)
        log_p, log_q = p.log_pdf(x), q.log_pdf(x)
        log_m = np.logaddexp(log_p, log_q) - np.log(2)
        values = call(f, x, [log_p - log_m, log_q - log_m])
        means.append(values.mean())
        variances.append(values.var(ddof=1) / DRAWS)
    return Estimate(float(np.mean(means)), error=float(np.sqrt(np.sum(variances)) / 2), method=METHOD)
