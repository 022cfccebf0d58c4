"""Answer: which targets were met, by whose measurement, in at most three sentences."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation.attainment.attainment import (
    VERDICTS,
    Attainment,
    documents_to_obtain,
)
from par_eval.evaluation.attainment.judgements import Judgement
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.place_words import value_words
from par_eval.values import Joined, Text, counted, text

__all__ = ["attainment_sentences"]

LISTED = 3
"""Measurements or documents that the answer names; more are in the list of targets."""


def attainment_sentences(attainment: Attainment) -> Iterator[Text]:
    """Answer the question on targets (rules 2 and 12).

    Parameters
    ----------
    attainment : Attainment
        Its targets.

    Yields
    ------
    Text
        One to three sentences: how many of the known targets are judged by how many
        measurements, and how; by whose measurement; how many are not verified, or,
        where none is judged, what would settle them.
    """
    if not attainment.targets:
        yield text("No target with a deadline in the period is known.")
    elif not attainment.judged_targets:
        yield from _none(attainment)
    else:
        if attainment.measurements == 1:
            yield _one(attainment)
        else:
            yield from _several(attainment)
        yield from _rest(attainment)


def _none(attainment: Attainment) -> Iterator[Text]:
    """No target is judged, and what would settle that."""
    known = attainment.count("known")
    yield counted(
        "The only known target (their total is unknown) cannot be judged.",
        "Not one of the {number} known targets (their total is unknown) can be judged.",
        int(known.value),
        number=known,
    )
    found = documents_to_obtain(attainment.targets)
    if len(found) > LISTED:
        yield text(
            "To obtain first: {documents}; the list of targets names the others.",
            documents=Joined(found[:LISTED], "semicolon"),
        )
    elif found:
        yield text("To obtain: {documents}.", documents=Joined(found, "semicolon"))


def _one(attainment: Attainment) -> Text:
    """One measurement, however many targets it judges."""
    judged, known = attainment.count("judged"), attainment.count("known")
    return counted(
        "One measurement judges the only known target (their total is unknown): "
        "{measured}.",
        "One measurement judges {judged} of {number} known targets (their total is "
        "unknown): {measured}.",
        int(known.value),
        number=known,
        judged=judged,
        measured=_measured(list(attainment.judged_targets)),
    )


def _measured(targets: list[Judgement]) -> Text:
    """A measurement in words, with what it decides about one or more targets."""
    value = targets[0].measurement
    assert value is not None
    outcomes = {
        (t.comparison, t.threshold.value, t.verdict): text(
            "target {aim}: {verdict}", aim=t.aim, verdict=VERDICTS[t.verdict]
        )
        for t in targets
        if t.threshold is not None
    }
    return text(
        "{who}, {value} in {year} ({outcomes})",
        who=targets[0].whose,
        value=value_words(value),
        year=targets[0].deadline,
        outcomes=Joined(tuple(outcomes.values()), "semicolon"),
    )


def _several(attainment: Attainment) -> Iterator[Text]:
    """Several measurements: how many targets by verdict, and whose they are."""
    counts = ((key, attainment.count(key)) for key in VERDICTS if key != "not_verified")
    outcomes = tuple(
        text("{verdict}: {number}", verdict=VERDICTS[key], number=number)
        for key, number in counts
        if number.value
    )
    yield text(
        "{measurements} measurements judge {judged} of {known} known targets (their "
        "total is unknown): {outcomes}.",
        measurements=attainment.count("measurements"),
        judged=attainment.count("judged"),
        known=attainment.count("known"),
        outcomes=Joined(outcomes, "semicolon"),
    )
    yield from _listed(attainment)


def _listed(attainment: Attainment) -> Iterator[Text]:
    """Each measurement with what it decides; where there are many, whose they are."""
    groups: dict[str, list[Judgement]] = {}
    for target in attainment.judged_targets:
        assert target.measurement is not None
        groups.setdefault(target.measurement.of[0], []).append(target)
    if len(groups) <= LISTED:
        each = tuple(_measured(targets) for targets in groups.values())
        yield text("Measured by {each}.", each=Joined(each, "semicolon"))
        return
    names = {t.measured_by: t.whose for t in attainment.judged_targets}
    yield text("Measured by {each}.", each=Joined(tuple(names.values()), "semicolon"))


def _rest(attainment: Attainment) -> Iterator[Text]:
    """How many targets are not verified."""
    rest = [t.address for t in attainment.targets if not t.judged]
    if rest:
        yield counted(
            "The other one is not verified.",
            "The other {number} are not verified.",
            len(rest),
            number=count_of(rest, "targets"),
        )
