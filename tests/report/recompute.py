"""Recompute the numbers of a report from its trace and the data files alone.

Written against the format of the trace and not against the library, with nothing
but Python's own modules, so that it fails where the library is wrong:

    python -S -E recompute.py DATA TRACE

An id reads ``measure(argument, argument, ...)``. An argument is an address
``indicator/place/years`` or again an id. Every argument is a table of provinces by
years; a place is one province, ``*`` for all or ``@group`` for those of a group.
An indicator's value is published, or else the sum of the parts of that year's
edition; it is missing where one part is, and everywhere if the province lacks one
of the years that the indicator needs values in: ``name~2001-2004`` follows the same
provinces from one end to the other.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from operations import CLOSE, OPERATIONS, Table, Value, apply, only, total

NINE = frozenset(
    {
        "observation",
        "sum",
        "difference",
        "mean",
        "median",
        "rank",
        "percentile",
        "share",
        "count",
    }
)
"""Operations that make up nearly all of a report and must be recomputed."""

STATED = {"targets": "target", "claims": "claim"}
"""Tables whose stated numbers have addresses of their own, and how these begin."""

CALL = re.compile(r"([\w.]+)\((.*)\)")
DIRECTIONS = {"up": 1, "down": -1}


@dataclass(frozen=True)
class Difference:
    """A quantity whose recomputed value is not the one in the trace."""

    id: str
    traced: Value
    recomputed: Value
    problem: str = ""


@dataclass(frozen=True)
class Material:
    """All that a recomputation may look at: observations and the trace."""

    observations: dict[tuple[str, str, int], float]
    trace: dict[str, Any]
    printed: dict[tuple[str, str, int], float] = field(default_factory=dict)
    known: dict[str, Table] = field(default_factory=dict)

    @property
    def provinces(self) -> list[str]:
        """Provinces that have any observation."""
        return sorted({place for _, place, _ in self.observations} - {"nation"})


def read(data: Path, trace: Path) -> Material:
    """Read what was observed, printed or put out, as a data folder has it."""
    observations: dict[tuple[str, str, int], float] = {}
    printed: dict[tuple[str, str, int], float] = {}
    for path in sorted(data.glob("observations*.csv")):
        for row in rows_of(path):
            key = row["indicator"], row["province"], int(row["year"])
            observations[key] = float(row["value"])
    for row in rows_of(data / "reported.csv"):
        key = row["indicator"], row["place"], int(row["year"])
        if (row["scope"], row["used"]) == ("province", "yes"):
            if row["statistic"] == "score":
                observations[key] = float(row["value"])
            elif row["statistic"] == "rank":
                printed[key] = float(row["value"])
    for row in rows_of(data / "outputs.csv"):
        if row["value"]:
            key = f"output.{row['output']}", row["province"], int(row["year"])
            observations[key] = float(row["value"])
    observations |= dict(stated(data))
    return Material(observations, json.loads(trace.read_text("utf-8")), printed)


def stated(data: Path) -> Iterator[tuple[tuple[str, str, int], float]]:
    """Thresholds of targets, and the numbers that claims state."""
    for row in rows_of(data / "targets.csv"):
        if row["value"]:
            place = row["province"] or "nation"
            key = f"target.{row['target']}", place, int(row["deadline"])
            yield key, float(row["value"])
    for row in rows_of(data / "claims.csv"):
        number = row["stated_low"] or row["stated_high"]
        if number:
            key = f"claim.{row['claim']}", row["province"], int(row["year"])
            yield key, float(number)


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a table; none where the folder is without it."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def differences(material: Material) -> Iterator[Difference]:
    """Quantities that the data do not bear out, as far as they are recomputed."""
    measures = material.trace["measures"]
    for quantity in material.trace["quantities"]:
        name, traced = quantity["id"], quantity["value"]
        if not recomputable(measures, name):
            continue
        try:
            recomputed = only(table_of(material, name))
        except (ValueError, LookupError, TypeError, ArithmeticError) as error:
            yield Difference(name, traced, None, f"{type(error).__name__}: {error}")
            continue
        if not same(traced, recomputed):
            yield Difference(name, traced, recomputed)


def recomputable(measures: dict[str, Any], name: str) -> bool:
    """Whether each operation in an id is known here; what is counted needs none.

    An id that cannot be followed counts as well, so that it is told.
    """
    call = CALL.fullmatch(name)
    if call is None:
        return True
    if call[1] not in measures:
        return True
    operation = measures[call[1]]["operation"]
    if operation not in OPERATIONS and operation != "printed":
        return False
    try:
        parts = split(call[2])
    except ValueError:
        return True
    if operation == "count" and len(parts) != 1:
        return True
    return all(recomputable(measures, part) for part in parts)


def share_of(trace: dict[str, Any]) -> float:
    """Share of the quantities of a trace that are recomputed."""
    ids = [one["id"] for one in trace["quantities"]]
    return sum(recomputable(trace["measures"], name) for name in ids) / len(ids)


def same(one: Value, other: Value) -> bool:
    """Whether two values are equal, or both are missing."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)


