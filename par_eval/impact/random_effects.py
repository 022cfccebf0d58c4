"""Regression on a panel with random unit effects."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from par_eval.impact.panel_fit import INTERCEPT, fit
from par_eval.impact.regression import Regression
from par_eval.impact.regression_rows import read_rows
from par_eval.impact.robust_errors import conventional_covariance
from par_eval.impact.within import group_sums
from par_eval.values import ParEvalError

__all__ = ["random_effects"]

ROUNDING = 1e-18
"""Share of the outcome's variance below which that of errors is rounding."""


def random_effects(
    frame: pd.DataFrame,
    *,
    regressors: Sequence[str],
    unit: str = "unit",
    time: str = "time",
    outcome: str = "y",
    missing: str = "refuse",
    level: float = 0.95,
) -> Regression:
    """Regression with random unit effects on a balanced panel (Swamy and Arora 1972).

    The variance of the errors comes from the regression within units, that of the
    unit effects from the regression between their means (never below zero); then the
    share theta of each unit's mean is taken out of outcome, regressors and intercept
    (Wooldridge 2010, equations 10.75-10.77).

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    regressors : sequence of str
        Columns of numbers that explain the outcome; each varies within units.
    unit, time, outcome : str
        Columns of units, periods and outcomes.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a unit lacks a value in some period.
    level : float
        Coverage of the intervals.

    Returns
    -------
    Regression
        With an intercept; ``theta`` in its diagnostics.

    Raises
    ------
    ParEvalError
        If the rows cannot be read, a regressor does not vary within units, there are
        no more units than parameters, or nothing is left for errors.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": list("aaabbbccc"), "time": [1, 2, 3] * 3})
    >>> frame["x"] = [0, 1, 2, 1, 2, 3, 2, 3, 4]
    >>> frame["y"] = [1.2, 1.9, 3.2, 2.0, 2.7, 4.0, 3.2, 3.9, 5.2]
    >>> random_effects(frame, regressors=["x"]).coefficients.round(3).to_dict()
    {'x': 1.0, 'intercept': 1.033}
    """
    if missing == "drop_rows":
        raise ParEvalError(
            "random effects need a balanced panel; choose missing='drop_units' or "
            "missing='drop_periods'"
        )
    rows = read_rows(
        frame, unit=unit, time=time, outcome=outcome, regressors=regressors,
        missing=missing,
    )  # fmt: skip
    names = [*regressors, INTERCEPT]
    columns = np.column_stack(
        [rows.outcome, rows.regressors, np.ones_like(rows.outcome)]
    )
    periods = len(rows.time_names)
    means = group_sums(rows.units, columns) / periods
    within = fit(rows, regressors, ("unit",))
    free = len(means) - len(names)
    if free < 1 or len(columns) - within.parameters < 1:
        raise ParEvalError(
            f"{len(means)} units in {periods} periods are too few for {len(names)} "
            "coefficients with random effects; give more, or leave out regressors"
        )
    error = within.residuals @ within.residuals / (len(columns) - within.parameters)
    if error <= ROUNDING * np.var(rows.outcome):
        raise ParEvalError(
            "units and regressors explain every row exactly, so nothing shows how "
            "large errors are; check whether the outcome is made from the regressors"
        )
    between, _ = _least_squares(means)
    effect = max(between @ between / free - error / periods, 0.0)
    theta = 1 - np.sqrt(error / (error + periods * effect))
    shifted = columns - theta * means[rows.units]
    residuals, coefficients = _least_squares(shifted)
    covariance = conventional_covariance(shifted[:, 1:], residuals, len(names))
    freedom = len(columns) - len(names)
    return Regression(
        pd.Series(coefficients, index=names),
        pd.DataFrame(covariance, index=names, columns=names),
        f"random effects, errors independent with one variance, t with {freedom} "
        "degrees of freedom",
        freedom,
        level,
        {"theta": float(theta), "rows": len(columns), "units": len(means)},
        rows.notes,
    )


def _least_squares(columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Residuals and coefficients of the first column on the others."""
    found, *_ = np.linalg.lstsq(columns[:, 1:], columns[:, 0], rcond=None)
    return columns[:, 0] - columns[:, 1:] @ found, found
