"""Sweep: make the reports on all provinces, and list what is wrong in their pages.

Run by hand, from the root of the project:

    .venv/bin/python tests/report/sweep.py
    .venv/bin/python tests/report/sweep.py --provinces "Ca Mau" P15 --periods 2016-2020
    .venv/bin/python tests/report/sweep.py --kind country --periods 2016-2020

Ends with code 1 if anything was found.
"""

import argparse
import json
import multiprocessing
import os
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

# before numpy is imported: a report is made in a fork of a process with one thread
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path[:0] = [str(path) for path in Path(__file__).resolve().parents[:2]]

from drawn import measured  # noqa: E402
from page_checks import (  # noqa: E402
    LARGEST,
    english,
    english_messages,
    foreign_names,
    jumps,
    lacking,
    long_titles,
    not_meant,
    without_stop,
)
from pages import page_of  # noqa: E402

from par_eval.facts import Facts  # noqa: E402
from par_eval.report import find_kind  # noqa: E402
from par_eval.report.run import run  # noqa: E402
from par_eval.series import load  # noqa: E402
from par_eval.values import ParEvalError  # noqa: E402

LANGUAGES = ("en", "vi")
PROCESSES = 2
EXAMPLES = 12
"""Examples of each kind of finding that are printed."""


class Case(NamedTuple):
    """A report to make: kind, province (empty for none) and period."""

    kind: str
    province: str
    period: str

    def __str__(self) -> str:
        return " ".join(part for part in self if part)


class Finding(NamedTuple):
    """What is wrong in a report, and where."""

    what: str
    case: str
    language: str
    where: str
    words: str


class Swept(NamedTuple):
    """What came of one report."""

    case: Case
    seconds: float
    exhibits: tuple[str, ...]
    findings: tuple[Finding, ...]


@cache
def facts() -> Facts:
    return load()


def sweep(case: Case, keep: Path | None = None) -> Swept:
    """Make a report, and look for everything that may be wrong in it."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        out, notes = keep or Path(place), Path(place, "drawn.jsonl")
        try:
            with measured(notes):
                folder = run(
                    case.kind,
                    province=case.province or None,
                    period=case.period,
                    languages=LANGUAGES,
                    out=out,
                    facts=facts(),
                )
        except ParEvalError as error:
            found = Finding("not made", str(case), "", "", str(error))
            return Swept(case, time.perf_counter() - started, (), (found,))
        seconds = time.perf_counter() - started
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        exhibits = tuple(one["id"] for one in manifest["exhibits"])
        findings = [
            *in_pages(folder, case, exhibits),
            *in_drawings(notes, case),
            *in_size(folder, case),
        ]
    return Swept(case, seconds, exhibits, tuple(findings))


def in_pages(folder: Path, case: Case, exhibits: tuple[str, ...]) -> Iterator[Finding]:
    for language in LANGUAGES:
        page = page_of(folder, language)
        checks = {
            "place of an exhibit": lacking(page, exhibits),
            "not meant to be seen": not_meant(page),
            "full stop": without_stop(page),
            "long title": long_titles(page),
            "level of a heading": jumps(page),
        }
        if language != "en":
            names = foreign_names(facts(), language)
            checks["English"] = english(page, names, english_messages(language))
        for what, found in checks.items():
            for where, words in found:
                yield Finding(what, str(case), language, where, words)


def in_drawings(notes: Path, case: Case) -> Iterator[Finding]:
    """Faults of drawings; without any drawing measured, nothing was looked at."""
    if not notes.exists():
        yield Finding("drawing", str(case), "", "all", "no drawing was measured")
        return
    for line in notes.read_text("utf-8").splitlines():
        one = json.loads(line)
        where = f"{one['exhibit']}, {one['size']}"
        for what, words in one["faults"]:
            yield Finding(f"drawing: {what}", str(case), one["language"], where, words)


def in_size(folder: Path, case: Case) -> Iterator[Finding]:
    size = sum(path.stat().st_size for path in folder.glob("report.*.html"))
    if size > LARGEST:
        yield Finding("size", str(case), "", "all pages", f"{size:,} bytes")


def uneven(swept: list[Swept]) -> Iterator[Finding]:
    """Reports that have not the same exhibits as most."""
    made = [one for one in swept if one.exhibits]
    lists = [one.exhibits for one in made]
    usual = max(lists, key=lists.count, default=())
    for one in made:
        for name in sorted(set(usual) ^ set(one.exhibits)):
            yield Finding("not in every report", str(one.case), "", name, "")


def report_on(swept: list[Swept], examples: int = EXAMPLES) -> str:
    """Findings by kind with examples, and seconds for a report."""
    groups = defaultdict(list)
    for found in [*(f for one in swept for f in one.findings), *uneven(swept)]:
        alike = re.sub(r"\d+", "#", found.words)
        groups[found.what, found.where, found.language, alike].append(found)
    by_kind = defaultdict(list)
    for (what, *_), members in groups.items():
        by_kind[what].append(members)
    lines = []
    for what, sets in sorted(by_kind.items()):
        sets.sort(key=len, reverse=True)
        lines.append(f"\n{what}: {sum(map(len, sets))}")
        for members in sets[:examples]:
            one = members[0]
            place = " ".join(part for part in (one.where, one.language) if part)
            lines.append(f"  {len(members)} x {place} | {one.case} | {one.words}")
        if len(sets) > examples:
            lines.append(f"  and {len(sets) - examples} more")
    seconds = [one.seconds for one in swept]
    slowest = max(swept, key=lambda one: one.seconds)
    mean = sum(seconds) / len(seconds)
    lines.append(
        f"\n{len(swept)} reports, {mean:.1f} s each on average, "
        f"{slowest.seconds:.1f} s at most ({slowest.case})"
    )
    return "\n".join(lines)


def cases(kind: str, provinces: list[str], periods: list[str]) -> list[Case]:
    """Reports to make: those that are named, or all."""
    found = find_kind(kind)
    every = list(facts().provinces["province"])
    named = [facts().province(name) for name in provinces] or every
    codes = named if found.takes("province") else [""]
    wanted = periods or [p for p in found.periods(facts()) if has_data(p)]
    return [Case(kind, code, period) for period in wanted for code in codes]


def has_data(period: str) -> bool:
    """Whether every year of a period has a value of some indicator."""
    row = facts().period(period)
    known = {year for years in facts().editions.values() for year in years}
    return set(range(int(row["start"]), int(row["end"]) + 1)) <= known


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kind", default="plan_period")
    parser.add_argument("--provinces", nargs="*", default=[])
    parser.add_argument("--periods", nargs="*", default=[])
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("--examples", type=int, default=EXAMPLES)
    parser.add_argument("--keep", type=Path, help="folder that keeps the reports")
    options = parser.parse_args()
    wanted = cases(options.kind, options.provinces, options.periods)
    swept = []
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(options.processes, mp_context=fresh) as pool:
        todo = [options.keep] * len(wanted)
        for one in pool.map(sweep, wanted, todo):
            swept.append(one)
            told = f"{one.case}: {one.seconds:.1f} s, {len(one.findings)} findings"
            print(f"{len(swept)}/{len(wanted)} {told}", file=sys.stderr, flush=True)
    print(report_on(swept, options.examples))
    return int(any(one.findings for one in swept) or any(uneven(swept)))


if __name__ == "__main__":
    sys.exit(main())
