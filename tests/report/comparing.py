"""Two makings of one report: what differs in numbers, exhibits and words."""

import difflib
import json
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pages import Page

CLOSE = 1e-9
"""Two values so close are one: another machine may round the last bits elsewhere."""
MOST = 12
FIELDS = ("value", "low", "high")


def changes(old: Path, new: Path) -> list[str]:
    """Everything that differs between two folders of a report, a line for each."""
    lacking = [f"{name}: not there" for name in files(new) if not (old / name).exists()]
    if lacking:
        return lacking
    return [*in_numbers(old, new), *in_exhibits(old, new), *in_words(old, new)]


def files(folder: Path) -> list[str]:
    """Files of a report that are kept for reviewers."""
    pages = sorted(path.name for path in folder.glob("report.*.html"))
    return ["manifest.json", "trace.json", *pages]


def in_numbers(old: Path, new: Path) -> Iterator[str]:
    """Quantities that are not in both, or are not printed alike."""
    first, second = record(old, "trace"), record(new, "trace")
    before, after = by_id(first), by_id(second)
    yield from (f"trace.json: {name} is gone" for name in before if name not in after)
    yield from (f"trace.json: {name} is new" for name in after if name not in before)
    for name in (name for name in before if name in after):
        measure = second["measures"][after[name]["measure"]]
        for field in FIELDS:
            told = before[name][field], after[name][field]
            if not alike(*told, int(measure["decimals"])):
                yield f"trace.json: {field} of {name} is {told[1]}, was {told[0]}"
        for field in ("unit", "number", "exhibits", "sources"):
            if before[name][field] != after[name][field]:
                yield f"trace.json: {field} of {name} differs"


def alike(old: float | None, new: float | None, decimals: int) -> bool:
    """Whether two values are printed alike."""
    if old is None or new is None:
        return old is new
    return abs(old - new) < CLOSE or printed(old, decimals) == printed(new, decimals)


def printed(value: float, decimals: int) -> Decimal:
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(value)).quantize(step, ROUND_HALF_UP)


def in_exhibits(old: Path, new: Path) -> Iterator[str]:
    """Exhibits whose record in the manifest differs."""
    before, after = (record(folder, "manifest")["exhibits"] for folder in (old, new))
    yield from compared(
        "manifest.json", [str(e) for e in before], [str(e) for e in after]
    )


def in_words(old: Path, new: Path) -> Iterator[str]:
    """What a reader of a page sees or hears otherwise."""
    for path in sorted(new.glob("report.*.html")):
        pages = [(folder / path.name).read_text("utf-8") for folder in (old, new)]
        yield from compared(path.name, *map(seen, pages))


@cache
def seen(html: str) -> list[str]:
    return Page(html).seen()


def compared(name: str, before: list[str], after: list[str]) -> Iterator[str]:
    lines = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    told = [line for line in lines if not line.startswith("@@")]
    yield from (f"{name}: {line}" for line in told[:MOST])
    if len(told) > MOST:
        yield f"{name}: and {len(told) - MOST} more lines"


def record(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def by_id(trace: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {quantity["id"]: quantity for quantity in trace["quantities"]}
