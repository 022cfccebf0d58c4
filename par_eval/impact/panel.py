"""Panels: outcomes of units over periods, checked before any method sees them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from par_eval.impact.panel_checks import (
    check_treatment,
    check_varies,
    named,
    read_cells,
    read_flags,
)
from par_eval.values import ParEvalError

__all__ = ["MISSING", "Panel", "read_panel"]

MISSING = ("refuse", "drop_units", "drop_periods")
"""What may be done with cells that lack a value."""


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

    def balanced(self, missing: str) -> Panel:
        """The panel without the units or periods that lack a value.

        Parameters
        ----------
        missing : {"refuse", "drop_units", "drop_periods"}
            What to do where a unit lacks a value.

        Returns
        -------
        Panel
            Its notes count and name what was left out.

        Raises
        ------
        ParEvalError
            If a value is missing and may not be dropped.
        """
        lacks = self.outcomes.isna()
        if not lacks.to_numpy().any():
            return self
        units = self.outcomes.index[lacks.any(axis="columns")]
        periods = self.outcomes.columns[lacks.any(axis="index")]
        if missing == "refuse":
            raise ParEvalError(
                f"{int(lacks.to_numpy().sum())} values are missing, for "
                f"{named(units)} in {named(periods)}; choose missing='drop_units' or "
                "missing='drop_periods'"
            )
        axis, gone, words = (
            ("index", units, "units")
            if missing == "drop_units"
            else ("columns", periods, "periods")
        )
        note = f"Left out for missing values: {len(gone)} {words} ({named(gone)})."
        return Panel(
            self.outcomes.drop(gone, axis=axis),
            self.treated.drop(gone, axis=axis),
            (*self.notes, note),
        )


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
    cells = read_cells(frame, {"unit": unit, "time": time, "outcome": outcome})
    cells["treated"] = read_flags(frame, treatment)
    outcomes = cells.pivot(index="unit", columns="time", values="outcome")
    flags = cells.pivot(index="unit", columns="time", values="treated")
    panel = Panel(outcomes, flags).balanced(missing)
    panel = replace(panel, treated=panel.treated.astype(bool))
    check_treatment(panel.outcomes, panel.treated, treatment)
    check_varies(panel.outcomes, outcome)
    return panel
