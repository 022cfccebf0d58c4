"""What to obtain next: documents, in the order of the verdicts they would change."""

from __future__ import annotations

from dataclasses import dataclass

from par_eval.evaluation.attainment import Attainment
from par_eval.evaluation.claims import Claims
from par_eval.evaluation.counts import CASES
from par_eval.evaluation.subject import Subject
from par_eval.values import Name, Quantity, address

__all__ = ["Obtainable", "obtain"]

UNSETTLED = "not_verifiable"
UNMET = "not_verified"


@dataclass(frozen=True)
class Obtainable:
    """A document that is not held, and what it would settle.

    Parameters
    ----------
    document : Name
        The document.
    verdicts : Quantity
        Number of verdicts that it would change; its inputs are the claims and targets.
    source : str
        Source id: where the document is known from.
    """

    document: Name
    verdicts: Quantity
    source: str


def obtain(
    subject: Subject, attainment: Attainment, claims: Claims
) -> tuple[Obtainable, ...]:
    """Documents that would settle most of what is not known, the most useful first.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    attainment : Attainment
        Its targets.
    claims : Claims
        Its claims.

    Returns
    -------
    tuple of Obtainable
        Those that change at least one verdict of the period.
    """
    cases: dict[str, list[str]] = {}
    for claim in claims.claims:
        if claim.verdict == UNSETTLED and claim.document is not None:
            where = address(
                f"claim.{claim.claim}", subject.province, subject.national.end
            )
            cases.setdefault(claim.document.key, []).append(where)
    for target in attainment.targets:
        if target.verdict == UNMET and target.document is not None:
            place = "nation" if target.level == "nation" else subject.province
            where = address(f"target.{target.target}", place, target.deadline)
            cases.setdefault(target.document.key, []).append(where)
    table = subject.facts.table("documents").set_index("document")
    wanted = [key for key in cases if table.at[key, "held"] == "no"]
    wanted.sort(key=lambda key: (-len(cases[key]), key))
    return tuple(
        Obtainable(
            subject.facts.name("documents", key),
            Quantity(len(cases[key]), "verdicts", CASES, tuple(cases[key])),
            str(table.at[key, "source"]),
        )
        for key in wanted
    )
