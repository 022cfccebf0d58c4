"""The command line answers at once: it imports nothing heavy to say what it can do."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "pandas",
    "numpy",
    "matplotlib",
    "seaborn",
    "statsmodels",
    "papermill",
    "nbconvert",
    "IPython",
}
IMPORTED = re.compile(r"^import time:[^|]*\|[^|]*\|\s*([\w.]+)$", re.MULTILINE)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    # A short line of the help would depend on the width of the caller's terminal.
    environment = {**os.environ, "COLUMNS": "88"}
    return subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def roots(done: subprocess.CompletedProcess) -> set[str]:
    return {name.split(".")[0] for name in IMPORTED.findall(done.stderr)}


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "par_eval", "--help")
    assert done.returncode == 0, done.stderr[-2000:]
    assert "report" in done.stdout
    assert "par_eval" in roots(done)
    assert roots(done) & HEAVY == set()


@pytest.mark.parametrize("command", ["report", "validate", "list", "lab"])
def test_help_of_a_command_imports_nothing_heavy(tmp_path: Path, command: str) -> None:
    done = run(tmp_path, "-m", "par_eval", command, "--help")
    assert done.returncode == 0, done.stderr[-2000:]
    assert roots(done) & HEAVY == set()


def test_face_imports_nothing_heavy_before_it_is_used(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", "import par_eval")
    assert done.returncode == 0, done.stderr[-2000:]
    assert "par_eval" in roots(done)
    assert roots(done) & HEAVY == set()


def test_search_sees_a_heavy_import(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", "import numpy")
    assert roots(done) & HEAVY == {"numpy"}
