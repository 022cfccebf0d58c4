"""Agreement: whether two instruments put the provinces in the same order (rule 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import pandas as pd

from par_eval.evaluation.country.correlation import Correlation, Heard, correlation
from par_eval.evaluation.families import adjusted
from par_eval.evaluation.subject import National
from par_eval.facts import Facts
from par_eval.values import (
    TRACED,
    Result,
)

__all__ = ["Agreement", "country_agreement"]


@dataclass(frozen=True)
class Agreement(Result):
    """Rank correlations of all pairs of complete instruments, year by year.

    Parameters
    ----------
    name, numbers, notes, passed
        As of any `Result`; key columns ``first``, ``second``, ``year``, ``what``.
    correlations : tuple of Correlation
        By pair and year.
    year : int or None
        The year with the most complete instruments, the latest of several; the one
        that the fixed question is answered by.
    complete : tuple of Heard
        Instruments that are complete in that year.
    """

    correlations: tuple[Correlation, ...] = ()
    year: int | None = None
    complete: tuple[Heard, ...] = ()

    @property
    def in_year(self) -> tuple[Correlation, ...]:
        """Correlations of the year that answers the question."""
        return tuple(c for c in self.correlations if c.year == self.year)


def country_agreement(national: National) -> Agreement:
    """Whether the instruments put the provinces in the same order, within a year.

    Only instruments that are complete in the year are compared: every province has a
    value or is listed as missing. One that is a part of another is no second witness.
    p and interval are those of Fisher's transformation with the standard error of
    Bonett and Wright (2000, Psychometrika 65, 23-28).

    Parameters
    ----------
    national : National
        What the period shows for all provinces.

    Returns
    -------
    Agreement
    """
    facts = national.facts
    by_year = {year: _complete(facts, year) for year in national.years}
    most = max((len(found) for found in by_year.values()), default=0)
    years = [y for y, found in by_year.items() if len(found) == most and most > 1]
    found = [
        c
        for year, heard in by_year.items()
        for two in combinations(heard, 2)
        if two[0].contains != two[1].instrument != two[0].instrument
        and two[1].contains != two[0].instrument
        for c in correlation(national, *two, year)
    ]
    held = tuple(_held(found, facts.threshold("family_level")))
    year = max(years, default=None)
    return Agreement(
        name="agreement",
        numbers=_numbers(held),
        correlations=held,
        year=year if any(c.year == year for c in held) else None,
        complete=tuple(by_year.get(year or 0, ())),
    )


def _complete(facts: Facts, year: int) -> list[Heard]:
    """Instruments of which each province has a value, or is listed as missing."""
    missing = facts.table("missing")
    found = []
    for row in facts.table("instruments").to_dict("records"):
        key, headline = str(row["instrument"]), str(row["headline"])
        frame = facts.series(headline)
        if row["coverage"] != "complete" or year not in frame.index:
            continue
        absent = set(frame.columns[frame.loc[year].isna()])
        at = (missing["instrument"] == key) & (missing["year"] == year)
        if absent <= set(missing.loc[at, "province"]):
            contains = row["contains"] if isinstance(row["contains"], str) else ""
            name = facts.label(key, row)
            who = facts.label(key, row, "witness")
            found.append(Heard(key, headline, name, who, contains))
    return found


def _held(found: list[Correlation], level: float) -> Iterator[Correlation]:
    held = adjusted(pd.Series([c.adjusted.value for c in found], dtype=float))
    for one, value in zip(found, held, strict=True):
        quantity = replace(one.adjusted, value=float(value))
        yield replace(one, adjusted=quantity, beyond_chance=bool(value <= level))


def _numbers(found: tuple[Correlation, ...]) -> pd.DataFrame:
    rows = []
    for one in found:
        keys = {"first": one.first.instrument, "second": one.second.instrument}
        for what in ("rho", "provinces", "adjusted", "ceiling"):
            quantity = getattr(one, what)
            if quantity is not None:
                told = {k: v for k, v in vars(quantity).items() if k != "notes"}
                rows.append({**keys, "year": one.year, "what": what, **told})
    columns = ["first", "second", "year", "what", *TRACED, "interval"]
    return pd.DataFrame(rows, columns=columns)
