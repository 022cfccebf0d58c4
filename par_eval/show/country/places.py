"""Ladder: the place of every province over the period, with what noise allows."""

from __future__ import annotations

from matplotlib.axes import Axes

from par_eval.evaluation.country import Country, Place, count_provinces, names_of
from par_eval.language import say
from par_eval.series import leaves_of
from par_eval.show.absent import absent
from par_eval.show.country.ladder import Rung, draw_ladder, ladder_height
from par_eval.show.exhibit import Exhibit
from par_eval.show.style import Size
from par_eval.values import Joined, Quantity, Text, counted, text

__all__ = ["country_places"]


def country_places(country: Country) -> Exhibit:
    """Place of every province over the period, with both of its intervals.

    Parameters
    ----------
    country : Country
        All provinces in a plan period.

    Returns
    -------
    Exhibit
        Figure; its title says how many pairs can be told apart. A text where no
        province has a place.

    Examples
    --------
    >>> from par_eval.evaluation.country import country
    >>> country_places(country("2016-2020")).id
    'places'
    """
    facts, found = country.facts, country.places
    if not found.places:
        title = text("Places of all provinces over the period")
        reason = text("No province has a place over the period.")
        return absent(facts, "places", title, reason)
    names = {p.province: facts.name("provinces", p.province) for p in found.places}

    def draw(ax: Axes, size: Size, language: str) -> None:
        rungs = [
            _rung(place, say(names[place.province], language)) for place in found.places
        ]
        draw_ladder(ax, rungs, size)

    height = ladder_height(len(found.places))
    return Exhibit(
        id="places",
        kind="figure",
        facts=facts,
        title=places_title(country),
        subtitle=_subtitle(country),
        alternative=_alternative(country),
        sources=facts.sources_of(leaves_of(facts, country.national.headline)),
        numbers=found.numbers,
        notes=_notes(country),
        draw=draw,
        heights=(height, height),
    )


def places_title(country: Country) -> Text:
    """How many pairs of provinces can be told apart, as a title."""
    found = country.places
    if found.apart is None:
        return text("How sure the places are is not known: the total has no noise")
    if found.nearest is None or found.nearest.value <= 1:
        return text(
            "{apart} of {pairs} pairs of provinces can be told apart",
            apart=found.apart,
            pairs=found.pairs,
        )
    return text(
        "{apart} of {pairs} pairs of provinces can be told apart, none of them fewer "
        "than {nearest} places from each other",
        apart=found.apart,
        pairs=found.pairs,
        nearest=found.nearest,
    )


def _rung(place: Place, name: str) -> Rung:
    ends = [
        None if pair is None else (pair[0].value, pair[1].value)
        for pair in (place.noise, place.parts)
    ]
    return Rung(name, place.rank.value, ends[0], ends[1], place.half != "open")


def _subtitle(country: Country) -> Joined:
    facts, national = country.facts, country.national
    sentences = [
        text(
            "{instrument}, {name}: rank over the period among {of} provinces, by the "
            "mean of the yearly z-scores, the best is first.",
            instrument=facts.name("instruments", national.instrument),
            name=facts.name("indicators", national.headline),
            of=country.places.places[0].of,
        )
    ]
    if country.places.apart is not None:
        sentences.append(
            text(
                "Grey bar: places that noise allows the province by itself; thin line: "
                "by the choice of parts; filled dot: beyond noise in one half, all "
                "provinces compared at once."
            )
        )
    return Joined(tuple(sentences), "sentences")


def _alternative(country: Country) -> Joined:
    facts, found = country.facts, country.places
    first, last = found.places[0], found.places[-1]
    sentences = [
        text(
            "Ladder of {of} provinces from {first} to {last}.",
            of=first.of,
            first=facts.name("provinces", first.province),
            last=facts.name("provinces", last.province),
        )
    ]
    for half, words in HALVES.items():
        inside = [place.province for place in found.in_half(half)]
        if inside:
            sentences.append(
                text(
                    "{half}: {provinces}.",
                    half=words,
                    provinces=names_of(facts, inside),
                )
            )
    if found.apart is not None:
        open_ = [place.province for place in found.in_half("open")]
        sentences.append(
            counted(
                "{number} province may lie in either half.",
                "{number} provinces may lie in either half.",
                len(open_),
                number=count_provinces(country.national, open_),
            )
        )
    return Joined(tuple(sentences), "sentences")


HALVES = {
    "upper": text("Beyond noise in the upper half"),
    "lower": text("Beyond noise in the lower half"),
}


def _notes(country: Country) -> tuple[Text, ...]:
    found, notes = country.places, []
    if found.nearest is not None and found.nearest.value > 1:
        notes.append(
            text(
                "Provinces fewer than {nearest} places from each other cannot be told "
                "apart, so the order of neighbours says nothing.",
                nearest=found.nearest,
            )
        )
    noise = country.national.noise(country.national.headline)
    if noise is not None and noise.borrowed:
        notes.append(
            text(
                "The noise is borrowed from {first}–{last}.",
                first=noise.years[0],
                last=noise.years[-1],
            )
        )
    if found.absent:
        notes.append(
            text(
                "No place over the period, since a year is missing: {provinces}.",
                provinces=names_of(country.facts, found.absent),
            )
        )
    return tuple(notes)


def span_cell(ends: tuple[Quantity, Quantity] | None) -> Text | str:
    """Best and worst place of an interval, or a dash."""
    if ends is None:
        return "–"
    return text("{best} to {worst}", best=ends[0], worst=ends[1])
