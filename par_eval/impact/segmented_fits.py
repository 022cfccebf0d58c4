"""Fits of a segmented regression, linear and of counts, with their covariances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri, stdtr, stdtrit  # type: ignore[import-untyped]

from par_eval.impact.long_run_variance import andrews_bandwidth, quadratic_spectral
from par_eval.values import ParEvalError

__all__ = ["ERRORS", "Fit", "counts_fit", "linear_fit"]

ERRORS = ("newey_west", "andrews", "conventional")
"""Errors that a linear fit can have."""


@dataclass(frozen=True)
class Fit:
    """Coefficients, their covariance, and the law that tests go by.

    Parameters
    ----------
    coefficients : ndarray, terms
    covariance : ndarray, terms by terms
    degrees : float or None
        Degrees of freedom of the t law; None takes the normal law.
    inference : str
        Where the covariance comes from, in words.
    diagnostics : dict of str to object
        What the fit is judged by.
    """

    coefficients: np.ndarray
    covariance: np.ndarray
    degrees: float | None
    inference: str
    diagnostics: dict[str, object]

    def tested(self, value: Any, error: Any, level: float) -> tuple[Any, Any, Any]:
        """Ends of the interval and two-sided p-value.

        Parameters
        ----------
        value, error : float or ndarray
        level : float
            Coverage of the interval.

        Returns
        -------
        (lower, upper, p-value), each as `value`
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = -np.abs(np.divide(value, error))
        tail = (1 + level) / 2
        if self.degrees is None:
            reach, p = ndtri(tail), 2 * ndtr(ratio)
        else:
            reach, p = stdtrit(self.degrees, tail), 2 * stdtr(self.degrees, ratio)
        return value - reach * error, value + reach * error, p


def linear_fit(
    design: pd.DataFrame,
    values: pd.DataFrame,
    errors: str,
    lag: int,
    small_sample: bool,
    zero: float,
) -> Fit:
    """Least squares, with errors of the kind asked for.

    Parameters
    ----------
    design : DataFrame, points by terms
    values : DataFrame
        Columns ``outcome`` and ``control``, as in `OneSeries`.
    errors : {"newey_west", "andrews", "conventional"}
    lag : int
        Of Newey and West, in points.
    small_sample : bool
        Whether the covariance gets the factor n / (n - k).
    zero : float
        Where time is zero, to be told.

    Returns
    -------
    Fit
    """
    # statsmodels takes a second to import, which whoever uses no regression saves
    from statsmodels.regression.linear_model import OLS

    difference = values["outcome"] - values["control"]
    model = OLS(difference.to_numpy(), design.to_numpy(float))
    plain = model.fit()
    points, terms = design.shape
    diagnostics: dict[str, object] = {}
    factor = "with" if small_sample else "without"
    law = f"t law, {points - terms} degrees of freedom; time is zero at {zero:g}"
    if errors == "newey_west":
        weights = np.maximum(1 - np.arange(points) / (lag + 1), 0)
        name = f"Newey-West, lag {lag}, {factor} n/(n-k)"
        diagnostics["lag"] = lag
    elif errors == "andrews":
        scores = design.to_numpy(float) * plain.resid[:, None]
        width = andrews_bandwidth(scores, design.columns != "intercept")
        weights = quadratic_spectral(points, width)
        name = f"Andrews HAC, quadratic spectral, bandwidth {width:.3g}, "
        name += f"{factor} n/(n-k)"
        diagnostics["bandwidth"] = width
    else:
        name, used = "ordinary least squares, independent errors", plain
    if errors != "conventional":
        used = model.fit(
            cov_type="HAC",
            cov_kwds={
                "maxlags": points - 1,
                "kernel": lambda lags: weights[: lags + 1],
                "use_correction": small_sample,
            },
        )
    residuals = plain.resid
    diagnostics["residual_standard_deviation"] = float(np.sqrt(plain.scale))
    if (size := float((residuals**2).sum())) > 0:
        diagnostics["durbin_watson"] = float((np.diff(residuals) ** 2).sum() / size)
    return Fit(
        np.asarray(used.params),
        np.asarray(used.cov_params()),
        float(points - terms),
        f"{name} ({law})",
        diagnostics,
    )


def counts_fit(
    design: pd.DataFrame, outcome: pd.Series, exposed: pd.Series, dispersed: bool
) -> Fit:
    """Poisson regression by its canonical link.

    Parameters
    ----------
    design : DataFrame, points by terms
    outcome, exposed : Series, points
        Counts, and what they are in proportion to.
    dispersed : bool
        Whether errors are multiplied by the root of Pearson's dispersion.

    Returns
    -------
    Fit

    Raises
    ------
    ParEvalError
        If a count is negative or what it is in proportion to is not above zero.
    """
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    if (outcome < 0).any() or (exposed <= 0).any():
        raise ParEvalError(
            "counts must not be negative and their offset must be above zero; correct "
            "them or choose model='linear'"
        )
    model = GLM(
        outcome.to_numpy(),
        design.to_numpy(float),
        family=Poisson(),
        offset=np.log(exposed.to_numpy()),
    )
    used = model.fit(scale="X2" if dispersed else 1.0, tol=1e-10)
    dispersion = float(used.pearson_chi2 / (len(design) - design.shape[1]))
    name = "quasi-Poisson, errors by the dispersion" if dispersed else "Poisson"
    return Fit(
        np.asarray(used.params),
        np.asarray(used.cov_params()),
        None,
        f"{name} (normal law)",
        {"dispersion": dispersion},
    )
