"""Rules of what holds the facts together: thresholds, periods, indicators, orders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pandas as pd

from par_eval.facts.checks import Fault
from par_eval.facts.columns import expectation
from par_eval.facts.measured_tables import THRESHOLDS
from par_eval.facts.rules_common import (
    at,
    at_place,
    file_of,
    in_loops,
    keys,
    lookup,
    places,
)
from par_eval.facts.schema import Field

__all__ = ["STRUCTURE", "Rule"]

Rule = tuple[Callable[..., Iterator[Fault]], tuple[str, ...]]


def _thresholds(thresholds: pd.DataFrame) -> Iterator[Fault]:
    """Thresholds that the rules of evidence use are there and make sense."""
    file = file_of(thresholds, "thresholds.csv")
    present = set(thresholds["threshold"].dropna())
    for name in THRESHOLDS:
        if name not in present:
            wanted = "a row for each threshold that the rules of evidence use"
            yield Fault(file, None, "threshold", None, wanted, f"has no row {name!r}")
    rows = enumerate(zip(thresholds["threshold"], thresholds["value"], strict=True))
    for place, (name, value) in rows:
        low, high = THRESHOLDS.get(name, (-np.inf, None))
        if value < low or value > (np.inf if high is None else high):
            limits = expectation(Field("value", "number", minimum=low, maximum=high))
            yield from at_place(
                thresholds, "value", place, f"{limits} for {name}", "is not accepted"
            )


def _order(frame: pd.DataFrame, rows: str) -> Iterator[Fault]:
    """Rows are numbered from one, in their order."""
    counted = np.arange(1, len(frame) + 1)
    order = frame["order"].astype("float64")
    for place in places(order.notna() & (order != counted))[:1]:
        wanted = f"{place + 1}: {rows} are numbered 1, 2, 3 ... as they stand"
        yield from at_place(
            frame, "order", place, wanted, f"breaks the order of the {rows}"
        )


def _questions(questions: pd.DataFrame) -> Iterator[Fault]:
    """The questions of each report are numbered from one."""
    if "report" not in questions:
        yield from _order(questions, "questions")
        return
    report = questions["report"].fillna("")
    for name in report.drop_duplicates():
        yield from _order(questions[report == name], "questions")


def _periods(periods: pd.DataFrame) -> Iterator[Fault]:
    """Periods end after they begin, and none overlaps another."""
    years = periods.astype({"start": "float64", "end": "float64"})
    wrong = years["start"] > years["end"]
    yield from at(periods, "start", wrong, "a year not after the end of the period")
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
    owner = instruments["headline"].map(lookup(indicators, "instrument"))
    wrong = owner.notna() & (owner != instruments["instrument"])
    yield from at(instruments, "headline", wrong, "an indicator of this instrument")


def _containers(instruments: pd.DataFrame) -> Iterator[Fault]:
    """No instrument contains itself, on whatever way."""
    looping = in_loops(lookup(instruments, "contains", "instrument"))
    wrong = instruments["instrument"].isin(looping) & instruments["contains"].notna()
    wanted = "an instrument that does not contain this one"
    problem = "makes the instrument contain itself"
    yield from at(instruments, "contains", wrong, wanted, problem)


def _tree(indicators: pd.DataFrame) -> Iterator[Fault]:
    """Parts form trees, each inside one instrument."""
    whole = indicators["part_of"]
    looping = in_loops(lookup(indicators, "part_of"))
    wrong = indicators["indicator"].isin(looping) & whole.notna()
    wanted = "a whole that is not among the parts of this indicator"
    problem = "makes the indicator a part of itself"
    yield from at(indicators, "part_of", wrong, wanted, problem)
    owner = whole.map(lookup(indicators, "instrument"))
    other = owner.notna() & (owner != indicators["instrument"])
    yield from at(indicators, "part_of", other, "a whole of the same instrument")


def _sums(indicators: pd.DataFrame) -> Iterator[Fault]:
    """A sum has parts, and bounds are in their order."""
    wholes = indicators["part_of"].dropna()
    empty = (indicators["aggregation"] == "sum") & ~indicators["indicator"].isin(wholes)
    wanted = "observation, or indicators whose part_of names this one"
    yield from at(indicators, "aggregation", empty, wanted, "has no parts to add")
    wrong = indicators["minimum"] > indicators["maximum"]
    yield from at(indicators, "minimum", wrong, "a number up to the maximum")


def _defaults(choices: pd.DataFrame) -> Iterator[Fault]:
    """Each choice of a question has one option that the evaluation takes."""
    named = ["question", "choice", "default"]
    rows = choices.dropna(subset=named)
    taken: dict[tuple[str, str], list[int]] = {}
    for place, (question, choice, default) in enumerate(keys(rows, named)):
        places_of = taken.setdefault((question, choice), [place])
        places_of += [place] if default == "yes" else []
    for (_, choice), (first, *defaults) in taken.items():
        if not defaults:
            wanted = "yes for one option of the choice"
            problem = f"leaves the choice {choice!r} without a default"
            yield from at_place(rows, "default", first, wanted, problem)
        for place in defaults[1:]:
            wanted = "yes for one option of the choice, no for all others"
            problem = f"is a second default of the choice {choice!r}"
            yield from at_place(rows, "default", place, wanted, problem)


def _cells(grid: pd.DataFrame) -> Iterator[Fault]:
    """Cells of the map are counted from zero, and hold one province each."""
    for column in ("grid_row", "grid_column"):
        numbers = grid[column].astype("float64")
        wanted = "a whole number, the first one being 0"
        yield from at(grid, column, numbers < 0, wanted, "is too small")
        if numbers.min() > 0:
            place = int(np.argmin(numbers.fillna(np.inf)))
            yield from at_place(grid, column, place, wanted, "is the smallest number")
    cells = grid.dropna(subset=["grid_row", "grid_column"])
    taken = cells[["grid_row", "grid_column"]].duplicated()
    wanted, problem = "a cell of its own", "is a cell that another province has"
    yield from at(cells, "grid_column", taken, wanted, problem)
    for column, most in (("latitude", 90), ("longitude", 180)):
        wrong = grid[column].astype("float64").abs() > most
        yield from at(grid, column, wrong, f"degrees from -{most} to {most}")


def _boundaries(events: pd.DataFrame) -> Iterator[Fault]:
    """The year of an event is that of its date."""
    year = pd.to_datetime(events["date"]).dt.year.astype("float64")
    wrong = events["year"].astype("float64") != year
    known = year.notna() & events["year"].notna()
    yield from at(events, "year", wrong & known, "the year of the date")


STRUCTURE: tuple[Rule, ...] = (
    (_thresholds, ("thresholds",)),
    (_questions, ("questions",)),
    (partial(_order, rows="content areas"), ("content_areas",)),
    (partial(_order, rows="criteria"), ("criteria",)),
    (_periods, ("plan_periods",)),
    (_headlines, ("instruments", "indicators")),
    (_containers, ("instruments",)),
    (_tree, ("indicators",)),
    (_sums, ("indicators",)),
    (_defaults, ("choices",)),
    (_cells, ("province_grid",)),
    (_boundaries, ("boundary_events",)),
)
"""Rules of the structure with the tables that they need."""
