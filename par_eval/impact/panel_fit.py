"""Least squares on a panel once its unit and time effects are taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from par_eval.impact.regression_rows import Rows
from par_eval.impact.within import Within, take_out
from par_eval.values import ParEvalError

__all__ = ["EFFECTS", "INTERCEPT", "Fit", "fit"]

EFFECTS = ("unit", "time")
"""Effects that may be taken out."""
INTERCEPT = "intercept"
"""Name of the constant of a regression without effects."""


@dataclass(frozen=True)
class Fit:
    """A regression fitted by least squares once the effects are taken out.

    Parameters
    ----------
    rows : Rows
        What it was fitted to.
    names : tuple of str
        Names of the regressors.
    effects : tuple of ndarray
        Group of each row, for each effect.
    within : Within
        The projection on the effects.
    outcome, regressors : ndarray
        Both without the effects.
    """

    rows: Rows
    names: tuple[str, ...]
    effects: tuple[np.ndarray, ...]
    within: Within
    outcome: np.ndarray
    regressors: np.ndarray

    @cached_property
    def coefficients(self) -> np.ndarray:
        """Least squares."""
        found, *_ = np.linalg.lstsq(self.regressors, self.outcome, rcond=None)
        return np.asarray(found)

    @cached_property
    def residuals(self) -> np.ndarray:
        """Outcome less what regressors and effects explain."""
        return np.asarray(self.outcome - self.regressors @ self.coefficients)

    @property
    def parameters(self) -> int:
        """All parameters that were fitted, effects included."""
        return self.within.rank + len(self.names)


def fit(rows: Rows, names: Sequence[str], effects: Sequence[str]) -> Fit:
    """Least squares on rows once the effects are taken out.

    Parameters
    ----------
    rows : Rows
        With one column of regressors for each name.
    names : sequence of str
        Names of the regressors.
    effects : sequence of {"unit", "time"}
        Effects to take out; none adds an intercept.

    Returns
    -------
    Fit

    Raises
    ------
    ParEvalError
        If an effect is not known, or a regressor does not vary beside the effects and
        the other regressors.
    """
    unknown = set(effects) - set(EFFECTS)
    if unknown or isinstance(effects, str):
        raise ParEvalError(
            f"effects={effects!r} is not known; expected some of {EFFECTS}"
        )
    columns, names = rows.regressors, list(names)
    if not effects:
        columns = np.column_stack([columns, np.ones(len(columns))])
        names = [*names, INTERCEPT]
    groups = {"unit": rows.units, "time": rows.times}
    taken = tuple(groups[one] for one in EFFECTS if one in effects)
    within = take_out(len(columns), taken)
    left = within.residual(columns)
    seen = within
    # the intercept comes last in a table, but it is never the one that is too many
    for place in np.roll(np.arange(len(names)), 0 if effects else 1):
        wider = seen.extended(columns[:, [place]])
        if wider.rank == seen.rank:
            raise ParEvalError(
                f"regressor {names[place]!r} does not vary beside the effects "
                f"{', '.join(effects) or '(none)'} and the other regressors, so it has "
                "no coefficient of its own; leave it out"
            )
        seen = wider
    return Fit(
        rows,
        tuple(names),
        taken,
        within,
        within.residual(rows.outcome[:, None])[:, 0],
        left,
    )
