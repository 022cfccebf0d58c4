"""Claims: verdicts on what a province says of itself, with reasons (rule 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pandas as pd

from par_eval.evaluation.attainment import Attainment
from par_eval.evaluation.attribution import Attribution
from par_eval.evaluation.claims.beyond import (
    aggregate_claim,
    document_of,
    qualitative_claim,
)
from par_eval.evaluation.claims.causal import causal_claim
from par_eval.evaluation.claims.changes import change_claim
from par_eval.evaluation.claims.counting import claim_counts
from par_eval.evaluation.claims.figures import rank_claim, value_claim
from par_eval.evaluation.claims.left_out import LeftOut, left_out, selective_of
from par_eval.evaluation.claims.opening_claims import (
    opening_date_claim,
    opening_rank_claim,
)
from par_eval.evaluation.claims.records import output_claim, restated
from par_eval.evaluation.claims.rows import (
    Claim,
    read_claims,
    stated_quantity,
    stated_words,
)
from par_eval.evaluation.claims.verdicts import (
    CLAIM_VERDICTS,
    QUALIFIERS,
    Claims,
    ClaimVerdict,
    Judgement,
    combined,
)
from par_eval.evaluation.place_words import indicator_words, is_indicator, place_words
from par_eval.evaluation.standing import Precision
from par_eval.evaluation.subject import Subject
from par_eval.facts import Facts, kind_of
from par_eval.values import TRACED, Joined, Text, text

__all__ = ["CLAIM_VERDICTS", "QUALIFIERS", "ClaimVerdict", "Claims", "claims"]

Rule = Callable[[Facts, str, Claim, str], Judgement]

INDICATOR_RULES: dict[str, Rule] = {
    "rank": rank_claim,
    "value": value_claim,
    "change": change_claim,
}
OPENING_RULES: dict[str, Rule] = {
    "opening_rank": opening_rank_claim,
    "opening_date": opening_date_claim,
}
FITTING = ("supported", "consistent")


def claims(
    subject: Subject,
    *,
    attribution: Attribution | None = None,
    attainment: Attainment | None = None,
    precision: Precision | None = None,
) -> Claims:
    """Judge every claim of a province that touches the plan period (rule 7).

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    attribution : Attribution, optional
        Whether effects can be told (rule 5); without it none can.
    attainment : Attainment, optional
        Verdicts on targets (rule 2), for claims on a whole plan.
    precision : Precision, optional
        Whether the noise of one year leaves the province a place (rule 4).

    Returns
    -------
    Claims
        Traced frame with the key columns ``claim`` and ``what``: stated, ours. Notes
        count the verdicts.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> claims(evaluate("Ca Mau", "2016-2020")).claims
    ()
    """
    national, facts = subject.national, subject.facts
    rows = [
        claim
        for claim in read_claims(facts, subject.province)
        if claim.first_year <= national.end and claim.last_year >= national.start
    ]
    judged = {
        claim.claim: _judged(subject, claim, attribution, attainment) for claim in rows
    }
    plain = _claims(subject, rows, judged)
    left = left_out(subject, plain)
    qualified = {
        claim.claim: _qualified(facts, claim, judged[claim.claim], left, precision)
        for claim in rows
    }
    return _claims(subject, rows, qualified)


def _judged(
    subject: Subject,
    claim: Claim,
    attribution: Attribution | None,
    attainment: Attainment | None,
) -> Judgement:
    """Verdict by the rule of the claim's kind."""
    if claim.kind == "aggregate":
        return aggregate_claim(subject, claim, attainment)
    if claim.kind == "qualitative":
        return qualitative_claim(subject.facts, claim)
    if claim.kind == "causal":
        return causal_claim(subject, claim, attribution)
    parts = list(_parts(subject.facts, subject.province, claim))
    if not parts:
        lacking = text("The data do not say which figure would show it.")
        brief = (text("no figure named"),)
        parts = [Judgement("not_verifiable", (lacking,), brief=brief)]
    whole = combined(parts)
    if claim.kind in ("value", "coverage"):
        return restated(subject.facts, subject.province, claim, whole)
    return whole


