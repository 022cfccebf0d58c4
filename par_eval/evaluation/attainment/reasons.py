"""Reasons: what decides the verdict on a target, in words (rule 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from par_eval.evaluation.attainment.cases import Case
from par_eval.evaluation.attainment.measurements import (
    is_derived,
    is_indicator,
    printed_otherwise,
)
from par_eval.evaluation.place_words import value_words
from par_eval.evaluation.subject import Subject
from par_eval.values import Joined, Quantity, Text, text, unit_words

__all__ = ["PRECISION", "aim", "progress", "reasons", "short_aim"]

AIMS = {
    "gt": text("above {threshold} {unit}"),
    "ge": text("at least {threshold} {unit}"),
    "le": text("at most {threshold} {unit}"),
    "lt": text("below {threshold} {unit}"),
}
SHORT_AIMS = {
    "gt": text("> {threshold}"),
    "ge": text("≥ {threshold}"),
    "le": text("≤ {threshold}"),
    "lt": text("< {threshold}"),
}
PRECISION = {
    "complete": text("Every case was counted, so there is no sampling error."),
    "unknown": text(
        "How precise the value is, is not known: no interval can be given."
    ),
    "clear": text(
        "The interval from the sample, {low} to {high}, lies on the same side of the "
        "threshold."
    ),
    "covers": text(
        "The interval from the sample, {low} to {high}, covers the threshold: the "
        "sample does not decide it."
    ),
}
"""How sure it is on which side of the threshold a value lies."""


def aim(comparison: str, threshold: Quantity) -> Text:
    """A threshold in words.

    Parameters
    ----------
    comparison : {"gt", "ge", "le", "lt"}
        On which side it is met, and whether on it.
    threshold : Quantity
        The number.

    Returns
    -------
    Text

    Examples
    --------
    >>> aim("ge", Quantity(80, "percent", "target_value", ("a/P1/2020",))).message
    'at least {threshold} {unit}'
    """
    filled = {"threshold": threshold, "unit": unit_words(threshold.unit)}
    return replace(AIMS[comparison], values=filled)


def short_aim(comparison: str, threshold: Quantity) -> Text:
    """A threshold in signs, for a table.

    Parameters
    ----------
    comparison : {"gt", "ge", "le", "lt"}
        On which side it is met, and whether on it.
    threshold : Quantity
        The number.

    Returns
    -------
    Text

    Examples
    --------
    >>> short_aim("ge", Quantity(80, "percent", "target_value", ("a",))).message
    '≥ {threshold}'
    """
    return replace(SHORT_AIMS[comparison], values={"threshold": value_words(threshold)})


def reasons(subject: Subject, case: Case) -> Iterator[Text]:
    """What decides the verdict on a measured target, and what stands beside it.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    case : Case
        Target and measurement.

    Yields
    ------
    Text
        Sentences: the value beside the threshold, its precision, the way from the
        baseline, whether the target was met before, and what qualifies the value.
    """
    value = case.record.value
    yield text(
        "{value} {unit} in {year}; the target is {aim}.",
        value=value,
        unit=unit_words(value.unit),
        year=case.record.year,
        aim=aim(case.comparison, case.threshold),
    )
    yield from _precision(case)
    if not case.met:
        yield from _movement(case)
    if case.met_before and case.before:
        yield text(
            "The last comparable value before the period, {before} in {year}, already "
            "met it.",
            before=case.before.value,
            year=case.before.year,
        )
    yield from progress(case)
    yield from _qualified(subject, case)


def _precision(case: Case) -> Iterator[Text]:
    """How sure it is on which side of the threshold the value lies."""
    if case.record.complete:
        known = "complete"
    elif case.interval is None:
        known = "unknown"
    else:
        known = "clear" if case.clear else "covers"
    yield replace(PRECISION[known], values=case.ends)
    if case.interval is not None and case.interval.assumed:
        yield text("The sample or its design effect is assumed, not published.")


def _movement(case: Case) -> Iterator[Text]:
    """How far a value that does not meet its threshold came from the baseline."""
    if case.baseline is None:
        yield text("No comparable earlier value serves as a baseline.")
        return
    start = {"baseline": case.baseline.value, "years": Joined(case.baseline.years)}
    if case.way is None:
        yield text("The baseline was {baseline} ({years}).", **start)
    elif case.way.value <= 0:
        yield text(
            "It has come no closer since the baseline of {baseline} ({years}).", **start
        )
    else:
        yield text(
            "It went {way} percent of the way from the baseline of {baseline} "
            "({years}).",
            way=case.way,
            **start,
        )
    if case.baseline.mark == "late":
        yield text("The baseline is late: it lies inside the period.")


def progress(case: Case) -> Iterator[Text]:
    """That a threshold does not measure progress, where it was met from the start.

    Parameters
    ----------
    case : Case
        Target and measurement.

    Yields
    ------
    Text
        One sentence if the first comparable value inside the period met it.
    """
    if case.met_before or not case.met_at_first or not case.first:
        return
    first = case.first
    yield text(
        "The threshold does not measure progress: the first comparable value of the "
        "period, {first} {unit} in {year}, already met it.",
        first=first.value,
        unit=unit_words(first.value.unit),
        year=first.year,
    )


def _qualified(subject: Subject, case: Case) -> Iterator[Text]:
    """What else a reader must know about the value."""
    measured_by, year = case.measured_by, case.record.year
    if not is_indicator(subject, measured_by):
        return
    if is_derived(subject, measured_by, year):
        yield text("The value was worked out from another printed figure.")
    others = printed_otherwise(subject, measured_by, year)
    if any(case.meets(value) != case.met for value in others):
        yield text(
            "Another source prints a value on the other side of the threshold; the "
            "data say which one is used."
        )
    flagged = subject.flagged(measured_by).get(year)
    if flagged == "peak":
        yield text("The year is a peak beside its neighbours.")
    elif flagged == "trough":
        yield text("The year is a trough beside its neighbours.")
    facts = subject.facts
    instrument = facts.instrument(str(facts.indicator(measured_by)["instrument"]))
    if instrument.get("self_reported") == "partly":
        yield text("The measurement rests in part on the implementer's own report.")
