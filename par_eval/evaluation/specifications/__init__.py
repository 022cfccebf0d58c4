"""Specifications: a conclusion under every combination of defensible choices."""

from par_eval.evaluation.specifications.curve import Curve
from par_eval.evaluation.specifications.specifications import specifications

__all__ = ["Curve", "specifications"]
