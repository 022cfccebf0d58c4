"""Spans: plan periods of one programme that follow one another, taken together."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

__all__ = ["span_row", "spans_of"]


def spans_of(periods: pd.DataFrame, language: str) -> dict[str, tuple[str, ...]]:
    """Plan periods of each programme that has several, one after the other.

    Parameters
    ----------
    periods : DataFrame
        Table of plan periods.
    language : str
        Language in which programmes are told apart.

    Returns
    -------
    dict
        Names of the plan periods, in order, by the name of the span, which reads
        like that of a plan period.

    Examples
    --------
    >>> rows = {"period": ["1-2", "3-4", "5-6"], "start": [1, 3, 5], "end": [2, 4, 6]}
    >>> spans_of(pd.DataFrame(rows).assign(programme_en=["A", "A", "B"]), "en")
    {'1-4': ('1-2', '3-4')}
    """
    found = {}
    for run in _runs(periods, f"programme_{language}"):
        if len(run) > 1:
            name = f"{int(run[0]['start'])}-{int(run[-1]['end'])}"
            found[name] = tuple(str(row["period"]) for row in run)
    return found


def _runs(periods: pd.DataFrame, programme: str) -> Iterator[list[pd.Series]]:
    """Plan periods in order, cut at each gap and at each new programme."""
    run: list[pd.Series] = []
    for _, row in periods.sort_values("start").iterrows():
        if run:
            follows = int(row["start"]) == int(run[-1]["end"]) + 1
            if not follows or row.get(programme) != run[-1].get(programme):
                yield run
                run = []
        run.append(row)
    if run:
        yield run


def span_row(periods: pd.DataFrame, name: str, members: tuple[str, ...]) -> pd.Series:
    """Row of a span, in the form of the row of a plan period.

    Parameters
    ----------
    periods : DataFrame
        Table of plan periods.
    name : str
        Name of the span.
    members : tuple of str
        Its plan periods, in order.

    Returns
    -------
    Series
        Programme and source of the first plan period, the start of the first and the
        end of the last.

    Examples
    --------
    >>> rows = {"period": ["1-2", "3-4"], "start": [1, 3], "end": [2, 4]}
    >>> span_row(pd.DataFrame(rows), "1-4", ("1-2", "3-4")).to_dict()
    {'period': '1-4', 'start': 1, 'end': 4}
    """
    rows = periods.set_index("period", drop=False).loc[list(members)]
    row = rows.iloc[0].copy()
    row["period"], row["end"] = name, rows["end"].iloc[-1]
    return row.rename(None)
