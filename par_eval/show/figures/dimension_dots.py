"""Dot plot: the dimensions of one year against region and nation."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import CASES, Evaluation, complete_years
from par_eval.facts import Facts
from par_eval.language import decimal, ordinal, say
from par_eval.series import COUNT, leaves_of
from par_eval.show.carrier import capital
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.numbers import columns_of, distribution, rank_history
from par_eval.show.style import Size, colour
from par_eval.values import (
    Joined,
    Name,
    Quantity,
    Text,
    address,
    quantities,
    text,
    unit_words,
)

__all__ = ["dimension_dots"]


def dimension_dots(evaluation: Evaluation, year: int | None = None) -> Exhibit:
    """Distance of each dimension from the national median, with the region's.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    year : int, optional
        Year; the last one of the period with data if not given.

    Returns
    -------
    Exhibit
        Figure; its title counts the dimensions above the national median.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> dimension_dots(evaluate("Ca Mau", "2016-2020")).id
    'dimension-dots'
    """
    facts, code = evaluation.facts, evaluation.province
    years = complete_years(evaluation, evaluation.national.headline)
    shown = year or (years[-1] if years else evaluation.national.end)
    numbers = _numbers(evaluation, shown)
    province = facts.name("provinces", code)
    names = {
        d: facts.name("indicators", d) for d in dict.fromkeys(numbers["indicator"])
    }

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_dots(ax, numbers, names, province, size, language)

    return Exhibit(
        id="dimension-dots",
        kind="figure",
        facts=facts,
        title=_title(numbers, code, shown),
        subtitle=_subtitle(evaluation, shown, province),
        alternative=_alternative(numbers, names),
        sources=_sources(facts, list(names)),
        numbers=numbers,
        grid=_grid(numbers, names, province),
        draw=draw,
        heights=(70 + 40 * max(len(names), 1), 60 + 44 * max(len(names), 1)),
    )


def _numbers(evaluation: Evaluation, year: int) -> pd.DataFrame:
    facts, code = evaluation.facts, evaluation.province
    pieces = []
    for name in evaluation.national.dimensions:
        scores = distribution(facts, name, code, [year])
        if (scores["what"] == "score").any():
            ranks = rank_history(facts, name, code, [year])
            pieces += [scores, ranks]
    empty = pd.DataFrame(columns=columns_of("indicator", "year", "what"))
    return pd.concat(pieces, ignore_index=True) if pieces else empty


def draw_dots(
    ax: Axes,
    numbers: pd.DataFrame,
    names: dict[str, Name],
    province: Name,
    size: Size,
    language: str,
) -> Axes:
    """Draw the dots from a traced frame with the key columns indicator and what."""
    if numbers.empty:
        ax.set_axis_off()
        ax.text(0.5, 0.5, say(text("no data"), language), ha="center")
        return ax
    wide = numbers.pivot(index="indicator", columns="what", values="value")
    away = wide.sub(wide["median"], axis=0)
    order = away["score"].sort_values(kind="stable").index
    places = range(len(order))
    own = away.loc[order, "score"]
    lower, upper = away.loc[order, "lower_quartile"], away.loc[order, "upper_quartile"]
    ax.barh(places, upper - lower, left=lower, height=0.34, color=colour("band"))
    ax.hlines(places, 0, own, color=colour("accent"), linewidth=2)
    ax.plot(own, places, "o", color=colour("accent"), markersize=8)
    ax.plot(
        away.loc[order, "region"],
        places,
        "D",
        markerfacecolor=colour("paper"),
        markeredgecolor=colour("ink2"),
        markersize=6,
    )
    ax.axvline(0, color=colour("ink"), linewidth=1)
    ax.set_yticks(places, [_label(names[name], size, language) for name in order])
    ax.set_ylim(-0.6, len(order) - 0.2)
    _value_axis(ax, away, size, language)
    if not size.narrow:
        _columns(ax, wide.loc[order], language)
    return ax


def _label(name: Name, size: Size, language: str) -> str:
    """Name of a dimension, on two lines where it is long."""
    label = capital(say(name, language))
    longest = 15 if size.narrow else 24
    if len(label) <= longest or " " not in label:
        return label
    spaces = [i for i, letter in enumerate(label) if letter == " "]
    cut = min(spaces, key=lambda i: abs(i - len(label) / 2))
    return f"{label[:cut]}\n{label[cut + 1 :]}"


def _value_axis(ax: Axes, away: pd.DataFrame, size: Size, language: str) -> None:
    shown = away[["score", "region", "lower_quartile", "upper_quartile"]]
    low, high = shown.min(axis=None), shown.max(axis=None)
    room = max(high - low, 0.1) * 0.08
    ax.set_xlim(low - room, high + room)
    ticks = [t for t in ax.get_xticks() if low - room <= t <= high + room]
    ax.spines["bottom"].set_bounds(low - room, high + room)
    if not size.narrow:
        ax.set_xlim(low - room, high + room + 0.5 * (high - low))
    if len(ticks) > 7:
        ticks = [t for i, t in enumerate(ticks) if i % 2 == ticks.index(0.0) % 2]
    ax.set_xticks(ticks, [decimal(t, language, 1, signed=True) for t in ticks])


def _columns(ax: Axes, wide: pd.DataFrame, language: str) -> None:
    """Score, median and rank of each dimension in columns at the right."""
    heads = [
        (0.795, say(text("score"), language), "score", colour("accent")),
        (0.89, say(text("median"), language), "median", colour("ink2")),
        (1.0, say(text("rank"), language), "rank", colour("ink2")),
    ]
    for at, head, what, tone in heads:
        bold = "bold" if what == "score" else "normal"
        for place, value in enumerate(wide[what]):
            said = (
                ordinal(int(value), language)
                if what == "rank"
                else decimal(float(value), language, 2)
            )
            _aside(ax, at, place, said, tone, bold)
        _aside(ax, at, len(wide) - 0.4, head, tone, bold)


def _aside(
    ax: Axes, at: float, place: float, words: str, tone: str, weight: str
) -> None:
    ax.text(
        at,
        place,
        words,
        transform=ax.get_yaxis_transform(),
        ha="right",
        va="center",
        color=tone,
        fontweight=weight,
        fontsize=11,
    )


def _title(numbers: pd.DataFrame, province: str, year: int) -> Text:
    wide = numbers.pivot(index="indicator", columns="what", values="value")
    if wide.empty:
        return text("No dimension has a value in {year}", year=year)
    above = [
        name for name in wide.index if wide.at[name, "score"] > wide.at[name, "median"]
    ]
    return text(
        "In {year}, above the national median in {above} of {all} dimensions",
        year=year,
        above=_count(above, province, year),
        all=_count(list(wide.index), province, year),
    )


def _count(names: list[str], province: str, year: int) -> Quantity:
    cases = tuple(address(name, province, year) for name in names)
    return Quantity(len(cases), "dimensions", CASES, cases)


def _subtitle(evaluation: Evaluation, year: int, province: Name) -> Joined:
    facts = evaluation.facts
    region = facts.region_of(evaluation.province)
    headline = evaluation.national.headline
    values = facts.series(headline).loc[year]
    return Joined(
        (
            text(
                "{instrument} {year}: distance from the national median, in {unit}.",
                instrument=facts.name("instruments", evaluation.national.instrument),
                year=year,
                unit=unit_words(str(facts.indicator(headline)["unit"])),
            ),
            text(
                "Dot: {province}; diamond: median of its region ({region}, {count} "
                "provinces); bar: middle half of all provinces.",
                province=province,
                region=facts.name("regions", region),
                count=Quantity(
                    float(values[list(facts.members(region))].notna().sum()),
                    "provinces",
                    COUNT,
                    (address(headline, f"@{region}", year),),
                ),
            ),
        ),
        "sentences",
    )


def _alternative(numbers: pd.DataFrame, names: dict[str, Name]) -> Text:
    cells = _cells(numbers)
    items = tuple(
        text(
            "{name}: {score}, median {median}, region {region}",
            name=name,
            score=cells[key, "score"],
            median=cells[key, "median"],
            region=cells.get((key, "region"), "–"),
        )
        for key, name in names.items()
    )
    return text("Dot plot. {values}.", values=Joined(items, "semicolon"))


def _sources(facts: Facts, names: list[str]) -> tuple[str, ...]:
    return facts.sources_of(leaf for name in names for leaf in leaves_of(facts, name))


def _cells(numbers: pd.DataFrame) -> dict[tuple[object, object], object]:
    keys = zip(numbers["indicator"], numbers["what"], strict=True)
    return dict(zip(keys, quantities(numbers), strict=True))


def _grid(numbers: pd.DataFrame, names: dict[str, Name], province: Name) -> Grid:
    columns = {
        "score": province,
        "median": text("National median"),
        "region": text("Median of the region"),
        "lower_quartile": text("Lower quartile"),
        "upper_quartile": text("Upper quartile"),
        "rank": text("Rank"),
        "of": text("Of"),
    }
    return Grid(text("Dimension"), names, columns, _cells(numbers))
