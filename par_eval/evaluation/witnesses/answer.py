"""The answer to whether the witnesses tell the same story (rules 8 and 12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from par_eval.evaluation.place_words import QUARTERS, place_words
from par_eval.evaluation.witnesses.pairs import Pair, Witness
from par_eval.evaluation.witnesses.witnesses import Witnesses
from par_eval.values import Joined, Text, text

__all__ = ["ANSWERS", "witness_sentences"]

MOST = 3
"""Sentences of an answer."""

SILENT = "cannot_be_compared"
STRONGEST_FIRST = ("differ", "not_distinguishable", "agree")

ANSWERS: Mapping[str, Text] = {
    "differ": text("No. In {year} the province was {places}."),
    "one_quarter": text(
        "Broadly yes: each places it in {quarter}, though not at the same place. "
        "In {year} the province was {places}."
    ),
    "not_distinguishable": text(
        "That cannot be told: noise alone could make the places differ. In {year} "
        "the province was {places}."
    ),
    "agree": text(
        "As far as they can be compared, yes. In {year} the province was {places}."
    ),
    SILENT: text(
        "That cannot be compared for this period. In {year} the province was {places}."
    ),
    "no_common_year": text(
        "That cannot be compared for this period: no two instruments give the "
        "province a place in the same year."
    ),
    "one_instrument": text(
        "That cannot be told: only one instrument gives the province a place in "
        "the period, in {year} {place}."
    ),
    "no_instrument": text(
        "That cannot be told: no instrument gives the province a place in the period."
    ),
}
"""What is answered, by the strongest verdict on any pair or by what is lacking."""


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


def _no_common_year(witnesses: Witnesses) -> Iterator[Text]:
    """Fewer than two instruments, or no year that two share."""
    found = witnesses.witnesses
    if not found:
        yield ANSWERS["no_instrument"]
    elif len(found) == 1:
        year = max(found[0].places)
        said: dict[str, object] = {"year": year, "place": _said(found[0], year)}
        yield replace(ANSWERS["one_instrument"], values=said)
    else:
        yield ANSWERS["no_common_year"]


def _answer(pairs: list[Pair], year: int, speaking: list[Witness]) -> Text:
    said: dict[str, object] = {
        "year": year,
        "places": Joined(tuple(_each(speaking, year))),
    }
    verdicts = {_verdict_in(pair, year) for pair in pairs}
    found = next((key for key in STRONGEST_FIRST if key in verdicts), SILENT)
    quarter = _shared_quarter(speaking, year)
    if found == "differ" and quarter is not None:
        return replace(
            ANSWERS["one_quarter"], values={**said, "quarter": QUARTERS[quarter]}
        )
    return replace(ANSWERS[found], values=said)


def _shared_quarter(speaking: list[Witness], year: int) -> int | None:
    """Quarter of the provinces in which every instrument places the province."""
    quarters = {witness.places[year].quarter for witness in speaking}
    return quarters.pop() if len(quarters) == 1 else None


def _verdict_in(pair: Pair, year: int) -> str:
    if pair.shared:
        return pair.verdict
    return next((c.verdict for c in pair.comparisons if c.year == year), "")


def _each(speaking: list[Witness], year: int) -> Iterator[Text]:
    """Places by instrument; of how many is said once where it is the same."""
    alike = len({witness.places[year].of for witness in speaking}) == 1
    for position, witness in enumerate(speaking):
        yield _said(witness, year, of_many=position == 0 or not alike)


def _said(witness: Witness, year: int, *, of_many: bool = True) -> Text:
    place = place_words(witness.places[year], of_many=of_many)
    said = {"place": place, "instrument": witness.name}
    if not witness.who.texts:
        return text("{place} ({instrument})", **said)
    return text("{place} by {who} ({instrument})", who=witness.who, **said)


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
            "They are not all independent: {parts}.",
            parts=Joined(tuple(parts)),
        )


def _own_statements(speaking: list[Witness], year: int) -> Iterator[Text]:
    """Instruments whose figure comes from the province itself."""
    own = [w.name for w in speaking if not w.places[year].independent]
    if own:
        yield text(
            "The figure of {names} is the province's own statement.",
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
