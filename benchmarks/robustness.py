"""Share of a report's execution that its section on robustness takes, in one run.

The cells of the report's notebook are run one after the other, each exhibit drawn in
two languages. The conclusions are re-run before the first of them, with nothing
computed yet, so what they share with other sections counts as theirs: the share is an
upper bound. A run that lacks an exhibit is a failure and no time. Run it on a quiet
machine:

    .venv/bin/python benchmarks/robustness.py [ROUNDS]
"""

from __future__ import annotations

import ast
import statistics
import sys
import time
from pathlib import Path

import matplotlib as mpl
import nbformat

NOTEBOOK = Path(__file__).resolve().parents[1] / "notebooks" / "plan_period.ipynb"
PERIODS = ("2011-2015", "2016-2020")
SECTION = ("robustness", "specifications")
MIME = "application/vnd.par-eval.v1+json"


def cells() -> dict[str, str]:
    """Code cells of the notebook by id, in order."""
    found = nbformat.read(NOTEBOOK, as_version=4).cells
    return {cell.id: cell.source for cell in found if cell.cell_type == "code"}


def shown(source: str, names: dict[str, object]) -> object:
    """Run a cell; the value of its last line, if that is an expression."""
    *before, last = ast.parse(source).body
    if not isinstance(last, ast.Expr):
        exec(source, names)
        return None
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def once(period: str) -> tuple[float, float]:
    """Seconds of the section, and of the whole execution."""
    names: dict[str, object] = {}
    taken: dict[str, float] = {}
    for cell, source in cells().items():
        start = time.perf_counter()
        found = shown(source, names)
        if cell == "parameters":
            names["period"] = period
        elif cell == "evaluation":
            taken["load"] = time.perf_counter() - start
            start = time.perf_counter()
            assert names["evaluation"].robustness.conclusions  # type: ignore[attr-defined]
            cell = "conclusions"
        elif MIME not in found._repr_mimebundle_():  # type: ignore[attr-defined]
            raise SystemExit(f"{cell} shows no exhibit")
        taken[cell] = time.perf_counter() - start
    section = sum(taken[name] for name in ("conclusions", *SECTION))
    return section, sum(taken.values())


def main() -> None:
    mpl.use("agg")
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    shares = []
    for turn in range(rounds + 1):
        for period in PERIODS:
            section, whole = once(period)
            if turn:  # the first one warms the caches
                shares.append(section / whole)
                print(f"{period}: {section:.2f} s of {whole:.2f} s: {shares[-1]:.2f}")
    print(
        f"share {statistics.median(shares):.2f} "
        f"[{min(shares):.2f} {max(shares):.2f}], n={len(shares)}; "
        "less than 0.5 is asked"
    )


if __name__ == "__main__":
    main()
