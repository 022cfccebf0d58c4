"""Content areas: what was planned, what was done, what changed, what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from par_eval.evaluation.attainment import Attainment, Judgement
from par_eval.evaluation.changes import indicator_rows
from par_eval.evaluation.claims import Claims, ClaimVerdict
from par_eval.evaluation.subject import Subject
from par_eval.facts import sources_at
from par_eval.series import hard, leaves_of
from par_eval.values import (
    TRACED,
    Joined,
    Measure,
    Name,
    Quantity,
    Result,
    Text,
    address,
    define,
    quantities_in,
    text,
    unit_words,
)

__all__ = ["Area", "Areas", "areas", "output_value"]


NOT_CHECKED = text("Proof that it was done: it is as reported.")
OUTPUT = define(
    Measure(
        key="output",
        sentence=text("Output of the administration, as reported"),
        not_for=NOT_CHECKED,
        operation="observation",
        decimals=2,
        function="evaluation.areas",
    )
)
WHOLE_OUTPUT = define(
    Measure(
        key="whole_output",
        sentence=text("Output of the administration, as reported"),
        not_for=NOT_CHECKED,
        operation="observation",
        decimals=0,
        function="evaluation.areas",
    )
)


@dataclass(frozen=True)
class Area:
    """One content area of the programme in a plan period.

    Parameters
    ----------
    area : Name
        The content area.
    planned : tuple of Text
        Targets that fell due in the period.
    done : tuple of Text
        What was reported to be done; not checked.
    changed : tuple of Text
        Changes of the indicators that belong to it, or why they are refused.
    unknown : tuple of Text or Name
        Documents that are not held and would tell more.
    sources : tuple of str
        Source ids of all of it.
    """

    area: Name
    planned: tuple[Text, ...]
    done: tuple[Text, ...]
    changed: tuple[Text, ...]
    unknown: tuple[Name, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Areas(Result):
    """All content areas of a plan period, in their order.

    Parameters
    ----------
    name, numbers, notes, passed
        As of any `Result`.
    areas : tuple of Area
        One for each row of the content areas.
    """

    areas: tuple[Area, ...] = field(default=())


def areas(subject: Subject, attainment: Attainment, claims: Claims) -> Areas:
    """Say for each content area what was planned, done and changed.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    attainment : Attainment
        Its targets.
    claims : Claims
        Its claims.

    Returns
    -------
    Areas
        With a note that nothing under "done" was checked.
    """
    table = subject.facts.table("content_areas").sort_values("order")
    outputs = _outputs(subject)
    found = tuple(
        _area(subject, key, outputs, attainment, claims) for key in table["area"]
    )
    said = [t for area in found for t in (*area.planned, *area.done, *area.changed)]
    numbers = pd.DataFrame(
        [_row(quantity) for one in said for quantity in quantities_in(one)],
        columns=pd.Index(TRACED),
    )
    note = text("What was done is as reported; none of it was checked here.")
    return Areas("areas", numbers, (note,) if found else (), areas=found)


def _row(quantity: Quantity) -> dict[str, object]:
    return {key: getattr(quantity, key) for key in TRACED}


def _area(
    subject: Subject,
    key: str,
    outputs: pd.DataFrame,
    attainment: Attainment,
    claims: Claims,
) -> Area:
    done = outputs[outputs["content_area"] == key]
    return Area(
        subject.facts.name("content_areas", key),
        tuple(_planned(attainment, key)),
        tuple(_done(subject, done)),
        tuple(_changed(subject, key)),
        _unknown(subject, attainment, claims, key),
        _sources(subject, key, done, attainment),
    )


def _sources(
    subject: Subject, area: str, done: pd.DataFrame, attainment: Attainment
) -> tuple[str, ...]:
    """Sources of the targets, of what was done, and of the indicators."""
    facts, found = subject.facts, set(done["source"])
    for target in attainment.targets:
        if target.content_area == area:
            found.update(target.sources)
    table = facts.table("area_indicators")
    for name in table["indicator"][table["area"] == area]:
        leaves, years = leaves_of(facts, name), subject.national.years
        there = sources_at(facts, leaves, subject.province, years)
        found.update(set(there) & set(facts.sources_of(leaves)))
    return tuple(sorted(found))


def _planned(attainment: Attainment, area: str) -> Iterator[Text]:
    for target in (t for t in attainment.targets if t.content_area == area):
        by: object = target.programme
        if not target.verified:
            by = text("{programme}; not seen in a source", programme=target.programme)
        if target.aim is None:
            yield text("{name} ({programme})", name=target.name, programme=by)
            continue
        yield text(
            "{name}: {aim}, due {year} ({programme})",
            name=target.name,
            aim=target.aim,
            year=target.deadline,
            programme=by,
        )


def _outputs(subject: Subject) -> pd.DataFrame:
    """Results and events of the province in the period."""
    table, national = subject.facts.table("outputs"), subject.national
    rows = table[table["province"] == subject.province]
    rows = rows[rows["kind"].isin(("result", "event"))]
    return rows[rows["year"].between(national.start, national.end)]


def _done(subject: Subject, rows: pd.DataFrame) -> Iterator[Text]:
    """Results and events of an area, in order of year."""
    facts = subject.facts
    if rows.empty:
        return
    same = ["output", "year", "value"]
    ordered = rows.sort_values("year", kind="stable").drop_duplicates(same)
    for row in ordered.to_dict("records"):
        name = facts.label(str(row["output"]), row)
        year = int(row["year"])
        if pd.isna(row["value"]):
            yield text("{name}, {year}", name=name, year=year)
            continue
        value = output_value(row)
        yield text(
            "{name}: {value} {unit}, {year}",
            name=name,
            value=value,
            unit=unit_words(value.unit),
            year=year,
        )


def output_value(row: Mapping[str, Any]) -> Quantity:
    """Value of an output as a number that can be traced.

    Parameters
    ----------
    row : mapping
        Row of the outputs table, with a value.

    Returns
    -------
    Quantity
        Printed without decimals where it is whole.
    """
    value = float(row["value"])
    measure = WHOLE_OUTPUT if value.is_integer() else OUTPUT
    where = address(f"output.{row['output']}", row["province"], int(row["year"]))
    return Quantity(value, str(row["unit"]), measure, (where,))


def _changed(subject: Subject, area: str) -> Iterator[Text]:
    """Change of each indicator of the area, beside the typical province's."""
    facts = subject.facts
    table = facts.table("area_indicators")
    for name in table["indicator"][table["area"] == area]:
        if name not in facts.leaves and name not in facts.parts:
            continue
        said = {row["what"]: _quantity(row) for row in indicator_rows(subject, name)}
        row = facts.indicator(name)
        label = text(
            "{instrument}, {name}",
            instrument=facts.name("instruments", str(row["instrument"])),
            name=facts.name("indicators", name),
        )
        if "change" in said:
            yield text(
                "{name}: {change} {unit} (typical province {typical})",
                name=label,
                change=said["change"],
                unit=unit_words(said["change"].unit),
                typical=said["typical"],
            )
        elif subject.windows(name).refused:
            years = sorted({b.year for b in hard(subject.windows(name).breaks)})
            yield text(
                "{name}: change refused, hard break in {years}",
                name=label,
                years=Joined(tuple(years)),
            )


def _quantity(row: Mapping[str, Any]) -> Quantity:
    """One row of the changes as a quantity, with its range over the windows."""
    return Quantity(
        row["value"],
        row["unit"],
        row["measure"],
        row["of"],
        row.get("low"),
        row.get("high"),
        row.get("interval"),
    )


def _unknown(
    subject: Subject, attainment: Attainment, claims: Claims, area: str
) -> tuple[Name, ...]:
    """Documents that are not held and would settle a target or a claim of the area."""
    open_: list[Judgement | ClaimVerdict] = [
        *(t for t in attainment.targets if t.verdict == "not_verified"),
        *(c for c in claims.claims if c.verdict == "not_verifiable"),
    ]
    table = subject.facts.table("documents")
    lacking = set(table["document"][table["held"] == "no"])
    found: dict[str, Name] = {}
    for one in open_:
        document = one.document
        if one.content_area == area and document and document.key in lacking:
            found.setdefault(document.key, document)
    return tuple(found.values())
