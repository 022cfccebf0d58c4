"""Claims on the place or the value of an indicator (rule 7)."""

from __future__ import annotations

from par_eval.evaluation.claims.fitting import against, agreement, fit
from par_eval.evaluation.claims.rows import Claim
from par_eval.evaluation.claims.verdicts import Judgement, verdict_from
from par_eval.evaluation.place_words import indicator_words, place_words, value_words
from par_eval.facts import OBSERVATION, Facts
from par_eval.series.place import PUBLISHED_PLACE, Place
from par_eval.series.printed import Figure, figures_of, judging, score_of
from par_eval.series.published import neighbour_bounds, published_place
from par_eval.values import (
    Measure,
    Quantity,
    Text,
    address,
    define,
    text,
    unit_words,
)

__all__ = ["rank_claim", "value_claim"]

PRINTED = define(
    Measure(
        key="printed_score",
        sentence=text("Score as a source prints it, which the series does not hold"),
        not_for=text("A comparison with the series: other sources differ."),
        operation="printed",
        decimals=2,
        function="evaluation.claims",
    )
)


def rank_claim(facts: Facts, province: str, claim: Claim, indicator: str) -> Judgement:
    """Judge a claimed place by the place that is known, or by its bounds.

    Parameters
    ----------
    facts : Facts
        Data package.
    province : str
        Code of the province.
    claim : Claim
        Claim with a stated place.
    indicator : str
        Indicator that it is about.

    Returns
    -------
    Judgement
        Not verifiable where the bounds contain both answers.
    """
    year = claim.when
    place = published_place(facts, indicator, province, year)
    name = indicator_words(facts, indicator)
    if place is None or claim.ends is None:
        unknown = text(
            "No place of the province in {indicator} is known for {year}.",
            indicator=name,
            year=year,
        )
        brief = (text("no place known for {year}", year=year),)
        return Judgement("not_verifiable", (unknown,), brief=brief)
    bounds, reasons = _settled(place)
    fits = against(bounds, claim.ends)
    reasons = [_place_reason(place, year, name), *reasons]
    if place.how == "published":
        near = _near(facts, indicator, province, year)
        agrees, said = _neighbours(near, bounds)
        fits = fits if agrees else (None if place.independent else False)
        reasons += said
    elif fits is None:
        reasons.append(
            text("These bounds cover places that fit the claim and places that do not.")
        )
    return Judgement(
        verdict_from(fits, place.independent),
        tuple(reasons),
        place.quantities,
        sources=place.sources,
        brief=(place_words(place), *_whose(place.independent)),
    )


def value_claim(facts: Facts, province: str, claim: Claim, indicator: str) -> Judgement:
    """Judge a claimed value by what sources print, the independent ones first.

    Parameters
    ----------
    facts : Facts
        Data package.
    province : str
        Code of the province.
    claim : Claim
        Claim with a stated value.
    indicator : str
        Indicator that it is about.

    Returns
    -------
    Judgement
        With the decimals that the statement prints. A figure that only the province
        gives is held against the places of other provinces as well.
    """
    year = claim.when
    name = indicator_words(facts, indicator)
    found = judging(figures_of(facts, indicator, province, year))
    if not found or claim.ends is None:
        unknown = text(
            "No value of {indicator} is known for {year}.", indicator=name, year=year
        )
        brief = (text("no value known for {year}", year=year),)
        return Judgement("not_verifiable", (unknown,), brief=brief)
    ends = claim.ends
    fits, reasons = agreement([fit(ends, figure.value) for figure in found])
    ours = _figure(facts, indicator, province, year, found)
    independent = found[0].independent
    reasons = [_value_reason(name, year, ours, independent), *reasons]
    if not independent and fits:
        agrees, said = _value_neighbours(facts, indicator, province, year, found[0])
        fits, reasons = agrees, [*reasons, *said]
    return Judgement(
        verdict_from(fits, independent),
        tuple(reasons),
        (ours,),
        sources=tuple(sorted({s for figure in found for s in figure.sources})),
        brief=(value_words(ours), *_whose(independent)),
    )


