"""Panels: outcomes of units over periods, checked before any method sees them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from par_eval.values import ParEvalError

__all__ = ["MISSING", "Panel", "check_varies", "named", "read_panel"]

MISSING = ("refuse", "drop_units", "drop_periods")
"""What may be done with cells that lack a value."""
NAMED = 5
"""Units that a message names; all others are counted."""


@dataclass(frozen=True)
class Panel:
    """A balanced panel: every unit has a value in every period.

    Parameters
    ----------
    outcomes : DataFrame
        Outcome, units (index) by periods in order (columns).
    treated : DataFrame
        Whether a unit is treated in a period, same shape.
    notes : tuple of str
        What was dropped, in sentences.
    """

    outcomes: pd.DataFrame
    treated: pd.DataFrame
    notes: tuple[str, ...] = ()

    @property
    def treated_units(self) -> pd.Index:
        """Units that are treated in any period."""
        return self.outcomes.index[self.treated.any(axis="columns")]

    @property
    def controls(self) -> pd.Index:
        """Units that are never treated."""
        return self.outcomes.index[~self.treated.any(axis="columns")]

    @property
    def pre_periods(self) -> pd.Index:
        """Periods in which no unit is treated."""
        return self.outcomes.columns[~self.treated.any(axis="index")]

    @property
    def post_periods(self) -> pd.Index:
        """Periods in which some unit is treated."""
        return self.outcomes.columns[self.treated.any(axis="index")]

    @property
    def simultaneous(self) -> bool:
        """Whether all treated units start in the same period."""
        rows = self.treated.loc[self.treated_units].to_numpy()
        return bool((rows == rows[:1]).all())

    def blocks(self) -> tuple[np.ndarray, np.ndarray]:
        """Outcomes of the controls and of the treated units, units by periods."""
        controls = self.outcomes.loc[self.controls].to_numpy(float)
        return controls, self.outcomes.loc[self.treated_units].to_numpy(float)


def read_panel(
    frame: pd.DataFrame,
    *,
    unit: str,
    time: str,
    outcome: str,
    treatment: str,
    missing: str = "refuse",
) -> Panel:
    """Read a long frame into a balanced panel, or say what is wrong with it.

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    unit, time, outcome : str
        Columns of units, periods and outcomes.
    treatment : str
        Column that is 1 where a unit is treated in that period, else 0; once treated,
        a unit stays so.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a unit lacks a value: refuse, leave out the units that lack
        any, or the periods in which any lacks one. Nothing is ever filled in.

    Returns
    -------
    Panel

    Raises
    ------
    ParEvalError
        If a column is missing, an outcome is no number, a unit stands twice in a
        period, a cell is missing and may not be dropped, a treatment switches off,
        no unit or every unit is treated, no period lies before treatment, or all
        outcomes are the same.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"unit": list("aabb"), "time": [1, 2] * 2, "y": [1.0, 2, 1, 4]}
    ... )
    >>> frame["treated"] = [0, 0, 0, 1]
    >>> panel = read_panel(
    ...     frame, unit="unit", time="time", outcome="y", treatment="treated"
    ... )
    >>> list(panel.controls), list(panel.pre_periods)
    (['a'], [1])
    """
    if missing not in MISSING:
        raise ParEvalError(
            f"missing={missing!r} is not known; expected one of {', '.join(MISSING)}"
        )
    cells = _cells(frame, {"unit": unit, "time": time, "outcome": outcome})
    cells["treated"] = _flags(frame, treatment)
    outcomes = cells.pivot(index="unit", columns="time", values="outcome")
    flags = cells.pivot(index="unit", columns="time", values="treated")
    panel = _balanced(Panel(outcomes, flags), missing)
    panel = replace(panel, treated=panel.treated.astype(bool))
    _check_treatment(panel, treatment)
    check_varies(panel.outcomes, outcome)
    return panel


def check_varies(values: pd.DataFrame | pd.Series, outcome: str) -> None:
    """Refuse an outcome from which nothing can be told.

    Parameters
    ----------
    values : DataFrame or Series
        All its values.
    outcome : str
        Column that they come from.

    Raises
    ------
    ParEvalError
        If it holds one value throughout.

    Examples
    --------
    >>> check_varies(pd.Series([1.0, 2.0]), "y")
    """
    if np.ptp(values.to_numpy(float)) == 0:
        raise ParEvalError(
            f"column {outcome!r} holds one value throughout, so nothing can be told "
            "from it; choose an outcome that varies"
        )


def named(units: pd.Index) -> str:
    """Some units by name, the others counted.

    Parameters
    ----------
    units : Index

    Returns
    -------
    str

    Examples
    --------
    >>> named(pd.Index(list("abcdefg")))
    'a, b, c, d, e and 2 more'
    """
    first = ", ".join(str(one) for one in units[:NAMED])
    return f"{first} and {len(units) - NAMED} more" if len(units) > NAMED else first


def _cells(frame: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Units, periods and outcomes under their own names, each cell once."""
    lacking = [name for name in columns.values() if name not in frame.columns]
    if lacking:
        raise ParEvalError(
            f"the frame has no column {lacking[0]!r}; it has "
            f"{', '.join(map(str, frame.columns))}"
        )
    cells = pd.DataFrame({key: frame[name] for key, name in columns.items()})
    if not pd.api.types.is_numeric_dtype(cells["outcome"]):
        raise ParEvalError(
            f"column {columns['outcome']!r} holds text; give the outcome as numbers"
        )
    if np.isinf(cells["outcome"]).any():
        raise ParEvalError(
            f"column {columns['outcome']!r} holds infinite values; leave such rows out"
        )
    for key in ("unit", "time"):
        if cells[key].isna().any():
            raise ParEvalError(
                f"column {columns[key]!r} is empty in some rows; fill it or leave "
                "these rows out"
            )
    twice = cells.duplicated(["unit", "time"])
    if twice.any():
        one = cells[twice].iloc[0]
        raise ParEvalError(
            f"unit {one['unit']!r} stands more than once in period {one['time']}; "
            "give each unit one row for each period"
        )
    return cells


