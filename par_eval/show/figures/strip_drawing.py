"""Drawing strips: marks and bars on a common axis of places, with their labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.axes import Axes

from par_eval.language import ordinal, say
from par_eval.show.figures.keys import draw_keys, draw_mark, keys_height
from par_eval.show.figures.layout import in_pixels
from par_eval.show.figures.strips import Key, Laid, Mark, Sheet, Strip, laid, sheet
from par_eval.show.style import Size, colour

__all__ = ["draw_strips", "strip_heights"]

FOOT = 30.0
"""Pixels for the axis below the last row."""

FAR = 20.0
"""Pixels between a label and its mark, from which on a hairline joins them."""


def draw_strips(
    ax: Axes,
    strips: Sequence[Strip],
    keys: Sequence[Key],
    of: int,
    size: Size,
    language: str,
) -> Axes:
    """Draw rows of places, the best at the left.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    strips : sequence of Strip
        The rows, from the top.
    keys : sequence of Key
        What the shapes mean.
    of : int
        Number of places on the axis.
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
    on = sheet(strips, of, size, language)
    draw_keys(ax, on, keys)
    top = keys_height(on, keys)
    foot = size.height - FOOT
    _axis(ax, on, top, foot)
    for strip in strips:
        row = laid(on, strip)
        _row(ax, on, row, top + row.above)
        top += row.height
    return ax


def strip_heights(
    strips: Sequence[Strip], keys: Sequence[Key], of: int, languages: Iterable[str]
) -> tuple[int, int]:
    """Heights that the rows need in the wide and in the narrow drawing.

    Parameters
    ----------
    strips : sequence of Strip
        The rows.
    keys : sequence of Key
        What the shapes mean.
    of : int
        Number of places on the axis.
    languages : iterable of str
        Languages that the figure is drawn in.

    Returns
    -------
    (int, int)
        In pixels, enough for each language.
    """
    chosen = tuple(languages)

    def needed(size: Size) -> int:
        sheets = [sheet(strips, of, size, language) for language in chosen]
        return int(
            max(
                sum(laid(on, strip).height for strip in strips) + keys_height(on, keys)
                for on in sheets
            )
            + FOOT
            + 8
        )

    return needed(Size("wide", 760, 0)), needed(Size("narrow", 358, 0))


def _axis(ax: Axes, on: Sheet, top: float, foot: float) -> None:
    """Places along the foot, with a pale line upwards at each."""
    step = 10 if on.of > 20 else max(1, on.of // 4)
    ticks = sorted({1, *range(step, on.of + 1, step)})
    ends = [on.x(1), on.x(on.of)]
    ax.plot(ends, [foot] * 2, color=colour("mark"), linewidth=0.8)
    for place in ticks:
        x = on.x(place)
        ax.plot([x, x], [top, foot], color=colour("rule"), linewidth=0.7, zorder=0)
        ax.plot([x, x], [foot, foot + 4], color=colour("mark"), linewidth=0.8)
        said = ordinal(1, on.language) if place == 1 else str(place)
        ax.text(
            max(x, on.left + 2),
            foot + 7,
            said,
            ha="center" if place > 1 else "left" if on.of < 20 else "center",
            va="top",
            fontsize=10.5 if on.size.narrow else 12,
            color=colour("ink2"),
        )


def _row(ax: Axes, on: Sheet, row: Laid, y: float) -> None:
    middle = (len(row.names) - 1) / 2
    for turn, line in enumerate(row.names):
        ax.text(
            on.left - 10,
            y + (turn - middle) * on.line,
            line,
            ha="right",
            va="center",
            fontsize=on.label,
            color=colour("ink"),
        )
    marks = row.strip.marks
    if len(marks) > 1:
        ends = on.x(min(m.low for m in marks)), on.x(max(m.high for m in marks))
        ax.plot(ends, [y, y], color=colour("mark"), linewidth=0.9, zorder=1)
    deepest = max(row.drops, default=0.0)
    for mark, lane, centre, drop in zip(
        marks, row.lanes, row.centres, row.drops, strict=True
    ):
        _mark(ax, on, mark, y + drop)
        base = y if lane > 0 else y + deepest
        _label(ax, on, mark, (centre, base, y + drop), lane)


def _mark(ax: Axes, on: Sheet, mark: Mark, y: float) -> None:
    """A mark where the place is known, else a bar over its bounds."""
    if mark.low == mark.high:
        draw_mark(ax, on.x(mark.low), y, mark.shape, mark.filled, mark.tone)
        return
    ends = [on.x(mark.low) - 2, on.x(mark.high) + 2]
    style: dict[str, Any] = {"solid_capstyle": "butt", "zorder": 4}
    ax.plot(ends, [y, y], color=colour(mark.tone), linewidth=6, **style)
    if not mark.filled:
        inner = [ends[0] + 1.5, ends[1] - 1.5]
        ax.plot(inner, [y, y], color=colour("paper"), linewidth=3, **style)


def _label(
    ax: Axes, on: Sheet, mark: Mark, at: tuple[float, float, float], lane: int
) -> None:
    """Words in their lane; a hairline leads to the mark where they are far from it."""
    centre, base, level = at
    away = 7 + (abs(lane) - 0.5) * on.line
    y = base - away if lane > 0 else base + away
    if abs(y - level) > FAR:
        x = min(max(centre, on.x(mark.low)), on.x(mark.high))
        ax.plot([x, x], [y, level], color=colour("mark"), linewidth=0.7, zorder=2)
    ax.text(
        centre,
        y,
        say(mark.words, on.language),
        ha="center",
        va="center",
        fontsize=on.label,
        fontweight="bold" if mark.filled else "normal",
        color=colour(mark.tone),
        bbox={"facecolor": colour("paper"), "edgecolor": "none", "pad": 0.6},
        zorder=3,
    )