def _parts(facts: Facts, province: str, claim: Claim) -> Iterator[Judgement]:
    """Verdict on each thing that a claim is about."""
    targets = set(facts.table("targets")["target"])
    for name in claim.about:
        if claim.kind in OPENING_RULES:
            if kind_of(facts, f"reform.{name}"):
                yield OPENING_RULES[claim.kind](facts, province, claim, name)
        elif is_indicator(facts, name):
            rule = INDICATOR_RULES.get(claim.kind, value_claim)
            yield rule(facts, province, claim, name)
        elif name not in targets:
            yield output_claim(facts, province, claim, name)


def _qualified(
    facts: Facts,
    claim: Claim,
    judgement: Judgement,
    left: LeftOut,
    precision: Precision | None,
) -> Judgement:
    """Verdict with the qualifiers imprecise and selective where they hold."""
    qualifiers, reasons = list(judgement.qualifiers), list(judgement.reasons)
    if _imprecise(claim, judgement, precision):
        qualifiers.append("imprecise")
        reasons.append(
            text(
                "Noise is too large for one year alone to place the province among "
                "others."
            )
        )
    worse = _worse(facts, claim, judgement, left)
    if worse:
        qualifiers.append("selective")
        reasons.append(
            text(
                "Left out, though known for the same year and clearly worse: {others}.",
                others=Joined(tuple(worse)),
            )
        )
    return replace(judgement, qualifiers=tuple(qualifiers), reasons=tuple(reasons))


def _imprecise(claim: Claim, judgement: Judgement, precision: Precision | None) -> bool:
    """Whether noise covers so many places that a supported rank says little."""
    if claim.kind != "rank" or judgement.verdict != "supported" or precision is None:
        return False
    return any(
        place.indicator in claim.about
        and place.year == claim.when
        and place.placed is False
        for place in precision.places
    )


def _worse(
    facts: Facts, claim: Claim, judgement: Judgement, left: LeftOut
) -> list[Text]:
    """Instruments of the year that all claims leave out and that place it worse."""
    if claim.kind not in ("rank", "value") or judgement.verdict not in FITTING:
        return []
    share = facts.threshold("selective_share")
    cited = [one for one in left.cited if claim.claim in one.claims]
    found = {o.indicator: o for one in cited for o in selective_of(one, share)}
    return [
        text(
            "{indicator} ({place})",
            indicator=indicator_words(facts, other.indicator),
            place=place_words(other.place),
        )
        for other in found.values()
    ]


def _claims(
    subject: Subject, rows: list[Claim], judged: dict[str, Judgement]
) -> Claims:
    verdicts = tuple(_verdict(subject, claim, judged[claim.claim]) for claim in rows)
    numbers = pd.DataFrame(
        [row for verdict in verdicts for row in _rows(verdict)],
        columns=pd.Index(["claim", "what", *TRACED, "interval"]),
    )
    return Claims("claims", numbers, tuple(_notes(subject, verdicts)), claims=verdicts)


def _verdict(subject: Subject, claim: Claim, judgement: Judgement) -> ClaimVerdict:
    facts = subject.facts
    return ClaimVerdict(
        claim=claim.claim,
        statement=facts.label(claim.claim, claim.row, "statement"),
        content_area=str(claim.row["content_area"]),
        kind=claim.kind,
        stated=stated_quantity(claim, subject.province),
        stated_words=stated_words(claim, subject.province),
        ours=judgement.ours,
        verdict=judgement.verdict,
        qualifiers=judgement.qualifiers,
        reasons=judgement.reasons,
        brief=Joined(judgement.brief, "semicolon"),
        would_settle=facts.label(claim.claim, claim.row, "would_settle"),
        document=document_of(facts, claim),
        sources=judgement.sources,
    )


def _rows(verdict: ClaimVerdict) -> Iterator[dict[str, object]]:
    stated = [("stated", verdict.stated)] if verdict.stated else []
    for what, quantity in (*stated, *(("ours", q) for q in verdict.ours)):
        columns = {key: getattr(quantity, key) for key in (*TRACED, "interval")}
        yield {"claim": verdict.claim, "what": what, **columns}


def _notes(subject: Subject, verdicts: tuple[ClaimVerdict, ...]) -> Iterator[Text]:
    """How many claims have each verdict."""
    if not verdicts:
        yield text("The data hold no claim of the province on these years.")
        return
    found = claim_counts(subject, verdicts)
    counts = tuple(
        text("{count} {verdict}", verdict=words, count=found[key])
        for key, words in CLAIM_VERDICTS.items()
        if found[key].value
    )
    yield text(
        "Verdicts on the claims of the period: {counts}.",
        counts=Joined(counts, "semicolon"),
    )
