"""What an address points to: the row that a number stands in, its name and sources.

An address reads ``name/place/years``. The name is an indicator, or the id of a row of
another table with the kind of the row before it: ``output.seats/P63/2016``,
``target.satisfaction/nation/2020``, ``claim.C01/P63/2019``, ``reform.centre/P63/2016``,
``area.leadership/P63/2019``, ``criterion.impact/P63/2019``, ``document.law/P63/2019``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from par_eval.facts.lookup import Facts
from par_eval.values import Name

__all__ = ["kind_of", "label_of", "sources_at"]

KINDS: Mapping[str, tuple[str, str, str]] = {
    "output": ("outputs", "output", "name"),
    "target": ("targets", "target", "name"),
    "claim": ("claims", "claim", "statement"),
    "reform": ("reform_names", "reform", "name"),
    "area": ("content_areas", "area", "name"),
    "criterion": ("criteria", "criterion", "name"),
    "document": ("documents", "document", "name"),
}
"""Table, key and label of each kind of row that is no indicator."""


def kind_of(facts: Facts, name: str) -> str | None:
    """Kind of row that the name of an address stands for.

    Parameters
    ----------
    facts : Facts
        Data package.
    name : str
        First part of an address, without a span.

    Returns
    -------
    str or None
        Key of `KINDS`, such as ``target``; None for an indicator.
    """
    kind, _, key = name.partition(".")
    if kind not in KINDS:
        return None
    table, column, _ = KINDS[kind]
    return kind if (facts.table(table)[column] == key).any() else None


def label_of(facts: Facts, name: str) -> Name:
    """Name of what an address points to, in the languages of the package.

    Parameters
    ----------
    facts : Facts
        Data package.
    name : str
        First part of an address, without a span.

    Returns
    -------
    Name

    Raises
    ------
    UnknownNameError
        If the package has no such row.
    """
    kind = kind_of(facts, name)
    if kind is None:
        return facts.name("indicators", name)
    table, column, label = KINDS[kind]
    key = name.partition(".")[2]
    frame = facts.table(table)
    return facts.label(name, frame[frame[column] == key].iloc[0], label)


def sources_at(
    facts: Facts, names: Iterable[str], place: str, years: Iterable[int]
) -> tuple[str, ...]:
    """Sources of what was published at an address.

    Parameters
    ----------
    facts : Facts
        Data package.
    names : iterable of str
        Indicators, each as published, or one row of another kind.
    place : str
        Province code, ``*`` for all provinces, ``@region`` or ``nation``.
    years : iterable of int
        Years.

    Returns
    -------
    tuple of str
        Source ids, sorted.
    """
    wanted, when = list(names), list(years)
    kinds = {name: kind_of(facts, name) for name in wanted}
    found: set[str] = set()
    plain = [name for name, kind in kinds.items() if kind is None]
    if plain:
        found |= set(_observed(facts, plain, place, when))
    for name, kind in kinds.items():
        if kind is not None:
            found |= set(_of_row(facts, kind, name.partition(".")[2], place, when))
    return tuple(sorted(found))


def _observed(
    facts: Facts, names: list[str], place: str, years: list[int]
) -> Iterator[str]:
    """Sources of values in some places and years, and of ranks printed there."""
    members = facts.members(place[1:]) if place.startswith("@") else (place,)
    for name in names:
        for year in years:
            there = facts.located_sources.get((name, year), {})
            for where in there if place == "*" else members:
                yield from there.get(where, ())


def _of_row(
    facts: Facts, kind: str, key: str, place: str, years: list[int]
) -> pd.Series:
    table, column, _ = KINDS[kind]
    frame = facts.table("reforms" if kind == "reform" else table)
    rows = frame[frame[column] == key]
    if kind == "output":
        rows = rows[(rows["province"] == place) & rows["year"].isin(years)]
    elif kind == "reform" and place != "*":
        rows = rows[rows["province"] == place]
    return rows["source"]
