"""Difference in differences by two-way fixed effects."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from par_eval.impact.did_inference import clusters_treated, infer
from par_eval.impact.did_reassigned import Options
from par_eval.impact.estimate import Estimate
from par_eval.impact.panel import Panel
from par_eval.impact.panel_checks import check_treatment, read_flags
from par_eval.impact.panel_fit import EFFECTS, Fit, fit
from par_eval.impact.regression import regression
from par_eval.impact.regression_rows import Rows, read_rows
from par_eval.impact.robust_errors import NOT_NESTED
from par_eval.values import ParEvalError

__all__ = ["difference_in_differences"]

NEGATIVE = 1e-9
"""Sum of negative weights below which they are rounding."""


def difference_in_differences(
    frame: pd.DataFrame,
    *,
    unit: str = "unit",
    time: str = "time",
    outcome: str = "y",
    treatment: str = "treated",
    covariates: Sequence[str] = (),
    effects: Sequence[str] = EFFECTS,
    inference: str = "cluster",
    cluster: str | None = None,
    counted: str | int = NOT_NESTED,
    draws: int = 9_999,
    seed: int = 0,
    missing: str = "refuse",
    level: float = 0.95,
) -> Estimate:
    """Effect of a treatment by two-way fixed effects (Angrist and Pischke 2009, 5.2).

    Valid where, without treatment, treated and control units would have moved in
    parallel, and the effect is the same for all; where units start at different
    periods, `staggered` does without the latter. Unit effects alone compare treated
    units with their own past and take a common trend for an effect: that estimate
    stands in the diagnostics beside the two-way one.

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    unit, time, outcome : str
        Columns of units, periods and outcomes.
    treatment : str
        Column that is 1 where a unit is treated in that period, else 0.
    covariates : sequence of str
        Columns of numbers that the treatment does not change.
    effects : {("unit", "time"), ("unit",)}
        Effects to take out.
    inference : str
        What error, interval and p-value come from. ``"cluster"``: CR1; ``"CR0"``;
        ``"HC1"``, ``"HC3"``, ``"conventional"``: periods of a unit independent;
        ``"wild_bootstrap"``: few clusters, but several treated; ``"randomisation"``:
        few treated units; ``"placebo"``: variance over controls (Arkhangelsky and
        others 2021, algorithm 4); ``"none"``.
    cluster : str or None
        Column of clusters; None takes each unit for one.
    counted : {"not_nested", "all"} or int
        Parameters that the factor of CR1 counts, see `fixed_effects`.
    draws, seed : int
        Draws of the bootstrap, of assignments or placebos, and the start of the
        random numbers. Where all there are do not exceed `draws`, all are taken.
    missing : {"refuse", "drop_units", "drop_periods", "drop_rows"}
        What to do where a unit lacks a value in some period.
    level : float
        Coverage of the interval.

    Returns
    -------
    Estimate
        Effects by period where all treated units start together and the panel is
        balanced; ``pre_rmse`` in the diagnostics is their size before treatment.
        Without error and p-value, and with a note, where these cannot be valid.

    Raises
    ------
    ParEvalError
        If the frame cannot be read, the treatment switches off or leaves no unit or
        no period untreated, an option is not known, or a covariate does not vary
        beside the effects.

    References
    ----------
    Cameron, Gelbach and Miller (2008), Review of Economics and Statistics 90(3).
    Webb (2023), Canadian Journal of Economics 56(3). MacKinnon and Webb (2018),
    Econometrics Journal 21(2). De Chaisemartin and D'Haultfoeuille (2020), American
    Economic Review 110(9), for the negative weights in the diagnostics.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": list("aabbcc"), "time": [1, 2] * 3})
    >>> frame["y"] = [1.0, 5.0, 1.0, 2.0, 3.0, 4.0]
    >>> frame["treated"] = [0, 1, 0, 0, 0, 0]
    >>> found = difference_in_differences(frame, inference="randomisation")
    >>> round(found.estimate, 3), round(found.p_value, 3)
    (3.0, 0.333)
    """
    if tuple(effects) not in (EFFECTS, EFFECTS[::-1], EFFECTS[:1]):
        raise ParEvalError(
            f"effects={effects!r} is not known; expected ('unit', 'time') or ('unit',)"
        )
    names = [treatment, *covariates]
    read_flags(frame, treatment)
    rows = read_rows(
        frame, unit=unit, time=time, outcome=outcome, regressors=names,
        cluster=cluster, missing=missing,
    )  # fmt: skip
    panel = _panel(rows)
    check_treatment(panel.outcomes, panel.treated, treatment)
    fitted = fit(rows, names, effects)
    options = Options(inference, counted, draws, seed, level)
    inferred, beware = infer(fitted, panel, options)
    negative = _negative_weights(fitted)
    by_period = _by_period(fitted, panel, effects)
    two_way = len(effects) == 2
    diagnostics = {
        "rows": len(rows.outcome),
        "units": len(rows.unit_names),
        "periods": len(rows.time_names),
        "treated_units": len(panel.treated_units),
        "pre_periods": len(panel.pre_periods),
        "negative_weight_sum": negative,
        **inferred.diagnostics,
        **_beside(fitted, EFFECTS[:1] if two_way else EFFECTS, options),
    }
    if len(by_period):
        before = by_period.loc[panel.pre_periods, "effect"]
        diagnostics["pre_rmse"] = float(np.sqrt((before**2).mean()))
    ways = "two-way" if two_way else "one-way"
    return Estimate(
        f"difference in differences, {ways} fixed effects",
        float(fitted.coefficients[0]),
        inferred.standard_error,
        inferred.interval,
        inferred.p_value,
        inferred.name,
        level,
        effects=by_period,
        diagnostics=diagnostics,
        notes=(*rows.notes, *_warned(panel, negative, effects), *beware),
    )


def _panel(rows: Rows) -> Panel:
    """Outcomes and treatment by cell; a gap keeps the treatment before it."""
    index = pd.MultiIndex.from_arrays(
        [rows.unit_names[rows.units], rows.time_names[rows.times]]
    )
    flags = pd.Series(rows.regressors[:, 0], index=index).unstack()
    treated = flags.ffill(axis="columns").fillna(0).astype(bool)
    return Panel(pd.Series(rows.outcome, index=index).unstack(), treated, rows.notes)


def _negative_weights(fitted: Fit) -> float:
    """Sum of the negative weights of treated cells in the coefficient, of 1 in all."""
    within = fitted.within.extended(fitted.rows.regressors[:, 1:])
    left = within.residual(fitted.regressors[:, :1])[:, 0]
    weights = left[fitted.rows.regressors[:, 0] > 0]
    return float(np.minimum(weights, 0).sum() / weights.sum())


def _by_period(fitted: Fit, panel: Panel, effects: Sequence[str]) -> pd.DataFrame:
    """Observed and counterfactual mean of the treated, whose mean gap is the effect."""
    if not (panel.simultaneous and fitted.rows.balanced):
        return pd.DataFrame()
    treated = panel.treated.any(axis="columns").to_numpy()
    explained = fitted.rows.regressors[:, 1:] @ fitted.coefficients[1:]
    adjusted = (fitted.rows.outcome - explained).reshape(panel.outcomes.shape)
    gap = adjusted[treated].mean(axis=0)
    if "time" in effects:
        gap = gap - adjusted[~treated].mean(axis=0)
    before = panel.outcomes.columns.isin(panel.pre_periods)
    effect = gap - gap[before].mean()
    observed = panel.outcomes.to_numpy()[treated].mean(axis=0)
    return pd.DataFrame(
        {"observed": observed, "counterfactual": observed - effect, "effect": effect},
        index=panel.outcomes.columns,
    )


def _beside(fitted: Fit, effects: Sequence[str], options: Options) -> dict[str, object]:
    """The estimate with the other effects, and its CR1 error where that is valid."""
    name = "two_way" if len(effects) == 2 else "one_way"
    keys = (f"{name}_estimate", f"{name}_standard_error")
    try:
        other = fit(fitted.rows, fitted.names, effects)
    except ParEvalError:  # a covariate is a trend common to all units
        return dict.fromkeys(keys)
    estimate = float(other.coefficients[0])
    if 1 in clusters_treated(fitted):
        return {keys[0]: estimate, keys[1]: None}
    table = regression(other, "cluster", options.counted, options.level).table()
    return {keys[0]: estimate, keys[1]: float(table["standard_error"].iloc[0])}


def _warned(panel: Panel, negative: float, effects: Sequence[str]) -> tuple[str, ...]:
    notes = []
    if len(effects) == 1:
        notes.append(
            "Unit effects only: a trend common to all units counts as an effect."
        )
    if not panel.simultaneous:
        weights = (
            f"; negative weights sum to {negative:.2f}" if negative < -NEGATIVE else ""
        )
        notes.append(
            "Treated units start in different periods, so units already treated serve "
            f"as controls{weights}; compare with staggered."
        )
    return tuple(notes)
