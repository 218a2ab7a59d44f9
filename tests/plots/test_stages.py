"""What a stage shows is the GAN's: points, D, D*, the warped noise, and the arrows of the true gradient."""

import numpy as np
import pytest
from matplotlib.figure import Figure
from scipy.special import expit

from numpygan.distributions import (
    Empirical,
    MultivariateNormal,
    Normal,
    named_distribution,
    ring,
    standard_normal,
    standard_uniform,
    two_moons,
)
from numpygan.evaluation import generated_distribution
from numpygan.nets import Linear, Network, non_saturating, saturating
from numpygan.plots import descent_directions
from numpygan.plots.contours import contour_lines
from numpygan.plots.noise_mesh import MOST, NoiseMesh, areas, opacity
from numpygan.plots.stages import LAYERS, ConditionStage, Curves, LineStage, PlaneStage, line_window
from numpygan.plots.style import MANIFOLD
from numpygan.recipes import Settings
from numpygan.theory import js, optimal_discriminator
from numpygan.training import GAN, History, sample_given

SMALL = Settings().with_values(d_hidden=(8, 8), g_hidden=(8,))


def plane_stage(distribution=None, noise=None, **options):
    axes = Figure().add_subplot()
    return PlaneStage(
        axes, distribution or ring(), noise or standard_normal(2), rng=np.random.default_rng(0), **options
    )


def linear_gan(matrix=((1, 0), (0, 1)), offset=(0, 0)):
    generator = Network(Linear(2, 2, rng=np.random.default_rng(0)))
    generator.theta = [*np.ravel(matrix), *offset]
    discriminator = Network(Linear(2, 1, rng=np.random.default_rng(0)))
    return GAN(generator, discriminator, standard_normal(2))


# -- the pull of the loss


@pytest.mark.parametrize("loss", [saturating, non_saturating])
@pytest.mark.parametrize("dim", [1, 2])
def test_the_pull_is_the_falling_gradient_of_each_points_own_term(loss, dim, rng):
    gan = SMALL.gan(rng, Normal() if dim == 1 else ring())
    x, h = rng.normal(size=(7, dim)), 1e-6
    pull = descent_directions(gan.discriminator, x, loss)
    for i in range(len(x)):
        for j in range(dim):
            step = h * np.eye(dim)[j]
            ahead, behind = (loss(gan.discriminator.forward((x[i] + s)[None]))[0] for s in (step, -step))
            assert pull[i, j] == pytest.approx(-(ahead - behind) / (2 * h), rel=1e-6, abs=1e-9)


def test_the_pull_is_neither_the_slope_of_d_nor_that_of_the_logit(rng):
    gan = SMALL.gan(rng, ring())
    gan.discriminator.theta *= 3
    x = rng.normal(size=(50, 2))
    logits = gan.discriminator.forward(x)
    of_logit = gan.discriminator.backward(np.ones((50, 1)))
    D = expit(logits)
    for loss, factor in ((saturating, D), (non_saturating, expit(-logits))):
        np.testing.assert_allclose(descent_directions(gan.discriminator, x, loss), factor * of_logit, rtol=1e-9)
    assert not np.allclose(descent_directions(gan.discriminator, x, non_saturating), D * (1 - D) * of_logit, rtol=0.1)


def test_the_pull_leaves_the_gradients_alone(rng):
    gan = SMALL.gan(rng, ring())
    gan.discriminator.dtheta = np.ones(gan.discriminator.theta.size)
    descent_directions(gan.discriminator, rng.normal(size=(5, 2)), saturating)
    assert (gan.discriminator.dtheta == 1).all()


def test_arrows_point_where_the_pull_does_and_the_longest_is_told(rng):
    gan, stage = SMALL.gan(rng, ring()), plane_stage(generator_loss=saturating)
    stage.show(gan)
    arrows, words = stage.layers["arrows"]
    pull = descent_directions(gan.discriminator, np.asarray(arrows.get_offsets()), saturating)
    drawn = np.stack([arrows.U, arrows.V], axis=1)
    longest = np.linalg.norm(pull, axis=1).max()
    reach = 0.12 * (stage.window.high - stage.window.low).max()
    np.testing.assert_allclose(drawn, pull * reach / longest, rtol=1e-5)
    assert words.get_text() in (f"longest arrow: {longest:.2g} nats per unit", f"longest: {longest:.2g} nats/unit")
    np.testing.assert_allclose(arrows.get_offsets(), gan.generator.forward(stage.z)[: len(pull)])


# -- the warped noise


@pytest.mark.parametrize(
    "noise", [standard_normal(2), standard_uniform(2), MultivariateNormal([1, 2], [[2, 1], [1, 3]])]
)
def test_the_cells_of_the_noise_are_equally_likely(noise, rng):
    mesh = NoiseMesh(noise, 6)
    z = noise.sample(40_000, rng=rng)
    inside = np.zeros(len(mesh.mass))
    flat = mesh.corners
    for k, (i, j) in enumerate(np.ndindex(6, 6)):
        a, b, c = flat[i, j], flat[i + 1, j] - flat[i, j], flat[i, j + 1] - flat[i, j]
        s = np.linalg.solve(np.stack([b, c], axis=1), (z - a).T)
        inside[k] = ((s >= 0) & (s < 1)).all(axis=0).mean()
    np.testing.assert_allclose(inside, mesh.mass, atol=0.005)
    assert mesh.mass.sum() > 0.99


