"""Weights of lags for errors that hold under autocorrelation."""

from __future__ import annotations

import numpy as np

__all__ = ["andrews_bandwidth", "quadratic_spectral"]


def andrews_bandwidth(scores: np.ndarray, counted: np.ndarray) -> float:
    """Automatic bandwidth of the quadratic spectral kernel (Andrews 1991).

    Each column of scores is taken as an autoregression of order one, fitted with an
    intercept by least squares; section 6, equations 6.2 and 6.4.

    Parameters
    ----------
    scores : ndarray, points by coefficients
        Regressors times residual.
    counted : ndarray of bool, coefficients
        Columns that count; the paper leaves the intercept out.

    Returns
    -------
    float
        Bandwidth, in periods; 0 where the scores do not vary.

    References
    ----------
    Andrews (1991), Heteroskedasticity and autocorrelation consistent covariance
    matrix estimation, Econometrica 59(3), 817-858, doi 10.2307/2938229.

    Examples
    --------
    >>> scores = np.array([[1.0], [2], [2], [1], [-1], [-2], [-2], [-1]])
    >>> andrews_bandwidth(scores, np.array([True])) > 5
    True
    """
    columns = scores[:, counted] if counted.any() else scores
    before = columns[:-1] - columns[:-1].mean(axis=0)
    after = columns[1:] - columns[1:].mean(axis=0)
    size = (before**2).sum(axis=0)
    if not (size > 0).all():
        return 0.0
    rho = (before * after).sum(axis=0) / size
    variance = ((after - rho * before) ** 2).mean(axis=0)
    below = (variance**2 / (1 - rho) ** 4).sum()
    if not below > 0:
        return 0.0
    alpha = (4 * rho**2 * variance**2 / (1 - rho) ** 8).sum() / below
    return float(1.3221 * (alpha * len(scores)) ** 0.2)


def quadratic_spectral(points: int, bandwidth: float) -> np.ndarray:
    """Weight of each lag from 0 to `points` - 1 (Andrews 1991, equation 2.7).

    Parameters
    ----------
    points : int
        Length of the series.
    bandwidth : float
        In periods; 0 leaves only lag 0.

    Returns
    -------
    ndarray, points

    Examples
    --------
    >>> quadratic_spectral(3, 2.0).round(2).tolist()
    [1.0, 0.69, 0.14]
    """
    weights = np.zeros(points)
    weights[0] = 1.0
    if bandwidth > 0:
        x = np.arange(1, points) / bandwidth
        angle = 6 * np.pi * x / 5
        shape = np.sin(angle) / angle - np.cos(angle)
        weights[1:] = 25 / (12 * np.pi**2 * x**2) * shape
    return weights
