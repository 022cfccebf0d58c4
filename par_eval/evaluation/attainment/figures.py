"""Figures: the one that decides on a target, and whose it is (rule 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from par_eval.evaluation.attainment.cases import meets
from par_eval.evaluation.attainment.measurements import Record, records
from par_eval.evaluation.subject import Subject
from par_eval.facts import Facts
from par_eval.values import Name, Quantity, Text, text, unit_words

__all__ = ["deciding", "whose"]


def deciding(
    subject: Subject, row: Mapping[str, Any], threshold: Quantity | None
) -> tuple[Record | None, Text | None]:
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
    record, lacking : (Record or None, Text or None)
        The one or the other.
    """
    measured_by, year = row["measured_by"], int(row["deadline"])
    if not isinstance(measured_by, str):
        return None, text("The data hold no measurement of it.")
    found = [r for r in records(subject, measured_by) if r.year == year]
    if not found:
        return None, text("No value for {year} is known.", year=year)
    apart = sorted((r for r in found if r.independent), key=lambda r: not r.complete)
    if not apart:
        return None, text(
            "The only figure for {year} is the implementer's own: {value} {unit}.",
            year=year,
            value=found[0].value,
            unit=unit_words(found[0].value.unit),
        )
    if threshold is None:
        return apart[0], None
    return _fitting(apart, str(row["comparison"]), threshold)


def _fitting(
    found: list[Record], comparison: str, threshold: Quantity
) -> tuple[Record | None, Text | None]:
    """The value that is compared, if unit and sources allow it."""
    unit = found[0].value.unit
    if any(r.value.unit != threshold.unit for r in found):
        return None, text(
            "The target is stated in {wanted}, the measurement in {unit}.",
            wanted=unit_words(threshold.unit),
            unit=unit_words(unit),
        )
    sides = {meets(r.value.value, comparison, threshold.value) for r in found}
    if len(sides) > 1:
        return None, text(
            "The sources for {year} disagree on whether it is met.", year=found[0].year
        )
    return found[0], None


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
