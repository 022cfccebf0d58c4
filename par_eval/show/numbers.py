"""Traced numbers of exhibits that are not part of the evaluation itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from par_eval.facts import OBSERVATION, Facts
from par_eval.series import COUNT, RANK, plain, standing
from par_eval.values import Measure, MissingValueError, address, define, text

__all__ = ["columns_of", "distribution", "empty", "rank_history"]

Row = dict[str, object]

NOT_A_TARGET = text("A target: it moves with the provinces.")

MEDIAN = define(
    Measure(
        key="median",
        sentence=text("Median of the provinces that have a value"),
        not_for=NOT_A_TARGET,
        operation="median",
        decimals=2,
        function="show.numbers.distribution",
    )
)
LOWER_QUARTILE = define(
    Measure(
        key="lower_quartile",
        sentence=text("Lower quartile (25th percentile) of the provinces with a value"),
        not_for=NOT_A_TARGET,
        operation="percentile",
        decimals=2,
        function="show.numbers.distribution",
    )
)
UPPER_QUARTILE = define(
    Measure(
        key="upper_quartile",
        sentence=text("Upper quartile (75th percentile) of the provinces with a value"),
        not_for=NOT_A_TARGET,
        operation="percentile",
        decimals=2,
        function="show.numbers.distribution",
    )
)


def columns_of(*keys: str) -> list[str]:
    """Columns of a traced frame with some key columns first.

    Parameters
    ----------
    *keys : str
        Key columns, which together name a row.

    Returns
    -------
    list of str

    Examples
    --------
    >>> columns_of("year", "what")[:4]
    ['year', 'what', 'measure', 'of']
    """
    return [*keys, "measure", "of", "value", "low", "high", "unit", "interval"]


def empty() -> pd.DataFrame:
    """Traced frame without rows, for exhibits whose numbers stand in their words.

    Returns
    -------
    DataFrame
    """
    return pd.DataFrame(columns=pd.Index(columns_of()))


def distribution(
    facts: Facts, indicator: str, province: str, years: Iterable[int]
) -> pd.DataFrame:
    """Score of a province beside median and quartiles of all, year by year.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    province : str
        Province code.
    years : iterable of int
        Years.

    Returns
    -------
    DataFrame
        Traced frame with the key columns ``indicator``, ``year`` and ``what``:
        score, median, lower_quartile, upper_quartile, region (median of the
        province's region). Values that were not published have no row.
    """
    rows: list[Row] = []
    frame = facts.series(indicator)
    for year in years:
        if year in frame.index and frame.loc[year].notna().any():
            rows += _year_rows(facts, indicator, province, year, frame.loc[year])
    return pd.DataFrame(rows, columns=columns_of("indicator", "year", "what"))


def _year_rows(
    facts: Facts, indicator: str, province: str, year: int, values: pd.Series
) -> Iterator[Row]:
    every = (address(indicator, "*", year),)
    region = facts.region_of(province)
    near = values[list(facts.members(region))]
    unit = str(facts.indicator(plain(indicator))["unit"])
    own = (address(indicator, province, year),)
    around = (address(indicator, f"@{region}", year),)
    lines = [
        ("score", OBSERVATION, own, values[province]),
        ("median", MEDIAN, every, values.median()),
        ("lower_quartile", LOWER_QUARTILE, every, values.quantile(0.25)),
        ("upper_quartile", UPPER_QUARTILE, every, values.quantile(0.75)),
        ("region", MEDIAN, around, near.median()),
    ]
    for what, measure, of, value in lines:
        if pd.notna(value):
            yield {
                "indicator": indicator,
                "year": year,
                "what": what,
                "measure": measure,
                "of": of,
                "value": float(value),
                "unit": unit,
            }


def rank_history(
    facts: Facts, indicator: str, province: str, years: Iterable[int]
) -> pd.DataFrame:
    """Rank of a province among those with a value, year by year, with its bounds.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    province : str
        Province code.
    years : iterable of int
        Years.

    Returns
    -------
    DataFrame
        Traced frame with the key columns ``indicator``, ``year`` and ``what``
        (rank, of); the rank's low and high are its bounds among all provinces.
    """
    rows: list[Row] = []
    for year in years:
        try:
            table = standing(facts, indicator, year).set_index("province")
        except MissingValueError:
            continue
        if province in table.index:
            rows += _rank_rows(indicator, province, year, table.loc[province])
    return pd.DataFrame(rows, columns=columns_of("indicator", "year", "what"))


def _rank_rows(
    indicator: str, province: str, year: int, place: pd.Series
) -> Iterator[Row]:
    own, every = (address(indicator, where, year) for where in (province, "*"))
    key = {"indicator": indicator, "year": year}
    bounds = place["worst"] > place["best"]
    yield {
        **key,
        "what": "rank",
        "measure": RANK,
        "of": (own, every),
        "value": float(place["rank"]),
        "low": float(place["best"]) if bounds else None,
        "high": float(place["worst"]) if bounds else None,
        "unit": "rank",
        "interval": "bounds" if bounds else None,
    }
    yield {
        **key,
        "what": "of",
        "measure": COUNT,
        "of": (every,),
        "value": float(place["of"]),
        "unit": "provinces",
    }
