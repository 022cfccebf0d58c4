"""Outliers: years that lie far from their neighbours, named trough or peak (rule 1)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from par_eval.facts import Facts
from par_eval.series import segments

__all__ = ["flags", "outliers"]


def outliers(facts: Facts, indicator: str) -> pd.DataFrame:
    """Distance of each value from its two nearest years, in pooled deviations.

    Values are taken as deviations from the year's mean over provinces, within runs
    without a hard break; at the ends of a run the two nearest years lie on one side.
    The standard deviation is pooled over all provinces and years (rule 1). A year
    beyond the threshold ``outlier_z`` is no neighbour: the others of its province are
    measured again without it, so that it does not make outliers of them.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.

    Returns
    -------
    DataFrame
        Index year, columns province; NaN where a value has no two neighbours.
    """
    values = facts.series(indicator)
    deviations = values.sub(values.mean(axis=1), axis=0)
    runs = [values.index.get_indexer(list(run)) for run in segments(facts, indicator)]
    table = deviations.to_numpy()
    distances = _distances(table, runs)
    known = distances[~np.isnan(distances)]
    pooled = float(np.sqrt((known**2).mean())) if known.size else 0.0
    if pooled == 0:
        return pd.DataFrame(distances, values.index, values.columns)
    limit = facts.threshold("outlier_z")
    scores = distances / pooled
    for column in np.flatnonzero((np.abs(scores) > limit).any(axis=0)):
        scores[:, column] = _peeled(table[:, column], runs, pooled, limit)
    return pd.DataFrame(scores, values.index, values.columns)


def flags(table: pd.DataFrame, limit: float) -> dict[str, dict[int, str]]:
    """Outlying years of every province that has any.

    Parameters
    ----------
    table : DataFrame
        Result of `outliers`.
    limit : float
        Distance beyond which a year is named.

    Returns
    -------
    dict
        ``trough`` or ``peak`` by year, by province.
    """
    found: dict[str, dict[int, str]] = {}
    scores = table.to_numpy()
    for row, column in zip(*np.nonzero(np.abs(scores) > limit), strict=True):
        kind = "trough" if scores[row, column] < 0 else "peak"
        found.setdefault(str(table.columns[column]), {})[int(table.index[row])] = kind
    return found


def _peeled(
    values: np.ndarray, runs: list[np.ndarray], pooled: float, limit: float
) -> np.ndarray:
    """Distances of one province, its outliers taken out one by one, the worst first."""
    left = values.copy()
    found: dict[int, float] = {}
    while True:
        scores = _distances(left[:, None], runs)[:, 0] / pooled
        size = np.nan_to_num(np.abs(scores))
        worst = int(size.argmax())
        if size[worst] <= limit:
            break
        found[worst] = scores[worst]
        left[worst] = np.nan
    for position, score in found.items():
        scores[position] = score
    return scores


def _distances(table: np.ndarray, runs: list[np.ndarray]) -> np.ndarray:
    """Distances of all values of years by provinces, run by run."""
    result = np.full(table.shape, np.nan)
    for run in runs:
        result[run] = np.apply_along_axis(_from_neighbours, 0, table[run])
    return result


def _from_neighbours(values: np.ndarray) -> np.ndarray:
    """Each value minus the mean of its two nearest years with a value."""
    result = np.full(len(values), np.nan)
    known = np.flatnonzero(~np.isnan(values))
    if len(known) < 3:
        return result
    present = values[known]
    middle = present.copy()
    middle[1:-1] -= (present[:-2] + present[2:]) / 2
    middle[0] -= present[1:3].mean()
    middle[-1] -= present[-3:-1].mean()
    result[known] = middle
    return result
