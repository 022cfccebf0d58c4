"""Openings: when each province began a reform, as far as that is known.

A province without a row is unknown, not without the reform.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from par_eval.facts import Facts

__all__ = ["Opening", "OpeningOrder", "opening_order", "openings", "untreated_through"]


@dataclass(frozen=True)
class Opening:
    """Bounds of the day on which a province began a reform.

    Parameters
    ----------
    province : str
        Code of the province.
    earliest, latest : Timestamp or None
        First and last possible day; None where that end is open.
    sources : tuple of str
        Source ids, sorted.
    contradictory : bool
        Whether its sources exclude each other: the bounds hold what any of them says.
    """

    province: str
    earliest: pd.Timestamp | None
    latest: pd.Timestamp | None
    sources: tuple[str, ...]
    contradictory: bool = False

    @property
    def dated(self) -> bool:
        """Whether both ends are known."""
        return self.earliest is not None and self.latest is not None


@dataclass(frozen=True)
class OpeningOrder:
    """Place of a province in the order in which the provinces began a reform.

    Parameters
    ----------
    reform : str
        Reform id.
    own : Opening
        The province's own bounds.
    earlier, later : tuple of str
        Provinces that certainly began before it, and after it.
    unknown : tuple of str
        Provinces of which neither is certain.
    best, worst : int
        Bounds of its place among all provinces.
    of : int
        Number of provinces.
    known_best, known_worst : int
        Bounds of its place among the provinces with a known date.
    known : int
        Number of these.
    """

    reform: str
    own: Opening
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    unknown: tuple[str, ...]
    best: int
    worst: int
    of: int
    known_best: int
    known_worst: int
    known: int


def openings(facts: Facts, reform: str) -> dict[str, Opening]:
    """Bounds of every known opening of a reform.

    Several sources on one province narrow each other; where they exclude each other
    the bounds are those of all of them together.

    Parameters
    ----------
    facts : Facts
        Data package.
    reform : str
        Reform id.

    Returns
    -------
    dict of str to Opening
        By province, those with at least one row.

    Examples
    --------
    >>> from par_eval.series import load
    >>> openings(load(), "no such reform")
    {}
    """
    return facts.once(("openings", reform), lambda: _openings(facts, reform))


def _openings(facts: Facts, reform: str) -> dict[str, Opening]:
    table = facts.table("reforms")
    rows = table[table["reform"] == reform]
    return {
        str(code): _opening(str(code), group.to_dict("records"))
        for code, group in rows.groupby("province", sort=True)
    }


def opening_order(facts: Facts, reform: str, province: str) -> OpeningOrder | None:
    """Place of a province in the order of openings, with its bounds.

    Parameters
    ----------
    facts : Facts
        Data package.
    reform : str
        Reform id.
    province : str
        Code of the province.

    Returns
    -------
    OpeningOrder or None
        None where nothing is known of the province's own opening.

    Examples
    --------
    >>> from par_eval.series import load
    >>> opening_order(load(), "no such reform", "P63") is None
    True
    """
    found = openings(facts, reform)
    own = found.get(province)
    if own is None:
        return None
    every = [str(code) for code in facts.table("provinces")["province"]]
    others = [found.get(code) or _unknown(code) for code in every if code != province]
    dated = [other for other in others if other.dated]
    best, worst = _place(own, others)
    known_best, known_worst = _place(own, dated)
    earlier = tuple(o.province for o in others if _before(o, own))
    later = tuple(o.province for o in others if _before(own, o))
    return OpeningOrder(
        reform=reform,
        own=own,
        earlier=earlier,
        later=later,
        unknown=tuple(o.province for o in others if not _ordered(o, own)),
        best=best,
        worst=worst,
        of=len(every),
        known_best=known_best,
        known_worst=known_worst,
        known=len(dated) + own.dated,
    )


def untreated_through(facts: Facts, reform: str, year: int) -> tuple[str, ...]:
    """Provinces that are known not to have begun a reform by the end of a year.

    One that began on the last day of the year was without it in that year.

    Parameters
    ----------
    facts : Facts
        Data package.
    reform : str
        Reform id.
    year : int
        Year.

    Returns
    -------
    tuple of str
        Codes of provinces, sorted.

    Examples
    --------
    >>> from par_eval.series import load
    >>> untreated_through(load(), "no such reform", 2020)
    ()
    """
    last = pd.Timestamp(year=year, month=12, day=31)
    return tuple(
        code
        for code, opening in openings(facts, reform).items()
        if opening.earliest is not None and opening.earliest >= last
    )


def _opening(code: str, rows: list[dict[str, Any]]) -> Opening:
    """Bounds from all rows of one province."""
    first = [_day(row["opened_from"]) for row in rows]
    last = [_day(row["opened_to"]) for row in rows]
    sources = tuple(sorted({str(row["source"]) for row in rows}))
    earliest = max((day for day in first if day is not None), default=None)
    latest = min((day for day in last if day is not None), default=None)
    if earliest is None or latest is None or earliest <= latest:
        return Opening(code, earliest, latest, sources)
    outer = (
        min(day for day in first if day is not None) if None not in first else None,
        max(day for day in last if day is not None) if None not in last else None,
    )
    return Opening(code, outer[0], outer[1], sources, contradictory=True)


def _day(cell: object) -> pd.Timestamp | None:
    return None if cell is None or pd.isna(cell) else pd.Timestamp(cell)


def _unknown(code: str) -> Opening:
    return Opening(code, None, None, ())


def _before(one: Opening, other: Opening) -> bool:
    """Whether one certainly began before the other."""
    if one.latest is None or other.earliest is None:
        return False
    return bool(one.latest < other.earliest)


def _never_before(one: Opening, other: Opening) -> bool:
    """Whether one cannot have begun before the other; the same day counts."""
    if one.earliest is None or other.latest is None:
        return False
    return bool(one.earliest >= other.latest)


def _ordered(one: Opening, other: Opening) -> bool:
    return _before(one, other) or _before(other, one)


def _place(own: Opening, others: list[Opening]) -> tuple[int, int]:
    """Best and worst place among some provinces; the same day is the same place."""
    best = 1 + sum(_before(other, own) for other in others)
    worst = 1 + sum(not _never_before(other, own) for other in others)
    return best, worst
