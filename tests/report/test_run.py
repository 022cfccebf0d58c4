"""When a report cannot be made: clear words, the old one in place, nothing half-made.

The command line is tried on a copy of the library whose notebooks are replaced by
small ones that go wrong.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from small_notebooks import notebook

from par_eval.report import IncompleteReportError, RunError, run
from par_eval.report.folder import replacing

ROOT = Path(__file__).resolve().parents[2]
PLACE = {"province": "Bac Giang", "period": "2016-2020"}
REPORT = Path("bac-giang", "2016-2020")
FAILED = "bac-giang/2016-2020.failed.ipynb"
OLD = {f"{REPORT}/report.en.html": b"old page", f"{REPORT}/trace.json": b"old trace"}
STARTED = "started"
WRONG = {
    "broken": ["print('so far so good')", "no_such_name"],
    "deadly": ["import os, signal", "os.kill(os.getpid(), signal.SIGKILL)"],
    "endless": ["import time", "time.sleep(600)"],
    "waiting": [
        f"from pathlib import Path; Path('{STARTED}').touch()\n"
        + "import time; time.sleep(600)"
    ],
    "large": ["print('too much to write\\n' * 20_000)"],
}
KERNEL_TOO = ["par-eval", pytest.param("kernel", marks=pytest.mark.slow)]
BOTH = ["par-eval", "kernel"]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, also those whose names begin with a dot."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def folders(folder: Path) -> set[str]:
    found = [path for path in folder.rglob("*") if path.is_dir()]
    return {path.relative_to(folder).as_posix() for path in found}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Folder of reports that holds an old one."""
    folder = tmp_path / "out"
    for name, content in OLD.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def only_old(out: Path, *more: str) -> bool:
    """Whether the old report is untouched and nothing else is there but `more`."""
    left = contents(out)
    extra = {name: left.pop(name, None) for name in more}
    return (
        left == OLD
        and None not in extra.values()
        and folders(out) == {"bac-giang", str(REPORT)}
    )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy of the library and the data, with notebooks that go wrong."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("par_eval", "data"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "notebooks").mkdir()
    for kind, sources in WRONG.items():
        nbformat.write(notebook(*sources), folder / "notebooks" / f"{kind}.ipynb")
    return folder


def command(kind: str, out: Path, *options: str) -> list[str]:
    place = [word for name in PLACE for word in (f"--{name}", PLACE[name])]
    call = [sys.executable, "-m", "par_eval", "report", "--kind", kind, *place]
    return [*call, "--language", "en", "--out", str(out), *options]


