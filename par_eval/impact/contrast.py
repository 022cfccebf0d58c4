"""Contrasts: changes of treated units against those of comparison units."""

from __future__ import annotations

import numpy as np

from par_eval.values import ParEvalError

__all__ = ["contrast"]

NO_OVERLAP = 0.999
"""Propensity of a comparison unit at which it has no counterpart in the group."""
STEPS = 50
"""Newton steps of the propensity score; it converges in about ten or not at all."""


def contrast(
    treated: np.ndarray,
    comparison: np.ndarray,
    design: np.ndarray,
    changes: np.ndarray,
    *,
    method: str,
    name: str = "treated",
) -> tuple[np.ndarray, np.ndarray]:
    """Effect on the treated units and its influence function, for several changes.

    The doubly robust form of Sant'Anna and Zhao (2020, section 3, panel data, with
    logit and least squares); without its propensity score it is outcome regression,
    without its regression weighting, without both a difference of mean changes.

    Parameters
    ----------
    treated, comparison : ndarray of bool, shape (units,)
    design : ndarray of shape (units, 1 + covariates)
    changes : ndarray of shape (units, cells)
        Change of the outcome from the base period.
    method : {"doubly_robust", "regression", "weighting", "unconditional"}
    name : str
        The group, as an error would call it.

    Returns
    -------
    att : ndarray of shape (cells,)
    influence : ndarray of shape (units, cells)

    Raises
    ------
    ParEvalError
        If there are fewer comparison units than covariates need, or none like those
        of the group.

    Examples
    --------
    >>> treated = np.array([True, True, False, False])
    >>> changes = np.array([[3.0], [5.0], [1.0], [2.0]])
    >>> att, influence = contrast(
    ...     treated, ~treated, np.ones((4, 1)), changes, method="unconditional"
    ... )
    >>> float(att[0])
    2.5
    """
    units = len(treated)
    weighs = method in ("doubly_robust", "weighting")
    regresses = method in ("doubly_robust", "regression")
    own = treated / treated.mean()
    other = comparison.astype(float)
    if weighs:
        odds, score = _propensity(treated, comparison, design, name)
        other = other * odds
    other /= other.mean()
    residual = changes
    if regresses:
        residual = changes - design @ _slopes(comparison, design, changes, name)
    own_mean, other_mean = own @ residual / units, other @ residual / units
    spread = other[:, None] * (residual - other_mean)
    influence = own[:, None] * (residual - own_mean) - spread
    if weighs:
        influence -= score @ (design.T @ spread / units)
    if regresses:
        gram = design[comparison].T @ design[comparison] / units
        leverage = design @ np.linalg.solve(gram, design.T @ (own - other) / units)
        influence -= (comparison * leverage)[:, None] * residual
    if min(treated.sum(), comparison.sum()) < 2:
        influence[:, (changes != 0).any(axis=0)] = np.nan
    return own_mean - other_mean, influence


def _slopes(
    comparison: np.ndarray, design: np.ndarray, changes: np.ndarray, name: str
) -> np.ndarray:
    """Least squares of the changes on the design, over the comparison units."""
    rows = design[comparison]
    if np.linalg.matrix_rank(rows) < design.shape[1]:
        raise ParEvalError(
            f"group {name} has {len(rows)} comparison units, which do not tell "
            f"{design.shape[1] - 1} covariates apart; use fewer covariates"
        )
    return np.linalg.lstsq(rows, changes[comparison], rcond=None)[0]


def _propensity(
    treated: np.ndarray, comparison: np.ndarray, design: np.ndarray, name: str
) -> tuple[np.ndarray, np.ndarray]:
    """Odds of being treated by logit, and what each unit adds to its coefficients."""
    inside = treated | comparison
    rows, hit = design[inside], treated[inside].astype(float)
    slopes = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ slopes, -30, 30)))
        hessian = rows.T @ (rows * (chance * (1 - chance))[:, None])
        try:
            step = np.linalg.solve(hessian, rows.T @ (hit - chance))
        except np.linalg.LinAlgError:
            break
        slopes = slopes + step
        if np.abs(step).max() < 1e-10:
            chance = 1 / (1 + np.exp(-rows @ slopes))
            if chance[hit == 0].max() > NO_OVERLAP:
                break
            score = np.zeros_like(design)
            pull = rows * (hit - chance)[:, None]
            score[inside] = np.linalg.solve(hessian / len(treated), pull.T).T
            odds = np.zeros(len(treated))
            odds[inside] = chance / (1 - chance)
            return odds, score
    raise ParEvalError(
        f"the covariates tell group {name} from its comparison units almost without "
        "error, so it has no like; use fewer covariates or method='regression'"
    )
