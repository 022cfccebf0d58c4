"""Witnesses: what each instrument says of the same province (rule 8)."""

from par_eval.evaluation.place_words import place_words
from par_eval.evaluation.witnesses.answer import witness_sentences
from par_eval.evaluation.witnesses.pairs import PAIR_VERDICTS, Pair, Witness
from par_eval.evaluation.witnesses.witnesses import Witnesses, YearlyNoise, witnesses

__all__ = [
    "PAIR_VERDICTS",
    "Pair",
    "Witness",
    "Witnesses",
    "YearlyNoise",
    "place_words",
    "witness_sentences",
    "witnesses",
]
