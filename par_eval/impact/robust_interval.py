"""Robust intervals: what the test of relative magnitudes accepts, and until when."""

from __future__ import annotations

import numpy as np

from par_eval.impact.relative_magnitudes import Test, Trends, conditional_test
from par_eval.values import ParEvalError

__all__ = ["breakdown", "robust_interval"]

POINTS = 1001
"""Values tried between the ends of the grid, the estimate in their middle."""
REFINED = 3
"""Times that the grid is laid anew between the last accepted and next value."""
LARGEST = 1024.0
"""Magnitude at which the search for the breakdown value ends."""
CLOSE = 1e-3
"""How closely the breakdown value is found."""


def robust_interval(
    trends: Trends, magnitude: float, alpha: float, chance: np.ndarray
) -> tuple[float, float]:
    """Least and largest value of the target that some largest violation accepts.

    Parameters
    ----------
    trends : Trends
    magnitude : float
    alpha : float
        Size of the test.
    chance : ndarray of shape (draws, periods)
        Standard normal draws.

    Returns
    -------
    lower, upper : float

    Raises
    ------
    ParEvalError
        If no value is accepted, or the accepted ones do not end.
    """
    test = conditional_test(trends, magnitude, alpha, chance)
    before = trends.steps[: trends.before]
    drift = np.abs(before @ trends.effects).max()
    drift += 6 * trends.errors(before).max()
    pull = np.abs(np.cumsum(trends.weights[::-1])).sum()
    half = 6 * trends.error + magnitude * pull * drift
    for _ in range(6):
        grid = trends.estimate + np.linspace(-half, half, POINTS)
        kept = np.flatnonzero(~test.rejects(grid).all(axis=0))
        if len(kept) and kept[0] > 0 and kept[-1] < POINTS - 1:
            ends = ((kept[0], kept[0] - 1), (kept[-1], kept[-1] + 1))
            lower, upper = (_end(test, grid[one], grid[next_]) for one, next_ in ends)
            return lower, upper
        half *= 2 if len(kept) else 0.5
    raise ParEvalError(
        f"no interval was found at magnitude {magnitude:g}; the covariance may be "
        "nearly singular, so leave out periods or give more units"
    )


def _end(test: Test, inside: float, outside: float) -> float:
    """Where acceptance ends, between an accepted value and a rejected one."""
    for _ in range(REFINED):
        grid = np.linspace(inside, outside, 21)
        last = np.flatnonzero(~test.rejects(grid[:-1]).all(axis=0))[-1]
        inside, outside = float(grid[last]), float(grid[last + 1])
    return inside


def breakdown(trends: Trends, alpha: float, chance: np.ndarray) -> float:
    """Largest magnitude at which zero is rejected, by doubling and halving.

    Parameters
    ----------
    trends : Trends
    alpha : float
        Size of the test.
    chance : ndarray of shape (draws, periods)
        Standard normal draws.

    Returns
    -------
    float
        0 where zero is never rejected, infinite where no magnitude up to a very large
        one accepts it.
    """

    def excluded(magnitude: float) -> bool:
        test = conditional_test(trends, magnitude, alpha, chance)
        return bool(test.rejects(np.zeros(1)).all())

    if not excluded(0.0):
        return 0.0
    low, high = 0.0, 1 / 16
    while excluded(high):
        low, high = high, 2 * high
        if high > LARGEST:
            return float("inf")
    while high - low > CLOSE:
        middle = (low + high) / 2
        low, high = (middle, high) if excluded(middle) else (low, middle)
    return low
