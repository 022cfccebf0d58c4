"""Ratio: effects by group and period, with 999 bootstrap draws, beside moderndid.

On the employment panel of the did vignette (tests/cases/mpdta), without and with a
covariate, and on a made panel of 5,000 units. moderndid 0.2.0 is in an environment of
its own, whose interpreter MODERNDID_PYTHON names. Each is timed inside its own process,
after a first run that counts for none: moderndid compiles itself in its first one.

    MODERNDID_PYTHON=other/bin/python .venv/bin/python benchmarks/staggered.py [ROUNDS]
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd

CASE = Path(__file__).resolve().parents[1] / "tests" / "cases" / "mpdta" / "data.csv"
OTHER = "MODERNDID_PYTHON"
DRAWS, RUNS = 999, 5

TIMED = """
import json, sys, time, warnings
import pandas as pd
warnings.simplefilter("ignore")
path, covariate, draws, runs = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
frame = pd.read_csv(path)
{call}
run()
taken = []
for _ in range(runs):
    begin = time.perf_counter()
    cells = run()
    taken.append(time.perf_counter() - begin)
print(json.dumps(dict(seconds=min(taken), cells=cells)))
"""
OURS = TIMED.format(
    call="""
from par_eval.impact import staggered
frame = frame.assign(first_treated=frame["first"].where(frame["first"] > 0))
def run():
    found = staggered(frame, covariates=[covariate] if covariate else [])
    table = found.table(errors="bootstrap", draws=draws)
    return sorted(table["effect"].round(9))
"""
)
THEIRS = TIMED.format(
    call="""
from moderndid import att_gt
names = dict(yname="y", tname="time", idname="unit", gname="first")
def run():
    found = att_gt(data=frame, **names, xformla=f"~{covariate or 1}", boot=True,
                   biters=draws, cband=True)
    return sorted(round(float(one), 9) for one in found.att_gt)
"""
)


def counties() -> pd.DataFrame:
    names = {"countyreal": "unit", "year": "time", "lemp": "y", "first_treat": "first"}
    return pd.read_csv(CASE).rename(columns=names)


def made_panel(units: int = 5000, periods: int = 12) -> pd.DataFrame:
    """Noise, and an effect of one from the first treated period on."""
    generator = np.random.default_rng(0)
    first = np.repeat(generator.choice([0, 4, 6, 8, 10], units), periods)
    time = np.tile(np.arange(1, periods + 1), units)
    frame = pd.DataFrame({"unit": np.repeat(np.arange(units), periods), "time": time})
    treated = (time >= first) & (first > 0)
    return frame.assign(first=first, y=generator.normal(size=len(frame)) + treated)


TASKS = [
    ("500 counties, no covariate", counties, ""),
    ("500 counties, one covariate", counties, "lpop"),
    ("5,000 units x 12 periods", made_panel, ""),
]


def timed(python: str, code: str, path: Path, covariate: str) -> dict:
    call = [python, "-c", code, str(path), covariate, str(DRAWS), str(RUNS)]
    done = subprocess.run(call, text=True, capture_output=True, check=True)
    return json.loads(done.stdout)


def main(rounds: int) -> None:
    if OTHER not in os.environ:
        sys.exit(f"name the interpreter that has moderndid in {OTHER}")
    sides = {
        "par-eval": (sys.executable, OURS),
        "moderndid": (os.environ[OTHER], THEIRS),
    }
    print(f"{os.cpu_count()} cores, {DRAWS} draws, {rounds} rounds in turn")
    with tempfile.TemporaryDirectory() as folder:
        for title, make, covariate in TASKS:
            path = Path(folder) / "panel.csv"
            make().to_csv(path, index=False)
            beside(title, path, covariate, sides, rounds)


def beside(title: str, path: Path, covariate: str, sides: dict, rounds: int) -> None:
    times: dict[str, list[float]] = {name: [] for name in sides}
    cells = {}
    for turn in range(rounds):
        for name in sides if turn % 2 else reversed(sides):
            found = timed(*sides[name], path, covariate)
            times[name].append(found["seconds"])
            cells[name] = np.array(found["cells"])
    apart = np.abs(cells["par-eval"] - cells["moderndid"]).max()
    ratios = [b / a for a, b in zip(*times.values(), strict=True)]
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    print(f"{title}: {len(cells['par-eval'])} effects, {apart:.1e} apart at most")
    print("  " + ", ".join(f"{name} {taken:.4f} s" for name, taken in medians.items()))
    print(
        f"  moderndid / par-eval: {statistics.median(ratios):.1f} "
        f"[{min(ratios):.1f} {max(ratios):.1f}], n={rounds}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
