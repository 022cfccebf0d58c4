"""Boundary events and early ends: when a period is incomplete (rule 14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from par_eval.evaluation.counts import CASES, count_of
from par_eval.evaluation.subject import National, Subject
from par_eval.facts import Facts
from par_eval.values import (
    TRACED,
    Name,
    Quantity,
    Result,
    Text,
    address,
    counted,
    text,
)

__all__ = [
    "Boundary",
    "BoundaryEvent",
    "boundary",
    "cut_short",
    "events_of",
    "is_incomplete",
]


@dataclass(frozen=True)
class BoundaryEvent:
    """A change of boundaries that ends the series of a province.

    Parameters
    ----------
    event : str
        Event id.
    day : date
        When it took effect.
    year : int
        First year without values for the province in its old boundaries.
    what, successor : Name
        What happened, and what followed the province; empty where the data do not say.
    source : str
        Source id.
    """

    event: str
    day: date
    year: int
    what: Name
    successor: Name
    source: str


@dataclass(frozen=True)
class Boundary(Result):
    """Whether the years of a period can all be evaluated (rule 14).

    Parameters
    ----------
    name, numbers, notes, passed
        As of any `Result`; one row, the number of years that can be evaluated. Not
        passed where the period is incomplete.
    events : tuple of BoundaryEvent
        Events of the province up to the end of the period.
    years : tuple of int
        Years of the period with an edition of the headline indicator, before any
        event.
    """

    events: tuple[BoundaryEvent, ...] = ()
    years: tuple[int, ...] = ()


def boundary(subject: Subject) -> Boundary:
    """Events that end the province's series, and data that end before the period.

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    Boundary
        Notes say from which year on there are no values, and why.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> boundary(evaluate("Ca Mau", "2016-2020")).years
    (2016, 2017, 2018, 2019, 2020)
    """
    national = subject.national
    events = _events(subject)
    editions = _editions(national)
    years = tuple(y for y in editions if not events or y < events[0].year)
    covered = count_of(
        [address(national.headline, subject.province, y) for y in years], "years"
    )
    row = {key: getattr(covered, key) for key in TRACED}
    return Boundary(
        name="boundary",
        numbers=pd.DataFrame([{"what": "years", **row, "interval": None}]),
        notes=(*_event_notes(subject, events), *_edition_notes(national, editions)),
        passed=not is_incomplete(subject),
        events=events,
        years=years,
    )


def is_incomplete(subject: Subject) -> bool:
    """Whether a boundary event or the end of the data cuts the period short (rule 14).

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    bool

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> is_incomplete(evaluate("Ca Mau", "2016-2020"))
    False
    """
    last = max(_editions(subject.national), default=None)
    return bool(_events(subject)) or last != subject.national.end


def cut_short(national: National) -> Iterator[Text]:
    """That the data end before the period does (rule 14).

    Parameters
    ----------
    national : National
        What the period shows for all provinces.

    Yields
    ------
    Text
        One sentence at most; none where the data hold no year of the period.
    """
    editions = _editions(national)
    if editions and editions[-1] < national.end:
        yield text(
            "The data on {instrument} end in {year}, before the end of the period: the "
            "period is incomplete.",
            instrument=national.facts.name("instruments", national.instrument),
            year=editions[-1],
        )


def events_of(facts: Facts, province: str) -> tuple[BoundaryEvent, ...]:
    """Changes of boundaries that end the series of a province, whenever they came.

    Parameters
    ----------
    facts : Facts
        Data package.
    province : str
        Province code.

    Returns
    -------
    tuple of BoundaryEvent
        In order.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> codes = facts.boundary_events["province"]
    >>> [len(events_of(facts, code)) for code in codes[:1]]
    [1]
    """
    table = facts.table("boundary_events")
    own = table[table["province"] == province]
    found = []
    for row in own.to_dict("records"):
        key = f"{row['event']}/{province}"
        found.append(
            BoundaryEvent(
                event=str(row["event"]),
                day=pd.Timestamp(row["date"]).date(),
                year=int(row["year"]),
                what=facts.label(key, row, "what"),
                successor=facts.label(key, row, "successor"),
                source=str(row["source"]),
            )
        )
    return tuple(sorted(found, key=lambda event: event.day))


def _events(subject: Subject) -> tuple[BoundaryEvent, ...]:
    """Events of the province up to the end of the period, in order."""
    events = events_of(subject.facts, subject.province)
    return tuple(e for e in events if e.year <= subject.national.end)


def _editions(national: National) -> tuple[int, ...]:
    """Years of the period in which any province has a value of the headline."""
    frame = national.facts.series(national.headline).reindex(list(national.years))
    return tuple(int(year) for year in frame.dropna(how="all").index)


def _event_notes(subject: Subject, events: tuple[BoundaryEvent, ...]) -> Iterator[Text]:
    for event in events:
        said: dict[str, object] = {"day": event.day, "what": event.what}
        if event.year < subject.national.start:
            yield text(
                "{day}: {what}. That was before the period: the province in its old "
                "boundaries has no values in it.",
                **said,
            )
        else:
            yield text(
                "{day}: {what}. The period is incomplete: from {year} on there are no "
                "values for the province in its old boundaries.",
                year=event.year,
                **said,
            )
        if event.successor.texts:
            yield text(
                "What follows it is {successor}, a series of its own.",
                successor=event.successor,
            )


def _edition_notes(national: National, editions: tuple[int, ...]) -> Iterator[Text]:
    """Where the data begin late, end early, or have gaps for all provinces."""
    instrument = national.facts.name("instruments", national.instrument)
    if not editions:
        yield text(
            "The data hold no edition of {instrument} in the period.",
            instrument=instrument,
        )
        return
    yield from cut_short(national)
    absent = [y for y in national.years if y not in editions and y < editions[-1]]
    if absent:
        yield counted(
            "In {number} earlier year of the period there was no edition.",
            "In {number} earlier years of the period there was no edition.",
            len(absent),
            number=Quantity(
                len(absent),
                "years",
                CASES,
                tuple(address(national.headline, "*", y) for y in absent),
            ),
        )
