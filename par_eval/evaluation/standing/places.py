"""Standing of the evaluated province: in each year, and over the period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from par_eval.evaluation.subject import Subject
from par_eval.facts import OBSERVATION
from par_eval.series import COUNT, MEAN_Z_SCORE, PERCENTILE, RANK, Z_SCORE, plain
from par_eval.values import (
    Measure,
    MissingValueError,
    Quantity,
    Result,
    Text,
    address,
    counted,
    define,
    identity,
    quantities,
    text,
)

__all__ = ["bounds_text", "complete_years", "place_text", "places"]

Row = dict[str, object]

NOT_FOR = text("Ranking the provinces whose values are missing.")

LIKELY_BEST = define(
    Measure(
        key="likely_best",
        sentence=text(
            "Likely best place among all provinces: missing parts of the others lie at "
            "the lower quartile of those that have them"
        ),
        not_for=NOT_FOR,
        operation="likely_rank",
        decimals=0,
        function="series.standing",
    )
)
LIKELY_WORST = define(
    Measure(
        key="likely_worst",
        sentence=text(
            "Likely worst place among all provinces: missing parts of the others lie "
            "at the upper quartile of those that have them"
        ),
        not_for=NOT_FOR,
        operation="likely_rank",
        decimals=0,
        function="series.standing",
    )
)


BEST_RANK = define(
    Measure(
        key="best_rank",
        sentence=text("Best place among all provinces, whatever the missing values"),
        not_for=NOT_FOR,
        operation="bound",
        decimals=0,
        function="series.standing",
    )
)
WORST_RANK = define(
    Measure(
        key="worst_rank",
        sentence=text("Worst place among all provinces, whatever the missing values"),
        not_for=NOT_FOR,
        operation="bound",
        decimals=0,
        function="series.standing",
    )
)
ALL_PROVINCES = define(
    Measure(
        key="all_provinces",
        sentence=text("Number of provinces, with or without a value"),
        not_for=text("The number of provinces that were ranked."),
        operation="count_all",
        decimals=0,
        function="series.standing",
    )
)


def places(subject: Subject) -> Result:
    """Standing of the headline indicator (rule 4; its intervals are `precision`'s).

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    Result
        Traced frame with the key columns ``indicator``, ``year`` (0 for the period)
        and ``what``: score, rank (its low and high are the bounds among all
        provinces), of, percentile, z, and likely_best and likely_worst where some
        provinces have no value. Notes say which years of the period are missing.
    """
    national, name = subject.national, subject.national.headline
    rows: list[Row] = []
    for year in national.years:
        table = national.standing(name, year)
        rows += list(_rows(subject, name, table, (year,)))
    years = complete_years(subject, name)
    if len(years) > 1:
        table = _over(subject, name, years)
        rows += list(_rows(subject, name, table, years))
    columns = ["indicator", "year", "what"]
    columns += ["measure", "of", "value", "low", "high", "unit", "interval"]
    numbers = pd.DataFrame(rows, columns=columns)
    return Result("standing", numbers, tuple(_notes(subject, years)))


def complete_years(subject: Subject, indicator: str) -> tuple[int, ...]:
    """Years of the period in which the province has a value.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id, with or without a span.

    Returns
    -------
    tuple of int
        In order.
    """
    own = subject.facts.series(indicator)[subject.province]
    return tuple(y for y in subject.national.years if pd.notna(own.get(y)))


def place_text(numbers: pd.DataFrame, year: int, *, likely: bool = True) -> Text:
    """Rank of how many, with its bounds among all provinces where some are missing.

    Parameters
    ----------
    numbers : DataFrame
        Traced frame of `places`.
    year : int
        Year; 0 for the period.
    likely : bool
        Whether the likely case is told beside the bounds.

    Returns
    -------
    Text

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> numbers = evaluate("Ca Mau", "2016-2020").standing.numbers
    >>> place_text(numbers, 2020).values["of"].value
    63.0
    """
    lines = numbers[numbers["year"] == year]
    said = dict(zip(lines["what"], quantities(lines), strict=True))
    place = text("{rank} of {of}", rank=said["rank"], of=said["of"])
    bounds = bounds_text(said)
    if bounds is None:
        return place
    if not likely:
        ends = {key: bounds.values[key] for key in ("best", "worst", "all")}
        bounds = text("{best} to {worst} of all {all}", **ends)
    return text("{place} with values ({bounds})", place=place, bounds=bounds)


def bounds_text(said: Mapping[str, Quantity]) -> Text | None:
    """Bounds of a rank among all provinces in words (rule 4).

    Parameters
    ----------
    said : mapping of str to Quantity
        One line of the standing: rank and of; likely_best and likely_worst where the
        rank has bounds.

    Returns
    -------
    Text or None
        Best and worst case of how many, and the likely case where it is narrower; None
        where all provinces have values.
    """
    rank, of = said["rank"], said["of"]
    if rank.low is None or rank.high is None:
        return None
    every = of.value + rank.high - rank.low
    best, worst = said["likely_best"], said["likely_worst"]
    bounds = {
        "best": Quantity(rank.low, "rank", BEST_RANK, rank.of),
        "worst": Quantity(rank.high, "rank", WORST_RANK, rank.of),
        "all": Quantity(every, "provinces", ALL_PROVINCES, of.of),
    }
    if (best.value, worst.value) == (rank.low, rank.high):
        return text("{best} to {worst} of all {all}", **bounds)
    if best.value == worst.value:
        likely = text("likely {likely}", likely=best)
    elif worst.value - best.value == 1:
        likely = text("likely {best} or {worst}", best=best, worst=worst)
    else:
        likely = text("likely {best} to {worst}", best=best, worst=worst)
    return text("{best} to {worst} of all {all}, {likely}", likely=likely, **bounds)


def _over(subject: Subject, indicator: str, years: tuple[int, ...]) -> pd.DataFrame:
    try:
        return subject.national.period_standing(indicator, years)
    except MissingValueError:
        return pd.DataFrame(columns=["province"])


def _rows(
    subject: Subject,
    indicator: str,
    table: pd.DataFrame,
    years: tuple[int, ...],
) -> Iterator[Row]:
    """Rows of one line of the standing table: one year, or the period."""
    facts, code = subject.facts, subject.province
    found = table[table["province"] == code]
    if found.empty:
        return
    place = found.iloc[0]
    yearly = len(years) == 1
    own, every = (address(indicator, where, years) for where in (code, "*"))
    base = {"indicator": indicator, "year": years[0] if yearly else 0}
    inputs: tuple[str, ...] = (own, every)
    if yearly:
        unit = str(facts.indicator(plain(indicator))["unit"])
        yield {**base, **_line("score", OBSERVATION, (own,), place["score"], unit)}
        yield {**base, **_line("z", Z_SCORE, inputs, place["z"], "z")}
    else:
        yield {**base, **_line("z", MEAN_Z_SCORE, inputs, place["z"], "z")}
        inputs = (
            identity(MEAN_Z_SCORE, (own, every)),
            identity(MEAN_Z_SCORE, (every, every)),
        )
    yield {
        **base,
        **_line("rank", RANK, inputs, place["rank"], "rank"),
        **_bounds(place),
    }
    yield {**base, **_line("of", COUNT, inputs[1:], place["of"], "provinces")}
    percentile = place["percentile"]
    yield {**base, **_line("percentile", PERCENTILE, inputs, percentile, "percentile")}
    if place["worst"] > place["best"]:
        for side in (LIKELY_BEST, LIKELY_WORST):
            yield {**base, **_line(side, side, inputs, place[side], "rank")}


def _line(what: str, measure: str, of: tuple[str, ...], value: float, unit: str) -> Row:
    return {
        "what": what,
        "measure": measure,
        "of": of,
        "value": float(value),
        "unit": unit,
    }


def _bounds(place: pd.Series) -> Row:
    if place["worst"] == place["best"]:
        return {}
    return {
        "low": float(place["best"]),
        "high": float(place["worst"]),
        "interval": "bounds",
    }


def _notes(subject: Subject, years: tuple[int, ...]) -> Iterator[Text]:
    """What the standing leaves out."""
    absent = [y for y in subject.national.years if y not in years]
    if absent:
        yield counted(
            "The period counts {number} year; the others have no value.",
            "The period counts {number} years; the others have no value.",
            len(years),
        )
