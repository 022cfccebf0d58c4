"""Runs: the years that may be compared, of a whole and of its parts (rule 3)."""

from __future__ import annotations

from matplotlib.axes import Axes

from par_eval.facts import Facts
from par_eval.language import say
from par_eval.series import Break, breaks_between, plain, segments
from par_eval.show.carrier import capital
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.pieces import break_years, sources_with, year_range
from par_eval.show.figures.common import year_axis
from par_eval.show.figures.layout import wrapped
from par_eval.show.grid import Grid
from par_eval.show.numbers import empty
from par_eval.show.style import Size, colour
from par_eval.values import Joined, Name, Text, text

__all__ = ["comparable_runs"]

Runs = dict[str, tuple[tuple[int, ...], ...]]
WIDE, NARROW = 26, 16
"""Most letters of a line of a name, beside the wide and the narrow drawing."""


def comparable_runs(facts: Facts, indicator: str) -> Exhibit:
    """Runs of years without a hard break, of a whole and of its direct parts.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.

    Returns
    -------
    Exhibit
        Figure; a break in a part is a break in the whole, so the whole has the
        shortest runs.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> comparable_runs(facts, facts.instruments["headline"].iloc[0]).id
    'comparable-runs'
    """
    names = (indicator, *facts.parts.get(plain(indicator), ()))
    runs: Runs = {name: segments(facts, name) for name in names}
    runs = {name: found for name, found in runs.items() if found}
    ends = {name: (found[0][0], found[-1][-1]) for name, found in runs.items()}
    breaks = {name: breaks_between(facts, name, *ends[name]) for name in runs}
    labels = {name: facts.name("indicators", plain(name)) for name in runs}

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_runs(ax, runs, breaks, labels, size, language)

    heights = _height(facts, labels, WIDE), _height(facts, labels, NARROW)
    return Exhibit(
        id="comparable-runs",
        kind="figure",
        facts=facts,
        title=_title(runs, labels),
        subtitle=text(
            "Bars: years that may be compared with one another; where a bar ends, a "
            "hard break follows or the data end. Dotted slits: soft breaks."
        ),
        alternative=_alternative(runs, labels),
        sources=tuple(
            sorted({s for n in runs for s in sources_with(facts, n, breaks[n])})
        ),
        numbers=empty(),
        notes=(text("A break in a part is a break in the whole that contains it."),),
        grid=_grid(runs, breaks, labels),
        draw=draw,
        heights=heights,
    )


def draw_runs(
    ax: Axes,
    runs: Runs,
    breaks: dict[str, tuple[Break, ...]],
    labels: dict[str, Name],
    size: Size,
    language: str,
) -> Axes:
    """Draw a bar for each run, the whole at the top and darker.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    runs : dict
        Runs of years by indicator, the whole first.
    breaks : dict
        Breaks of each indicator.
    labels : dict
        Name of each indicator.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    Axes
    """
    for row, name in enumerate(runs):
        tone = colour("ink2" if row == 0 else "mark")
        for run in runs[name]:
            ax.barh(
                row, run[-1] - run[0] + 0.8, left=run[0] - 0.4, height=0.44, color=tone
            )
        _slits(ax, row, runs[name], breaks[name])
    years = sorted({year for found in runs.values() for run in found for year in run})
    longest = NARROW if size.narrow else WIDE
    names = [wrapped(capital(say(labels[name], language)), longest) for name in runs]
    ax.set_yticks(range(len(runs)), names)
    ax.set_ylim(len(runs) - 0.4, -0.6)
    year_axis(ax, list(range(years[0], years[-1] + 1)), size, 0.6)
    return ax


def _height(facts: Facts, labels: dict[str, Name], longest: int) -> int:
    """Pixels of a drawing in which the names have room in every language."""
    names = [say(name, lang) for name in labels.values() for lang in facts.languages]
    lines = max(wrapped(name, longest).count("\n") + 1 for name in names)
    return 60 + max(38, 16 * lines + 6) * len(labels)


def _slits(
    ax: Axes, row: int, runs: tuple[tuple[int, ...], ...], breaks: tuple[Break, ...]
) -> None:
    """Soft breaks as dotted slits in the bars that they cross."""
    inside = {year for run in runs for year in run[1:]}
    for year in sorted({b.year for b in breaks if b.severity == "soft"} & inside):
        ax.vlines(
            year - 0.5,
            row - 0.22,
            row + 0.22,
            color=colour("paper"),
            linewidth=1.6,
            linestyle=(0, (1, 1)),
        )


def _longest(found: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    return max(found, key=len)


def _title(runs: Runs, labels: dict[str, Name]) -> Text:
    whole, *parts = runs
    longest = _longest(runs[whole])
    values = {"name": labels[whole], "first": longest[0], "last": longest[-1]}
    if not parts:
        return text("Longest run of comparable years: {name} {first}–{last}", **values)
    best = max(parts, key=lambda name: len(_longest(runs[name])))
    run = _longest(runs[best])
    return text(
        "Longest run of comparable years: {name} {first}–{last}, {part} {start}–{end}",
        part=labels[best],
        start=run[0],
        end=run[-1],
        **values,
    )


def _said(found: tuple[tuple[int, ...], ...]) -> Joined:
    return Joined(
        tuple(year_range(run) for run in found),
        "semicolon",
    )


def _alternative(runs: Runs, labels: dict[str, Name]) -> Text:
    items = tuple(
        text("{name}: {runs}", name=labels[name], runs=_said(found))
        for name, found in runs.items()
    )
    return text("Bars of years. {values}.", values=Joined(items, "sentences"))


def _grid(
    runs: Runs, breaks: dict[str, tuple[Break, ...]], labels: dict[str, Name]
) -> Grid:
    cells: dict[tuple[object, object], object] = {}
    for name, found in runs.items():
        cells[name, "runs"] = _said(found)
        cells[name, "hard"] = break_years(breaks[name], "hard")
        cells[name, "soft"] = break_years(breaks[name], "soft")
    columns = {
        "runs": text("Comparable years"),
        "hard": text("Hard breaks"),
        "soft": text("Soft breaks"),
    }
    return Grid(text("Indicator"), labels, columns, cells, frozenset(columns))
