"""Conditions: what must hold before a change can be put down to a reform (rule 5).

None of them needs an estimate; those that do are judged where estimates are made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from par_eval.evaluation.attribution.design_numbers import (
    comparable_years,
    known_donors,
    lowest_p,
    unknown_provinces,
)
from par_eval.evaluation.attribution.designs import Design
from par_eval.evaluation.subject import Subject
from par_eval.series import Break
from par_eval.values import (
    Joined,
    Quantity,
    Text,
    counted,
    text,
)

__all__ = [
    "CONDITIONS",
    "Failure",
    "condition_words",
    "failures",
]

CONDITIONS: Mapping[str, Text] = {
    "not_exposed": text("the reform reaches little or nothing of what is measured"),
    "universal_reform": text("the reform binds every province"),
    "start_unknown": text("the date of the start is not known"),
    "partly_exposed_year": text("no full year after the start lies in the period"),
    "no_value_after": text("no value is known for a full year after the start"),
    "break_in_window": text("the series breaks between before and after"),
    "few_pre_periods": text("too few comparable years before the start"),
    "interference": text("the borders of the province changed"),
    "co_intervention": text("another reform began in the same years"),
    "donors_unknown": text("for most other provinces the start is not known"),
    "poor_fit": text("no comparison fits the years before the start"),
    "smallest_p": text("too few provinces are known to be without the reform"),
}
"""Words for each condition that failed, in the order in which they are told."""


def condition_words(condition: str, *, begun: bool) -> Text:
    """Words for a condition that failed.

    Parameters
    ----------
    condition : str
        Key of `CONDITIONS`.
    begun : bool
        Whether the reform had begun in the province by the end of the period: one
        that had not reaches nothing yet.

    Returns
    -------
    Text

    Examples
    --------
    >>> condition_words("not_exposed", begun=False).message
    'the reform had not begun yet'
    """
    if condition == "not_exposed" and not begun:
        return text("the reform had not begun yet")
    return CONDITIONS[condition]


@dataclass(frozen=True)
class Failure:
    """A condition that failed, with the numbers that triggered it.

    Parameters
    ----------
    condition : str
        Key of `CONDITIONS`.
    reason : Text
        Why it failed.
    """

    condition: str
    reason: Text


def failures(subject: Subject, design: Design) -> Iterator[Failure]:
    """Conditions that fail for one outcome, in the order of `CONDITIONS`.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    design : Design
        Reform, outcome, and the years and provinces that could be compared.

    Yields
    ------
    Failure
    """
    yield from _reach(subject, design)
    if design.universal:
        yield Failure(
            "universal_reform",
            text(
                "The reform binds every province, so performance relative to others "
                "can be told, an effect cannot."
            ),
        )
    elif not design.begun:
        return
    elif not design.start.known:
        yield Failure("start_unknown", _unknown_start(design))
    else:
        yield from _years(subject, design)
        yield from _others(subject, design)
        yield from _donors(subject, design)


def _reach(subject: Subject, design: Design) -> Iterator[Failure]:
    """Whether the reform reaches those who answer, and the province at all."""
    if not design.universal and not design.begun:
        reason = text(
            "The reform had not begun in the province by the end of {year}.",
            year=subject.national.end,
        )
        yield Failure("not_exposed", reason)
    elif design.exposed in ("hardly", "no"):
        yield Failure("not_exposed", _unreached(design))


def _unreached(design: Design) -> Text:
    why = design.reason
    if design.exposed == "hardly" and why.texts:
        return text("The reform hardly reaches what is measured. {why}.", why=why)
    if design.exposed == "hardly":
        return text("The reform hardly reaches what is measured.")
    if why.texts:
        return text("The reform does not reach what is measured. {why}.", why=why)
    return text("The reform does not reach what is measured.")


def _unknown_start(design: Design) -> Text:
    start = design.start
    if start.first is not None:
        return text(
            "The data only tell that the reform had not begun before {year}.",
            year=start.first.year,
        )
    if start.last is not None:
        return text(
            "The data only tell that the reform had begun by {year}.",
            year=start.last.year,
        )
    return text("The data hold no date on which the reform began in the province.")


def _years(subject: Subject, design: Design) -> Iterator[Failure]:
    """Whether there are enough comparable years on both sides of the start."""
    start, end = design.start, subject.national.end
    if start.first_after > end:
        reason = text(
            "The reform began {when}: the period has no full year after it.",
            when=start.when,
        )
        yield Failure("partly_exposed_year", reason)
    elif not design.after:
        yield Failure("no_value_after", _no_value(start.first_after, end))
    if design.breaks:
        yield Failure("break_in_window", _broken(design))
    least = int(subject.facts.threshold("pre_periods"))
    if len(design.before) < least:
        yield Failure("few_pre_periods", _few_before(subject, design, least))


def _no_value(first: int, last: int) -> Text:
    if first == last:
        return text("The province has no value in {year}.", year=last)
    return text(
        "The province has no value from {first} to {last}.", first=first, last=last
    )


def _few_before(subject: Subject, design: Design, least: int) -> Text:
    if not design.before:
        return text(
            "Before the start there is no comparable year; {least} are needed.",
            least=least,
        )
    return counted(
        "Before the start there is {number} comparable year; {least} are needed.",
        "Before the start there are {number} comparable years; {least} are needed.",
        len(design.before),
        number=comparable_years(subject, design),
        least=least,
    )


def _broken(design: Design) -> Text:
    def said(found: Break) -> Text:
        return text("{year}: {what}", year=found.year, what=found.what)

    return text(
        "The series breaks between {last}, the last year before the start, and "
        "{first}, the first full year after it ({breaks}).",
        last=design.before[-1],
        first=design.after[0],
        breaks=Joined(tuple(said(b) for b in design.breaks), "semicolon"),
    )


def _others(subject: Subject, design: Design) -> Iterator[Failure]:
    """What else happened in the province between before and after."""
    facts, code = subject.facts, subject.province
    first = design.start.last_before
    events = facts.table("boundary_events")
    for row in events[events["province"] == code].to_dict("records"):
        if first < int(row["year"]) <= design.through:
            what = facts.label(str(row["event"]), row, "what")
            reason = text("In {year}: {what}.", year=int(row["year"]), what=what)
            yield Failure("interference", reason)
    for other, start in design.others.items():
        if start.overlaps(first + 1, design.through):
            name = facts.name("reform_names", other)
            reason = text(
                "Another reform ({name}) began {when}.", name=name, when=start.when
            )
            yield Failure("co_intervention", reason)


def _donors(subject: Subject, design: Design) -> Iterator[Failure]:
    """Whether enough provinces are known to have been without the reform."""
    known, unknown = known_donors(design), unknown_provinces(design)
    few = len(design.donors) < subject.facts.threshold("donor_least")
    if design.unknown and (few or len(design.unknown) > len(design.donors)):
        reason = text(
            "Provinces known to be without the reform through {year}, with values: "
            "{known}; provinces for which it is not known: {unknown}.",
            year=design.through,
            known=known,
            unknown=unknown,
        )
        yield Failure("donors_unknown", reason)
    least = subject.facts.threshold("smallest_p")
    lowest = lowest_p(design)
    if lowest.value > least:
        yield Failure("smallest_p", _no_small_p(design, lowest))


def _no_small_p(design: Design, lowest: Quantity) -> Text:
    if not design.donors:
        return text(
            "No placebo test is possible, since no other province with values is known "
            "to be without the reform."
        )
    return counted(
        "With {number} other province known to be without the reform, the smallest p "
        "that a placebo test can give is {p}.",
        "With {number} other provinces known to be without the reform, the smallest p "
        "that a placebo test can give is {p}.",
        len(design.donors),
        number=known_donors(design),
        p=lowest,
    )
