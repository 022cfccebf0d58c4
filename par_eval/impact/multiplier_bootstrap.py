"""Multiplier bootstrap: errors and simultaneous bands from influence functions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri  # type: ignore[import-untyped]

from par_eval.values import ParEvalError

__all__ = ["WEIGHTS", "Errors", "analytic_errors", "bootstrap_errors", "deviations"]

WEIGHTS = ("mammen", "rademacher")
"""Distributions of the multipliers, both with mean 0 and variance 1."""
AT_ONCE = 2**25
"""Multipliers held in memory at a time (a quarter of a gigabyte)."""
FLAT = 1e-10
"""Error, relative to the largest one, under which an effect is fixed by definition."""


@dataclass(frozen=True)
class Errors:
    """Standard errors, and how many of them a simultaneous band is wide.

    Parameters
    ----------
    standard_errors : ndarray of shape (effects,)
        NaN where an effect is fixed by definition or its spread cannot be known.
    pointwise, simultaneous : float
        Standard errors from the middle to the end of the interval for one effect, and
        of the band that holds all effects at once.
    """

    standard_errors: np.ndarray
    pointwise: float
    simultaneous: float


def deviations(
    influence: np.ndarray,
    *,
    draws: int = 999,
    weights: str = "mammen",
    seed: int = 0,
) -> np.ndarray:
    """Bootstrap deviations of the effects, all draws as one matrix product.

    Callaway and Sant'Anna (2021), Algorithm 1, step 2.

    Parameters
    ----------
    influence : ndarray of shape (units, effects)
    draws : int
    weights : {"mammen", "rademacher"}
        Two-point multipliers: Mammen's (1993), which keep the third moment, or signs.
    seed : int

    Returns
    -------
    ndarray of shape (draws, effects)

    Raises
    ------
    ParEvalError
        If the weights are not known, or there are fewer than two draws.

    Examples
    --------
    >>> deviations(np.array([[1.0], [-1.0]]), draws=500).shape
    (500, 1)
    """
    if weights not in WEIGHTS:
        raise ParEvalError(
            f"weights={weights!r} is not known; expected one of {', '.join(WEIGHTS)}"
        )
    if draws < 2:
        raise ParEvalError(f"draws={draws} is too few; give at least 2, such as 999")
    root = np.sqrt(5.0)
    low, high, chance = (
        ((1 - root) / 2, (1 + root) / 2, (root - 1) / (2 * root))
        if weights == "mammen"
        else (-1.0, 1.0, 0.5)
    )
    generator = np.random.default_rng(seed)
    units = len(influence)
    rows = max(1, AT_ONCE // units)
    # a multiplier is low, or low plus the step to high: the product needs only flags
    parts = [
        (generator.random((min(rows, draws - start), units), np.float32) < chance)
        @ (influence * (high - low))
        for start in range(0, draws, rows)
    ]
    return (np.concatenate(parts) + low * influence.sum(axis=0)) / units


def analytic_errors(
    influence: np.ndarray,
    *,
    level: float = 0.95,
    draws: int = 999,
    weights: str = "mammen",
    seed: int = 0,
) -> Errors:
    """Errors from the variance of the influence functions; a band from draws.

    Parameters
    ----------
    influence : ndarray of shape (units, effects)
    level : float
        Coverage of interval and band.
    draws, weights, seed
        Of the multiplier bootstrap that sets the width of the band.

    Returns
    -------
    Errors

    Examples
    --------
    >>> float(analytic_errors(np.array([[3.0], [-3.0], [0.0]])).standard_errors[0])
    1.414...
    """
    units = len(influence)
    errors = _known(np.sqrt((influence**2).sum(axis=0)) / units)
    moved = deviations(influence, draws=draws, weights=weights, seed=seed)
    return _errors(errors, moved, level)


def bootstrap_errors(
    influence: np.ndarray,
    *,
    level: float = 0.95,
    draws: int = 999,
    weights: str = "mammen",
    seed: int = 0,
) -> Errors:
    """Errors from the interquartile range of the draws, and a band from their maxima.

    Callaway and Sant'Anna (2021), Algorithm 1.

    Parameters
    ----------
    influence : ndarray of shape (units, effects)
    level : float
        Coverage of interval and band.
    draws, weights, seed
        Of the multiplier bootstrap.

    Returns
    -------
    Errors

    Examples
    --------
    >>> influence = np.random.default_rng(1).normal(size=(400, 1))
    >>> abs(float(bootstrap_errors(influence).standard_errors[0]) - 0.05) < 0.01
    True
    """
    moved = deviations(influence, draws=draws, weights=weights, seed=seed)
    high, low = np.quantile(moved, [0.75, 0.25], axis=0)
    errors = _known((high - low) / (ndtri(0.75) - ndtri(0.25)))
    return _errors(errors, moved, level)


def _known(errors: np.ndarray) -> np.ndarray:
    """Errors without those of effects that are fixed by definition."""
    largest = errors[np.isfinite(errors)].max(initial=0.0)
    return np.where(errors > FLAT * largest, errors, np.nan)


def _errors(errors: np.ndarray, moved: np.ndarray, level: float) -> Errors:
    pointwise = float(ndtri((1 + level) / 2))
    known = np.isfinite(errors)
    if not known.any():
        return Errors(errors, pointwise, float("nan"))
    largest = np.abs(moved[:, known] / errors[known]).max(axis=1)
    # chance in the draws must not make the band narrower than one interval
    return Errors(errors, pointwise, max(pointwise, float(np.quantile(largest, level))))
