"""Estimates: what every method of this room returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

__all__ = ["Estimate"]


@dataclass(frozen=True)
class Estimate:
    """An effect, with how sure it is and what it was made from.

    Parameters
    ----------
    method : str
        Name of the method, as a sentence would call it.
    estimate : float
        Average effect on the treated over the treated periods, in units of the
        outcome.
    standard_error : float or None
        Its standard error; None where the method gives none.
    interval : (float, float) or None
        Interval at `level`, by the method named in `inference`.
    p_value : float or None
        Two-sided, of no effect, by the method named in `inference`.
    inference : str
        The one method that standard error, interval and p-value come from, with
        what it counts; empty where none was asked for.
    level : float
        Coverage of the interval.
    weights : mapping of str to Series
        Weights by what they weigh (``"unit"``, ``"time"``), each indexed by it.
    effects : DataFrame
        Effect by period (the index), with columns ``observed``, ``counterfactual``,
        ``effect`` where the method has them.
    diagnostics : mapping of str to object
        Numbers by which the estimate is judged, such as the fit before treatment.
    notes : tuple of str
        What was dropped or assumed, in sentences.

    Examples
    --------
    >>> found = Estimate("difference in means", 1.5, diagnostics={"units": 4})
    >>> float(found.table().loc["difference in means", "estimate"])
    1.5
    """

    method: str
    estimate: float
    standard_error: float | None = None
    interval: tuple[float, float] | None = None
    p_value: float | None = None
    inference: str = ""
    level: float = 0.95
    weights: Mapping[str, pd.Series] = field(default_factory=dict)
    effects: pd.DataFrame = field(default_factory=pd.DataFrame)
    diagnostics: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def table(self) -> pd.DataFrame:
        """One row: the estimate, its error, interval and p-value, and their method."""
        low, high = self.interval or (None, None)
        row = {
            "estimate": self.estimate,
            "standard_error": self.standard_error,
            "lower": low,
            "upper": high,
            "p_value": self.p_value,
            "inference": self.inference,
        }
        return pd.DataFrame([row], index=pd.Index([self.method], name="method"))
