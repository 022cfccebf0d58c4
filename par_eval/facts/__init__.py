"""What is known: the tables of a data package, checked, and how to look them up."""

from par_eval.facts.addressed import kind_of, label_of, sources_at
from par_eval.facts.checks import DataPackageError, Fault, Validation
from par_eval.facts.lookup import OBSERVATION, Facts
from par_eval.facts.naming import fold
from par_eval.facts.package import load, seal, validate
from par_eval.facts.paths import shipped

__all__ = [
    "OBSERVATION",
    "DataPackageError",
    "Facts",
    "Fault",
    "Validation",
    "fold",
    "kind_of",
    "label_of",
    "load",
    "seal",
    "shipped",
    "sources_at",
    "validate",
]
