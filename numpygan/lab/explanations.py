"""What the stage and the curves show, for readers who see them for the first time."""

from numpygan.plots.stages import ConditionStage, LineStage, Stage

IN_PLANE = (
    "Black points are data. Green points come from G. G moves them to\n"
    "where D says 'data'; D learns to tell black from green. The background\n"
    "is what D says there. Pink: $p_g$, a grid of noise z, mapped by G."
)
ON_LINE = (
    "Dotted: the density of the data. Green: $p_g$, that of G's points.\n"
    "Blue dashes: what D says about x. G moves its points to where D says\n"
    "'data'; D learns to tell the two apart. Grey lines: from z to x = G(z)."
)
GIVEN = (
    "Grey points are data, colored points come from G. The color is the\n"
    "condition c that G was given, for example a label. G has to make points\n"
    "that fit their condition."
)
CURVES = (
    "Upper curves: V of D, and C(G), the V of the best D. The gap is what a\n"
    "better D could gain. If G is perfect, C(G) is −log 4 = −1.39.\n"
    "Lower curve: JS, a distance of $p_g$ from the data. 0 is perfect."
)


def explanation(stage: Stage) -> str:
    """Return the text beside ``stage``."""
    about = ON_LINE if isinstance(stage, LineStage) else GIVEN if isinstance(stage, ConditionStage) else IN_PLANE
    return f"What you see\n{about}\n{CURVES}"
