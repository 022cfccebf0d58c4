"""Gains of a plan period, and what became of them after its end (rules 1 and 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from par_eval.evaluation.boundary import events_of
from par_eval.evaluation.families import holm
from par_eval.evaluation.spans.gain_numbers import (
    LATER_CHANGE,
    WHOLE_CHANGE,
    change_to,
    level,
    noise_of,
)
from par_eval.evaluation.subject import Subject
from par_eval.evaluation.windows import Window, Windows, last_windows, window_after
from par_eval.series import Break, breaks_between, composition, hard, unbroken
from par_eval.series.indicators import direction
from par_eval.values import MEASURES, Quantity, text

__all__ = ["FOLLOWED", "GAIN_VERDICTS", "Gain", "gains"]

GAIN_VERDICTS = {
    "held": text("held"),
    "held_in_part": text("held in part"),
    "lost": text("lost"),
    "no_gain": text("no gain in the period"),
    "not_comparable": text("cannot be compared"),
    "no_later_data": text("no later data"),
    "no_window": text("no two comparable years in the period"),
}
"""Words of the verdicts on what became of a gain."""

LOSSES = ("held_in_part", "lost")
FOLLOWED = ("held", *LOSSES)
GAINED = (*FOLLOWED, "not_comparable", "no_later_data")
"""Verdicts on a loss, on any gain with later years, and on any gain."""


@dataclass(frozen=True)
class Gain:
    """One indicator at the end of a plan period, and after it.

    Parameters
    ----------
    indicator : str
        Indicator id, with or without a span.
    verdict : str
        Key of `GAIN_VERDICTS`. held: the later level is not below the endline;
        held_in_part: between baseline and endline; lost: not above the baseline.
    baseline, endline : Window or None
        In the last run of the plan period without a hard break.
    later : Window or None
        Last comparable years after the period.
    breaks : tuple of Break
        The hard ones that refuse the comparison, or the soft ones that it crosses.
    told : mapping of str to Quantity
        ``baseline``, ``endline`` and ``later`` (levels); ``change`` to the endline,
        ``later_change`` from it and ``whole_change`` over both, each with that of the
        typical province (``typical``, ``later_typical``, ``whole_typical``);
        ``noise`` and ``p`` of the change, ``later_noise`` and ``later_p`` of the later
        one, where noise is known.
    gain_beyond_noise, loss_beyond_noise : bool or None
        Whether a gain, or a loss after it, is larger than noise explains, after Holm
        over all gains, or all losses; None where there is none, or no noise is known.
    """

    indicator: str
    verdict: str
    baseline: Window | None = None
    endline: Window | None = None
    later: Window | None = None
    breaks: tuple[Break, ...] = ()
    told: Mapping[str, Quantity] = field(default_factory=dict)
    gain_beyond_noise: bool | None = None
    loss_beyond_noise: bool | None = None


def gains(subject: Subject) -> tuple[Gain, ...]:
    """What became of each gain of a plan period after its end.

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    tuple of Gain
        The headline first, then the dimensions; where an indicator crosses a break it
        comes again, under its id with a span, on its parts without one.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> found = gains(evaluate("Ca Mau", "2016-2020"))
    >>> found[0].verdict
    'not_comparable'
    """
    national = subject.national
    found = []
    for name in (national.headline, *national.dimensions):
        own = _gain(subject, name)
        linked = _without_breaks(subject, own)
        found += [own, *([_gain(subject, linked)] if linked else [])]
    return _held_against_noise(subject, found)


def _gain(subject: Subject, indicator: str) -> Gain:
    """Windows of one indicator, its numbers, and its verdict but for noise."""
    facts, code = subject.facts, subject.province
    start, end = subject.national.start, subject.national.end
    flagged = subject.flagged(indicator)
    found = last_windows(facts, indicator, code, (start, end), flagged)
    if found.baseline is None or found.endline is None:
        crossed = hard(breaks_between(facts, indicator, start, end))
        verdict = "not_comparable" if crossed else "no_window"
        return Gain(indicator, verdict, breaks=crossed)
    later = window_after(facts, indicator, code, end, flagged, _last_year(subject))
    gain = Gain(indicator, "", found.baseline, found.endline, later)
    told = _told(subject, gain)
    verdict = _verdict(subject, indicator, found, told)
    return replace(
        gain, verdict=verdict, told=told, breaks=_crossed(subject, gain, verdict)
    )


def _last_year(subject: Subject) -> int | None:
    """Year of the boundary event after which the province has no values (rule 14)."""
    events = events_of(subject.facts, subject.province)
    return events[0].year if events else None


def _told(subject: Subject, gain: Gain) -> dict[str, Quantity]:
    facts, code, name = subject.facts, subject.province, gain.indicator
    assert gain.baseline is not None
    assert gain.endline is not None
    pair = (gain.baseline, gain.endline)
    told = {"baseline": level(facts, name, code, gain.baseline)}
    told["endline"] = level(facts, name, code, gain.endline)
    told["change"], told["typical"] = change_to(facts, name, code, pair)
    told |= noise_of(facts, name, pair, told["change"])
    if gain.later is None:
        return told
    after, over = (gain.endline, gain.later), (gain.baseline, gain.later)
    told["later"] = level(facts, name, code, gain.later)
    for what, ends, measure in (
        ("later", after, LATER_CHANGE),
        ("whole", over, WHOLE_CHANGE),
    ):
        own, typical = change_to(facts, name, code, ends, measure)
        told |= {f"{what}_change": own, f"{what}_typical": typical}
    later = noise_of(facts, name, after, told["later_change"])
    return told | {f"later_{what}": one for what, one in later.items()}


def _verdict(
    subject: Subject, indicator: str, found: Windows, told: Mapping[str, Quantity]
) -> str:
    better = direction(subject.facts, indicator)
    if better * _printed(told["change"]) <= 0:
        return "no_gain"
    if "later" not in told:
        assert found.endline is not None
        beyond = _years_after(subject, indicator)
        last = max(beyond, default=subject.national.end)
        between = breaks_between(
            subject.facts, indicator, found.endline.years[-1], last
        )
        return "not_comparable" if beyond and hard(between) else "no_later_data"
    if better * _printed(told["later_change"]) >= 0:
        return "held"
    return "held_in_part" if better * _printed(told["whole_change"]) > 0 else "lost"


def _printed(change: Quantity) -> float:
    """A change as it is printed, so that no verdict rests on what nobody sees."""
    return round(change.value, MEASURES[change.measure].decimals)


def _years_after(subject: Subject, indicator: str) -> list[int]:
    """Years after the period, before any boundary event, with a value."""
    own = subject.facts.series(indicator)[subject.province].dropna().index
    last = _last_year(subject)
    return [
        int(year)
        for year in own
        if year > subject.national.end and (last is None or year < last)
    ]


def _crossed(subject: Subject, gain: Gain, verdict: str) -> tuple[Break, ...]:
    """Breaks that refuse the comparison, or those that it crosses."""
    facts, name = subject.facts, gain.indicator
    assert gain.baseline is not None
    assert gain.endline is not None
    if gain.later is not None:
        return breaks_between(facts, name, gain.baseline.years[0], gain.later.years[-1])
    if verdict == "no_later_data":
        return ()
    last = max(_years_after(subject, name), default=subject.national.end)
    return hard(breaks_between(facts, name, gain.endline.years[-1], last))


def _without_breaks(subject: Subject, gain: Gain) -> str | None:
    """Id on the parts without a break from baseline to the last year after the period.

    None where nothing breaks, no part is left, or the province lacks values.
    """
    facts, name = subject.facts, gain.indicator
    own = facts.series(name)[subject.province].dropna().index
    inside = [int(y) for y in own if y in subject.national.years]
    first = gain.baseline.years[0] if gain.baseline else min(inside, default=None)
    if first is None:
        return None
    if gain.later and not breaks_between(facts, name, first, gain.later.years[-1]):
        return None
    for last in reversed(_editions_after(subject, name)):
        linked = unbroken(name, first, last)
        if composition(facts, linked):
            ends = facts.series(linked)[subject.province].reindex([first, last])
            if ends.notna().all():
                return linked
    return None


def _editions_after(subject: Subject, indicator: str) -> list[int]:
    """Years after the period, before any boundary event, with some part's values."""
    last = _last_year(subject)
    return [
        year
        for year in composition(subject.facts, indicator)
        if year > subject.national.end and (last is None or year < last)
    ]


def _held_against_noise(subject: Subject, found: list[Gain]) -> tuple[Gain, ...]:
    """Gains and losses, each with whether noise alone explains it: two families."""
    up = _beyond(subject, [g for g in found if g.verdict in GAINED], "p")
    down = _beyond(subject, [g for g in found if g.verdict in LOSSES], "later_p")
    return tuple(
        replace(
            gain,
            gain_beyond_noise=up.get(gain.indicator),
            loss_beyond_noise=down.get(gain.indicator),
        )
        for gain in found
    )


def _beyond(subject: Subject, found: list[Gain], what: str) -> dict[str, bool]:
    """Which changes of a family are larger than noise explains (Holm)."""
    shares = {g.indicator: g.told[what].value for g in found if what in g.told}
    passed = holm(
        pd.Series(shares, dtype=float), subject.facts.threshold("family_level")
    )
    return {name: bool(passed[name]) for name in shares}
