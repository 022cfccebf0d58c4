"""Drawing strips of dots: one strip for each measure, with the names that stand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from par_eval.language import decimal, say
from par_eval.show.carrier import capital
from par_eval.show.figures.layout import in_pixels, wrapped
from par_eval.show.style import Size, colour
from par_eval.values import text

__all__ = ["Strip", "draw_strips", "strip_heights"]

LINE, BAND, FOOT, EDGE = 14.0, 34.0, 46.0, 14.0
"""Height of a line of words, of a strip and of the axis; margin at the sides."""
LETTER = 6.7
"""Width of a letter of the widest font in pixels, on average."""


@dataclass(frozen=True)
class Strip:
    """Changes of one measure.

    Parameters
    ----------
    name : str
        The measure.
    distances, beyond : tuple of float
        Distances from the typical change in multiples of noise: of those within
        noise, and of those beyond it.
    below, above : tuple of str
        Names of those beyond noise, with their numbers.
    """

    name: str
    distances: tuple[float, ...]
    beyond: tuple[float, ...]
    below: tuple[str, ...]
    above: tuple[str, ...]


def strip_heights(strips: Sequence[Sequence[Strip]]) -> tuple[int, int]:
    """Heights of the wide and of the narrow drawing, for the longest language.

    Parameters
    ----------
    strips : sequence of sequence of Strip
        The strips in each language.

    Returns
    -------
    (int, int)
    """
    sizes = (Size("wide", 760, 0), Size("narrow", 358, 0))
    wide, narrow = (
        max(sum(_height(strip, size) for strip in one) for one in strips) + FOOT
        for size in sizes
    )
    return int(wide), int(narrow)


def draw_strips(ax: Axes, strips: Sequence[Strip], size: Size, language: str) -> Axes:
    """Draw the strips below one another on one scale.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    strips : sequence of Strip
        One for each measure.
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
    every = [d for strip in strips for d in (*strip.distances, *strip.beyond)]
    reach = max(2.0, float(np.ceil(max(abs(d) for d in every))))
    middle, scale = size.width / 2, (size.width / 2 - EDGE) / reach
    top = 0.0
    for strip in strips:
        _draw_strip(ax, strip, (top, middle, scale), size)
        top += _height(strip, size)
    ax.plot([middle] * 2, [LINE + 4, top], color=colour("ink"), linewidth=1, zorder=1)
    _scale(ax, top, (reach, middle, scale), size, language)
    return ax


def _names(strip: Strip, size: Size) -> tuple[str, str]:
    """Names below and above the typical change, each on half of the width."""
    letters = int((size.width / 2 - EDGE - 12) / LETTER)
    below, above = (
        wrapped("; ".join(name.replace(" ", "\u00a0") for name in side), letters)
        for side in (strip.below, strip.above)
    )
    return below.replace("\u00a0", " "), above.replace("\u00a0", " ")


def _title(strip: Strip, size: Size) -> str:
    return wrapped(capital(strip.name), int((size.width - 2 * EDGE) / (LETTER + 1)))


def _height(strip: Strip, size: Size) -> float:
    """Height of a strip with its words."""
    lines = [words.count("\n") + 1 if words else 0 for words in _names(strip, size)]
    return LINE * (_title(strip, size).count("\n") + 1 + max(lines)) + BAND + 12


def _draw_strip(
    ax: Axes, strip: Strip, where: tuple[float, float, float], size: Size
) -> None:
    top, middle, scale = where
    title = _title(strip, size)
    style: dict[str, Any] = {
        "va": "top",
        "fontsize": 10 if size.narrow else 11,
        "linespacing": 1.2,
    }
    box = {"facecolor": colour("paper"), "edgecolor": "none", "pad": 1}
    ax.text(
        EDGE, top + 2, title, fontweight="bold", color=colour("ink"), bbox=box, **style
    )
    y = top + LINE * (title.count("\n") + 1) + BAND / 2
    right = 2 * middle - EDGE
    ax.plot([EDGE, right], [y, y], color=colour("rule"), linewidth=0.7, zorder=0)
    for values, filled in ((strip.distances, False), (strip.beyond, True)):
        ax.plot(
            [middle + scale * value for value in values],
            [y] * len(values),
            "o",
            markersize=8 if filled else 7,
            markerfacecolor=colour("ink" if filled else "paper"),
            markeredgecolor=colour("ink" if filled else "mark"),
            markeredgewidth=1.1,
            zorder=3 if filled else 2,
        )
    below, above = _names(strip, size)
    foot = y + BAND / 2 - 2
    if below:
        ax.text(EDGE, foot, below, ha="left", color=colour("ink2"), **style)
    if above:
        ax.text(right, foot, above, ha="right", color=colour("ink2"), **style)


def _scale(
    ax: Axes,
    top: float,
    where: tuple[float, float, float],
    size: Size,
    language: str,
) -> None:
    """Multiples of noise along the foot, and which way is which."""
    reach, middle, scale = where
    step = 1 if reach <= 4 and not size.narrow else 2
    ticks = np.arange(-(reach // step) * step, reach + 1, step)
    font: dict[str, Any] = {
        "fontsize": 10 if size.narrow else 11,
        "color": colour("ink2"),
    }
    for tick in ticks[np.abs(ticks) <= reach]:
        x = middle + scale * float(tick)
        ax.plot([x, x], [top, top + 4], color=colour("mark"), linewidth=0.8)
        words = decimal(float(tick), language, 0, signed=True)
        ax.text(x, top + 13, words, ha="center", va="center", **font)
    ways = (
        say(text("below typical"), language),
        say(text("above typical"), language),
    )
    low = top + 31
    ax.text(EDGE, low, f"← {ways[0]}", ha="left", va="center", **font)
    ax.text(2 * middle - EDGE, low, f"{ways[1]} →", ha="right", va="center", **font)
