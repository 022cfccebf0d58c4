"""Rows of a regression on a panel, checked; an unbalanced panel only when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from par_eval.impact.panel import MISSING
from par_eval.impact.panel_checks import check_varies, named, read_cells
from par_eval.values import ParEvalError

__all__ = ["MISSING_ROWS", "Rows", "read_rows"]

MISSING_ROWS = (*MISSING, "drop_rows")
"""What may be done with rows that lack a value; the last leaves a panel unbalanced."""


@dataclass(frozen=True)
class Rows:
    """Outcome and regressors of one unit in one period a row, with codes of both.

    Parameters
    ----------
    outcome : ndarray
        Outcome, shape (rows,).
    regressors : ndarray
        Regressors, shape (rows, regressors).
    units, times, clusters : ndarray
        Position of each row's unit, period and cluster among their names.
    unit_names, time_names : Index
        Units and periods in order.
    notes : tuple of str
        What was dropped, in sentences.
    """

    outcome: np.ndarray
    regressors: np.ndarray
    units: np.ndarray
    times: np.ndarray
    clusters: np.ndarray
    unit_names: pd.Index
    time_names: pd.Index
    notes: tuple[str, ...] = ()

    @property
    def balanced(self) -> bool:
        """Whether every unit has a row in every period."""
        return len(self.outcome) == len(self.unit_names) * len(self.time_names)


def read_rows(
    frame: pd.DataFrame,
    *,
    unit: str,
    time: str,
    outcome: str,
    regressors: Sequence[str],
    cluster: str | None = None,
    missing: str = "refuse",
) -> Rows:
    """Read a long frame into rows of a regression, or say what is wrong with it.

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    unit, time, outcome : str
        Columns of units, periods and outcomes.
    regressors : sequence of str
        Columns of numbers that explain the outcome.
    cluster : str or None
        Column of clusters; None takes each unit for one.
    missing : {"refuse", "drop_units", "drop_periods", "drop_rows"}
        What to do where a unit lacks a value or a whole row: refuse, leave out the
        units that lack any, the periods in which any lacks one, or only these rows.

    Returns
    -------
    Rows
        Sorted by unit, then by period.

    Raises
    ------
    ParEvalError
        If there are no rows, a column is missing, holds no numbers, infinite or one
        value only, a unit stands twice in a period, or a value is missing and may not
        be dropped.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["b", "a"], "time": 1, "y": [2.0, 4.0], "x": 1})
    >>> rows = read_rows(
    ...     frame, unit="unit", time="time", outcome="y", regressors=["x"]
    ... )
    >>> rows.outcome.tolist(), rows.balanced
    ([4.0, 2.0], True)
    """
    if missing not in MISSING_ROWS:
        raise ParEvalError(
            f"missing={missing!r} is not known; expected one of "
            f"{', '.join(MISSING_ROWS)}"
        )
    if frame.empty:
        raise ParEvalError("the frame has no rows; give one for each unit and period")
    cells = read_cells(frame, {"unit": unit, "time": time, "outcome": outcome})
    for place, name in enumerate(regressors):
        cells[place] = _numbers(frame, name)
    cells["cluster"] = _clusters(frame, unit if cluster is None else cluster)
    kept, notes = _complete(cells, missing)
    check_varies(kept["outcome"], outcome)
    kept = kept.sort_values(["unit", "time"])
    units, unit_names = pd.factorize(kept["unit"], sort=True)
    times, time_names = pd.factorize(kept["time"], sort=True)
    return Rows(
        kept["outcome"].to_numpy(float),
        kept[list(range(len(regressors)))].to_numpy(float),
        units,
        times,
        pd.factorize(kept["cluster"])[0],
        pd.Index(unit_names, name=unit),
        pd.Index(time_names, name=time),
        notes,
    )


def _numbers(frame: pd.DataFrame, name: str) -> pd.Series:
    if name not in frame.columns:
        raise ParEvalError(
            f"the frame has no column {name!r}; it has "
            f"{', '.join(map(str, frame.columns))}"
        )
    if not pd.api.types.is_numeric_dtype(frame[name]):
        raise ParEvalError(
            f"column {name!r} holds text; give regressors as numbers, and groups as "
            "columns of 0 and 1"
        )
    values = frame[name].astype(float)
    if np.isinf(values).any():
        raise ParEvalError(
            f"column {name!r} holds infinite values; leave such rows out"
        )
    return values


def _clusters(frame: pd.DataFrame, name: str) -> pd.Series:
    if name not in frame.columns:
        raise ParEvalError(f"the frame has no column {name!r} that names the clusters")
    if frame[name].isna().any():
        raise ParEvalError(
            f"column {name!r} is empty in some rows; every row needs a cluster"
        )
    return frame[name]


def _complete(
    cells: pd.DataFrame, missing: str
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Rows with every value, and what was left out so that they have."""
    cells = cells.assign(
        whole=cells.drop(columns="cluster").notna().all(axis="columns")
    )
    grid = cells.pivot(index="unit", columns="time", values="whole")
    lacks = ~grid.eq(True)
    if not lacks.to_numpy().any():
        return cells, ()
    count = int(lacks.to_numpy().sum())
    units = lacks.index[lacks.any(axis="columns")]
    periods = lacks.columns[lacks.any(axis="index")]
    if missing == "refuse":
        raise ParEvalError(
            f"{count} rows are missing or lack a value, for {named(units)} in "
            f"{named(periods)}; choose missing='drop_units', 'drop_periods' or "
            "'drop_rows'"
        )
    if missing == "drop_rows":
        kept = cells[cells["whole"]]
        note = (
            f"{count} rows are missing or lack a value and were left out, for "
            f"{named(units)} in {named(periods)}: the panel need not be balanced."
        )
    elif missing == "drop_units":
        kept = cells[~cells["unit"].isin(units)]
        note = f"Left out for missing values: {len(units)} units ({named(units)})."
    else:
        kept = cells[~cells["time"].isin(periods)]
        note = (
            f"Left out for missing values: {len(periods)} periods ({named(periods)})."
        )
    if kept.empty:
        raise ParEvalError(
            "no row is left once missing values are left out; choose another way of "
            "dropping, or another window"
        )
    return kept, (note,)
