"""Families: comparisons looked at together, whose error Holm holds (rule 12)."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["adjusted", "holm"]


def holm(shares: pd.Series, level: float) -> pd.Series:
    """Which of a family of tests stand out when the family's error is held.

    Parameters
    ----------
    shares : Series
        p-values.
    level : float
        Familywise error.

    Returns
    -------
    Series of bool

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure,
    Scandinavian Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> holm(pd.Series([0.01, 0.04, 0.03]), 0.05).tolist()
    [True, False, False]
    """
    ordered = shares.sort_values(kind="stable")
    limits = level / np.arange(len(ordered), 0, -1)
    return (ordered <= limits).cummin().reindex(shares.index)


def adjusted(shares: pd.Series) -> pd.Series:
    """p-values after Holm: the least familywise level at which each stands out.

    Parameters
    ----------
    shares : Series
        p-values.

    Returns
    -------
    Series

    Examples
    --------
    >>> adjusted(pd.Series([0.01, 0.04, 0.03])).round(2).tolist()
    [0.03, 0.06, 0.06]
    """
    ordered = shares.sort_values(kind="stable")
    steps = ordered * np.arange(len(ordered), 0, -1)
    return steps.cummax().clip(upper=1.0).reindex(shares.index)
