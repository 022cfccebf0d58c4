"""Drawing openings: a dot or a bar over the days that the sources allow, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from par_eval.evaluation.openings import Opening
from par_eval.language import say
from par_eval.show.figures.labels import Label, place
from par_eval.show.figures.layout import wrapped
from par_eval.show.figures.opening_rows import OpeningRows, year_of
from par_eval.show.style import Size, colour
from par_eval.values import Text, counted, text

__all__ = ["draw_openings"]

SHORT = 0.1
"""Bounds narrower than this share of a year are drawn as a dot."""


def draw_openings(
    ax: Axes, rows: OpeningRows, period: tuple[int, int], size: Size, language: str
) -> Axes:
    """Draw the openings, the earliest at the top, and those that are not known.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    rows : OpeningRows
        What is drawn; at least one opening has a bound.
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
    first, last = _ends(rows.found, period)
    shade = colour("band2")
    ax.axvspan(period[0], period[1] + 1, color=shade, zorder=0, linewidth=0)
    ax.set_xlim(first, last)
    labels: list[Label] = [_plan(period, size, language)]
    for height, opening in enumerate(rows.found):
        own = opening.province == rows.province
        labels += _mark(ax, opening, height, own, (first, last), size, language)
        if own:
            labels.insert(0, _own(opening, height, rows.place, size, language))
    height = len(rows.found)
    unknown = [True] * rows.own_unknown + [False] * (rows.others_unknown > 0)
    for turn, own in enumerate(unknown):
        labels.append(_hatch(ax, height + turn, own, (first, last), size, language))
    _names(ax, rows, size, language)
    ax.set_ylim(height + len(unknown) - 0.4, -1.5)
    _years(ax, first, last, size)
    place(ax, labels)
    return ax


def _ends(found: Sequence[Opening], period: tuple[int, int]) -> tuple[float, float]:
    """Years along the foot: those of all bounds, and the plan period."""
    days = [
        year_of(day)
        for opening in found
        for day in (opening.earliest, opening.latest)
        if day is not None
    ]
    return min([*days, period[0]]) - 0.8, max([*days, period[1] + 1]) + 0.8


def _mark(
    ax: Axes,
    opening: Opening,
    height: int,
    own: bool,
    ends: tuple[float, float],
    size: Size,
    language: str,
) -> list[Label]:
    """A dot or a bar; where one end is open, a line to it and words."""
    tone = colour("accent" if own else "ink3")
    if opening.earliest is None and opening.latest is not None:
        at = year_of(opening.latest)
        dots = (0, (1, 1.5))
        ax.plot([ends[0], at], [height] * 2, color=tone, linestyle=dots, linewidth=3)
        words, side = text("or earlier"), "left"
    elif opening.latest is None and opening.earliest is not None:
        at = year_of(opening.earliest)
        arrow = {"arrowstyle": "->", "color": tone, "shrinkA": 0, "shrinkB": 0}
        tip = (min(at + 2, ends[1]), height)
        ax.annotate("", tip, (at, height), arrowprops=arrow)
        words, side = text("or later"), "right"
    else:
        _span(ax, opening, height, ends[0], tone, own)
        return []
    return [_open(words, side, at, height, size, language)]


def _span(
    ax: Axes, opening: Opening, height: int, left: float, tone: str, own: bool
) -> None:
    """A mark over the bounds, and a hairline that leads from the name to it."""
    assert opening.earliest is not None
    assert opening.latest is not None
    first, last = year_of(opening.earliest), year_of(opening.latest)
    ax.plot([left, first], [height] * 2, color=colour("rule"), linewidth=0.7, zorder=1)
    if last - first < SHORT:
        middle = (first + last) / 2
        ax.plot([middle], [height], "o", color=tone, markersize=8 if own else 6)
    else:
        width = 6 if own else 4.5
        ax.plot([first, last], [height, height], color=tone, linewidth=width)


