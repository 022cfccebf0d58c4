"""Robustness: which conclusions survive every defensible choice (rule 9)."""

from par_eval.evaluation.robustness.choice_words import CHOICES
from par_eval.evaluation.robustness.conclusions import Conclusion, Run
from par_eval.evaluation.robustness.dependence import concerns, dependence
from par_eval.evaluation.robustness.robustness import Robustness, robustness

__all__ = [
    "CHOICES",
    "Conclusion",
    "Robustness",
    "Run",
    "concerns",
    "dependence",
    "robustness",
]
