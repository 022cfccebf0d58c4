"""Drawing a path: lines that stop at gaps and at hard breaks, with direct labels."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes

from par_eval.language import decimal, say
from par_eval.series import Break, hard
from par_eval.show.figures.common import (
    mark_breaks,
    mark_gaps,
    mark_period,
    runs,
    year_axis,
)
from par_eval.show.figures.labels import Label, beside, place
from par_eval.show.style import Size, colour
from par_eval.values import Name, text

__all__ = ["draw_path"]


def draw_path(
    ax: Axes,
    numbers: pd.DataFrame,
    breaks: tuple[Break, ...],
    period: tuple[int, int],
    size: Size,
    language: str,
    province: Name,
) -> Axes:
    """Draw the path from a traced frame with the key columns year and what.

    The lines stop at a missing year and at a hard break (rules 3 and 10).

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    numbers : DataFrame
        Traced frame of `par_eval.show.numbers.distribution`, of one indicator.
    breaks : tuple of Break
        Breaks between its years, of either kind.
    period : (int, int)
        First and last year of the plan period.
    size : Size
        Which drawing.
    language : str
        Code of the language of the labels.
    province : Name
        Name of the province.

    Returns
    -------
    Axes
        The same axes.
    """
    table = numbers.pivot(index="year", columns="what", values="value")
    years = [int(y) for y in table.index]
    cuts = [b.year for b in hard(breaks)]
    mark_period(ax, *period)
    for run in runs(years, cuts):
        part = table.loc[run]
        _band(ax, part, wide=len(run) > 1)
    score = _own(table)
    for run in runs([int(y) for y in score.index], cuts):
        ax.plot(run, score.loc[run], color=colour("accent"), marker="o", markersize=5.5)
    absent = [y for y in years if y not in score.index]
    gaps = mark_gaps(ax, absent, size, language)
    mark_breaks(ax, breaks)
    ax.grid(visible=True, axis="y")
    ax.set_axisbelow(True)
    _scale(ax, table, language)
    year_axis(ax, years, size, 3.4 if size.narrow else 2.6)
    _end_labels(ax, table, years[-1], language, province)
    place(ax, [*_value_labels(ax, score, cuts, period, language), *gaps])
    return ax


def _band(ax: Axes, part: pd.DataFrame, *, wide: bool) -> None:
    """Middle half and median of one run; a short bar where the run is one year."""
    years = part.index.to_numpy(dtype=float)
    if not wide:
        years = years[0] + [-0.28, 0.28]
        part = pd.concat([part, part])
    ax.fill_between(
        years,
        part["lower_quartile"],
        part["upper_quartile"],
        color=colour("band"),
        linewidth=0,
        zorder=1,
    )
    ax.plot(years, part["median"], color=colour("mark"), linewidth=1.5, zorder=2)


def _scale(ax: Axes, table: pd.DataFrame, language: str) -> None:
    """Limits with room for labels, and ticks in the numbers of the language."""
    low, high = table.min(axis=None), table.max(axis=None)
    room = max(high - low, 0.4) * 0.16
    ax.set_ylim(low - room, high + room)
    ticks = [t for t in ax.get_yticks() if low - room <= t <= high + room]
    exact = [d for d in range(3) if all(abs(t - round(t, d)) < 1e-9 for t in ticks)]
    decimals = exact[0] if exact else 2
    ax.set_yticks(ticks, [decimal(t, language, decimals) for t in ticks])


def _own(table: pd.DataFrame) -> pd.Series:
    """The province's own values; none where it has none."""
    return table["score"].dropna() if "score" in table else pd.Series(dtype=float)


def _value_labels(
    ax: Axes,
    score: pd.Series,
    cuts: list[int],
    period: tuple[int, int],
    language: str,
) -> list[Label]:
    """Values at the turning points and ends of each run, the plan's own first."""
    style = {
        "color": colour("accent"),
        "fontweight": "bold",
        "fontsize": ax.xaxis.get_ticklabels()[0].get_fontsize(),
        "zorder": 5,
    }
    labels = {}
    for run in runs([int(y) for y in score.index], cuts):
        for year in _turning(score.loc[run]):
            value = float(score[year])
            near = [score.get(y) for y in (year - 1, year + 1) if y in run]
            below = bool(near) and all(other > value for other in near)
            sides = ("below", "above") if below else ("above", "below")
            places = beside(year, value, sides)
            labels[year] = Label(decimal(value, language, 2), places, style)
    inside = [year for year in labels if period[0] <= year <= period[1]]
    outside = [year for year in labels if year not in inside]
    return [labels[year] for year in [*reversed(inside), *reversed(outside)]]


def _turning(values: pd.Series) -> list[int]:
    """First and last year, and those that are higher or lower than both neighbours."""
    years = [int(y) for y in values.index]
    steps = values.diff()
    turns = [
        year for year, after in pairwise(years[1:]) if steps[year] * steps[after] < 0
    ]
    return sorted({years[0], years[-1], *turns})


def _end_labels(
    ax: Axes, table: pd.DataFrame, last: int, language: str, province: Name
) -> None:
    """Names of province, median and band at the right end, spread apart."""
    row = table.loc[last]
    middle = (row["median"], say(text("national median"), language), colour("ink2"))
    band = (row["lower_quartile"], say(text("middle half"), language), colour("ink3"))
    own = _own(table)
    named = [middle, band]
    if len(own):
        named.append((own.iloc[-1], say(province, language), colour("accent")))
    labels = sorted(named, key=lambda entry: entry[0])
    low, high = ax.get_ylim()
    gap = (high - low) * 0.07
    places: list[float] = []
    for value, *_ in labels:
        places.append(max(value, places[-1] + gap) if places else value)
    excess = max(0.0, places[-1] - high)
    for height, (_, label, tone) in zip(places, labels, strict=True):
        ax.text(
            last + 0.35,
            height - excess,
            label,
            color=tone,
            va="center",
            fontsize=ax.xaxis.get_ticklabels()[0].get_fontsize(),
            fontweight="bold" if tone == colour("accent") else "normal",
        )
