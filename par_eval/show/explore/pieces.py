"""Pieces that the exhibits of the tours share: tables of facts, words of breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from par_eval.facts import Facts
from par_eval.series import Break, hard, leaves_of, plain
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.numbers import empty
from par_eval.values import Joined, Name, Text, text

__all__ = [
    "SEVERITY",
    "break_text",
    "break_years",
    "fact_table",
    "sources_with",
    "where",
    "year_range",
]

SEVERITY = {"hard": text("hard"), "soft": text("soft")}
"""Words for the two kinds of break."""


def fact_table(
    facts: Facts,
    name: str,
    title: Text,
    subtitle: Text,
    grid: Grid,
    sources: Iterable[str] = (),
    *,
    notes: tuple[Text, ...] = (),
    details: tuple[Text, ...] = (),
    numbers: pd.DataFrame | None = None,
) -> Exhibit:
    """Table that needs no evaluation, only the facts.

    Parameters
    ----------
    facts : Facts
        Data package.
    name : str
        Id of the exhibit.
    title, subtitle : Text
        Its finding, and how to read it.
    grid : Grid
        The table itself.
    sources : iterable of str
        Source ids, in any order.
    notes : tuple of Text
        What stands below it.
    details : tuple of Text
        What happened at its breaks, folded away.
    numbers : DataFrame, optional
        Traced frame behind it; those in its cells count in any case.

    Returns
    -------
    Exhibit
    """
    return Exhibit(
        id=name,
        kind="table",
        facts=facts,
        title=title,
        subtitle=subtitle,
        alternative=title,
        sources=tuple(sorted(set(sources))),
        numbers=empty() if numbers is None else numbers,
        notes=notes,
        details=details,
        grid=grid,
    )


def break_text(facts: Facts, found: Break) -> Text:
    """One break in words: year, where it lies, how grave it is, what happened.

    Parameters
    ----------
    facts : Facts
        Data package.
    found : Break
        The break.

    Returns
    -------
    Text
        A sentence.
    """
    return text(
        "{year}, {where} ({kind}): {what}.",
        year=found.year,
        where=where(facts, found),
        kind=SEVERITY[found.severity],
        what=found.what,
    )


def where(facts: Facts, found: Break) -> Name:
    """Name of the indicator in which a break has its cause.

    Parameters
    ----------
    facts : Facts
        Data package.
    found : Break
        The break.

    Returns
    -------
    Name
    """
    return facts.name("indicators", plain(found.indicator))


def break_years(breaks: Iterable[Break], severity: str) -> Joined | str:
    """Years of the breaks of one severity, each once; a dash where there are none.

    Parameters
    ----------
    breaks : iterable of Break
        Breaks of either kind.
    severity : {"hard", "soft"}
        Which ones; a hard break hides the soft ones of its year.

    Returns
    -------
    Joined or str

    Examples
    --------
    >>> break_years((), "hard")
    '–'
    """
    found = tuple(breaks)
    grave = {b.year for b in hard(found)}
    years = grave if severity == "hard" else {b.year for b in found} - grave
    return Joined(tuple(sorted(years))) if years else "–"


def year_range(years: Sequence[int]) -> str:
    """First and last year; one year where they are the same.

    Parameters
    ----------
    years : sequence of int
        In order.

    Returns
    -------
    str

    Examples
    --------
    >>> year_range([2019, 2020]), year_range([2020])
    ('2019–2020', '2020')
    """
    first, last = years[0], years[-1]
    return str(first) if first == last else f"{first}–{last}"


def sources_with(
    facts: Facts, indicator: str, breaks: Iterable[Break] = ()
) -> tuple[str, ...]:
    """Sources of an indicator's values and of what is known about its breaks.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, with or without a span.
    breaks : iterable of Break
        Breaks that are named.

    Returns
    -------
    tuple of str
        Source ids, sorted.
    """
    observed = facts.sources_of(leaves_of(facts, plain(indicator)))
    return tuple(sorted({*observed, *(b.source for b in breaks)}))
