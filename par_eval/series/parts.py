"""The tree of parts and wholes, and the ids of indicators.

An indicator id may carry a span: ``papi.total~2019-2020`` is the total of those
parts that have no break of either kind between the two years, and
``papi.total~2019-2020~soft`` of those that have no hard one. Such an indicator has
values from the first to the last year of its span only, and only for provinces that
have a value in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from par_eval.facts import Facts
from par_eval.values import UnknownNameError

__all__ = [
    "Span",
    "ancestors",
    "dimensions",
    "leaves_of",
    "plain",
    "span_of",
    "unbroken",
]


@dataclass(frozen=True)
class Span:
    """Years between which the parts of an indicator must not break.

    Parameters
    ----------
    start, end : int
        First and last year.
    allow_soft : bool
        Whether parts with a soft break stay in.
    """

    start: int
    end: int
    allow_soft: bool = False


def unbroken(indicator: str, start: int, end: int, *, allow_soft: bool = False) -> str:
    """Id of an indicator on its parts without a break between two years (rule 3).

    Parameters
    ----------
    indicator : str
        Indicator id; a span that it carries is replaced.
    start, end : int
        First and last year of the span.
    allow_soft : bool
        Whether parts with a soft break stay in.

    Returns
    -------
    str

    Examples
    --------
    >>> unbroken("papi.total", 2019, 2020)
    'papi.total~2019-2020'
    >>> unbroken("papi.total", 2019, 2020, allow_soft=True)
    'papi.total~2019-2020~soft'
    """
    suffix = "~soft" if allow_soft else ""
    return f"{plain(indicator)}~{int(start)}-{int(end)}{suffix}"


def plain(indicator: str) -> str:
    """Id without its span.

    Parameters
    ----------
    indicator : str
        Indicator id, with or without a span.

    Returns
    -------
    str

    Examples
    --------
    >>> plain("papi.total~2019-2020")
    'papi.total'
    """
    return indicator.split("~", 1)[0]


def span_of(indicator: str) -> Span | None:
    """Span that an id carries, or None.

    Parameters
    ----------
    indicator : str
        Indicator id, with or without a span.

    Returns
    -------
    Span or None

    Raises
    ------
    UnknownNameError
        If what follows the id is no span.

    Examples
    --------
    >>> span_of("papi.total~2019-2020~soft")
    Span(start=2019, end=2020, allow_soft=True)
    """
    pieces = indicator.split("~")[1:]
    if not pieces:
        return None
    years = pieces[0].split("-")
    dated = len(years) == 2 and all(year.isdigit() for year in years)
    if not dated or pieces[1:] not in ([], ["soft"]):
        raise UnknownNameError(
            f"{indicator!r} is no indicator; a span reads name~FIRST-LAST or "
            "name~FIRST-LAST~soft"
        )
    return Span(int(years[0]), int(years[1]), pieces[1:] == ["soft"])


def ancestors(facts: Facts, indicator: str) -> tuple[str, ...]:
    """Wholes that contain an indicator, the nearest first.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, without a span.

    Returns
    -------
    tuple of str
        Indicator ids; empty for a whole that is part of nothing.

    Examples
    --------
    >>> from par_eval.series import load
    >>> ancestors(load(), "papi.participation.elections")
    ('papi.participation', 'papi.total')
    """
    found = []
    while indicator in facts.whole_of:
        indicator = facts.whole_of[indicator]
        found.append(indicator)
    return tuple(found)


def leaves_of(facts: Facts, indicator: str) -> tuple[str, ...]:
    """Published indicators that an indicator is made of, itself if it has no parts.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, with or without a span; the span is not regarded.

    Returns
    -------
    tuple of str
        Indicator ids of every edition, in the order of the indicators table.

    See Also
    --------
    par_eval.series.composition : The parts of each year's edition.
    """
    return tuple(_descend(facts, plain(indicator)))


def _descend(facts: Facts, indicator: str) -> Iterator[str]:
    """Parts of a sum, down to what was published; an observed whole is published."""
    parts = facts.parts.get(indicator, ())
    if not parts or facts.indicator(indicator)["aggregation"] == "observation":
        yield indicator
        return
    for part in parts:
        yield from _descend(facts, part)


def dimensions(facts: Facts, instrument: str) -> tuple[str, ...]:
    """Direct parts of an instrument's headline indicator.

    Parameters
    ----------
    facts : Facts
        Data package.
    instrument : str
        Instrument id.

    Returns
    -------
    tuple of str
        Indicator ids, in the order of the indicators table.

    Raises
    ------
    UnknownNameError
        If the instrument is not in the data package.

    Examples
    --------
    >>> from par_eval.series import load
    >>> dimensions(load(), "papi")[0]
    'papi.participation'
    """
    headline = str(facts.instrument(instrument)["headline"])
    return facts.parts.get(headline, ())
