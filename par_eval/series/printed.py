"""Printed figures: scores and ranks as sources print them, and whose figures they are.

A figure is independent of a province where neither its row nor its source says that
it comes from that province's own statement.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from par_eval.facts import Facts
from par_eval.series.indicators import composition
from par_eval.values import UnknownNameError

__all__ = [
    "Figure",
    "figures_by_place",
    "figures_of",
    "independent_source",
    "judging",
    "rounding",
    "score_of",
]

EXACT = 9
"""Decimals that count: what lies behind them comes from adding up."""


Key = tuple[str, int, str]


@dataclass(frozen=True)
class Figure:
    """One number on a province as one source gives it.

    Parameters
    ----------
    value : float
        Score or rank.
    sources : tuple of str
        Source ids; several where the number is a sum of published parts.
    independent : bool
        Whether it does not come from the province's own statement.
    used : bool
        Whether it is the one of several that the data goes by.
    """

    value: float
    sources: tuple[str, ...]
    independent: bool
    used: bool = True


def score_of(facts: Facts, indicator: str, province: str, year: int) -> Figure | None:
    """Score of a province that the data goes by: observed, or printed and used.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    province : str
        Code of the province.
    year : int
        Year.

    Returns
    -------
    Figure or None
        None where there is none.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> round(score_of(facts, headline, "P63", 2020).value, 2)
    42.77
    """
    value = facts.series(indicator)[province].get(year, math.nan)
    if pd.isna(value):
        return None
    printed = figures_by_place(facts, indicator, year, "score").get(province, ())
    used = [figure for figure in printed if figure.used]
    return (
        used[0] if used else _observed(facts, indicator, province, year, float(value))
    )


def figures_of(
    facts: Facts, indicator: str, province: str, year: int, statistic: str = "score"
) -> tuple[Figure, ...]:
    """Every figure on a province, contradictory ones included.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    province : str
        Code of the province.
    year : int
        Year.
    statistic : str
        score, rank, best_rank or worst_rank.

    Returns
    -------
    tuple of Figure
        Those that the data goes by first.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> len(figures_of(facts, headline, "P63", 2020))
    1
    """
    found = figures_by_place(facts, indicator, year, statistic).get(province, ())
    if statistic != "score":
        return found
    score = score_of(facts, indicator, province, year)
    return (*([score] if score else []), *(f for f in found if f != score))


def judging(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Those figures that a judgement goes by: independent ones, then used ones.

    Parameters
    ----------
    figures : tuple of Figure
        All figures on one thing.

    Returns
    -------
    tuple of Figure
        The used ones among the independent, all independent ones where none of them
        is used; where all are the province's own, the same of these.

    Examples
    --------
    >>> own, other = Figure(90, ("S1",), False), Figure(89, ("S2",), True, False)
    >>> judging((own, other)) == (other,)
    True
    """
    for independent in (True, False):
        group = [f for f in figures if f.independent == independent]
        if group:
            return tuple([f for f in group if f.used] or group)
    return ()


def rounding(value: float) -> float:
    """Half a unit of the last decimal that a number was printed with.

    Parameters
    ----------
    value : float
        Number; zeros at its end are not seen, which makes the result too wide only.

    Returns
    -------
    float

    Examples
    --------
    >>> rounding(89.18), rounding(7)
    (0.005, 0.5)
    """
    printed = f"{value:.{EXACT}f}".rstrip("0").partition(".")[2]
    return 0.5 * 10.0 ** -len(printed)


def independent_source(facts: Facts, source: str, province: str) -> bool:
    """Whether a source is not the province's own statement.

    Parameters
    ----------
    facts : Facts
        Data package.
    source : str
        Source id.
    province : str
        Code of the province.

    Returns
    -------
    bool
        True as well where the package has no row for the source.

    Examples
    --------
    >>> from par_eval.series import load
    >>> independent_source(load(), "S101", "P63")
    True
    """
    try:
        row = facts.source(source)
    except UnknownNameError:
        return True
    return bool(row.get("implementer") != province)


def figures_by_place(
    facts: Facts, indicator: str, year: int, statistic: str
) -> dict[str, tuple[Figure, ...]]:
    """Figures as they are printed, by province.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    year : int
        Year.
    statistic : str
        score, rank, best_rank or worst_rank.

    Returns
    -------
    dict of str to tuple of Figure
        Those that the data goes by first; provinces without any are left out.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> figures_by_place(facts, facts.instruments["headline"].iloc[0], 1900, "rank")
    {}
    """
    every = facts.once(("printed",), lambda: _printed(facts))
    return every.get((indicator, year, statistic), {})


def _printed(facts: Facts) -> dict[Key, dict[str, tuple[Figure, ...]]]:
    """Every printed figure on a province, by indicator, year and statistic."""
    found: dict[Key, dict[str, list[Figure]]] = {}
    table = facts.table("reported")
    for row in table[table["scope"] == "province"].to_dict("records"):
        key = (row["indicator"], int(row["year"]), row["statistic"])
        place = str(row["place"])
        figures = found.setdefault(key, {}).setdefault(place, [])
        figures.append(_figure(facts, place, row))
    return {
        key: {
            place: tuple(sorted(figures, key=lambda figure: not figure.used))
            for place, figures in places.items()
        }
        for key, places in found.items()
    }


def _figure(facts: Facts, province: str, row: Mapping[Hashable, Any]) -> Figure:
    source = str(row["source"])
    outside = independent_source(facts, source, province)
    return Figure(
        value=float(row["value"]),
        sources=(source,),
        independent=row["origin"] != "implementer" and outside,
        used=row["used"] == "yes",
    )


def _observed(
    facts: Facts, indicator: str, province: str, year: int, value: float
) -> Figure:
    """Value of the panel with the sources of its parts in that year."""
    parts = composition(facts, indicator).get(year, ())
    sources: set[str] = set()
    for part in parts:
        there = facts.located_sources.get((part, year), {}).get(province, set())
        sources |= there & _sources_of(facts, part)
    own = all(independent_source(facts, source, province) for source in sources)
    return Figure(value, tuple(sorted(sources)), own)


def _sources_of(facts: Facts, part: str) -> set[str]:
    return facts.once(("sources", part), lambda: set(facts.sources_of([part])))
