"""Slopes over units: least squares, one instrument, and the spread at two times."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

__all__ = ["BetaConvergence", "Slope", "beta_convergence", "narrower", "slope"]


@dataclass(frozen=True)
class BetaConvergence:
    """Regression of the yearly change on the initial level, with classical errors.

    Parameters
    ----------
    intercept, intercept_error : float
        Intercept and its standard error.
    beta, error : float
        Slope per year and its standard error.
    speed : float
        Speed of convergence, -ln(1 + years * beta) / years; NaN where there is none.
    n : int
        Units.
    """

    intercept: float
    intercept_error: float
    beta: float
    error: float
    speed: float
    n: int


def beta_convergence(
    initial: pd.Series, final: pd.Series, years: int = 1
) -> BetaConvergence:
    """Absolute beta convergence (Barro and Sala-i-Martin 1992, JPE 100, 223-251).

    Parameters
    ----------
    initial, final : Series
        Levels by unit, for incomes in logarithms; units that lack one are left out.
    years : int
        Years between the two.

    Returns
    -------
    BetaConvergence

    Examples
    --------
    >>> first, last = pd.Series([0.0, 1.0, 2.0]), pd.Series([1.0, 1.5, 2.0])
    >>> beta_convergence(first, last).beta
    -0.5
    """
    both = pd.concat([initial, final], axis=1).dropna().to_numpy(float)
    level, growth = both[:, 0], (both[:, 1] - both[:, 0]) / years
    n, mean = len(level), level.mean()
    scatter = ((level - mean) ** 2).sum()
    beta = float(((level - mean) * growth).sum() / scatter)
    intercept = float(growth.mean() - beta * mean)
    variance = ((growth - intercept - beta * level) ** 2).sum() / (n - 2)
    kept = 1 + years * beta
    return BetaConvergence(
        intercept=intercept,
        intercept_error=math.sqrt(variance * (1 / n + mean**2 / scatter)),
        beta=beta,
        error=math.sqrt(variance / scatter),
        speed=-math.log(kept) / years if kept > 0 else math.nan,
        n=n,
    )


@dataclass(frozen=True)
class Slope:
    """Slope of one thing on another, with an error that allows unequal spreads.

    Parameters
    ----------
    value, error : float
        Slope and its standard error (HC1).
    low, high : float or None
        Interval; None where the instrument is too weak to bound the slope.
    """

    value: float
    error: float
    low: float | None
    high: float | None

    @property
    def is_negative(self) -> bool:
        """Whether the whole interval lies below zero."""
        return self.high is not None and self.high < 0


def slope(
    outcome: np.ndarray,
    regressor: np.ndarray,
    instrument: np.ndarray,
    level: float,
) -> Slope:
    """Slope of an outcome on a regressor, by one instrument.

    The interval is that of Anderson and Rubin (1949), Annals of Mathematical
    Statistics 20, 46-63, with heteroskedastic errors (HC1): it holds for a weak
    instrument too. With the regressor as its own instrument this is least squares.

    Parameters
    ----------
    outcome, regressor, instrument : ndarray
        One value for each unit.
    level : float
        Level of the interval, such as 0.95.

    Returns
    -------
    Slope

    Examples
    --------
    >>> x = np.array([0.0, 1.0, 2.0, 3.0])
    >>> slope(5 - 0.5 * x, x, x, 0.95).value
    -0.5
    """
    z, x, y = (v - v.mean() for v in (instrument, regressor, outcome))
    strength, effect = float(z @ x), float(z @ y)
    value = effect / strength if strength else math.nan
    factor = len(z) / (len(z) - 2)
    error = math.sqrt(factor * (z**2 @ (y - value * x) ** 2)) / abs(strength or 1.0)
    rest_x, rest_y = (v - z * (z @ v) / (z @ z) for v in (x, y))
    quantile = NormalDist().inv_cdf((1 + level) / 2)
    weights = quantile**2 * factor * z**2
    square = strength**2 - float(weights @ rest_x**2)
    middle = strength * effect - float(weights @ (rest_x * rest_y))
    rest = effect**2 - float(weights @ rest_y**2)
    if square <= 0:
        return Slope(value, error, None, None)
    half = math.sqrt(max(middle**2 - square * rest, 0.0))
    return Slope(value, error, (middle - half) / square, (middle + half) / square)


def narrower(first: np.ndarray, last: np.ndarray, level: float) -> bool:
    """Whether the spread over units fell, beyond chance.

    The test of Pitman (1939) and Morgan (1939), Biometrika 31, 9-19, for two
    variances of the same units.

    Parameters
    ----------
    first, last : ndarray
        One value for each unit, at two times.
    level : float
        One less the error of a two-sided test.

    Returns
    -------
    bool

    Examples
    --------
    >>> wide = np.array([-4.0, 1.0, -2.0, 3.0, 0.0, 5.0, -3.0])
    >>> narrower(wide, wide / 4, 0.95), narrower(wide / 4, wide, 0.95)
    (True, False)
    """
    added, moved = first + last, last - first
    if np.ptp(added) == 0 or np.ptp(moved) == 0:
        return False
    together = float(np.corrcoef(added, moved)[0, 1])
    limit = NormalDist().inv_cdf((1 + level) / 2) / math.sqrt(len(first) - 3)
    return math.atanh(max(min(together, 1 - 1e-12), 1e-12 - 1)) < -limit
