"""Starts: when a reform began in a province, as far as the sources tell (rule 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from par_eval.evaluation.openings import openings
from par_eval.facts import Facts
from par_eval.values import Text, text

__all__ = ["Start", "starts"]

MONTHS = (
    text("January"),
    text("February"),
    text("March"),
    text("April"),
    text("May"),
    text("June"),
    text("July"),
    text("August"),
    text("September"),
    text("October"),
    text("November"),
    text("December"),
)
NEW_YEAR, NEW_YEARS_EVE = (1, 1), (12, 31)


@dataclass(frozen=True)
class Start:
    """When a reform began in a province, as far as the data tell.

    Parameters
    ----------
    first, last : date or None
        First and last day on which it can have begun; None where no bound is known.

    Examples
    --------
    >>> Start(date(1999, 5, 1), date(2000, 2, 1)).straddling
    (1999, 2000)
    """

    first: date | None = None
    last: date | None = None

    @property
    def known(self) -> bool:
        """Whether it has a bound on either side."""
        return self.first is not None and self.last is not None

    @property
    def last_before(self) -> int:
        """Last full year before the start; the start has a first day."""
        assert self.first is not None
        eve = (self.first.month, self.first.day) == NEW_YEARS_EVE
        return self.first.year if eve else self.first.year - 1

    @property
    def first_after(self) -> int:
        """First full year after the start; the start has a last day."""
        assert self.last is not None
        new_year = (self.last.month, self.last.day) == NEW_YEAR
        return self.last.year if new_year else self.last.year + 1

    @property
    def straddling(self) -> tuple[int, ...]:
        """Years that are neither before nor after; none where a bound is unknown."""
        if not self.known:
            return ()
        return tuple(range(self.last_before + 1, self.first_after))

    def begun_after(self, year: int) -> bool:
        """Whether the data tell that it had not begun during a year."""
        return self.first is not None and self.last_before >= year

    def begun_by(self, year: int) -> bool:
        """Whether the data tell that it had begun before a year ended."""
        return self.last is not None and self.last <= date(year, *NEW_YEARS_EVE)

    def overlaps(self, first: int, last: int) -> bool:
        """Whether it can have begun within some years; no bound tells nothing."""
        if self.first is None and self.last is None:
            return False
        begin, end = date(first, *NEW_YEAR), date(last, *NEW_YEARS_EVE)
        return (self.first or begin) <= end and (self.last or end) >= begin

    @property
    def when(self) -> Text:
        """The start in words that follow "began"."""
        first, last = self.first, self.last
        if first is None or last is None:
            return self._one_bound()
        said = {"year": first.year, "month": MONTHS[first.month - 1]}
        if first == last:
            return text("on {day} {month} {year}", day=first.day, **said)
        if (first.year, first.month) == (last.year, last.month):
            return text("in {month} {year}", **said)
        if first.year == last.year:
            return text("in {year}", year=first.year)
        return text("between {first} and {last}", first=first.year, last=last.year)

    def _one_bound(self) -> Text:
        if self.first is not None:
            return text("in {year} or later", year=self.first.year)
        if self.last is not None:
            return text("in {year} or earlier", year=self.last.year)
        return text("on a day that is not known")


def starts(facts: Facts, reform: str) -> dict[str, Start]:
    """When a reform began, by province.

    Parameters
    ----------
    facts : Facts
        Data package.
    reform : str
        Reform id.

    Returns
    -------
    dict of str to Start
        Provinces of which no source tells are left out.

    Examples
    --------
    >>> from par_eval.series import load
    >>> starts(load(), "no such reform")
    {}
    """
    found = openings(facts, reform).items()
    return {code: Start(_day(o.earliest), _day(o.latest)) for code, o in found}


def _day(found: pd.Timestamp | None) -> date | None:
    return None if found is None else found.date()
