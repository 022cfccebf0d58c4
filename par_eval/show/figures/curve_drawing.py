"""Drawing a specification curve: margins in order, and the options behind each."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from par_eval.evaluation.specifications import Curve
from par_eval.language import decimal, say
from par_eval.show.carrier import capital
from par_eval.show.figures.layout import in_pixels, wrapped
from par_eval.show.figures.option_rows import OptionRow
from par_eval.show.style import Size, colour

__all__ = ["curve_heights", "draw_curve"]

TOP, CURVE, GAP = 14.0, 150.0, 12.0
"""Pixels above the curve, of the curve, and between it and the options."""

OPTION, LINE, ABOVE = 16.0, 14.0, 8.0
"""Height of a row of an option, of a line of a heading, and of the room above it."""

RIGHT = 14.0
APART = 14.0
"""Pixels from which on a value has room beside the zero."""


def curve_heights(
    rows: tuple[OptionRow, ...], languages: tuple[str, ...]
) -> tuple[int, int]:
    """Heights of the wide and of the narrow drawing, in pixels.

    Parameters
    ----------
    rows : tuple of OptionRow
        What is drawn below the curve.
    languages : tuple of str
        In which it may be drawn.

    Returns
    -------
    (int, int)
    """
    wide, narrow = (
        max(_options_height(rows, small, language) for language in languages)
        for small in (False, True)
    )
    above = TOP + CURVE + GAP + 8
    return round(above + wide), round(above + narrow)


def draw_curve(
    ax: Axes, curve: Curve, rows: tuple[OptionRow, ...], size: Size, language: str
) -> Axes:
    """Draw the margin under every combination, in order, and its options below.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    curve : Curve
        Combinations of the choices.
    rows : tuple of OptionRow
        Their options.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    Axes
        The same axes.
    """
    in_pixels(ax, size)
    left = _left(size.narrow)
    values = curve.frame()["value"].to_numpy(float)
    across = _across(len(values), left, size.width - RIGHT)
    _margins(ax, curve, values, across, size, language)
    _options(ax, rows, across, size, language)
    return ax


def _left(narrow: bool) -> float:
    return 150.0 if narrow else 250.0


def _longest(narrow: bool) -> int:
    """Letters of a heading of a choice that fit on a line."""
    return 20 if narrow else 36


def _across(number: int, left: float, right: float) -> np.ndarray:
    """Where each combination stands."""
    step = (right - left) / number
    return left + step * (np.arange(number) + 0.5)


def _margins(
    ax: Axes,
    curve: Curve,
    values: np.ndarray,
    across: np.ndarray,
    size: Size,
    language: str,
) -> None:
    """A dot for each margin, filled where it agrees; a ring around the defaults."""
    low, high = min(values.min(), 0.0), max(values.max(), 0.0)
    room = (high - low) or 1.0

    def height(value: float) -> float:
        return TOP + CURVE * (high - value) / room

    left, right = _left(size.narrow), size.width - RIGHT
    ax.plot([left, right], [height(0.0)] * 2, color=colour("mark"), linewidth=1)
    agrees = curve.frame()["agrees"].to_numpy(bool)
    heights = TOP + CURVE * (high - values) / room
    dot = 5 if len(values) <= 100 else 3
    base: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": dot}
    ax.plot(across[agrees], heights[agrees], color=colour("accent"), **base)
    ax.plot(
        across[~agrees],
        heights[~agrees],
        markerfacecolor=colour("paper"),
        markeredgecolor=colour("ink2"),
        **base,
    )
    own = int(np.argmin(np.abs(values - curve.base)))
    ax.plot(
        [across[own]],
        [heights[own]],
        "o",
        markersize=dot + 7,
        markerfacecolor="none",
        markeredgecolor=colour("ink"),
    )
    font = 10 if size.narrow else 11
    marks = [v for v in (high, low) if abs(height(v) - height(0.0)) > APART]
    for value in (0.0, *marks):
        words = decimal(value, language, 2, signed=True) if value else "0"
        style: dict[str, Any] = {
            "fontsize": font,
            "color": colour("ink2"),
            "va": "center",
        }
        ax.text(left - 10, height(value), words, ha="right", **style)


def _options(
    ax: Axes,
    rows: tuple[OptionRow, ...],
    across: np.ndarray,
    size: Size,
    language: str,
) -> None:
    """A row of ticks for each option, under the heading of its choice."""
    left, font = _left(size.narrow), 10 if size.narrow else 11
    y = TOP + CURVE + GAP
    for row in rows:
        if row.first:
            y += ABOVE
            for line in _heading(row, size.narrow, language):
                style: dict[str, Any] = {"ha": "right", "va": "center"}
                style |= {"fontsize": font, "fontweight": "bold"}
                ax.text(left - 10, y + LINE / 2, line, color=colour("ink"), **style)
                y += LINE
        words = say(row.option, language)
        ax.text(
            left - 10,
            y + OPTION / 2,
            words,
            ha="right",
            va="center",
            fontsize=font,
            color=colour("ink2"),
        )
        ticks = [[(x, y + 3), (x, y + OPTION - 3)] for x in across[row.taken]]
        ax.add_collection(
            LineCollection(ticks, colors=colour("ink3"), linewidths=_tick(across))
        )
        y += OPTION


def _tick(across: np.ndarray) -> float:
    """Width of a tick: all that keeps it apart from the next."""
    step = float(across[1] - across[0]) if len(across) > 1 else 8.0
    return max(0.6, min(6.0, 0.6 * step))


def _heading(row: OptionRow, narrow: bool, language: str) -> list[str]:
    """Lines of the heading of a choice."""
    return wrapped(capital(say(row.choice, language)), _longest(narrow)).split("\n")


def _options_height(rows: tuple[OptionRow, ...], narrow: bool, language: str) -> float:
    headings = [_heading(row, narrow, language) for row in rows if row.first]
    lines = sum(len(heading) for heading in headings)
    return OPTION * len(rows) + LINE * lines + ABOVE * len(headings)
