"""Advice on a data package: what does not keep it from being used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from par_eval.facts.measured_tables import OBSERVATIONS, THRESHOLDS
from par_eval.facts.rules_common import lookup

__all__ = ["advise"]


def advise(tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """What whoever keeps the package may wish to look at.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Typed tables by the names that the library knows, without fault.

    Yields
    ------
    str
        One sentence for each kind of thing, naming every case of it.

    Examples
    --------
    >>> thresholds = pd.DataFrame({"threshold": ["outlier", "run_years"]})
    >>> list(advise({"thresholds": thresholds}))
    ['thresholds that no rule uses: outlier']
    """
    for words, names in (
        ("sources that no row uses", _unused(tables)),
        ("instruments with observations that state no coverage", _open(tables)),
        ("thresholds that no rule uses", _unknown(tables)),
        (
            "indicators with several printed values for one place and year "
            "(each is kept, none is averaged)",
            _conflicts(tables),
        ),
    ):
        if names:
            yield f"{words}: {', '.join(names)}"


def _unused(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Sources that stand in no other table."""
    if "sources" not in tables:
        return []
    used = {
        source
        for name, table in tables.items()
        if name != "sources" and "source" in table
        for source in table["source"].dropna().unique()
    }
    return sorted(set(tables["sources"]["source"].dropna()) - used)


def _open(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Instruments with observations of which nobody says whether they are all."""
    if not {OBSERVATIONS, "indicators", "instruments"} <= tables.keys():
        return []
    owner = lookup(tables["indicators"], "instrument")
    measured = {owner.get(name) for name in tables[OBSERVATIONS]["indicator"].unique()}
    instruments = tables["instruments"]
    silent = instruments["instrument"][instruments["coverage"].isna()]
    return sorted(set(silent) & measured)


def _unknown(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Thresholds that the library does not read."""
    if "thresholds" not in tables:
        return []
    return sorted(set(tables["thresholds"]["threshold"].dropna()) - THRESHOLDS.keys())


def _conflicts(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Indicators whose sources contradict each other, with the number of cases."""
    if "reported" not in tables or tables["reported"].empty:
        return []
    key = ["indicator", "scope", "place", "year", "statistic"]
    differing = tables["reported"].groupby(key)["value"].nunique() > 1
    counts = differing.groupby(level="indicator").sum()
    return [f"{name} ({count})" for name, count in counts.items() if count]
