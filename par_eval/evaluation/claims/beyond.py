"""Claims that no single figure settles: whole plans and qualities (rule 7)."""

from __future__ import annotations

from par_eval.evaluation.attainment import MET, Attainment
from par_eval.evaluation.claims.rows import Claim
from par_eval.evaluation.claims.verdicts import Judgement
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.place_words import indicator_words, is_indicator
from par_eval.evaluation.subject import Subject
from par_eval.facts import Facts
from par_eval.values import (
    Joined,
    Name,
    Text,
    address,
    counted,
    text,
)

__all__ = ["aggregate_claim", "document_of", "qualitative_claim"]

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
