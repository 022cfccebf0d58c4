"""Evaluation criteria: which of them the evaluation assesses, in part or not, and why.

The criteria are those of OECD/DAC, Better Criteria for Better Evaluation (2019), as
far as the data package lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from par_eval.evaluation.attainment import Attainment
from par_eval.evaluation.attribution import Attribution
from par_eval.evaluation.limits import refused
from par_eval.evaluation.subject import Subject
from par_eval.series import segments
from par_eval.values import Name, Text, text

__all__ = ["ASSESSED", "Criterion", "criteria"]

ASSESSED = {
    "assessed": text("assessed"),
    "partly": text("assessed in part"),
    "not_assessed": text("not assessed"),
}
"""Words for how far a criterion is assessed."""


@dataclass(frozen=True)
class Criterion:
    """One evaluation criterion.

    Parameters
    ----------
    criterion : Name
        The criterion.
    status : {"assessed", "partly", "not_assessed"}
        How far the evaluation assesses it.
    reason : Text
        By what, or what is lacking.
    lacking : Name
        What would be needed to assess it further.
    """

    criterion: Name
    status: str
    reason: Text
    lacking: Name


def criteria(
    subject: Subject, attainment: Attainment, attribution: Attribution
) -> tuple[Criterion, ...]:
    """Say of each criterion how far it is assessed, and why not further.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    attainment : Attainment
        Its targets.
    attribution : Attribution
        What can be attributed to a reform.

    Returns
    -------
    tuple of Criterion
        In the order of the data.
    """
    statuses: Mapping[str, Callable[[], str]] = {
        "attainment": lambda: _by_targets(subject, attainment),
        "trends": lambda: _by_trends(subject),
        "attribution": lambda: _by_effects(attribution),
        "windows": lambda: _by_later_years(subject),
    }
    found = []
    table = subject.facts.table("criteria").sort_values("order")
    for row in table.to_dict("records"):
        by = row["answered_by"]
        status = statuses[str(by)]() if by in statuses else "not_assessed"
        name = subject.facts.label(str(row["criterion"]), row)
        lacking = subject.facts.label(str(row["criterion"]), row, "lacking")
        found.append(Criterion(name, status, _reason(status, lacking), lacking))
    return tuple(found)


def _reason(status: str, lacking: Name) -> Text:
    if status == "assessed":
        return text("Assessed with the data at hand.")
    return text("Lacking: {lacking}.", lacking=lacking)


def _by_targets(subject: Subject, attainment: Attainment) -> str:
    judged = attainment.measurements
    if judged >= subject.facts.threshold("judged_minimum"):
        return "assessed"
    return "partly" if judged else "not_assessed"


def _by_trends(subject: Subject) -> str:
    dimensions = subject.national.dimensions
    followed = [d for d in dimensions if subject.windows(d).baseline is not None]
    if not followed:
        return "not_assessed"
    return "partly" if refused(subject) else "assessed"


def _by_effects(attribution: Attribution) -> str:
    verdicts = {outcome.verdict for outcome in attribution.outcomes}
    if "estimable" in verdicts:
        return "assessed"
    return "partly" if "weakly_identified" in verdicts else "not_assessed"


def _by_later_years(subject: Subject) -> str:
    """Whether any dimension can be followed beyond the end of the period."""
    start, end = subject.national.start, subject.national.end
    for name in subject.national.dimensions:
        own = subject.facts.series(name)[subject.province].dropna().index
        for run in segments(subject.facts, name):
            years = [year for year in run if year in own]
            inside = any(start <= y <= end for y in years)
            if inside and any(y > end for y in years):
                return "partly"
    return "not_assessed"
