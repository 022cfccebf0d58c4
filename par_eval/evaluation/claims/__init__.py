"""Claims: what the implementer says, held against what is known (rules 7 and 11)."""

from par_eval.evaluation.claims.claims import claims
from par_eval.evaluation.claims.counting import claim_counts
from par_eval.evaluation.claims.left_out import (
    Cited,
    LeftOut,
    Other,
    left_out,
    selective_of,
)
from par_eval.evaluation.claims.verdicts import (
    CLAIM_VERDICTS,
    QUALIFIERS,
    Claims,
    ClaimVerdict,
)

__all__ = [
    "CLAIM_VERDICTS",
    "QUALIFIERS",
    "Cited",
    "ClaimVerdict",
    "Claims",
    "LeftOut",
    "Other",
    "claim_counts",
    "claims",
    "left_out",
    "selective_of",
]