def _open(
    words: Text, side: str, at: float, height: int, size: Size, language: str
) -> Label:
    """Words at the known end of a line whose other end is open."""
    offset, align = ((6, 0), "left") if side == "left" else ((-6, 0), "right")
    where = {"xy": (at, height), "xytext": offset, "textcoords": "offset points"}
    return Label(
        say(words, language),
        ({**where, "ha": align, "va": "center"},),
        {"fontsize": 10 if size.narrow else 10.5, "color": colour("ink2")},
        needed=True,
    )


def _own(
    opening: Opening, height: int, words: Text, size: Size, language: str
) -> Label:
    """Place of the province beside its mark, on the side that has room."""
    days = [day for day in (opening.earliest, opening.latest) if day is not None]
    first, last = year_of(days[0]), year_of(days[-1])
    base = {"textcoords": "offset points", "va": "center"}
    dated = opening.dated
    sides = (
        {"xy": (last, height), "xytext": (9 if dated else 6, 0), "ha": "left", **base},
        {"xy": (first, height), "xytext": (-9, 0), "ha": "right", **base},
    )
    style = {
        "fontsize": 10 if size.narrow else 11,
        "fontweight": "bold",
        "color": colour("accent"),
    }
    return Label(say(words, language), sides if dated else (), style)


def _hatch(
    ax: Axes,
    height: int,
    own: bool,
    ends: tuple[float, float],
    size: Size,
    language: str,
) -> Label:
    """A hatched band over all years, with the words that the date is not known."""
    tone = colour("accent" if own else "mark")
    ax.fill_between(
        ends,
        height - 0.3,
        height + 0.3,
        facecolor="none",
        edgecolor=tone,
        hatch="////",
        linewidth=0.8,
    )
    style = {
        "fontsize": 10 if size.narrow else 11,
        "fontweight": "bold",
        "color": colour("accent" if own else "ink"),
        "bbox": {"facecolor": colour("paper"), "edgecolor": "none", "pad": 1.5},
        "zorder": 5,
    }
    where = {"xy": (sum(ends) / 2, height), "ha": "center", "va": "center"}
    return Label(say(text("date not known"), language), (where,), style, needed=True)


def _names(ax: Axes, rows: OpeningRows, size: Size, language: str) -> None:
    """Names of the provinces at the left, the own one bold in its colour."""
    codes = [opening.province for opening in rows.found]
    codes += [rows.province] if rows.own_unknown else []
    words: list[object] = [rows.names[code] for code in codes]
    if rows.others_unknown:
        words.append(
            counted(
                "{number} other province",
                "{number} other provinces",
                rows.others_unknown,
            )
        )
    longest = 16 if size.narrow else 30
    labels = [wrapped(say(word, language), longest) for word in words]
    ax.set_yticks(range(len(words)), labels)
    for turn, label in enumerate(ax.get_yticklabels()):
        own = turn < len(codes) and codes[turn] == rows.province
        label.set(
            fontsize=10 if size.narrow else 11,
            color=colour("accent" if own else "ink"),
            fontweight="bold" if own else "normal",
            linespacing=1.0,
            multialignment="right",
        )


def _plan(period: tuple[int, int], size: Size, language: str) -> Label:
    first, last = period
    words = say(text("plan period {first}–{last}", first=first, last=last), language)
    style = {
        "va": "center",
        "fontsize": 10 if size.narrow else 11,
        "color": colour("ink2"),
    }
    sides = (((first + last + 1) / 2, "center"), (first, "left"), (last + 1, "right"))
    places = tuple({"xy": (at, -1), "ha": side} for at, side in sides)
    return Label(words, places, style, needed=True)


def _years(ax: Axes, first: float, last: float, size: Size) -> None:
    """Each year at its first of January; fewer of them where they would not fit."""
    years = list(range(int(first) + 1, int(last) + 1))
    step = -(-len(years) // (6 if size.narrow else 13))
    shown = years[::step]
    ax.set_xticks(shown, [str(year) for year in shown])
