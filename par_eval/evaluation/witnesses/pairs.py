"""Pairs of witnesses: two instruments, and whether they say the same (rule 8).

Places are compared within one year only, and only where both are complete: computed
from every province's score, or printed by a source. Bounds are not compared, but two
that do not touch cannot be the same place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from par_eval.series.place import Place
from par_eval.values import Measure, Name, Text, define, identity, text

__all__ = [
    "PAIR_VERDICTS",
    "Comparison",
    "Pair",
    "Witness",
    "judge_places",
    "pair_of",
]

PAIR_VERDICTS: Mapping[str, Text] = {
    "differ": text("they differ"),
    "not_distinguishable": text("not distinguishable"),
    "agree": text("they agree"),
    "cannot_be_compared": text("cannot be compared for this period"),
    "shared": text("one is part of the other: not two witnesses"),
}
"""Words for each verdict on a pair of instruments."""


SIDE_BY_SIDE = define(
    Measure(
        key="side_by_side",
        sentence=text("Places that two instruments give, side by side"),
        not_for=text("A difference: two places are named here, not subtracted."),
        operation="pair",
        decimals=0,
        function="evaluation.witnesses",
    )
)


class Precision(Protocol):
    """What knows how far one year's noise can move a place."""

    def interval(self, indicator: str, year: int) -> tuple[float, float] | None:
        """Best and worst place that noise allows; None where no noise is known."""


@dataclass(frozen=True)
class Witness:
    """One instrument, and who speaks through it.

    Parameters
    ----------
    instrument : str
        Instrument id.
    headline : str
        Indicator that stands for it.
    name : Name
        What the instrument is called.
    who, population, recall, level : Name
        Who answers, among whom, about which time, and on which level of government;
        without texts where the data do not state it.
    self_reported : str
        yes, no or partly; empty where the data do not state it.
    contains : str
        Instrument that is a part of it; empty where there is none.
    places : mapping of int to Place
        Place of the province by year of the period, where one is known.
    """

    instrument: str
    headline: str
    name: Name
    who: Name
    population: Name
    recall: Name
    level: Name
    self_reported: str
    contains: str
    places: Mapping[int, Place]


@dataclass(frozen=True)
class Comparison:
    """Two places of one year.

    Parameters
    ----------
    year : int
        Year.
    first, second : Place
        Places that the two instruments give.
    verdict : str
        Key of `PAIR_VERDICTS`.
    """

    year: int
    first: Place
    second: Place
    verdict: str


@dataclass(frozen=True)
class Pair:
    """Two instruments, and whether they say the same.

    Parameters
    ----------
    first, second : Witness
        The two, in the order of the data.
    verdict : str
        Key of `PAIR_VERDICTS`: that of the headline year, else of the latest year
        that both have; ``shared`` where one contains the other.
    comparisons : tuple of Comparison
        Every year for which both give a place.
    """

    first: Witness
    second: Witness
    verdict: str
    comparisons: tuple[Comparison, ...] = ()

    @property
    def case(self) -> str:
        """Id of the pair among the inputs of a count: its two places."""
        year = self.comparisons[-1].year if self.comparisons else None
        places = [
            one.places[max(one.places) if year is None else year]
            for one in (self.first, self.second)
        ]
        return identity(SIDE_BY_SIDE, [place.of_addresses[0] for place in places])

    @property
    def shared(self) -> bool:
        """Whether one contains the other: they are not two witnesses."""
        return self.verdict == "shared"


def pair_of(
    first: Witness, second: Witness, headline: int | None, precision: Precision | None
) -> Pair:
    """Set two instruments side by side.

    Parameters
    ----------
    first, second : Witness
        The two, in the order of the data.
    headline : int or None
        Year whose verdict is that of the pair, where both have a place.
    precision : Precision or None
        Noise of the places.

    Returns
    -------
    Pair
    """
    shared = second.instrument == first.contains or first.instrument == second.contains
    years = sorted(set(first.places) & set(second.places))
    found = tuple(_comparison(first, second, year, precision) for year in years)
    if shared:
        return Pair(first, second, "shared", found)
    at_headline = [c for c in found if c.year == headline] or list(found[-1:])
    verdict = at_headline[0].verdict if at_headline else "cannot_be_compared"
    return Pair(first, second, verdict, found)


def judge_places(
    first: Place,
    second: Place,
    noise: tuple[tuple[float, float] | None, tuple[float, float] | None] = (None, None),
) -> str:
    """Verdict on two places of one year.

    Parameters
    ----------
    first, second : Place
        The two places.
    noise : tuple
        Best and worst place that noise allows for each; None where it is not known.

    Returns
    -------
    str
        ``differ`` where nothing allows the same place; ``not_distinguishable`` where
        noise allows it; without noise ``agree``, or ``cannot_be_compared`` where one of
        the two is known by bounds only.
    """
    exact = [(first.low, first.high), (second.low, second.high)]
    pairs = zip(exact, noise, strict=True)
    wide = [_around(place, interval) for place, interval in pairs]
    if not _touch(*wide):
        return "differ"
    if "bounds" in (first.how, second.how) and _touch(*exact):
        return "cannot_be_compared"
    if any(interval is not None for interval in noise):
        return "not_distinguishable"
    return "agree"


def _around(
    place: tuple[float, float], noise: tuple[float, float] | None
) -> tuple[float, float]:
    """Places that either the figures or their noise allow."""
    if noise is None:
        return place
    return min(place[0], noise[0]), max(place[1], noise[1])


def _touch(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _comparison(
    first: Witness, second: Witness, year: int, precision: Precision | None
) -> Comparison:
    noise = (_noise(precision, first, year), _noise(precision, second, year))
    one, other = first.places[year], second.places[year]
    return Comparison(year, one, other, judge_places(one, other, noise))


def _noise(
    precision: Precision | None, witness: Witness, year: int
) -> tuple[float, float] | None:
    return precision.interval(witness.headline, year) if precision else None
