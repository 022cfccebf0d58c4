"""Published values beside ours, each with its tolerance and where it comes from."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import pandas as pd

from par_eval.evaluation import count_of
from par_eval.impact import PublishedCase
from par_eval.show.effects.study import Study
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.numbers import columns_of
from par_eval.values import (
    Measure,
    ParEvalError,
    Quantity,
    Text,
    define,
    quantities,
    text,
)

__all__ = ["beside_published", "study_of_case"]

DECIMALS = range(10)
ROUNDING = 1e-12

PROVENANCE = {
    "seen": text("printed, read by us"),
    "given": text("printed, page not read by us"),
    "recalled": text("printed, from memory, page not read by us"),
    "computed": text("computed by another program"),
}
"""How a value is known."""

for _digits in DECIMALS:
    for _key, _sentence, _not_for in (
        (
            "published_value",
            text("Value that others printed or computed for a published case"),
            text("Our result."),
        ),
        (
            "our_value",
            text("Value that the methods of this package give for a published case"),
            text("A finding on what the data package is about."),
        ),
    ):
        define(
            Measure(
                key=f"{_key}_{_digits}",
                sentence=_sentence,
                not_for=_not_for,
                operation=_key,
                decimals=_digits,
                function="impact.published_case",
            )
        )


def study_of_case(case: PublishedCase) -> Study:
    """What the estimates of a published case are about.

    Parameters
    ----------
    case : PublishedCase

    Returns
    -------
    Study

    Examples
    --------
    >>> from par_eval.impact import published_case
    >>> study_of_case(published_case("prop99")).key
    'prop99'
    """
    return Study(
        key=case.key,
        outcome=case.outcome,
        unit=case.unit,
        treated=case.treated,
        start=case.start,
        periods=tuple(sorted(int(time) for time in case.panel["time"].unique())),
        decimals=case.decimals,
        cited=text("Source: {sources}.", sources=case.source),
    )


def beside_published(
    case: PublishedCase, ours: Mapping[str, float] | pd.Series, *, part: str = ""
) -> Exhibit:
    """Values that others printed for a case, beside ours.

    Parameters
    ----------
    case : PublishedCase
        With the expected values.
    ours : mapping or Series of float
        Our value by quantity, as the case calls it.
    part : str
        What tells the table from others on the same case.

    Returns
    -------
    Exhibit
        Table; its title counts the values that ours meet within their tolerance.

    Raises
    ------
    ParEvalError
        If the case has no such quantity, or none is given.

    Examples
    --------
    >>> from par_eval.impact import published_case, synthetic_did
    >>> case = published_case("prop99")
    >>> found = synthetic_did(case.panel, inference=None)
    >>> beside_published(case, {"SDID ATT": found.estimate}).id
    'published-prop99'
    """
    given = {str(name): float(value) for name, value in ours.items()}
    unknown = [name for name in given if name not in case.expected.index]
    if unknown or not given:
        raise ParEvalError(
            f"case {case.key!r} expects no {unknown[0]!r}; see its 'expected' for the "
            "quantities that it has"
            if unknown
            else f"no value of ours is given for case {case.key!r}"
        )
    numbers = pd.DataFrame(
        [row for name, value in given.items() for row in _rows(case, name, value)],
        columns=columns_of("quantity", "what"),
    )
    met = [name for name, value in given.items() if _met(case, name, value)]
    return Exhibit(
        id="-".join(filter(None, ("published", case.key, part))),
        kind="table",
        facts=None,
        title=text(
            "{case}: {met} of {all} values are met within their tolerance",
            case=case.title,
            met=_count(case, met),
            all=_count(case, list(given)),
        ),
        subtitle=text(
            "What others printed or computed, beside what the methods here give on the "
            "same data."
        ),
        alternative=text("Table of values of others beside ours."),
        sources=(),
        numbers=numbers,
        grid=_grid(case, given, numbers),
        cited=text("Source: {sources}.", sources=case.source),
    )


def _count(case: PublishedCase, names: list[str]) -> Quantity:
    return count_of([f"{case.key}/{name}" for name in names], "values")


def _met(case: PublishedCase, name: str, value: float) -> bool:
    row = case.expected.loc[name]
    return bool(abs(value - row["value"]) <= row["tolerance"] + ROUNDING)


def _places(tolerance: float) -> int:
    """Decimals that show a tolerance."""
    if tolerance <= 0:
        return 0
    return min(DECIMALS[-1], max(0, math.ceil(-math.log10(tolerance) - 1e-9)))


def _rows(case: PublishedCase, name: str, value: float) -> Iterator[dict[str, object]]:
    """The value of others, ours, and the tolerance, with the same decimals."""
    row = case.expected.loc[name]
    places = _places(float(row["tolerance"]))
    told = {
        "published": ("published_value", float(row["value"])),
        "ours": ("our_value", value),
        "tolerance": ("published_value", float(row["tolerance"])),
    }
    for what, (measure, number) in told.items():
        yield {
            "quantity": name,
            "what": what,
            "measure": f"{measure}_{places}",
            "of": (f"{case.key}/{name}", what),
            "value": number,
            "unit": case.unit.key,
        }


def _grid(
    case: PublishedCase, given: Mapping[str, float], numbers: pd.DataFrame
) -> Grid:
    keys = zip(numbers["quantity"], numbers["what"], strict=True)
    cells: dict[tuple[object, object], object] = dict(
        zip(keys, quantities(numbers), strict=True)
    )
    for name, value in given.items():
        row = case.expected.loc[name]
        met: Text = text("yes") if _met(case, name, value) else text("no")
        cells[name, "met"] = met
        cells[name, "known"] = PROVENANCE[row["provenance"]]
        if pd.notna(row["citation"]):
            cells[name, "citation"] = str(row["citation"])
    columns = {
        "published": text("Of others"),
        "ours": text("Ours"),
        "tolerance": text("Tolerance"),
        "met": text("Met"),
        "known": text("How it is known"),
        "citation": text("Where it stands"),
    }
    return Grid(
        text("Quantity"),
        {name: name for name in given},
        columns,
        cells,
        frozenset({"met", "known", "citation"}),
    )
