import pytest

from numpygan.distributions import CATALOG, named_law


@pytest.mark.parametrize("name", CATALOG)
def test_every_law_has_a_line_and_a_density(name):
    assert len(CATALOG[name].about) < 60
    assert named_law(name).has_density


def test_an_unknown_name_lists_the_nearest():
    with pytest.raises(ValueError, match="unknown law 'norml'; did you mean normal"):
        named_law("norml")
