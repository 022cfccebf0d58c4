"""Relations between tables: keys that name one row, and links that lead somewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import pandas as pd

from par_eval.facts.checks import Fault, faults_at
from par_eval.facts.needed import core
from par_eval.facts.schema import Link
from par_eval.facts.tables import Table

__all__ = ["key_faults", "link_faults"]


def key_faults(tables: Iterable[Table]) -> Iterator[Fault]:
    """Rows whose key stands in another row as well.

    All tables of observations are one table: a key may not stand in two of them.

    Parameters
    ----------
    tables : iterable of Table
        Tables that could be read.

    Yields
    ------
    Fault
    """
    groups: dict[str, list[pd.DataFrame]] = {}
    for table in tables:
        key = list(table.resource.key)
        if key and set(key) <= set(table.cells.columns):
            groups.setdefault(core(table.resource.name), []).append(table.cells[key])
    for frames in groups.values():
        keys = pd.concat(frames)
        yield from _repeated(keys[keys.duplicated(keep=False)])


def _repeated(frame: pd.DataFrame) -> Iterator[Fault]:
    first: dict[tuple[str, ...], tuple[str, int]] = {}
    columns, wanted = ", ".join(frame.columns), "another key, or one row less"
    for place, key in zip(frame.index, _keys(frame, frame.columns), strict=True):
        other, where = first.setdefault(key, place)
        if (other, where) != place:
            problem = f"stands already in {other}, row {where}"
            yield Fault(
                place[0], int(place[1]), columns, ", ".join(key), wanted, problem
            )


def link_faults(
    tables: Mapping[str, Table], absent: Collection[str] = ()
) -> Iterator[Fault]:
    """Cells that should stand in a column of another table and do not.

    Parameters
    ----------
    tables : mapping of str to Table
        Tables that could be read; links into others are not followed.
    absent : collection of str
        Tables that the package is without, so that no link can lead there.

    Yields
    ------
    Fault
    """
    for table in tables.values():
        for link in table.resource.links:
            target = tables.get(link.table)
            if link.table in absent:
                yield from _leading_nowhere(table, link)
            elif target is not None and _followable(table, link, target):
                yield from _loose(table, link, target)


def _leading_nowhere(table: Table, link: Link) -> Iterator[Fault]:
    column = link.columns[0]
    cells = table.cells.get(column, pd.Series(dtype="str"))
    problem = f"cannot be looked up: the package has no table {link.table}"
    wanted = "an empty cell, or that table with a row for it"
    filled = cells[~cells.isin([*table.resource.missing, ""])]
    yield from faults_at(filled.rename(column), problem, wanted)


def _followable(table: Table, link: Link, target: Table) -> bool:
    return set(link.columns) <= set(table.cells.columns) and set(link.targets) <= set(
        target.cells.columns
    )


def _loose(table: Table, link: Link, target: Table) -> Iterator[Fault]:
    known = _distinct(target.cells, link.targets)
    known |= _distinct(target.uneven, link.targets)
    empty = {*table.resource.missing, ""}
    found = _distinct(table.cells, link.columns) - known
    loose = {key for key in found if not empty & set(key)}
    if not loose:
        return
    keys = _keys(table.cells, link.columns)
    columns, targets = ", ".join(link.columns), ", ".join(link.targets)
    wanted = f"a value of the column {targets} there"
    problem = f"is not in {target.resource.path}"
    for (file, row), key in zip(table.cells.index, keys, strict=True):
        if key in loose:
            yield Fault(file, int(row), columns, ", ".join(key), wanted, problem)


def _distinct(frame: pd.DataFrame, columns: Iterable[str]) -> set[tuple[str, ...]]:
    """Every distinct key; one column is made distinct before it is taken apart."""
    names = list(columns)
    if len(names) == 1:
        return {(cell,) for cell in set(frame[names[0]].to_numpy(dtype=object))}
    return set(_keys(frame, names))


def _keys(frame: pd.DataFrame, columns: Iterable[str]) -> list[tuple[str, ...]]:
    """Cells of some columns, row by row."""
    cells = [frame[name].to_numpy(dtype=object) for name in columns]
    return list(zip(*cells, strict=True))
