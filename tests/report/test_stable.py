"""The same report from the same data is the same, byte for byte, anywhere."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from par_eval.facts import shipped

ROOT = Path(__file__).resolve().parents[2]
CALL = [sys.executable, "-m", "par_eval", "report", "--province", "Bac Giang"]
REPORT = Path("bac-giang", "2016-2020")
FILES = {
    "report.en.html",
    "report.vi.html",
    "trace.json",
    "manifest.json",
    "plan_period.ipynb",
}
PLACES = {
    "here": {"PYTHONHASHSEED": "1", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C"},
    "một nơi khác": {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "COLUMNS": "40"},
}
FORMS = ["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%m/%d/%Y", "%d %B %Y", "%B %d, %Y"]


def start(folder: Path, settings: dict[str, str], *words: str) -> subprocess.Popen[str]:
    call = [*CALL, "--period", "2016-2020", *words]
    home = {"HOME": str(folder), "TMPDIR": str(folder)}
    return subprocess.Popen(
        call,
        cwd=folder,
        env={**os.environ, **settings, **home},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str], folder: Path) -> dict[str, bytes]:
    """Content of the files of a report, by name."""
    _, said = process.communicate(timeout=240)
    assert process.returncode == 0, said
    return {path.name: path.read_bytes() for path in (folder / REPORT).iterdir()}


Made = dict[Path, dict[str, bytes]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The same report made at the same time in two places, by two processes."""
    folders = {tmp_path_factory.mktemp(name): how for name, how in PLACES.items()}
    outs = [folder / place for folder, place in zip(folders, ("a", "b/c"), strict=True)]
    running = [
        start(folder, how, "--out", str(out))
        for (folder, how), out in zip(folders.items(), outs, strict=True)
    ]
    return {
        folder: finish(process, out)
        for folder, process, out in zip(folders, running, outs, strict=True)
    }


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
    files = finish(start(tmp_path, kernel, "--out", str(out)), out)
    fork = next(iter(made.values()))
    pages = FILES - {"plan_period.ipynb"}
    assert {name for name in pages if files[name] != fork[name]} == set()
