"""Rules of what was measured: bounds, breaks, gaps, and jumps that nobody listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from par_eval.facts.checks import Fault
from par_eval.facts.measured_tables import OBSERVATIONS
from par_eval.facts.rules_common import at, at_place, file_of, keys, lookup, places
from par_eval.facts.rules_structure import Rule

__all__ = ["OBSERVED", "outside_bounds"]

LEAST = 20
"""Provinces with a value from which on a national mean is watched for jumps."""


def _observed(observations: pd.DataFrame, indicators: pd.DataFrame) -> Iterator[Fault]:
    """Sums are not observed, and values keep the bounds of their indicator."""
    kinds = lookup(indicators, "aggregation")
    sums = [name for name, kind in kinds.items() if kind == "sum"]
    wanted, problem = "an indicator with aggregation observation", "is added up from"
    summed = observations["indicator"].isin(sums)
    yield from at(observations, "indicator", summed, wanted, f"{problem} its parts")
    yield from outside_bounds(observations, indicators)


def outside_bounds(rows: pd.DataFrame, indicators: pd.DataFrame) -> Iterator[Fault]:
    """Values that the bounds of their indicator exclude.

    Parameters
    ----------
    rows : DataFrame
        Columns indicator and value, indexed by file and row.
    indicators : DataFrame
        Table of that name.

    Yields
    ------
    Fault
    """
    codes, names = pd.factorize(rows["indicator"])
    value = rows["value"].to_numpy(dtype=float)
    low, high = (
        np.array([*map(lookup(indicators, end).get, names), None], dtype=float)
        for end in ("minimum", "maximum")
    )
    for place in places((value < low[codes]) | (value > high[codes])):
        code = codes[place]
        ends = [
            f"{word} {end[code]:g}"
            for word, end in (("from", low), ("to", high))
            if not np.isnan(end[code])
        ]
        wanted = f"a number {' '.join(ends)}, the bounds of {names[code]}"
        problem = "lies outside the bounds of its indicator"
        yield from at_place(rows, "value", place, wanted, problem)


def _breaks(
    breaks: pd.DataFrame, observations: pd.DataFrame, indicators: pd.DataFrame
) -> Iterator[Fault]:
    """A series breaks after the first year of its instrument."""
    owner = lookup(indicators, "instrument")
    year = observations["year"].astype("float64")
    first = year.groupby(observations["indicator"].map(owner)).min().to_dict()
    begun = breaks["indicator"].map(owner).map(first).astype("float64")
    early = breaks["year"].astype("float64") <= begun
    for place in places(early):
        wanted = f"a year after {begun.iloc[place]:.0f}, the first year of data"
        problem = "leaves nothing before the break"
        yield from at_place(breaks, "year", place, wanted, problem)


def _absences(
    missing: pd.DataFrame, observations: pd.DataFrame, indicators: pd.DataFrame
) -> Iterator[Fault]:
    """Where all is missing, nothing is observed."""
    owner = lookup(indicators, "instrument")
    there = observations["province"].isin(missing["province"])
    near = observations[there & observations["year"].isin(missing["year"])]
    seen = {
        (owner.get(name), province, year)
        for name, province, year in keys(near, ["indicator", "province", "year"])
    }
    rows = keys(missing, ["instrument", "province", "year"])
    wrong = np.array([row in seen for row in rows]) & (missing["extent"] == "all")
    wanted = "part, or no observations of that province and year"
    yield from at(missing, "extent", wrong, wanted, "contradicts observations")


def _coverage(
    instruments: pd.DataFrame,
    provinces: pd.DataFrame,
    missing: pd.DataFrame,
    observations: pd.DataFrame,
    known: pd.DataFrame,
) -> Iterator[Fault]:
    """Where coverage is complete, a province without a value is listed as missing.

    A year with a faulty row is left out: the row may be that of the province. One
    without its year may be of any.
    """
    codes = provinces["province"].dropna()
    faulty = observations["indicator"].isna() | observations["value"].isna()
    faulty |= ~observations["province"].isin(codes)
    doubtful = set(observations["year"][faulty].dropna())
    if observations["year"].isna().any():
        return
    listed = set(keys(missing, ["instrument", "province", "year"]))
    wanted = "such a row, the observations, or coverage partial of the instrument"
    for instrument, headline in _complete(instruments, "headline").items():
        for year, row in _years(known, headline).iterrows():
            absent = set(codes) - set(row.dropna().index)
            for code in sorted(absent) if year not in doubtful else ():
                if (instrument, code, year) not in listed:
                    problem = f"has no row for {instrument}, {code}, {year}"
                    file = file_of(missing, "missing.csv")
                    yield Fault(file, None, "province", None, wanted, problem)


def _jumps(
    instruments: pd.DataFrame,
    indicators: pd.DataFrame,
    breaks: pd.DataFrame,
    thresholds: pd.DataFrame,
    known: pd.DataFrame,
) -> Iterator[Fault]:
    """A national mean that jumps has a break that says so (rule 3).

    A jump of a part is not told again of the wholes that contain it.
    """
    limit = lookup(thresholds, "value", "threshold").get("jump_deviations", np.inf)
    whole_of, owner = lookup(indicators, "part_of"), lookup(indicators, "instrument")
    complete = _complete(instruments, "headline")
    found = [m for m in _moves(known, limit) if owner.get(m.indicator) in complete]
    listed = keys(breaks.dropna(subset="year"), ["indicator", "year", "reaches_parts"])
    told: set[tuple[str, int]] = set()
    for move in sorted(found, key=lambda m: -len(_above(m.indicator, whole_of))):
        again = (move.indicator, move.end) in told
        if again or any(_touches(row, move, whole_of) for row in listed):
            continue
        told |= {(whole, move.end) for whole in _above(move.indicator, whole_of)}
        yield _unlisted(move, file_of(breaks, "series_breaks.csv"))


@dataclass(frozen=True)
class _Move:
    """National mean of an indicator in two successive years, with their distance."""

    indicator: str
    start: int
    end: int
    before: float
    after: float
    deviations: float


def _moves(known: pd.DataFrame, limit: float) -> list[_Move]:
    """Pairs of successive years between which the mean of the provinces jumps.

    The standard deviation over provinces is pooled over the two years.
    """
    kept = known[known.notna().sum(axis=1) >= LEAST].sort_index()
    if kept.empty:
        return []
    cells, index = kept.to_numpy(), kept.index.to_list()
    mean, variance = np.nanmean(cells, axis=1), np.nanvar(cells, axis=1, ddof=1)
    pooled = np.sqrt((variance[1:] + variance[:-1]) / 2)
    moved = np.abs(np.diff(mean))
    with np.errstate(divide="ignore", invalid="ignore"):
        deviations = moved / pooled
    return [
        _Move(name, start, end, mean[i], mean[i + 1], deviations[i])
        for i, ((other, start), (name, end)) in enumerate(pairwise(index))
        if name == other and moved[i] > limit * pooled[i]
    ]


def _touches(
    row: tuple[str, int, str], move: _Move, whole_of: Mapping[str, str]
) -> bool:
    """Whether a break lies between the two years: its own, a part's, or a whole's."""
    where, year, reaches = row
    inside = where == move.indicator or move.indicator in _above(where, whole_of)
    rebuilt = reaches == "yes" and where in _above(move.indicator, whole_of)
    return move.start < year <= move.end and (inside or rebuilt)


def _unlisted(move: _Move, file: str) -> Fault:
    problem = (
        f"has no row for {move.indicator} in {move.end}: since {move.start} its "
        f"national mean moved from {move.before:.2f} to {move.after:.2f}, "
        f"{move.deviations:.2f} standard deviations"
    )
    wanted = (
        "a row of the indicator, of a part or of a whole that reaches its parts; "
        "or observations without the jump"
    )
    return Fault(file, None, "year", None, wanted, problem)


def _complete(instruments: pd.DataFrame, column: str) -> dict[str, str]:
    """A column of the instruments that say that their coverage is complete."""
    rows = instruments[instruments["coverage"] == "complete"]
    return lookup(rows, column, "instrument")


def _years(known: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Years by provinces of one indicator, without years that have no value."""
    if indicator not in known.index.get_level_values("indicator"):
        return known.iloc[:0].droplevel("indicator")
    return known.loc[indicator].dropna(how="all")


def _above(name: str, whole_of: Mapping[str, str]) -> list[str]:
    """Wholes that contain an indicator, the nearest first."""
    found: list[str] = []
    place = whole_of.get(name)
    while place is not None and place not in found:
        found.append(place)
        place = whole_of.get(place)
    return found


OBSERVED: tuple[Rule, ...] = (
    (_observed, (OBSERVATIONS, "indicators")),
    (_breaks, ("series_breaks", OBSERVATIONS, "indicators")),
    (_absences, ("missing", OBSERVATIONS, "indicators")),
    (
        _coverage,
        ("instruments", "provinces", "missing", OBSERVATIONS, "known"),
    ),
    (
        _jumps,
        ("instruments", "indicators", "series_breaks", "thresholds", "known"),
    ),
)
"""Rules of observations with the tables that they need."""
