"""Regressors of a segmented regression."""

from __future__ import annotations

import numpy as np
import pandas as pd

from par_eval.values import ParEvalError

__all__ = ["FORMS", "check_points", "segmented_design"]

FORMS = {
    "level_and_slope": ("slope_before", "level_change", "slope_change"),
    "level": ("slope_before", "level_change"),
    "mean": ("level_change",),
}
"""What may change, and the terms that each form has beside the intercept."""


def segmented_design(
    values: pd.DataFrame, form: str, zero: float, level_at: float
) -> pd.DataFrame:
    """Regressors of a form (Linden 2015, equation 1).

    Parameters
    ----------
    values : DataFrame
        Index period, column ``treated``.
    form : {"level_and_slope", "level", "mean"}
    zero, level_at : float
        Where time is zero, and where the change of level is read off.

    Returns
    -------
    DataFrame, points by terms
    """
    time = values.index.to_numpy(float)
    treated = values["treated"].to_numpy(float)
    columns = {
        "intercept": np.ones(len(time)),
        "slope_before": time - zero,
        "level_change": treated,
        "slope_change": treated * (time - level_at),
    }
    kept = ("intercept", *FORMS[form])
    return pd.DataFrame({name: columns[name] for name in kept}, index=values.index)


def check_points(design: pd.DataFrame, treated: np.ndarray, form: str) -> None:
    """Refuse a form that the points cannot carry.

    Parameters
    ----------
    design : DataFrame, points by terms
    treated : ndarray of bool, points
    form : {"level_and_slope", "level", "mean"}

    Raises
    ------
    ParEvalError
        If the points are too few or a covariate repeats other columns.
    """
    before, after = int((~treated).sum()), int(treated.sum())
    wanted = (1 if form == "mean" else 2, 2 if form == "level_and_slope" else 1)
    if before < wanted[0] or after < wanted[1] or len(design) <= design.shape[1]:
        raise ParEvalError(
            f"{before} points before and {after} from the treatment on are too few "
            f"for {design.shape[1]} coefficients; choose a simpler form or a longer "
            "series"
        )
    if np.linalg.matrix_rank(design.to_numpy(float)) < design.shape[1]:
        raise ParEvalError(
            "the covariates repeat each other or the line; leave one of them out"
        )
