"""Drawing what may be compared: one bar for each run of years, row by row."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from par_eval.language import say
from par_eval.show.carrier import capital
from par_eval.show.figures.common import mark_period, runs, year_axis
from par_eval.show.figures.coverage_rows import CoverageRow
from par_eval.show.figures.labels import Label, place
from par_eval.show.figures.layout import wrapped
from par_eval.show.style import Size, colour
from par_eval.values import text

__all__ = ["draw_coverage", "heights"]

HALF = 0.42
"""Half a year, less half the gap between two bars."""

ROW = {"wide": 26, "narrow": 29}
"""Pixels from row to row."""


def heights(rows: tuple[CoverageRow, ...]) -> tuple[int, int]:
    """Heights of the wide and of the narrow drawing, in pixels.

    Parameters
    ----------
    rows : tuple of CoverageRow
        What is drawn.

    Returns
    -------
    (int, int)
    """
    lines = 1 + len(_lines(rows))
    return 36 + ROW["wide"] * lines, 36 + ROW["narrow"] * lines


def draw_coverage(
    ax: Axes,
    rows: tuple[CoverageRow, ...],
    heading: object,
    years: list[int],
    period: tuple[int, int],
    size: Size,
    language: str,
) -> Axes:
    """Draw the rows: bars, gaps, breaks, and the plan period behind them.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    rows : tuple of CoverageRow
        Rows, those of the main instrument first.
    heading : Name
        Main instrument, named above its rows.
    years : list of int
        Years along the foot.
    period : (int, int)
        First and last year of the plan period.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    Axes
        The same axes.
    """
    lines = _lines(rows)
    mark_period(ax, *period)
    for height, line in enumerate(lines):
        if isinstance(line, CoverageRow):
            _row(ax, line, height, set(years))
    year_axis(ax, years, size, 0.6)
    ax.set_ylim(len(lines) - 0.4, -1.6)
    _names(ax, lines, heading, size, language)
    _plan(ax, period, size, language)
    return ax


def _lines(rows: tuple[CoverageRow, ...]) -> list[CoverageRow | str]:
    """Rows with a heading above those of the main instrument and above the others."""
    main: list[CoverageRow | str] = [row for row in rows if row.main]
    others: list[CoverageRow | str] = [row for row in rows if not row.main]
    return [
        *(["main", *main] if main else []),
        *(["others", *others] if others else []),
    ]


def _row(ax: Axes, row: CoverageRow, height: int, shown: set[int]) -> None:
    tone = colour("accent" if row.followed else "mark")
    for run in runs(set(row.values) & shown, row.hard_years):
        _bar(ax, run, height, facecolor=tone, edgecolor="none")
        for year in set(row.soft_years) & set(run[1:]):
            _upright(ax, year, height, 0.31, colour("paper"), 1.6)
    for year in set(row.places) & shown:
        _bar(ax, [year], height, facecolor=colour("paper"), edgecolor=colour("mark"))
    for run in runs(set(row.missing) & shown):
        ax.plot(
            [run[0] - 0.3, run[-1] + 0.3],
            [height, height],
            color=colour("ink3"),
            linewidth=1.2,
            linestyle=(0, (1, 2.2)),
            solid_capstyle="butt",
        )
    for year in set(row.hard_years) & shown - {min(shown)}:
        _upright(ax, year, height, 0.48, colour("ink3"), 1.2)


def _bar(ax: Axes, run: list[int], height: int, **style: Any) -> None:
    corner, width = (run[0] - HALF, height - 0.31), run[-1] - run[0] + 2 * HALF
    ax.add_patch(Rectangle(corner, width, 0.62, linewidth=1, zorder=2, **style))


def _upright(
    ax: Axes, year: int, height: int, half: float, tone: str, width: float
) -> None:
    """A dotted upright before a year, as high as one row."""
    ax.plot(
        [year - 0.5, year - 0.5],
        [height - half, height + half],
        color=tone,
        linewidth=width,
        linestyle=(0, (1, 1.2)),
        solid_capstyle="butt",
        zorder=3,
    )


def _names(
    ax: Axes,
    lines: list[CoverageRow | str],
    heading: object,
    size: Size,
    language: str,
) -> None:
    """Names at the left; bold in the colour of the province where followed."""
    longest = 20 if size.narrow else 38
    heads = {"main": heading, "others": text("other instruments")}
    words = [heads[line] if isinstance(line, str) else line.name for line in lines]
    labels = [wrapped(capital(say(word, language)), longest) for word in words]
    ax.set_yticks(range(len(lines)), labels)
    for line, label in zip(lines, ax.get_yticklabels(), strict=True):
        label.set(
            fontsize=10 if size.narrow else 11.5,
            linespacing=1.05,
            multialignment="right",
        )
        if isinstance(line, str):
            label.set(color=colour("ink3"))
        elif line.followed:
            label.set(color=colour("accent"), fontweight="bold")
        else:
            label.set(color=colour("ink"))


def _plan(ax: Axes, period: tuple[int, int], size: Size, language: str) -> None:
    first, last = period
    words = say(text("plan period {first}–{last}", first=first, last=last), language)
    style = {
        "va": "center",
        "fontsize": 10 if size.narrow else 11,
        "color": colour("ink2"),
    }
    sides = (((first + last) / 2, "center"), (first - 0.5, "left"), (last, "right"))
    places = tuple({"xy": (at, -1), "ha": side} for at, side in sides)
    place(ax, [Label(words, places, style, needed=True)])
