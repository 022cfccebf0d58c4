"""Table of the agreement of the instruments across provinces, year by year."""

from __future__ import annotations

from par_eval.evaluation import count_of
from par_eval.evaluation.country import (
    Country,
)
from par_eval.series import leaves_of
from par_eval.show.absent import absent
from par_eval.show.country.places import span_cell
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.values import Joined, Text, counted, text

__all__ = ["country_agreement"]

Cells = dict[tuple[object, object], object]


def country_agreement(country: Country) -> Exhibit:
    """Rank correlation of each pair of complete instruments, year by year.

    Parameters
    ----------
    country : Country
        All provinces in a plan period.

    Returns
    -------
    Exhibit
        Table; a text where no year has two complete instruments.

    Examples
    --------
    >>> from par_eval.evaluation.country import country
    >>> country_agreement(country("2016-2020")).id
    'agreement'
    """
    facts, found = country.facts, country.agreement
    if found.year is None:
        title = text("Whether the instruments agree across provinces")
        reason = text("In no year of the period are two instruments complete.")
        return absent(facts, "agreement", title, reason)
    cells: Cells = {}
    rows: dict[object, object] = {}
    for one in found.correlations:
        key = (*one.names, one.year)
        rows[key] = text(
            "{first} and {second}, {year}",
            first=one.first.name,
            second=one.second.name,
            year=one.year,
        )
        cells[key, "rho"] = one.rho
        cells[key, "interval"] = span_cell(one.ends)
        cells[key, "provinces"] = one.provinces
        cells[key, "p"] = one.adjusted
        cells[key, "ceiling"] = one.ceiling or "–"
    heads = {h.headline for one in found.correlations for h in (one.first, one.second)}
    leaves = [leaf for name in sorted(heads) for leaf in leaves_of(facts, name)]
    return Exhibit(
        id="agreement",
        kind="table",
        facts=facts,
        title=_agreement_title(country),
        subtitle=text(
            "Rank correlation over the provinces within a year: 1 for the same order, "
            "0 for no relation. Expected: what noise would leave of it if both "
            "measured the same thing."
        ),
        alternative=text("Table of rank correlations by pair of instruments and year."),
        sources=facts.sources_of(leaves),
        numbers=found.numbers,
        notes=_agreement_notes(country),
        grid=Grid(
            text("Instruments and year"),
            rows,
            {
                "rho": text("Rank correlation"),
                "interval": text("Interval"),
                "provinces": text("Provinces"),
                "p": text("p after Holm"),
                "ceiling": text("Expected"),
            },
            cells,
        ),
    )


def _agreement_title(country: Country) -> Text:
    found = country.agreement
    beyond = [one for one in found.correlations if one.beyond_chance]
    said = {
        "number": count_of([one.rho.id for one in beyond], "correlations"),
        "all": count_of([one.rho.id for one in found.correlations], "correlations"),
    }
    return counted(
        "{number} of {all} yearly rank correlations differs from zero beyond chance",
        "{number} of {all} yearly rank correlations differ from zero beyond chance",
        len(beyond),
        **said,
    )


def _agreement_notes(country: Country) -> tuple[Text, ...]:
    thin = tuple(one.name for one in country.gaps.coverage if one.most)
    notes = [
        text(
            "p and interval by Fisher's transformation. The instruments ask different "
            "people about different services, so full agreement is not to be expected."
        )
    ]
    if thin:
        notes.append(
            text(
                "Not compared, since most provinces have no value in the data: "
                "{instruments}.",
                instruments=Joined(thin),
            )
        )
    return tuple(notes)
