"""Questions: the fixed ones of each kind of report, in their order (rule 12)."""

from __future__ import annotations

import pandas as pd

from par_eval.facts import Facts

__all__ = ["COUNTRY", "PLAN_PERIOD", "asked"]

PLAN_PERIOD, COUNTRY = "plan_period", "country"


def asked(facts: Facts, report: str = PLAN_PERIOD) -> pd.DataFrame:
    """Fixed questions of a kind of report, in their order.

    Parameters
    ----------
    facts : Facts
        Data package; without the column ``report`` all its questions are those of
        the report on a plan period.
    report : {"plan_period", "country"}
        Kind of report.

    Returns
    -------
    DataFrame
        Rows of the questions table; none where the package asks nothing for it.

    Examples
    --------
    >>> from par_eval.series import load
    >>> asked(load())["order"].iloc[0]
    np.int64(1)
    """
    table = facts.tables["questions"].sort_values("order")
    if "report" not in table:
        return table if report == PLAN_PERIOD else table.iloc[:0]
    return table[table["report"].fillna(PLAN_PERIOD) == report]
