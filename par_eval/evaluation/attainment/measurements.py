"""Measurements: what a target is measured by, and by whom (rule 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from par_eval.evaluation.subject import Subject
from par_eval.facts import OBSERVATION, sources_at
from par_eval.series import leaves_of, segments
from par_eval.values import Quantity, address

__all__ = [
    "Record",
    "comparable",
    "is_derived",
    "is_indicator",
    "printed_otherwise",
    "records",
]

OUTPUT = "output."


@dataclass(frozen=True)
class Record:
    """One value of what a target is measured by, and whose figure it is.

    Parameters
    ----------
    year : int
        Year.
    value : Quantity
        The value, traced.
    independent : bool
        False where the figure is the implementer's own.
    complete : bool
        Whether every case was counted, so that there is no sampling error.
    sources : tuple of str
        Source ids.
    """

    year: int
    value: Quantity
    independent: bool
    complete: bool
    sources: tuple[str, ...]


def is_indicator(subject: Subject, measured_by: str) -> bool:
    """Whether a target is measured by an indicator, and not by an output.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    measured_by : str
        Indicator or output id.

    Returns
    -------
    bool
    """
    return bool((subject.facts.tables["indicators"]["indicator"] == measured_by).any())


def records(subject: Subject, measured_by: str) -> tuple[Record, ...]:
    """Every value that the province has, whoever printed it.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    measured_by : str
        Indicator or output id.

    Returns
    -------
    tuple of Record
        In order of year; several for a year whose sources print it anew.
    """
    found = _observed if is_indicator(subject, measured_by) else _printed
    return tuple(sorted(found(subject, measured_by), key=lambda record: record.year))


def _observed(subject: Subject, indicator: str) -> Iterator[Record]:
    facts, code = subject.facts, subject.province
    row = facts.indicator(indicator)
    instrument = facts.instrument(str(row["instrument"]))
    self_reported = instrument.get("self_reported") == "yes"
    leaves = leaves_of(facts, indicator)
    own = _own_years(subject, leaves)
    for year, value in facts.series(indicator)[code].dropna().items():
        where = (address(indicator, code, int(year)),)
        yield Record(
            int(year),
            Quantity(float(value), str(row["unit"]), OBSERVATION, where),
            independent=not self_reported and int(year) not in own,
            complete=False,
            sources=sources_at(facts, leaves, code, [int(year)]),
        )


def _own_years(subject: Subject, leaves: tuple[str, ...]) -> set[int]:
    """Years whose value stands on a figure that the implementer gave."""
    rows = _scores(subject, leaves, used="yes")
    return {int(year) for year in rows["year"][rows["origin"] == "implementer"]}


def _scores(subject: Subject, names: tuple[str, ...], *, used: str) -> pd.DataFrame:
    """Printed scores of the province that stand for an observation, or do not."""
    rows = subject.facts.table("reported")
    here = (rows["place"] == subject.province) & rows["indicator"].isin(names)
    return rows[here & (rows["statistic"] == "score") & (rows["used"] == used)]


def _printed(subject: Subject, output: str) -> Iterator[Record]:
    rows = subject.facts.table("outputs")
    rows = rows[(rows["output"] == output) & (rows["kind"] == "result")]
    rows = rows[(rows["province"] == subject.province) & rows["value"].notna()]
    for row in rows.to_dict("records"):
        year = int(row["year"])
        where = (address(f"{OUTPUT}{output}", subject.province, year),)
        yield Record(
            year,
            Quantity(float(row["value"]), str(row["unit"]), OBSERVATION, where),
            independent=row["implementer"] == "no",
            complete=row["complete_count"] == "yes",
            sources=(str(row["source"]),),
        )


def comparable(
    subject: Subject, measured_by: str, found: tuple[Record, ...], year: int
) -> tuple[Record, ...]:
    """Earlier independent values that may be compared with those of a year.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    measured_by : str
        Indicator or output id.
    found : tuple of Record
        Result of `records`.
    year : int
        Year of the deadline.

    Returns
    -------
    tuple of Record
        In order of year, none on the other side of a hard break, no outlier.
    """
    before = tuple(r for r in found if r.year < year and r.independent)
    if not before or not is_indicator(subject, measured_by):
        return before
    runs = segments(subject.facts, measured_by)
    own = next((set(run) for run in runs if year in run), set())
    kept = own - set(subject.flagged(measured_by))
    return tuple(r for r in before if r.year in kept)


def printed_otherwise(subject: Subject, indicator: str, year: int) -> list[float]:
    """Scores of a year that other sources print, and that are not used.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id.
    year : int
        Year.

    Returns
    -------
    list of float
        Conflicting sources are never averaged.
    """
    rows = _scores(subject, (indicator,), used="no")
    return [float(value) for value in rows["value"][rows["year"] == year]]


def is_derived(subject: Subject, indicator: str, year: int) -> bool:
    """Whether a value was worked out from another printed figure.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id.
    year : int
        Year.

    Returns
    -------
    bool
    """
    rows = _scores(subject, leaves_of(subject.facts, indicator), used="yes")
    return bool(((rows["year"] == year) & (rows["derived"] == "yes")).any())