def test_a_cell_is_the_more_opaque_the_denser_its_image(rng):
    stage = plane_stage()
    opacities = []
    for scale in (0.3, 1.0, 3.0):
        stage.show(linear_gan(scale * np.eye(2)))
        (grid,) = stage.layers["manifold"]
        quads = np.array([path.vertices[:4] for path in grid.get_paths()])
        np.testing.assert_allclose(quads, stage.mesh.images(linear_gan(scale * np.eye(2)).generator))
        density = stage.mesh.mass / areas(quads)
        alpha = grid.get_edgecolor()[:, 3]
        assert (np.diff(alpha[density.argsort()]) >= -1e-12).all()
        opacities.append(alpha.mean())
    assert opacities[0] > opacities[1] > opacities[2]
    assert opacity(np.array([np.inf]), 1.0) == MOST == 2 * opacity(np.array([1.0]), 1.0)


def test_areas():
    unit = np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]])
    np.testing.assert_allclose(areas(np.stack([unit, unit @ [[2, 1], [0, 3]]])), [1, 6])


def test_noise_of_the_line_becomes_a_curve(rng):
    stage = plane_stage(noise=standard_normal(1))
    stage.show(Settings().with_values(noise_dim=1, d_hidden=(8,), g_hidden=(8,)).gan(rng, ring()))
    assert len(stage.layers["manifold"][0].get_segments()) == 200
    assert "D*" not in stage.layers


# -- D and D*


def test_the_heat_map_is_ds_logit(rng):
    gan, stage = SMALL.gan(rng, ring()), plane_stage(pixels=30)
    stage.show(gan)
    x1, x2 = stage.window.ticks(30)
    image = stage.image.get_array()
    assert image[3 * 3 + 1, 3 * 20 + 1] == pytest.approx(gan.discriminator.forward([[x1[20], x2[3]]])[0, 0])
    for line in stage.undecided.get_segments():
        assert np.abs(gan.discriminator.forward(line)).max() < 0.1


def test_d_star_is_one_half_where_the_densities_meet(rng):
    p, offset = MultivariateNormal([0, 0], 1), np.array([1.0, 0.5])
    stage = plane_stage(p)
    stage.show(linear_gan(offset=offset))  # p_g = N(offset, I): they meet on the line half way
    lines = stage.layers["D*"][0].get_segments()
    assert lines
    for line in lines:
        np.testing.assert_allclose(line @ offset, offset @ offset / 2, atol=0.05)


def test_d_star_around_narrow_modes(rng):
    stage = plane_stage(ring())
    stage.show(linear_gan(np.eye(2)))
    inner = np.concatenate(stage.layers["D*"][0].get_segments())
    for _, mode in ring().normals:
        distance = np.linalg.norm(inner - mode.mean, axis=1)
        near = distance < 0.2
        assert near.sum() > 4
        p_g = MultivariateNormal([0, 0], 1)
        assert np.abs(ring().log_pdf(inner[near]) - p_g.log_pdf(inner[near])).max() < 2  # of more than 20 in a step


@pytest.mark.parametrize("distribution", [ring(), MultivariateNormal([0, 0], 1)])
def test_d_star_is_not_missed_where_it_is_not_looked_for(distribution, rng):
    stage, gan = plane_stage(distribution), SMALL.gan(rng, distribution)
    stage.show(gan)
    found = stage.layers["D*"][0].get_segments()
    assert found
    assert stage._near_data.mean() < 1
    stage._near_data[...] = True
    everywhere = stage._best(gan)
    assert len(found) == len(everywhere)
    for line, other in zip(found, everywhere, strict=True):
        np.testing.assert_array_equal(line, other)


def test_contour_lines():
    x = np.linspace(-2, 2, 41)
    square = x[:, None] ** 2 + x**2
    (circle,) = contour_lines(x, x, square, 1.0)
    np.testing.assert_allclose(np.linalg.norm(circle, axis=1), 1, atol=0.01)
    assert contour_lines(x, x, square, -1.0) == []
    assert contour_lines(x, x, np.full((41, 41), np.nan), 1.0) == []


# -- layers


def test_layers_are_what_can_be_known():
    assert list(plane_stage(ring()).layers) == ["D", "D*", "manifold", "data", "samples", "arrows"]
    assert "D*" not in plane_stage(two_moons()).layers  # has no density
    assert set(plane_stage(ring(), standard_normal(5)).layers) == {"D", "data", "samples", "arrows"}
    assert set(plane_stage(MultivariateNormal(np.zeros(3), 1), standard_normal(3)).layers) == {"data", "samples"}
    assert set(plane_stage().layers) <= set(LAYERS)


