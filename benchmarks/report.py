"""Ratio: a report by par-eval beside papermill's and nbconvert's command lines.

Both make the same notebook's report, one after the other in turn, in one run. A
report without all its exhibits is a failure and no time. Run it on a quiet machine:

    .venv/bin/python benchmarks/report.py [ROUNDS]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "notebooks" / "plan_period.ipynb"
BIN = Path(sys.executable).parent
PERIODS = ("2011-2015", "2016-2020")
CALL = "par_eval.show."
MIME = "application/vnd.par-eval.v1+json"


def peers(folder: Path) -> None:
    """papermill with its ordinary kernel, then nbconvert: one language, no trace."""
    for period in PERIODS:
        executed = folder / f"{period}.ipynb"
        call("papermill", NOTEBOOK, executed, "-p", "period", period)
        call("jupyter", "nbconvert", "--to", "html", executed)
        check(executed)


def ours(folder: Path) -> None:
    """par-eval: two languages, traces and manifest."""
    asked = [word for period in PERIODS for word in ("--period", period)]
    call("par-eval", "report", "--province", "P15", *asked, "--out", folder)
    for executed in folder.glob("*/*/*.ipynb"):
        check(executed)


def call(command: str, *arguments: object) -> None:
    words = [str(BIN / command), *(str(a) for a in arguments)]
    environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"}
    subprocess.run(words, check=True, capture_output=True, env=environment)


def check(executed: Path) -> None:
    cells = nbformat.read(executed, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    found = sum(MIME in output.get("data", {}) for output in outputs)
    asked = sum(cell.source.count(CALL) for cell in cells if cell.cell_type == "code")
    if found != asked:
        raise SystemExit(f"{executed.name}: {found} exhibits, expected {asked}")


def seconds(make) -> float:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        make(Path(folder))
        return time.perf_counter() - start


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    pairs = []
    for turn in range(rounds + 1):
        order = (peers, ours) if turn % 2 else (ours, peers)
        taken = {make: seconds(make) for make in order}
        if turn:  # the first one warms the caches
            pairs.append((taken[peers], taken[ours]))
    ratios = [theirs / mine for theirs, mine in pairs]
    for position, name in enumerate(("papermill + nbconvert", "par-eval")):
        middle = statistics.median(pair[position] for pair in pairs)
        print(f"{name}: {middle:.1f} s for {len(PERIODS)} reports")
    print(
        f"ratio: {statistics.median(ratios):.2f} "
        f"[{min(ratios):.2f} {max(ratios):.2f}], n={rounds}"
    )


if __name__ == "__main__":
    main()
