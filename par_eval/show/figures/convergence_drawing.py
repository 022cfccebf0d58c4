"""Drawing convergence: change over start, with the naive and the corrected slope."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from par_eval.language import decimal, say
from par_eval.series.convergence import Convergence
from par_eval.show.figures.labels import place
from par_eval.show.figures.layout import spread
from par_eval.show.figures.scatter import (
    draw_dots,
    draw_own,
    limits,
    name_axes,
    own_label,
)
from par_eval.show.figures.words import lines_of
from par_eval.show.style import Size, colour
from par_eval.values import Name, Text, text, unit_words

__all__ = ["SLOPES", "draw_convergence"]

SLOPES = {
    "naive": text("slope as measured"),
    "instrumented": text("slope without the first year's noise"),
}
"""Words for each slope."""

WIDTHS = {"naive": 1.2, "instrumented": 2.6}
"""Width of each line, by which they are told apart besides their words."""


def draw_convergence(
    ax: Axes,
    pairs: pd.DataFrame,
    found: Convergence,
    own: tuple[str, Name] | None,
    size: Size,
    language: str,
) -> Axes:
    """Draw a dot for each province, and both slopes through the middle of the dots.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    pairs : DataFrame
        As `par_eval.evaluation.benchmarks.starts_and_changes` gives them.
    found : Convergence
        Slopes and spreads.
    own : (str, Name) or None
        Code and name of the province that stands out; None where none does.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    Axes
        The same axes.
    """
    wide = pairs.pivot(index="province", columns="what", values="value")
    others = wide.drop(index=own[0], errors="ignore") if own else wide
    dots = list(zip(others["start"], others["change"], strict=True))
    draw_dots(ax, dots, (wide["start"].min(), wide["start"].max()))
    limits(ax, list(wide["start"]), list(wide["change"]), 0.42 if size.narrow else 0.34)
    ends = _lines(ax, wide, found)
    _axes_names(ax, wide, found, size, language)
    _end_labels(ax, ends, found, size, language)
    if own and own[0] in wide.index:
        at = (float(wide.at[own[0], "start"]), float(wide.at[own[0], "change"]))
        draw_own(ax, at)
        place(ax, [own_label(ax, at, say(own[1], language), dots, size)])
    return ax


def _lines(
    ax: Axes, wide: pd.DataFrame, found: Convergence
) -> dict[str, tuple[float, float]]:
    """Both slopes through the mean of the dots, and where each line ends."""
    middle = wide.mean()
    low, high = ax.get_ylim()
    ends = {}
    for name in (name for name in SLOPES if name in found.quantities):
        slope = found.quantities[name].value
        x = np.array([wide["start"].min(), wide["start"].max()])
        if slope:
            reach = np.sort((np.array([low, high]) - middle["change"]) / slope)
            x = np.clip(x, *(reach + middle["start"]))
        y = middle["change"] + slope * (x - middle["start"])
        ax.plot(x, y, color=colour("ink"), linewidth=WIDTHS[name], zorder=3)
        ends[name] = (float(x[1]), float(y[1]))
    return ends


def _axes_names(
    ax: Axes, wide: pd.DataFrame, found: Convergence, size: Size, language: str
) -> None:
    unit = unit_words(found.quantities["start"].unit)
    first, last = found.years[0], found.years[-1]
    name_axes(
        ax,
        text("Score in {year}, {unit}", year=first, unit=unit),
        text("Change to {year}, {unit}", year=last, unit=unit),
        size,
        language,
    )
    low, high = (float(wide["start"].min()), float(wide["start"].max()))
    room = 0.06 * max(high - low, 0.1)
    ticks = list(zip(ax.get_xticks(), ax.get_xticklabels(), strict=True))
    kept = [(t, w.get_text()) for t, w in ticks if low - room <= t <= high + room]
    ax.set_xticks([t for t, _ in kept], [w for _, w in kept])
    ax.spines["bottom"].set_bounds(low - room, high + room)


def _end_labels(
    ax: Axes,
    ends: dict[str, tuple[float, float]],
    found: Convergence,
    size: Size,
    language: str,
) -> None:
    """What each line is, at its right end, spread apart and joined by a hairline."""
    font = 10.0 if size.narrow else 11.0
    low, high = ax.get_ylim()
    pixel = (high - low) / (size.height - 90)
    side = ax.get_xlim()[1]
    start = max(x for x, _ in ends.values())
    first = start + (side - start) * 0.12
    order = sorted(ends, key=lambda name: ends[name][1])
    blocks = {
        name: lines_of(_words(found, name, language), _room(size), font)
        for name in order
    }
    heights = [(len(blocks[name]) * (font + 3.5) + 8) * pixel for name in order]
    wanted = [ends[name][1] for name in order]
    for name, y in zip(order, spread(wanted, heights, low, high), strict=True):
        at = ends[name]
        ax.plot(
            [at[0], first - 0.02 * (side - start)],
            [at[1], y],
            color=colour("mark"),
            linewidth=0.7,
        )
        ax.text(
            first,
            y,
            "\n".join(blocks[name]),
            va="center",
            fontsize=font,
            linespacing=1.15,
            color=colour("ink2"),
        )


def _room(size: Size) -> float:
    """Pixels for the words at the right of the dots."""
    return 78.0 if size.narrow else 140.0


def _words(found: Convergence, name: str, language: str) -> str:
    quantity = found.quantities[name]
    value = decimal(quantity.value, language, 2, signed=True)
    words: Text = text("{slope}: {value}", slope=SLOPES[name], value=value)
    return say(words, language)
