"""Table of the standing and the change of every province."""

from __future__ import annotations

from par_eval.evaluation.country import (
    Country,
    Place,
    count_provinces,
    measure_words,
)
from par_eval.series import leaves_of
from par_eval.show.country.changes import p_cell
from par_eval.show.country.places import span_cell
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.values import Joined, Text, counted, text, unit_words

__all__ = ["country_table"]

Cells = dict[tuple[object, object], object]


def country_table(country: Country) -> Exhibit:
    """Standing and change of every province, one row each.

    Parameters
    ----------
    country : Country
        All provinces in a plan period.

    Returns
    -------
    Exhibit
        Table; provinces without a place stand at its foot.

    Examples
    --------
    >>> from par_eval.evaluation.country import country
    >>> len(country_table(country("2016-2020")).grid.rows)
    63
    """
    facts, found = country.facts, country.places
    cells: Cells = {}
    for place in found.places:
        cells |= _standing_cells(place)
    total = country.changes.headline(country.national.headline)
    for change in total.changes if total else ():
        cells[change.province, "change"] = change.beyond
        if change.adjusted is not None:
            cells[change.province, "p"] = p_cell(change)
    codes = [*(place.province for place in found.places), *found.absent]
    headline = country.national.headline
    return Exhibit(
        id="standing",
        kind="table",
        facts=facts,
        title=_title(country),
        subtitle=_standing_subtitle(country),
        alternative=text("Table of the standing and change of every province."),
        sources=facts.sources_of(leaves_of(facts, headline)),
        numbers=found.numbers,
        grid=Grid(
            text("Province"),
            {code: facts.name("provinces", code) for code in codes},
            {
                "rank": text("Rank"),
                "noise": text("Noise allows"),
                "z": text("z-score"),
                "change": text("Change against typical"),
                "p": text("p after Holm"),
            },
            cells,
        ),
    )


def _title(country: Country) -> Text:
    found = country.places
    if not found.places:
        return text("No province has a place over the period")
    if found.apart is None:
        return text("How sure the places are is not known: the total has no noise")
    open_ = [place.province for place in found.in_half("open")]
    return counted(
        "Noise leaves {number} of {of} provinces in either half of the ranking",
        "Noise leaves {number} of {of} provinces in either half of the ranking",
        len(open_),
        number=count_provinces(country.national, open_),
        of=found.places[0].of,
    )


def _standing_cells(place: Place) -> Cells:
    code = place.province
    return {
        (code, "rank"): place.rank,
        (code, "z"): place.z,
        (code, "noise"): span_cell(place.noise),
    }


def _standing_subtitle(country: Country) -> Joined:
    facts, national = country.facts, country.national
    said = {
        "instrument": facts.name("instruments", national.instrument),
        "name": facts.name("indicators", national.headline),
    }
    ranked = country.places.places
    sentences = [text("{instrument}, {name}, over the period.", **said)]
    if ranked:
        sentences = [
            text(
                "{instrument}, {name}: rank over the period among {of} provinces.",
                of=ranked[0].of,
                **said,
            )
        ]
    absent_ = country.places.absent
    if absent_ and ranked:
        sentences.append(
            counted(
                "{number} province has no place and could lie anywhere, so that each "
                "rank may be lower by that number among all {all}.",
                "{number} provinces have no place and could lie anywhere, so that each "
                "rank may be lower by that number among all {all}.",
                len(absent_),
                number=count_provinces(national, absent_),
                all=count_provinces(national, country.subjects),
            )
        )
    total = country.changes.headline(national.headline)
    if total is not None:
        sentences.append(
            text(
                "Change: that of the {measure} less that of the typical province, in "
                "{unit}.",
                measure=measure_words(facts, total.indicator),
                unit=unit_words(total.changes[0].change.unit),
            )
        )
    return Joined(tuple(sentences), "sentences")
