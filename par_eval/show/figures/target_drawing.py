"""Drawing targets: threshold and measurement on a scale of percent, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from par_eval.language import say
from par_eval.show.figures.layout import in_pixels
from par_eval.show.figures.target_rows import Block, TargetRow, block_of
from par_eval.show.figures.verdict_circles import draw_verdict
from par_eval.show.figures.words import width_of
from par_eval.show.style import Size, colour
from par_eval.values import text

__all__ = ["draw_targets"]

WIDE_BAR = (252.0, 508.0)
NARROW_BAR = (6.0, 316.0)
"""Where the scale begins and ends, in pixels from the left."""

HALF = 6.0
"""Half of the height of a bar."""


def draw_targets(
    ax: Axes, rows: Sequence[TargetRow], size: Size, language: str
) -> Axes:
    """Draw one row for each target, with its verdict in shape and word.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    rows : sequence of TargetRow
        The rows, from the top.
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
    top = 0.0
    for row in rows:
        block = block_of(row, size, language)
        (_narrow_row if size.narrow else _wide_row)(ax, row, block, top)
        top += block.height
    if any(row.scaled for row in rows):
        _scale(ax, top, size, language)
    return ax


def _wide_row(ax: Axes, row: TargetRow, block: Block, top: float) -> None:
    """Name, bar and verdict side by side, each in the middle of the row."""
    middle = top + block.height / 2
    names = len(block.name) + len(block.set_by)
    start = middle - (names - 1) / 2 * block.line
    _names(ax, block, 4, start)
    words = len(block.verdict) + len(block.brief)
    start = middle - (words - 1) / 2 * block.line
    _verdict(ax, row, block, (542, 556), start)
    low = 12 if block.value and row.scaled else 0
    _bar(ax, row, block, WIDE_BAR, middle + 5 - low / 2)
    _between(ax, top, 756)


def _narrow_row(ax: Axes, row: TargetRow, block: Block, top: float) -> None:
    """Name, bar and verdict below one another."""
    y = top + 12
    _names(ax, block, 4, y)
    y += (len(block.name) + len(block.set_by)) * block.line
    _bar(ax, row, block, NARROW_BAR, y + 18)
    y += 38 + (12 if block.value and row.scaled else 0)
    _verdict(ax, row, block, (13, 27), y)
    _between(ax, top, 352)


def _between(ax: Axes, top: float, end: float) -> None:
    if top:
        ax.plot([4, end], [top, top], color=colour("rule"), linewidth=0.7)


def _names(ax: Axes, block: Block, x: float, y: float) -> None:
    for turn, line in enumerate((*block.name, *block.set_by)):
        own = turn < len(block.name)
        _write(ax, x, y + turn * block.line, line, block, main=own)


def _verdict(
    ax: Axes, row: TargetRow, block: Block, at: tuple[float, float], y: float
) -> None:
    """Circle and word of the verdict, and what decides it below."""
    draw_verdict(ax, at[0], y, row.target.verdict)
    for turn, line in enumerate((*block.verdict, *block.brief)):
        own = turn < len(block.verdict)
        _write(ax, at[1], y + turn * block.line, line, block, main=own)


def _write(
    ax: Axes, x: float, y: float, words: str, block: Block, *, main: bool
) -> None:
    small = block.line - 3.5
    ax.text(
        x,
        y,
        words,
        va="center",
        fontsize=small + 0.5 if main else small,
        fontweight="bold" if main else "normal",
        color=colour("ink") if main else colour("ink2"),
    )


def _bar(
    ax: Axes, row: TargetRow, block: Block, ends: tuple[float, float], y: float
) -> None:
    """Scale from none to all, with threshold, other provinces and the province."""
    small = block.line - 3.5
    if not row.scaled:
        tone = colour("ink2")
        ax.text(ends[0], y, block.aim, va="center", fontsize=small, color=tone)
        return

    def x(value: float) -> float:
        return ends[0] + (ends[1] - ends[0]) * min(max(value, 0.0), 100.0) / 100

    _track(ax, row, ends, y)
    if row.band:
        low, high = (x(one.value) for one in row.band)
        _box(ax, (low, high), y, facecolor=colour("band"), edgecolor="none")
    if row.mean is not None:
        at = x(row.mean.value)
        ax.plot([at, at], [y - HALF, y + HALF], color=colour("ink3"), linewidth=1.2)
    threshold = row.target.threshold
    assert threshold is not None
    at = x(threshold.value)
    ax.plot([at, at], [y - 9, y + 9], color=colour("ink"), linewidth=2.6, zorder=3)
    style: dict[str, Any] = {"ha": "center", "fontweight": "bold", "fontsize": small}
    ax.text(
        _inside(at, block.aim, small, ends), y - 17, block.aim, va="center", **style
    )
    _value(ax, row, block, x, y, ends)


def _track(ax: Axes, row: TargetRow, ends: tuple[float, float], y: float) -> None:
    """Shaded where there is a measurement, else dashed and empty."""
    if row.target.measurement is not None:
        _box(ax, ends, y, facecolor=colour("band2"), edgecolor="none")
        return
    dashed: dict[str, Any] = {"linestyle": (0, (2, 2)), "linewidth": 0.9}
    _box(ax, ends, y, facecolor="none", edgecolor=colour("mark"), **dashed)


def _box(ax: Axes, ends: tuple[float, float], y: float, **style: Any) -> None:
    ax.fill_between(list(ends), y - HALF, y + HALF, **style)


def _value(
    ax: Axes,
    row: TargetRow,
    block: Block,
    x: Any,
    y: float,
    ends: tuple[float, float],
) -> None:
    """The province: full where its measurement counts, open where it does not."""
    value = row.target.measurement
    if value is None:
        return
    at, accent = x(value.value), colour("accent")
    if value.low is not None and value.high is not None:
        span = [x(value.low), x(value.high)]
        ax.plot(span, [y, y], color=colour("soft"), linewidth=6, zorder=3.5)
    counts = row.target.judged and not row.repeated
    ax.plot(
        [at],
        [y],
        "o",
        markersize=9,
        markerfacecolor=accent if counts else colour("paper"),
        markeredgecolor=accent,
        markeredgewidth=1.6,
        zorder=4,
    )
    small = block.line - 3.5
    ax.text(
        _inside(at, block.value, small, ends),
        y + 17,
        block.value,
        ha="center",
        va="center",
        fontsize=small,
        fontweight="bold",
        color=accent,
    )


def _inside(at: float, words: str, size: float, ends: tuple[float, float]) -> float:
    """Middle of words that stay over the scale."""
    half = width_of(words, size, True) / 2
    return min(max(at, ends[0] + half - 4), ends[1] - half + 14)


def _scale(ax: Axes, top: float, size: Size, language: str) -> None:
    ends = NARROW_BAR if size.narrow else WIDE_BAR
    ax.plot(ends, [top + 4] * 2, color=colour("mark"), linewidth=0.8)
    for value in (0, 25, 50, 75, 100):
        at = ends[0] + (ends[1] - ends[0]) * value / 100
        ax.plot([at, at], [top + 4, top + 8], color=colour("mark"), linewidth=0.8)
        words = (
            str(value) if value < 100 else say(text("{value}%", value=100), language)
        )
        ax.text(
            at,
            top + 11,
            words,
            ha="center",
            va="top",
            fontsize=10.5 if size.narrow else 12,
            color=colour("ink2"),
        )
