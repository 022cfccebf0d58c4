"""Robustness: which conclusions survive every defensible choice (rule 9)."""

from par_eval.evaluation.robustness.conclusions import CHOICES, Conclusion, Run
from par_eval.evaluation.robustness.robustness import Robustness, robustness

__all__ = ["CHOICES", "Conclusion", "Robustness", "Run", "robustness"]