def table_of(material: Material, name: str) -> Table:
    """Table of an id or of an address."""
    if name not in material.known:
        call = CALL.fullmatch(name)
        if call:
            operation = material.trace["measures"][call[1]]["operation"]
            material.known[name] = computed(material, operation, call[1], call[2])
        else:
            material.known[name] = observed(material, name)
    return material.known[name]


def computed(material: Material, operation: str, measure: str, inside: str) -> Table:
    """Outcome of an operation on what stands between the parentheses of an id."""
    parts = split(inside)
    if operation == "printed":
        return printed_at(material, *parts)
    if operation == "count" and (len(parts) != 1 or is_row(material, parts[0])):
        return Table({"": (len(parts),)})
    return apply(operation, measure, [table_of(material, part) for part in parts])


def is_row(material: Material, address: str) -> bool:
    """Whether an address is that of one row, which may hold no number."""
    name, _, place = address.partition("/")
    return name in material.trace.get("rows", []) and not place.startswith("*")


def printed_at(material: Material, address: str) -> Table:
    """A printed rank."""
    indicator, place, year = address.split("/")
    return Table({place: (material.printed.get((indicator, place, int(year))),)})


def split(text: str) -> list[str]:
    """Arguments between the parentheses of an id."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            break
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    if depth:
        raise ValueError(f"parentheses do not match: {text}")
    return [part.strip() for part in parts] if text.strip() else []


def observed(material: Material, address: str) -> Table:
    """Table of an address."""
    indicator, place, years = address.split("/")
    entry = entry_of(material, indicator)
    rows = {
        province: tuple(
            value_of(material, indicator, province, int(year))
            for year in years.split("+")
        )
        for province in provinces_of(material, place)
    }
    return Table(rows, place[0] in "*@", DIRECTIONS[entry["direction"]])


def entry_of(material: Material, name: str) -> dict[str, Any]:
    """What the trace tells of an indicator; rows of other tables have no parts."""
    if name in material.trace.get("rows", []):
        return {"direction": "up", "composition": []}
    entry: dict[str, Any] = material.trace["indicators"][name]
    return entry


def provinces_of(material: Material, place: str) -> list[str]:
    """Provinces that a place stands for."""
    if place.startswith("@"):
        return list(material.trace["groups"][place])
    return material.provinces if place == "*" else [place]


def value_of(material: Material, indicator: str, province: str, year: int) -> Value:
    """Value of an indicator, missing where a year is missing that it needs."""
    needed = entry_of(material, indicator).get("needs_values_in", [])
    values = [composed(material, indicator, province, y) for y in (*needed, year)]
    return None if None in values else values[-1]


def composed(material: Material, indicator: str, province: str, year: int) -> Value:
    """Observation, or the sum of the parts of the year's edition."""
    editions = entry_of(material, indicator)["composition"]
    parts = next((e["parts"] for e in editions if year in e["years"]), [indicator])
    return total([material.observations.get((p, province, year)) for p in parts])


def main(data: str, trace: str) -> int:
    """Print each number that the data do not bear out; 1 if there is any."""
    material = read(Path(data), Path(trace))
    found = list(differences(material))
    for wrong in found:
        print(f"{wrong.id}: {wrong.traced} in the trace, {wrong.recomputed} from data")
        if wrong.problem:
            print(f"  {wrong.problem}")
    count, part = len(material.trace["quantities"]), share_of(material.trace)
    print(f"{len(found)} of {count} quantities differ; {part:.1%} were recomputed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