def _whose(independent: bool) -> tuple[Text, ...]:
    """That only the province says so, if so."""
    return () if independent else (text("the province's own statement"),)


def _settled(place: Place) -> tuple[tuple[int, int], list[Text]]:
    """Bounds of a place; a printed place settles a tie that it lies within."""
    printed = place.published
    bounds = (place.low, place.high)
    if place.how != "computed" or place.low == place.high or printed is None:
        return bounds, []
    if not printed.independent or not place.low <= printed.value <= place.high:
        return bounds, []
    rank = Quantity(printed.value, "rank", PUBLISHED_PLACE, place.of_addresses[:1])
    within = text("The published place, {rank}, lies within.", rank=rank)
    return (int(printed.value), int(printed.value)), [within]


def _place_reason(place: Place, year: int, name: object) -> Text:
    """What is known of the place, and from whom."""
    said: dict[str, object] = {
        "indicator": name,
        "year": year,
        "place": place_words(place),
    }
    if place.how == "computed":
        return text(
            "{indicator} {year}, computed from the scores of all provinces: {place}.",
            **said,
        )
    if place.how == "bounds":
        return text(
            "{indicator} {year}, bounds from what is known of the provinces: {place}.",
            **said,
        )
    if place.independent:
        return text("{indicator} {year}, as published: {place}.", **said)
    return text(
        "{indicator} {year}, known from the province's own statement only: {place}.",
        **said,
    )


def _near(facts: Facts, indicator: str, province: str, year: int) -> Place | None:
    """Bounds that the places of other provinces set for the province's own score."""
    own = score_of(facts, indicator, province, year)
    if own is None:
        return None
    return neighbour_bounds(facts, indicator, province, year, own.value)


def _neighbours(near: Place | None, bounds: tuple[int, int]) -> tuple[bool, list[Text]]:
    """Whether the places of other provinces leave room for a place, in words."""
    if near is None:
        return True, []
    said = {"place": place_words(near)}
    if near.low <= bounds[0] and bounds[1] <= near.high:
        return True, [
            text("The scores and places of other provinces fit it: {place}.", **said)
        ]
    return False, [
        text("The scores and places of other provinces do not fit it: {place}.", **said)
    ]


def _value_neighbours(
    facts: Facts, indicator: str, province: str, year: int, figure: Figure
) -> tuple[bool, list[Text]]:
    """Whether the place printed for the province fits its value, by its neighbours."""
    ranks = judging(figures_of(facts, indicator, province, year, "rank"))
    near = neighbour_bounds(facts, indicator, province, year, figure.value)
    if near is None or not ranks:
        return True, []
    values = [int(rank.value) for rank in ranks]
    return _neighbours(near, (min(values), max(values)))


def _figure(
    facts: Facts,
    indicator: str,
    province: str,
    year: int,
    found: tuple[Figure, ...],
) -> Quantity:
    """The value that the series holds, or the printed one with its range."""
    unit = str(facts.indicator(indicator)["unit"])
    of = (address(indicator, province, year),)
    values = [figure.value for figure in found]
    if found[0].used:
        return Quantity(values[0], unit, OBSERVATION, of)
    if len(set(values)) == 1:
        return Quantity(values[0], unit, PRINTED, of)
    return Quantity(values[0], unit, PRINTED, of, min(values), max(values), "sources")


def _value_reason(name: object, year: int, value: Quantity, independent: bool) -> Text:
    said: dict[str, object] = {
        "indicator": name,
        "year": year,
        "value": value,
        "unit": unit_words(value.unit),
    }
    if independent:
        return text("{indicator} {year}: {value} {unit}.", **said)
    return text(
        "{indicator} {year}, known from the province's own statement only: {value} "
        "{unit}.",
        **said,
    )
