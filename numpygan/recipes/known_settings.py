"""The settings that the command line uses, for one dimension and for more, without and with the practical recipe."""

from numpygan.distributions import Conditional, Distribution
from numpygan.nets import saturating
from numpygan.recipes.discriminator_input import DiscriminatorInput
from numpygan.recipes.networks import Networks
from numpygan.recipes.recipe import Recipe
from numpygan.recipes.settings import Settings
from numpygan.recipes.step_sizes import StepSizes

IN_1D = Settings()
IN_1D_RECIPE = Settings(
    batch=128,
    k=1,
    networks=Networks(g_hidden=(32,), g_slope=0.3, g_unfolded=True),
    step_sizes=StepSizes(d_lr=5e-3, g_lr=2e-3, d_lr_halfway=0.5, g_lr_halfway=0.5),
    d_input=DiscriminatorInput(d_noise=0.5, d_scale=3.0),
    recipe=Recipe(standardized=True, average=0.995),
)
IN_2D = Settings(
    steps=10_000,
    batch=256,
    k=1,
    networks=Networks(d_hidden=(128, 128), g_hidden=(128, 128), dtype="float32"),
    step_sizes=StepSizes(d_lr=1e-3, g_lr=1e-3),
)
IN_2D_RECIPE = Settings(
    steps=36_000,
    batch=256,
    k=1,
    networks=Networks(
        d_hidden=(128, 128, 128), g_hidden=(128, 128, 128, 128), g_slope=0.01, g_bias_std=0.0, dtype="float32"
    ),
    step_sizes=StepSizes(
        d_lr=1e-3, g_lr=2e-3, betas=(0.5, 0.99), d_lr_halfway=1.0, g_lr_halfway=0.15, d_lr_power=0.5, g_lr_power=1.5
    ),
    d_input=DiscriminatorInput(d_scale=40.0, d_fourier_features=32, d_frequencies=(5.0, 60.0)),
    recipe=Recipe(
        standardized=True, average=0.999, second_half_loss=saturating, d_head_start=0.01, r1=0.01, r1_points=64
    ),
)


# A steeper slope: given the condition, G is nearly linear. With 0.3 one end of G stays flat in 2 of 30 runs.
IN_1D_CONDITIONAL_RECIPE = IN_1D_RECIPE.with_values(steps=5000, g_slope=0.5)
# Given the condition, G need not cross the gaps between modes, so smaller networks and fewer steps are enough.
IN_2D_CONDITIONAL_RECIPE = IN_2D_RECIPE.with_values(
    steps=8000,
    d_lr=2e-3,
    d_hidden=(128, 128),
    g_hidden=(128, 128),
    g_slope=0.2,
    g_lr_halfway=0.1,
    g_lr_power=1.0,
    second_half_loss=None,
    d_head_start=0.025,
    d_scale=10.0,
    d_fourier_features=16,
)


def settings_for(distribution: Distribution | Conditional, *, recipe: bool = False) -> Settings:
    """The settings for ``distribution`` that the command line uses: plain Algorithm 1, or the practical recipe."""
    plain, unconditional, conditional = (
        (IN_1D, IN_1D_RECIPE, IN_1D_CONDITIONAL_RECIPE)
        if distribution.dim == 1
        else (IN_2D, IN_2D_RECIPE, IN_2D_CONDITIONAL_RECIPE)
    )
    if not recipe:
        return plain
    return conditional if isinstance(distribution, Conditional) else unconditional
