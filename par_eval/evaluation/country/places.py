"""Places of all provinces over the period, and how far noise separates them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from par_eval.evaluation.country.apart import nearest_apart, pairs_apart, together
from par_eval.evaluation.country.place import Place, placed
from par_eval.evaluation.subject import National, Subject
from par_eval.values import Quantity, Result

__all__ = ["Places", "country_places"]

Row = dict[str, object]


@dataclass(frozen=True)
class Places(Result):
    """Places of all provinces over the period.

    Parameters
    ----------
    name, numbers, notes, passed
        As of any `Result`; key columns ``province`` and ``what``.
    years : tuple of int
        Years whose z-scores are averaged.
    places : tuple of Place
        The best first.
    absent : tuple of str
        Provinces without a place, since they lack a year.
    apart, pairs : Quantity or None
        Pairs that can be told apart, of how many; None where no noise is known.
    nearest : Quantity or None
        By how many places the nearest two differ that can be told apart; None where
        no two can be.
    """

    years: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()
    absent: tuple[str, ...] = ()
    apart: Quantity | None = None
    pairs: Quantity | None = None
    nearest: Quantity | None = None

    def in_half(self, half: str) -> tuple[Place, ...]:
        """Places in a half: ``upper``, ``lower`` or ``open``."""
        return tuple(place for place in self.places if place.half == half)


def country_places(national: National, subjects: Mapping[str, Subject]) -> Places:
    """Standing of all provinces over the period, with both intervals of each.

    The interval of a province is that of its own report. What is said of all at once,
    in which half a province surely lies and how many pairs can be told apart, rests on
    sets of places that hold for all provinces together, which are wider.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    subjects : mapping of str to Subject
        Every province by its code.

    Returns
    -------
    Places
    """
    name = national.headline
    frame = national.facts.series(name).dropna(how="all")
    years = tuple(y for y in national.years if y in frame.index)
    table = national.over(name, years) if years else pd.DataFrame()
    ranked = [str(code) for code in table["province"]] if len(table) else []
    shared = together(national, years)
    places = tuple(placed(subjects[code], years, shared) for code in ranked)
    apart, pairs = pairs_apart(national, years, shared)
    ranks = {place.province: place.rank.value for place in places}
    return Places(
        name="places",
        numbers=_numbers(places),
        years=years,
        places=places,
        absent=tuple(code for code in subjects if code not in ranked),
        apart=apart,
        pairs=pairs,
        nearest=nearest_apart(apart, ranks, shared),
    )


def _numbers(places: tuple[Place, ...]) -> pd.DataFrame:
    rows = [row for place in places for row in _rows(place)]
    columns = ["province", "what"]
    columns += ["measure", "of", "value", "low", "high", "unit", "interval"]
    return pd.DataFrame(rows, columns=columns)


def _rows(place: Place) -> Iterator[Row]:
    noise, parts = place.noise or (), place.parts or ()
    named = {"rank": place.rank, "of": place.of, "z": place.z}
    named |= {one.measure: one for one in (*noise, *parts)}
    for what, quantity in named.items():
        numbers = {k: v for k, v in vars(quantity).items() if k != "notes"}
        yield {"province": place.province, "what": what, **numbers}
