"""Deviations: scores and moves against the mean of the provinces in each year."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from par_eval.facts import Facts
from par_eval.series import CHANGE, plain
from par_eval.values import Measure, Quantity, address, define, identity, text

__all__ = [
    "RELATIVE_CHANGE",
    "cases_of_others",
    "deviations",
    "moved",
    "moves_of_others",
    "relative_change_of",
]

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
    first, last = years
    own = tuple(address(indicator, province, year) for year in (last, first))
    plainly, against = (
        float(frame.at[last, province] - frame.at[first, province])
        for frame in (values, relative)
    )
    of = relative_change_of(indicator, province, years)
    return (
        Quantity(plainly, unit, CHANGE, own),
        Quantity(against, unit, RELATIVE_CHANGE, of),
    )


def relative_change_of(
    indicator: str, province: str, years: tuple[int, int]
) -> tuple[str, str]:
    """What a change against the mean is made of: the two distances, the last first.

    Parameters
    ----------
    indicator : str
        Indicator id.
    province : str
        Province code.
    years : (int, int)
        First and last year.

    Returns
    -------
    (str, str)
        Ids of the distances.

    Examples
    --------
    >>> relative_change_of("a", "P1", (2011, 2012))[0]
    'deviation(a/P1/2012, year_mean(a/*/2012))'
    """
    last, first = (
        identity(
            DEVIATION,
            (
                address(indicator, province, year),
                identity(YEAR_MEAN, (address(indicator, "*", year),)),
            ),
        )
        for year in years[::-1]
    )
    return last, first


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
    facts, indicator, province, run, lags
        As of `cases_of_others`.

    Returns
    -------
    ndarray
        One row for each province and year with all three values: prior move and later
        move, each against the mean of the provinces.
    """
    found = cases_of_others(facts, indicator, province, run, lags)
    return found[["prior", "later"]].to_numpy(float)


def cases_of_others(
    facts: Facts,
    indicator: str,
    province: str,
    run: Sequence[int],
    lags: tuple[int, int],
) -> pd.DataFrame:
    """Moves of the other provinces by province and year, and what each did afterwards.

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
    DataFrame
        One row for each province and year with all three values: ``province``,
        ``year`` (in which the prior move ends), and the moves ``prior`` and ``later``,
        each against the mean of the provinces.
    """
    frame = deviations(facts, indicator).drop(columns=province)
    back, ahead = lags
    found = [pd.DataFrame(columns=["province", "year", "prior", "later"])]
    for year in run:
        if {year - back, year + ahead} <= set(run):
            moves = pd.DataFrame(
                {
                    "year": year,
                    "prior": frame.loc[year] - frame.loc[year - back],
                    "later": frame.loc[year + ahead] - frame.loc[year],
                }
            )
            found.append(moves.dropna().rename_axis("province").reset_index())
    return pd.concat(found[1:] or found, ignore_index=True)
