"""Observed values: those of a panel, and those that were printed one by one."""

from __future__ import annotations

import pandas as pd

__all__ = ["by_indicator", "located", "published_scores"]

COLUMNS = ["indicator", "province", "year", "value", "source"]


def published_scores(
    observations: pd.DataFrame, reported: pd.DataFrame
) -> pd.DataFrame:
    """Observations, and the printed scores that stand for one.

    Of scores that contradict each other, the data says which one stands for the
    observation, if any; they are never averaged.

    Parameters
    ----------
    observations : DataFrame
        Table of that name.
    reported : DataFrame
        Table of that name.

    Returns
    -------
    DataFrame
        Columns indicator, province, year, value and source.
    """
    scores = (reported["statistic"] == "score") & (reported["scope"] == "province")
    rows = reported[scores & (reported["used"] == "yes")]
    if rows.empty:
        return observations[COLUMNS]
    printed = rows.rename(columns={"place": "province"})[COLUMNS]
    return pd.concat([observations[COLUMNS], printed], ignore_index=True)


def by_indicator(published: pd.DataFrame, codes: pd.Series) -> dict[str, pd.DataFrame]:
    """Values of each indicator, years by provinces, every province present.

    Parameters
    ----------
    published : DataFrame
        Columns indicator, province, year and value.
    codes : Series
        Codes of all provinces.

    Returns
    -------
    dict of str to DataFrame
        Index year, columns province; NaN where nothing was published.
    """
    wide = {}
    for indicator, rows in published.groupby("indicator"):
        frame = rows.pivot(index="year", columns="province", values="value")
        wide[str(indicator)] = frame.reindex(columns=pd.Index(codes))
    return wide


def located(
    published: pd.DataFrame, reported: pd.DataFrame
) -> dict[tuple[str, int], dict[str, set[str]]]:
    """Sources by place, for each indicator and year.

    Parameters
    ----------
    published : DataFrame
        Result of `published_scores`.
    reported : DataFrame
        Table of that name; printed ranks and means count as well as scores.

    Returns
    -------
    dict
        Source ids by place, by indicator and year.
    """
    used = reported[reported["used"] == "yes"]
    found: dict[tuple[str, int], dict[str, set[str]]] = {}
    for frame, place in ((published, "province"), (used, "place")):
        columns = (frame[name] for name in ("indicator", "year", place, "source"))
        for indicator, year, where, source in zip(*columns, strict=True):
            places = found.setdefault((indicator, int(year)), {})
            places.setdefault(where, set()).add(source)
    return found
