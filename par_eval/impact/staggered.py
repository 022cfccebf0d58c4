"""Staggered adoption: effects of a treatment that units begin at different times."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from par_eval.impact.adoption import Adoption, read_adoption
from par_eval.impact.group_time import GroupTime
from par_eval.impact.group_time_effects import Cells, group_time_effects
from par_eval.impact.multiplier_bootstrap import analytic_errors
from par_eval.values import ParEvalError

__all__ = ["GroupTime", "staggered"]

CONTROLS = ("never_treated", "not_yet_treated")
METHODS = ("doubly_robust", "regression", "weighting", "unconditional")
BASES = ("varying", "universal")
SMALL = 20
"""Units on either side under which a 95 % interval covers less than 93 % (a test)."""


def staggered(
    frame: pd.DataFrame,
    *,
    unit: str = "unit",
    time: str = "time",
    outcome: str = "y",
    first_treated: str = "first_treated",
    control: str = "never_treated",
    covariates: Sequence[str] = (),
    method: str = "doubly_robust",
    anticipation: int = 0,
    base_period: str = "varying",
    missing: str = "refuse",
) -> GroupTime:
    """Effects by group and period, where treatment begins at different times.

    Callaway and Sant'Anna (2021), "Difference-in-Differences with multiple time
    periods", Journal of Econometrics 225, Theorem 1. A group is all units first treated
    in one period; each is compared only with units that are not treated, so that none
    that is treated already stands in for what would have been. It rests on parallel
    trends, given the covariates, after the base period, and its errors on many units in
    each group: with fewer than 20 a note says so, with one there is no error at all.

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    unit, time, outcome : str
        Columns of units, of periods (numbers, such as years) and of outcomes.
    first_treated : str
        Column with the first treated period of the unit, the same in all its rows;
        empty where it is never treated.
    control : {"never_treated", "not_yet_treated"}
        Whom a group is compared with. Not yet treated: neither in the period nor in
        its base period, anticipation included.
    covariates : sequence of str
        Columns of what was so before treatment, one value for each unit.
    method : {"doubly_robust", "regression", "weighting", "unconditional"}
        How covariates are used. Without any, all four are a difference of mean changes.
    anticipation : int
        Periods by which an effect may come early; the base period lies before them.
    base_period : {"varying", "universal"}
        What a period before treatment is compared with: the period before it; or the
        last one before treatment (anticipation included), which `sensitivity` needs.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a unit lacks an outcome. Nothing is ever filled in.

    Returns
    -------
    GroupTime
        Effects and influence functions; `aggregate` makes averages of them.

    Raises
    ------
    ParEvalError
        If an option is not known, the data cannot be used (see `read_adoption`), or
        there is no unit to compare with.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": list("aabbccdd"), "time": [1, 2] * 4})
    >>> frame["y"] = [1.0, 2, 2, 4, 1, 6, 3, 7]
    >>> frame["first_treated"] = [None] * 4 + [2] * 4
    >>> found = staggered(frame)
    >>> float(found.effects.loc[0, "effect"])
    3.0
    >>> found.aggregate("simple").estimate
    3.0
    """
    _check(control, covariates, method, base_period)
    data = read_adoption(
        frame,
        unit=unit,
        time=time,
        outcome=outcome,
        first_treated=first_treated,
        covariates=covariates,
        anticipation=anticipation,
        missing=missing,
    )
    _check_controls(data, control, first_treated)
    cells = group_time_effects(
        data.outcomes.to_numpy(float),
        data.outcomes.columns.to_numpy(float),
        data.first.to_numpy(),
        data.design,
        control=control,
        method=method if covariates else "unconditional",
        anticipation=anticipation,
        base_period=base_period,
    )
    if not len(cells.att):
        raise ParEvalError(
            "no group has a comparison unit in any period; add units that are treated "
            "later or never"
        )
    way = f", {method.replace('_', ' ')}" if covariates else ""
    return GroupTime(
        f"group-time effects against {control.replace('_', ' ')} units{way}",
        _effects(cells),
        pd.DataFrame(cells.influence, index=data.outcomes.index),
        data.first,
        anticipation,
        (*data.notes, *_notes(data, cells)),
    )


def _check(
    control: str, covariates: Sequence[str], method: str, base_period: str
) -> None:
    given = {"control": control, "method": method, "base_period": base_period}
    known = {"control": CONTROLS, "method": METHODS, "base_period": BASES}
    for name, value in given.items():
        if value not in known[name]:
            raise ParEvalError(
                f"{name}={value!r} is not known; expected one of "
                f"{', '.join(known[name])}"
            )
    if isinstance(covariates, str):
        raise ParEvalError(
            f"covariates={covariates!r} is one text; give a list of columns"
        )
    if covariates and method == "unconditional":
        raise ParEvalError(
            "method='unconditional' uses no covariates; leave them out, or choose "
            "another method"
        )


def _check_controls(data: Adoption, control: str, column: str) -> None:
    if control == "never_treated" and not np.isinf(data.first).any():
        raise ParEvalError(
            f"no unit is never treated (empty in column {column!r}); choose "
            "control='not_yet_treated', or add such units"
        )


def _effects(cells: Cells) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "group": cells.group,
            "time": cells.time,
            "base": cells.base,
            "effect": cells.att,
            "standard_error": analytic_errors(cells.influence, draws=2).standard_errors,
            "comparisons": cells.comparisons,
        }
    )
    dates = ["group", "time", "base"]
    whole = (frame[dates] == frame[dates].round()).all().all()
    return frame.astype(dict.fromkeys(dates, int)) if whole else frame


def _notes(data: Adoption, cells: Cells) -> list[str]:
    notes = []
    if cells.skipped:
        notes.append(
            f"No unit could be compared with in {cells.skipped} cells of a group and a "
            "period, which are left out."
        )
    sizes = data.first.value_counts()
    small = [group for group in data.groups if sizes[group] < SMALL]
    sides = [f"group {group:.12g} ({sizes[group]})" for group in small]
    if cells.comparisons.min() < SMALL:
        sides.append(f"comparison units of some cells ({cells.comparisons.min()})")
    if sides:
        notes.append(
            f"Few units: {', '.join(sides)}. Intervals are too narrow (with 10 units "
            "one of 95 % covers about 91 %, with 5 about 87 %), and left out where "
            "there is only one unit."
        )
    return notes
