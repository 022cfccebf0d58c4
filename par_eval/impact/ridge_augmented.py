"""Ridge-augmented synthetic control: a synthetic control less its estimated bias."""

from __future__ import annotations

import numpy as np
import pandas as pd

from par_eval.impact.assignments import observed_assignment
from par_eval.impact.estimate import Estimate
from par_eval.impact.panel import read_panel
from par_eval.impact.simplex import simplex_weights
from par_eval.impact.synthetic_control import effects_of
from par_eval.values import ParEvalError

__all__ = ["ridge_augmented"]

RULES = ("one_standard_error", "minimum")
PENALTIES, SPAN = 41, 1e-8
"""Penalties that cross-validation tries, and the smallest as a share of the largest."""
FEWEST_PERIODS = 3
"""Periods before treatment that cross-validation needs."""


def ridge_augmented(
    frame: pd.DataFrame,
    *,
    unit: str = "unit",
    time: str = "time",
    outcome: str = "y",
    treatment: str = "treated",
    missing: str = "refuse",
    penalty: float | None = None,
    rule: str = "one_standard_error",
) -> Estimate:
    """Synthetic control corrected by ridge regression (Ben-Michael and others 2021).

    What the synthetic control misses before treatment is taken off by a ridge
    regression of outcomes on earlier outcomes among the donors, all centred at the
    donors' mean (their section 3.2). The result is again a weighting of the donors,
    with sum one, in which weights may be negative: weights of the synthetic control
    plus ``(x1 - X0'w)' (X0'X0 + penalty I)^-1 x_i`` for donor i (their lemma 1).

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    unit, time, outcome, treatment : str
        Columns; `treatment` is 1 where a unit is treated in that period.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a unit lacks a value.
    penalty : float, optional
        In squared units of the outcome; the larger, the nearer to the synthetic
        control. Left out, it is cross-validated: every period before treatment in turn
        is predicted from the others.
    rule : {"one_standard_error", "minimum"}
        The largest penalty whose error is within one standard error of the lowest, or
        the one with the lowest.

    Returns
    -------
    Estimate
        With unit weights, effects by period, and in `diagnostics` the penalty, the
        root mean squared gap before treatment with and without the correction, the
        sum of the negative weights, and the errors of cross-validation (a frame by
        penalty). It holds no inference.

    Raises
    ------
    ParEvalError
        If the panel is not fit for it, the penalty is not above zero, the rule is not
        known, or the periods are too few to cross-validate.

    References
    ----------
    Ben-Michael, Feller and Rothstein (2021), The augmented synthetic control method,
    Journal of the American Statistical Association 116(536), 1789-1803,
    doi 10.1080/01621459.2021.1929245.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": list("aaaabbbbcccc"), "time": [1, 2, 3, 4] * 3})
    >>> frame["y"] = [1.0, 2, 3, 4, 3, 2, 4, 5, 4, 5, 6, 9]
    >>> frame["treated"] = [0] * 11 + [1]
    >>> found = ridge_augmented(frame, penalty=1e9)
    >>> found.weights["unit"].round(6).abs().to_dict()
    {'a': 0.0, 'b': 1.0}
    """
    if rule not in RULES:
        raise ParEvalError(
            f"rule={rule!r} is not known; expected one of {', '.join(RULES)}"
        )
    if penalty is not None and not penalty > 0:
        raise ParEvalError(f"penalty={penalty!r} is not above zero")
    panel = read_panel(
        frame, unit=unit, time=time, outcome=outcome, treatment=treatment,
        missing=missing,
    )  # fmt: skip
    actual = observed_assignment(panel)
    own = actual.shares[0] @ actual.outcomes
    donors = actual.outcomes[actual.allowed[0]]
    middle = donors[:, : actual.pre].mean(axis=0)
    controls, treated = donors[:, : actual.pre] - middle, own[: actual.pre] - middle
    errors = pd.DataFrame()
    if penalty is None:
        errors = _cross_validated(controls, treated)
        penalty = _chosen(errors, rule)
    plain = simplex_weights(_form(controls, treated)).weights
    missed = treated - plain @ controls
    eye = np.eye(actual.pre)
    slopes = np.linalg.solve(controls.T @ controls + penalty * eye, missed)
    weights = plain + controls @ slopes
    gaps = own - weights @ donors
    before, after = gaps[: actual.pre], gaps[actual.pre :]
    pre, post = (float(np.sqrt((part**2).mean())) for part in (before, after))
    return Estimate(
        "ridge-augmented synthetic control",
        float(after.mean()),
        weights={"unit": pd.Series(weights, panel.controls)},
        effects=effects_of(panel, gaps),
        diagnostics={
            "penalty": float(penalty),
            "pre_rmspe": pre,
            "pre_rmspe_without": float(np.sqrt((missed**2).mean())),
            "post_rmspe": post,
            "rmspe_ratio": post / pre if pre else float("inf"),
            "negative_weight": float(weights[weights < 0].sum()),
            "pre_periods": actual.pre,
            "cross_validation": errors,
        },
        notes=panel.notes,
    )


def _form(controls: np.ndarray, treated: np.ndarray) -> np.ndarray:
    """Quadratic form of the squared gap, shape (..., donors, donors)."""
    apart = controls - treated[..., None, :]
    return apart @ np.swapaxes(apart, -1, -2)


def _cross_validated(controls: np.ndarray, treated: np.ndarray) -> pd.DataFrame:
    """Mean squared error of predicting each period from the others, by penalty.

    Their section 5.3. Weights and regression are fitted again without the period that
    is predicted, for all periods at once.
    """
    periods = controls.shape[1]
    if periods < FEWEST_PERIODS:
        raise ParEvalError(
            f"{periods} periods before treatment are too few to cross-validate; "
            f"{FEWEST_PERIODS} are needed, or a penalty"
        )
    rest = np.array([np.delete(np.arange(periods), one) for one in range(periods)])
    known = np.swapaxes(controls[:, rest], 0, 1)
    plain = simplex_weights(_form(known, treated[rest])).weights
    missed = treated[rest] - (plain[:, None, :] @ known)[:, 0, :]
    values, vectors = np.linalg.eigh(np.swapaxes(known, 1, 2) @ known)
    values = np.maximum(values, 0)
    along = (missed[:, None, :] @ vectors)[:, 0, :]
    crossed = np.swapaxes(known, 1, 2) @ controls.T[:, :, None]
    toward = (np.swapaxes(vectors, 1, 2) @ crossed)[:, :, 0]
    largest = np.linalg.norm(controls, 2) ** 2
    penalties = largest * np.logspace(np.log10(SPAN), 0, PENALTIES)
    corrected = (along * toward)[:, None, :] / (
        values[:, None, :] + penalties[None, :, None]
    )
    left = treated - (plain * controls.T).sum(axis=1)
    squared = (left[:, None] - corrected.sum(axis=2)) ** 2
    return pd.DataFrame(
        {
            "error": squared.mean(axis=0),
            "standard_error": squared.std(axis=0, ddof=1) / np.sqrt(periods),
        },
        index=pd.Index(penalties, name="penalty"),
    )


def _chosen(errors: pd.DataFrame, rule: str) -> float:
    lowest = errors["error"].idxmin()
    if rule == "minimum":
        return float(lowest)
    bar = errors.loc[lowest].sum()
    return float(errors.index[errors["error"] <= bar].max())
