"""Time: all data loaded and checked, and every province evaluated in two periods.

Two limits are held against it: loading and checking under one second, 63 provinces in
two plan periods under twenty seconds on two cores, one process for each period. Run it
on a quiet machine:

    .venv/bin/python benchmarks/evaluations.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from par_eval.evaluation import Evaluation, National
from par_eval.series import load

PERIODS = ("2011-2015", "2016-2020")
PARTS = (
    "trends",
    "standing",
    "precision",
    "attainment",
    "benchmarks",
    "witnesses",
    "attribution",
    "claims",
    "left_out",
    "robustness",
    "boundary",
    "areas",
    "criteria",
    "obtain",
    "findings",
)
LIMITS = {"load and check": 1.0, "evaluate all": 20.0}


def loaded() -> float:
    """Seconds of one load."""
    begin = time.perf_counter()
    load()
    return time.perf_counter() - begin


def evaluated(period: str) -> int:
    """Evaluate every province in a period; how many findings there are."""
    facts = load()
    national = National(facts, period)
    count = 0
    for code in facts.provinces["province"]:
        evaluation = Evaluation(national, str(code))
        for part in PARTS:
            getattr(evaluation, part)
        count += len(evaluation.findings)
    return count


def all_evaluated() -> float:
    """Seconds of both periods, side by side in two processes."""
    begin = time.perf_counter()
    with ProcessPoolExecutor(len(PERIODS)) as pool:
        counts = list(pool.map(evaluated, PERIODS))
    if len(set(counts)) != 1 or not counts[0]:
        raise SystemExit(f"findings differ between the periods: {counts}")
    return time.perf_counter() - begin


def main(rounds: int) -> None:
    load()
    runs = {"load and check": loaded, "evaluate all": all_evaluated}
    for name, run in runs.items():
        times = [run() for _ in range(rounds)]
        middle, limit = statistics.median(times), LIMITS[name]
        print(
            f"{name}: median {middle:.2f} s [{min(times):.2f} {max(times):.2f}], "
            f"n={rounds}; {middle / limit:.2f} of the limit of {limit:g} s"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
