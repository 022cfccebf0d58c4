"""Covariances of coefficients whose errors may differ or hang together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from par_eval.impact.within import group_sums
from par_eval.values import ParEvalError

__all__ = [
    "NOT_NESTED",
    "cluster_covariance",
    "conventional_covariance",
    "counted_parameters",
    "heteroskedastic_covariance",
    "small_sample_factor",
]

NOT_NESTED = "not_nested"
"""Count no effect whose groups lie each within one cluster."""
FITTED = 1e-9
"""Distance of a leverage from 1 below which a row is fitted exactly."""


def conventional_covariance(
    regressors: np.ndarray, residuals: np.ndarray, parameters: int
) -> np.ndarray:
    """Covariance under independent errors of one variance.

    Parameters
    ----------
    regressors : ndarray
        Regressors without the effects, shape (rows, regressors).
    residuals : ndarray
        Residuals of the regression, shape (rows,).
    parameters : int
        All parameters that were fitted, effects included.

    Returns
    -------
    ndarray
        Shape (regressors, regressors).

    Examples
    --------
    >>> x = np.array([[1.0], [-1.0], [1.0], [-1.0]])
    >>> conventional_covariance(x, np.array([1.0, 1, -1, -1]), 2).item()
    0.5
    """
    variance = residuals @ residuals / (len(residuals) - parameters)
    return variance * np.linalg.inv(regressors.T @ regressors)


def heteroskedastic_covariance(
    regressors: np.ndarray,
    residuals: np.ndarray,
    parameters: int,
    leverage: np.ndarray | None = None,
) -> np.ndarray:
    """Covariance under independent errors of any variances (MacKinnon and White 1985).

    Parameters
    ----------
    regressors, residuals, parameters : ndarray, ndarray, int
        As in `conventional_covariance`.
    leverage : ndarray or None
        Weight of each row in its own fit, effects included, for HC3; None for HC1.

    Returns
    -------
    ndarray
        Shape (regressors, regressors).

    Raises
    ------
    ParEvalError
        If a row is fitted exactly, so that HC3 is not defined.

    Examples
    --------
    >>> x = np.array([[1.0], [-1.0], [1.0], [-1.0]])
    >>> residuals = np.array([1.0, 1, -1, -1])
    >>> heteroskedastic_covariance(x, residuals, 2).item()
    0.5
    >>> heteroskedastic_covariance(x, residuals, 2, np.full(4, 0.5)).item()
    1.0
    """
    factor = 1.0
    if leverage is None:
        factor = len(residuals) / (len(residuals) - parameters)
    else:
        fitted = int((leverage > 1 - FITTED).sum())
        if fitted:
            raise ParEvalError(
                f"{fitted} rows are fitted exactly, so HC3 is not defined; choose HC1 "
                "or leave out units and periods that have one row"
            )
        residuals = residuals / (1 - leverage)
    return factor * _sandwich(regressors, regressors * residuals[:, None])


def cluster_covariance(
    regressors: np.ndarray,
    residuals: np.ndarray,
    clusters: np.ndarray,
    factor: float = 1.0,
) -> np.ndarray:
    """Covariance under errors that hang together within clusters (Liang, Zeger 1986).

    Parameters
    ----------
    regressors, residuals : ndarray
        As in `conventional_covariance`.
    clusters : ndarray
        Cluster of each row, counted from 0 without gaps.
    factor : float
        Small-sample factor: 1 gives CR0, `small_sample_factor` gives CR1.

    Returns
    -------
    ndarray
        Shape (regressors, regressors).

    Examples
    --------
    >>> x = np.array([[1.0], [-1.0], [1.0], [-1.0]])
    >>> clusters = np.array([0, 0, 1, 1])
    >>> cluster_covariance(x, np.array([1.0, -1, -1, 1]), clusters).item()
    0.5
    """
    scores = group_sums(clusters, regressors * residuals[:, None])
    return factor * _sandwich(regressors, scores)


def small_sample_factor(clusters: int, rows: int, parameters: int) -> float:
    """Factor of CR1: G/(G-1) (N-1)/(N-K), Cameron and Miller (2015, equation 12).

    Parameters
    ----------
    clusters, rows, parameters : int
        G, N, and the parameters K that are counted (`counted_parameters`).

    Returns
    -------
    float

    Examples
    --------
    >>> small_sample_factor(2, 11, 6)
    4.0
    """
    return clusters / (clusters - 1) * (rows - 1) / (rows - parameters)


def counted_parameters(
    counted: str | int,
    regressors: int,
    rank: int,
    effects: Sequence[np.ndarray],
    clusters: np.ndarray,
) -> int:
    """The parameters K that CR1 counts; packages differ here, so it is stated.

    Parameters
    ----------
    counted : {"not_nested", "all"} or int
        ``"not_nested"`` counts the regressors, and of the effects (with one constant)
        those whose groups are not each within one cluster, as Cameron and Miller
        (2015, section III.B) advise; ``"all"`` counts every dummy, as a regression on
        dummies does; a number is taken as K itself.
    regressors : int
        Number of regressors.
    rank : int
        Parameters that all effects use up.
    effects : sequence of ndarray
        Group of each row, for each effect.
    clusters : ndarray
        Cluster of each row.

    Returns
    -------
    int

    Raises
    ------
    ParEvalError
        If `counted` is none of these.

    Examples
    --------
    >>> units, times = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    >>> counted_parameters("not_nested", 1, 3, [units, times], units)
    3
    >>> counted_parameters("all", 1, 3, [units, times], units)
    4
    """
    if isinstance(counted, int) and counted > 0:
        return int(counted)
    if counted not in (NOT_NESTED, "all"):
        raise ParEvalError(
            f"counted={counted!r} is not known; expected 'not_nested', 'all', or the "
            "number of parameters"
        )
    nested = [codes for codes in effects if _nested(codes, clusters)]
    if counted == "all" or not nested:
        return regressors + rank
    used = rank - sum(int(codes.max()) + 1 for codes in nested) + len(nested) - 1
    return regressors + 1 + used


def _nested(groups: np.ndarray, clusters: np.ndarray) -> bool:
    pairs = np.unique(np.column_stack([groups, clusters]), axis=0)
    return len(pairs) == int(groups.max()) + 1


def _sandwich(regressors: np.ndarray, scores: np.ndarray) -> np.ndarray:
    bread = np.linalg.inv(regressors.T @ regressors)
    half = scores @ bread
    return np.asarray(half.T @ half)
