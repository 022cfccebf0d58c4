"""Rules that tables keep for the sake of their meaning, beyond types and keys.

Each rule takes typed tables, whose faulty cells are missing, and yields faults. A
comparison with a missing value tells nothing, so that one mistake is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from par_eval.facts.checks import Fault, faults_at
from par_eval.facts.columns import expectation
from par_eval.facts.needed import OBSERVATIONS, THRESHOLDS
from par_eval.facts.schema import Field

__all__ = ["rule_faults"]

Rule = Callable[..., Iterator[Fault]]


def rule_faults(tables: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    """Every fault in the meaning of the tables.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Typed tables indexed by file and row; those that could not be read are
        absent, and the rules that need them are left out.

    Yields
    ------
    Fault
    """
    for rule, names in RULES.items():
        if all(name in tables for name in names):
            yield from rule(*(tables[name] for name in names))


def _thresholds(thresholds: pd.DataFrame) -> Iterator[Fault]:
    """Thresholds that the rules of evidence use are there and make sense."""
    file = _file(thresholds, "thresholds.csv")
    for name, (low, high) in THRESHOLDS.items():
        rows = thresholds[thresholds["threshold"] == name]
        if rows.empty:
            wanted = "a row for each threshold that the rules of evidence use"
            yield Fault(file, None, "threshold", None, wanted, f"has no row {name!r}")
        most = np.inf if high is None else high
        wrong = (rows["value"] < low) | (rows["value"] > most)
        limits = Field("value", "number", minimum=low, maximum=high)
        yield from _at(rows, "value", wrong, f"{expectation(limits)} for {name}")


def _order(questions: pd.DataFrame) -> Iterator[Fault]:
    """Questions are numbered from one, in their order."""
    counted = np.arange(1, len(questions) + 1)
    order = questions["order"].astype("float64")
    wrong = order.notna() & (order != counted)
    for place in _places(wrong)[:1]:
        wanted = f"{place + 1}: questions are numbered 1, 2, 3 ... as they stand"
        row = questions["order"].iloc[[place]].astype("object")
        yield from faults_at(row, "breaks the order of the questions", wanted)


def _periods(periods: pd.DataFrame) -> Iterator[Fault]:
    """Periods end after they begin, and none overlaps another."""
    years = periods.astype({"start": "float64", "end": "float64"})
    wrong = years["start"] > years["end"]
    yield from _at(periods, "start", wrong, "a year not after the end of the period")
    whole = years[~wrong].dropna(subset=["start", "end"]).sort_values("start")
    latest = None
    for row in whole.reset_index().to_dict("records"):
        if latest is not None and row["start"] <= latest["end"]:
            wanted = f"a year after {int(latest['end'])}: periods do not overlap"
            problem = f"lies inside the period {latest['period']}"
            start = f"{int(row['start'])}"
            yield Fault(row["file"], row["row"], "start", start, wanted, problem)
        if latest is None or row["end"] > latest["end"]:
            latest = row


def _headlines(instruments: pd.DataFrame, indicators: pd.DataFrame) -> Iterator[Fault]:
    """The headline indicator of an instrument is one of its own."""
    owner = instruments["headline"].map(_column(indicators, "instrument"))
    wrong = owner.notna() & (owner != instruments["instrument"])
    yield from _at(instruments, "headline", wrong, "an indicator of this instrument")


def _tree(indicators: pd.DataFrame) -> Iterator[Fault]:
    """Parts form trees, each inside one instrument."""
    whole = indicators["part_of"]
    looping = _in_loops(_column(indicators, "part_of"))
    yield from faults_at(
        whole[indicators["indicator"].isin(looping) & whole.notna()],
        "makes the indicator a part of itself",
        "a whole that is not among the parts of this indicator",
    )
    owner = whole.map(_column(indicators, "instrument"))
    other = owner.notna() & (owner != indicators["instrument"])
    yield from _at(indicators, "part_of", other, "a whole of the same instrument")


def _in_loops(whole_of: Mapping[str, Any]) -> set[str]:
    """Indicators from which the way up leads back to them."""
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


def _sums(indicators: pd.DataFrame) -> Iterator[Fault]:
    """A sum has parts, and bounds are in their order."""
    wholes = indicators["part_of"].dropna()
    empty = (indicators["aggregation"] == "sum") & ~indicators["indicator"].isin(wholes)
    wanted = "observation, or indicators whose part_of names this one"
    yield from _at(indicators, "aggregation", empty, wanted, "has no parts to add")
    wrong = indicators["minimum"] > indicators["maximum"]
    yield from _at(indicators, "minimum", wrong, "a number up to the maximum")


def _observed(observations: pd.DataFrame, indicators: pd.DataFrame) -> Iterator[Fault]:
    """Sums are not observed, and values keep the bounds of their indicator."""
    name, value = observations["indicator"], observations["value"]
    summed = name.map(_column(indicators, "aggregation")) == "sum"
    wanted = "an indicator with aggregation observation"
    yield from _at(
        observations, "indicator", summed, wanted, "is added up from its parts"
    )
    bounds = [_column(indicators, end) for end in ("minimum", "maximum")]
    low, high = (name.map(bound).astype("float64") for bound in bounds)
    for place in _places((value < low) | (value > high)):
        ends = [
            f"{word} {end.iloc[place]:g}"
            for word, end in (("from", low), ("to", high))
            if end.notna().iloc[place]
        ]
        wanted = f"a number {' '.join(ends)}, the bounds of {name.iloc[place]}"
        row = value.iloc[[place]]
        yield from faults_at(row, "lies outside the bounds of its indicator", wanted)


def _breaks(
    breaks: pd.DataFrame, observations: pd.DataFrame, indicators: pd.DataFrame
) -> Iterator[Fault]:
    """A series breaks after the first year of its instrument."""
    owner = _column(indicators, "instrument")
    year = observations["year"].astype("float64")
    first = year.groupby(observations["indicator"].map(owner)).min().to_dict()
    begun = breaks["indicator"].map(owner).map(first).astype("float64")
    early = breaks["year"].astype("float64") <= begun
    for place in _places(early):
        wanted = f"a year after {begun.iloc[place]:.0f}, the first year of data"
        row = breaks["year"].iloc[[place]]
        yield from faults_at(row, "leaves nothing before the break", wanted)


def _absences(
    missing: pd.DataFrame, observations: pd.DataFrame, indicators: pd.DataFrame
) -> Iterator[Fault]:
    """Where all is missing, nothing is observed."""
    owner = observations["indicator"].map(_column(indicators, "instrument"))
    seen = observations.assign(instrument=owner)[["instrument", "province", "year"]]
    known = pd.MultiIndex.from_frame(seen.dropna().drop_duplicates())
    rows = pd.MultiIndex.from_frame(missing[["instrument", "province", "year"]])
    wrong = (missing["extent"] == "all") & rows.isin(known)
    wanted = "part, or no observations of that province and year"
    yield from _at(missing, "extent", wrong, wanted, "contradicts observations")


RULES: Mapping[Rule, tuple[str, ...]] = {
    _thresholds: ("thresholds",),
    _order: ("questions",),
    _periods: ("plan_periods",),
    _headlines: ("instruments", "indicators"),
    _tree: ("indicators",),
    _sums: ("indicators",),
    _observed: (OBSERVATIONS, "indicators"),
    _breaks: ("series_breaks", OBSERVATIONS, "indicators"),
    _absences: ("missing", OBSERVATIONS, "indicators"),
}
"""Every rule with the tables that it needs."""


def _places(wrong: pd.Series) -> list[int]:
    return [int(place) for place in np.flatnonzero(wrong)]


def _at(
    frame: pd.DataFrame,
    column: str,
    wrong: pd.Series | np.ndarray,
    wanted: str,
    problem: str = "is not accepted",
) -> Iterator[Fault]:
    yield from faults_at(frame.loc[wrong, column], problem, wanted)


def _column(indicators: pd.DataFrame, column: str) -> dict[str, Any]:
    """Known values of a column by indicator."""
    rows = indicators[["indicator", column]].dropna()
    return dict(zip(rows["indicator"], rows[column], strict=True))


def _file(frame: pd.DataFrame, otherwise: str) -> str:
    return str(frame.index[0][0]) if len(frame) else otherwise
