"""Titles on witnesses: how far apart two instruments were in one year (rule 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from par_eval.evaluation import Witnesses
from par_eval.evaluation.witnesses import Pair, Witness
from par_eval.values import Measure, Quantity, Text, counted, define, text

__all__ = ["Gap", "largest_gap", "nothing_said", "witness_title"]

PLACES_APART = define(
    Measure(
        key="places_apart",
        sentence=text("Places between those that two instruments give"),
        not_for=text("A sum over years, or a change of place."),
        operation="difference",
        decimals=0,
        function="show.figures.witness_titles.largest_gap",
    )
)


@dataclass(frozen=True)
class Gap:
    """Places between two instruments of one year.

    Parameters
    ----------
    better, worse : Witness
        The two, the one with the better place first.
    number : Quantity
        Places between them; the least number where one is known by bounds.
    exact : bool
        Whether both places are known.
    """

    better: Witness
    worse: Witness
    number: Quantity
    exact: bool


def largest_gap(found: Witnesses) -> Gap | None:
    """The two instruments that were farthest apart in the year with most of them.

    Parameters
    ----------
    found : Witnesses
        What the instruments say.

    Returns
    -------
    Gap or None
        Of those that differ beyond noise; None where no two do. A part and its whole
        are not set against each other.
    """
    if found.headline_year is None:
        return None
    gaps = list(_gaps(found, found.headline_year))
    return max(gaps, key=lambda gap: gap.number.value, default=None)


def witness_title(found: Witnesses) -> Text:
    """Whether the instruments tell the same, as a title.

    Parameters
    ----------
    found : Witnesses
        What the instruments say; at least one does.

    Returns
    -------
    Text
        Without a full stop.
    """
    gap = largest_gap(found)
    if gap is not None:
        return _apart(gap, found.headline_year)
    verdicts = {_verdict(pair, found.headline_year) for pair in found.pairs}
    if "not_distinguishable" in verdicts:
        return text(
            "In {year} noise alone could make the places of the instruments differ",
            year=found.headline_year,
        )
    if "agree" in verdicts:
        return text(
            "In {year} the instruments that can be compared give the same place",
            year=found.headline_year,
        )
    if len(found.witnesses) == 1:
        return text("Only one instrument gives the province a place in the period")
    return text("The instruments cannot be compared for this period")


def nothing_said() -> tuple[Text, Text]:
    """Title and reason where no instrument gives the province a place.

    Returns
    -------
    (Text, Text)

    Examples
    --------
    >>> nothing_said()[1].message[-1]
    '.'
    """
    return (
        text("Surveyed and self-reported places"),
        text("No instrument gives the province a place in the period."),
    )


def _apart(gap: Gap, year: int | None) -> Text:
    said = {
        "year": year,
        "first": gap.better.name,
        "second": gap.worse.name,
        "number": gap.number,
    }
    if gap.exact:
        return counted(
            "In {year}, {first} and {second} placed the province {number} place apart",
            "In {year}, {first} and {second} placed the province {number} places apart",
            int(gap.number.value),
            **said,
        )
    return counted(
        "In {year}, {first} and {second} placed the province at least {number} place "
        "apart",
        "In {year}, {first} and {second} placed the province at least {number} places "
        "apart",
        int(gap.number.value),
        **said,
    )


def _verdict(pair: Pair, year: int | None) -> str:
    if pair.shared:
        return "shared"
    return next((c.verdict for c in pair.comparisons if c.year == year), "")


def _gaps(found: Witnesses, year: int) -> Iterator[Gap]:
    for pair in found.pairs:
        if _verdict(pair, year) != "differ":
            continue
        ordered = sorted((pair.first, pair.second), key=lambda w: w.places[year].low)
        best, worst = (one.places[year] for one in ordered)
        upper, lower = worst.quantities[0], best.quantities[-1]
        number = Quantity(
            worst.low - best.high, "places", PLACES_APART, (upper.id, lower.id)
        )
        exact = best.low == best.high and worst.low == worst.high
        yield Gap(ordered[0], ordered[1], number, exact)
