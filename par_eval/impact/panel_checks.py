"""Checks of a panel: its columns and cells, its outcome and its treatment."""

from __future__ import annotations

import numpy as np
import pandas as pd

from par_eval.values import ParEvalError

__all__ = ["check_treatment", "check_varies", "named", "read_cells", "read_flags"]

NAMED = 5
"""Units that a message names; all others are counted."""


def read_cells(frame: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Units, periods and outcomes under their own names, each cell once.

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    columns : dict of str to str
        Columns of ``unit``, ``time`` and ``outcome``, and of others to carry along.

    Returns
    -------
    DataFrame
        With the keys of `columns` as its columns, in the rows of `frame`.

    Raises
    ------
    ParEvalError
        If a column is missing, an outcome is no number or infinite, a unit or a
        period is empty, or a unit stands twice in a period.

    Examples
    --------
    >>> frame = pd.DataFrame({"place": ["a"], "year": [1], "score": [2.0]})
    >>> names = {"unit": "place", "time": "year", "outcome": "score"}
    >>> read_cells(frame, names).columns.tolist()
    ['unit', 'time', 'outcome']
    """
    lacking = [name for name in columns.values() if name not in frame.columns]
    if lacking:
        raise ParEvalError(
            f"the frame has no column {lacking[0]!r}; it has "
            f"{', '.join(map(str, frame.columns))}"
        )
    cells = pd.DataFrame({key: frame[name] for key, name in columns.items()})
    if not pd.api.types.is_numeric_dtype(cells["outcome"]):
        raise ParEvalError(
            f"column {columns['outcome']!r} holds text; give the outcome as numbers"
        )
    if np.isinf(cells["outcome"]).any():
        raise ParEvalError(
            f"column {columns['outcome']!r} holds infinite values; leave such rows out"
        )
    for key in ("unit", "time"):
        if cells[key].isna().any():
            raise ParEvalError(
                f"column {columns[key]!r} is empty in some rows; fill it or leave "
                "these rows out"
            )
    twice = cells.duplicated(["unit", "time"])
    if twice.any():
        one = cells[twice].iloc[0]
        raise ParEvalError(
            f"unit {one['unit']!r} stands more than once in period {one['time']}; "
            "give each unit one row for each period"
        )
    return cells


def read_flags(frame: pd.DataFrame, treatment: str) -> pd.Series:
    """Who is treated when, as 1 and 0.

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    treatment : str
        Column that is 1 where a unit is treated in that period, else 0.

    Returns
    -------
    Series of float

    Raises
    ------
    ParEvalError
        If there is no such column, or it holds anything else.

    Examples
    --------
    >>> read_flags(pd.DataFrame({"treated": [0, 1]}), "treated").tolist()
    [0.0, 1.0]
    """
    if treatment not in frame.columns:
        raise ParEvalError(
            f"the frame has no column {treatment!r} that says who is treated when"
        )
    flags = frame[treatment]
    if not flags.isin([0, 1]).all():
        raise ParEvalError(
            f"column {treatment!r} holds other values than 0 and 1; it must be 1 where "
            "a unit is treated in that period, else 0"
        )
    return flags.astype(float)


def check_varies(values: pd.DataFrame | pd.Series, outcome: str) -> None:
    """Refuse an outcome from which nothing can be told.

    Parameters
    ----------
    values : DataFrame or Series
        All its values.
    outcome : str
        Column that they come from.

    Raises
    ------
    ParEvalError
        If it holds one value throughout.

    Examples
    --------
    >>> check_varies(pd.Series([1.0, 2.0]), "y")
    """
    if np.ptp(values.to_numpy(float)) == 0:
        raise ParEvalError(
            f"column {outcome!r} holds one value throughout, so nothing can be told "
            "from it; choose an outcome that varies"
        )


def check_treatment(
    outcomes: pd.DataFrame, treated: pd.DataFrame, treatment: str
) -> None:
    """Refuse a treatment from which no effect can be told.

    Parameters
    ----------
    outcomes : DataFrame
        Outcome, units by periods in order.
    treated : DataFrame
        Whether a unit is treated in a period, same shape.
    treatment : str
        Column that it comes from.

    Raises
    ------
    ParEvalError
        If nothing is left, the treatment switches off, no unit or every unit is
        treated, or no period lies before it.

    Examples
    --------
    >>> values = pd.DataFrame([[1.0, 2.0], [1.0, 1.5]])
    >>> check_treatment(values, pd.DataFrame([[0, 1], [0, 0]]), "treated")
    """
    if outcomes.empty:
        raise ParEvalError(
            "no unit and period is left once missing values are left out; choose the "
            "other way of dropping, or another window"
        )
    flags = treated.to_numpy(int)
    if (np.diff(flags, axis=1) < 0).any():
        off = outcomes.index[(np.diff(flags, axis=1) < 0).any(axis=1)]
        raise ParEvalError(
            f"the treatment of {named(off)} switches off in column {treatment!r}; "
            "these methods need a treatment that stays once it has begun"
        )
    ever = flags.any(axis=1)
    if not ever.any():
        raise ParEvalError(
            f"column {treatment!r} treats no unit, so there is no effect"
        )
    if ever.all():
        raise ParEvalError(
            f"column {treatment!r} treats every unit at some time, so no unit shows "
            "what would have happened without it"
        )
    if flags.any(axis=0).all():
        raise ParEvalError(
            "some unit is treated in every period, so nothing shows where it started; "
            "add periods before the treatment"
        )


def named(units: pd.Index) -> str:
    """Some units by name, the others counted.

    Parameters
    ----------
    units : Index

    Returns
    -------
    str

    Examples
    --------
    >>> named(pd.Index(list("abcdefg")))
    'a, b, c, d, e and 2 more'
    """
    first = ", ".join(str(one) for one in units[:NAMED])
    return f"{first} and {len(units) - NAMED} more" if len(units) > NAMED else first
