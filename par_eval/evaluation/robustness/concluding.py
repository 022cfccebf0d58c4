"""Concluding: the conclusions of an evaluation, each re-run as the choices say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from par_eval.evaluation.attribution import Outcome
from par_eval.evaluation.period_pairs import pair_of
from par_eval.evaluation.robustness.conclusions import MIDDLE, Conclusion, Run, way_of
from par_eval.evaluation.robustness.effect_reruns import (
    EFFECT_RUNS,
    effect_conclusions,
)
from par_eval.evaluation.robustness.reruns import CHANGE_RUNS, balance, margin
from par_eval.evaluation.robustness.standing_reruns import (
    STANDING_RUNS,
    period_percentile,
)
from par_eval.evaluation.specifications import specifications, standing_curve
from par_eval.evaluation.subject import Subject
from par_eval.evaluation.trends import spanned
from par_eval.series import plain
from par_eval.series.indicators import direction
from par_eval.values import Name, Text, text

__all__ = ["RUNS", "conclusions"]

Key = tuple[str, str]

WHOLE: Key = ("aggregation", "unbroken_parts")
"""The choice that puts the parts without a break in place of the dimensions."""

RUNS: dict[str, tuple[Key, ...]] = {
    "trends": (*CHANGE_RUNS, WHOLE),
    "standing": tuple(STANDING_RUNS),
    "impact": tuple(EFFECT_RUNS),
}
"""Changed choices that the library can run, by the part of the evaluation."""


def conclusions(
    subject: Subject,
    answers: Mapping[str, str],
    changed: Mapping[str, Sequence[Key]],
    outcomes: Iterable[Outcome] = (),
) -> Iterator[Conclusion]:
    """Conclusions of every question that the library can re-run (rule 9).

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    answers : mapping of str to str
        Part of the evaluation that answers each question, in their order.
    changed : mapping of str to sequence of (str, str)
        Choices and options to run, by question; each is one of `RUNS`.
    outcomes : iterable of Outcome
        Outcomes of reforms, with or without an effect.

    Yields
    ------
    Conclusion
    """
    made: dict[str, Callable[..., Iterator[Conclusion]]] = {
        "trends": _changes,
        "standing": _standing,
        "impact": partial(effect_conclusions, outcomes),
    }
    for question, part in answers.items():
        if part in made:
            yield from made[part](subject, question, changed.get(question, ()))


def _changes(
    subject: Subject, question: str, options: Sequence[Key]
) -> Iterator[Conclusion]:
    """The dimensions together, each of them, and the whole on its unbroken parts."""
    national = subject.national
    names = [d for d in national.dimensions if pair_of(subject, d)]
    single = [_change(subject, question, name, options) for name in names]
    whole = spanned(subject, national.headline) or national.headline
    total = (
        _change(subject, question, whole, options) if pair_of(subject, whole) else None
    )
    if len(single) > 1:
        yield _together(subject, question, single, total, options)
    yield from single
    if total is not None:
        yield total


def _change(
    subject: Subject, question: str, indicator: str, options: Sequence[Key]
) -> Conclusion:
    """Whether an indicator moved better than in the typical province."""
    sign = direction(subject.facts, indicator)
    pair = pair_of(subject, indicator)
    assert pair is not None
    base = margin(subject, indicator, pair)
    runs = [
        Run(*key, part, quantity, way_of(quantity, sign))
        for key in options
        if key in CHANGE_RUNS
        for part, quantity in CHANGE_RUNS[key](subject, indicator)
    ]
    name: Name | Text = subject.facts.name("indicators", plain(indicator))
    if plain(indicator) != indicator:
        name = text("{name} on its parts without a break", name=name)
    own = Run("", "", "", base, way_of(base, sign))
    curve = specifications(subject, indicator)
    return Conclusion(question, "change", indicator, name, own, tuple(runs), curve)


def _together(
    subject: Subject,
    question: str,
    single: Sequence[Conclusion],
    total: Conclusion | None,
    options: Sequence[Key],
) -> Conclusion:
    """Whether more dimensions moved better than worse; each choice made for all."""
    runs = []
    for key in options:
        if key == WHOLE and total is not None and _unbroken(subject, total):
            runs.append(Run(*key, "", total.base.quantity, total.base.way))
        taken = [
            next((r for r in one.runs if (r.choice, r.option) == key), one.base)
            for one in single
        ]
        if any(run.choice and not run.part for run in taken):
            runs.append(_balanced(taken, key))
    base = _balanced([one.base for one in single], ("", ""))
    name = text("The dimensions together")
    headline = subject.national.headline
    return Conclusion(question, "balance", headline, name, base, tuple(runs))


def _unbroken(subject: Subject, total: Conclusion) -> bool:
    """Whether the whole, or the parts taken for it, crosses no break of any kind."""
    return not subject.windows(total.indicator).breaks


def _balanced(runs: Sequence[Run], key: Key) -> Run:
    quantity = balance([run.quantity for run in runs], [run.way for run in runs])
    return Run(*key, "", quantity, way_of(quantity))


def _standing(
    subject: Subject, question: str, options: Sequence[Key]
) -> Iterator[Conclusion]:
    """In which half of the provinces the standing of the period lies."""
    base = period_percentile(subject)
    if base is None:
        return
    runs = [
        Run(*key, part, quantity, way_of(quantity, middle=MIDDLE))
        for key in options
        if key in STANDING_RUNS
        for part, quantity in STANDING_RUNS[key](subject)
    ]
    own = Run("", "", "", base, way_of(base, middle=MIDDLE))
    name = text("Standing over the period")
    headline = subject.national.headline
    curve = standing_curve(subject)
    yield Conclusion(question, "standing", headline, name, own, tuple(runs), curve)
