"""The logits of D between the points where they are computed."""

import numpy as np

from numpygan.plots.stages.plane_stage import upsampled


def test_the_middle_of_each_block_is_the_original(rng):
    logits = rng.normal(0, 3, size=(12, 12))
    np.testing.assert_allclose(upsampled(logits)[1::3, 1::3], logits)


def test_it_is_linear_between_neighbors():
    row = np.array([0.0, 3.0, 9.0])
    expected = [0, 0, 1, 2, 3, 5, 7, 9, 9]
    np.testing.assert_allclose(upsampled(np.tile(row, (3, 1))), np.tile(expected, (9, 1)))


def test_numbers_that_are_not_finite_change_their_neighbors_only():
    logits = np.ones((8, 8))
    logits[:, :2] = np.nan, np.inf
    logits[0, 7] = -np.inf
    image = upsampled(logits)
    assert np.isfinite(image).all()
    np.testing.assert_allclose(image[4:, 7:], 1)
    np.testing.assert_allclose(image[:, :2], 0)
    assert (image[:, 4] > 1e5).all()
