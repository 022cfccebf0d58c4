"""Adoption: a balanced panel in which units begin treatment at different times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from par_eval.impact.panel import MISSING, Panel
from par_eval.impact.panel_checks import check_varies, named, read_cells
from par_eval.values import ParEvalError

__all__ = ["Adoption", "read_adoption"]


@dataclass(frozen=True)
class Adoption:
    """A balanced panel, and when each unit was first treated.

    Parameters
    ----------
    outcomes : DataFrame
        Outcome, units (index) by periods in order (columns).
    first : Series
        First treated period by unit; infinite where a unit is never treated up to
        the last period plus the periods of anticipation.
    design : ndarray of shape (units, 1 + covariates)
        A column of ones, then the covariates in standard deviations from their mean.
    notes : tuple of str
        What was dropped or assumed, in sentences.
    """

    outcomes: pd.DataFrame
    first: pd.Series
    design: np.ndarray
    notes: tuple[str, ...] = ()

    @property
    def groups(self) -> pd.Index:
        """First treated periods within the window, in order."""
        inside = self.first <= self.outcomes.columns[-1]
        return pd.Index(np.sort(self.first[inside].unique()))


def read_adoption(
    frame: pd.DataFrame,
    *,
    unit: str,
    time: str,
    outcome: str,
    first_treated: str,
    covariates: Sequence[str] = (),
    anticipation: int = 0,
    missing: str = "refuse",
) -> Adoption:
    """Read a long frame with dates of first treatment, or say what is wrong with it.

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    unit, time, outcome : str
        Columns of units, of periods (numbers, such as years) and of outcomes.
    first_treated : str
        Column with the first treated period of the unit, the same in all its rows;
        empty where it is never treated.
    covariates : sequence of str
        Columns of what was so before treatment, one value for each unit.
    anticipation : int
        Periods by which an effect may come before the treatment.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a unit lacks an outcome; `drop_units` also leaves out units
        that lack a covariate. Nothing is ever filled in.

    Returns
    -------
    Adoption

    Raises
    ------
    ParEvalError
        If a column is missing or holds text, a unit stands twice in a period, its
        date or covariates change, a cell is missing and may not be dropped, or no
        unit begins treatment after the first period.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": list("aabb"), "time": [1, 2] * 2})
    >>> frame["y"] = [1.0, 2, 1, 4]
    >>> frame["first_treated"] = [None, None, 2, 2]
    >>> columns = {"unit": "unit", "time": "time", "outcome": "y"}
    >>> list(read_adoption(frame, **columns, first_treated="first_treated").groups)
    [2.0]
    """
    _check_choices(anticipation, missing)
    cells = read_cells(frame, {"unit": unit, "time": time, "outcome": outcome})
    if not pd.api.types.is_numeric_dtype(cells["time"]):
        raise ParEvalError(
            f"column {time!r} holds no numbers; give periods as numbers such as years, "
            "so that the distance to the treatment can be counted"
        )
    columns = [first_treated, *covariates]
    fixed = pd.DataFrame(
        {name: _numbers(frame, name).to_numpy() for name in columns},
        index=pd.Index(cells["unit"], name="unit"),
    )
    _check_constant(fixed, first_treated)
    fixed = fixed[~fixed.index.duplicated()]
    outcomes = cells.pivot(index="unit", columns="time", values="outcome")
    outcomes, notes = _complete(outcomes, fixed[list(covariates)], missing)
    first = fixed[first_treated].reindex(outcomes.index)
    first, more = _within(first, outcomes.columns, first_treated, anticipation)
    outcomes = outcomes.loc[first.index]
    design = _design(fixed[list(covariates)].reindex(first.index))
    found = Adoption(outcomes, first, design, (*notes, *more))
    if not len(found.groups):
        raise ParEvalError(
            f"column {first_treated!r} lets no unit begin treatment after the first "
            "period and by the last one, so there is no effect"
        )
    check_varies(outcomes, outcome)
    return found


def _check_choices(anticipation: int, missing: str) -> None:
    if missing not in MISSING:
        raise ParEvalError(
            f"missing={missing!r} is not known; expected one of {', '.join(MISSING)}"
        )
    if anticipation < 0:
        raise ParEvalError(
            f"anticipation={anticipation} is negative; give the number of periods by "
            "which an effect may come early, or 0"
        )


def _numbers(frame: pd.DataFrame, name: str) -> pd.Series:
    if name not in frame.columns:
        raise ParEvalError(
            f"the frame has no column {name!r}; it has "
            f"{', '.join(map(str, frame.columns))}"
        )
    column = frame[name]
    if not pd.api.types.is_numeric_dtype(column) and column.notna().any():
        raise ParEvalError(
            f"column {name!r} holds no numbers; give numbers, and leave "
            "first_treated empty for units that are never treated"
        )
    numbers = pd.Series(pd.to_numeric(column).astype(float))
    if np.isinf(numbers).any():
        raise ParEvalError(f"column {name!r} holds infinite values; leave them empty")
    return numbers


def _check_constant(fixed: pd.DataFrame, first_treated: str) -> None:
    """One date, and one value of each covariate, for each unit."""
    for name in fixed.columns:
        values = fixed.groupby(level="unit")[name].nunique(dropna=False)
        changing = values.index[values > 1]
        if len(changing):
            what = "first treated period" if name == first_treated else "covariate"
            raise ParEvalError(
                f"the {what} in column {name!r} changes within {named(changing)}; "
                "give each unit one value, known before its treatment"
            )


def _complete(
    outcomes: pd.DataFrame, covariates: pd.DataFrame, missing: str
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Outcomes of the units and periods without gaps, and what was left out."""
    lacking = covariates.index[covariates.isna().any(axis="columns")]
    notes: tuple[str, ...] = ()
    if len(lacking):
        if missing != "drop_units":
            raise ParEvalError(
                f"{len(lacking)} units lack a covariate ({named(lacking)}); choose "
                "missing='drop_units' or leave the covariate out"
            )
        outcomes = outcomes.drop(lacking)
        notes = (
            f"Left out for a missing covariate: {len(lacking)} units "
            f"({named(lacking)}).",
        )
    panel = Panel(outcomes, outcomes.notna(), notes).balanced(missing)
    if panel.outcomes.empty:
        raise ParEvalError(
            "no unit and period is left once missing values are left out; choose the "
            "other way of dropping, or another window"
        )
    return panel.outcomes, panel.notes


