"""Standing among all provinces within a year, and over a period."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from par_eval.facts import Facts
from par_eval.series.indicators import direction
from par_eval.series.likely import likely_means, likely_scores
from par_eval.series.parts import plain
from par_eval.values import Measure, MissingValueError, define, text

__all__ = [
    "COUNT",
    "MEAN_Z_SCORE",
    "PERCENTILE",
    "RANK",
    "Z_SCORE",
    "period_standing",
    "rank_in",
    "standing",
    "z_scores",
]

RELATIVE = text("Better or worse than before: a place answers relative to others.")

RANK = define(
    Measure(
        key="rank",
        sentence=text("Place among the provinces that have a value, the best is first"),
        not_for=RELATIVE,
        operation="rank",
        decimals=0,
        function="series.standing",
    )
)
PERCENTILE = define(
    Measure(
        key="percentile",
        sentence=text("Percentile among the provinces that have a value, best is 100"),
        not_for=RELATIVE,
        operation="percentile",
        decimals=1,
        function="series.standing",
    )
)
Z_SCORE = define(
    Measure(
        key="z_score",
        sentence=text("Distance from the mean of the provinces in standard deviations"),
        not_for=RELATIVE,
        operation="z_score",
        decimals=2,
        function="series.standing",
        signed=True,
    )
)
MEAN_Z_SCORE = define(
    Measure(
        key="mean_z_score",
        sentence=text("Mean over the years of the distance from each year's mean"),
        not_for=RELATIVE,
        operation="mean_z_score",
        decimals=2,
        function="series.period_standing",
        signed=True,
    )
)
COUNT = define(
    Measure(
        key="count",
        sentence=text("Number of provinces that have a value"),
        not_for=text("The number of all provinces: some may have no value."),
        operation="count",
        decimals=0,
        function="series.standing",
    )
)


EXACT = 9
"""Decimals that count in a rank: sums of equal parts must tie, whatever their order."""


def standing(facts: Facts, indicator: str, year: int) -> pd.DataFrame:
    """Standing of every province in one year (rule 4).

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    year : int
        Year.

    Returns
    -------
    DataFrame
        One row per province with a value, the best first: ``province``, ``score``,
        ``rank`` ``of`` how many, ``percentile`` (0-100), ``z`` (sample standard
        deviation), ``group`` (the publisher's own, missing where the data has
        none), and the bounds of the rank among all provinces: ``best``, ``worst``,
        ``likely_best``, ``likely_worst``. The likely case puts the missing parts of
        a province between the quartiles of those who have them.

    Raises
    ------
    MissingValueError
        If no province has a value in that year.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> standing(facts, headline, 2019)[["rank", "of"]].iloc[0].tolist()
    [1, 63]
    """
    frame = facts.series(indicator)
    if year not in frame.index or frame.loc[year].notna().sum() < 2:
        raise MissingValueError(f"{indicator} has no standing in {year}: no values")
    scores = frame.loc[year]
    sign = direction(facts, indicator)
    low, high = likely_scores(facts, indicator, year)
    if sign < 0:
        low, high = -high, -low
    table = _ranked(scores, scores * sign, low, high, _z(scores) * sign)
    return table.assign(group=table["province"].map(_groups(facts, indicator, year)))


def _groups(facts: Facts, indicator: str, year: int) -> dict[str, str]:
    """The publisher's own groups by province; a group that is disputed is left out."""
    table = facts.table("groups")
    rows = table[(table["indicator"] == plain(indicator)) & (table["year"] == year)]
    named = rows.groupby("province")["group"].agg(set)
    return {str(code): found.pop() for code, found in named.items() if len(found) == 1}


def period_standing(
    facts: Facts, indicator: str, years: Sequence[int] | int, end: int | None = None
) -> pd.DataFrame:
    """Standing over several years: the mean of the within-year z-scores (rule 4).

    Only z-scores within a year are averaged, so breaks between the years do not
    matter; the result answers "relative to others".

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    years : sequence of int, or int
        The years; or the first one, with `end`.
    end : int, optional
        Last year, if `years` is the first.

    Returns
    -------
    DataFrame
        As `standing`, among the provinces that have a value in each year; ``score``
        and ``z`` are the mean z-score.

    Raises
    ------
    MissingValueError
        If fewer than two provinces have all the years.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> int(period_standing(facts, headline, 2016, 2020)["of"].iloc[0])
    61
    """
    wanted = list(range(years, (end or years) + 1)) if isinstance(years, int) else years
    frame = z_scores(facts, indicator)
    absent = [year for year in wanted if year not in frame.index]
    means = frame.loc[list(wanted)].mean(skipna=False) if not absent else pd.Series()
    if means.notna().sum() < 2:
        raise MissingValueError(
            f"{indicator} has no province with a value in each of "
            f"{', '.join(str(year) for year in wanted)}"
        )
    low, high = likely_means(facts, indicator, wanted, frame)
    return _ranked(means, means, low, high, means)


def z_scores(facts: Facts, indicator: str) -> pd.DataFrame:
    """Within-year z-scores, years by provinces, higher is better.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.

    Returns
    -------
    DataFrame
        Index year, columns province; sample standard deviation of the year.
    """
    return facts.series(indicator).apply(_z, axis=1) * direction(facts, indicator)


def rank_in(facts: Facts, indicator: str, scores: pd.Series, province: str) -> float:
    """Rank of one province among those that have a score; the best is 1 (rule 4).

    Parameters
    ----------
    facts : Facts
        Data package, for the direction of the indicator.
    indicator : str
        Indicator id, with or without a span.
    scores : Series
        Scores or changes, indexed by province code.
    province : str
        Code of the province.

    Returns
    -------
    float
        Ties share the better rank; NaN where the province has no score.
    """
    goodness = (scores * direction(facts, indicator)).round(EXACT)
    return float(goodness.rank(ascending=False, method="min")[province])


def _z(scores: pd.Series) -> pd.Series:
    return (scores - scores.mean()) / scores.std(ddof=1)


def _ranked(
    scores: pd.Series,
    goodness: pd.Series,
    low: pd.Series,
    high: pd.Series,
    z: pd.Series,
) -> pd.DataFrame:
    """Ranks by goodness (higher is better), with bounds for provinces without one."""
    known = goodness.dropna().round(EXACT)
    ranks = known.rank(ascending=False, method="min").astype(int)
    middle = known.rank(ascending=False, method="average")
    frame = pd.DataFrame(
        {
            "score": scores[known.index],
            "rank": ranks,
            "of": len(known),
            "percentile": 100 * (len(known) - middle) / (len(known) - 1),
            "z": z[known.index],
            "group": pd.Series(np.nan, index=known.index, dtype=object),
            "best": ranks,
            "worst": ranks + int(goodness.isna().sum()),
            "likely_best": ranks + _ahead(low, known),
            "likely_worst": ranks + _ahead(high, known),
        }
    )
    ordered = frame.sort_values(["rank"], kind="stable")
    return ordered.rename_axis("province").reset_index()


def _ahead(bound: pd.Series, known: pd.Series) -> np.ndarray:
    """How many of the provinces without a value would lie ahead of each with one."""
    ahead = bound.round(EXACT).to_numpy()[None, :] > known.to_numpy()[:, None]
    return ahead.sum(axis=1)
