"""The reports that are kept for reviewers are those that the code makes now."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from comparing import alike, by_id, changes, files, printed, record
from page_checks import LARGEST
from places import REPORT

ROOT = Path(__file__).resolve().parents[2]
PLAN = ["--province", "Bac Giang", "--period"]
DECADE = ["--kind", "decade", "--province", "Bac Giang", "--period"]
COUNTRY = ["--kind", "country", "--period"]
COMMITTED = {
    "bac-giang/2011-2015": ([*PLAN, "2011-2015"], "make report"),
    "bac-giang/2016-2020": ([*PLAN, "2016-2020"], "make report"),
    "bac-giang/2011-2020": ([*DECADE, "2011-2020"], "make report"),
    "country/2016-2020": ([*COUNTRY, "2016-2020"], "make report-country"),
}
"""Folder below ``reports/``: how the report is made, and what refreshes it."""


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("folder", COMMITTED)
def test_committed_report_is_what_the_code_makes(
    folder: str, report_folder: Path, tmp_path: Path
) -> None:
    words, refresh = COMMITTED[folder]
    made = report_folder
    if Path(folder) != REPORT:
        made = new(words, tmp_path)
        assert made == tmp_path / folder
    found = changes(ROOT / "reports" / folder, made)
    told = "\n".join(found)
    assert found == [], f"reports/{folder} is out of date, run: {refresh}\n{told}"
    assert size(made) < LARGEST


def new(words: list[str], out: Path) -> Path:
    """A report made now, in both languages."""
    call = [sys.executable, "-m", "par_eval", "report", *words]
    done = subprocess.run(
        [*call, "--language", "en,vi", "--out", str(out)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (folder,) = done.stdout.splitlines()
    return Path(folder)


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("report.*.html"))


def test_pages_of_a_report_are_small(report_folder: Path) -> None:
    assert len(list(report_folder.glob("report.*.html"))) == 2
    assert size(report_folder) < LARGEST


@pytest.fixture
def copy(report_folder: Path, tmp_path: Path) -> Path:
    """A copy of a report, as it would be committed."""
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in files(report_folder):
        shutil.copy(report_folder / name, folder)
    return folder


def edit(folder: Path, name: str, change: Callable[[Any], None]) -> None:
    kept = record(folder, name)
    change(kept)
    (folder / f"{name}.json").write_text(json.dumps(kept), "utf-8")


def test_same_report_has_no_changes(copy: Path, report_folder: Path) -> None:
    assert changes(copy, report_folder) == []


def test_number_that_is_printed_otherwise_is_named(
    copy: Path, report_folder: Path
) -> None:
    """One step of the last digit that is printed, and a tenth of a step."""
    trace = record(copy, "trace")
    decimals = {key: one["decimals"] for key, one in trace["measures"].items()}
    name = next(q["id"] for q in trace["quantities"] if decimals[q["measure"]] == 2)
    value = float(printed(by_id(trace)[name]["value"], 2))

    def put(number: float) -> list[str]:
        edit(copy, "trace", lambda kept: by_id(kept)[name].update(value=number))
        return changes(copy, report_folder)

    assert put(value + 0.002) == []
    (line,) = put(value + 0.01)
    assert f"value of {name} is" in line


def test_bound_that_is_gone_is_named(copy: Path, report_folder: Path) -> None:
    quantities = record(copy, "trace")["quantities"]
    name = next(q["id"] for q in quantities if q["low"] is not None)
    edit(copy, "trace", lambda kept: by_id(kept)[name].update(low=None))
    (line,) = changes(copy, report_folder)
    assert f"low of {name}" in line


def test_number_that_is_gone_is_named(copy: Path, report_folder: Path) -> None:
    name = record(copy, "trace")["quantities"][0]["id"]
    edit(copy, "trace", lambda kept: kept["quantities"].pop(0))
    assert changes(copy, report_folder) == [f"trace.json: {name} is new"]


def test_exhibit_and_its_source_are_compared(copy: Path, report_folder: Path) -> None:
    edit(copy, "manifest", lambda kept: kept["exhibits"][0].update(sources=["X1"]))
    assert len(changes(copy, report_folder)) == 2
    edit(copy, "manifest", lambda kept: kept["exhibits"].pop(0))
    assert len(changes(copy, report_folder)) == 1


def test_word_on_a_page_is_compared(copy: Path, report_folder: Path) -> None:
    page = copy / "report.vi.html"
    html = page.read_text("utf-8")
    assert html.count("</h1>") == 1
    page.write_text(html.replace("</h1>", " and more</h1>"), "utf-8")
    lines = changes(copy, report_folder)
    assert [line.split(" ")[0] for line in lines] == ["report.vi.html:"] * 2
    assert "and more" in lines[0]


def test_file_that_is_lacking_is_named(copy: Path, report_folder: Path) -> None:
    (copy / "report.vi.html").unlink()
    assert changes(copy, report_folder) == ["report.vi.html: not there"]
    assert len(changes(copy.parent / "nowhere", report_folder)) == 4


@pytest.mark.parametrize(
    ("old", "new", "decimals", "same"),
    [
        (1.2349, 1.2351, 2, False),
        (1.231, 1.234, 2, True),
        (1.0, 2.0, 0, False),
        (None, None, 2, True),
        (None, 0.0, 2, False),
        (1.235, 1.235 - 1e-12, 2, True),
    ],
)
def test_values_are_compared_as_they_are_printed(
    old: float | None, new: float | None, decimals: int, same: bool
) -> None:
    assert alike(old, new, decimals) == same
