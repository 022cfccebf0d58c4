"""Sentences on what the claims leave out (rule 11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from par_eval.evaluation.counts import count_of
from par_eval.evaluation.place_words import indicator_words, place_words
from par_eval.facts import Facts
from par_eval.series.place import Place
from par_eval.values import Joined, Quantity, Text, text

if TYPE_CHECKING:
    from par_eval.evaluation.claims.left_out import Cited, Other

__all__ = ["left_out_notes"]


def left_out_notes(facts: Facts, cited: tuple[Cited, ...]) -> tuple[Text, ...]:
    """What is left out, year by year, and where the cited figures lie among it.

    Parameters
    ----------
    facts : Facts
        Data package.
    cited : tuple of Cited
        Figures that the claims cite.

    Returns
    -------
    tuple of Text
        Whole sentences; none where no claim cites a figure.
    """
    notes: list[Text] = []
    for year in sorted({one.year for one in cited}):
        notes += _of_year(facts, year, [one for one in cited if one.year == year])
    for one in cited:
        notes += _beside(facts, one)
    if cited:
        notes.append(
            text(
                "A figure of one year counts as known from the next year on; places "
                "answer relative to others in the same year."
            )
        )
    return tuple(notes)


def _of_year(facts: Facts, year: int, cited: list[Cited]) -> Iterator[Text]:
    """What the claims cite of a year, what they leave out, and what is not known."""
    named = [
        _named(facts, one.indicator, year, one.place)
        if one.place
        else indicator_words(facts, one.indicator)
        for one in cited
    ]
    others = {o.indicator: o for one in cited for o in one.instruments if not o.cited}
    left = [_named(facts, o.indicator, year, o.place) for o in others.values()]
    said = {"year": year, "cited": Joined(tuple(named))}
    if left:
        yield text(
            "For {year} the claims cite {cited} and leave out {left}.",
            left=Joined(tuple(left)),
            **said,
        )
    else:
        yield text(
            "For {year} the claims cite {cited}; no other instrument with a known "
            "place is left out.",
            **said,
        )
    unknown = dict.fromkeys(name for one in cited for name in one.unknown)
    if unknown:
        yield text(
            "Published for {year}, but without a known place of the province: {names}.",
            year=year,
            names=Joined(tuple(indicator_words(facts, name) for name in unknown)),
        )


def _beside(facts: Facts, one: Cited) -> Iterator[Text]:
    """Where a cited figure lies among the other instruments, and the other years."""
    said = {"indicator": indicator_words(facts, one.indicator), "year": one.year}
    if one.instruments and one.place:
        yield text(
            "Instruments of {year} beside {indicator}: {better} with a certainly "
            "better place, {worse} with a certainly worse one, {open} uncertain.",
            **said,
            **_counts(one.place, one.instruments, "instruments"),
        )
    if not one.years:
        return
    listed = tuple(
        text(
            "{place} ({year})",
            year=other.year,
            place=place_words(other.place),
        )
        for other in one.years
    )
    yield text(
        "Other years of {indicator} that were known by {claim_year}: {listed}.",
        claim_year=one.claim_year,
        listed=Joined(listed, "semicolon"),
        **said,
    )
    if one.place:
        yield text(
            "Those years of {indicator} beside {year}: {better} with a certainly "
            "better place, {worse} with a certainly worse one, {open} uncertain.",
            **said,
            **_counts(one.place, one.years, "years"),
        )


def _named(facts: Facts, indicator: str, year: int, place: Place) -> Text:
    return text(
        "{indicator} ({place})",
        indicator=indicator_words(facts, indicator),
        place=place_words(place),
    )


def _counts(own: Place, others: Iterable[Other], unit: str) -> dict[str, Quantity]:
    """How many places are certainly better, certainly worse, and neither."""
    groups: dict[str, Callable[[Place], bool]] = {
        "better": lambda place: place.high < own.low,
        "worse": lambda place: place.low > own.high,
        "open": lambda place: place.low <= own.high and place.high >= own.low,
    }
    listed = list(others)
    return {
        name: count_of(
            [o.place.of_addresses[0] for o in listed if holds(o.place)],
            unit,
        )
        for name, holds in groups.items()
    }
