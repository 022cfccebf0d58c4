"""Drawing a ladder: one rung for each province, from the best place to the last."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from par_eval.show.figures.layout import in_pixels
from par_eval.show.style import Size, colour

__all__ = ["Rung", "draw_ladder", "ladder_height"]

ROW, TOP = 15, 30
"""Height of a rung, and of the axis above and below them, in pixels."""
STEP = 10

Ends = tuple[float, float]


@dataclass(frozen=True)
class Rung:
    """One province of a ladder.

    Parameters
    ----------
    name : str
        What is written beside it.
    rank : float
        Its place.
    noise, parts : (float, float) or None
        Places that noise allows, and that the choice of parts allows.
    filled : bool
        Whether its dot is filled.
    """

    name: str
    rank: float
    noise: Ends | None
    parts: Ends | None
    filled: bool


def ladder_height(rungs: int) -> int:
    """Height of the drawing in pixels.

    Parameters
    ----------
    rungs : int
        Number of provinces.

    Returns
    -------
    int

    Examples
    --------
    >>> ladder_height(2)
    90
    """
    return 2 * TOP + ROW * rungs


def draw_ladder(ax: Axes, rungs: Sequence[Rung], size: Size) -> Axes:
    """Draw the rungs below one another, with the places from left to right.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    rungs : sequence of Rung
        The best one first.
    size : Size
        Which drawing.

    Returns
    -------
    Axes
        The same axes.
    """
    in_pixels(ax, size)
    left, right = (148.0, size.width - 10) if size.narrow else (190.0, size.width - 14)
    ends = [e for r in rungs for pair in (r.noise, r.parts) if pair for e in pair]
    last = max(ends + [rung.rank for rung in rungs] + [2])

    def at(place: float) -> float:
        return left + (right - left) * (place - 1) / (last - 1)

    _scale(ax, [at(p) for p in _ticks(last)], _ticks(last), len(rungs), size)
    for turn, rung in enumerate(rungs):
        y = TOP + ROW * (turn + 0.5)
        _words(ax, rung, y, size)
    heights = [TOP + ROW * (turn + 0.5) for turn in range(len(rungs))]
    for name, width, tone in (("noise", 3.5, "mark"), ("parts", 1.4, "ink")):
        bars = [(getattr(r, name), y) for r, y in zip(rungs, heights, strict=True)]
        told = [
            (x, y)
            for ends, y in bars
            if ends
            for x in (at(ends[0]), at(ends[1]), math.nan)
        ]
        ax.plot(
            [x for x, _ in told],
            [y for _, y in told],
            color=colour(tone),
            linewidth=width,
            solid_capstyle="butt",
        )
    for filled in (True, False):
        marks = [
            (at(rung.rank), y)
            for rung, y in zip(rungs, heights, strict=True)
            if rung.filled == filled
        ]
        ax.plot(
            [x for x, _ in marks],
            [y for _, y in marks],
            "o",
            markersize=7,
            markerfacecolor=colour("ink" if filled else "paper"),
            markeredgecolor=colour("ink"),
            markeredgewidth=1.3,
            zorder=4,
        )
    return ax


def _ticks(last: float) -> list[int]:
    """Places that are written on the scale."""
    step = STEP if last > 2 * STEP else max(1, int(last) // 4)
    return sorted({1, *range(step, int(last) + 1, step)})


def _scale(
    ax: Axes, places: list[float], ticks: list[int], rungs: int, size: Size
) -> None:
    """Places above and below the rungs, with a line through them."""
    low, high = TOP, TOP + ROW * rungs
    for x, tick in zip(places, ticks, strict=True):
        ax.plot([x, x], [low, high], color=colour("rule"), linewidth=0.7, zorder=0)
        for y in (low - 10, high + 10):
            ax.text(
                x,
                y,
                str(tick),
                ha="center",
                va="center",
                color=colour("ink2"),
                fontsize=10 if size.narrow else 11,
            )


def _words(ax: Axes, rung: Rung, y: float, size: Size) -> None:
    """Rank and name at the left."""
    style: dict[str, Any] = {"va": "center", "fontsize": 10 if size.narrow else 11}
    ax.text(22, y, f"{rung.rank:.0f}", ha="right", color=colour("ink2"), **style)
    ax.text(30, y, rung.name, ha="left", color=colour("ink"), **style)