def _within(
    first: pd.Series, periods: pd.Index, name: str, anticipation: int
) -> tuple[pd.Series, list[str]]:
    """Dates that leave a period before them; later ones count as never."""
    if periods[0] > 0 and (first == 0).any():
        raise ParEvalError(
            f"column {name!r} holds 0, which is no period; leave it empty for units "
            "that are never treated"
        )
    notes = []
    early = first.index[first - anticipation <= periods[0]]
    if len(early):
        notes.append(
            f"Left out, since no period lies before their treatment: {len(early)} "
            f"units ({named(early)})."
        )
    late = first.index[first > periods[-1]]
    if len(late):
        notes.append(
            f"Not yet treated in the last period, so no effect on them is estimated: "
            f"{len(late)} units ({named(late)})."
        )
    kept = first.drop(early).astype(float)
    return kept.where(kept <= periods[-1] + anticipation, np.inf), notes


def _design(covariates: pd.DataFrame) -> np.ndarray:
    """Ones, then standardised covariates, so that no unit of measurement matters."""
    values = covariates.to_numpy(float)
    ones = np.ones((len(values), 1))
    if not values.size:
        return ones
    spread = values.std(axis=0)
    scaled = (values - values.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    design = np.hstack([ones, scaled])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise ParEvalError(
            f"the covariates {named(covariates.columns)} are constant or follow from "
            "one another; leave out those that add nothing"
        )
    return design
