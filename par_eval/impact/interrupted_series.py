"""Interrupted time series: the change of level and slope where something began."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from par_eval.impact.estimate import Estimate
from par_eval.impact.one_series import OneSeries, read_series
from par_eval.impact.segmented_design import FORMS, check_points, segmented_design
from par_eval.impact.segmented_fits import ERRORS, Fit, counts_fit, linear_fit
from par_eval.values import ParEvalError

__all__ = ["interrupted_series"]

CHANGES = ("level_change", "slope_change")
MODELS = ("linear", "poisson", "quasi_poisson")
FEWEST_POINTS = 20
"""Points under which no slope gets an error that holds under autocorrelation."""


def interrupted_series(
    frame: pd.DataFrame,
    *,
    unit: str | None = None,
    time: str = "time",
    outcome: str = "y",
    treatment: str = "treated",
    missing: str = "refuse",
    form: str = "level_and_slope",
    model: str = "linear",
    errors: str | None = None,
    lag: int = 1,
    small_sample: bool = True,
    time_zero: float | None = None,
    level_at: float | None = None,
    offset: str | None = None,
    covariates: Sequence[str] = (),
    level: float = 0.95,
) -> Estimate:
    """Segmented regression of one series (Linden 2015; Lopez Bernal and others 2017).

    The outcome follows ``intercept + slope_before (t - time_zero) + level_change D +
    slope_change D (t - level_at)``, with D = 1 from the first treated period on
    (Linden 2015, equation 1); counts follow its exponential times the offset. With a
    control series the same line is fitted to the difference of the two, which gives
    the coefficients of Linden's equation 2 on the treated series against its control.

    Parameters
    ----------
    frame : DataFrame
        One row for each period, or for each unit and period.
    unit : str or None
        Column of units: the mean of the never treated ones is the control series.
        None where the frame is one series.
    time, outcome, treatment : str
        Columns; periods are numbers, evenly spaced where lags are to mean anything.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a value is lacking. Nothing is ever filled in.
    form : {"level_and_slope", "level", "mean"}
        What may change: level and slope, the level beside one slope, or the mean
        without any slope.
    model : {"linear", "poisson", "quasi_poisson"}
        Of the outcome; the others are for counts, with errors from the model (times
        the root of Pearson's dispersion for quasi-Poisson) and the normal law.
    errors : {"newey_west", "andrews", "conventional"} or None
        Of a linear model: Newey and West with a fixed `lag`; the quadratic spectral
        kernel with the automatic bandwidth of Andrews (1991), not prewhitened; or
        those of independent errors. None takes the first, or the model's own for
        counts. All go by the t law.
    lag : int
        Lag of Newey and West, in points.
    small_sample : bool
        Whether both of the first get the factor n / (n - k).
    time_zero : float or None
        Where time is zero; None is the first treated period. It moves the intercept,
        and with it the automatic bandwidth, hence every error of "andrews".
    level_at : float or None
        Where the change of level is read off; None is the first treated period.
    offset : str or None
        Column of what counts are in proportion to, such as the population.
    covariates : sequence of str
        Further columns of the regression, such as seasonal terms.
    level : float
        Coverage of the intervals.

    Returns
    -------
    Estimate
        The mean effect over the treated periods (for counts in counts, by the delta
        method). ``diagnostics["coefficients"]`` is a frame by term: ``estimate``,
        ``standard_error``, ``lower``, ``upper``, ``p_value``, and for counts
        ``ratio``, ``ratio_lower``, ``ratio_upper``. Under 20 points no slope, and
        nothing that contains one, gets an autocorrelation-consistent error, and a
        note says so.

    Raises
    ------
    ParEvalError
        If an option is not known or does not fit the model, the data are no series
        with a beginning treatment, or the points are too few for the form.

    References
    ----------
    Linden (2015), Conducting interrupted time-series analysis for single- and
    multiple-group comparisons, Stata Journal 15(2), 480-500.
    Lopez Bernal, Cummins and Gasparrini (2017), Interrupted time series regression
    for the evaluation of public health interventions, International Journal of
    Epidemiology 46(1), 348-355, doi 10.1093/ije/dyw098.
    Newey and West (1987), Econometrica 55(3), 703-708, doi 10.2307/1913610.

    Examples
    --------
    >>> frame = pd.DataFrame({"time": range(24), "treated": [0] * 12 + [1] * 12})
    >>> frame["y"] = 10 + 0.5 * frame["time"] + 3 * frame["treated"]
    >>> frame["y"] += [0.1, -0.1] * 12
    >>> found = interrupted_series(frame)
    >>> coefficients = found.diagnostics["coefficients"]
    >>> float(coefficients.loc["level_change", "estimate"].round(1))
    3.1
    """
    errors = errors or ("newey_west" if model == "linear" else "conventional")
    _check_options(form, model, errors, lag, level, offset, unit)
    series = read_series(
        frame,
        unit=unit,
        time=time,
        outcome=outcome,
        treatment=treatment,
        others=[*covariates, *([offset] if offset else [])],
        missing=missing,
    )
    values = series.values
    start = values.index[values["treated"]][0]
    zero = start if time_zero is None else time_zero
    design = segmented_design(
        values, form, zero, start if level_at is None else level_at
    )
    design = design.join(values[list(covariates)])
    check_points(design, values["treated"].to_numpy(bool), form)
    exposed = values[offset] if offset else pd.Series(1.0, values.index)
    if model == "linear":
        fit = linear_fit(design, values, errors, lag, small_sample, zero)
    else:
        fit = counts_fit(design, values["outcome"], exposed, model == "quasi_poisson")
    bare = len(values) < FEWEST_POINTS and errors != "conventional"
    return _result(series, design, fit, np.log(exposed), model, bare, level)


def _check_options(
    form: str,
    model: str,
    errors: str,
    lag: int,
    level: float,
    offset: str | None,
    unit: str | None,
) -> None:
    for name, given, known in (
        ("form", form, FORMS),
        ("model", model, MODELS),
        ("errors", errors, ERRORS),
    ):
        if given not in known:
            raise ParEvalError(
                f"{name}={given!r} is not known; expected one of {', '.join(known)}"
            )
    if not isinstance(lag, int) or lag < 0:
        raise ParEvalError(f"lag={lag!r} is no whole number of points from 0 on")
    if not 0 < level < 1:
        raise ParEvalError(f"level={level!r} is no coverage between 0 and 1")
    if model == "linear" and offset:
        raise ParEvalError("an offset is for counts; divide the outcome by it instead")
    if model != "linear" and errors != "conventional":
        raise ParEvalError("errors of counts come from their model; give no `errors`")
    if model != "linear" and unit is not None:
        raise ParEvalError(
            "counts take no control series here; give one series (unit=None)"
        )


def _result(
    series: OneSeries,
    design: pd.DataFrame,
    fit: Fit,
    log_offset: pd.Series,
    model: str,
    bare: bool,
    level: float,
) -> Estimate:
    values, full = series.values, design.to_numpy(float)
    without = full * ~design.columns.isin(CHANGES)
    fitted, counterfactual = full @ fit.coefficients, without @ fit.coefficients
    slopes = (full, without)
    if model != "linear":
        fitted = np.exp(fitted + log_offset.to_numpy())
        counterfactual = np.exp(counterfactual + log_offset.to_numpy())
        slopes = (full * fitted[:, None], without * counterfactual[:, None])
    treated = values["treated"].to_numpy(bool)
    gradient = (slopes[0] - slopes[1])[treated].mean(axis=0)
    estimate = float((fitted - counterfactual)[treated].mean())
    error = float(np.sqrt(gradient @ fit.covariance @ gradient))
    lower, upper, p = fit.tested(estimate, error, level)
    table = _table(design, fit, model, bare, level)
    silent = bare and "slope_change" in design.columns
    observed = values["outcome"].to_numpy()
    expected = counterfactual + values["control"].to_numpy()
    return Estimate(
        method="interrupted time series",
        estimate=estimate,
        standard_error=None if silent else error,
        interval=None if silent else (float(lower), float(upper)),
        p_value=None if silent or np.isnan(p) else float(p),
        inference="" if silent else fit.inference,
        level=level,
        effects=pd.DataFrame(
            {
                "observed": observed,
                "counterfactual": expected,
                "effect": observed - expected,
            },
            index=values.index,
        ),
        diagnostics={
            "coefficients": table,
            "coefficient_inference": fit.inference,
            "points_before": int((~treated).sum()),
            "points_after": int(treated.sum()),
            **fit.diagnostics,
        },
        notes=(*series.notes, *_cautions(values.index, bare, design)),
    )


def _table(
    design: pd.DataFrame, fit: Fit, model: str, bare: bool, level: float
) -> pd.DataFrame:
    errors = np.sqrt(np.diag(fit.covariance))
    if bare:
        errors = np.where(design.columns.str.startswith("slope_"), np.nan, errors)
    lower, upper, p = fit.tested(fit.coefficients, errors, level)
    columns = {
        "estimate": fit.coefficients,
        "standard_error": errors,
        "lower": lower,
        "upper": upper,
        "p_value": p,
    }
    if model != "linear":
        columns["ratio"] = np.exp(fit.coefficients)
        columns |= {"ratio_lower": np.exp(lower), "ratio_upper": np.exp(upper)}
    return pd.DataFrame(columns, index=pd.Index(design.columns, name="term"))


def _cautions(periods: pd.Index, bare: bool, design: pd.DataFrame) -> tuple[str, ...]:
    notes = []
    if bare:
        notes.append(
            f"{len(periods)} points, fewer than {FEWEST_POINTS}: errors that hold "
            "under autocorrelation are too small in so short a series. Those of the "
            "slopes, and of what contains a change of slope, are not given; compare "
            "the first with the last points instead (rule 12)."
        )
    steps = np.diff(periods.to_numpy(float))
    if not np.allclose(steps, steps[0]):
        notes.append("The periods are not evenly spaced; lags count points.")
    return tuple(notes)
