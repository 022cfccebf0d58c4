"""Several plan periods of one programme, taken together, and what came after them."""

from par_eval.evaluation.spans.decade import Decade, decade
from par_eval.evaluation.spans.gains import GAIN_VERDICTS, Gain, gains
from par_eval.evaluation.spans.period_moves import (
    PeriodMove,
    PeriodMoves,
    period_moves,
)
from par_eval.evaluation.spans.sustained import Sustained, sustained

__all__ = [
    "GAIN_VERDICTS",
    "Decade",
    "Gain",
    "PeriodMove",
    "PeriodMoves",
    "Sustained",
    "decade",
    "gains",
    "period_moves",
    "sustained",
]
