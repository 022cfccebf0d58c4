"""Specifications: a conclusion under every combination of defensible choices."""

from par_eval.evaluation.specifications.curve import Curve
from par_eval.evaluation.specifications.specifications import specifications
from par_eval.evaluation.specifications.standing_curve import standing_curve

__all__ = ["Curve", "specifications", "standing_curve"]
