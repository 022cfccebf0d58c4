"""What several figures draw in the same way: period, breaks, gaps, runs of years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matplotlib.axes import Axes

from par_eval.language import say
from par_eval.series import Break, hard
from par_eval.show.figures.labels import Label
from par_eval.show.style import Size, colour
from par_eval.values import text

__all__ = ["mark_breaks", "mark_gaps", "mark_period", "runs", "year_axis"]


def runs(years: Iterable[int], cuts: Iterable[int] = ()) -> Iterator[list[int]]:
    """Consecutive years, cut at missing years and before the years in `cuts`.

    Parameters
    ----------
    years : iterable of int
        Years with a value, in any order.
    cuts : iterable of int
        Years that may not be joined with the one before, such as those of hard breaks.

    Yields
    ------
    list of int
        One run after the other, in order.

    Examples
    --------
    >>> list(runs([2011, 2012, 2014, 2015, 2016], cuts=[2016]))
    [[2011, 2012], [2014, 2015], [2016]]
    """
    run: list[int] = []
    for year in sorted(years):
        if run and (year != run[-1] + 1 or year in set(cuts)):
            yield run
            run = []
        run.append(year)
    if run:
        yield run


def year_axis(ax: Axes, years: list[int], size: Size, room: float) -> None:
    """Years along the foot; every other one on a phone, where there are many.

    Parameters
    ----------
    ax : Axes
        Axes with years from left to right.
    years : list of int
        Years, in order.
    size : Size
        Which drawing.
    room : float
        Space for labels right of the last year, in years.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().subplots()
    >>> year_axis(ax, [2019, 2020], Size("wide", 760, 380), 1.0)
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['2019', '2020']
    """
    shown = years[:: 2 if size.narrow and len(years) > 8 else 1]
    ax.set_xticks(shown, [str(year) for year in shown])
    ax.set_xlim(years[0] - 0.6, years[-1] + room)
    if not size.narrow and len(years) > 12:
        ax.tick_params(axis="x", labelsize=11)


def mark_period(ax: Axes, start: int, end: int) -> None:
    """Shade the plan period behind everything.

    Parameters
    ----------
    ax : Axes
        Axes with years from left to right.
    start, end : int
        First and last year of the period.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().subplots()
    >>> mark_period(ax, 2016, 2020)
    >>> len(ax.patches)
    1
    """
    ax.axvspan(start - 0.5, end + 0.5, color=colour("band2"), zorder=0, linewidth=0)


def mark_breaks(ax: Axes, breaks: Iterable[Break]) -> None:
    """Hard breaks as dotted verticals, soft ones as short ticks at the foot (rule 3).

    Parameters
    ----------
    ax : Axes
        Axes with years from left to right.
    breaks : iterable of Break
        Each is drawn before its year, once; a hard one hides soft ones of that year.
    """
    found = tuple(breaks)
    hard_years = {b.year for b in hard(found)}
    for year in sorted({b.year for b in found}):
        if year in hard_years:
            ax.axvline(
                year - 0.5, color=colour("ink3"), linewidth=1.2, linestyle=(0, (1, 2))
            )
        else:
            ax.axvline(
                year - 0.5, ymax=0.035, color=colour("ink3"), linewidth=1.6, zorder=3
            )


def mark_gaps(ax: Axes, years: Iterable[int], size: Size, language: str) -> list[Label]:
    """Hatch the years without a value; the labels say so, once for each run (rule 10).

    Parameters
    ----------
    ax : Axes
        Axes with years from left to right.
    years : iterable of int
        Years without a value.
    size : Size
        Which drawing.
    language : str
        Code of the language of the label.

    Returns
    -------
    list of Label
        For `place`, when everything else is drawn.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().subplots()
    >>> gaps = mark_gaps(ax, [2012, 2014, 2015], Size("wide", 760, 380), "en")
    >>> [label.words for label in gaps]
    ['no data', 'no data']
    """
    words = say(text("no data"), language)
    labels = []
    for run in runs(years):
        ax.axvspan(
            run[0] - 0.35,
            run[-1] + 0.35,
            facecolor="none",
            edgecolor=colour("rule"),
            hatch="////",
            linewidth=0,
            zorder=0.5,
        )
        labels.append(_gap_label(ax, words, sum(run) / len(run), size))
    return labels


def _gap_label(ax: Axes, words: str, year: float, size: Size) -> Label:
    """Upright words inside the hatch, at one of several heights."""
    places = tuple(
        {"xy": (year, height), "xycoords": ax.get_xaxis_transform()}
        for height in (0.5, 0.2, 0.8, 0.35, 0.65)
    )
    style = {
        "rotation": 90,
        "ha": "center",
        "va": "center",
        "fontsize": 10 if size.narrow else 11,
        "color": colour("ink3"),
        "bbox": {"facecolor": colour("paper"), "edgecolor": "none", "pad": 1.5},
    }
    return Label(words, places, style, needed=True)
