"""Grades of the findings: what speaks against each, from a closed list (rule 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from par_eval.evaluation.attainment import Attainment, Judgement
from par_eval.evaluation.attribution import CONDITIONS, Attribution, condition_words
from par_eval.evaluation.counts import count_of, over_period
from par_eval.evaluation.evidence import (
    CAUSAL,
    NOT_IDENTIFIABLE,
    Concern,
    Grade,
    graded,
    provenance,
)
from par_eval.evaluation.limits import gaps, refused
from par_eval.evaluation.standing import Precision, complete_years
from par_eval.evaluation.subject import Subject
from par_eval.evaluation.trends import followed
from par_eval.evaluation.witnesses import Witnesses
from par_eval.facts import sources_at
from par_eval.series import leaves_of, plain
from par_eval.values import Joined, Result, address, counted, text

__all__ = [
    "effect_grade",
    "standing_grade",
    "targets_grade",
    "trends_grade",
    "witnesses_grade",
]

NO_ERRORS = text("No standard errors and no intervals were published.")


def targets_grade(subject: Subject, attainment: Attainment) -> Grade | None:
    """Grade of what is said about targets; None where none could be judged.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    attainment : Attainment
        Its targets.

    Returns
    -------
    Grade or None
    """
    judged = attainment.judged_targets
    if not judged:
        return None
    concerns = provenance(subject.facts, {s for t in judged for s in t.sources})
    open_ = attainment.count("not_verified")
    if open_.value:
        reason = text(
            "{open} of {known} known targets are not verified.",
            open=open_,
            known=attainment.count("known"),
        )
        concerns.append(Concern("coverage", reason))
    if not all(t.complete or _published_interval(t) for t in judged):
        concerns.append(Concern("precision", NO_ERRORS))
    return graded(concerns)


def _published_interval(target: Judgement) -> bool:
    """Whether the interval of the measurement is not an assumed one, or none."""
    return target.measurement is not None and target.measurement.interval == "sample"


def trends_grade(
    subject: Subject, trends: Result, further: Iterable[Concern] = ()
) -> Grade | None:
    """Grade of what is said about changes; None where none may be stated.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    trends : Result
        Its changes.
    further : iterable of Concern
        What speaks against it beside, such as choices that turn it.

    Returns
    -------
    Grade or None
    """
    names = followed(trends.numbers)
    if not names:
        return None
    concerns = [
        *provenance(subject.facts, _sources(subject, baselines=True)),
        *_gaps(subject),
        Concern("precision", NO_ERRORS),
        *_crossed(subject, names),
        *further,
    ]
    return graded(concerns)


def _crossed(subject: Subject, names: list[str]) -> Iterator[Concern]:
    """Changes that are refused, and soft breaks that the others cross."""
    out = refused(subject)
    if out:
        yield Concern(
            "comparability",
            text(
                "{refused} of {all} dimensions cannot be followed: hard breaks.",
                refused=count_of(over_period(subject, list(out)), "dimensions"),
                all=count_of(
                    over_period(subject, subject.national.dimensions), "dimensions"
                ),
            ),
        )
    own = [name for name in names if name == plain(name)]
    years = sorted({b.year for name in own for b in subject.windows(name).breaks})
    if years:
        crossed = text("Soft breaks are crossed ({years}).", years=Joined(tuple(years)))
        yield Concern("comparability", crossed)


def standing_grade(
    subject: Subject, precision: Precision, further: Iterable[Concern] = ()
) -> Grade | None:
    """Grade of what is said about the standing; None where there is no place.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    precision : Precision
        How sure its places are.
    further : iterable of Concern
        What speaks against it beside, such as choices that turn it.

    Returns
    -------
    Grade or None
    """
    years = complete_years(subject, subject.national.headline)
    if not years:
        return None
    concerns = [*provenance(subject.facts, _sources(subject)), *_gaps(subject)]
    concerns.append(Concern("precision", NO_ERRORS, serious=_unplaced(precision)))
    if subject.windows(subject.national.headline).refused:
        reason = text(
            "The total breaks inside the period, so only places within a year count."
        )
        concerns.append(Concern("comparability", reason))
    return graded([*concerns, *further])


def _unplaced(precision: Precision) -> bool:
    """Whether noise is unknown, or leaves the province no place in a year."""
    return any(place.placed is not True for place in precision.places)


def _gaps(subject: Subject) -> Iterator[Concern]:
    """Years of the period without a value of the province."""
    found = gaps(subject)
    if found:
        headline, code = subject.national.headline, subject.province
        cases = [address(headline, code, gap.year) for gap in found]
        reason = text(
            "The province has no value in {missing} of {years} years.",
            missing=count_of(cases, "years"),
            years=len(subject.national.years),
        )
        yield Concern("coverage", reason)


def _sources(subject: Subject, *, baselines: bool = False) -> tuple[str, ...]:
    """Sources of the years of the period, and of those that a baseline could take."""
    facts, national = subject.facts, subject.national
    leaves = leaves_of(facts, national.headline)
    back = int(facts.threshold("window_reach")) if baselines else 0
    years = range(national.start - back, national.end + 1)
    return sources_at(facts, leaves, subject.province, years)


def witnesses_grade(subject: Subject, witnesses: Witnesses) -> Grade | None:
    """Grade of what is said about the witnesses; None where two never speak.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    witnesses : Witnesses
        What the instruments say.

    Returns
    -------
    Grade or None
    """
    year = witnesses.headline_year
    if year is None:
        return None
    heard = [w.places[year] for w in witnesses.witnesses if year in w.places]
    concerns = provenance(subject.facts, {s for place in heard for s in place.sources})
    if any(place.how == "bounds" for place in heard):
        reason = text("Some places are known by bounds only: the table was not seen.")
        concerns.append(Concern("coverage", reason))
    if any(pair.shared for pair in witnesses.pairs):
        reason = text("One instrument is a part of another, so they share an error.")
        concerns.append(Concern("comparability", reason))
    verdicts = {pair.verdict for pair in witnesses.pairs}
    if "not_distinguishable" in verdicts:
        reason = text("One year's noise can explain a difference of places.")
        concerns.append(Concern("precision", reason))
    return graded(concerns)


def effect_grade(
    attribution: Attribution, further: Iterable[Concern] = ()
) -> Grade | None:
    """Grade of what is said about an effect: none, where it cannot be identified.

    Parameters
    ----------
    attribution : Attribution
        What could be attributed to a reform.
    further : iterable of Concern
        What speaks against an effect that was estimated: a serious one leaves it
        weakly identified.

    Returns
    -------
    Grade or None
        None where the data name no reform.
    """
    outcomes = attribution.outcomes
    if not outcomes:
        return None
    found = {outcome.verdict for outcome in outcomes}
    best = next((v for v in ("estimable", "weakly_identified") if v in found), None)
    concerns = []
    for condition in CONDITIONS:
        failing = [outcome for outcome in outcomes if condition in outcome.failed]
        if failing:
            cases = [
                address(one.indicator, attribution.province, attribution.end)
                for one in failing
            ]
            reason = counted(
                "For {number} outcome: {condition}.",
                "For {number} outcomes: {condition}.",
                len(failing),
                number=count_of(cases, "outcomes"),
                condition=condition_words(
                    condition, begun=any(one.design.begun for one in failing)
                ),
            )
            concerns.append(Concern("identification", reason))
    told = tuple(further)
    if best == "estimable" and any(concern.serious for concern in told):
        best = "weakly_identified"
    return Grade(CAUSAL, best or NOT_IDENTIFIABLE, (*concerns, *told))
