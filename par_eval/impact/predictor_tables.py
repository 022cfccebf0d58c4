"""Predictors of a synthetic control: made from columns, checked and scaled."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from par_eval.impact.panel import Panel
from par_eval.impact.panel_checks import named
from par_eval.values import ParEvalError

__all__ = ["predictor_table", "scaled_predictors"]


def predictor_table(
    frame: pd.DataFrame,
    means: Mapping[str, tuple[str, Collection[object]]],
    *,
    unit: str = "unit",
    time: str = "time",
) -> pd.DataFrame:
    """Means of columns over periods, by unit: the predictors of a synthetic control.

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    means : mapping of str to (str, collection)
        Name of each predictor, with the column and the periods that it is the mean of;
        periods in which a unit has no value do not count for it.
    unit, time : str
        Columns of units and periods.

    Returns
    -------
    DataFrame, units by predictors
        Missing where a unit has no value in any of the periods.

    Raises
    ------
    ParEvalError
        If a column is missing or holds text, or no row lies in the periods.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": list("aabb"), "time": [1, 2] * 2})
    >>> frame["income"] = [4.0, 6, 1, 2]
    >>> predictor_table(frame, {"income": ("income", [1, 2])})["income"].to_dict()
    {'a': 5.0, 'b': 1.5}
    """
    for name in (unit, time, *(column for column, _ in means.values())):
        if name not in frame.columns:
            raise ParEvalError(f"the frame has no column {name!r}")
    columns = {}
    for name, (column, periods) in means.items():
        if not pd.api.types.is_numeric_dtype(frame[column]):
            raise ParEvalError(f"column {column!r} holds text; give it as numbers")
        rows = frame[frame[time].isin(list(periods))]
        if rows.empty:
            raise ParEvalError(f"no row lies in the periods of predictor {name!r}")
        columns[name] = rows.groupby(unit)[column].mean()
    return pd.DataFrame(columns)


def scaled_predictors(
    panel: Panel, predictors: pd.DataFrame, what: str
) -> pd.DataFrame:
    """Predictors of the panel's units, each divided by its standard deviation.

    Parameters
    ----------
    panel : Panel
    predictors : DataFrame, units by predictors
    what : str
        What messages call them.

    Returns
    -------
    DataFrame, units by predictors
        In the order of the panel; the standard deviation is over all its units.

    Raises
    ------
    ParEvalError
        If they lack a unit, a value or variation, or outnumber the donors.
    """
    units = panel.outcomes.index
    lacking = units.difference(predictors.index)
    if len(lacking):
        raise ParEvalError(f"the {what} lack {named(lacking)}; add or leave them out")
    if predictors.index.has_duplicates or predictors.columns.has_duplicates:
        raise ParEvalError(f"the {what} name a unit or a predictor twice")
    if not all(pd.api.types.is_numeric_dtype(kind) for kind in predictors.dtypes):
        raise ParEvalError(f"the {what} hold text; give them as numbers")
    table = predictors.loc[units].astype(float)
    gone = units[~np.isfinite(table).all(axis="columns")]
    if len(gone):
        raise ParEvalError(
            f"the {what} of {named(gone)} are missing or infinite; leave out these "
            "units, or the predictors that they lack"
        )
    if not 0 < table.shape[1] <= len(panel.controls):
        raise ParEvalError(
            f"{table.shape[1]} predictors for {len(panel.controls)} donors; give at "
            "least one predictor and no more than there are donors"
        )
    spread = table.std()
    if not (spread > 0).all():
        raise ParEvalError(
            f"{named(table.columns[~(spread > 0)])}: the same for every unit, so it "
            "tells none from another; leave it out"
        )
    return table / spread
