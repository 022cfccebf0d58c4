"""Fits of placebos by the method's name, and how far each is off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from par_eval.impact.assignments import Assignments
from par_eval.impact.synthetic_control import fit_synthetic_control
from par_eval.impact.synthetic_did import fit_synthetic_did
from par_eval.values import ParEvalError

__all__ = ["Placebos", "fit_named", "measured"]

EXACT = 1e-4
"""Pre-period error, in standard deviations of the outcome, that counts as none."""


@dataclass(frozen=True)
class Placebos:
    """The treated among its placebos.

    Parameters
    ----------
    method : str
        Name of the method.
    units : DataFrame
        By unit, the treated first: ``effect`` (average after treatment), ``pre_rmspe``,
        ``post_rmspe`` (units of the outcome), ``rmspe_ratio``, ``rank`` (of the ratio,
        largest first, ties share the worse rank) and ``treated``.
    gaps : DataFrame
        Difference from the counterfactual, periods by units.
    rank, of : int
        Rank of the treated by its ratio, among how many.
    p_value : float
        Share of ratios at least as large as that of the treated, which is counted.
    p_value_effect : float
        The same share for the size of the average effect.
    smallest_p_value : float
        What the p-value is at least, one over `of`.
    inference : str
        Where the p-values come from.
    notes : tuple of str
        What was dropped, and where the ratio says nothing.
    """

    method: str
    units: pd.DataFrame
    gaps: pd.DataFrame
    rank: int
    of: int
    p_value: float
    p_value_effect: float
    smallest_p_value: float
    inference: str
    notes: tuple[str, ...] = ()

    def table(self) -> pd.DataFrame:
        """One row: rank, p-values, and the smallest p-value there could be."""
        names = ("rank", "of", "p_value", "p_value_effect", "smallest_p_value")
        row = {name: getattr(self, name) for name in (*names, "inference")}
        return pd.DataFrame([row], index=pd.Index([self.method], name="method"))


def measured(
    gaps: np.ndarray, batch: Assignments, names: pd.Index
) -> tuple[pd.DataFrame, list[str]]:
    """Effect and errors of each row of a batch.

    Parameters
    ----------
    gaps : ndarray, shape (batch, periods)
        Differences from the counterfactual.
    batch : Assignments
    names : Index
        Names of the rows.

    Returns
    -------
    DataFrame, list of str
        ``effect``, ``pre_rmspe``, ``post_rmspe``, ``rmspe_ratio`` and ``rank``; and a
        note where fits are exact.
    """
    before, after = gaps[:, : batch.pre], gaps[:, batch.pre :]
    pre, post = (np.sqrt((part**2).mean(axis=1)) for part in (before, after))
    exact = pre <= EXACT * batch.outcomes.std()
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(exact, np.inf, post / pre)
    found = pd.DataFrame(
        {
            "effect": after.mean(axis=1),
            "pre_rmspe": pre,
            "post_rmspe": post,
            "rmspe_ratio": ratio,
        },
        index=names,
    )
    found["rank"] = found["rmspe_ratio"].rank(ascending=False, method="max").astype(int)
    note = (
        f"{int(exact.sum())} of {len(exact)} fit all periods before treatment exactly; "
        "their ratio is infinite and says nothing."
    )
    return found, [note] if exact.any() else []


def fit_named(method: str) -> Callable[[Assignments], tuple[np.ndarray, np.ndarray]]:
    """The fit of the method of this name.

    Parameters
    ----------
    method : str

    Returns
    -------
    callable
        Takes a batch of assignments; returns gaps (batch, periods) and unit weights
        (batch, units).

    Raises
    ------
    ParEvalError
        If no method has this name.
    """
    if method not in FITS:
        raise ParEvalError(
            f"method {method!r} has no placebos; expected one of {', '.join(FITS)}"
        )
    return FITS[method]


def _synthetic_control(batch: Assignments) -> tuple[np.ndarray, np.ndarray]:
    fits = fit_synthetic_control(batch)
    return fits.gaps, fits.weights


def _synthetic_did(batch: Assignments) -> tuple[np.ndarray, np.ndarray]:
    fits = fit_synthetic_did(batch)
    return fits.gaps, fits.weights


def _difference(batch: Assignments) -> tuple[np.ndarray, np.ndarray]:
    weights = batch.allowed / batch.allowed.sum(axis=1, keepdims=True)
    gaps = batch.gaps(weights)
    return gaps - gaps[:, : batch.pre].mean(axis=1, keepdims=True), weights


FITS = {
    "synthetic_control": _synthetic_control,
    "synthetic_did": _synthetic_did,
    "difference_in_differences": _difference,
}
