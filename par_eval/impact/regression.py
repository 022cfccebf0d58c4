"""Coefficients of a regression on a panel, with errors of a stated kind."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import stats  # type: ignore[import-untyped]

from par_eval.impact.panel_fit import Fit
from par_eval.impact.robust_errors import (
    NOT_NESTED,
    cluster_covariance,
    conventional_covariance,
    counted_parameters,
    heteroskedastic_covariance,
    small_sample_factor,
)
from par_eval.values import ParEvalError

__all__ = ["ERRORS", "Regression", "regression"]

ERRORS = ("cluster", "CR0", "conventional", "HC1", "HC3")
"""Standard errors of a regression."""


@dataclass(frozen=True)
class Regression:
    """Coefficients of a regression with their covariance, and how it was made.

    Parameters
    ----------
    coefficients : Series
        Coefficient of each regressor (the index).
    covariance : DataFrame
        Their covariance.
    inference : str
        The one method that errors, intervals and p-values come from.
    degrees_of_freedom : int
        Of the t distribution of intervals and p-values.
    level : float
        Coverage of the intervals.
    diagnostics : dict
        Numbers of rows, units, periods, clusters and parameters.
    notes : tuple of str
        What was dropped, in sentences.
    """

    coefficients: pd.Series
    covariance: pd.DataFrame
    inference: str
    degrees_of_freedom: int
    level: float = 0.95
    diagnostics: dict[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def table(self) -> pd.DataFrame:
        """One row for each regressor: coefficient, error, interval and p-value."""
        errors = np.sqrt(np.diag(self.covariance))
        values = self.coefficients.to_numpy()
        reach = stats.t.ppf((1 + self.level) / 2, self.degrees_of_freedom) * errors
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = np.abs(values) / errors
        return pd.DataFrame(
            {
                "coefficient": values,
                "standard_error": errors,
                "lower": values - reach,
                "upper": values + reach,
                "p_value": 2 * stats.t.sf(ratios, self.degrees_of_freedom),
            },
            index=self.coefficients.index,
        )


def regression(
    fitted: Fit,
    inference: str = "cluster",
    counted: str | int = NOT_NESTED,
    level: float = 0.95,
) -> Regression:
    """The coefficients of a fit, with standard errors of the kind asked for.

    Parameters
    ----------
    fitted : Fit
        A regression.
    inference, counted, level : str, str or int, float
        As in `fixed_effects`.

    Returns
    -------
    Regression

    Raises
    ------
    ParEvalError
        If an option is not known, or too few rows or clusters are left for errors.
    """
    if inference not in ERRORS:
        raise ParEvalError(
            f"inference={inference!r} is not known; expected one of {', '.join(ERRORS)}"
        )
    if not 0 < level < 1:
        raise ParEvalError(f"level={level} is not between 0 and 1; give such as 0.95")
    covariance, freedom, words = _errors(fitted, inference, counted)
    return Regression(
        pd.Series(fitted.coefficients, index=list(fitted.names)),
        pd.DataFrame(covariance, index=list(fitted.names), columns=list(fitted.names)),
        words,
        freedom,
        level,
        {
            "rows": len(fitted.outcome),
            "units": len(fitted.rows.unit_names),
            "periods": len(fitted.rows.time_names),
            "parameters": fitted.parameters,
        },
        fitted.rows.notes,
    )


def _errors(
    fitted: Fit, inference: str, counted: str | int
) -> tuple[np.ndarray, int, str]:
    """Covariance, degrees of freedom, and what they are in words."""
    rows, parameters = len(fitted.outcome), fitted.parameters
    both = (fitted.regressors, fitted.residuals)
    free = rows - parameters
    if free < 1:
        raise ParEvalError(
            f"{rows} rows are too few for {parameters} parameters; give more periods "
            "or units, or leave out regressors"
        )
    if inference in ("cluster", "CR0"):
        return _clustered(fitted, inference, counted)
    student = f"t with {free} degrees of freedom"
    if inference == "conventional":
        return (
            conventional_covariance(*both, parameters),
            free,
            (f"least squares, errors independent with one variance, {student}"),
        )
    leverage = None
    if inference == "HC3":
        leverage = fitted.within.extended(fitted.regressors).leverage
    found = heteroskedastic_covariance(*both, parameters, leverage)
    return found, free, f"heteroskedasticity-robust ({inference}), {student}"


def _clustered(
    fitted: Fit, inference: str, counted: str | int
) -> tuple[np.ndarray, int, str]:
    rows, clusters = len(fitted.outcome), fitted.rows.clusters
    groups = int(clusters.max()) + 1
    if groups < 2:
        raise ParEvalError("one cluster is too few for errors; choose another column")
    factor, words = 1.0, "CR0, no factor"
    if inference == "cluster":
        number = counted_parameters(
            counted, len(fitted.names), fitted.within.rank, fitted.effects, clusters
        )
        if number >= rows:
            raise ParEvalError(f"counted={number} is not below the {rows} rows")
        factor = small_sample_factor(groups, rows, number)
        words = f"CR1, K = {number}"
    found = cluster_covariance(fitted.regressors, fitted.residuals, clusters, factor)
    return (
        found,
        groups - 1,
        (
            f"cluster-robust ({words}, {groups} clusters, "
            f"t with {groups - 1} degrees of freedom)"
        ),
    )
