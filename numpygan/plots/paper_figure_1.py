"""Figure 1 of Goodfellow et al. (2014), which is a sketch, drawn from a real run."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from numpygan.distributions import Univariate
from numpygan.evaluation import generated_distribution
from numpygan.plots.snapshot import Snapshot
from numpygan.plots.stages.line_stage import TALLEST, LineStage, line_window
from numpygan.plots.style import TEXT, WIDEST
from numpygan.theory import js

LAYERS = "data", "samples", "D", "D*", "manifold"


def figure_1(data: Univariate, snapshots: Sequence[Snapshot], *, width: float = WIDEST) -> Figure:
    """Draw the data density, the exact p_g, the trained D, the best D*, and lines from z to G(z), at a few steps.

    Parameters
    ----------
    data : Univariate
    snapshots : sequence of Snapshot
        One panel for each, from left to right.
    width : float
        Width of the figure, in inches.

    Returns
    -------
    matplotlib.figure.Figure
        Nothing is shown or saved.

    References
    ----------
    Goodfellow et al. (2014), Figure 1.
    """
    if not snapshots:
        raise ValueError("expected at least one snapshot, got none")
    count = len(snapshots)
    columns = min(count, 3 if count == 3 and width >= WIDEST else count if width > WIDEST else 2)
    rows = -(-len(snapshots) // columns)
    figure = Figure(figsize=(width, 0.6 + 3.8 * rows), layout="constrained")
    grid = figure.add_gridspec(2 * rows, columns, height_ratios=[3, 1.2] * rows)
    distributions = [generated_distribution(snapshot.gan) for snapshot in snapshots]
    window = line_window(data, [snapshot.gan for snapshot in snapshots])
    stages = []
    for i, snapshot in enumerate(snapshots):
        row, column = divmod(i, columns)
        upper = figure.add_subplot(grid[2 * row, column])
        lower = figure.add_subplot(grid[2 * row + 1, column])
        stage = LineStage(upper, lower, data, distributions[i].noise, window=window, visible=LAYERS)
        stage.show(snapshot.gan)
        stages.append(stage)
        upper.set_title(f"after {snapshot.step:,} steps: JS = {js(data, distributions[i]):.4f}", fontsize=TEXT)
        if column > 0:
            upper.set_ylabel("")
            lower.set_ylabel("")
        if column != columns - 1:
            stage.probability.set(ylabel="", yticklabels=[])
    tallest = float(data.pdf(stages[0].grid).max())
    top = 1.15 * max([tallest, *(min(float(np.max(stage.p_g.get_ydata())), TALLEST * tallest) for stage in stages)])
    for stage in stages:
        stage.upper.set_ylim(0, top)
    handles = [stages[0].layers[name][0] for name in LAYERS[:4]]
    figure.legend(handles=handles, loc="outside upper center", ncols=len(handles) if width >= 9 else 2, frameon=False)
    return figure
