"""Evidence: how far a finding carries, on one of two scales, with reasons (rule 6).

Measurement, for what was described: A to D, one step down for each domain with a
serious concern. Causal, for effects only: an effect that cannot be identified has no
grade.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from par_eval.facts import Facts
from par_eval.values import Joined, Text, text

__all__ = [
    "CAUSAL",
    "DOMAINS",
    "MEASUREMENT",
    "NOT_IDENTIFIABLE",
    "SCALES",
    "Concern",
    "Grade",
    "graded",
    "provenance",
]

MEASUREMENT, CAUSAL = "measurement", "causal"
LETTERS = "ABCD"
LISTED = 3
NOT_IDENTIFIABLE = "not_identifiable"

SCALES = {MEASUREMENT: text("Measurement"), CAUSAL: text("Effect")}
"""Words for the two scales."""

DOMAINS = {
    "provenance": text("Provenance"),
    "coverage": text("Coverage"),
    "precision": text("Precision"),
    "comparability": text("Comparability"),
    "robustness": text("Robustness"),
    "identification": text("Identification"),
}
"""Words for the domains in which a finding may be weak, in the order of the reasons."""


@dataclass(frozen=True)
class Concern:
    """One reason that makes a finding weaker, or that a reader must know.

    Parameters
    ----------
    domain : str
        Key of `DOMAINS`.
    reason : Text
        What triggered it, with its numbers.
    serious : bool
        Whether it lowers the grade; otherwise it is only told.
    """

    domain: str
    reason: Text
    serious: bool = True


@dataclass(frozen=True)
class Grade:
    """Evidence grade of a finding (rule 6).

    Parameters
    ----------
    scale : {"measurement", "causal"}
        What is graded: a description, or an effect.
    grade : str
        A, B, C or D; ``not_identifiable`` for an effect that cannot be estimated.
    concerns : tuple of Concern
        Reasons, by domain.
    """

    scale: str
    grade: str
    concerns: tuple[Concern, ...] = ()


def graded(concerns: Iterable[Concern]) -> Grade:
    """Grade of a descriptive finding: A, less one step for each domain in doubt.

    Parameters
    ----------
    concerns : iterable of Concern
        What speaks against it; two serious ones of a domain count once.

    Returns
    -------
    Grade
        On the measurement scale.

    Examples
    --------
    >>> few = Concern("coverage", text("Few."))
    >>> graded([few, few]).grade, graded([]).grade
    ('B', 'A')
    """
    order = list(DOMAINS)
    found = sorted(concerns, key=lambda concern: order.index(concern.domain))
    steps = len({concern.domain for concern in found if concern.serious})
    return Grade(MEASUREMENT, LETTERS[min(steps, len(LETTERS) - 1)], tuple(found))


def provenance(facts: Facts, sources: Iterable[str]) -> list[Concern]:
    """Concern about sources that are not the publisher's own.

    Parameters
    ----------
    facts : Facts
        Data package; its sources may be rated green, amber or red.
    sources : iterable of str
        Source ids.

    Returns
    -------
    list of Concern
        One at most; none if every source is rated green, or not rated.
    """
    table = facts.table("sources")
    rated = table[table["quality"].isin(("amber", "red"))]["source"]
    weak = sorted(set(sources) & set(rated))
    if not weak:
        return []
    more = len(weak) > LISTED
    said = {"sources": Joined(tuple(weak[:LISTED]), "comma" if more else "and")}
    if more:
        reason = text(
            "Some figures come from tables that were not seen, or are rated below the "
            "publisher's own ({sources}, among others).",
            **said,
        )
    else:
        reason = text(
            "Some figures come from tables that were not seen, or are rated below the "
            "publisher's own ({sources}).",
            **said,
        )
    return [Concern("provenance", reason)]
