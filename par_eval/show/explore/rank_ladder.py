"""Rank ladder: every province with the places that noise allows it (rule 4)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import Evaluation
from par_eval.evaluation.standing.placings import NOISE_BEST, NOISE_WORST
from par_eval.facts import Facts
from par_eval.language import ordinal, say
from par_eval.series import COUNT, MEAN_Z_SCORE, RANK, RELATIVE_NOISE, leaves_of
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.spans import Span, chosen
from par_eval.show.figures.labels import Label, place
from par_eval.show.grid import Grid
from par_eval.show.numbers import columns_of
from par_eval.show.style import Size, colour
from par_eval.values import Quantity, Text, address, identity, quantities, text

__all__ = ["rank_ladder"]

Row = dict[str, object]
RUNG = 14
"""Pixels between two provinces."""


def rank_ladder(evaluation: Evaluation, year: int | None = 0) -> Exhibit:
    """Places of all provinces, each with the places that noise allows.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    year : int or None
        Year; the period if not given, the last year with a place if None.

    Returns
    -------
    Exhibit
        Figure; each interval is a sensitivity interval and holds for its province
        alone.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> rank_ladder(evaluate("Ca Mau", "2016-2020")).id
    'rank-ladder-period'
    """
    facts, national = evaluation.facts, evaluation.national
    span = chosen(evaluation, year)
    province = facts.name("provinces", evaluation.province)
    title = text("Places that noise allows: {province}", province=province)
    if span is None:
        none = text("The province has no place in these years.")
        return absent(facts, f"rank-ladder-{year or 'period'}", title, none)
    name = f"rank-ladder-{span.key}"
    numbers = _numbers(evaluation, span)
    if numbers.empty:
        none = text("No run of years without a hard break tells the noise.")
        return absent(facts, name, title, none)

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_ladder(ax, numbers, evaluation.province, facts, size, language)

    height = 70 + RUNG * numbers["province"].nunique()
    return Exhibit(
        id=name,
        kind="figure",
        facts=facts,
        title=_title(evaluation, span, numbers),
        subtitle=text(
            "{name}, {span}. Dot: place; bar: places that the noise allows this "
            "province, a sensitivity interval. The best place is at the left.",
            name=facts.name("indicators", national.headline),
            span=span.words,
        ),
        alternative=_alternative(evaluation, numbers),
        sources=facts.sources_of(leaves_of(facts, national.headline)),
        numbers=numbers,
        grid=_grid(facts, numbers),
        draw=draw,
        heights=(height, height),
    )


def _numbers(evaluation: Evaluation, span: Span) -> pd.DataFrame:
    """Place of each province, best and worst that noise allows; the best first."""
    national, name = evaluation.national, evaluation.national.headline
    interval, found = national.noise_interval(name, span.years), national.noise(name)
    columns = columns_of("province", "what")
    if interval is None or found is None:
        return pd.DataFrame(columns=pd.Index(columns))
    noise_id = identity(RELATIVE_NOISE, (found.where,))
    rows = [
        row
        for code, rank in zip(span.table["province"], span.table["rank"], strict=True)
        for row in _rows(name, span, str(code), noise_id, float(rank), interval)
    ]
    return pd.DataFrame(rows, columns=columns)


def _rows(
    name: str, span: Span, code: str, noise_id: str, rank: float, interval: object
) -> Iterator[Row]:
    own, every = (address(name, where, span.years) for where in (code, "*"))
    inputs: tuple[str, ...] = (own, every)
    if len(span.years) > 1:
        inputs = tuple(identity(MEAN_Z_SCORE, (one, every)) for one in inputs)
    ends = (interval.best[code], interval.worst[code])  # type: ignore[attr-defined]
    lines = [
        ("rank", RANK, inputs, rank),
        ("best", NOISE_BEST, (*inputs, noise_id), ends[0]),
        ("worst", NOISE_WORST, (*inputs, noise_id), ends[1]),
    ]
    for what, measure, of, value in lines:
        yield {
            "province": code,
            "what": what,
            "measure": measure,
            "of": of,
            "value": float(value),
            "unit": "rank",
        }


def draw_ladder(
    ax: Axes,
    numbers: pd.DataFrame,
    province: str,
    facts: Facts,
    size: Size,
    language: str,
) -> Axes:
    """Draw the ladder from a traced frame with the key columns province and what.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    numbers : DataFrame
        Traced frame: rank, best and worst of each province.
    province : str
        Code of the province that is set off.
    facts : Facts
        Data package, for the names.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    Axes
    """
    wide = numbers.pivot(index="province", columns="what", values="value")
    wide = wide.loc[numbers["province"].unique()]
    rungs = range(len(wide))
    mine = [code == province for code in wide.index]
    bars = [colour("soft") if own else colour("band") for own in mine]
    dots = [colour("accent") if own else colour("mark") for own in mine]
    ax.barh(
        rungs,
        wide["worst"] - wide["best"] + 0.8,
        left=wide["best"] - 0.4,
        height=0.62,
        color=bars,
    )
    ax.scatter(wide["rank"], rungs, s=26, c=dots, zorder=3)
    names = [say(facts.name("provinces", code), language) for code in wide.index]
    ax.set_yticks(rungs, names, fontsize=10)
    for own, tick in zip(mine, ax.get_yticklabels(), strict=True):
        tick.set(color=colour("accent" if own else "ink2"))
        tick.set(fontweight="bold" if own else "normal")
    ax.set_ylim(len(wide) - 0.3, -0.7)
    _place_axis(ax, len(wide), language)
    ax.grid(visible=True, axis="x")
    ax.set_axisbelow(True)
    place(ax, _label(wide, province, language))
    return ax


def _place_axis(ax: Axes, of: int, language: str) -> None:
    """Places along the top, where the reading begins."""
    step = 10 if of > 20 else max(1, of // 4)
    ticks = [1, *range(step, of + 1, step)] if step > 1 else list(range(1, of + 1))
    ax.set_xticks(ticks, [ordinal(1, language), *(str(t) for t in ticks[1:])])
    ax.xaxis.tick_top()
    ax.spines["bottom"].set_visible(False)
    ax.set_xlim(0, of + 1)


def _label(wide: pd.DataFrame, province: str, language: str) -> Iterator[Label]:
    """Place of the province with its interval, beside its bar where there is room."""
    if province not in wide.index:
        return
    own = wide.loc[province]
    words = say(
        text(
            "{rank}; {best} to {worst}",
            rank=ordinal(int(own["rank"]), language),
            best=int(own["best"]),
            worst=int(own["worst"]),
        ),
        language,
    )
    rung = wide.index.get_loc(province)
    style = {"color": colour("accent"), "fontweight": "bold", "fontsize": 10}
    right = {"xy": (own["worst"] + 1, rung), "ha": "left", "va": "center"}
    left = {"xy": (own["best"] - 1, rung), "ha": "right", "va": "center"}
    yield Label(words, (right, left), style)


def _own(evaluation: Evaluation, numbers: pd.DataFrame) -> dict[str, Quantity]:
    rows = numbers[numbers["province"] == evaluation.province]
    return dict(zip(rows["what"], quantities(rows), strict=True))


def _title(evaluation: Evaluation, span: Span, numbers: pd.DataFrame) -> Text:
    own = _own(evaluation, numbers)
    every = own["rank"].of[1:]
    of = Quantity(float(span.table["of"].iloc[0]), "provinces", COUNT, every)
    return text(
        "{province} {span}: {rank} of {of} provinces; noise allows {best} to {worst}",
        province=evaluation.facts.name("provinces", evaluation.province),
        span=span.words,
        of=of,
        **own,
    )


def _alternative(evaluation: Evaluation, numbers: pd.DataFrame) -> Text:
    return text(
        "Ladder of places with intervals. {province}: {rank}, {best} to {worst}; all "
        "others stand in the table of numbers.",
        province=evaluation.facts.name("provinces", evaluation.province),
        **_own(evaluation, numbers),
    )


def _grid(facts: Facts, numbers: pd.DataFrame) -> Grid:
    keys = zip(numbers["province"], numbers["what"], strict=True)
    cells: dict[tuple[object, object], object] = dict(
        zip(keys, quantities(numbers), strict=True)
    )
    rows = {
        code: facts.name("provinces", code) for code in numbers["province"].unique()
    }
    columns = {
        "rank": text("Rank"),
        "best": text("Best that noise allows"),
        "worst": text("Worst that noise allows"),
    }
    return Grid(text("Province"), rows, columns, cells)
