"""Answer to where the province stands, and how sure that is (rule 4)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from par_eval.evaluation.counts import count_of
from par_eval.evaluation.standing.places import complete_years, place_text
from par_eval.evaluation.standing.placings import Placing
from par_eval.evaluation.standing.precision import Precision
from par_eval.evaluation.subject import Subject
from par_eval.values import Result, Text, address, text

__all__ = ["standing_sentences"]


def standing_sentences(
    subject: Subject, places: Result, precision: Precision
) -> Iterator[Text]:
    """Where the province stands, over the period and at its end (rule 4).

    The publisher's own groups come first, the period before its last year, and the
    interval that noise allows beside each place.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    places : Result
        Its standing.
    precision : Precision
        How sure the places are.

    Yields
    ------
    Text
        One only where the province has no value.
    """
    numbers = places.numbers
    headline = subject.national.headline
    years = complete_years(subject, headline)
    if not years:
        yield text("The province has no value in the period, so it has no place.")
        return
    yield from _last_group(subject)
    sure = {place.year: place for place in precision.places}
    if (numbers["year"] == 0).any():
        cases = [address(headline, subject.province, year) for year in years]
        yield text(
            "Over the {years} years with data {place}{noise}.",
            years=count_of(cases, "years"),
            place=place_text(numbers, 0, likely=False),
            noise=_noise(sure.get(0)),
        )
    last = years[-1]
    yield text(
        "In {year} alone {place}{noise}.",
        year=last,
        place=place_text(numbers, last, likely=False),
        noise=_noise(sure.get(last)),
    )


def _noise(place: Placing | None) -> Text | str:
    """What noise allows, as the end of a sentence on the place."""
    if place is None or place.noise is None:
        return text("; its noise is not known")
    best, worst = place.noise
    said = {"best": best, "worst": worst}
    if place.placed is False and place.year:
        return text(
            ", but one year's noise ({best} to {worst}) cannot place it", **said
        )
    if place.placed is False:
        return text(", but noise ({best} to {worst}) cannot place it", **said)
    if best.value == worst.value:
        return text("; noise allows no other place")
    return text(", allowing for noise {best} to {worst}", **said)


def _last_group(subject: Subject) -> Iterator[Text]:
    """The publisher's own group of the last year that has one."""
    rows = _groups(subject)
    if rows.empty:
        return
    row = rows.sort_values("year").iloc[-1]
    yield text(
        "The publisher's group in {year}: {group}.",
        year=int(row["year"]),
        group=subject.facts.label(str(row["group"]), row, "group"),
    )


def _groups(subject: Subject) -> pd.DataFrame:
    facts, national = subject.facts, subject.national
    table = facts.table("groups")
    return table[
        (table["indicator"] == national.headline)
        & (table["province"] == subject.province)
        & table["year"].isin(national.years)
    ]
