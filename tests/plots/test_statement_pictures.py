"""Each picture shows what its statement says, in the numbers of its lines."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from numpygan.distributions import Normal
from numpygan.plots import PICTURES, statement_figure
from numpygan.plots.statements.registry import picture
from numpygan.plots.style import PALETTE
from numpygan.statements import STATEMENTS
from numpygan.theory import optimal_discriminator


@pytest.fixture(scope="module")
def draw():
    """The figure of a statement, drawn once; its lines as pairs (x, y), panel by panel."""
    figures = {}

    def drawn(id):
        if id not in figures:
            with np.errstate(all="raise", under="ignore"):
                figures[id] = statement_figure(id)
        return figures[id]

    return drawn


def lines(axes):
    """Data of the lines, but for the guides that span the panel."""
    return [np.array(line.get_data()) for line in axes.get_lines() if line.get_transform() == axes.transData]


def test_every_picture_is_of_a_statement():  # a statement need not have one
    assert set(PICTURES) == set(STATEMENTS)


@pytest.mark.parametrize("id", PICTURES)
def test_a_picture_has_labelled_axes_no_title_and_only_the_colors_of_the_palette(id, draw):
    for axes in draw(id).axes:
        assert axes.get_xlabel()
        assert axes.get_ylabel()
        assert axes.get_title() == ""
        assert {to_hex(line.get_color()).upper() for line in axes.get_lines()} <= {c.upper() for c in PALETTE.values()}
    assert PICTURES[id].caption.endswith(".")


def test_noise_gradient_has_slope_2(draw):
    (axes,) = draw("noise-gradient").axes
    for sigma, gap in lines(axes):
        assert np.polyfit(np.log(sigma[:6]), np.log(gap[:6]), 1)[0] == pytest.approx(2, abs=0.01)


def test_saturation_splits_t_between_the_losses(draw):
    sizes, ratio = draw("saturation").axes
    (t, saturating), (_, alternative) = lines(sizes)
    np.testing.assert_allclose(saturating + alternative, t, atol=1e-12)
    assert saturating[-1] < 1e-3
    ((_, of_both),) = lines(ratio)
    assert of_both[0] == pytest.approx(1)
    assert of_both[-1] > 1e4


def test_kl_is_the_closed_form_and_infinite_where_mass_is_missed(draw):
    normal, uniform = draw("kl").axes
    (s, forward), (_, backward) = lines(normal)
    np.testing.assert_allclose(forward, np.log(s) + 1 / (2 * s**2) - 0.5, atol=1e-12)
    np.testing.assert_allclose(backward, -np.log(s) + s**2 / 2 - 0.5, atol=1e-12)
    (b, finite), (missed, _) = lines(uniform)
    np.testing.assert_allclose(finite, np.log(b), atol=1e-12)
    assert missed.max() < 1 <= b.min()
    assert len(missed) == 4


def test_js_stays_below_log_2_and_reaches_it_for_disjoint_supports(draw):
    (axes,) = draw("js").axes
    (t, normal), (_, uniform), _ = lines(axes)
    assert normal[t == 2] == pytest.approx(0.336830820347, abs=1e-12)
    assert normal.max() < np.log(2)
    np.testing.assert_allclose(uniform, np.minimum(t, 1) * np.log(2), atol=1e-12)


def test_theorem_1_puts_the_climbed_points_on_the_line(draw):
    (axes,) = draw("theorem-1").axes
    (t, line), (marked, climbed) = lines(axes)
    np.testing.assert_allclose(climbed, line[np.isin(t, marked)], atol=1e-10)
    assert line[0] == pytest.approx(-np.log(4), abs=1e-12)


def test_pointwise_maximum_marks_the_top(draw):
    (axes,) = draw("pointwise-maximum").axes
    curves, tops = lines(axes)[::2], lines(axes)[1::2]
    assert len(tops) == 4
    for (y, height), (a, top) in zip(curves, tops, strict=True):
        assert y[height.argmax()] == pytest.approx(a[0], abs=0.003)
        assert top[0] == pytest.approx(height.max(), abs=1e-4)


def test_optimal_discriminator_is_climbed_from_one_half(draw):
    _, answers = draw("optimal-discriminator").axes
    (x, start), *_, (_, climbed), (_, best) = lines(answers)
    assert (start == 0.5).all()
    np.testing.assert_allclose(best, optimal_discriminator(Normal(4, 0.5), Normal(3, 1))(x))
    assert np.abs(climbed - best).max() < 0.01


def test_posterior_is_what_the_labels_say(draw):
    (axes,) = draw("posterior").axes
    (x, share), (_, fitted), (grid, best) = lines(axes)
    assert np.abs(fitted - best).max() < 0.02
    assert np.abs(share - np.interp(x, grid, best)).mean() < 0.02


def test_conditional_climbs_onto_a_curve_for_each_label(draw):
    _, answers = draw("conditional").axes
    for (x, curve), (at, climbed) in zip(lines(answers)[::2], lines(answers)[1::2], strict=True):
        np.testing.assert_allclose(climbed, curve[np.isin(x, at)], atol=1e-9)


def test_value_function_closes_in(draw):
    (axes,) = draw("value-function").axes
    for n, off in lines(axes):
        assert n[-1] == 200_000
        assert np.abs(off[-1]) < 0.01 < np.abs(off[:10]).max()


def test_change_of_variables_is_the_histogram_and_marks_all_preimages(draw):
    curve, density = draw("change-of-variables").axes
    (z, x), (back, level) = lines(curve)
    assert len(back) == 3
    np.testing.assert_allclose(np.interp(back, z, x), level, atol=0.1)
    ((at, exact),) = lines(density)
    height, edges, _ = density.patches[0].get_data()
    middle = np.abs(edges[:-1] + edges[1:]) / 2 < 0.9
    centers = (edges[:-1] + edges[1:])[middle] / 2
    assert np.abs(height[middle] - np.interp(centers, at, exact)).max() < 0.02


def test_equilibrium_rewards_no_deviation(draw):
    of_d, of_g = draw("equilibrium").axes
    for size, value in lines(of_d):
        assert value.max() == value[size == 0] == pytest.approx(-np.log(4), abs=1e-12)
        assert (value[size != 0] < -np.log(4)).all()
    (_, flat), (shift, answered) = lines(of_g)
    np.testing.assert_allclose(flat, -np.log(4), atol=1e-12)
    assert shift[answered.argmin()] == 0


def test_algorithm_1_learns_and_v_stays_below_c(draw):
    distance, values = draw("algorithm-1").axes
    ((_, js),) = lines(distance)
    assert js[-1] < 0.1 < js[0] < np.log(2) + 1e-12
    (_, c), (_, v) = lines(values)
    assert (v <= c + 1e-12).all()


def test_inner_loop_overfits(draw):
    (axes,) = draw("inner-loop").axes
    (_, training), (_, distribution) = lines(axes)
    c = next(line.get_ydata()[0] for line in axes.get_lines() if line.get_transform() != axes.transData)
    assert training[-1] > c > distribution.max()
    assert distribution[-1] < distribution.max() - 0.02


def test_conditions_moves_the_generated_distribution_with_the_condition(draw):
    (axes,) = draw("conditions").axes
    data, generated = lines(axes)[:3], lines(axes)[3:]
    (x1, median), (_, learned) = data[1], generated[1]
    np.testing.assert_allclose(median, 0.8 * x1, atol=1e-9)
    assert np.abs(learned - median).max() < 0.3
    for (_, expected), (_, found) in zip(data, generated, strict=True):
        assert np.abs(found - expected).mean() < 0.25


def test_proposition_2_falls_with_the_best_d_and_not_with_a_stale_one(draw):
    criterion, densities = draw("proposition-2").axes
    (_, kept), (_, best) = lines(criterion)
    assert (np.diff(best) <= 1e-15).all()
    assert best[-1] == pytest.approx(-np.log(4), abs=1e-3)
    assert kept[-1] > kept.min() + 0.3
    (_, data), *_, (_, last) = lines(densities)
    assert np.abs(last - data).max() < 0.02


def test_parameter_space_spirals_circles_and_converges(draw):
    plane, distance = draw("parameter-space").axes
    assert plane.get_aspect() == 1
    ends = {line.get_label(): line.get_ydata()[-1] for line in distance.get_lines()}
    assert ends["simultaneous"] > 1.5
    assert 0.7 < ends["alternating"] < 1.3
    assert 0.7 < ends["alternating, WGAN"] < 1.3
    assert ends["simultaneous, R1"] < ends["simultaneous, noise"] < 0.01


def test_the_users_own_style_changes_nothing():
    import matplotlib

    expected = statement_figure("pointwise-maximum").axes[0]
    with matplotlib.rc_context({"axes.edgecolor": "red", "lines.linewidth": 9, "font.size": 40}):
        axes = statement_figure("pointwise-maximum").axes[0]
    assert axes.spines["left"].get_edgecolor() == expected.spines["left"].get_edgecolor()
    assert axes.get_lines()[0].get_linewidth() == expected.get_lines()[0].get_linewidth()
    assert axes.xaxis.label.get_size() == expected.xaxis.label.get_size()


def test_what_is_random_follows_the_seed():
    same, again, other = (statement_figure("posterior", seed=seed).axes[0] for seed in (0, 0, 1))
    np.testing.assert_array_equal(lines(same)[0], lines(again)[0])
    assert not np.array_equal(lines(same)[0][1], lines(other)[0][1])


def test_errors():
    with pytest.raises(ValueError, match="unknown picture 'teorem-1'; did you mean theorem-1"):
        statement_figure("teorem-1")
    with pytest.raises(ValueError, match="seed must be an integer >= 0, got -1"):
        statement_figure("kl", seed=-1)
    with pytest.raises(ValueError, match="statement 'kl' has two pictures"):
        picture("kl", caption="Another.")(PICTURES["kl"].draw)
