"""Regression on a panel with unit and time effects, with its errors stated in full."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from par_eval.impact.panel_fit import EFFECTS, fit
from par_eval.impact.regression import Regression, regression
from par_eval.impact.regression_rows import read_rows
from par_eval.impact.robust_errors import NOT_NESTED

__all__ = ["fixed_effects"]


def fixed_effects(
    frame: pd.DataFrame,
    *,
    regressors: Sequence[str],
    unit: str = "unit",
    time: str = "time",
    outcome: str = "y",
    effects: Sequence[str] = EFFECTS,
    inference: str = "cluster",
    cluster: str | None = None,
    counted: str | int = NOT_NESTED,
    missing: str = "refuse",
    level: float = 0.95,
) -> Regression:
    """Regression on a panel with unit and time effects (Wooldridge 2010, chapter 10).

    The effects are taken out by the within transformation, exactly also where the
    panel is unbalanced.

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    regressors : sequence of str
        Columns of numbers that explain the outcome.
    unit, time, outcome : str
        Columns of units, periods and outcomes.
    effects : sequence of {"unit", "time"}
        Effects to take out; none gives a pooled regression with an intercept.
    inference : {"cluster", "CR0", "conventional", "HC1", "HC3"}
        Standard errors: robust to errors that hang together within clusters (CR1 with
        its small-sample factor, or CR0 without), under independent errors of one
        variance, or robust to unequal variances.
    cluster : str or None
        Column of clusters; None takes each unit for one.
    counted : {"not_nested", "all"} or int
        Parameters K in the factor of CR1: without effects that are nested in
        clusters, with every dummy, or this number. K is stated in the result.
    missing : {"refuse", "drop_units", "drop_periods", "drop_rows"}
        What to do where a unit lacks a value in some period.
    level : float
        Coverage of the intervals.

    Returns
    -------
    Regression

    Raises
    ------
    ParEvalError
        If the rows cannot be read (`read_rows`), an option is not known, a regressor
        does not vary beside the effects and the others, or too few rows or clusters
        are left for errors.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": list("aabbcc"), "time": [1, 2] * 3})
    >>> frame["x"] = [0, 0, 0, 1, 0, 2]
    >>> frame["y"] = [1.0, 2.0, 1.0, 4.1, 1.0, 6.0]
    >>> fixed_effects(frame, regressors=["x"]).table().round(3).loc["x", "coefficient"]
    np.float64(2.0)
    """
    fitted = fit(
        read_rows(
            frame,
            unit=unit,
            time=time,
            outcome=outcome,
            regressors=regressors,
            cluster=cluster,
            missing=missing,
        ),
        regressors,
        effects,
    )
    return regression(fitted, inference, counted, level)
