"""Rebound: a change that starts at a flagged year, and what was to be expected.

A trough is followed by a rise, and a peak by a fall, without any reform. So the change
from a flagged year stands beside what other provinces did after a similar move, with
a prediction interval (rule 13).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from par_eval.evaluation.benchmarks.deviations import moved, moves_of_others
from par_eval.evaluation.benchmarks.expected import (
    SIMILAR,
    Expectation,
    expectations,
)
from par_eval.evaluation.subject import Subject
from par_eval.series import Break, breaks_between, segments
from par_eval.series.indicators import direction
from par_eval.values import (
    Joined,
    Quantity,
    Text,
    address,
    counted,
    text,
    unit_words,
)

__all__ = ["VERDICTS", "Rebound", "rebounds"]

VERDICTS: dict[str, Text] = {
    "outside": text(
        "The change lies outside the interval: it is not what follows such a move "
        "elsewhere, which by itself says nothing on a reform."
    ),
    "recovery": text(
        "The change lies inside the interval: recovery and reform cannot be told apart."
    ),
    "return": text(
        "The change lies inside the interval: a return to the usual and a lasting "
        "change cannot be told apart."
    ),
    "recovery_unclear": text(
        "Depending on which moves count as similar, {lowest} to {highest} was to "
        "be expected, and the change lies inside the interval or outside: recovery "
        "and reform cannot be told apart."
    ),
    "return_unclear": text(
        "Depending on which moves count as similar, {lowest} to {highest} was to be "
        "expected, and the change lies inside the interval or outside: a return to the "
        "usual and a lasting change cannot be told apart."
    ),
}
"""What can be told from a change, in words; never an effect (rule 5)."""


@dataclass(frozen=True)
class Rebound:
    """A change that starts at a flagged year, beside what was to be expected.

    Parameters
    ----------
    year : int
        The flagged year.
    kind : {"trough", "peak"}
        What it is.
    before, after : int or None
        The province's nearest years with a value in the same run of years.
    prior : Quantity or None
        Move from `before` to the flagged year, against the mean.
    change, relative : Quantity or None
        Move from the flagged year to `after`, plain and against the mean.
    expectations : tuple of Expectation
        What was to be expected, by which moves count as similar.
    soft : tuple of Break
        Soft breaks between `before` and `after`.
    worsened : bool
        Whether the prior move was for the worse.
    """

    year: int
    kind: str
    before: int | None
    after: int | None
    prior: Quantity | None = None
    change: Quantity | None = None
    relative: Quantity | None = None
    expectations: tuple[Expectation, ...] = ()
    soft: tuple[Break, ...] = ()
    worsened: bool = True

    @property
    def known(self) -> tuple[Expectation, ...]:
        """Expectations from enough cases."""
        return tuple(e for e in self.expectations if e.expected is not None)

    @property
    def used(self) -> Expectation | None:
        """Expectation from the most similar moves that are enough, if there is any."""
        return next((e for e in self.known if e.similar != "every"), None)

    @property
    def inside(self) -> bool | None:
        """Whether the change lies inside the interval; None without an expectation."""
        if self.used is None or self.relative is None:
            return None
        return self.used.holds(self.relative)

    @property
    def agreed(self) -> bool:
        """Whether every choice of similar moves says the same."""
        assert self.relative is not None
        return len({e.holds(self.relative) for e in self.known}) == 1

    @property
    def verdict(self) -> str | None:
        """Key of `VERDICTS`; None where nothing was to be expected."""
        if self.inside is None:
            return None
        if self.agreed and not self.inside:
            return "outside"
        told = "recovery" if self.worsened else "return"
        return told if self.agreed else f"{told}_unclear"

    @property
    def lacking(self) -> Text | None:
        """Why nothing was to be expected; None where something was."""
        if self.change is None:
            return _no_later_value(self)
        if self.before is None:
            return _no_earlier_value(self)
        return None if self.used else _too_few(self)

    @property
    def text(self) -> Joined:
        """The change beside the expected rebound, and what can be told from it."""
        return Joined(tuple(_sentences(self)), "sentences")


def rebounds(subject: Subject) -> tuple[Rebound, ...]:
    """Changes of the headline indicator that start at a flagged year (rule 13).

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    tuple of Rebound
        One for each trough or peak of the province inside the period, or in the years
        before it that a baseline could take, in order of year.
    """
    national = subject.national
    first = national.start - int(subject.facts.threshold("window_reach"))
    flagged = sorted(subject.flagged(national.headline).items())
    return tuple(
        _rebound(subject, year, kind)
        for year, kind in flagged
        if first <= year <= national.end
    )


def _rebound(subject: Subject, year: int, kind: str) -> Rebound:
    facts, name = subject.facts, subject.national.headline
    run = next(run for run in segments(facts, name) if year in run)
    own = facts.series(name)[subject.province].dropna()
    years = [int(y) for y in own.index if y in run]
    before = max((y for y in years if y < year), default=None)
    after = min((y for y in years if y > year), default=None)
    soft = breaks_between(facts, name, before or year, after or year)
    found = Rebound(year, kind, before, after, soft=soft)
    if after is None:
        return found
    change, relative = moved(facts, name, subject.province, (year, after))
    if before is None:
        return Rebound(year, kind, before, after, None, change, relative, soft=soft)
    prior = moved(facts, name, subject.province, (before, year))[1]
    lags = (year - before, after - year)
    moves = moves_of_others(facts, name, subject.province, run, lags)
    every = address(name, "*", run)
    return Rebound(
        year=year,
        kind=kind,
        before=before,
        after=after,
        prior=prior,
        change=change,
        relative=relative,
        expectations=tuple(expectations(facts, moves, prior, every)),
        soft=soft,
        worsened=prior.value * direction(facts, name) < 0,
    )


def _sentences(found: Rebound) -> Iterator[Text]:
    if found.change is None:
        yield _no_later_value(found)
        return
    yield text(
        "From {year} to {after} the score moved by {change} {unit}, against the mean "
        "of the provinces by {relative}.",
        year=found.year,
        after=found.after,
        change=found.change,
        unit=unit_words(found.change.unit),
        relative=found.relative,
    )
    if found.before is None:
        yield _no_earlier_value(found)
        return
    yield text(
        "From {before} to {year} it had moved by {prior} against that mean.",
        before=found.before,
        year=found.year,
        prior=found.prior,
    )
    yield from _expected(found)
    yield from _crossed(found)


def _no_later_value(found: Rebound) -> Text:
    return text(
        "What followed the flagged year {year} cannot be compared: no later value "
        "of the province lies in the same run of years.",
        year=found.year,
    )


def _no_earlier_value(found: Rebound) -> Text:
    return text(
        "No earlier value of the province lies in the same run of years, so what "
        "was to be expected after {year} cannot be told.",
        year=found.year,
    )


def _too_few(found: Rebound) -> Text:
    same = next(e for e in found.expectations if e.similar == "same")
    return text(
        "Moves of other provinces in the same direction are too few ({cases}) to "
        "tell what was to be expected.",
        cases=same.cases,
    )


def _expected(found: Rebound) -> Iterator[Text]:
    """What was to be expected, and whether the change is more than that."""
    used = found.used
    if used is None or used.expected is None:
        yield _too_few(found)
        return
    low, high = used.ends
    yield text(
        "After moves of other provinces {similar} ({cases} cases), {expected} was to "
        "be expected, with a prediction interval from {low} to {high}.",
        similar=SIMILAR[used.similar],
        cases=used.cases,
        expected=used.expected,
        low=low,
        high=high,
    )
    if used.beyond:
        yield text(
            "Not one of these moves was as large, so the expectation reaches beyond "
            "what was seen."
        )
    yield _verdict(found)


def _verdict(found: Rebound) -> Text:
    """Whether recovery alone explains the change; never an effect (rule 5)."""
    assert found.verdict is not None
    words = VERDICTS[found.verdict]
    if found.agreed:
        return words
    values = [e.expected for e in found.known if e.expected is not None]
    ordered = sorted(values, key=lambda q: q.value)
    return replace(words, values={"lowest": ordered[0], "highest": ordered[-1]})


def _crossed(found: Rebound) -> Iterator[Text]:
    years = tuple(sorted({b.year for b in found.soft}))
    if years:
        yield counted(
            "The moves cross a soft break ({years}).",
            "The moves cross soft breaks ({years}).",
            len(years),
            years=Joined(years),
        )
