import os

import pytest

from numpygan.statements import check, check_in_processes

IDS = ["pointwise-maximum", "kl", "parameter-space"]


def test_the_same_results_in_the_same_order():
    parallel = [result for result in check_in_processes(IDS, seed=3, processes=2) if result is not None]
    assert parallel == list(check(IDS, seed=3))


def test_the_environment_stays_as_it_was(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    before = dict(os.environ)
    assert any(check_in_processes(["pointwise-maximum"], processes=1))
    assert dict(os.environ) == before


def test_errors():
    with pytest.raises(ValueError, match="unknown statement 'k1'"):
        check_in_processes(["k1"], processes=2)
    with pytest.raises(ValueError, match="processes must be an integer >= 1, got 0"):
        check_in_processes(["kl"], processes=0)
