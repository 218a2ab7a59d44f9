import numpy as np
import pytest

from numpygan.distributions import Normal, grid, ring
from numpygan.evaluation import held_out_js, train_discriminator
from numpygan.theory import discriminator_js, js

P, Q = Normal(0, 1), Normal(1, 1)


def test_it_approaches_js_from_below(rng):
    estimate = held_out_js(P, Q.sample(6000, rng=rng), rng=rng, repeats=2)
    assert js(P, Q) - 0.03 < estimate < js(P, Q) + 3 * estimate.error
    assert abs(estimate.floor) < 0.02


def test_a_lower_bound_on_held_out_data_only(rng):
    held_out, seen = [], []
    for _ in range(6):
        x, fake = P.sample(100, rng=rng), Q.sample(100, rng=rng)
        D = train_discriminator(x, fake, rng=rng)
        seen.append(discriminator_js(D, x, fake))
        held_out.append(discriminator_js(D, P.sample(10_000, rng=rng), Q.sample(10_000, rng=rng)))
    assert max(held_out) < js(P, Q)
    assert np.mean(seen) > js(P, Q)


def test_the_points_that_judge_are_not_those_that_trained(rng):
    # On so few points D learns their noise: judged on them it would be far above JS.
    estimates = [held_out_js(P, Q.sample(80, rng=rng), rng=rng, repeats=2) for _ in range(6)]
    assert np.mean(estimates) < js(P, Q)


def test_in_the_plane(rng):
    estimate = held_out_js(ring(), grid().sample(3000, rng=rng), rng=rng, repeats=2)
    assert 0.4 < estimate < js(ring(), grid())


def test_a_coordinate_that_is_constant_is_no_trouble(rng):
    x = np.concatenate([P.sample(50, rng=rng), np.ones((50, 1))], axis=1)
    assert np.isfinite(train_discriminator(x, 2 * x, steps=5, rng=rng).logit(x)).all()


def test_errors(rng):
    with pytest.raises(ValueError, match=r"generated has shape \(5, 2\), expected \(n, 1\)"):
        train_discriminator(np.zeros((5, 1)), np.zeros((5, 2)), rng=rng)
    with pytest.raises(ValueError, match="expected points of both kinds, got 0 of the data and 5 generated"):
        train_discriminator(np.zeros((0, 1)), np.zeros((5, 1)), rng=rng)
    with pytest.raises(ValueError, match="half of the generated points must be an integer >= 2, got 1"):
        held_out_js(P, np.zeros((3, 1)), rng=rng)
    with pytest.raises(ValueError, match=r"x has shape \(5,\), expected \(n, d\)"):
        train_discriminator(np.zeros(5), np.zeros((5, 1)), rng=rng)
