"""Drawing a slope chart: ranks at two ends, their labels spread apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from par_eval.evaluation.standing import Move
from par_eval.language import say
from par_eval.show.carrier import capital
from par_eval.show.figures.layout import in_pixels, spread, wrapped
from par_eval.show.style import Size, colour
from par_eval.values import Name, text

__all__ = ["draw_slopes", "slope_heights"]

TOP, FOOT = 34.0, 10.0
"""Pixels above the first rank, and below the last one."""

STEM = 16.0
"""Pixels between an end and its label, which a hairline crosses."""


@dataclass(frozen=True)
class End:
    """One end of a slope.

    Parameters
    ----------
    move : Move
        Change of rank.
    rank, year : int
        Rank at this end, and in which year.
    label : str
        What is written beside it, over one or more lines.
    """

    move: Move
    rank: int
    year: int
    label: str


def slope_heights(moves: tuple[Move, ...]) -> tuple[int, int]:
    """Heights of the wide and of the narrow drawing, in pixels.

    Parameters
    ----------
    moves : tuple of Move
        What is drawn.

    Returns
    -------
    (int, int)
        At least as much as the labels need.
    """
    return max(430, 60 + 34 * len(moves)), max(430, 60 + 46 * len(moves))


def draw_slopes(
    ax: Axes,
    moves: tuple[Move, ...],
    names: Mapping[str, Name],
    of: int,
    size: Size,
    language: str,
) -> Axes:
    """Draw one line for each move, the first one as that of the headline.

    Solid: the rank is as good or better at the end; dashed: it is worse. In the colour
    of the province where the change stands out from noise, else grey (rule 4).

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    moves : tuple of Move
        Changes of rank.
    names : mapping of str to Name
        Names of their indicators.
    of : int
        Most provinces that any of the ranks is among.
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
    left, right = _sides(size)
    first, last = moves[0].first, moves[0].last
    for x, year in ((left, first), (right, last)):
        ax.plot([x, x], [TOP - 12, size.height - 2], color=colour("rule"), linewidth=1)
        ax.text(x, 2, str(year), ha="center", va="top", fontweight="bold")

    def height(rank: int) -> float:
        room = size.height - TOP - FOOT
        return TOP + room * (rank - 1) / max(of - 1, 1)

    for move in reversed(moves):
        _line(ax, move, move is moves[0], (left, right), height)
    starts = [_start(m, names, first, size, language) for m in moves]
    ends = [_end(m, names, last, size, language) for m in moves]
    _labels(ax, starts, left, -1, height, size)
    _labels(ax, ends, right, 1, height, size)
    return ax


def _sides(size: Size) -> tuple[float, float]:
    """Where the ranks of the first and of the last year stand."""
    return (137.0, 221.0) if size.narrow else (270.0, 490.0)


def _line(
    ax: Axes,
    move: Move,
    main: bool,
    sides: tuple[float, float],
    height: Callable[[int], float],
) -> None:
    before, after = (int(pair[0].value) for pair in (move.before, move.after))
    tone = _tone(move)
    ax.plot(
        sides,
        [height(before), height(after)],
        color=tone,
        linewidth=2.8 if main else 1.8,
        linestyle=(0, (4, 2.2)) if after > before else "-",
        solid_capstyle="butt",
        zorder=3 if move.verdict == "distinguishable" else 2,
    )
    ax.plot(
        sides,
        [height(before), height(after)],
        linestyle="none",
        marker="o",
        markersize=7 if main else 5.5,
        color=tone,
        markeredgecolor=colour("paper"),
        zorder=4,
    )


def _tone(move: Move) -> str:
    return colour("accent" if move.verdict == "distinguishable" else "ink3")


def _start(
    move: Move, names: Mapping[str, Name], year: int, size: Size, language: str
) -> End:
    rank = int(move.before[0].value)
    said = {"name": capital(say(names[move.indicator], language)), "rank": rank}
    words = text("{name} {rank}", **said)
    if move.first != year:
        words = text("{name} {rank} ({year})", year=move.first, **said)
    return End(move, rank, move.first, _label(say(words, language), size))


def _end(
    move: Move, names: Mapping[str, Name], year: int, size: Size, language: str
) -> End:
    rank = int(move.after[0].value)
    said = {"name": capital(say(names[move.indicator], language)), "rank": rank}
    words = text("{rank} {name}", **said)
    if move.last != year:
        words = text("{rank} ({year}) {name}", year=move.last, **said)
    return End(move, rank, move.last, _label(say(words, language), size))


def _label(words: str, size: Size) -> str:
    return wrapped(words, 19 if size.narrow else 32)


def _labels(
    ax: Axes,
    ends: list[End],
    x: float,
    side: int,
    height: Callable[[int], float],
    size: Size,
) -> None:
    """Labels beside the ends of one side, the best rank first, none over another."""
    ordered = sorted(ends, key=lambda end: end.rank)
    line = 13.5 if size.narrow else 15.5
    heights = [line * (1 + end.label.count("\n")) + 3 for end in ordered]
    wanted = [height(end.rank) for end in ordered]
    places = spread(wanted, heights, TOP - 14, size.height - 2)
    for end, mark, place in zip(ordered, wanted, places, strict=True):
        steps = [x + side * 5, x + side * STEM]
        ax.plot(steps, [mark, place], color=colour("mark"), linewidth=0.7, zorder=1)
        ax.text(
            x + side * (STEM + 3),
            place,
            end.label,
            ha="right" if side < 0 else "left",
            va="center",
            multialignment="right" if side < 0 else "left",
            linespacing=1.1,
            fontsize=10 if size.narrow else 12,
            **_style(end.move, end.move is ends[0].move),
        )


def _style(move: Move, main: bool) -> dict[str, Any]:
    """Bold for the headline, and in the colour of the province what stands out."""
    stands_out = move.verdict == "distinguishable"
    return {
        "color": colour("accent" if stands_out else "ink" if main else "ink2"),
        "fontweight": "bold" if stands_out or main else "normal",
    }
