"""Counts of claims by verdict, each with its claims as inputs."""

from __future__ import annotations

from collections.abc import Iterable

from par_eval.evaluation.claims.verdicts import CLAIM_VERDICTS, ClaimVerdict
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.subject import Subject
from par_eval.values import Quantity, address

__all__ = ["claim_counts"]


def claim_counts(
    subject: Subject, claims: Iterable[ClaimVerdict]
) -> dict[str, Quantity]:
    """How many claims there are, and how many have each verdict.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    claims : iterable of ClaimVerdict
        Its claims.

    Returns
    -------
    dict
        Counts by ``all`` and by each key of `CLAIM_VERDICTS`, zeros too.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> evaluation = evaluate("Ca Mau", "2016-2020")
    >>> claim_counts(evaluation, evaluation.claims.claims)["all"].value
    0
    """
    cases: dict[str, list[str]] = {"all": [], **{key: [] for key in CLAIM_VERDICTS}}
    for one in claims:
        where = address(f"claim.{one.claim}", subject.province, subject.national.end)
        cases["all"].append(where)
        cases[one.verdict].append(where)
    return {key: count_of(found, "claims") for key, found in cases.items()}
