"""The command line: what it says, what it leaves, and how it ends.

Calls that make no report run in this process, as `main` would; those that make one
run in a process of their own, as a user would start it.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest

from par_eval.cli import main
from par_eval.facts import shipped
from par_eval.language import catalogue

MADE_UP = Path(__file__).parent / "packages" / "made_up"
PLACE = ["--province", "Bac Giang", "--period", "2016-2020"]
EDITED = "edited since it was sealed: sources.csv"
DONE, FAILED, WRONG_CALL = 0, 1, 2


class Ended(NamedTuple):
    """How a call ended, and what it wrote."""

    code: int
    told: str
    said: str


Call = Callable[..., Ended]


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Call the command line in this process, from an empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")

    def called(*words: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["par-eval", *map(str, words)])
        with pytest.raises(SystemExit) as caught:
            main()
        return Ended(int(caught.value.code or 0), *capsys.readouterr())

    return called


def started(folder: Path, *words: object) -> Ended:
    """Start the command line in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "par_eval", *map(str, words)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return Ended(done.returncode, done.stdout, done.stderr)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A data package with a fault in each of two files."""
    folder = shutil.copytree(MADE_UP, tmp_path / "faulty")
    edit(folder / "provinces.csv", "Gull Haven,shore", "Gull Haven,nowhere")
    edit(folder / "plan_periods.csv", "2005,2009", "2005,soon")
    return folder


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """The shipped data with one title changed since they were sealed."""
    folder = shutil.copytree(shipped("data"), tmp_path / "edited")
    first = rows(folder / "sources.csv")[0]["title"]
    edit(folder / "sources.csv", first, f"{first} (checked again)")
    return folder


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report", *PLACE, "--province", "Bac Giagn"], "did you mean Bac Giang"),
        (["report", *PLACE, "--province", "Atlantis"], "Atlantis"),
        (["report", *PLACE, "--period", "2016-2021"], "did you mean 2016-2020"),
        (["report", *PLACE, "--language", "en,xx"], "'xx'; known: en, vi"),
        (["report", *PLACE, "--language", ""], "known: en, vi"),
        (["report", *PLACE, "--kind", "plan"], "'plan'; known: country, decade, plan_"),
        (["report", *PLACE, "--kind", "country"], "country.ipynb takes no province"),
        (["report", "--kind", "country"], "--period all"),
        (["report", "--kind", "decade"], "--province all"),
        (["report", *PLACE, "--kind", "decade"], "decade.ipynb takes a span"),
        (["report", *PLACE, "--period", "2011-2020"], "takes one plan period"),
        (
            ["report", "--kind", "decade", "--province", "N2", "--data", str(MADE_UP)],
            "decade.ipynb takes a span of plan periods, and the data have none",
        ),
        (["report", "--period", "2016-2020"], "--province all"),
        (["report", "--province", "P15"], "--period all"),
        (["report", *PLACE, "--timeout", "soon"], "--timeout"),
        (["report", *PLACE, "--colour", "blue"], "--colour"),
        (["list", "provincez"], "known: provinces, periods, indicators, sources"),
        (["lab", "--no-start", "--language", "xx"], "'xx'; known: en, vi"),
        (["raport"], "raport"),
    ],
)
def test_wrong_call(call: Call, words: list[str], said: str) -> None:
    ended = call(*words)
    assert (ended.code, ended.told) == (WRONG_CALL, "")
    assert said in ended.said
    assert list(Path.cwd().iterdir()) == []


def test_wrong_call_in_a_process_of_its_own(tmp_path: Path) -> None:
    ended = started(tmp_path, "list", "provincez")
    assert (ended.code, ended.told) == (WRONG_CALL, "")
    assert "cannot list 'provincez'" in ended.said


@pytest.mark.parametrize("command", [["report", *PLACE], ["list", "periods"]])
def test_folder_of_data_that_is_not_there(call: Call, command: list[str]) -> None:
    ended = call(*command, "--data", "nowhere")
    assert ended.code in (FAILED, WRONG_CALL)
    assert "there is no folder 'nowhere'" in ended.said
    assert list(Path.cwd().iterdir()) == []


FAULTS = [
    ("provinces.csv", "row 5", "column region", "'nowhere'"),
    ("plan_periods.csv", "row 3", "column end", "'soon'"),
]


def tells_all(lines: str) -> bool:
    return all(
        any(all(word in line for word in fault) for line in lines.splitlines())
        for fault in FAULTS
    )


def test_report_on_faulty_data(call: Call, faulty: Path) -> None:
    place = ["--province", "N2", "--period", "all"]
    ended = call("report", *place, "--data", faulty)
    assert (ended.code, ended.told) == (FAILED, "")
    assert tells_all(ended.said)
    assert list(Path.cwd().iterdir()) == []


def test_validation_of_faulty_data(call: Call, faulty: Path) -> None:
    before = (faulty / "datapackage.json").read_bytes()
    checked = call("validate", faulty)
    assert checked.code == FAILED
    assert tells_all(checked.told)
    sealed = call("validate", faulty, "--seal")
    assert sealed.code == FAILED
    assert tells_all(sealed.told + sealed.said)
    assert (faulty / "datapackage.json").read_bytes() == before


def test_validation_of_the_shipped_data(call: Call) -> None:
    ended = call("validate")
    assert ended.code == DONE
    assert " 0 faults" in ended.told
    told = ended.said.splitlines()
    assert all(line.startswith("warning: ") for line in told)
    assert not any("seal" in line for line in told)


def test_seal_takes_the_warning_away(call: Call, edited: Path) -> None:
    before = call("validate", edited)
    assert before.code == DONE
    assert f"warning: {EDITED}\n" in before.said
    assert call("validate", edited, "--seal").code == DONE
    after = call("validate", edited)
    assert after.code == DONE
    assert EDITED not in after.said


@pytest.mark.parametrize(
    ("what", "file", "columns"),
    [
        ("provinces", "provinces.csv", ["province", "name_en"]),
        ("periods", "plan_periods.csv", ["period", "start", "end"]),
        ("indicators", "indicators.csv", ["indicator", "level"]),
        ("sources", "sources.csv", ["source", "publisher"]),
    ],
)
@pytest.mark.parametrize("data", [None, MADE_UP], ids=["shipped", "made up"])
def test_list(
    call: Call, what: str, file: str, columns: list[str], data: Path | None
) -> None:
    options = ["--data", data] if data else []
    ended = call("list", what, *options)
    assert (ended.code, ended.said) == (DONE, "")
    lines = [line.split("\t") for line in ended.told.splitlines()]
    wanted = rows((data or shipped("data")) / file)
    assert [line[: len(columns)] for line in lines] == [
        [row[column] for column in columns] for row in wanted
    ]


def cells(path: Path, kind: str) -> list[str]:
    notebook = nbformat.read(path, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def test_lab_copies_notebooks_in_a_language(call: Call, tmp_path: Path) -> None:
    source, to = shipped("notebooks"), tmp_path / "copies"
    ended = call("lab", "--no-start", "--to", to, "--language", "vi")
    assert ended.code == DONE
    names = {path.relative_to(source) for path in source.rglob("*.ipynb")}
    assert names
    assert {path.relative_to(to) for path in to.rglob("*.ipynb")} == names
    for name in names:
        code = "\n".join(cells(to / name, "code"))
        assert 'languages = "vi en"' in code
        english_first = code.replace('"vi en"', '"en vi"')
        assert english_first == "\n".join(cells(source / name, "code"))
        english = cells(source / name, "markdown")
        said = [catalogue("vi").gettext(cell.strip()) for cell in english]
        assert cells(to / name, "markdown") == said
        assert set(said).isdisjoint(english)
        assert f"{to / name}: copied" in ended.told


def test_lab_keeps_a_copy_that_exists(call: Call, tmp_path: Path) -> None:
    own = tmp_path / "plan_period.ipynb"
    own.write_text("my own work")
    ended = call("lab", "--no-start", "--to", tmp_path)
    assert (ended.code, ended.said) == (DONE, "")
    assert f"{own}: kept as it is" in ended.told
    assert own.read_text() == "my own work"


def test_lab_hands_on_what_stands_after_the_dashes(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JupyterLab takes the place of the process, so that it gets Ctrl-C itself."""
    started = []
    monkeypatch.setattr(os, "execv", lambda program, words: started.append(words))
    to = tmp_path / "copies"
    assert call("lab", "--to", to, "--", "--no-browser", "--port=0").code == DONE
    assert (to / "plan_period.ipynb").exists()
    ((python, *words),) = started
    assert python == sys.executable
    assert words[:2] == ["-m", "jupyterlab"]
    assert words[2:] == ["--notebook-dir", str(to), "--no-browser", "--port=0"]


