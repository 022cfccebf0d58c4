"""Attainment: which targets of a period were met, by whose measurement (rule 2)."""

from par_eval.evaluation.attainment.answer import attainment_sentences
from par_eval.evaluation.attainment.attainment import (
    MET,
    VERDICTS,
    Attainment,
    attainment,
    documents_to_obtain,
)
from par_eval.evaluation.attainment.judgements import Judgement, judge

__all__ = [
    "MET",
    "VERDICTS",
    "Attainment",
    "Judgement",
    "attainment",
    "attainment_sentences",
    "documents_to_obtain",
    "judge",
]
