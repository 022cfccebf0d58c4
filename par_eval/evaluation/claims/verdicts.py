"""Verdicts on claims: what one holds, and how several make one (rule 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from par_eval.values import Joined, Name, Quantity, Result, Text, text

__all__ = [
    "CLAIM_VERDICTS",
    "QUALIFIERS",
    "ClaimVerdict",
    "Claims",
    "Judgement",
    "combined",
    "verdict_from",
]

CLAIM_VERDICTS = {
    "supported": text("supported"),
    "consistent": text("consistent"),
    "partly_supported": text("partly supported"),
    "contradicted": text("contradicted"),
    "not_comparable": text("not comparable"),
    "not_verifiable": text("not verifiable"),
}
"""Words for the verdicts on claims, the best first."""
QUALIFIERS = {
    "imprecise": text("imprecise"),
    "selective": text("selective"),
    "restates_target": text("restates the target"),
    "implementer_figure": text("implementer's own figure"),
}
"""Words for what qualifies a verdict."""
FITTING = ("supported", "consistent", "partly_supported")


@dataclass(frozen=True)
class Judgement:
    """Verdict on a claim with what led to it.

    Parameters
    ----------
    verdict : str
        Key in `CLAIM_VERDICTS`.
    reasons : tuple of Text
        Whole sentences.
    ours : tuple of Quantity
        The figures that it was held against.
    qualifiers : tuple of str
        Keys in `QUALIFIERS`.
    sources : tuple of str
        Sources of these figures.
    brief : tuple of Text or Quantity
        Our figure, or why there is none, in a few words; no full stop.
    """

    verdict: str
    reasons: tuple[Text, ...]
    ours: tuple[Quantity, ...] = ()
    qualifiers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    brief: tuple[Text | Quantity, ...] = ()


@dataclass(frozen=True)
class ClaimVerdict:
    """Verdict on one claim (rule 7).

    Parameters
    ----------
    claim : str
        Claim id.
    statement : Name
        What is claimed.
    content_area : str
        Content area id.
    kind : str
        What is claimed, such as ``rank`` or ``causal``.
    stated : Quantity or None
        Number that is claimed, where there is one.
    stated_words : Text, Quantity or None
        The same with its unit, and with both ends where it is a range.
    ours : tuple of Quantity
        The figures that it was held against.
    verdict : str
        Key in `CLAIM_VERDICTS`.
    qualifiers : tuple of str
        Keys in `QUALIFIERS`.
    reasons : tuple of Text
        Whole sentences.
    brief : Joined
        Our figure, or why there is none, in a few words; no full stop.
    would_settle : Name
        What would settle the claim.
    document : Name or None
        Document that would settle it, where the data names one.
    sources : tuple of str
        Sources of our figures.
    """

    claim: str
    statement: Name
    content_area: str
    kind: str
    stated: Quantity | None
    stated_words: Text | Quantity | None
    ours: tuple[Quantity, ...]
    verdict: str
    qualifiers: tuple[str, ...]
    reasons: tuple[Text, ...]
    brief: Joined
    would_settle: Name
    document: Name | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Claims(Result):
    """Verdicts on every claim of a province that touches the plan period.

    Parameters
    ----------
    name, numbers, notes, passed
        As in `par_eval.values.Result`.
    claims : tuple of ClaimVerdict
        In the order of the data; none is dropped.
    """

    claims: tuple[ClaimVerdict, ...] = field(default=())


def verdict_from(fits: bool | None, independent: bool) -> str:
    """Verdict that a figure gives.

    Parameters
    ----------
    fits : bool or None
        Whether the figure agrees; None where its bounds contain both answers.
    independent : bool
        Whether the figure does not come from the implementer.

    Returns
    -------
    str
        Key in `CLAIM_VERDICTS`.

    Examples
    --------
    >>> verdict_from(True, independent=False)
    'consistent'
    >>> verdict_from(None, independent=True)
    'not_verifiable'
    """
    if fits is None:
        return "not_verifiable"
    if not fits:
        return "contradicted"
    return "supported" if independent else "consistent"


def combined(judgements: Iterable[Judgement]) -> Judgement:
    """Verdict on a claim about several things, from the verdict on each.

    Parameters
    ----------
    judgements : iterable of Judgement
        At least one.

    Returns
    -------
    Judgement
        Partly supported where only some fit; all reasons and figures, each once.

    Examples
    --------
    >>> parts = [Judgement("supported", ()), Judgement("contradicted", ())]
    >>> combined(parts).verdict
    'partly_supported'
    """
    parts = list(judgements)
    kinds = {part.verdict for part in parts}
    reasons: list[Text] = []
    for part in parts:
        reasons += [reason for reason in part.reasons if reason not in reasons]
    if len(kinds) == 1:
        verdict = kinds.pop()
    elif kinds == {"supported", "consistent"}:
        verdict = "consistent"
    elif kinds & set(FITTING):
        verdict = "partly_supported"
    else:
        order = ("contradicted", "not_comparable", "not_verifiable")
        verdict = next(kind for kind in order if kind in kinds)
    return Judgement(
        verdict,
        tuple(reasons),
        tuple(quantity for part in parts for quantity in part.ours),
        tuple(dict.fromkeys(q for part in parts for q in part.qualifiers)),
        tuple(sorted({source for part in parts for source in part.sources})),
        tuple(_once(words for part in parts for words in part.brief)),
    )


def _once(words: Iterable[Text | Quantity]) -> Iterator[Text | Quantity]:
    """Words, each once."""
    said: list[Text | Quantity] = []
    for one in words:
        if one not in said:
            said.append(one)
            yield one
