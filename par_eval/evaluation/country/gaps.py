"""Gaps: what is not known for many provinces, and what would settle it (rule 10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from par_eval.evaluation.counts import CASES
from par_eval.evaluation.limits import Gap, gaps
from par_eval.evaluation.openings import openings
from par_eval.evaluation.standing import ALL_PROVINCES
from par_eval.evaluation.subject import National, Subject
from par_eval.values import (
    TRACED,
    Measure,
    Name,
    Quantity,
    Result,
    address,
    define,
    text,
)

__all__ = ["ASKED", "Coverage", "Gaps", "Opened", "country_gaps"]

ASKED = define(
    Measure(
        key="provinces_and_years",
        sentence=text(
            "Values that would be there if every province had one in each year with any"
        ),
        not_for=text("The number of values that were published."),
        operation="provinces_times_years",
        decimals=0,
        function="evaluation.country_gaps",
    )
)
KNOWN_VALUES = define(
    Measure(
        key="known_values",
        sentence=text("Values that are in the data, over provinces and years"),
        not_for=text("The number of provinces: one may have several years."),
        operation="count_values",
        decimals=0,
        function="evaluation.country_gaps",
    )
)
DATED = define(
    Measure(
        key="dated_openings",
        sentence=text("Provinces of which both ends of the day of opening are known"),
        not_for=text("The number of provinces that have opened."),
        operation="dated_openings",
        decimals=0,
        function="evaluation.openings.openings",
    )
)
UNDATED = define(
    Measure(
        key="unknown_openings",
        sentence=text("Provinces of whose day of opening nothing is known"),
        not_for=text("The number of provinces without the reform."),
        operation="unknown_openings",
        decimals=0,
        function="evaluation.openings.openings",
    )
)


@dataclass(frozen=True)
class Coverage:
    """How much of an instrument is in the data for the period.

    Parameters
    ----------
    instrument : str
        Instrument id.
    name : Name
        What it is called.
    known, asked : Quantity
        Values of its headline that are there, and that there would be if each
        province had one in each year of the period with any.
    provinces : Quantity
        Provinces with a value in at least one year.
    most : bool
        Whether more than half of the values are not known.
    settle : Name
        What would settle it, without texts where the data do not say.
    source : str
        Source id of the instrument.
    """

    instrument: str
    name: Name
    known: Quantity
    asked: Quantity
    provinces: Quantity
    most: bool
    settle: Name
    source: str


@dataclass(frozen=True)
class Opened:
    """How far it is known when the provinces began a reform.

    Parameters
    ----------
    reform : str
        Reform id.
    name : Name
        What it is called.
    dated, unknown, all : Quantity
        Provinces with both ends of the day known, with nothing known, and all.
    most : bool
        Whether the day is not known for more than half of the provinces.
    sources : tuple of str
        Source ids.
    """

    reform: str
    name: Name
    dated: Quantity
    unknown: Quantity
    all: Quantity
    most: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Gaps(Result):
    """What is not known, over all provinces.

    Parameters
    ----------
    name, numbers, notes, passed
        As of any `Result`; key columns ``item`` and ``what``.
    missing : mapping of str to tuple of Gap
        Years of the period without a value of the headline, by province; those
        that lack none are left out.
    coverage : tuple of Coverage
        Every instrument, the one of the headline first.
    opened : tuple of Opened
        Every reform that did not begin everywhere at once.
    """

    missing: Mapping[str, tuple[Gap, ...]] = field(default_factory=dict)
    coverage: tuple[Coverage, ...] = ()
    opened: tuple[Opened, ...] = ()


def country_gaps(national: National, subjects: Mapping[str, Subject]) -> Gaps:
    """Missing values with their reasons, thin instruments, unknown openings.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    subjects : mapping of str to Subject
        Every province by its code.

    Returns
    -------
    Gaps
    """
    missing = {code: gaps(subject) for code, subject in subjects.items()}
    coverage = tuple(_coverage(national))
    opened = tuple(_opened(national))
    return Gaps(
        name="gaps",
        numbers=_numbers(coverage, opened),
        missing={code: found for code, found in missing.items() if found},
        coverage=coverage,
        opened=opened,
    )


def _coverage(national: National) -> Iterator[Coverage]:
    facts, years = national.facts, list(national.years)
    table = facts.table("instruments")
    own = table["instrument"] == national.instrument
    for row in pd.concat([table[own], table[~own]]).to_dict("records"):
        key, headline = str(row["instrument"]), str(row["headline"])
        frame = facts.series(headline).reindex(years).dropna(how="all")
        if frame.empty:
            continue
        published = [int(year) for year in frame.index]
        where = (address(headline, "*", published),)
        known = float(frame.notna().sum(axis=None))
        some = float(frame.notna().any().sum())
        asked = float(frame.size)
        yield Coverage(
            instrument=key,
            name=facts.label(key, row),
            known=Quantity(known, "values", KNOWN_VALUES, where),
            asked=Quantity(asked, "values", ASKED, where),
            provinces=Quantity(
                some, "provinces", CASES, _with_value(frame, headline, published)
            ),
            most=known * 2 < asked,
            settle=facts.label(key, row, "would_settle"),
            source=str(row["source"]),
        )


def _with_value(
    frame: pd.DataFrame, headline: str, years: list[int]
) -> tuple[str, ...]:
    """Addresses of the provinces that have a value in one of the years."""
    some = frame.columns[frame.notna().any()]
    return tuple(address(headline, str(code), years) for code in some)


def _opened(national: National) -> Iterator[Opened]:
    facts = national.facts
    every = [str(code) for code in facts.table("provinces")["province"]]
    names = facts.table("reform_names")
    for row in names[names["universal"] == "no"].to_dict("records"):
        reform = str(row["reform"])
        found = openings(facts, reform)
        if not found:
            continue
        dated = [code for code, opening in found.items() if opening.dated]
        where = (address(f"reform.{reform}", "*", national.end),)
        unknown = len(every) - len(found)
        yield Opened(
            reform=reform,
            name=facts.label(reform, row),
            dated=Quantity(float(len(dated)), "provinces", DATED, where),
            unknown=Quantity(float(unknown), "provinces", UNDATED, where),
            all=Quantity(float(len(every)), "provinces", ALL_PROVINCES, where),
            most=2 * len(dated) < len(every),
            sources=tuple(sorted({s for o in found.values() for s in o.sources})),
        )


def _numbers(
    coverage: tuple[Coverage, ...], opened: tuple[Opened, ...]
) -> pd.DataFrame:
    named: list[tuple[str, str, Quantity]] = []
    for one in coverage:
        for what in ("known", "asked", "provinces"):
            named.append((one.instrument, what, getattr(one, what)))
    for two in opened:
        for what in ("dated", "unknown"):
            named.append((two.reform, what, getattr(two, what)))
    rows = [
        {
            "item": item,
            "what": what,
            **{k: v for k, v in vars(quantity).items() if k != "notes"},
        }
        for item, what, quantity in named
    ]
    return pd.DataFrame(rows, columns=["item", "what", *TRACED, "interval"])
