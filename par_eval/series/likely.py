"""Likely scores of provinces whose values are missing, for the bounds of ranks.

Nothing here fills a gap: the values only say how far the places of others may move.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from par_eval.facts import Facts
from par_eval.series.indicators import composition, direction

__all__ = ["likely_means", "likely_scores"]


def likely_scores(
    facts: Facts, indicator: str, year: int
) -> tuple[pd.Series, pd.Series]:
    """Likely lowest and highest score of each province that has none.

    The parts that are present count as published; the sum of the missing ones lies
    between the quartiles of the provinces that have them (rule 4).

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
    low, high : Series
        By province, for those without a score.
    """
    leaves = composition(facts, indicator)[year]
    parts = pd.DataFrame({leaf: facts.leaves[leaf].loc[year] for leaf in leaves})
    ends = [facts.threshold("likely_lower"), facts.threshold("likely_upper")]
    likely: dict[str, np.ndarray] = {}
    for province, row in parts[parts.isna().any(axis=1)].iterrows():
        others = parts.loc[:, row.isna()].sum(axis=1, skipna=False)
        likely[str(province)] = row.sum() + others.quantile(ends).to_numpy()
    table = pd.DataFrame(likely, index=[0, 1], dtype=float)
    return table.loc[0], table.loc[1]


def likely_means(
    facts: Facts, indicator: str, years: Sequence[int], z: pd.DataFrame
) -> tuple[pd.Series, pd.Series]:
    """Likely lowest and highest mean z-score of the provinces that lack a year.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    years : sequence of int
        Years that are averaged.
    z : DataFrame
        Within-year z-scores, years by provinces, higher is better.

    Returns
    -------
    low, high : Series
        By province, for those that lack a year.
    """
    sign = direction(facts, indicator)
    scores = facts.series(indicator)
    filled = [z.loc[list(years)].copy(), z.loc[list(years)].copy()]
    for year in years:
        mean, deviation = scores.loc[year].mean(), scores.loc[year].std(ddof=1)
        bounds = likely_scores(facts, indicator, year)
        for table, bound in zip(filled, bounds[::sign], strict=True):
            table.loc[year, bound.index] = (bound - mean) / deviation * sign
    incomplete = z.loc[list(years)].isna().any()
    low, high = (table.mean().loc[incomplete] for table in filled)
    return low, high
