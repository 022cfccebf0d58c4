"""Tables of judgements: targets, claims, witnesses, outcomes of reforms."""

from __future__ import annotations

from par_eval.evaluation import (
    CLAIM_VERDICTS,
    CONDITIONS,
    OUTCOME_VERDICTS,
    PAIR_VERDICTS,
    QUALIFIERS,
    TARGET_VERDICTS,
    Evaluation,
    place_words,
)
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells, word_table
from par_eval.values import Joined, counted, text

__all__ = [
    "claims_table",
    "outcomes_table",
    "targets_table",
    "witnesses_table",
]


def targets_table(evaluation: Evaluation) -> Exhibit:
    """Known targets of the period with their verdicts and the reasons (rule 2).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each target.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> targets_table(evaluate("Ca Mau", "2016-2020")).id
    'targets'
    """
    found = evaluation.attainment
    cells: Cells = {}
    for target in found.targets:
        key = target.target
        cells[key, "programme"] = target.programme
        cells[key, "aim"] = target.aim or text("a group, no number")
        cells[key, "result"] = target.measurement or "–"
        cells[key, "verdict"] = TARGET_VERDICTS[target.verdict]
        cells[key, "why"] = Joined(target.reasons, "sentences")
    return word_table(
        evaluation,
        "targets",
        counted(
            "{judged} of {number} known target could be judged",
            "{judged} of {number} known targets could be judged",
            len(found.targets),
            judged=found.count("judged"),
            number=found.count("known"),
        ),
        text(
            "Targets that fell due in the period; the result is that of the year due."
        ),
        Grid(
            text("Target"),
            {target.target: target.name for target in found.targets},
            {
                "programme": text("Set by"),
                "aim": text("Aim"),
                "result": text("Result"),
                "verdict": text("Verdict"),
                "why": text("Why"),
            },
            cells,
            frozenset({"programme", "aim", "verdict", "why"}),
        ),
        (source for target in found.targets for source in target.sources),
        found.notes,
    )


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
    cells: Cells = {}
    for claim in found.claims:
        key = claim.claim
        cells[key, "claim"] = claim.statement
        cells[key, "stated"] = claim.stated or "–"
        words = (CLAIM_VERDICTS[claim.verdict], *map(QUALIFIERS.get, claim.qualifiers))
        cells[key, "verdict"] = Joined(words, "semicolon")
        cells[key, "why"] = Joined(claim.reasons, "sentences")
        cells[key, "settle"] = claim.would_settle
    return word_table(
        evaluation,
        "claims",
        counted(
            "{number} claim of the implementer is held against other figures",
            "{number} claims of the implementer are held against other figures",
            len(found.claims),
        )
        if found.claims
        else text("No claim of the implementer is in the data"),
        text("Claims in our words; the verdict follows from rules, with its reasons."),
        Grid(
            text("No."),
            {claim.claim: claim.claim for claim in found.claims},
            {
                "claim": text("Claim"),
                "stated": text("Their figure"),
                "verdict": text("Verdict"),
                "why": text("Why"),
                "settle": text("What would settle it"),
            },
            cells,
            frozenset({"claim", "verdict", "why", "settle"}),
        ),
        (source for claim in found.claims for source in claim.sources),
        found.notes,
    )


def witnesses_table(evaluation: Evaluation) -> Exhibit:
    """Place by each instrument, year by year, and who speaks through it (rule 8).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; the verdicts on pairs stand in its details.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> witnesses_table(evaluate("Ca Mau", "2016-2020")).id
    'witnesses'
    """
    found = evaluation.witnesses
    cells: Cells = {}
    years = sorted({year for one in found.witnesses for year in one.places})
    for witness in found.witnesses:
        for key in ("population", "level"):
            name = getattr(witness, key)
            cells[witness.instrument, key] = name if name.texts else "–"
        for year, place in witness.places.items():
            cells[witness.instrument, year] = place_words(place)
    pairs = tuple(
        text(
            "{first} and {second}: {verdict}.",
            first=pair.first.name,
            second=pair.second.name,
            verdict=PAIR_VERDICTS[pair.verdict],
        )
        for pair in found.pairs
    )
    return word_table(
        evaluation,
        "witnesses",
        counted(
            "{number} instrument gives the province a place in the period",
            "{number} instruments give the province a place in the period",
            len(found.witnesses),
        )
        if found.witnesses
        else text("No instrument gives the province a place in the period"),
        text("Place among the provinces, by year; bounds where the table is not held."),
        Grid(
            text("Instrument"),
            {one.instrument: one.name for one in found.witnesses},
            {
                "population": text("Who answers"),
                "level": text("Level of government"),
                **{year: year for year in years},
            },
            cells,
            frozenset({"population", "level", *years}),
        ),
        (s for one in found.witnesses for p in one.places.values() for s in p.sources),
        (*found.notes, *pairs),
    )


def outcomes_table(evaluation: Evaluation) -> Exhibit:
    """Outcomes of each reform, and the conditions that fail (rule 5).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each reform and indicator.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> outcomes_table(evaluate("Ca Mau", "2016-2020")).id
    'outcomes'
    """
    found = evaluation.attribution
    rows = {(o.reform, o.indicator): o for o in found.outcomes}
    cells: Cells = {}
    for key, outcome in rows.items():
        cells[key, "reform"] = outcome.reform_name
        cells[key, "verdict"] = OUTCOME_VERDICTS[outcome.verdict]
        failed = tuple(CONDITIONS[condition] for condition in outcome.failed)
        cells[key, "failed"] = Joined(failed, "semicolon") if failed else "–"
    able = [
        o for o in found.outcomes if o.verdict in ("estimable", "weakly_identified")
    ]
    return word_table(
        evaluation,
        "outcomes",
        text("No effect of a reform can be identified")
        if not able
        else counted(
            "The effect on {number} outcome might be estimated",
            "The effect on {number} outcomes might be estimated",
            len(able),
        ),
        text("Whether an effect could be told, and which conditions fail."),
        Grid(
            text("Outcome"),
            {key: outcome.indicator_name for key, outcome in rows.items()},
            {
                "reform": text("Reform"),
                "verdict": text("Verdict"),
                "failed": text("Conditions that fail"),
            },
            cells,
            frozenset({"reform", "verdict", "failed"}),
        ),
        evaluation.facts.table("exposure")["source"],
        found.notes,
    )