def start(
    checkout: Path, words: list[str], engine: str = "par-eval"
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        words,
        cwd=checkout,
        env={**os.environ, "PAR_EVAL_ENGINE": engine},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def said_by(process: subprocess.Popen[str]) -> str:
    """What a run that fails tells the user; it ends with code 1 and no traceback."""
    told, said = process.communicate(timeout=120)
    assert (process.returncode, told) == (1, ""), said
    assert "Traceback" not in said
    return said


def executed(said: str) -> nbformat.NotebookNode:
    """The executed copy that a message names."""
    named = re.search(r"\S+\.failed\.ipynb", said)
    assert named, said
    return nbformat.read(named[0], as_version=4)


def failing(copy: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    code = [cell for cell in copy.cells if cell.cell_type == "code"]
    return [c for c in code if any(o.output_type == "error" for o in c.outputs)]


@pytest.mark.parametrize("engine", KERNEL_TOO)
def test_exception_in_a_cell(checkout: Path, out: Path, engine: str) -> None:
    said = said_by(start(checkout, command("broken", out), engine))
    assert "NameError: name 'no_such_name' is not defined" in said
    (cell,) = failing(executed(said))
    assert cell.source == "no_such_name"
    assert f"cell {cell.execution_count} of broken.ipynb" in said
    assert "so far so good" in json.dumps(executed(said))
    assert only_old(out, FAILED)


@pytest.mark.slow
@pytest.mark.parametrize("engine", BOTH)
def test_process_of_the_notebook_killed(checkout: Path, out: Path, engine: str) -> None:
    said = said_by(start(checkout, command("deadly", out), engine))
    assert "deadly.ipynb" in said
    assert "os.kill(os.getpid(), signal.SIGKILL)" in said
    assert failing(executed(said))[0].source == WRONG["deadly"][1]
    assert only_old(out, FAILED)


@pytest.mark.slow
@pytest.mark.parametrize("engine", BOTH)
def test_cell_that_runs_past_the_limit(checkout: Path, out: Path, engine: str) -> None:
    said = said_by(start(checkout, command("endless", out, "--timeout", "1"), engine))
    assert "endless.ipynb" in said
    assert "time.sleep(600)" in said
    assert re.search(r"\b1 s(econds?)?\b", said)
    assert failing(executed(said))[0].source == WRONG["endless"][1]
    assert only_old(out, FAILED)


@pytest.mark.parametrize("engine", KERNEL_TOO)
def test_interrupt_while_a_cell_runs(checkout: Path, out: Path, engine: str) -> None:
    started = checkout / STARTED
    started.unlink(missing_ok=True)
    process = start(checkout, command("waiting", out), engine)
    while not started.exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    assert "stopped" in said_by(process)
    assert only_old(out)


@pytest.mark.slow
def test_disk_that_takes_no_more(checkout: Path, out: Path) -> None:
    """No file may grow beyond 64 blocks: writing fails as on a full disk."""
    limited = ["sh", "-c", 'ulimit -f 64; exec "$0" "$@"', *command("large", out)]
    said = said_by(start(checkout, limited))
    assert str(out) in said
    assert only_old(out)


def test_parameter_that_the_notebook_lacks(
    notebooks: Callable[..., None], out: Path
) -> None:
    notebooks("fewer", notebook("1 + 1", others='languages = "en"'))
    with pytest.raises(RunError, match=r"fewer\.ipynb has no parameter data"):
        run("fewer", **PLACE, out=out)
    assert only_old(out)


def test_notebook_that_shows_less_than_its_cells_call_for(
    notebooks: Callable[..., None], out: Path
) -> None:
    unseen = "if not province:\n    par_eval.show.summary(evaluation)"
    notebooks("silent", notebook(unseen))
    with pytest.raises(IncompleteReportError, match="0 exhibits") as caught:
        run("silent", **PLACE, out=out)
    assert unseen in [cell.source for cell in executed(str(caught.value)).cells]
    assert only_old(out, FAILED)


def test_second_report_takes_the_place_of_the_first(
    notebooks: Callable[..., None], out: Path
) -> None:
    notebooks("small", notebook("print(languages)"))
    failed = out / FAILED
    failed.write_text("of an earlier run")
    made = run("small", **PLACE, languages="en vi", out=out)
    assert made == out / REPORT
    both = contents(made)
    assert {"report.en.html", "report.vi.html", "trace.json"} < set(both)
    assert not failed.exists()
    run("small", **PLACE, languages="en", out=out)
    assert set(contents(made)) == set(both) - {"report.vi.html"}
    assert folders(out) == {"bac-giang", str(REPORT)}


def test_file_in_the_place_of_the_folder_of_reports(
    notebooks: Callable[..., None], tmp_path: Path
) -> None:
    notebooks("small", notebook("1 + 1"))
    file = tmp_path / "out"
    file.write_text("mine")
    with pytest.raises(RunError, match=rf"cannot write to {file}.*--out"):
        run("small", **PLACE, out=file)
    assert file.read_text() == "mine"


def test_file_in_the_place_of_the_report(
    notebooks: Callable[..., None], tmp_path: Path
) -> None:
    notebooks("small", notebook("1 + 1"))
    file = tmp_path / "out" / REPORT
    file.parent.mkdir(parents=True)
    file.write_text("mine")
    with pytest.raises(RunError, match=str(file)):
        run("small", **PLACE, out=tmp_path / "out")
    assert contents(tmp_path / "out") == {str(REPORT): b"mine"}


def test_old_report_comes_back_if_the_new_one_cannot_take_its_place(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, rename, once = out / REPORT, Path.rename, iter([True])

    def refused(self: Path, new: Path) -> Path:
        if new == target and next(once, False):
            raise OSError(5, "Input/output error")
        return rename(self, new)

    monkeypatch.setattr(Path, "rename", refused)
    with (
        pytest.raises(RunError, match="Input/output error"),
        replacing(target) as folder,
    ):
        (folder / "report.en.html").write_text("new page")
    assert only_old(out)
