"""Impact: what a reform changed, by methods that know no province.

Each method is one function that takes a long frame, and says how sure it is by the one
method of inference that it names.
"""

from par_eval.impact.aggregation import Aggregate
from par_eval.impact.cases import PublishedCase, published_case
from par_eval.impact.conformal import conformal_inference
from par_eval.impact.difference_in_differences import difference_in_differences
from par_eval.impact.estimate import Estimate
from par_eval.impact.fixed_effects import fixed_effects
from par_eval.impact.interrupted_series import interrupted_series
from par_eval.impact.placebo import leave_one_out, placebo_in_space, placebo_in_time
from par_eval.impact.placebo_fits import Placebos
from par_eval.impact.power import Power, smallest_detectable_effect
from par_eval.impact.predictors import (
    predictor_table,
    synthetic_control_with_predictors,
)
from par_eval.impact.random_effects import random_effects
from par_eval.impact.regression import Regression
from par_eval.impact.ridge_augmented import ridge_augmented
from par_eval.impact.sensitivity import Sensitivity, sensitivity
from par_eval.impact.staggered import GroupTime, staggered
from par_eval.impact.synthetic_control import synthetic_control
from par_eval.impact.synthetic_did import synthetic_did

__all__ = [
    "Aggregate",
    "Estimate",
    "GroupTime",
    "Placebos",
    "Power",
    "PublishedCase",
    "Regression",
    "Sensitivity",
    "conformal_inference",
    "difference_in_differences",
    "fixed_effects",
    "interrupted_series",
    "leave_one_out",
    "placebo_in_space",
    "placebo_in_time",
    "predictor_table",
    "published_case",
    "random_effects",
    "ridge_augmented",
    "sensitivity",
    "smallest_detectable_effect",
    "staggered",
    "synthetic_control",
    "synthetic_control_with_predictors",
    "synthetic_did",
]
