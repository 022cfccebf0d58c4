"""Deviations: scores and moves against the mean of the provinces in each year."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from par_eval.facts import Facts
from par_eval.series import CHANGE, plain
from par_eval.values import Measure, Quantity, address, define, identity, text

__all__ = ["deviations", "moved", "moves_of_others"]

NO_EFFECT = text("The effect of a reform: other provinces changed as well.")

YEAR_MEAN = define(
    Measure(
        key="year_mean",
        sentence=text("Mean of the provinces that have a value in the year"),
        not_for=text("Comparison with a year on the other side of a break."),
        operation="mean",
        decimals=2,
        function="evaluation.benchmarks",
    )
)
DEVIATION = define(
    Measure(
        key="deviation",
        sentence=text("Score less the mean of the provinces in the year"),
        not_for=text("Better or worse than before: it answers relative to others."),
        operation="difference",
        decimals=2,
        function="evaluation.benchmarks",
        signed=True,
    )
)
RELATIVE_CHANGE = define(
    Measure(
        key="relative_change",
        sentence=text("Change of the distance from the mean of the provinces"),
        not_for=NO_EFFECT,
        operation="difference",
        decimals=2,
        function="evaluation.benchmarks",
        signed=True,
    )
)


def deviations(facts: Facts, indicator: str) -> pd.DataFrame:
    """Values less the mean of the provinces that have one in the year.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.

    Returns
    -------
    DataFrame
        Index year, columns province.
    """
    frame = facts.series(indicator)
    return frame.sub(frame.mean(axis=1), axis=0)


def moved(
    facts: Facts, indicator: str, province: str, years: tuple[int, int]
) -> tuple[Quantity, Quantity]:
    """Change of a province between two years, plain and against the mean.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    province : str
        Province code.
    years : (int, int)
        First and last year; the province has a value in both.

    Returns
    -------
    change, relative : Quantity
        In the unit of the indicator.
    """
    values, relative = facts.series(indicator), deviations(facts, indicator)
    unit = str(facts.indicator(plain(indicator))["unit"])
    ends = years[::-1]
    own = [address(indicator, province, year) for year in ends]
    means = [identity(YEAR_MEAN, (address(indicator, "*", y),)) for y in ends]
    of = [identity(DEVIATION, pair) for pair in zip(own, means, strict=True)]
    plainly, against = (
        float(frame.at[ends[0], province] - frame.at[ends[1], province])
        for frame in (values, relative)
    )
    return (
        Quantity(plainly, unit, CHANGE, tuple(own)),
        Quantity(against, unit, RELATIVE_CHANGE, tuple(of)),
    )


def moves_of_others(
    facts: Facts,
    indicator: str,
    province: str,
    run: Sequence[int],
    lags: tuple[int, int],
) -> np.ndarray:
    """Moves of the other provinces, and what each did afterwards.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    province : str
        Code of the province that is left out.
    run : sequence of int
        Years without a hard break between them.
    lags : (int, int)
        Calendar years of the prior move, and of what follows.

    Returns
    -------
    ndarray
        One row for each province and year with all three values: prior move and later
        move, each against the mean of the provinces.
    """
    frame = deviations(facts, indicator).drop(columns=province)
    back, ahead = lags
    rows = []
    for year in run:
        if {year - back, year + ahead} <= set(run):
            prior = frame.loc[year] - frame.loc[year - back]
            later = frame.loc[year + ahead] - frame.loc[year]
            table = np.column_stack([prior, later])
            rows.append(table[~np.isnan(table).any(axis=1)])
    return np.concatenate(rows) if rows else np.empty((0, 2))
