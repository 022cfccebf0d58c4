"""What was left out: other instruments and years that a claim could cite (rule 11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from par_eval.evaluation.claims.left_out_words import left_out_notes
from par_eval.evaluation.claims.rows import Claim, read_claims
from par_eval.evaluation.claims.verdicts import Claims
from par_eval.evaluation.place_words import is_indicator
from par_eval.evaluation.subject import Subject
from par_eval.facts import Facts
from par_eval.series.place import Place
from par_eval.series.published import published_place
from par_eval.values import TRACED, Result

__all__ = ["Cited", "LeftOut", "Other", "left_out", "selective_of"]

FIGURES = ("value", "rank", "change")
"""Kinds of claims that cite a figure of an indicator."""


@dataclass(frozen=True)
class Other:
    """A figure that a claim could have cited, and did or did not.

    Parameters
    ----------
    indicator : str
        Indicator id.
    year : int
        Year.
    place : Place
        Place of the province, or its bounds.
    cited : bool
        Whether another claim of the province cites it.
    """

    indicator: str
    year: int
    place: Place
    cited: bool


@dataclass(frozen=True)
class Cited:
    """One figure that claims cite, beside everything else that was known then.

    Parameters
    ----------
    indicator : str
        Indicator id.
    year : int
        Year of the figure.
    claim_year : int
        Year of the latest claim that cites it.
    claims : tuple of str
        Claim ids.
    place : Place or None
        Place of the province in it; None where that is not known.
    instruments : tuple of Other
        Headline indicators of the other instruments in the same year.
    unknown : tuple of str
        Those of them that were published, without a known place of the province.
    years : tuple of Other
        Other years of the same indicator that were known by the claim's year.
    """

    indicator: str
    year: int
    claim_year: int
    claims: tuple[str, ...]
    place: Place | None
    instruments: tuple[Other, ...]
    unknown: tuple[str, ...]
    years: tuple[Other, ...]


@dataclass(frozen=True)
class LeftOut(Result):
    """What the claims of a province leave out (rule 11).

    Parameters
    ----------
    name, numbers, notes, passed
        As in `par_eval.values.Result`.
    cited : tuple of Cited
        One for each figure that the claims of the period cite.
    """

    cited: tuple[Cited, ...] = field(default=())


def left_out(subject: Subject, claims: Claims) -> LeftOut:
    """List what could be cited beside each figure that the claims cite (rule 11).

    A figure of one year appears in the next, so that a claim could cite years before
    its own.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    claims : Claims
        Its claims.

    Returns
    -------
    LeftOut
        Traced frame with the key columns ``cited``, ``cited_year``, ``indicator`` and
        ``year``: the place, or its best and worst bound, first of the cited figure,
        then of the others. Notes say in words what is left out, and where the cited
        figure lies among it.
    """
    facts, code = subject.facts, subject.province
    own = {verdict.claim for verdict in claims.claims}
    every = _figures(facts, read_claims(facts, code))
    found = []
    for (indicator, year), by in every.items():
        if any(claim.claim in own for claim in by):
            found.append(_cited(facts, code, (indicator, year), by, set(every)))
    cited = tuple(sorted(found, key=lambda one: (one.year, _order(one))))
    rows = [row for one in cited for row in _rows(one)]
    columns = ["cited", "cited_year", "indicator", "year", *TRACED]
    numbers = pd.DataFrame(rows, columns=pd.Index(columns))
    return LeftOut("left_out", numbers, left_out_notes(facts, cited), cited=cited)


def selective_of(cited: Cited, share: float) -> tuple[Other, ...]:
    """Other instruments of the same year, left out by all claims, that place it worse.

    Parameters
    ----------
    cited : Cited
        A figure that claims cite.
    share : float
        Share of the provinces by which the place must be worse for certain.

    Returns
    -------
    tuple of Other
        None where the place in the cited figure is not known.

    Examples
    --------
    >>> best = Place(4, 4, 63, "computed", (), (), True)
    >>> worse = Place(25, 43, 63, "bounds", (), (), True)
    >>> other = Other("index.total", 2019, worse, False)
    >>> cited = Cited("survey.total", 2019, 2020, (), best, (other,), (), ())
    >>> selective_of(cited, 0.25) == (other,), selective_of(cited, 0.5)
    (True, ())
    """
    own = cited.place
    if own is None:
        return ()
    return tuple(
        other
        for other in cited.instruments
        if not other.cited and other.place.low - own.high >= share * own.of
    )


def _order(one: Cited) -> tuple[int, str]:
    return (one.place.low if one.place else 1000, one.indicator)


def _figures(
    facts: Facts, claims: tuple[Claim, ...]
) -> dict[tuple[str, int], list[Claim]]:
    """Claims by the figures that they cite: indicator and year."""
    found: dict[tuple[str, int], list[Claim]] = {}
    for claim in claims:
        if claim.kind not in FIGURES:
            continue
        years = {claim.when, claim.from_year} - {None}
        for name in claim.about:
            for year in sorted(y for y in years if y is not None):
                if is_indicator(facts, name):
                    found.setdefault((name, year), []).append(claim)
    return found


def _cited(
    facts: Facts,
    code: str,
    figure: tuple[str, int],
    by: list[Claim],
    every: set[tuple[str, int]],
) -> Cited:
    indicator, year = figure
    claim_year = max(claim.claim_year for claim in by)
    known = {
        name: published_place(facts, name, code, year)
        for name in _headlines(facts, indicator)
        if year < claim_year and _published(facts, name, year)
    }
    earlier = {
        other: published_place(facts, indicator, code, other)
        for other in _years(facts, indicator)
        if other != year and other < claim_year
    }
    return Cited(
        indicator=indicator,
        year=year,
        claim_year=claim_year,
        claims=tuple(claim.claim for claim in by),
        place=published_place(facts, indicator, code, year),
        instruments=tuple(
            Other(name, year, place, (name, year) in every)
            for name, place in known.items()
            if place is not None
        ),
        unknown=tuple(name for name, place in known.items() if place is None),
        years=tuple(
            Other(indicator, other, place, (indicator, other) in every)
            for other, place in earlier.items()
            if place is not None
        ),
    )


def _headlines(facts: Facts, indicator: str) -> Iterator[str]:
    """Headline indicators of the other instruments, in the order of the data."""
    own = str(facts.indicator(indicator)["instrument"])
    for row in facts.table("instruments").to_dict("records"):
        if row["instrument"] != own:
            yield str(row["headline"])


def _years(facts: Facts, indicator: str) -> list[int]:
    """Years in which anything of an indicator was published."""
    table = facts.table("reported")
    printed = table["year"][table["indicator"] == indicator]
    observed = facts.series(indicator).dropna(how="all").index
    return sorted({int(year) for year in (*observed, *printed)})


def _published(facts: Facts, indicator: str, year: int) -> bool:
    return year in _years(facts, indicator)


def _rows(one: Cited) -> Iterator[dict[str, object]]:
    """Rows of one cited figure and of those beside it."""
    key = {"cited": one.indicator, "cited_year": one.year}
    own = [Other(one.indicator, one.year, one.place, True)] if one.place else []
    for other in (*own, *one.instruments, *one.years):
        for quantity in other.place.quantities:
            yield {
                **key,
                "indicator": other.indicator,
                "year": other.year,
                **{column: getattr(quantity, column) for column in TRACED},
            }
