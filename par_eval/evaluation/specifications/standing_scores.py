"""Standing scores: the whole of each year, put together in each defensible way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from par_eval.evaluation.subject import National
from par_eval.series import composition, leaves_of
from par_eval.series.indicators import direction
from par_eval.series.standing import EXACT

__all__ = ["YEARLY", "distances", "percentiles", "standing_scores"]

_KNOWN: WeakKeyDictionary[National, dict[tuple[str, str, str], pd.DataFrame]]
_KNOWN = WeakKeyDictionary()
"""What was put together before, shared by all provinces of a period."""


def standing_scores(
    national: National,
    *,
    whole: str = "sum",
    parts: str = "complete",
    without: str = "",
) -> pd.DataFrame:
    """Score of every province in each year of the period, higher is better.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    whole : str
        How the dimensions make a whole: ``sum``, as published; ``geometric_mean``;
        ``equal_spread``, the mean of their z-scores; ``rank_average``, the mean of
        their percentiles; ``equal_parts``, the mean of the z-scores of the smallest
        parts.
    parts : {"complete", "common_parts"}
        Whether all parts count, or those that all provinces with any value have.
    without : str
        Dimension that is left out; empty for none.

    Returns
    -------
    DataFrame
        Years by provinces; missing where a province lacks a part that counts, and in
        a year that leaves nothing to put together.

    References
    ----------
    OECD and JRC (2008), Handbook on Constructing Composite Indicators, steps 5 and 6.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> national = evaluate("Ca Mau", "2016-2020").national
    >>> standing_scores(national, whole="geometric_mean").shape
    (5, 63)
    """
    known = _KNOWN.setdefault(national, {})
    key = (whole, parts, without)
    if key not in known:
        known[key] = _put_together(national, *key)
    return known[key]


def _put_together(
    national: National, whole: str, parts: str, without: str
) -> pd.DataFrame:
    facts, name = national.facts, national.headline
    gone = set(leaves_of(facts, without)) if without else set()
    rows = {}
    for year, leaves in composition(facts, name).items():
        if year in national.years:
            table = np.column_stack([facts.leaves[leaf].loc[year] for leaf in leaves])
            kept = np.array([leaf not in gone for leaf in leaves])
            if parts == "common_parts":
                asked = ~np.isnan(table).all(axis=1)
                kept &= ~np.isnan(table[asked]).any(axis=0)
            if kept.any():
                names = [
                    leaf for leaf, stays in zip(leaves, kept, strict=True) if stays
                ]
                groups = _groups(national, names)
                rows[year] = WHOLES[whole](table[:, kept], groups)
    columns = facts.series(name).columns
    found = pd.DataFrame.from_dict(rows, orient="index", columns=columns, dtype=float)
    return found * direction(facts, name)


def _groups(national: National, leaves: list[str]) -> np.ndarray:
    """Which of the parts belong to each dimension: dimensions by parts."""
    names = national.facts.parts.get(national.headline, ())
    of = [set(leaves_of(national.facts, name)) for name in names]
    rows = [[leaf in below for leaf in leaves] for below in of]
    kept = np.array([row for row in rows if any(row)], dtype=float)
    return kept if len(kept) else np.ones((1, len(leaves)))


def _sum(table: np.ndarray, _: np.ndarray) -> np.ndarray:
    return table.sum(axis=1)


def _geometric_mean(table: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Missing for all where a score is not above zero: the mean is not defined."""
    scores = _dimensions(table, groups)
    if (scores <= 0).any():
        return np.full(len(scores), np.nan)
    return np.exp(np.log(scores).mean(axis=1))


def _equal_spread(table: np.ndarray, groups: np.ndarray) -> np.ndarray:
    return distances(_dimensions(table, groups).T).mean(axis=0)


def _rank_average(table: np.ndarray, groups: np.ndarray) -> np.ndarray:
    return percentiles(_dimensions(table, groups).T).mean(axis=0)


def _equal_parts(table: np.ndarray, _: np.ndarray) -> np.ndarray:
    return distances(table.T).mean(axis=0)


WHOLES: Mapping[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "sum": _sum,
    "geometric_mean": _geometric_mean,
    "equal_spread": _equal_spread,
    "rank_average": _rank_average,
    "equal_parts": _equal_parts,
}
"""Ways to put a whole together, from provinces by parts; the default first."""


def _dimensions(table: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Sum of the parts of each dimension, provinces by dimensions."""
    lacks = np.isnan(table)
    sums = np.where(lacks, 0.0, table) @ groups.T
    sums[(lacks @ groups.T) > 0] = np.nan
    return sums


def distances(rows: np.ndarray) -> np.ndarray:
    """Each row as distances from its mean, in its standard deviations.

    Parameters
    ----------
    rows : ndarray
        Scores, the provinces along the last axis.

    Returns
    -------
    ndarray
        Same shape; zero in a row whose values are all the same.
    """
    frame = pd.DataFrame(rows.reshape(-1, rows.shape[-1]))
    spread = frame.std(axis=1, ddof=1).round(EXACT).replace(0.0, 1.0)
    away = frame.sub(frame.mean(axis=1), axis=0).div(spread, axis=0)
    return away.to_numpy(float).reshape(rows.shape)


def percentiles(rows: np.ndarray) -> np.ndarray:
    """Each row as percentiles; 100 for the highest value.

    Parameters
    ----------
    rows : ndarray
        Scores, the provinces along the last axis.

    Returns
    -------
    ndarray
        Same shape; missing where a row has fewer than two values.
    """
    frame = pd.DataFrame(rows.reshape(-1, rows.shape[-1])).round(EXACT)
    middle = frame.rank(axis=1, method="average")
    of = frame.notna().sum(axis=1)
    found = middle.sub(1).div((of - 1).where(of > 1), axis=0) * 100
    return found.to_numpy(float).reshape(rows.shape)


YEARLY: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "mean_z": distances,
    "mean_percentile": percentiles,
}
"""What is averaged over the years of a period; the default first."""
