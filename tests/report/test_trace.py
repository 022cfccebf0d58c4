"""Every number of a report follows from the data, by its trace alone.

The numbers are recomputed without the library; see recompute.py.
"""

import csv
import json
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest
from recompute import differences, read, share_of

from par_eval.facts import shipped


class Report(NamedTuple):
    """A report and the data package that it was made from."""

    data: Path
    trace: Path

    @property
    def record(self) -> dict:
        return json.loads(self.trace.read_text("utf-8"))

    def rows(self, table: str) -> list[dict[str, str]]:
        found = []
        for path in sorted(self.data.glob(f"{table}*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                found += csv.DictReader(file)
        return found


@pytest.fixture
def shipped_report(report_folder: Path) -> Report:
    return Report(shipped("data"), report_folder / "trace.json")


@pytest.fixture
def made_up_report(made_up: Path, made_up_folder: Path) -> Report:
    return Report(made_up, made_up_folder / "trace.json")


@pytest.fixture(params=["shipped_report", "made_up_report"])
def report(request: pytest.FixtureRequest) -> Report:
    return request.getfixturevalue(request.param)


def test_numbers_follow_from_the_data(report: Report) -> None:
    assert list(differences(read(report.data, report.trace))) == []


def test_script_agrees_where_the_library_cannot_be_imported(report: Report) -> None:
    script = Path(__file__).parent / "recompute.py"
    command = [sys.executable, "-S", "-E", str(script)]
    done = subprocess.run(
        [*command, str(report.data), str(report.trace)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert f"0 of {len(report.record['quantities'])} quantities" in done.stdout


def test_most_numbers_are_recomputed(shipped_report: Report) -> None:
    assert share_of(shipped_report.record) >= 0.8


def test_id_says_measure_and_inputs(report: Report) -> None:
    said = {
        quantity["id"]: f"{quantity['measure']}({', '.join(quantity['of'])})"
        for quantity in report.record["quantities"]
    }
    assert said
    assert {name: line for name, line in said.items() if name != line} == {}


def test_quantity_stands_in_the_trace_once(report: Report) -> None:
    names = [quantity["id"] for quantity in report.record["quantities"]]
    assert len(names) == len(set(names))


def test_groups_are_those_of_the_provinces(report: Report) -> None:
    groups = defaultdict(set)
    for row in report.rows("provinces"):
        groups[f"@{row['region']}"].add(row["province"])
    traced = report.record["groups"]
    assert {name: set(codes) for name, codes in traced.items()} == {
        name: groups[name] for name in traced
    }


def test_editions_are_made_of_the_parts_that_were_published(report: Report) -> None:
    published = published_parts(report)
    for name, entry in report.record["indicators"].items():
        if "~" in name:
            continue
        traced = {y: set(e["parts"]) for e in entry["composition"] for y in e["years"]}
        assert traced == published[name], name


def test_indicator_with_a_span_has_the_parts_without_a_break(report: Report) -> None:
    published, cut = published_parts(report), cuts(report)
    for name, entry in report.record["indicators"].items():
        if "~" not in name:
            continue
        whole, span = name.split("~")
        start, end = map(int, span.split("-"))
        both = published[whole][start] & published[whole][end]
        kept = {p for p in both if not any(start < y <= end for y in cut[p])}
        assert entry["needs_values_in"] == [start, end]
        assert {frozenset(e["parts"]) for e in entry["composition"]} == {
            frozenset(kept)
        }, name


def test_direction_is_the_one_in_the_data(report: Report) -> None:
    known = {row["indicator"]: row["direction"] for row in report.rows("indicators")}
    traced = {
        name: entry["direction"] for name, entry in report.record["indicators"].items()
    }
    assert traced == {name: known[name.split("~")[0]] for name in traced}


def wholes(report: Report) -> dict[str, list[str]]:
    """Wholes of every indicator, itself first."""
    above = {row["indicator"]: row["part_of"] for row in report.rows("indicators")}
    found = {}
    for name in above:
        found[name] = [name]
        while above[found[name][-1]]:
            found[name].append(above[found[name][-1]])
    return found


def published_parts(report: Report) -> dict[str, dict[int, set[str]]]:
    """Published parts of every indicator, year by year."""
    found: dict = defaultdict(lambda: defaultdict(set))
    above = wholes(report)
    kinds = {row["indicator"]: row["aggregation"] for row in report.rows("indicators")}
    printed = [
        row
        for row in report.rows("reported")
        if (row["statistic"], row["scope"], row["used"]) == ("score", "province", "yes")
    ]
    for row in [*report.rows("observations"), *printed]:
        name = row["indicator"]
        for whole in above[name]:
            if whole == name or kinds[whole] == "sum":
                found[whole][int(row["year"])].add(name)
    return found


def cuts(report: Report) -> dict[str, set[int]]:
    """Years in which a part breaks, by itself or with a whole that was rebuilt."""
    found = defaultdict(set)
    above = wholes(report)
    for row in report.rows("series_breaks"):
        for name, own in above.items():
            rebuilt = row["indicator"] in own and row["reaches_parts"] == "yes"
            if name == row["indicator"] or rebuilt:
                found[name].add(int(row["year"]))
    return found


def test_altered_observation_is_found(shipped_report: Report, tmp_path: Path) -> None:
    data = shutil.copytree(shipped_report.data, tmp_path / "data")
    path = data / "observations_papi.csv"
    row = "papi.participation.elections,P15,2016,"
    before = path.read_text("utf-8")
    lines = [
        f"{row}9.9,S101" if line.startswith(row) else line
        for line in before.splitlines()
    ]
    assert "\n".join(lines) + "\n" != before
    path.write_text("\n".join(lines) + "\n", "utf-8")
    wrong = {one.id for one in differences(read(data, shipped_report.trace))}
    assert "observation(papi.total/P15/2016)" in wrong
    assert "observation(papi.total/P15/2019)" not in wrong


def test_altered_number_is_found(made_up_report: Report, tmp_path: Path) -> None:
    record = made_up_report.record
    quantity = next(q for q in record["quantities"] if q["measure"] == "rank")
    quantity["value"] += 1
    path = tmp_path / "trace.json"
    path.write_text(json.dumps(record), "utf-8")
    found = list(differences(read(made_up_report.data, path)))
    assert [one.id for one in found] == [quantity["id"]]
