"""Table of what is not known of all provinces, and what would settle it."""

from __future__ import annotations

from par_eval.evaluation import count_of
from par_eval.evaluation.country import (
    Country,
    missing_sentences,
)
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.values import Text, text

__all__ = ["country_coverage"]

Cells = dict[tuple[object, object], object]


def country_coverage(country: Country) -> Exhibit:
    """What is not known of all provinces, and what would settle it.

    Parameters
    ----------
    country : Country
        All provinces in a plan period.

    Returns
    -------
    Exhibit
        Table; one row for each instrument and for each reform.

    Examples
    --------
    >>> from par_eval.evaluation.country import country
    >>> country_coverage(country("2016-2020")).id
    'gaps'
    """
    facts, found = country.facts, country.gaps
    cells: Cells = {}
    rows: dict[object, object] = {}
    for one in found.coverage:
        rows[one.instrument] = one.name
        cells[one.instrument, "known"] = text(
            "{known} of {asked} values, {provinces} provinces",
            known=one.known,
            asked=one.asked,
            provinces=one.provinces,
        )
        if one.settle.texts:
            cells[one.instrument, "settle"] = one.settle
    for two in found.opened:
        rows[two.reform] = text("Day of opening of {reform}", reform=two.name)
        cells[two.reform, "known"] = text(
            "{dated} of {all} provinces; of {unknown} nothing is known",
            dated=two.dated,
            all=two.all,
            unknown=two.unknown,
        )
        cells[two.reform, "settle"] = text("the founding decisions of the provinces")
    missing = tuple(missing_sentences(country.parts))
    sources = [*(one.source for one in found.coverage), *_sources(country)]
    return Exhibit(
        id="gaps",
        kind="table",
        facts=facts,
        title=_gaps_title(country),
        subtitle=text(
            "Values over the provinces and those years of the period with at least one "
            "value in the data."
        ),
        alternative=text("Table of what the data hold of each instrument and reform."),
        sources=tuple(sorted(set(sources))),
        numbers=found.numbers,
        notes=missing,
        grid=Grid(
            text("What"),
            rows,
            {
                "known": text("Known"),
                "settle": text("What would settle open questions"),
            },
            cells,
            frozenset({"known", "settle"}),
        ),
    )


def _sources(country: Country) -> list[str]:
    gaps = [gap for found in country.gaps.missing.values() for gap in found]
    opened = [source for one in country.gaps.opened for source in one.sources]
    return [*(gap.source for gap in gaps if gap.source), *opened]


def _gaps_title(country: Country) -> Text:
    coverage = country.gaps.coverage
    thin = [one.known.id for one in coverage if one.most]
    if not thin:
        return text("Of each instrument the data hold most provinces and years")
    return text(
        "Of {thin} of {all} instruments the data hold less than half of the values",
        thin=count_of(thin, "instruments"),
        all=count_of([one.known.id for one in coverage], "instruments"),
    )
