"""Synthetic control: a weighted mean of donors that moved as the treated unit did.

Abadie, Diamond and Hainmueller (2010, Journal of the American Statistical Association
105, section 2.3), with the outcomes of all periods before treatment as the predictors,
each of equal weight, and no covariates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from par_eval.impact.assignments import Assignments, observed_assignment
from par_eval.impact.estimate import Estimate
from par_eval.impact.panel import Panel, read_panel
from par_eval.impact.simplex import EVEN, simplex_weights

__all__ = ["ControlFits", "effects_of", "fit_synthetic_control", "synthetic_control"]


@dataclass(frozen=True)
class ControlFits:
    """Synthetic controls of a batch of assignments.

    Parameters
    ----------
    weights : ndarray, shape (batch, units)
        Unit weights.
    gaps : ndarray, shape (batch, periods)
        Treated mean less synthetic control.
    gap : ndarray, shape (batch,)
        Duality gap of the weights, in squared units of the outcome.
    """

    weights: np.ndarray
    gaps: np.ndarray
    gap: np.ndarray


def fit_synthetic_control(batch: Assignments) -> ControlFits:
    """Fit the synthetic control of every assignment of a batch.

    Parameters
    ----------
    batch : Assignments

    Returns
    -------
    ControlFits
    """
    forms = batch.donor_forms(intercept=False)
    found = simplex_weights(forms, even=EVEN, allowed=batch.allowed)
    return ControlFits(found.weights, batch.gaps(found.weights), 2 * found.gap)


def synthetic_control(
    frame: pd.DataFrame,
    *,
    unit: str = "unit",
    time: str = "time",
    outcome: str = "y",
    treatment: str = "treated",
    missing: str = "refuse",
) -> Estimate:
    """Effect as the gap between the treated and its synthetic control.

    The weights minimise the squared gap over the periods before treatment, are not
    negative and sum to one (Abadie, Diamond and Hainmueller 2010, section 2.3, without
    covariates); where several weightings fit alike, the most even one is taken. Several
    treated units that start together are averaged first.

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    unit, time, outcome, treatment : str
        Columns; `treatment` is 1 where a unit is treated in that period.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a unit lacks a value.

    Returns
    -------
    Estimate
        With unit weights, effects by period, and in `diagnostics` the root mean squared
        gap before and after treatment in units of the outcome, their ratio, the
        number of donors with weight, and the duality gap of the weights. It holds no
        inference: `placebo_in_space` gives it.

    Raises
    ------
    ParEvalError
        If the panel is not fit for it, or treated units start at different times.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"unit": list("aaabbbccc"), "time": [1, 2, 3] * 3}
    ... ).assign(y=[1.0, 2, 3, 3, 4, 5, 2, 3, 9], treated=[0] * 8 + [1])
    >>> found = synthetic_control(frame)
    >>> round(found.estimate, 6), found.weights["unit"].round(6).to_dict()
    (5.0, {'a': 0.5, 'b': 0.5})
    """
    panel = read_panel(
        frame, unit=unit, time=time, outcome=outcome, treatment=treatment,
        missing=missing,
    )  # fmt: skip
    actual = observed_assignment(panel)
    fits = fit_synthetic_control(actual)
    gaps, weights = fits.gaps[0], fits.weights[0]
    before, after = gaps[: actual.pre], gaps[actual.pre :]
    pre, post = (float(np.sqrt((part**2).mean())) for part in (before, after))
    return Estimate(
        "synthetic control",
        float(after.mean()),
        weights={"unit": pd.Series(weights, panel.outcomes.index)[panel.controls]},
        effects=effects_of(panel, gaps),
        diagnostics={
            "pre_rmspe": pre,
            "post_rmspe": post,
            "rmspe_ratio": post / pre if pre else float("inf"),
            "donors_with_weight": int((weights > 0).sum()),
            "duality_gap": float(fits.gap[0]),
            "pre_periods": actual.pre,
        },
        notes=panel.notes,
    )


def effects_of(panel: Panel, gaps: np.ndarray) -> pd.DataFrame:
    """Observed and counterfactual mean of the treated, and their difference, by period.

    Parameters
    ----------
    panel : Panel
    gaps : ndarray, shape (periods,)
        Difference in every period.

    Returns
    -------
    DataFrame
    """
    observed = panel.outcomes.loc[panel.treated_units].mean()
    return pd.DataFrame(
        {"observed": observed, "counterfactual": observed - gaps, "effect": gaps}
    )
