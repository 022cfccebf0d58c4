"""Figures: the one that decides on a target, and whose it is (rule 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from par_eval.evaluation.attainment.cases import meets
from par_eval.evaluation.attainment.measurements import Record, records
from par_eval.evaluation.place_words import value_words
from par_eval.evaluation.subject import Subject
from par_eval.facts import Facts
from par_eval.values import Name, Quantity, Text, text, unit_words

__all__ = ["Obstacle", "deciding", "whose"]


@dataclass(frozen=True)
class Obstacle:
    """Why a target cannot be judged.

    Parameters
    ----------
    sentence : Text
        A whole sentence.
    brief : Text
        The same in a few words, no full stop.
    """

    sentence: Text
    brief: Text


def deciding(
    subject: Subject, row: Mapping[str, Any], threshold: Quantity | None
) -> tuple[Record | None, Obstacle | None]:
    """Independent value of the year of the deadline, or why there is none.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    row : mapping
        Row of the targets table.
    threshold : Quantity or None
        None where the target names a category.

    Returns
    -------
    record, lacking : (Record or None, Obstacle or None)
        The one or the other.
    """
    measured_by, year = row["measured_by"], int(row["deadline"])
    if not isinstance(measured_by, str):
        return None, Obstacle(
            text("The data hold no measurement of it."),
            text("no measurement in the data"),
        )
    found = [r for r in records(subject, measured_by) if r.year == year]
    if not found:
        return None, Obstacle(
            text("No value for {year} is known.", year=year),
            text("no value for {year}", year=year),
        )
    apart = sorted((r for r in found if r.independent), key=lambda r: not r.complete)
    if not apart:
        return None, _own_figure(year, found[0].value)
    if threshold is None:
        return apart[0], None
    return _fitting(apart, str(row["comparison"]), threshold)


def _fitting(
    found: list[Record], comparison: str, threshold: Quantity
) -> tuple[Record | None, Obstacle | None]:
    """The value that is compared, if unit and sources allow it."""
    unit = found[0].value.unit
    if any(r.value.unit != threshold.unit for r in found):
        sentence = text(
            "The target is stated in {wanted}, the measurement in {unit}.",
            wanted=unit_words(threshold.unit),
            unit=unit_words(unit),
        )
        return None, Obstacle(sentence, text("measured in another unit"))
    sides = {meets(r.value.value, comparison, threshold.value) for r in found}
    if len(sides) > 1:
        sentence = text(
            "The sources for {year} disagree on whether it is met.", year=found[0].year
        )
        return None, Obstacle(sentence, text("its sources disagree"))
    return found[0], None


def _own_figure(year: int, value: Quantity) -> Obstacle:
    """Only the implementer says how far the target was reached."""
    sentence = text(
        "The only figure for {year} is the implementer's own: {value} {unit}.",
        year=year,
        value=value,
        unit=unit_words(value.unit),
    )
    brief = text("only the implementer's own figure, {value}", value=value_words(value))
    return Obstacle(sentence, brief)


def whose(facts: Facts, measured_by: str) -> Text | Name | None:
    """Whose measurement it is: the instrument, or an output by its name.

    Parameters
    ----------
    facts : Facts
        Data package.
    measured_by : str
        Indicator or output id.

    Returns
    -------
    Text, Name or None
        The instrument alone where the indicator stands for the whole of it; None
        where the data hold no row of an output.
    """
    outputs, indicators = facts.table("outputs"), facts.tables["indicators"]
    printed = outputs[outputs["output"] == measured_by].to_dict("records")
    if not (indicators["indicator"] == measured_by).any():
        return facts.label(measured_by, printed[0]) if printed else None
    instrument = str(facts.indicator(measured_by)["instrument"])
    publication = facts.name("instruments", instrument)
    if facts.instrument(instrument)["headline"] == measured_by:
        return publication
    indicator = facts.name("indicators", measured_by)
    return text(
        "{indicator} ({instrument})", indicator=indicator, instrument=publication
    )
