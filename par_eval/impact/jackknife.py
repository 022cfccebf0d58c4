"""Jackknife: each unit left out in turn, the weights of the others kept."""

from __future__ import annotations

import numpy as np

from par_eval.impact.assignments import Assignments
from par_eval.impact.placebo_inference import Inference, normal
from par_eval.values import ParEvalError

__all__ = ["jackknife"]


def jackknife(
    actual: Assignments,
    weights: np.ndarray,
    time_weights: np.ndarray,
    estimate: float,
    level: float,
) -> Inference:
    """Jackknife with fixed weights (Arkhangelsky et al. 2021, algorithm 3).

    Parameters
    ----------
    actual : Assignments
        The assignment that happened, a batch of one.
    weights : ndarray, shape (units,)
        Unit weights, zero for the treated; those left share what one leaves.
    time_weights : ndarray, shape (pre,)
        Weights of the periods before treatment.
    estimate : float
        The effect with every unit, in units of the outcome.
    level : float
        Coverage of the interval.

    Returns
    -------
    Inference

    Raises
    ------
    ParEvalError
        If there is only one treated unit, or one donor has all the weight.
    """
    treated = actual.shares[0] > 0
    count = int(treated.sum())
    if count < 2:
        raise ParEvalError(
            "the jackknife needs more than one treated unit: without the only one "
            "there is no effect; use inference='placebo'"
        )
    if weights.max() == 1:
        raise ParEvalError(
            "one donor has all the weight, so the jackknife cannot leave it out; use "
            "inference='placebo'"
        )
    before, after = np.split(actual.outcomes, [actual.pre], axis=1)
    changes = after.mean(axis=1) - before @ time_weights
    mean, control = changes[treated].mean(), weights @ changes
    lacking = np.where(
        treated,
        (count * mean - changes) / (count - 1) - control,
        mean - (control - weights * changes) / (1 - weights),
    )
    size = len(lacking)
    error = np.sqrt((size - 1) / size * ((lacking - estimate) ** 2).sum())
    name = f"jackknife with fixed weights over {size} units (normal)"
    return normal(name, estimate, float(error), level)
