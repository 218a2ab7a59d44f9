import numpy as np
import pytest

from numpygan.distributions import Mixture, MultivariateNormal, Normal
from numpygan.nets import Linear, Network
from numpygan.numerics import monte_carlo
from numpygan.numerics.divergence_integrands import js_integrand
from numpygan.numerics.monte_carlo import integrate_by_draws
from numpygan.theory import PushForward2D, js


def test_the_standard_error_is_that_of_repeated_estimates(monkeypatch, rng):
    monkeypatch.setattr(monte_carlo, "DRAWS", 400)
    p, q = Normal(0, 1), Normal(1.5, 1)
    estimates = [integrate_by_draws(js_integrand, p, q, rng=rng) for _ in range(200)]
    error = np.mean([estimate.error for estimate in estimates])
    assert np.std(estimates) == pytest.approx(error, rel=0.2)
    assert abs(np.mean(estimates) - js(p, q)) < 4 * error / np.sqrt(200)


def test_no_underflow_in_many_dimensions(monkeypatch, rng):
    monkeypatch.setattr(monte_carlo, "DRAWS", 2000)
    # 400 dimensions at 4 standard deviations each: densities around exp(-3500).
    dim = 400
    p = Mixture([0.5, 0.5], [MultivariateNormal(np.full(dim, shift), 16) for shift in (0.0, 0.1)])
    q = MultivariateNormal(np.zeros(dim), 16)
    estimate = js(p, q, rng=rng)
    assert 0 < estimate < np.log(2)
    assert 0 < estimate.error < 0.05


def test_the_standard_error_of_a_push_forward(monkeypatch, rng):
    monkeypatch.setattr(monte_carlo, "DRAWS", 400)
    p, q = MultivariateNormal([1, 0], 1), MultivariateNormal([0, 0], [[1.0, 0.5], [0.5, 1.0]])
    p_g = PushForward2D(Network(_linear(q.cholesky)), MultivariateNormal([0, 0], 1), cells=16)
    estimates = [integrate_by_draws(js_integrand, p, p_g, rng=rng) for _ in range(60)]
    errors = [estimate.error for estimate in estimates]
    assert np.std(estimates) == pytest.approx(np.sqrt(np.mean(np.square(errors))), rel=0.3)
    assert abs(np.mean(estimates) - js(p, q)) < 4 * np.std(estimates) / np.sqrt(60)


def _linear(A):
    layer = Linear(2, 2, rng=np.random.default_rng(0))
    layer.params[0][...] = A.T
    return layer


def test_errors():
    with pytest.raises(TypeError, match="rng must be"):
        integrate_by_draws(js_integrand, Normal(), Normal(), rng=0)
