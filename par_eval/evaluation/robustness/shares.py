"""Shares: how many re-runs agree, each choice weighing the same (rule 9)."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from par_eval.evaluation.robustness.conclusions import Conclusion
from par_eval.values import Measure, Quantity, define, text

__all__ = ["AGREEING", "share_of"]

AGREEING = define(
    Measure(
        key="agreeing_share",
        sentence=text(
            "Share of the re-runs that agree with the conclusion, each question "
            "weighing the same"
        ),
        not_for=text("The probability that the conclusions are right."),
        operation="agreeing_share",
        decimals=2,
        function="evaluation.robustness",
    )
)
FINDING_AGREEING = define(
    Measure(
        key="finding_agreeing_share",
        sentence=text(
            "Share of the re-runs that agree with the conclusions of one question, "
            "each choice weighing the same"
        ),
        not_for=text("The probability that the finding is right."),
        operation="agreeing_share",
        decimals=2,
        function="evaluation.robustness",
    )
)


def share_of(found: Sequence[Conclusion]) -> Quantity:
    """Share of the re-runs that agree, over the conclusions of one question.

    Parameters
    ----------
    found : sequence of Conclusion
        Conclusions that a changed choice touches; at least one.

    Returns
    -------
    Quantity
        Each conclusion weighs the same, and within it each choice.
    """
    value = fmean(one.share for one in found)
    of = tuple(one.base.quantity.id for one in found)
    return Quantity(value, "share", FINDING_AGREEING, of)
