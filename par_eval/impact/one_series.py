"""One series with a day on which something began, read from a long frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from par_eval.impact.panel import read_panel
from par_eval.impact.panel_checks import check_varies, named
from par_eval.values import ParEvalError

__all__ = ["OneSeries", "read_series"]

KEPT = (
    *("outcome", "control", "treated", "intercept"),
    *("slope_before", "level_change", "slope_change"),
)
"""Names that further columns may not have, since the regression gives them itself."""


@dataclass(frozen=True)
class OneSeries:
    """Points of one series in order of time.

    Parameters
    ----------
    values : DataFrame
        Index period, in order; columns ``outcome`` (of the treated), ``control``
        (what is taken off it, 0 without a control series), ``treated`` (bool) and
        whatever else was asked for.
    notes : tuple of str
        What was dropped or averaged, in sentences.
    """

    values: pd.DataFrame
    notes: tuple[str, ...] = ()


def read_series(
    frame: pd.DataFrame,
    *,
    unit: str | None,
    time: str,
    outcome: str,
    treatment: str,
    others: Sequence[str] = (),
    missing: str = "refuse",
) -> OneSeries:
    """Read one series, or the treated units and a control series beside them.

    Parameters
    ----------
    frame : DataFrame
        One row for each period, or for each unit and period.
    unit : str or None
        Column of units; None where the frame is one series.
    time, outcome, treatment : str
        Columns; periods are numbers, treatment is 1 from its start on, else 0.
    others : sequence of str
        Further columns of numbers; only where the frame is one series.
    missing : {"refuse", "drop_units", "drop_periods"}
        As in `read_panel`.

    Returns
    -------
    OneSeries

    Raises
    ------
    ParEvalError
        If a column is missing or holds text, a period stands twice or is not a
        number, a value is missing and may not be dropped, or the treatment never
        begins, begins at once or switches off.

    Examples
    --------
    >>> frame = pd.DataFrame({"time": [1, 2, 3], "y": [5.0, 6, 9], "treated": 0})
    >>> frame.loc[2, "treated"] = 1
    >>> read_series(
    ...     frame, unit=None, time="time", outcome="y", treatment="treated"
    ... ).values["treated"].tolist()
    [False, False, True]
    """
    if time in frame.columns and not pd.api.types.is_numeric_dtype(frame[time]):
        raise ParEvalError(
            f"column {time!r} holds no numbers; give periods as numbers, such as years "
            "or the count of months"
        )
    if unit is not None:
        return _beside_controls(frame, unit, time, outcome, treatment, others, missing)
    _check_columns(frame, time, outcome, treatment)
    taken = {time, outcome, treatment, *KEPT}.intersection(others)
    if taken or len(set(others)) < len(others):
        raise ParEvalError(
            f"{', '.join(sorted(taken or others))}: a further column stands once, with "
            "its own name; this one already has a part. Give it another name"
        )
    values = _numbers(frame, [outcome, *others])
    values.index = pd.Index(frame[time], name=time)
    values = values.rename(columns={outcome: "outcome"})
    values.insert(1, "control", 0.0)
    values.insert(2, "treated", frame[treatment].to_numpy() == 1)
    series = _complete(OneSeries(values.sort_index()), missing)
    _check_start(series.values["treated"].to_numpy(bool), treatment)
    check_varies(series.values["outcome"], outcome)
    return series


def _beside_controls(
    frame: pd.DataFrame,
    unit: str,
    time: str,
    outcome: str,
    treatment: str,
    others: Sequence[str],
    missing: str,
) -> OneSeries:
    """Means of the treated and of the never treated units."""
    if others:
        raise ParEvalError(
            f"{named(pd.Index(others))}: further columns are taken only where the "
            "frame is one series (unit=None); leave them out, or the control series"
        )
    panel = read_panel(
        frame,
        unit=unit,
        time=time,
        outcome=outcome,
        treatment=treatment,
        missing=missing,
    )
    if not panel.simultaneous:
        raise ParEvalError(
            f"{named(panel.treated_units)} start in different periods; estimate them "
            "one by one, or use `staggered`"
        )
    values = pd.DataFrame(
        {
            "outcome": panel.outcomes.loc[panel.treated_units].mean(),
            "control": panel.outcomes.loc[panel.controls].mean(),
            "treated": panel.treated.any(),
        }
    )
    note = f"Control series: the mean of {named(panel.controls)}, taken off."
    return OneSeries(values, (*panel.notes, note))


def _check_columns(
    frame: pd.DataFrame, time: str, outcome: str, treatment: str
) -> None:
    for name in (time, outcome, treatment):
        if name not in frame.columns:
            raise ParEvalError(
                f"the frame has no column {name!r}; it has "
                f"{', '.join(map(str, frame.columns))}"
            )
    if frame[time].isna().any():
        raise ParEvalError(f"column {time!r} is empty in some rows; fill it")
    twice = frame.loc[frame[time].duplicated(), time]
    if len(twice):
        raise ParEvalError(
            f"period {twice.iloc[0]} stands more than once; give one row for each "
            "period, or name the column of units"
        )
    if not frame[treatment].isin([0, 1]).all():
        raise ParEvalError(
            f"column {treatment!r} holds other values than 0 and 1; it must be 1 from "
            "the start of the treatment on, else 0"
        )


def _numbers(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    for name in names:
        if name not in frame.columns:
            raise ParEvalError(f"the frame has no column {name!r}")
        if not pd.api.types.is_numeric_dtype(frame[name]):
            raise ParEvalError(f"column {name!r} holds text; give it as numbers")
        if np.isinf(frame[name]).any():
            raise ParEvalError(f"column {name!r} holds infinite values; leave them out")
    return frame[list(names)].astype(float)


def _complete(series: OneSeries, missing: str) -> OneSeries:
    lacks = series.values.index[series.values.isna().any(axis="columns")]
    if not len(lacks):
        return series
    if missing != "drop_periods":
        raise ParEvalError(
            f"values are missing in {named(lacks)}; choose missing='drop_periods' "
            "(one series has no other unit to leave out)"
        )
    note = (
        f"Left out for missing values: {len(lacks)} periods ({named(lacks)}); lags "
        "count the points that are left."
    )
    return OneSeries(series.values.drop(lacks), (*series.notes, note))


def _check_start(treated: np.ndarray, treatment: str) -> None:
    if not treated.any():
        raise ParEvalError(
            f"column {treatment!r} treats no period, so there is no effect"
        )
    if treated.all():
        raise ParEvalError(
            f"column {treatment!r} treats every period, so nothing shows what was "
            "before; add periods before the treatment"
        )
    if (np.diff(treated.astype(int)) < 0).any():
        raise ParEvalError(
            f"column {treatment!r} switches off; these methods need a treatment that "
            "stays once it has begun"
        )
