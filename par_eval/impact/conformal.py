"""Conformal inference: p-values and intervals from residuals moved through time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from par_eval.impact.assignments import observed_assignment
from par_eval.impact.conformal_tests import METHODS, Shifted, post_windows
from par_eval.impact.effects_accepted import accepted_effects
from par_eval.impact.estimate import Estimate
from par_eval.impact.panel import read_panel
from par_eval.impact.simplex import simplex_weights
from par_eval.impact.synthetic_control import effects_of
from par_eval.values import ParEvalError

__all__ = ["conformal_inference"]

PERMUTATIONS = ("moving_block", "random")


def conformal_inference(
    frame: pd.DataFrame,
    *,
    unit: str = "unit",
    time: str = "time",
    outcome: str = "y",
    treatment: str = "treated",
    missing: str = "refuse",
    method: str = "synthetic_control",
    null: float | Sequence[float] = 0.0,
    permutations: str = "moving_block",
    power: float = 1.0,
    level: float = 0.95,
    grid: Sequence[float] | None = None,
    by_period: bool = False,
    draws: int = 1999,
    seed: int | None = None,
) -> Estimate:
    """Test an effect by its residuals' place in time (Chernozhukov and others 2021).

    Under the null the effect is taken off the treated path and the counterfactual is
    fitted on all periods; the statistic is the mean absolute residual over the treated
    periods, and the p-value is the share of permutations of the periods for which it is
    at least as large (their sections 2.2 and 2.3, equations 2 and 3). The interval
    holds the constant effects whose p-value is above ``1 - level`` (their algorithm
    1): p and interval come from one test.

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    unit, time, outcome, treatment : str
        Columns; treated units start together and are averaged.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a unit lacks a value.
    method : {"synthetic_control", "difference_in_differences"}
        Counterfactual: donors weighted on the simplex by their outcomes, or their mean
        and a constant.
    null : float or sequence of float
        Effect that the p-value tests, in units of the outcome; a sequence gives one
        for each treated period.
    permutations : {"moving_block", "random"}
        All cyclic shifts, which hold where residuals depend on each other over time, or
        `draws` random permutations, which need residuals that do not.
    power : float
        Power of the absolute residuals; above 1 few large ones count more.
    level : float
        Coverage of the interval.
    grid : sequence of float, optional
        Effects to try for the interval, which then ends at tried values. Left out, the
        range is widened until both ends are rejected, and the ends are refined.
    by_period : bool
        Whether each treated period gets an interval of its own, from the periods
        before treatment and it alone.
    draws : int
        Random permutations.
    seed : int, optional
        Needed for random permutations.

    Returns
    -------
    Estimate
        The mean gap of the fit before treatment, with p-value and interval of the test.
        Where the smallest p that the test can give is above ``1 - level``, or effects
        of any size are not rejected, the interval is infinite and a note says so.

    Raises
    ------
    ParEvalError
        If an option is not known, the null has the wrong length, or the panel is not
        fit for it.

    References
    ----------
    Chernozhukov, Wüthrich and Zhu (2021), An exact and robust conformal inference
    method for counterfactual and synthetic controls, Journal of the American
    Statistical Association 116(536), 1849-1864, doi 10.1080/01621459.2021.1920957.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": np.repeat(list("abc"), 8)})
    >>> frame["time"] = list(range(8)) * 3
    >>> frame["y"] = np.sin(np.arange(24.0)) + 5 * (frame.index == 23)
    >>> frame["treated"] = (frame.index == 23).astype(int)
    >>> conformal_inference(frame, level=0.8).p_value
    0.125
    """
    _check_options(method, permutations, power, level, draws, seed)
    panel = read_panel(
        frame, unit=unit, time=time, outcome=outcome, treatment=treatment,
        missing=missing,
    )  # fmt: skip
    actual = observed_assignment(panel)
    donors = actual.outcomes[actual.allowed[0]]
    post = donors.shape[1] - actual.pre
    effects = _null(null, post)
    random = draws if permutations == "random" else None
    test = Shifted(
        donors,
        actual.shares[0] @ actual.outcomes,
        post_windows(donors.shape[1], post, random, seed),
        method,
        power,
    )
    gaps = _gaps(test, actual.pre)
    interval, notes = accepted_effects(test, gaps, 1 - level, grid)
    table = effects_of(panel, gaps)
    if by_period:
        ends, more = _by_period(test, gaps, actual.pre, level, random, seed)
        table[["lower", "upper"]] = ends
        notes += more
    count = test.windows.shape[1]
    kind = "cyclic shifts" if random is None else "random permutations"
    return Estimate(
        f"{method.replace('_', ' ')}, conformal inference",
        float(gaps[actual.pre :].mean()),
        interval=interval,
        p_value=float(test.p(effects[None])[0]),
        inference=f"conformal ({count} {kind}, counterfactual fitted on all periods "
        f"under the null, mean of absolute residuals to the power {power:g}; smallest "
        f"p 1/{count})",
        level=level,
        effects=table,
        diagnostics={
            "pre_rmspe": float(np.sqrt((gaps[: actual.pre] ** 2).mean())),
            "smallest_p": 1 / count,
            "null": effects.tolist(),
        },
        notes=(*panel.notes, *notes),
    )


def _check_options(
    method: str,
    permutations: str,
    power: float,
    level: float,
    draws: int,
    seed: int | None,
) -> None:
    for name, given, known in (
        ("method", method, METHODS),
        ("permutations", permutations, PERMUTATIONS),
    ):
        if given not in known:
            raise ParEvalError(
                f"{name}={given!r} is not known; expected one of {', '.join(known)}"
            )
    if not 0 < level < 1:
        raise ParEvalError(f"level={level!r} is no coverage between 0 and 1")
    if not power > 0:
        raise ParEvalError(f"power={power!r} is not above zero")
    if permutations == "random" and (seed is None or draws < 1):
        raise ParEvalError(
            "random permutations need at least one draw and a seed, so that anyone can "
            "repeat them"
        )


def _null(null: float | Sequence[float], post: int) -> np.ndarray:
    effects = np.atleast_1d(np.asarray(null, float))
    if effects.ndim > 1 or len(effects) not in (1, post):
        raise ParEvalError(
            f"the null gives {effects.size} effects for {post} treated periods; give "
            "one number, or one for each"
        )
    if not np.isfinite(effects).all():
        raise ParEvalError("the null holds an effect that is no finite number")
    return np.broadcast_to(effects, (post,))


def _gaps(test: Shifted, pre: int) -> np.ndarray:
    """Treated path less the counterfactual that is fitted before treatment."""
    if test.method == "difference_in_differences":
        gap = test.treated - test.donors.mean(axis=0)
        return gap - gap[:pre].mean()
    apart = (test.donors - test.treated)[:, :pre]
    weights = simplex_weights(apart @ apart.T).weights
    return test.treated - weights @ test.donors


def _by_period(
    test: Shifted,
    gaps: np.ndarray,
    pre: int,
    level: float,
    draws: int | None,
    seed: int | None,
) -> tuple[np.ndarray, tuple[str, ...]]:
    """An interval for each treated period, from it and those before treatment."""
    windows = post_windows(pre + 1, 1, draws, seed)
    ends = np.full((len(gaps), 2), np.nan)
    said: set[str] = set()
    for period in range(pre, len(gaps)):
        kept = [*range(pre), period]
        one = replace(
            test,
            donors=test.donors[:, kept],
            treated=test.treated[kept],
            windows=windows,
        )
        interval, notes = accepted_effects(one, gaps[kept], 1 - level)
        said.update(f"By period: {note[0].lower()}{note[1:]}" for note in notes)
        if interval is not None:
            ends[period] = interval
    return ends, tuple(sorted(said))
