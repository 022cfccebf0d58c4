"""What all rules of the tables share: cells picked out, values laid side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from par_eval.facts.checks import Fault, faults_at

__all__ = [
    "at",
    "at_place",
    "file_of",
    "in_loops",
    "keys",
    "leaves_by_whole",
    "lookup",
    "places",
    "values",
]


def at(
    frame: pd.DataFrame,
    column: str,
    wrong: pd.Series | np.ndarray,
    wanted: str,
    problem: str = "is not accepted",
) -> Iterator[Fault]:
    """One fault for each wrong cell of a column.

    Parameters
    ----------
    frame : DataFrame
        Table, indexed by file and row.
    column : str
        Column that the cells stand in.
    wrong : Series or array of bool
        Which rows are wrong.
    wanted : str
        What should stand there.
    problem : str
        What is wrong, as the end of a sentence.

    Yields
    ------
    Fault
    """
    yield from faults_at(frame.loc[wrong, column], problem, wanted)


def at_place(
    frame: pd.DataFrame, column: str, place: int, wanted: str, problem: str
) -> Iterator[Fault]:
    """Fault of one cell, by the position of its row.

    Parameters
    ----------
    frame : DataFrame
        Table, indexed by file and row.
    column : str
        Column that the cell stands in.
    place : int
        Position of the row, from 0.
    wanted : str
        What should stand there.
    problem : str
        What is wrong, as the end of a sentence.

    Yields
    ------
    Fault
    """
    yield from faults_at(frame[column].iloc[[place]], problem, wanted)


def places(wrong: pd.Series | np.ndarray) -> list[int]:
    """Positions of the rows that are wrong.

    Parameters
    ----------
    wrong : Series or array of bool
        Which rows are wrong.

    Returns
    -------
    list of int

    Examples
    --------
    >>> places(pd.Series([False, True]))
    [1]
    """
    return [int(place) for place in np.flatnonzero(wrong)]


def keys(frame: pd.DataFrame, columns: list[str]) -> list[tuple]:
    """Cells of some columns, row by row.

    Parameters
    ----------
    frame : DataFrame
        Table.
    columns : list of str
        Columns, in the order of the cells.

    Returns
    -------
    list of tuple

    Examples
    --------
    >>> keys(pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), ["b", "a"])
    [('x', 1), ('y', 2)]
    """
    cells = [frame[name].to_numpy(dtype=object) for name in columns]
    return list(zip(*cells, strict=True))


def lookup(frame: pd.DataFrame, column: str, key: str = "indicator") -> dict[Any, Any]:
    """Known values of a column by the key of their row.

    Parameters
    ----------
    frame : DataFrame
        Table.
    column : str
        Column whose values are looked up.
    key : str
        Column of the keys.

    Returns
    -------
    dict
        Without the rows that lack either; the first row of a key counts.

    Examples
    --------
    >>> lookup(pd.DataFrame({"indicator": ["a", "b"], "unit": ["x", None]}), "unit")
    {'a': 'x'}
    """
    known = (frame[key].notna() & frame[column].notna()).to_numpy(dtype=bool)
    found: dict[Any, Any] = {}
    for name, cell in keys(frame[known], [key, column]):
        found.setdefault(name, cell)
    return found


def file_of(frame: pd.DataFrame, otherwise: str) -> str:
    """File that a table was read from.

    Parameters
    ----------
    frame : DataFrame
        Table, indexed by file and row.
    otherwise : str
        Name to give where the table has no rows.

    Returns
    -------
    str
    """
    return str(frame.index[0][0]) if len(frame) else otherwise


def in_loops(whole_of: Mapping[str, Any]) -> set[str]:
    """Ids from which the way up leads back to them.

    Parameters
    ----------
    whole_of : mapping of str to str
        What each id is a part of.

    Returns
    -------
    set of str

    Examples
    --------
    >>> sorted(in_loops({"a": "b", "b": "a", "c": "a"}))
    ['a', 'b']
    """
    looping: set[str] = set()
    done: set[str] = set()
    for start in whole_of:
        way: dict[str, None] = {}
        place = start
        while place in whole_of and place not in done and place not in way:
            way[place] = None
            place = whole_of[place]
        if place in way:
            steps = list(way)
            looping.update(steps[steps.index(place) :])
        done.update(way)
    return looping


def leaves_by_whole(indicators: pd.DataFrame) -> dict[str, list[str]]:
    """Published indicators that each sum is made of.

    Parameters
    ----------
    indicators : DataFrame
        Table of that name, in which nothing is a part of itself.

    Returns
    -------
    dict of str to list of str
        An observed whole counts as published, so its parts do not go past it.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {
    ...         "indicator": ["a", "a.b", "a.c"],
    ...         "part_of": [None, "a", "a"],
    ...         "aggregation": ["sum", "observation", "observation"],
    ...     }
    ... )
    >>> leaves_by_whole(frame)
    {'a': ['a.b', 'a.c']}
    """
    whole_of, kind = lookup(indicators, "part_of"), lookup(indicators, "aggregation")
    found: dict[str, list[str]] = {}
    for leaf in [name for name in kind if kind[name] == "observation"]:
        place = whole_of.get(leaf)
        while kind.get(place) == "sum":
            found.setdefault(str(place), []).append(leaf)
            place = whole_of.get(place)
    return found


def values(published: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Published values, and the sums of their parts, as the series are made of them.

    Parameters
    ----------
    published : DataFrame
        Columns indicator, province, year and value; of rows with the same key the
        first one counts.
    indicators : DataFrame
        Table of that name.

    Returns
    -------
    DataFrame
        Indexed by indicator and year, columns province. A sum has a value where each
        part of the year's edition has one.
    """
    key = ["indicator", "year", "province"]
    rows = published.dropna(subset=[*key, "value"]).drop_duplicates(key)
    rows = rows.astype({"year": "int64", "value": "float64"})
    summed = leaves_by_whole(indicators)
    leaves = rows[~rows["indicator"].isin(summed)]
    wide = leaves.set_index(key)["value"].unstack("province")
    owner = wide.index.get_level_values("indicator")
    frames = [wide]
    for whole, parts in summed.items():
        years = wide[owner.isin(parts)].groupby(level="year")
        edition = years.size()
        total = years.sum().where(years.count().eq(edition, axis=0))
        frames.append(pd.concat({whole: total}, names=["indicator"]))
    return pd.concat(frames)
