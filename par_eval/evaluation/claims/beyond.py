"""Claims that no single figure settles: whole plans, qualities, effects (rule 7)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from par_eval.evaluation.attainment import MET, Attainment
from par_eval.evaluation.attribution import (
    VERDICTS,
    Attribution,
    Outcome,
    effect_words,
)
from par_eval.evaluation.changes import indicator_rows
from par_eval.evaluation.claims.rows import Claim
from par_eval.evaluation.claims.verdicts import Judgement
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.place_words import indicator_words, is_indicator
from par_eval.evaluation.subject import Subject
from par_eval.facts import Facts
from par_eval.series import breaks_between, hard, soft_note
from par_eval.values import (
    TRACED,
    Joined,
    Name,
    Quantity,
    Text,
    address,
    counted,
    quantities,
    text,
    unit_words,
)

__all__ = ["aggregate_claim", "causal_claim", "document_of", "qualitative_claim"]

OPEN = "not_verifiable"


def aggregate_claim(
    subject: Subject, claim: Claim, attainment: Attainment | None
) -> Judgement:
    """Judge a claim on a whole plan by the province's own targets of that plan.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    claim : Claim
        Claim that a plan was completed.
    attainment : Attainment or None
        Verdicts on targets.

    Returns
    -------
    Judgement
        Not verifiable unless the plan's target table is held and every verified
        target of the province in its years is judged.
    """
    table = subject.facts.table("documents").set_index("document")
    key = claim.row["document"]
    verdicts = _own_verdicts(subject, claim, attainment)
    judged = {target: v for target, v in verdicts.items() if v != "not_verified"}
    brief = (_judged_brief(list(verdicts), list(judged)),)
    if not isinstance(key, str) or table["held"].get(key) != "yes":
        return Judgement(OPEN, (_not_held(subject.facts, claim),), brief=brief)
    if not judged or len(judged) < len(verdicts):
        lacking = text("Not every target of the plan can be judged.")
        return Judgement(OPEN, (lacking,), brief=brief)
    met = [target for target, verdict in judged.items() if verdict in MET]
    kinds = {len(judged): "supported", 0: "contradicted"}
    reason = text(
        "Targets of the plan that are met: {met} of {all}.",
        met=count_of(met, "targets"),
        all=count_of(list(judged), "targets"),
    )
    verdict = kinds.get(len(met), "partly_supported")
    return Judgement(verdict, (reason,), brief=(_met_brief(met, list(judged)),))


def qualitative_claim(facts: Facts, claim: Claim) -> Judgement:
    """Leave a claim on a quality open, and name what is related to it.

    Parameters
    ----------
    facts : Facts
        Data package.
    claim : Claim
        Claim without a number.

    Returns
    -------
    Judgement
        Not verifiable: related figures answer another question.
    """
    related = claim.row["related"]
    names = related.split() if isinstance(related, str) else []
    words = tuple(indicator_words(facts, n) for n in names if is_indicator(facts, n))
    if not words:
        lacking = text("No indicator in the data measures it.")
        return Judgement(OPEN, (lacking,), brief=(text("no indicator"),))
    reason = text(
        "Related figures answer another question and do not settle it: {indicators}.",
        indicators=Joined(words, "semicolon"),
    )
    brief = text("related only: {indicators}", indicators=Joined(words, "semicolon"))
    return Judgement(OPEN, (reason,), brief=(brief,))


def causal_claim(
    subject: Subject, claim: Claim, attribution: Attribution | None
) -> Judgement:
    """Leave a claim on an effect open, for the reasons that attribution gives.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    claim : Claim
        Claim that a reform changed something.
    attribution : Attribution or None
        Whether effects can be told; without it none can.

    Returns
    -------
    Judgement
        Not verifiable; effects that were estimated and changes that can be stated
        stand beside it, and a change is no effect.
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
    return Judgement(OPEN, tuple(reasons), brief=brief)


def document_of(facts: Facts, claim: Claim) -> Name | None:
    """Document that would settle a claim.

    Parameters
    ----------
    facts : Facts
        Data package.
    claim : Claim
        The claim.

    Returns
    -------
    Name or None
        None where the data names none.
    """
    key = claim.row["document"]
    return facts.name("documents", key) if isinstance(key, str) else None


def _not_held(facts: Facts, claim: Claim) -> Text:
    document = document_of(facts, claim)
    if document is None:
        return text("No document that would settle it is held.")
    return text("A document is not held: {document}.", document=document)


def _own_verdicts(
    subject: Subject, claim: Claim, attainment: Attainment | None
) -> dict[str, str]:
    """Verdicts on the province's own verified targets of the years of the claim."""
    table = subject.facts.table("targets")
    rows = table[
        (table["level"] == "province")
        & (table["province"] == subject.province)
        & (table["verified"] == "yes")
        & table["deadline"].between(claim.first_year, claim.last_year)
    ]
    known = {t.target: t.verdict for t in attainment.targets} if attainment else {}
    return {
        address(f"target.{target}", subject.province, int(year)): known.get(
            target, "not_verified"
        )
        for target, year in zip(rows["target"], rows["deadline"], strict=True)
    }


def _judged_brief(known: list[str], judged: list[str]) -> Text:
    """How many of the province's own targets can be judged."""
    if not known:
        return text("no target of the plan is known")
    return counted(
        "{judged} of {number} known target of the province judged",
        "{judged} of {number} known targets of the province judged",
        len(known),
        judged=count_of(judged, "targets"),
        number=count_of(known, "targets"),
    )


def _met_brief(met: list[str], judged: list[str]) -> Text:
    return counted(
        "{met} of {number} target met",
        "{met} of {number} targets met",
        len(judged),
        met=count_of(met, "targets"),
        number=count_of(judged, "targets"),
    )


def _effect_brief(names: list[str], attribution: Attribution | None) -> Text:
    """The most favourable verdict on the indicators of a claim."""
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
    found: tuple[Outcome, ...] = attribution.outcomes if attribution else ()
    own = [o for o in found if o.indicator == indicator and o.verdict == verdict]
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
