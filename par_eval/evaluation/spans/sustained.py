"""Sustained: what became of the gains of a plan period after its end (rule 14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from par_eval.evaluation.boundary import BoundaryEvent, events_of
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.limits import gap_sentences, gaps
from par_eval.evaluation.spans.gain_numbers import frame_of, rows_of
from par_eval.evaluation.spans.gains import FOLLOWED, Gain, gains
from par_eval.evaluation.subject import Subject
from par_eval.series import plain, span_of
from par_eval.values import Joined, Name, Result, Text, counted, text

__all__ = ["Sustained", "gain_name", "sustained"]

GAINS = (
    text("Noise alone can explain each of these gains."),
    text("Noise alone can explain the gain in: {names}."),
)
LOSSES = (
    text("Noise alone can explain each of these losses."),
    text("Noise alone can explain the loss in: {names}."),
)
"""Words for all, and for some."""


@dataclass(frozen=True)
class Sustained(Result):
    """What became of the gains of a plan period.

    Parameters
    ----------
    name, numbers, notes, passed
        As of any `Result`; key columns ``indicator`` and ``what``.
    gains : tuple of Gain
        The headline first, then the dimensions, each followed by its parts without a
        break where it crosses one.
    events : tuple of BoundaryEvent
        Changes of boundaries that end the series of the province, whenever they came.
    """

    gains: tuple[Gain, ...] = ()
    events: tuple[BoundaryEvent, ...] = ()

    @property
    def followed(self) -> tuple[Gain, ...]:
        """Gains that can be followed after the period, each told once.

        The parts without a break are told where the whole cannot be compared, or
        where its verdict is another one.
        """
        whole = {g.indicator: g.verdict for g in self.gains}
        return tuple(
            gain
            for gain in self.gains
            if gain.verdict in FOLLOWED
            and (
                span_of(gain.indicator) is None
                or gain.verdict != whole[plain(gain.indicator)]
            )
        )


def sustained(subject: Subject) -> Sustained:
    """Hold the end of a plan period against the last comparable years after it.

    Parameters
    ----------
    subject : Subject
        Province and plan period, the last one of a span.

    Returns
    -------
    Sustained
        Notes name what cannot be compared with its break, losses that noise explains,
        the years after the period without values, and the end of the series.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> found = sustained(evaluate("Ca Mau", "2016-2020"))
    >>> found.name, len(found.events)
    ('sustained', 0)
    """
    found = gains(subject)
    events = events_of(subject.facts, subject.province)
    rows = [row for gain in found for row in rows_of(gain.indicator, gain.told)]
    notes = (
        *_refused(subject, found),
        *_by_noise(subject, found),
        *_gaps(subject, events),
        *_ends(subject, events),
    )
    return Sustained("sustained", frame_of(rows), notes, None, found, events)


def gain_name(subject: Subject, gain: Gain) -> Name | Text:
    """Name of an indicator, saying so where only its unbroken parts count.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    gain : Gain
        One of its gains.

    Returns
    -------
    Name or Text
    """
    name = subject.facts.name("indicators", plain(gain.indicator))
    if span_of(gain.indicator) is None:
        return name
    return text("unbroken parts of {name}", name=name)


def _refused(subject: Subject, found: tuple[Gain, ...]) -> Iterator[Text]:
    """What cannot be compared, each with the years of its breaks."""
    items = tuple(
        text(
            "{name} ({years})",
            name=gain_name(subject, gain),
            years=Joined(tuple(sorted({b.year for b in gain.breaks}))),
        )
        for gain in found
        if gain.verdict == "not_comparable"
    )
    if items:
        yield text(
            "Cannot be compared, with the years of the hard breaks: {items}.",
            items=Joined(items, "semicolon"),
        )


def _by_noise(subject: Subject, found: tuple[Gain, ...]) -> Iterator[Text]:
    """Which gains and which losses noise alone explains; how many were tested."""
    up = [g for g in found if g.gain_beyond_noise is not None]
    down = [g for g in found if g.loss_beyond_noise is not None]
    if not up:
        return
    yield text(
        "Tested against noise, gains and losses each as one family (Holm): {gains}, "
        "also those that cannot be followed further, and {losses}.",
        gains=counted(
            "{number} gain",
            "{number} gains",
            len(up),
            number=count_of([g.told["p"].id for g in up], "changes"),
        ),
        losses=counted(
            "{number} loss",
            "{number} losses",
            len(down),
            number=count_of([g.told["later_p"].id for g in down], "changes"),
        ),
    )
    yield from _alike(
        subject, [g for g in up if not g.gain_beyond_noise], len(up), GAINS
    )
    yield from _alike(
        subject, [g for g in down if not g.loss_beyond_noise], len(down), LOSSES
    )


def _alike(
    subject: Subject, alike: list[Gain], tested: int, words: tuple[Text, Text]
) -> Iterator[Text]:
    """That noise can explain all of them, or which."""
    if alike and len(alike) == tested > 1:
        yield words[0]
    elif alike:
        names = Joined(tuple(gain_name(subject, gain) for gain in alike))
        yield replace(words[1], values={"names": names})


def _gaps(subject: Subject, events: tuple[BoundaryEvent, ...]) -> Iterator[Text]:
    """Years after the period that the province lacks (rule 10)."""
    frame = subject.facts.series(subject.national.headline).dropna(how="all")
    last = events[0].year if events else None
    years = [
        int(year)
        for year in frame.index
        if year > subject.national.end and (last is None or year < last)
    ]
    if years:
        yield from gap_sentences(subject, gaps(subject, years))


def _ends(subject: Subject, events: tuple[BoundaryEvent, ...]) -> Iterator[Text]:
    """That the series of the province ends, where it does after the period."""
    for event in events[:1]:
        if event.year <= subject.national.end:
            continue
        yield text(
            "{day}: {what}. The series of the province ends there; whether a gain "
            "lasts beyond cannot be told.",
            day=event.day,
            what=event.what,
        )
