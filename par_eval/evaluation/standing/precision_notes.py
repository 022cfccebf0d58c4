"""What must be said beside the precision of the standing, in rule 4's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from par_eval.evaluation.standing.placings import Placing
from par_eval.evaluation.standing.rank_moves import Move
from par_eval.evaluation.subject import Subject
from par_eval.series import plain
from par_eval.series.noise import NOISE, RELATIVE_NOISE, Noise
from par_eval.values import (
    Joined,
    Name,
    Quantity,
    Text,
    counted,
    text,
    unit_words,
)

__all__ = ["CHANGES", "PART_INTERVALS", "noise_text", "notes"]

CHANGES = {
    "distinguishable": text(
        "Between the first and the last year the place changed by more than noise "
        "explains (pair test, Holm) in: {names}."
    ),
    "not_distinguishable": text(
        "Between the first and the last year the places are not distinguishable "
        "(pair test, Holm) in: {names}."
    ),
    "not_tested": text(
        "Not tested, since no run of years without a hard break tells their noise: "
        "{names}."
    ),
}
"""Sentences on changes of place, by their verdict."""
PART_INTERVALS = {
    True: text(
        "The second interval leaves out one published part at a time, or weighs "
        "the dimensions equally; it holds no noise and is not mixed with the "
        "first one."
    ),
    False: text(
        "No interval by parts is given: the places do not rest on several "
        "published parts."
    ),
}
"""What the second interval is; under False, that there is none."""


def notes(
    subject: Subject, places: tuple[Placing, ...], moves: tuple[Move, ...]
) -> Iterator[Text]:
    """Sentences on noise, on what it cannot place, on changes, and on the parts.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    places : tuple of Placing
        Places of the headline; not empty.
    moves : tuple of Move
        Changes of place.

    Yields
    ------
    Text
    """
    yield from noise_text(subject)
    yield from _unplaced(subject, places)
    yield from _alike(places)
    yield from _changes(subject, moves)
    yield from _borrowed(subject, moves)
    yield PART_INTERVALS[any(place.parts for place in places)]


def noise_text(subject: Subject) -> Iterator[Text]:
    """Which noise the places of the headline are judged by, or why by none.

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Yields
    ------
    Text
    """
    facts, headline = subject.facts, subject.national.headline
    found, name = subject.national.noise(headline), _name(subject, headline)
    if found is None:
        yield text(
            "{name} has no run of at least {least} years without a hard break, so its "
            "noise is not known and its places have no interval.",
            name=name,
            least=int(facts.threshold("run_years")),
        )
    elif not found.known:
        yield text(
            "Nothing transitory was found in {run}, so the noise of {name} is not "
            "known and its places have no interval.",
            run=_run(found),
            name=name,
        )
    else:
        yield _known(subject, found)
        if found.borrowed:
            yield text(
                "The noise is borrowed from {run}: too few of these years lie in the "
                "period.",
                run=_run(found),
            )


def _known(subject: Subject, found: Noise) -> Text:
    unit = str(subject.facts.indicator(plain(found.indicator))["unit"])
    return text(
        "The interval of a place is a sensitivity interval, not a confidence interval: "
        "the province is compared with every other one in pairs, stepwise, at a "
        "familywise level of {level} percent. The noise is the transitory standard "
        "deviation of {name} in {run}, pooled over the provinces: {deviation} {unit}, "
        "or {relative} of the standard deviation between provinces. It is an upper "
        "bound on noise, since real changes that did not last count as noise too.",
        level=f"{100 * subject.facts.threshold('interval_level'):g}",
        name=_name(subject, found.indicator),
        run=_run(found),
        deviation=Quantity(found.deviation, unit, NOISE, (found.where,)),
        unit=unit_words(unit),
        relative=Quantity(found.relative, "z", RELATIVE_NOISE, (found.where,)),
    )


def _unplaced(subject: Subject, places: tuple[Placing, ...]) -> Iterator[Text]:
    """Where the interval covers so many provinces that it places none."""
    share = f"{100 * subject.facts.threshold('placed_share'):g}"
    open_ = [place for place in places if place.placed is False]
    years = [place.year for place in open_ if place.year]
    if years:
        yield text(
            "Noise is too large for one year to place the province in {years}: the "
            "interval covers more than {share} percent of the provinces.",
            years=Joined(tuple(years)),
            share=share,
        )
    if any(not place.year for place in open_):
        yield text(
            "Even over the period noise is too large to place the province: the "
            "interval covers more than {share} percent of the provinces.",
            share=share,
        )


def _alike(places: tuple[Placing, ...]) -> Iterator[Text]:
    """How many provinces are not distinguishable from this one in its last year."""
    last = [place for place in places if place.year][-1]
    if last.alike is None:
        return
    number = int(last.alike.value)
    if number == 0:
        yield text(
            "In {year} every other province is distinguishable from the province.",
            year=last.year,
        )
        return
    yield counted(
        "In {year}, {number} other province is not distinguishable from the province.",
        "In {year}, {number} other provinces are not distinguishable from the "
        "province.",
        number,
        year=last.year,
        number=last.alike,
    )


def _changes(subject: Subject, moves: tuple[Move, ...]) -> Iterator[Text]:
    """Which changes of place are distinguishable from noise, by name."""
    for verdict, sentence in CHANGES.items():
        same = [m.indicator for m in moves if m.verdict == verdict]
        if same:
            names = Joined(tuple(_name(subject, indicator) for indicator in same))
            yield replace(sentence, values={"names": names})


def _borrowed(subject: Subject, moves: tuple[Move, ...]) -> Iterator[Text]:
    """Dimensions whose noise is borrowed."""
    national = subject.national
    found = [(m, national.noise(m.indicator)) for m in moves if m.p]
    borrowed = tuple(
        text("{name} ({run})", name=_name(subject, move.indicator), run=_run(one))
        for move, one in found
        if one is not None and one.borrowed and move.indicator != national.headline
    )
    if borrowed:
        yield text(
            "The noise of these dimensions is borrowed from years outside the period: "
            "{names}.",
            names=Joined(borrowed),
        )


def _name(subject: Subject, indicator: str) -> Name:
    return subject.facts.name("indicators", plain(indicator))


def _run(found: Noise) -> str:
    return f"{found.years[0]}–{found.years[-1]}"
