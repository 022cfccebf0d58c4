"""What is known: the tables of a data package, checked, and how to look them up."""

from par_eval.facts.lookup import OBSERVATION, Facts, fold
from par_eval.facts.paths import shipped

__all__ = ["OBSERVATION", "Facts", "fold", "shipped"]
