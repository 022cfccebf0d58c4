"""Claims on what the administration did: outputs, their coverage, targets (rule 7)."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from par_eval.evaluation.claims.fitting import agreement, fit
from par_eval.evaluation.claims.rows import Claim
from par_eval.evaluation.claims.verdicts import Judgement, verdict_from
from par_eval.evaluation.outputs import output_value
from par_eval.evaluation.place_words import value_words
from par_eval.facts import Facts
from par_eval.series.printed import Figure, independent_source, judging
from par_eval.values import Name, Quantity, Text, text, unit_words

__all__ = ["output_claim", "restated"]

OWN = "implementer_figure"
RESTATES = "restates_target"


def output_claim(facts: Facts, province: str, claim: Claim, output: str) -> Judgement:
    """Judge what is stated of an output by the records of its year.

    Parameters
    ----------
    facts : Facts
        Data package.
    province : str
        Code of the province.
    claim : Claim
        Claim with a stated value; a coverage is met by what is stated and more.
    output : str
        Output id.

    Returns
    -------
    Judgement
        The implementer's own record supports nothing: it is consistent at best.
    """
    rows = _rows(facts, province, output, claim.when)
    if rows.empty or claim.ends is None:
        lacking = text("No record of it for {year} is in the data.", year=claim.when)
        brief = (text("no record for {year}", year=claim.when),)
        return Judgement("not_verifiable", (lacking,), brief=brief)
    found = [(_record(facts, province, row), row) for _, row in rows.iterrows()]
    used = judging(tuple(figure for figure, _ in found))
    row = next(row for figure, row in found if figure is used[0])
    fits, reasons = agreement([_fits(claim, figure.value) for figure in used])
    ours = output_value(row)
    independent = used[0].independent
    name = facts.label(output, row)
    first = _reason(name, claim.when, ours, independent)
    return Judgement(
        verdict_from(fits, independent),
        (first, *reasons),
        (ours,),
        () if independent else (OWN,),
        tuple(sorted({source for figure in used for source in figure.sources})),
        (text("{output}: {value}", output=name, value=value_words(ours)),),
    )


def restated(
    facts: Facts, province: str, claim: Claim, judgement: Judgement
) -> Judgement:
    """Verdict on a claim that states what a target asked for (rule 7).

    Without an independent figure such a claim is not verifiable: a plan that is
    repeated is no result.

    Parameters
    ----------
    facts : Facts
        Data package.
    province : str
        Code of the province.
    claim : Claim
        Claim with a stated value.
    judgement : Judgement
        Verdict by the figures alone.

    Returns
    -------
    Judgement
        The same where the claim restates no target.
    """
    target = _target(facts, province, claim)
    if target is None:
        return judgement
    said = text("What is stated equals the target: {target}.", target=target)
    verdict = judgement.verdict
    own = verdict == "consistent" or OWN in judgement.qualifiers
    if own and verdict != "contradicted":
        verdict = "not_verifiable"
    return replace(
        judgement,
        verdict=verdict,
        reasons=(*judgement.reasons, said),
        qualifiers=(*judgement.qualifiers, RESTATES),
    )


def _rows(facts: Facts, province: str, output: str, year: int) -> pd.DataFrame:
    """Results of one output; targets and events are no records of a value."""
    table = facts.table("outputs")
    return table[
        (table["output"] == output)
        & (table["province"] == province)
        & (table["year"] == year)
        & (table["kind"] == "result")
        & table["value"].notna()
    ]


def _record(facts: Facts, province: str, row: pd.Series) -> Figure:
    source = str(row["source"])
    outside = independent_source(facts, source, province)
    return Figure(
        float(row["value"]), (source,), outside and row["implementer"] != "yes"
    )


def _fits(claim: Claim, value: float) -> bool | None:
    assert claim.ends is not None
    if claim.kind == "coverage":
        return value >= claim.ends[0]
    return fit(claim.ends, value)


def _reason(name: Name, year: int, value: Quantity, independent: bool) -> Text:
    said: dict[str, object] = {
        "output": name,
        "year": year,
        "value": value,
        "unit": unit_words(value.unit),
    }
    if independent:
        return text(
            "By an independent record, {year}: {output}, {value} {unit}.", **said
        )
    return text(
        "By the implementer's own record, {year}: {output}, {value} {unit}.", **said
    )


def _target(facts: Facts, province: str, claim: Claim) -> Name | None:
    """Target on the same thing whose threshold the claim states as its lower end."""
    table = facts.table("targets")
    if claim.ends is None or table.empty:
        return None
    about = table["measured_by"].isin(claim.about) | table["target"].isin(claim.about)
    own = (table["level"] == "nation") | (table["province"] == province)
    when = table["deadline"].between(claim.first_year, claim.last_year)
    same = table["value"].astype("float64") == claim.ends[0]
    rows = table[about & own & when & same]
    if rows.empty:
        return None
    return facts.label(str(rows["target"].iloc[0]), rows.iloc[0])
