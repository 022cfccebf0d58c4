"""Verdict circles: a shape in a drawing for each verdict on a target.

The same shapes as the marks of tables have, so that none is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from par_eval.show.style import colour

__all__ = ["draw_verdict"]

WIDE = 14.0
"""Pixels across a circle."""

Points = Sequence[tuple[float, float]]

TICK: Points = ((-0.52, -0.04), (-0.16, -0.4), (0.52, 0.42))
HIGH_TICK: Points = ((-0.46, 0.2), (-0.16, -0.1), (0.46, 0.54))
BAR: Points = ((-0.5, -0.5), (0.5, -0.5))
FALLING: Points = ((-0.44, 0.44), (0.44, -0.44))
RISING: Points = ((-0.44, -0.44), (0.44, 0.44))
TURN = np.radians([180, 135, 90, 45, 0, -40, -75])
HOOK: Points = (
    *((0.3 * np.cos(t), 0.24 + 0.3 * np.sin(t)) for t in TURN),
    (0.0, -0.3),
)
"""Lines inside the circles, in parts of their radius."""

INSIDE: dict[str, tuple[Points, ...]] = {
    "achieved": (TICK,),
    "leaning_achieved": (TICK,),
    "met_precision_unknown": (TICK,),
    "met_not_moved": (HIGH_TICK, BAR),
    "partly": (),
    "not_achieved": (FALLING, RISING),
    "not_verified": (HOOK,),
}
DASHED = ("leaning_achieved", "not_verified")


def draw_verdict(ax: Axes, x: float, y: float, verdict: str) -> None:
    """Draw the circle of a verdict.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    x, y : float
        Its centre.
    verdict : str
        Key of `par_eval.evaluation.TARGET_VERDICTS`.

    Raises
    ------
    KeyError
        If there is no such verdict.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().subplots()
    >>> draw_verdict(ax, 0, 0, "achieved")
    >>> len(ax.collections), len(ax.lines)
    (1, 1)
    """
    lines = INSIDE[verdict]
    tone = colour("ink3" if verdict == "not_verified" else "accent")
    full = verdict == "achieved"
    ax.scatter(
        [x],
        [y],
        s=WIDE**2,
        facecolor=tone if full else colour("paper"),
        edgecolor=tone,
        linewidth=1.4,
        linestyle=(0, (1.6, 1.3)) if verdict in DASHED else "solid",
        zorder=4,
    )
    if verdict == "partly":
        _half(ax, x, y, tone)
    for points in lines:
        _stroke(ax, (x, y), points, colour("paper") if full else tone)
    if verdict == "not_verified":
        _dot(ax, x, y, tone)


def _stroke(ax: Axes, at: tuple[float, float], points: Points, tone: str) -> None:
    """A line as a marker, so that it keeps its shape in any axes."""
    path = Path(np.array(points, dtype=float))
    reach = float(np.abs(path.vertices).max())
    ax.plot(
        [at[0]],
        [at[1]],
        marker=path,
        markersize=reach * WIDE,
        markerfacecolor="none",
        markeredgecolor=tone,
        markeredgewidth=1.5,
        linestyle="none",
        zorder=5,
    )


def _half(ax: Axes, x: float, y: float, tone: str) -> None:
    ax.plot(
        [x],
        [y],
        marker="o",
        markersize=WIDE - 1,
        fillstyle="left",
        markerfacecolor=tone,
        markerfacecoloralt=colour("paper"),
        markeredgecolor="none",
        linestyle="none",
        zorder=5,
    )


def _dot(ax: Axes, x: float, y: float, tone: str) -> None:
    """Dot of a question mark."""
    points = ((-0.08, -0.58), (0.08, -0.58))
    _stroke(ax, (x, y), points, tone)
