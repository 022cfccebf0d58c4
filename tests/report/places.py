"""The same report made in two places, by processes of their own, as users make it."""

import os
import subprocess
import sys
from pathlib import Path

CALL = [sys.executable, "-m", "par_eval", "report", "--province", "Bac Giang"]
REPORT = Path("bac-giang", "2016-2020")
HERE = {"PYTHONHASHSEED": "1", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C"}
ELSEWHERE = {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "COLUMNS": "40"}


def start(folder: Path, settings: dict[str, str], out: Path) -> subprocess.Popen[str]:
    """Start to make the report from an empty folder, which is the home too."""
    call = [*CALL, "--period", "2016-2020", "--out", str(out)]
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


def finish(process: subprocess.Popen[str], out: Path) -> Path:
    """Folder of the report that was started."""
    _, said = process.communicate(timeout=240)
    assert process.returncode == 0, said
    return out / REPORT
