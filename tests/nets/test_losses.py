import numpy as np
import pytest
from scipy import special

from numpygan.nets import discriminator_loss, gradcheck, non_saturating, saturating


def split(n):
    """discriminator_loss of one stacked batch whose first n rows are real."""
    return lambda logits: discriminator_loss(logits[:n], logits[n:])


@pytest.mark.parametrize("loss", [saturating, non_saturating, split(3)])
def test_gradients(loss, rng):
    logits = 3 * rng.normal(size=(8, 1))
    assert gradcheck(loss, logits) < 1e-7


def test_unequal_batches_weigh_the_same(rng):
    # 1 real logit of 0 and 3 fake ones of 0: log 2 + log 2, and gradients -1/2 and 3 times 1/2 / 3.
    value, dlogits = discriminator_loss(np.zeros((1, 1)), np.zeros((3, 1)))
    assert value == pytest.approx(np.log(4), abs=1e-15)
    np.testing.assert_allclose(dlogits[:, 0], [-1 / 2, 1 / 6, 1 / 6, 1 / 6], rtol=1e-15)


def test_against_probabilities(rng):
    real, fake = rng.normal(size=(4, 1)), rng.normal(size=(6, 1))
    v = np.log(special.expit(real)).mean() + np.log(1 - special.expit(fake)).mean()
    assert -discriminator_loss(real, fake)[0] == pytest.approx(v, rel=1e-14)
    assert saturating(fake)[0] == pytest.approx(np.log(1 - special.expit(fake)).mean(), rel=1e-14)
    assert non_saturating(fake)[0] == pytest.approx(-np.log(special.expit(fake)).mean(), rel=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_exact_at_800_without_a_warning(dtype):
    sure = np.array([[800.0], [-800.0]], dtype=dtype)
    assert discriminator_loss(sure, sure)[0] == 800
    value, dlogits = saturating(sure)
    assert value == -400
    assert dlogits.dtype == dtype
    np.testing.assert_array_equal(dlogits, [[-0.5], [0]])
    np.testing.assert_array_equal(non_saturating(sure)[1], [[0], [-0.5]])


def test_the_saturating_gradient_fades_where_the_other_does_not():
    # A fake that D spots with certainty: l = -20, D = 2e-9. Ratio of the gradients: (1 - D) / D.
    spotted = np.array([[-20.0]])
    D = special.expit(-20)
    assert non_saturating(spotted)[1] / saturating(spotted)[1] == pytest.approx((1 - D) / D, rel=1e-12)


def test_errors():
    with pytest.raises(ValueError, match=r"logits has shape \(3,\), expected \(n, 1\)"):
        saturating(np.zeros(3))
    with pytest.raises(ValueError, match=r"fake_logits has shape \(0, 1\)"):
        discriminator_loss(np.zeros((3, 1)), np.zeros((0, 1)))
