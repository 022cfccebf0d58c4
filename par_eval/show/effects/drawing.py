"""What the figures of effects share: axes over time, the start, values in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from par_eval.language import decimal, say
from par_eval.show.carrier import capital
from par_eval.show.figures.labels import Label
from par_eval.show.figures.layout import wrapped
from par_eval.show.figures.words import lines_of
from par_eval.show.style import Size, colour

__all__ = ["bars_height", "mark_start", "name_upwards", "row_names", "ticks_across"]

STEPS = [1, 2, 5, 10]
ROW, AROUND, LINE = 24, 74, 8
"""Pixels of a row, around all rows, and of each further line of a name."""


def font_of(size: Size) -> float:
    """Size of labels.

    Parameters
    ----------
    size : Size
        Which drawing.

    Returns
    -------
    float
    """
    return 10.5 if size.narrow else 12.0


def ticks_across(
    ax: Axes, size: Size, language: str, *, whole: bool = False, signed: bool = True
) -> None:
    """Few ticks along the foot, with numbers of the language.

    Parameters
    ----------
    ax : Axes
        Axes with their limits set.
    size : Size
        Which drawing.
    language : str
        Code of the language.
    whole : bool
        Whether they are periods, such as years: whole and without commas.
    signed : bool
        Whether they are changes.
    """
    low, high = ax.get_xlim()
    most = (7 if size.narrow else 12) if whole else (4 if size.narrow else 7)
    locator = MaxNLocator(most, integer=whole, steps=STEPS)
    ticks = [t for t in locator.tick_values(low, high) if low <= t <= high]
    if whole:
        ax.set_xticks(ticks, [f"{t:.0f}".replace("-", "\N{MINUS SIGN}") for t in ticks])
    else:
        ax.set_xticks(ticks, _numbers(ticks, language, signed))


def name_upwards(
    ax: Axes, words: object, size: Size, language: str, *, signed: bool = True
) -> None:
    """Name what stands upwards above the axes; few ticks, with a grid.

    Parameters
    ----------
    ax : Axes
        Axes with their limits set.
    words : object
        What stands upwards, with its unit.
    size : Size
        Which drawing.
    language : str
        Code of the language.
    signed : bool
        Whether numbers are changes.
    """
    low, high = ax.get_ylim()
    ticks = MaxNLocator(6, steps=STEPS).tick_values(low, high)
    ticks = [t for t in ticks if low <= t <= high]
    ax.set_yticks(ticks, _numbers(ticks, language, signed))
    ax.grid(visible=True, axis="y")
    ax.set_axisbelow(True)
    style: dict[str, Any] = {"color": colour("ink2"), "loc": "left"}
    lines = lines_of(capital(say(words, language)), size.width - 60, font_of(size))
    ax.set_title("\n".join(lines), pad=8, fontsize=font_of(size), **style)


def _numbers(ticks: Sequence[float], language: str, signed: bool) -> list[str]:
    """Ticks with as many decimals as their steps need."""
    step = min(np.diff(ticks)) if len(ticks) > 1 else 1.0
    places = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
    return [decimal(t, language, places, signed=signed) for t in ticks]


def mark_start(
    ax: Axes, at: float, words: object, size: Size, language: str
) -> list[Label]:
    """A dotted vertical where the treatment begins; the label names it.

    Parameters
    ----------
    ax : Axes
        Axes with their limits set.
    at : float
        Between the last period before and the first one of the treatment.
    words : object
        What begins.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    list of Label
        For `par_eval.show.figures.labels.place`.
    """
    ax.axvline(at, color=colour("ink3"), linewidth=1.2, linestyle=(0, (1, 2)))
    said = wrapped(capital(say(words, language)), 18 if size.narrow else 26)
    transform = ax.get_xaxis_transform()
    base = {"textcoords": "offset points", "xycoords": transform, "va": "top"}
    places = tuple(
        {"xy": (at, height), "xytext": (way * 6, 0), "ha": side, **base}
        for height in (1.0, 0.14)
        for way, side in ((1, "left"), (-1, "right"))
    )
    style = {
        "fontsize": 10.0 if size.narrow else 11.0,
        "color": colour("ink2"),
        "bbox": {"facecolor": colour("paper"), "edgecolor": "none", "pad": 1.0},
        "zorder": 6,
    }
    return [Label(said, places, style, needed=True)]


def row_names(ax: Axes, names: Sequence[object], size: Size, language: str) -> None:
    """Names of rows at the left, the first at the top.

    Parameters
    ----------
    ax : Axes
        Axes with rows at 0, 1, 2 and so on.
    names : sequence of object
        What each row is.
    size : Size
        Which drawing.
    language : str
        Code of the language.
    """
    longest = 16 if size.narrow else 34
    said = [wrapped(capital(say(name, language)), longest) for name in names]
    font = 10.0 if size.narrow else 11.0
    ax.set_yticks(range(len(said)), said, fontsize=font, color=colour("ink2"))
    ax.set_ylim(len(said) - 0.4, -0.6)


def bars_height(rows: int) -> tuple[int, int]:
    """Heights of the wide and of the narrow drawing of some rows.

    Parameters
    ----------
    rows : int
        How many there are.

    Returns
    -------
    (int, int)
        Names take up to two lines on a phone.

    Examples
    --------
    >>> bars_height(2)
    (122, 138)
    """
    return AROUND + ROW * rows, AROUND + (ROW + LINE) * rows
