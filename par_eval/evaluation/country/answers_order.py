"""How sure the order of the provinces is, by whom, and whether they came nearer."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation.country.correlation import Correlation
from par_eval.evaluation.country.parts import CountryParts
from par_eval.evaluation.country.words import (
    count_provinces,
    measure_words,
    names_of,
)
from par_eval.evaluation.counts import count_of
from par_eval.values import Text, counted, text, unit_words

__all__ = ["agreement", "convergence", "places"]

LISTED = 4
"""Provinces that are named; beyond that they are counted."""


def places(parts: CountryParts) -> Iterator[Text]:
    """How far the standing over the period separates the provinces.

    Parameters
    ----------
    parts : CountryParts
        What is known of all provinces.

    Yields
    ------
    Text
    """
    found = parts.places
    if not found.places:
        yield text("No province has a place over the period.")
        return
    if found.apart is None:
        yield text("That cannot be told: the noise of the total is not known.")
        return
    yield text(
        "{apart} of {pairs} pairs of provinces can be told apart when all are compared "
        "at once.",
        apart=found.apart,
        pairs=found.pairs,
    )
    yield from _halves(parts)
    noise = parts.national.noise(parts.national.headline)
    if noise is not None and noise.borrowed:
        yield text(
            "The noise is borrowed from {first}–{last}.",
            first=noise.years[0],
            last=noise.years[-1],
        )


def _halves(parts: CountryParts) -> Iterator[Text]:
    """Provinces that surely lie in a half, by name where they are few."""
    found = parts.places
    halves = {half: [p.province for p in found.in_half(half)] for half in HALVES}
    said = {half: _some(parts, codes) for half, codes in halves.items()}
    yield text(
        "Beyond noise in the upper half: {upper}; in the lower half: {lower}.", **said
    )
    open_ = [place.province for place in found.in_half("open")]
    if open_:
        yield counted(
            "{number} province may lie in either half.",
            "{number} provinces may lie in either half.",
            len(open_),
            number=count_provinces(parts.national, open_),
        )


HALVES = ("upper", "lower")


def _some(parts: CountryParts, codes: list[str]) -> Text:
    """How many provinces, and which where they are few."""
    if not codes:
        return text("none")
    number = count_provinces(parts.national, codes)
    if len(codes) > LISTED:
        return text("{number} provinces", number=number)
    return text("{number} ({names})", number=number, names=names_of(parts.facts, codes))


def agreement(parts: CountryParts) -> Iterator[Text]:
    """Whether the instruments put the provinces in the same order.

    Parameters
    ----------
    parts : CountryParts
        What is known of all provinces.

    Yields
    ------
    Text
    """
    found = parts.agreement
    if found.year is None:
        yield text(
            "That cannot be told: in no year of the period are two instruments "
            "complete."
        )
        return
    for one in found.in_year:
        pair = [c for c in found.correlations if c.names == one.names]
        beyond = [c for c in pair if c.beyond_chance]
        yield _in_how_many(pair, beyond)
        yield text(
            "In {year} the rank correlation of {first} and {second} over {number} "
            "provinces is {rho} ({low} to {high}; 1 would be the same order).",
            year=one.year,
            first=one.first.name,
            second=one.second.name,
            number=one.provinces,
            rho=one.rho,
            low=one.ends[0],
            high=one.ends[1],
        )
        ordered = sorted(pair, key=lambda c: c.rho.value)
        if len(pair) > 1:
            yield text(
                "Over the years of the period it lies between {least} and {most}.",
                least=ordered[0].rho,
                most=ordered[-1].rho,
            )


def _in_how_many(pair: list[Correlation], beyond: list[Correlation]) -> Text:
    """In how many of the years two instruments agree beyond chance."""
    if not beyond:
        return text("No agreement is shown beyond chance.")
    if any(one.rho.value < 0 for one in beyond):
        return text("In some years they contradict each other beyond chance.")
    said = {
        "years": count_of([c.rho.id for c in pair], "years"),
        "number": count_of([c.rho.id for c in beyond], "years"),
    }
    if len(beyond) == len(pair):
        return text("Loosely, in each year beyond chance.")
    return counted(
        "Loosely, and beyond chance in {number} of {years} years only (Holm).",
        "Loosely, and beyond chance in {number} of {years} years only (Holm).",
        len(beyond),
        **said,
    )


def convergence(parts: CountryParts) -> Iterator[Text]:
    """Whether provinces that start low caught up.

    Parameters
    ----------
    parts : CountryParts
        What is known of all provinces.

    Yields
    ------
    Text
    """
    found = parts.convergence.first
    if found is None:
        yield text(
            "That cannot be told: no run of years without a break is long enough."
        )
        return
    said: dict[str, object] = {
        "measure": measure_words(parts.facts, found.indicator),
        "first": found.years[0],
        "last": found.years[-1],
        "unit": unit_words(found.quantities["start"].unit),
        **{key: found.quantities[key] for key in ("start", "end", "naive")},
    }
    if found.shown:
        yield text("Yes: provinces that started low caught up.")
    else:
        yield text("No convergence is shown.")
    yield text(
        "In the {measure} the spread among provinces went from {start} {unit} in "
        "{first} to {end} in {last}.",
        **said,
    )
    freed = found.quantities.get("instrumented")
    if freed is not None:
        below = freed.high is not None and freed.high < 0
        yield text(
            "The slope of the change on the initial score is {naive}, but noise alone "
            "makes it negative; freed from the first year's noise it is {freed} "
            "(standard error {error}), {reading}.",
            naive=said["naive"],
            freed=freed,
            error=found.quantities["instrumented_error"],
            reading=text("below zero beyond chance")
            if below
            else text("not below zero beyond chance"),
        )
    if parts.convergence.borrowed:
        yield text("These years lie outside the period: what they show is borrowed.")
