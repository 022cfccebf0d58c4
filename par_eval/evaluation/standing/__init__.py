"""Standing of the evaluated province, and how sure it is (rule 4)."""

from par_eval.evaluation.standing.answer import standing_sentences
from par_eval.evaluation.standing.places import (
    ALL_PROVINCES,
    bounds_text,
    complete_years,
    place_text,
    places,
)
from par_eval.evaluation.standing.placings import Placing, place_over
from par_eval.evaluation.standing.precision import Precision, precision
from par_eval.evaluation.standing.rank_moves import MOVE_WORDS, Move

__all__ = [
    "ALL_PROVINCES",
    "MOVE_WORDS",
    "Move",
    "Placing",
    "Precision",
    "bounds_text",
    "complete_years",
    "place_over",
    "place_text",
    "places",
    "precision",
    "standing_sentences",
]
