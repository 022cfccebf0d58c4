"""Briefs: what decides the verdict on a target, in a few words for a table (rule 2)."""

from __future__ import annotations

from par_eval.evaluation.attainment.cases import Case
from par_eval.evaluation.place_words import value_words
from par_eval.values import Joined, Text, text

__all__ = ["brief_of"]


def brief_of(case: Case) -> Text | Joined:
    """What decides the verdict on a measured target, in a few words.

    Parameters
    ----------
    case : Case
        Target and measurement.

    Returns
    -------
    Text or Joined
        No full stop: how sure a value that meets the threshold is, and whether an
        earlier one met it; else how far the value came from the baseline.
    """
    if not case.met:
        return _movement(case)
    if case.met_before and case.before:
        return text(
            "{before} in {year} already met it",
            before=value_words(case.before.value),
            year=case.before.year,
        )
    sure = _precision(case)
    if not case.met_at_first or not case.first:
        return sure
    first = text(
        "{first} in {year} already met it",
        first=value_words(case.first.value),
        year=case.first.year,
    )
    return Joined((sure, first), "semicolon")


def _precision(case: Case) -> Text:
    if case.record.complete:
        return text("every case was counted")
    if case.interval is None:
        return text("no interval can be given")
    if case.clear:
        return text("interval {low} to {high}", **case.ends)
    return text("interval {low} to {high} covers the threshold", **case.ends)


def _movement(case: Case) -> Text:
    if case.baseline is None:
        return text("no baseline to tell how far it came")
    start = {
        "baseline": value_words(case.baseline.value),
        "years": Joined(case.baseline.years),
    }
    if case.way is None:
        return text("the baseline was {baseline} ({years})", **start)
    if case.way.value <= 0:
        return text("no closer than the baseline, {baseline} ({years})", **start)
    return text(
        "{way} of the way from {baseline} ({years})", way=value_words(case.way), **start
    )
