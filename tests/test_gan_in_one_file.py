"""The GAN in one file: short, without the package, and the same bits as the package from the same draws."""

import ast
import subprocess
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from numpygan import GAN, SGD, Normal, iterate, mlp, non_saturating

FILE = Path(__file__).parents[1] / "lessons" / "gan_in_one_file.py"


@pytest.fixture
def plain(monkeypatch):
    monkeypatch.syspath_prepend(str(FILE.parent))
    return __import__("gan_in_one_file")


def test_is_short_and_imports_numpy_and_scipy_only():
    source = FILE.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 150
    imported = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module)
    assert imported == {"itertools", "numpy", "scipy.special"}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("k", [1, 2])
def test_same_draws_same_bits_as_the_package(plain, seed, k):
    G, D = plain.make_players(np.random.default_rng(seed))
    rng = np.random.default_rng(seed)
    gan = GAN(mlp([1, 16, 1], rng=rng), mlp([1, 32, 32, 1], rng=rng, bias_std=1.0), Normal(0, 1))
    # Equal but for rounding, because tests/other_machines changes the first weights of the package a little.
    assert np.allclose(gan.generator.theta, G.parameters(), rtol=1e-10, atol=0)
    assert np.allclose(gan.discriminator.theta, D.parameters(), rtol=1e-10, atol=0)
    gan.generator.theta, gan.discriminator.theta = G.parameters(), D.parameters()
    values = list(plain.train(G, D, 200, np.random.default_rng(seed + 100), k=k))
    settings = {"batch": 128, "k": k, "rng": np.random.default_rng(seed + 100), "generator_loss": non_saturating}
    optimizers = SGD(gan.discriminator, 0.1), SGD(gan.generator, 0.03)
    records = iterate(gan, Normal(2, 0.5), optimizers=optimizers, **settings)
    assert values == [record.v for record in islice(records, 200)]
    assert np.array_equal(G.parameters(), gan.generator.theta)
    assert np.array_equal(D.parameters(), gan.discriminator.theta)


def test_runs_alone(tmp_path):
    result = subprocess.run([sys.executable, str(FILE)], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[0].startswith("step    1: V = ")
    assert len(result.stdout.splitlines()) == 7
