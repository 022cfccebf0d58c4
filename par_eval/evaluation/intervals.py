"""Intervals of ranks for all provinces at once: from noise, and from the parts.

Both answer how far a place could have been another one; they are never mixed (rule 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from par_eval.facts import Facts
from par_eval.series import composition
from par_eval.series.indicators import direction
from par_eval.series.noise import Noise
from par_eval.series.rank_intervals import rank_intervals
from par_eval.series.standing import EXACT

__all__ = ["Interval", "noise_intervals", "parts_intervals"]


@dataclass(frozen=True)
class Interval:
    """Best and worst places of all provinces, and how they were found.

    Parameters
    ----------
    best, worst : Series
        Places by province code.
    """

    best: pd.Series
    worst: pd.Series


def noise_intervals(
    facts: Facts, standing: pd.DataFrame, found: Noise, years: int
) -> Interval:
    """Sensitivity of every place to noise: pairwise, stepwise, for each province.

    Parameters
    ----------
    facts : Facts
        Data package, for the threshold ``interval_level``.
    standing : DataFrame
        Standing of all provinces, in one year or over several, with z-scores.
    found : Noise
        Noise of the indicator.
    years : int
        Number of years that the z-scores average; noise falls with its root.

    Returns
    -------
    Interval
        Sensitivity intervals, never confidence intervals: the noise is estimated, and
        from above.
    """
    places = rank_intervals(
        standing.set_index("province")["z"],
        standard_errors=found.relative / float(np.sqrt(years)),
        level=facts.threshold("interval_level"),
    )
    return Interval(places["lower"], places["upper"])


def parts_intervals(
    facts: Facts,
    indicator: str,
    dimensions: Sequence[str],
    years: Sequence[int],
) -> Interval | None:
    """Sensitivity of every place to the choice of parts and their weights.

    Each published part is left out once, and the dimensions are once weighted alike,
    by the mean of their within-year z-scores. Over several years the within-year
    z-scores of each variant are averaged.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id of a whole.
    dimensions : sequence of str
        Its dimensions.
    years : sequence of int
        One year, or several.

    Returns
    -------
    Interval or None
        For the provinces with a value in each of the years; the published
        composition is among the variants. None where the whole has a single part.
    """
    editions = composition(facts, indicator)
    names = sorted({leaf for year in years for leaf in editions[year]})
    if len(names) < 2:
        return None
    whole, rest = _left_out(facts, editions, names, years)
    alike = _weighted_alike(facts, dimensions, years)
    tables = [whole, rest] if alike is None else [whole, rest, alike]
    means = pd.concat(tables) * direction(facts, indicator)
    known = means.loc[:, means.loc["whole"].notna()].dropna(how="all").round(EXACT)
    places = known.rank(axis=1, ascending=False, method="min")
    return Interval(places.min(), places.max())


def _left_out(
    facts: Facts,
    editions: dict[int, tuple[str, ...]],
    names: list[str],
    years: Sequence[int],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mean z-scores of the whole, and without each of its parts, by province."""
    wholes, rests = [], []
    for year in years:
        leaves = editions[year]
        parts = pd.DataFrame({leaf: facts.leaves[leaf].loc[year] for leaf in leaves}).T
        whole = parts.sum(skipna=False).to_frame("whole").T
        taken = parts.reindex(names if len(leaves) > 1 else []).reindex(names)
        wholes.append(_standardised(whole))
        rests.append(_standardised(taken.fillna(0.0).rsub(whole.loc["whole"], axis=1)))
    return _mean(wholes), _mean(rests)


def _weighted_alike(
    facts: Facts, dimensions: Sequence[str], years: Sequence[int]
) -> pd.DataFrame | None:
    """Mean z-scores of the dimensions, each year's dimensions counting alike.

    They are turned like the whole, of which a lower value may be the better one.
    """
    scores = [facts.series(name) for name in dimensions]
    tables = []
    for year in years:
        rows = [frame.loc[year] for frame in scores if year in frame.index]
        present = [row for row in rows if row.notna().any()]
        if len(present) < 2:
            return None
        mean = _standardised(pd.DataFrame(present)).mean(skipna=False)
        tables.append(mean.to_frame("alike").T)
    return _mean(tables)


def _standardised(rows: pd.DataFrame) -> pd.DataFrame:
    """Each row as z-scores."""
    return rows.sub(rows.mean(axis=1), axis=0).div(rows.std(axis=1, ddof=1), axis=0)


def _mean(tables: list[pd.DataFrame]) -> pd.DataFrame:
    return sum(tables[1:], tables[0]) / len(tables)