def test_a_layer_that_is_switched_on_is_brought_up_to_date(rng):
    gan, stage = SMALL.gan(rng, ring()), plane_stage(visible=("data",))
    stage.show(gan)
    assert not stage.image.get_visible()
    assert not stage.image.get_array().any()
    stage.switch("D", True)
    assert stage.image.get_visible()
    assert stage.image.get_array().any()
    stage.switch("D", False)
    assert not stage.shows("D")
    with pytest.raises(ValueError, match="unknown layer 'E'"):
        stage.switch("E", True)


def test_the_color_that_an_artist_has_is_kept(rng):
    stage = plane_stage()
    stage.layers["manifold"][0].set_edgecolor("#123456")
    stage.show(SMALL.gan(rng, ring()))
    np.testing.assert_allclose(stage.layers["manifold"][0].get_edgecolor()[:, :3] * 255, [[0x12, 0x34, 0x56]] * 256)
    assert MANIFOLD["color"] != "#123456"


# -- the line


def test_the_line_shows_figure_1_of_the_gan(rng):
    distribution, gan = Normal(4, 0.5), SMALL.gan(rng)
    figure = Figure()
    upper, lower = figure.subplots(2)
    p_g = generated_distribution(gan)
    stage = LineStage(upper, lower, distribution, gan.noise, window=line_window(distribution, [gan]))
    stage.show(gan)
    x = stage.grid
    np.testing.assert_allclose(stage.p_g.get_ydata(), p_g.pdf(x))
    np.testing.assert_allclose(stage.best.get_ydata(), optimal_discriminator(distribution, p_g)(x))
    np.testing.assert_allclose(stage.D.get_ydata(), expit(gan.discriminator.forward(x[:, None])[:, 0]))
    arrows = stage.layers["arrows"][0]
    pull = descent_directions(gan.discriminator, np.asarray(arrows.get_offsets())[:, :1], non_saturating)[:, 0]
    np.testing.assert_allclose(arrows.U / arrows.U[np.abs(pull).argmax()], pull / pull[np.abs(pull).argmax()])


def test_the_window_of_the_line_holds_the_bulk_of_the_data_and_of_p_g(rng):
    distribution, gan = Normal(4, 0.5), SMALL.gan(rng)
    ends = np.array([each.quantile([0.003, 0.997]) for each in (distribution, generated_distribution(gan))])
    low, high = ends[:, 0].min(), ends[:, 1].max()
    margin = 0.05 * (high - low)
    np.testing.assert_allclose(
        line_window(distribution, [gan]), (low - margin, high + margin), atol=0.005 * (high - low)
    )
    gan.generator.theta[-1] = 1e6  # far off: it is followed some way only
    assert 0 < line_window(distribution, [gan])[1] < 30
    gan.generator.theta[-1] = np.inf
    with pytest.raises(ValueError, match="not finite"):
        line_window(distribution, [gan])


def test_numbers_of_your_own_have_a_histogram_and_no_d_star(rng):
    gan, points = SMALL.gan(rng), Empirical(rng.normal(size=40))
    upper, lower = Figure().subplots(2)
    stage = LineStage(upper, lower, points, gan.noise, window=line_window(points, []))
    stage.show(gan)
    assert "D*" not in stage.layers
    heights, edges, _ = upper.patches[0].get_data()
    assert heights @ np.diff(edges) == pytest.approx(1)
    with pytest.raises(TypeError, match="expected a 1-D distribution or 1-D points"):
        line_window(two_moons(), [])


# -- conditions and curves


@pytest.mark.parametrize("name", ["labeled-ring", "angle", "second-given-first"])
def test_points_given_conditions(name, rng):
    distribution = named_distribution(name)
    gan = SMALL.gan(rng, distribution)
    stage = ConditionStage(Figure().add_subplot(), distribution, gan.noise, rng=np.random.default_rng(0))
    stage.show(gan)
    pairs = gan.generator.forward(stage.zc)
    expected = pairs[:, ::-1] if distribution.dim == 1 else pairs[:, :2]
    np.testing.assert_allclose(stage.layers["samples"][0].get_offsets(), expected)
    assert sample_given(gan, pairs[:, distribution.dim :], rng=rng).shape == (1000, distribution.dim)


def test_curves_grow_and_shade_the_gap():
    history = History(["step", "js", "c", "v_exact"])
    for i in range(1, 4):
        history.append({"step": 10 * i, "js": 0.1 / i, "c": -1.0 - 0.1 * i, "v_exact": -1.2 - 0.1 * i})
    values, distance = Figure().subplots(2)
    curves = Curves(values, distance, history.names, steps=40)
    curves.show(history.table)
    (outline,) = (path.vertices for path in values.collections[0].get_paths())
    np.testing.assert_allclose(outline[:3, 1], history["c"])
    np.testing.assert_allclose(outline[3:6, 1], history["v_exact"][::-1])
    np.testing.assert_array_equal(distance.get_lines()[0].get_ydata(), history["js"])
    assert values.get_xlim() == distance.get_xlim() == (0, 40)
    curves.show(history.table[:1])
    assert not values.collections[0].get_paths()
    assert js(Normal(), Normal()) == 0
