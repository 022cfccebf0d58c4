"""Drawing the change of every province on its initial score, with both slopes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from par_eval.language import decimal, say
from par_eval.series import Convergence
from par_eval.show.figures.labels import Label, place
from par_eval.show.style import Size, colour
from par_eval.values import text

__all__ = ["draw_scatter"]

STYLES = {"naive": (0, (4, 2)), "instrumented": "solid"}
SIDE = 0.02
"""Distance of a label from the end of its line, as a share of the line."""
LETTER = 6.5
"""Width of a letter of the widest font in pixels, on average."""
INSIDE = 0.8
"""About how much of a drawing lies within the axes."""


def draw_scatter(
    ax: Axes, points: pd.DataFrame, found: Convergence, size: Size, language: str
) -> Axes:
    """Draw the provinces and the slopes.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    points : DataFrame
        Columns ``first``, the initial score, and ``change``.
    found : Convergence
        What the run of years says.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    Axes
        The same axes.
    """
    x, y = points["first"].to_numpy(), points["change"].to_numpy()
    ax.plot(
        x,
        y,
        "o",
        markersize=6,
        markerfacecolor="none",
        markeredgecolor=colour("mark"),
        markeredgewidth=1.2,
    )
    room = 0.05 * float(np.ptp(x) or 1)
    ends = np.array([x.min() - room, x.max() + room])
    ax.axhline(0, color=colour("rule"), linewidth=1, zorder=0)
    slopes = {k: found.quantities[k].value for k in STYLES if k in found.quantities}
    lines = {k: y.mean() + value * (ends - x.mean()) for k, value in slopes.items()}
    for key, line in lines.items():
        tone = colour("ink")
        ax.plot(ends, line, color=tone, linewidth=1.6, linestyle=STYLES[key])
    _axes(ax, found, size, language)
    gap = 0.12 * float(np.ptp(y) or 1)
    ax.set_ylim(y.min() - gap, y.max() + gap)
    ax.set_xlim(*ends)
    steepest = min(slopes, key=lambda key: slopes[key])
    labels = [
        _label(ax, (ends, line), slopes[key], (key, key == steepest), size, language)
        for key, line in lines.items()
    ]
    place(ax, labels)
    return ax


def _axes(ax: Axes, found: Convergence, size: Size, language: str) -> None:
    """Numbers and words along the axes."""
    ax.spines["left"].set_visible(True)
    for axis, values in ((ax.xaxis, ax.get_xticks()), (ax.yaxis, ax.get_yticks())):
        shown = [float(tick) for tick in values[:: 2 if len(values) > 7 else 1]]
        signed = axis is ax.yaxis
        axis.set_ticks(shown, [decimal(t, language, 1, signed=signed) for t in shown])
    first, last = found.years[0], found.years[-1]
    font = 10 if size.narrow else 11.5
    ax.set_xlabel(say(text("score in {first}", first=first), language), fontsize=font)
    change = text("change {first}–{last}", first=first, last=last)
    ax.set_ylabel(say(change, language), fontsize=font)


def _label(
    ax: Axes,
    drawn: tuple[np.ndarray, np.ndarray],
    slope: float,
    which: tuple[str, bool],
    size: Size,
    language: str,
) -> Label:
    """Words above the end at which the line is the upper one, clear of the line."""
    key, steepest = which
    number = decimal(slope, language, 2, signed=True)
    if key == "naive":
        words = say(text("naive {slope}", slope=number), language)
    else:
        words = say(text("freed from noise {slope}", slope=number), language)
    share = SIDE if steepest else 1 - SIDE
    x, y = (float(ends[0] + share * (ends[1] - ends[0])) for ends in drawn)
    low, high = ax.get_ylim()
    steep = (drawn[1][1] - drawn[1][0]) / (high - low) * size.height * INSIDE
    width = LETTER * len(words) / (size.width * INSIDE)
    rise = 5 + max(0.0, float(steep if steepest else -steep) * width)
    spots = tuple(
        {
            "xy": (x, y),
            "xytext": (0, way),
            "textcoords": "offset points",
            "ha": "left" if steepest else "right",
            "va": "bottom",
        }
        for way in (rise, rise + 12, rise + 24)
    )
    font = 10 if size.narrow else 11
    style = {"fontsize": font, "color": colour("ink"), "zorder": 5}
    return Label(words, spots, style, needed=True)
