"""Placebos: the same method where there was no treatment, and with one donor less.

Placebo in space, ratio of root mean squared prediction errors (RMSPE), and the share
of placebos as extreme: Abadie, Diamond and Hainmueller (2010, Journal of the American
Statistical Association 105, section 2.4). Placebo in time and leave-one-out: the same
authors (2015, American Journal of Political Science 59).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from par_eval.impact.assignments import (
    DONORS,
    PRE_PERIODS,
    observed_assignment,
    placebo_assignments,
    without,
)
from par_eval.impact.panel import read_panel
from par_eval.impact.panel_checks import named
from par_eval.impact.placebo_fits import Placebos, fit_named, measured
from par_eval.impact.placebo_inference import share_as_large
from par_eval.values import ParEvalError

__all__ = ["leave_one_out", "placebo_in_space", "placebo_in_time"]

TREATED = "treated"
"""Name of the treated where several are averaged."""


def placebo_in_space(
    method: str,
    frame: pd.DataFrame,
    *,
    unit: str = "unit",
    time: str = "time",
    outcome: str = "y",
    treatment: str = "treated",
    missing: str = "refuse",
    draws: int | None = None,
    seed: int | None = None,
) -> Placebos:
    """Place the treated among controls that are treated as if they had been.

    Each placebo has the other controls as donors; the treated is in none.

    Parameters
    ----------
    method : {"synthetic_control", "synthetic_did", "difference_in_differences"}
    frame : DataFrame
        One row for each unit and period.
    unit, time, outcome, treatment : str
        Columns; `treatment` is 1 where a unit is treated in that period.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a unit lacks a value.
    draws, seed : int, optional
        Placebo sets drawn at random; left out: every set of controls once, as large
        as the number of treated units.

    Returns
    -------
    Placebos

    Raises
    ------
    ParEvalError
        If the method is not known, or the panel is not fit for it.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"unit": list("aaabbbcccddd"), "time": [1, 2, 3] * 4}
    ... ).assign(y=[1.0, 4, 3, 4, 6, 6, 3, 3, 4, 2, 3, 9], treated=[0] * 11 + [1])
    >>> found = placebo_in_space("difference_in_differences", frame)
    >>> found.rank, found.of, found.p_value
    (1, 4, 0.25)
    """
    fit = fit_named(method)
    panel = read_panel(
        frame, unit=unit, time=time, outcome=outcome, treatment=treatment,
        missing=missing,
    )  # fmt: skip
    actual = observed_assignment(panel)
    batch, labels = placebo_assignments(panel, draws=draws, seed=seed)
    both = replace(
        batch,
        shares=np.vstack([actual.shares, batch.shares]),
        allowed=np.vstack([actual.allowed, batch.allowed]),
    )
    gaps, _ = fit(both)
    gaps = gaps[np.r_[0, 1 + batch.draws]]
    own = panel.treated_units
    names = pd.Index(
        [own[0] if len(own) == 1 else TREATED, *labels[batch.draws]], name="unit"
    )
    units, exact = measured(gaps, actual, names)
    units["treated"] = np.arange(len(units)) == 0
    ratios, sizes = units["rmspe_ratio"].to_numpy(), units["effect"].abs().to_numpy()
    how = "drawn at random" if draws else "every one once"
    return Placebos(
        method,
        units,
        pd.DataFrame(gaps.T, panel.outcomes.columns, names),
        int(units["rank"].iloc[0]),
        len(units),
        share_as_large(ratios[0], ratios[1:]),
        share_as_large(sizes[0], sizes[1:]),
        1 / len(units),
        f"placebo in space, {len(units) - 1} placebos, {how}, the treated counted",
        (*panel.notes, *exact),
    )


def placebo_in_time(
    method: str,
    frame: pd.DataFrame,
    *,
    unit: str = "unit",
    time: str = "time",
    outcome: str = "y",
    treatment: str = "treated",
    missing: str = "refuse",
) -> pd.DataFrame:
    """Effects that appear where treatment is moved to each period before it began.

    Only periods before the real treatment are used, so each effect should be near
    zero.

    Parameters
    ----------
    method : {"synthetic_control", "synthetic_did", "difference_in_differences"}
    frame : DataFrame
        One row for each unit and period.
    unit, time, outcome, treatment : str
        Columns; `treatment` is 1 where a unit is treated in that period.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a unit lacks a value.

    Returns
    -------
    DataFrame
        By assumed first period of treatment: ``effect``, ``pre_rmspe``,
        ``post_rmspe``, ``rmspe_ratio`` and ``pre_periods``.

    Raises
    ------
    ParEvalError
        If fewer than three periods lie before treatment.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"unit": list("aaaabbbbcccc"), "time": [1, 2, 3, 4] * 3}
    ... ).assign(y=[1.0, 2, 3, 4, 4, 6, 6, 8, 3, 3, 4, 9], treated=[0] * 11 + [1])
    >>> placebo_in_time("difference_in_differences", frame)["effect"].to_dict()
    {3: -0.25}
    """
    fit = fit_named(method)
    panel = read_panel(
        frame, unit=unit, time=time, outcome=outcome, treatment=treatment,
        missing=missing,
    )  # fmt: skip
    actual = observed_assignment(panel)
    if actual.pre <= PRE_PERIODS:
        raise ParEvalError(
            f"{actual.pre} periods lie before treatment; to assume an earlier start "
            f"takes at least {PRE_PERIODS + 1}"
        )
    earlier = replace(actual, outcomes=actual.outcomes[:, : actual.pre])
    found = []
    for start in range(PRE_PERIODS, actual.pre):
        moved = replace(earlier, pre=start)
        row, _ = measured(fit(moved)[0], moved, panel.pre_periods[[start]])
        found.append(row.drop(columns="rank").assign(pre_periods=start))
    return pd.concat(found)


def leave_one_out(
    method: str,
    frame: pd.DataFrame,
    *,
    unit: str = "unit",
    time: str = "time",
    outcome: str = "y",
    treatment: str = "treated",
    missing: str = "refuse",
) -> pd.DataFrame:
    """Effects when each donor that has weight is left out in turn.

    Parameters
    ----------
    method : {"synthetic_control", "synthetic_did", "difference_in_differences"}
    frame : DataFrame
        One row for each unit and period.
    unit, time, outcome, treatment : str
        Columns; `treatment` is 1 where a unit is treated in that period.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a unit lacks a value.

    Returns
    -------
    DataFrame
        By donor left out, the heaviest first: its ``weight``, the ``effect`` without
        it, the ``change`` this makes, and ``pre_rmspe``.

    Raises
    ------
    ParEvalError
        If fewer than three donors are there.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"unit": list("aaabbbcccddd"), "time": [1, 2, 3] * 4}
    ... ).assign(y=[1.0, 2, 3, 4, 6, 6, 3, 3, 4, 2, 3, 9], treated=[0] * 11 + [1])
    >>> found = leave_one_out("difference_in_differences", frame)
    >>> found["effect"].round(6).to_dict()
    {'a': 5.5, 'b': 5.25, 'c': 5.25}
    """
    fit = fit_named(method)
    panel = read_panel(
        frame, unit=unit, time=time, outcome=outcome, treatment=treatment,
        missing=missing,
    )  # fmt: skip
    actual = observed_assignment(panel)
    if len(panel.controls) <= DONORS:
        raise ParEvalError(
            f"only {named(panel.controls)} are never treated; to leave one out takes "
            f"at least {DONORS + 1}"
        )
    gaps, weights = fit(actual)
    heavy = np.argsort(-weights[0], kind="stable")[: int((weights[0] > 0).sum())]
    fewer = without(actual, heavy)
    donors = panel.outcomes.index[heavy].rename("donor")
    found, _ = measured(fit(fewer)[0], fewer, donors)
    return pd.DataFrame(
        {
            "weight": weights[0, heavy],
            "effect": found["effect"],
            "change": found["effect"] - gaps[0, actual.pre :].mean(),
            "pre_rmspe": found["pre_rmspe"],
        }
    )
