"""Claims on an effect, held against what attribution could tell (rules 5 and 7)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from par_eval.evaluation.attribution import (
    VERDICTS,
    Attribution,
    Outcome,
    clearest,
    effect_figures,
    effect_words,
)
from par_eval.evaluation.changes import indicator_rows
from par_eval.evaluation.claims.rows import Claim
from par_eval.evaluation.claims.verdicts import Judgement, combined, verdict_from
from par_eval.evaluation.place_words import indicator_words, is_indicator
from par_eval.evaluation.subject import Subject
from par_eval.facts import Facts
from par_eval.series import breaks_between, composition, hard, soft_note
from par_eval.series.indicators import direction
from par_eval.series.printed import independent_source
from par_eval.values import TRACED, Joined, Quantity, Text, quantities, text, unit_words

__all__ = ["causal_claim"]

OPEN = "not_verifiable"


def causal_claim(
    subject: Subject, claim: Claim, attribution: Attribution | None
) -> Judgement:
    """Judge a claim on an effect by the effects that could be estimated.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    claim : Claim
        Claim that a reform made something better.
    attribution : Attribution or None
        Whether effects can be told; without it none can.

    Returns
    -------
    Judgement
        Not verifiable where no effect was estimated or none can be told from chance.
        Changes that can be stated stand beside it, and a change is no effect.
    """
    facts = subject.facts
    names = [name for name in claim.about if is_indicator(facts, name)]
    reasons: list[Text] = []
    for name in names:
        reasons += _effect_reasons(facts, name, attribution)
    for name in names:
        reasons += [said for said in _changes(subject, name) if said not in reasons]
    if not names:
        reasons.append(text("No effect can be estimated."))
    brief = (_effect_brief(names, attribution), *_moved_brief(subject, names))
    parts = [Judgement(_verdict(subject, name, attribution), ()) for name in names]
    verdict = combined(parts).verdict if parts else OPEN
    return Judgement(verdict, tuple(reasons), brief=brief)


def _verdict(subject: Subject, indicator: str, attribution: Attribution | None) -> str:
    """What the effects on one indicator that chance does not explain say of it."""
    facts = subject.facts
    shown = [
        outcome.effect.effect.value * direction(facts, indicator)
        for outcome in _outcomes(attribution)
        if outcome.indicator == indicator and outcome.effect and outcome.effect.shown
    ]
    ways = {value > 0 for value in shown}
    fits = ways.pop() if len(ways) == 1 else None
    parts = {part for year in composition(facts, indicator).values() for part in year}
    sources = facts.sources_of(parts)
    return verdict_from(
        fits, all(independent_source(facts, s, subject.province) for s in sources)
    )


def _outcomes(attribution: Attribution | None) -> tuple[Outcome, ...]:
    return attribution.outcomes if attribution else ()


def _effect_brief(names: list[str], attribution: Attribution | None) -> Text:
    """What was estimated, or the most favourable verdict on the indicators."""
    clear = clearest(o for o in _outcomes(attribution) if o.indicator in names)
    if clear is not None:
        return text("effect {figures}", figures=effect_figures(clear))
    found = {attribution.verdict_of(name) for name in names} if attribution else set()
    verdict = next((v for v in VERDICTS if v in found), "not_identifiable")
    return text("effect {verdict}", verdict=VERDICTS[verdict])


def _moved_brief(subject: Subject, names: list[str]) -> Iterator[Text]:
    """Change over the period of the one indicator of a claim, which is no effect."""
    if len(names) != 1:
        return
    said = list(_moves(subject, names[0]))
    if len(said) == 1:
        first, last, moved = said[0]
        yield text(
            "change from {first} to {last} {change}, not an effect",
            first=first,
            last=last,
            change=moved,
        )


def _effect_reasons(
    facts: Facts, indicator: str, attribution: Attribution | None
) -> Iterator[Text]:
    """Why no effect on an indicator is told, reform by reform."""
    name = indicator_words(facts, indicator)
    verdict = attribution.verdict_of(indicator) if attribution else None
    found = [o for o in _outcomes(attribution) if o.indicator == indicator]
    own = [o for o in found if o.verdict == verdict]
    for outcome in own:
        yield text(
            "Effect of {reform} on {indicator}: {verdict}. {reasons}",
            indicator=name,
            reform=outcome.reform_name,
            verdict=VERDICTS[outcome.verdict],
            reasons=_why(outcome),
        )
    if not own:
        yield text("No effect on {indicator} can be estimated.", indicator=name)


def _why(outcome: Outcome) -> Joined | Text:
    """Failed conditions, or what was estimated."""
    if outcome.effect is not None:
        return effect_words(outcome)
    if outcome.reasons:
        return Joined(outcome.reasons, "sentences")
    return text("No effect has been estimated here.")


def _moves(subject: Subject, indicator: str) -> Iterator[tuple[int, int, Quantity]]:
    """Changes of an indicator inside the period, with their first and last year."""
    facts = subject.facts
    if indicator not in facts.leaves and indicator not in facts.parts:
        return
    rows = pd.DataFrame(indicator_rows(subject, indicator))
    if rows.empty:
        return
    rows = rows[rows["what"].isin(("change", "run_change")) & rows["value"].notna()]
    frame = rows.reindex(columns=["first", "last", *TRACED, "interval"])
    years = zip(frame["first"], frame["last"], strict=True)
    for (first, last), moved in zip(years, quantities(frame), strict=True):
        yield int(first), int(last), moved


def _changes(subject: Subject, indicator: str) -> Iterator[Text]:
    """Changes of an indicator inside the period, which are no effect."""
    facts = subject.facts
    for first, last, moved in _moves(subject, indicator):
        yield text(
            "{indicator}, change from {first} to {last}, not an effect: {change} "
            "{unit}.",
            indicator=indicator_words(facts, indicator),
            first=first,
            last=last,
            change=moved,
            unit=unit_words(moved.unit),
        )
        between = breaks_between(facts, indicator, first, last)
        yield from (soft_note(b) for b in between if b not in hard(between))
