"""The answer to whether the witnesses tell the same story (rules 8 and 12)."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation.witnesses.pairs import Pair, Witness
from par_eval.evaluation.witnesses.witnesses import Witnesses
from par_eval.series.place import Place
from par_eval.values import Joined, Text, text

__all__ = ["place_words", "witness_sentences"]

MOST = 3
"""Sentences of an answer."""


def witness_sentences(witnesses: Witnesses) -> Iterator[Text]:
    """Whether the instruments tell the same story on the province's place.

    Parameters
    ----------
    witnesses : Witnesses
        Result of `witnesses`.

    Yields
    ------
    Text
        At most three sentences: the answer with the places of the headline year, which
        instruments are parts of others, whose figure is the province's own statement,
        and which give no place in that year.
    """
    year = witnesses.headline_year
    if year is None:
        yield from _no_common_year(witnesses)
        return
    speaking = [w for w in witnesses.witnesses if year in w.places]
    among = [p for p in witnesses.pairs if p.first in speaking and p.second in speaking]
    said = [
        _answer(among, year, speaking),
        *_not_independent(among),
        *_own_statements(speaking, year),
        *_silent(witnesses, year),
    ]
    yield from said[:MOST]


def place_words(place: Place) -> Text:
    """A place, or its bounds, of how many provinces.

    Parameters
    ----------
    place : Place
        Place of a province in one year.

    Returns
    -------
    Text

    Examples
    --------
    >>> place = Place(25, 43, 63, "bounds", ("a/P1/2019",), ("S1",), True)
    >>> place_words(place).values["of"]
    63
    """
    ends = place.quantities
    if len(ends) == 1:
        return text("{place} of {of}", place=ends[0], of=place.of)
    if place.high - place.low == 1:
        return text(
            "{best} or {worst} of {of}", best=ends[0], worst=ends[1], of=place.of
        )
    return text("{best} to {worst} of {of}", best=ends[0], worst=ends[1], of=place.of)


def _no_common_year(witnesses: Witnesses) -> Iterator[Text]:
    """Fewer than two instruments, or no year that two share."""
    found = witnesses.witnesses
    if not found:
        yield text(
            "That cannot be told: no instrument gives the province a place in the "
            "period."
        )
    elif len(found) == 1:
        year, place = max(found[0].places.items())
        yield text(
            "That cannot be told: only one instrument gives the province a place in "
            "the period, in {year} {place}.",
            year=year,
            place=_said(found[0], place),
        )
    else:
        yield text(
            "That cannot be compared for this period: no two instruments give the "
            "province a place in the same year."
        )


def _answer(pairs: list[Pair], year: int, speaking: list[Witness]) -> Text:
    verdicts = {_verdict_in(pair, year) for pair in pairs}
    places = Joined(tuple(_said(w, w.places[year]) for w in speaking))
    said = {"year": year, "places": places}
    if "differ" in verdicts:
        return text("No. In {year} the province stood {places}.", **said)
    if "not_distinguishable" in verdicts:
        return text(
            "That cannot be told: noise alone could make the places differ. In {year} "
            "the province stood {places}.",
            **said,
        )
    if "agree" in verdicts:
        return text(
            "As far as they can be compared, yes. In {year} the province stood "
            "{places}.",
            **said,
        )
    return text(
        "That cannot be compared for this period. In {year} the province stood "
        "{places}.",
        **said,
    )


def _verdict_in(pair: Pair, year: int) -> str:
    if pair.shared:
        return pair.verdict
    return next((c.verdict for c in pair.comparisons if c.year == year), "")


def _said(witness: Witness, place: Place) -> Text:
    said = {"place": place_words(place), "instrument": witness.name}
    if not witness.who.texts:
        return text("{place} ({instrument})", **said)
    return text("{place} according to {who} ({instrument})", who=witness.who, **said)


def _not_independent(pairs: list[Pair]) -> Iterator[Text]:
    """Instruments that are parts of others."""
    parts = []
    for pair in (p for p in pairs if p.shared):
        inner, outer = pair.first, pair.second
        if inner.contains == outer.instrument:
            inner, outer = outer, inner
        parts.append(
            text("{inner} is a part of {outer}", inner=inner.name, outer=outer.name)
        )
    if parts:
        yield text(
            "Not all of these are independent witnesses: {parts}.",
            parts=Joined(tuple(parts)),
        )


def _own_statements(speaking: list[Witness], year: int) -> Iterator[Text]:
    """Instruments whose figure comes from the province itself."""
    own = [w.name for w in speaking if not w.places[year].independent]
    if own:
        yield text(
            "The data have the province's figure in {names} from its own statement "
            "only.",
            names=Joined(tuple(own)),
        )


def _silent(witnesses: Witnesses, year: int) -> Iterator[Text]:
    """Instruments with answers of their own that give no place in the headline year."""
    absent = [w.name for w in witnesses.witnesses if year not in w.places]
    names = (*absent, *witnesses.silent)
    if names:
        yield text(
            "The data hold no place for that year from {names}.", names=Joined(names)
        )
