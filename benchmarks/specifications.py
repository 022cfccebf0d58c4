"""Ratio: 10,000 specifications of a change beside 100, of one province, in one run.

What specifications share is computed once, so a hundred times as many should cost far
less than a hundred times as much. Each round starts from an evaluation that has
computed nothing yet, in turn. Run it on a quiet machine:

    .venv/bin/python benchmarks/specifications.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import time

from par_eval.evaluation import evaluate
from par_eval.evaluation.specifications import specifications
from par_eval.evaluation.trends import spanned
from par_eval.series import load

FEW, MANY = 1, 6
"""Parts left out together: 72 and 8,916 combinations."""


def once(left_out: int) -> tuple[float, int]:
    """Seconds and number of combinations, with nothing computed before."""
    facts = load()
    evaluation = evaluate("Bac Giang", "2016-2020", facts=facts)
    whole = spanned(evaluation, evaluation.national.headline)
    start = time.perf_counter()
    curve = specifications(evaluation, whole, left_out=left_out)
    return time.perf_counter() - start, curve.number


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    ratios = []
    for _ in range(rounds):
        few, number = once(FEW)
        many, larger = once(MANY)
        ratios.append(many / few)
        print(f"{number} in {few:.4f} s, {larger} in {many:.4f} s: {ratios[-1]:.2f}")
    print(
        f"ratio {statistics.median(ratios):.2f} "
        f"[{min(ratios):.2f} {max(ratios):.2f}], n={rounds}"
    )


if __name__ == "__main__":
    main()
