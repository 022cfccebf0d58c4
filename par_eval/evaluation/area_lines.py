"""Lines of a content area: what was planned, done, and changed, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from par_eval.evaluation.attainment import Attainment
from par_eval.evaluation.changes import indicator_rows
from par_eval.evaluation.counts import over_period
from par_eval.evaluation.outputs import output_value
from par_eval.evaluation.place_words import value_words
from par_eval.evaluation.subject import Subject
from par_eval.series import hard
from par_eval.series.indicators import direction
from par_eval.values import MEASURES, Joined, Quantity, Text, text

__all__ = ["Moved", "changed", "done", "planned"]


@dataclass(frozen=True)
class Moved:
    """One indicator of a content area, and how it changed over the period.

    Parameters
    ----------
    label : Text
        Instrument and indicator.
    change, typical : Quantity or None
        Change of the province, and of the typical province; None where refused.
    better : int
        1 where the province changed better than the typical one as printed, -1 where
        worse, 0 where the same or refused.
    sentence : Text
        The change, or why it is refused; no full stop.
    at : str
        Address of the indicator over the period.
    """

    label: Text
    change: Quantity | None
    typical: Quantity | None
    better: int
    sentence: Text
    at: str


def planned(attainment: Attainment, area: str) -> Iterator[Text]:
    """Targets of an area that fell due in the period, as lines.

    Parameters
    ----------
    attainment : Attainment
        Targets of the period.
    area : str
        Content area id.

    Yields
    ------
    Text
        No full stop.
    """
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
            aim=target.short_aim,
            year=target.deadline,
            programme=by,
        )


def done(subject: Subject, rows: pd.DataFrame) -> Iterator[Text]:
    """Results and events of an area, in order of year.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    rows : DataFrame
        Rows of the outputs table.

    Yields
    ------
    Text
        No full stop.
    """
    facts = subject.facts
    if rows.empty:
        return
    ordered = rows.sort_values("year", kind="stable")
    for row in ordered.to_dict("records"):
        name = facts.label(str(row["output"]), row)
        year = int(row["year"])
        if pd.isna(row["value"]):
            yield text("{name}, {year}", name=name, year=year)
            continue
        value = output_value(row)
        yield text(
            "{name}: {value}, {year}",
            name=name,
            value=value_words(value),
            year=year,
        )


def changed(subject: Subject, area: str) -> Iterator[Moved]:
    """Change of each indicator of an area, beside the typical province's.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    area : str
        Content area id.

    Yields
    ------
    Moved
        Indicators without a change that is not refused are left out.
    """
    facts = subject.facts
    table = facts.table("area_indicators")
    for name in table["indicator"][table["area"] == area]:
        if name not in facts.leaves and name not in facts.parts:
            continue
        said = {row["what"]: _quantity(row) for row in indicator_rows(subject, name)}
        if "change" in said:
            yield _moved(subject, name, said["change"], said["typical"])
        elif subject.windows(name).refused:
            yield _refused(subject, name)


def _label(subject: Subject, name: str) -> Text:
    facts = subject.facts
    return text(
        "{instrument}, {name}",
        instrument=facts.name("instruments", str(facts.indicator(name)["instrument"])),
        name=facts.name("indicators", name),
    )


def _moved(subject: Subject, name: str, change: Quantity, typical: Quantity) -> Moved:
    label = _label(subject, name)
    decimals = MEASURES[change.measure].decimals
    ahead = round(change.value, decimals) - round(typical.value, decimals)
    sentence = text(
        "{name}: {change} (typical province {typical})",
        name=label,
        change=value_words(change),
        typical=typical,
    )
    sign = (ahead > 0) - (ahead < 0)
    better = sign * direction(subject.facts, name)
    (where,) = over_period(subject, [name])
    return Moved(label, change, typical, better, sentence, where)


def _refused(subject: Subject, name: str) -> Moved:
    label = _label(subject, name)
    years = sorted({b.year for b in hard(subject.windows(name).breaks)})
    sentence = text(
        "{name}: change refused, hard break in {years}",
        name=label,
        years=Joined(tuple(years)),
    )
    (where,) = over_period(subject, [name])
    return Moved(label, None, None, 0, sentence, where)


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
