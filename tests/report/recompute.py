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

from operations import CLOSE, Table, Value, apply, only, total

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

RECOMPUTED = NINE | {"z_score", "mean_z_score"}

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
    known: dict[str, Table] = field(default_factory=dict)

    @property
    def provinces(self) -> list[str]:
        """Provinces that have any observation."""
        return sorted({province for _, province, _ in self.observations})


def read(data: Path, trace: Path) -> Material:
    """Read every file of observations of a data folder, and a trace."""
    observations = {}
    for path in sorted(data.glob("observations*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                key = row["indicator"], row["province"], int(row["year"])
                observations[key] = float(row["value"])
    return Material(observations, json.loads(trace.read_text("utf-8")))


def differences(material: Material) -> Iterator[Difference]:
    """Quantities that the data do not bear out, as far as they are recomputed."""
    measures = material.trace["measures"]
    for quantity in material.trace["quantities"]:
        name, traced = quantity["id"], quantity["value"]
        if measures[quantity["measure"]]["operation"] not in RECOMPUTED:
            continue
        try:
            recomputed = only(table_of(material, name))
        except (ValueError, LookupError, TypeError, ArithmeticError) as error:
            yield Difference(name, traced, None, f"{type(error).__name__}: {error}")
            continue
        if not same(traced, recomputed):
            yield Difference(name, traced, recomputed)


def share_of(trace: dict[str, Any], operations: frozenset[str]) -> float:
    """Share of the quantities of a trace whose operation is one of these."""
    measures, quantities = trace["measures"], trace["quantities"]
    hits = [measures[one["measure"]]["operation"] in operations for one in quantities]
    return sum(hits) / len(hits)


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
            inputs = [table_of(material, part) for part in split(call[2])]
            operation = material.trace["measures"][call[1]]["operation"]
            material.known[name] = apply(operation, call[1], inputs)
        else:
            material.known[name] = observed(material, name)
    return material.known[name]


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
    entry = material.trace["indicators"][indicator]
    rows = {
        province: tuple(
            value_of(material, indicator, province, int(year))
            for year in years.split("+")
        )
        for province in provinces_of(material, place)
    }
    return Table(rows, place[0] in "*@", DIRECTIONS[entry["direction"]])


def provinces_of(material: Material, place: str) -> list[str]:
    """Provinces that a place stands for."""
    if place.startswith("@"):
        return list(material.trace["groups"][place])
    return material.provinces if place == "*" else [place]


def value_of(material: Material, indicator: str, province: str, year: int) -> Value:
    """Value of an indicator, missing where a year is missing that it needs."""
    needed = material.trace["indicators"][indicator].get("needs_values_in", [])
    values = [composed(material, indicator, province, y) for y in (*needed, year)]
    return None if None in values else values[-1]


def composed(material: Material, indicator: str, province: str, year: int) -> Value:
    """Observation, or the sum of the parts of the year's edition."""
    editions = material.trace["indicators"][indicator]["composition"]
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
    count, part = (
        len(material.trace["quantities"]),
        share_of(material.trace, RECOMPUTED),
    )
    print(f"{len(found)} of {count} quantities differ; {part:.1%} were recomputed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
