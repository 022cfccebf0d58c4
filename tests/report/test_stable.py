"""The same report from the same data is the same, byte for byte, anywhere."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from places import ELSEWHERE, finish, start

from par_eval.facts import shipped

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "report.en.html",
    "report.vi.html",
    "trace.json",
    "manifest.json",
    "plan_period.ipynb",
}
FORMS = ["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%m/%d/%Y", "%d %B %Y", "%B %d, %Y"]


Made = dict[Path, dict[str, bytes]]


def contents(folder: Path) -> dict[str, bytes]:
    """Content of the files of a report, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def made(report_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The same report made in two places, by two processes."""
    here = report_folder.parents[2]
    elsewhere = tmp_path_factory.mktemp("một nơi khác")
    out = elsewhere / "b" / "c"
    other = finish(start(elsewhere, ELSEWHERE, out), out)
    return {here: contents(report_folder), elsewhere: contents(other)}


@pytest.mark.parametrize("name", sorted(FILES))
def test_two_processes_make_the_same_file(made: Made, name: str) -> None:
    one, other = made.values()
    assert one[name] == other[name]


def test_nothing_else_is_made(made: Made) -> None:
    assert [set(files) for files in made.values()] == [FILES, FILES]


@pytest.mark.parametrize("name", sorted(FILES))
def test_no_path_of_the_machine(made: Made, name: str) -> None:
    places = {*made, ROOT, Path.home(), Path(sys.prefix)}
    for files in made.values():
        text = files[name].decode("utf-8")
        assert [place for place in places if str(place) in text] == []


@pytest.mark.parametrize("name", sorted(FILES))
def test_no_date_of_today(made: Made, name: str) -> None:
    """Unless it stands in the data, as the date of a source may."""
    known = "".join(path.read_text("utf-8") for path in shipped("data").iterdir())
    days = [datetime.now(UTC), datetime.now(UTC).astimezone()]
    dates = {day.strftime(form) for day in days for form in FORMS} - {""}
    unknown = {date for date in dates if date not in known}
    for files in made.values():
        text = files[name].decode("utf-8")
        assert [date for date in unknown if date in text] == []


def test_no_path_of_the_data_that_were_given(
    made_up: Path, made_up_folder: Path
) -> None:
    for path in made_up_folder.iterdir():
        assert str(made_up) not in path.read_text("utf-8"), path.name
    record = json.loads((made_up_folder / "manifest.json").read_text("utf-8"))
    assert record["parameters"]["data"] == "given"


@pytest.mark.slow
def test_ordinary_kernel_makes_the_same_pages(made: Made, tmp_path: Path) -> None:
    """Of the executed notebook only the metadata differ, which name the kernel."""
    kernel = {"PAR_EVAL_ENGINE": "kernel", "PYTHONHASHSEED": "3"}
    out = tmp_path / "out"
    files = contents(finish(start(tmp_path, kernel, out), out))
    fork = next(iter(made.values()))
    pages = FILES - {"plan_period.ipynb"}
    assert {name for name in pages if files[name] != fork[name]} == set()
