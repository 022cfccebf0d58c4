"""Event times: effects by time since the treatment began, whatever gave them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from par_eval.impact import Estimate, Regression
from par_eval.values import ParEvalError

__all__ = ["event_times"]

COLUMNS = ["effect", "lower", "upper", "band_lower", "band_upper"]
WHOLE = re.compile(r"[-+]?\d+")


def event_times(found: Estimate | Regression) -> pd.DataFrame:
    """Effects by time since the treatment began, with the intervals that there are.

    Parameters
    ----------
    found : Estimate or Regression
        Average by event time, an estimate with effects by period, or a regression on
        dummies that are named by event times, such as ``-2``.

    Returns
    -------
    DataFrame
        By event time in order: ``effect``, ``lower``, ``upper``, ``band_lower``,
        ``band_upper``; missing where the method gives none.

    Raises
    ------
    ParEvalError
        If there is no effect by event time on both sides of the start.

    Examples
    --------
    >>> effects = pd.DataFrame({"effect": [0.0, 1.0]}, index=[2001, 2002])
    >>> found = Estimate("m", 1.0, effects=effects, diagnostics={"pre_periods": 1})
    >>> event_times(found)["effect"].to_dict()
    {-1: 0.0, 0: 1.0}
    """
    if isinstance(found, Regression):
        effects = _of_regression(found)
    else:
        effects = _of_estimate(found)
    effects = effects.reindex(columns=COLUMNS).astype(float).sort_index()
    if not (effects.index < 0).any() or not (effects.index >= 0).any():
        raise ParEvalError(
            "there are no effects on both sides of the start; aggregate by "
            "'event_time', or name the dummies of a regression by event times"
        )
    return effects


def _of_regression(found: Regression) -> pd.DataFrame:
    """Coefficients of the dummies; other regressors are left out."""
    table = found.table()
    kept = table[[bool(WHOLE.fullmatch(str(name))) for name in table.index]]
    kept.index = pd.Index([int(str(name)) for name in kept.index], name="event_time")
    return kept.rename(columns={"coefficient": "effect"})


def _of_estimate(found: Estimate) -> pd.DataFrame:
    effects = found.effects
    before = found.diagnostics.get("pre_periods")
    if effects.index.name == "event_time" or not isinstance(before, int):
        if effects.index.name != "event_time":
            return pd.DataFrame(index=pd.Index([], dtype=int))
        return effects
    times = pd.Index(np.arange(len(effects)) - before, name="event_time")
    return effects.set_axis(times)