def test_lab_where_nothing_can_be_written(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    ended = call("lab", "--no-start", "--to", file)
    assert (ended.code, ended.told) == (FAILED, "")
    assert f"cannot write {file}" in ended.said
    assert "--to" in ended.said


@pytest.mark.slow
def test_report_on_edited_data_is_marked(edited: Path, tmp_path: Path) -> None:
    call = ["report", "--province", "bắc giang", "--province", "P15", "--data", edited]
    ended = started(tmp_path, *call, "--period", "2016-2020")
    folder = Path("reports", "bac-giang", "2016-2020")
    assert (ended.code, ended.told) == (DONE, f"{folder}\n")
    assert f"warning: {EDITED}" in ended.said
    assert "rendering" in ended.said
    manifest = json.loads((tmp_path / folder / "manifest.json").read_text("utf-8"))
    assert manifest["data"]["warnings"] == [EDITED]
    english, vietnamese = (
        (tmp_path / folder / f"report.{language}.html").read_text("utf-8")
        for language in ("en", "vi")
    )
    assert EDITED in english
    assert "sources.csv" in vietnamese
    assert EDITED not in vietnamese


@pytest.mark.slow
def test_one_report_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    """A file lies where the folder of the first province should be made."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "kettle-moor").write_text("mine")
    call = ["report", "--province", "N2", "--province", "N4", "--period", "2001-2004"]
    ended = started(
        tmp_path, *call, "--language", "en", "--out", out, "--data", MADE_UP
    )
    assert (ended.code, ended.told) == (FAILED, f"{out / 'gull-haven' / '2001-2004'}\n")
    assert f"cannot write to {out / 'kettle-moor'}" in ended.said
    assert "1 of 2 reports failed" in ended.said
    assert (out / "kettle-moor").read_text() == "mine"
    assert {path.name for path in out.iterdir()} == {"kettle-moor", "gull-haven"}
