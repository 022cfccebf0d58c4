"""Obstacles: the conditions that fail for a reform, each said once (rule 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from par_eval.evaluation.attribution.attribution import VERDICTS, Attribution, Outcome
from par_eval.evaluation.attribution.conditions import CONDITIONS
from par_eval.evaluation.attribution.design_numbers import (
    comparable_years,
    known_donors,
    lowest_p,
    unknown_provinces,
)
from par_eval.evaluation.subject import Subject
from par_eval.values import Joined, Name, Text, counted, text

__all__ = ["Obstacle", "ReformVerdict", "reform_verdicts"]

HEADINGS: Mapping[str, Text] = {
    "not_exposed": text("Hardly reached, or not at all"),
    "universal_reform": text("Binds every province"),
    "start_unknown": text("Start not known"),
    "partly_exposed_year": text("No full year after the start"),
    "no_value_after": text("No value after the start"),
    "break_in_window": text("Break between before and after"),
    "few_pre_periods": text("Too few years before the start"),
    "interference": text("Borders changed"),
    "co_intervention": text("Another reform in the same years"),
    "donors_unknown": text("Other provinces not known"),
    "poor_fit": text("No comparison fits"),
    "smallest_p": text("Too few provinces without it"),
}
"""Headings of the conditions, in the order in which they are told."""

HELPS: Mapping[str, Text] = {
    "not_exposed": text("records of what the reform does reach"),
    "start_unknown": text("the date of its start in the province"),
    "partly_exposed_year": text("values of later years"),
    "no_value_after": text("values of full years after the start"),
    "break_in_window": text("records that no change of questionnaire touches"),
    "few_pre_periods": text("records from more years before the start"),
    "donors_unknown": text("the dates of its start in the other provinces"),
    "smallest_p": text("the dates of its start in the other provinces"),
}
"""What would remove a condition, where anything could."""


@dataclass(frozen=True)
class Obstacle:
    """One condition that fails for some outcomes of a reform.

    Parameters
    ----------
    condition : str
        Key of `CONDITIONS`.
    heading, sentence : Text
        What fails, in a few words and in one sentence.
    outcomes : tuple of Name
        Outcomes for which it fails.
    remedy : Text or None
        What would remove it; None where nothing could.
    """

    condition: str
    heading: Text
    sentence: Text
    outcomes: tuple[Name, ...]
    remedy: Text | None = None


@dataclass(frozen=True)
class ReformVerdict:
    """What can be told of the effect of one reform.

    Parameters
    ----------
    reform : Name
        The reform.
    verdict : str
        Most favourable verdict on its outcomes, key of `VERDICTS`.
    outcomes : tuple of Outcome
        All its outcomes.
    obstacles : tuple of Obstacle
        Conditions that fail, in the order of `CONDITIONS`.
    helps : tuple of Text
        What would help, each once.
    """

    reform: Name
    verdict: str
    outcomes: tuple[Outcome, ...]
    obstacles: tuple[Obstacle, ...]
    helps: tuple[Text, ...]


def reform_verdicts(
    subject: Subject, attribution: Attribution
) -> tuple[ReformVerdict, ...]:
    """Verdict on each reform, with the conditions that fail.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    attribution : Attribution
        Its outcomes.

    Returns
    -------
    tuple of ReformVerdict
        In the order of the data.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> evaluation = evaluate("Ca Mau", "2016-2020")
    >>> found = reform_verdicts(evaluation, evaluation.attribution)
    >>> all(one.obstacles for one in found)
    True
    """
    by_reform: dict[str, list[Outcome]] = {}
    for outcome in attribution.outcomes:
        by_reform.setdefault(outcome.reform, []).append(outcome)
    return tuple(_verdict(subject, outcomes) for outcomes in by_reform.values())


def _verdict(subject: Subject, outcomes: list[Outcome]) -> ReformVerdict:
    verdicts = {outcome.verdict for outcome in outcomes}
    obstacles = tuple(_obstacles(subject, outcomes))
    helps = [o.remedy for o in obstacles if o.remedy is not None]
    begun = any(outcome.design.begun for outcome in outcomes)
    return ReformVerdict(
        reform=outcomes[0].reform_name,
        verdict=next(verdict for verdict in VERDICTS if verdict in verdicts),
        outcomes=tuple(outcomes),
        obstacles=obstacles,
        helps=tuple({h.message: h for h in helps}.values()) if begun else (),
    )


def _obstacles(subject: Subject, outcomes: list[Outcome]) -> Iterator[Obstacle]:
    for condition in CONDITIONS:
        failing = [o for o in outcomes if condition in o.failed]
        if failing:
            yield Obstacle(
                condition,
                _heading(condition, failing[0]),
                _sentence(subject, condition, failing),
                tuple(o.indicator_name for o in failing),
                HELPS.get(condition),
            )


def _heading(condition: str, outcome: Outcome) -> Text:
    if condition == "not_exposed" and not outcome.design.begun:
        return text("Not yet begun")
    return HEADINGS[condition]


def _sentence(subject: Subject, condition: str, failing: list[Outcome]) -> Text:
    """One sentence for all outcomes of a condition."""
    said = {
        "not_exposed": _unreached,
        "no_value_after": _no_value,
        "break_in_window": _broken,
        "donors_unknown": _unknown,
        "smallest_p": _few_without,
    }
    if condition == "few_pre_periods":
        return _few_years(subject, failing)
    if condition in said:
        return said[condition](failing)
    return _reason(condition, failing[0])


def _reason(condition: str, outcome: Outcome) -> Text:
    """The first reason for a condition."""
    told = zip(outcome.conditions, outcome.reasons, strict=True)
    return next(reason for key, reason in told if key == condition)


def _unreached(failing: list[Outcome]) -> Text:
    if not failing[0].design.begun:
        return _reason("not_exposed", failing[0])
    return text("Most of what is measured lies outside the reform.")


def _no_value(failing: list[Outcome]) -> Text:
    return text("The province has no value for a full year after the start.")


def _broken(failing: list[Outcome]) -> Text:
    years = sorted({b.year for o in failing for b in o.design.breaks})
    return counted(
        "A hard break in {years} lies between before and after.",
        "Hard breaks in {years} lie between before and after.",
        len(years),
        years=Joined(tuple(years)),
    )


def _few_years(subject: Subject, failing: list[Outcome]) -> Text:
    least = int(subject.facts.threshold("pre_periods"))
    longest = max((o.design for o in failing), key=lambda design: len(design.before))
    if not longest.before:
        return text(
            "No comparable year lies before the start; {least} are needed.", least=least
        )
    return counted(
        "At most {number} comparable year lies before the start; {least} are needed.",
        "At most {number} comparable years lie before the start; {least} are needed.",
        len(longest.before),
        number=comparable_years(subject, longest),
        least=least,
    )


def _unknown(failing: list[Outcome]) -> Text:
    most = max((o.design for o in failing), key=lambda design: len(design.unknown))
    return counted(
        "For {number} other province it is not known whether it had begun.",
        "For up to {number} other provinces it is not known whether it had begun.",
        len(most.unknown),
        number=unknown_provinces(most),
    )


def _few_without(failing: list[Outcome]) -> Text:
    most = max((o.design for o in failing), key=lambda design: len(design.donors))
    if not most.donors:
        return text(
            "No other province with values is known to be without it, so no placebo "
            "test is possible."
        )
    return counted(
        "At most {number} other province with values is known to be without it; the "
        "smallest p of a placebo test is {p}.",
        "At most {number} other provinces with values are known to be without it; the "
        "smallest p of a placebo test is {p}.",
        len(most.donors),
        number=known_donors(most),
        p=lowest_p(most),
    )
