"""Table of claims: what the implementer says beside our figures (rule 7)."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation import (
    CLAIM_VERDICTS,
    QUALIFIERS,
    Claims,
    Evaluation,
    claim_counts,
)
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid, marked
from par_eval.show.marks import claim_mark
from par_eval.show.word_table import Cells, in_full, word_table
from par_eval.values import Joined, Text, counted, text

__all__ = ["claims_table"]


def claims_table(evaluation: Evaluation) -> Exhibit:
    """Claims of the implementer beside our figures, with their verdicts (rule 7).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; no claim that touches the period is left out.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> claims_table(evaluate("Ca Mau", "2016-2020")).id
    'claims'
    """
    found = evaluation.claims
    if not found.claims:
        return absent(
            evaluation.facts,
            "claims",
            text("Claims of the implementer"),
            text("The data hold no claim of the province on these years."),
        )
    return word_table(
        evaluation,
        "claims",
        _title(evaluation),
        text("Each claim in our words; the verdict follows from rules."),
        Grid(
            text("No."),
            {claim.claim: claim.claim for claim in found.claims},
            {
                "claim": text("Claim"),
                "stated": text("Their figure"),
                "ours": text("Our figure, or why there is none"),
                "verdict": text("Verdict"),
                "settle": text("What would settle it"),
            },
            _cells(found),
            frozenset({"claim", "stated", "ours", "verdict", "settle"}),
        ),
        (source for claim in found.claims for source in claim.sources),
        tuple(_notes(found)),
        tuple(in_full(claim.claim, claim.reasons) for claim in found.claims),
    )


def _title(evaluation: Evaluation) -> Text:
    """How many claims have each verdict."""
    found = evaluation.claims
    counts = claim_counts(evaluation, found.claims)
    told = tuple(
        text("{count} {verdict}", count=counts[key], verdict=words)
        for key, words in CLAIM_VERDICTS.items()
        if counts[key].value
    )
    return counted(
        "{number} claim of the implementer: {counts}",
        "{number} claims of the implementer: {counts}",
        len(found.claims),
        number=counts["all"],
        counts=Joined(told),
    )


def _cells(found: Claims) -> Cells:
    cells: Cells = {}
    for claim in found.claims:
        key = claim.claim
        cells[key, "claim"] = claim.statement
        cells[key, "stated"] = claim.stated_words or "–"
        cells[key, "ours"] = claim.brief
        cells[key, "verdict"] = marked(
            claim_mark(claim.verdict),
            CLAIM_VERDICTS[claim.verdict],
            *(QUALIFIERS[qualifier] for qualifier in claim.qualifiers),
        )
        cells[key, "settle"] = claim.would_settle
    return cells


def _notes(found: Claims) -> Iterator[Text]:
    """What the words of the table mean, as far as they stand in it."""
    if any(claim.verdict == "consistent" for claim in found.claims):
        yield text("Consistent: it fits, but no independent figure confirms it.")
    used = {qualifier for claim in found.claims for qualifier in claim.qualifiers}
    if "selective" in used:
        yield text(
            "Selective: clearly worse places of the same year are known and left out."
        )
    if "imprecise" in used:
        yield text("Imprecise: one year's noise could move the place far.")