def _flags(frame: pd.DataFrame, treatment: str) -> pd.Series:
    if treatment not in frame.columns:
        raise ParEvalError(
            f"the frame has no column {treatment!r} that says who is treated when"
        )
    flags = frame[treatment]
    if not flags.isin([0, 1]).all():
        raise ParEvalError(
            f"column {treatment!r} holds other values than 0 and 1; it must be 1 where "
            "a unit is treated in that period, else 0"
        )
    return flags.astype(float)


def _balanced(panel: Panel, missing: str) -> Panel:
    lacks = panel.outcomes.isna()
    if not lacks.to_numpy().any():
        return panel
    units = panel.outcomes.index[lacks.any(axis="columns")]
    periods = panel.outcomes.columns[lacks.any(axis="index")]
    if missing == "refuse":
        raise ParEvalError(
            f"{int(lacks.to_numpy().sum())} values are missing, for {named(units)} in "
            f"{named(periods)}; choose missing='drop_units' or missing='drop_periods'"
        )
    axis, gone, words = (
        ("index", units, "units")
        if missing == "drop_units"
        else ("columns", periods, "periods")
    )
    note = f"Left out for missing values: {len(gone)} {words} ({named(gone)})."
    return Panel(
        panel.outcomes.drop(gone, axis=axis),
        panel.treated.drop(gone, axis=axis),
        (*panel.notes, note),
    )


def _check_treatment(panel: Panel, treatment: str) -> None:
    if panel.outcomes.empty:
        raise ParEvalError(
            "no unit and period is left once missing values are left out; choose the "
            "other way of dropping, or another window"
        )
    flags = panel.treated.to_numpy(int)
    if (np.diff(flags, axis=1) < 0).any():
        off = panel.outcomes.index[(np.diff(flags, axis=1) < 0).any(axis=1)]
        raise ParEvalError(
            f"the treatment of {named(off)} switches off in column {treatment!r}; "
            "these methods need a treatment that stays once it has begun"
        )
    if not len(panel.treated_units):
        raise ParEvalError(
            f"column {treatment!r} treats no unit, so there is no effect"
        )
    if not len(panel.controls):
        raise ParEvalError(
            f"column {treatment!r} treats every unit at some time, so no unit shows "
            "what would have happened without it"
        )
    if not len(panel.pre_periods):
        raise ParEvalError(
            "some unit is treated in every period, so nothing shows where it started; "
            "add periods before the treatment"
        )
