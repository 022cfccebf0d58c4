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
    """Id of an indicator on its parts without a break between two years.

    Examples
    --------
    >>> unbroken("papi.total", 2019, 2020)
    'papi.total~2019-2020'
    """
    suffix = "~soft" if allow_soft else ""
    return f"{plain(indicator)}~{int(start)}-{int(end)}{suffix}"


def plain(indicator: str) -> str:
    """Id without its span.

    Examples
    --------
    >>> plain("papi.total~2019-2020")
    'papi.total'
    """
    return indicator.split("~", 1)[0]


def span_of(indicator: str) -> Span | None:
    """Span that an id carries, or None.

    Examples
    --------
    >>> span_of("papi.total~2019-2020~soft")
    Span(start=2019, end=2020, allow_soft=True)
    """
    pieces = indicator.split("~")[1:]
    if not pieces:
        return None
    years = pieces[0].split("-")
    if len(years) != 2 or not all(y.isdigit() for y in years) or pieces[1:2] > ["soft"]:
        raise UnknownNameError(
            f"{indicator!r} is no indicator; a span reads name~FIRST-LAST or "
            "name~FIRST-LAST~soft"
        )
    return Span(int(years[0]), int(years[1]), pieces[1:] == ["soft"])


def ancestors(facts: Facts, indicator: str) -> tuple[str, ...]:
    """Wholes that contain an indicator, the nearest first."""
    whole_of = {part: whole for whole, parts in facts.parts.items() for part in parts}
    found = []
    while indicator in whole_of:
        indicator = whole_of[indicator]
        found.append(indicator)
    return tuple(found)


def leaves_of(facts: Facts, indicator: str) -> tuple[str, ...]:
    """Published indicators that an indicator is made of, itself if it has no parts."""
    return tuple(_descend(facts, plain(indicator)))


def _descend(facts: Facts, indicator: str) -> Iterator[str]:
    parts = facts.parts.get(indicator)
    if not parts:
        yield indicator
    for part in parts or ():
        yield from _descend(facts, part)


def dimensions(facts: Facts, instrument: str) -> tuple[str, ...]:
    """Direct parts of an instrument's headline indicator."""
    headline = str(facts.instrument(instrument)["headline"])
    return facts.parts.get(headline, ())
