"""Residuals under a null hypothesis, and p-values by permuting them over time.

Chernozhukov, Wüthrich and Zhu (2021), sections 2.2 and 2.3. The counterfactual is
fitted on all periods under the null, before and after treatment alike, so that its
residuals are exchangeable where the null holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from par_eval.impact.simplex import simplex_weights

__all__ = ["METHODS", "Shifted", "p_values", "post_windows", "residuals"]

METHODS = ("synthetic_control", "difference_in_differences")
EQUAL = 1e-12
"""Share by which two statistics may differ and still count as equal."""


@dataclass(frozen=True)
class Shifted:
    """The paths that a test looks at, and which permutations it compares.

    Parameters
    ----------
    donors : ndarray, donors by periods
    treated : ndarray, periods
        Mean of the treated.
    windows : ndarray, periods by permutations
        1 where a permutation puts a period into the treated window; the first column
        is what happened.
    method : {"synthetic_control", "difference_in_differences"}
    power : float
        Power that absolute residuals are raised to.
    """

    donors: np.ndarray
    treated: np.ndarray
    windows: np.ndarray
    method: str
    power: float = 1.0

    def p(self, effects: np.ndarray) -> np.ndarray:
        """P-value of each null hypothesis.

        Parameters
        ----------
        effects : ndarray, nulls by treated periods
            Effect in each treated period.

        Returns
        -------
        ndarray, nulls
        """
        paths = np.repeat(self.treated[None], len(effects), axis=0)
        paths[:, self.windows[:, 0] > 0] -= effects
        left = residuals(self.donors, paths, self.method)
        return p_values(left, self.windows, self.power)


def residuals(donors: np.ndarray, treated: np.ndarray, method: str) -> np.ndarray:
    """Treated path less its counterfactual, fitted on all periods.

    Parameters
    ----------
    donors : ndarray, shape (..., donors, periods)
    treated : ndarray, shape (..., periods)
        Paths of the treated less the effect under the null.
    method : {"synthetic_control", "difference_in_differences"}
        Weights on the simplex (the paper's section 2.3, "Synthetic control"), or the
        mean of the donors and a constant ("Difference-in-differences").

    Returns
    -------
    ndarray, shape (..., periods)
    """
    middle = donors.mean(axis=-2, keepdims=True)
    if method == "difference_in_differences":
        gap = treated - middle[..., 0, :]
        return gap - gap.mean(axis=-1, keepdims=True)
    # taking the donors' mean off both sides changes no gap and saves digits
    centred, aim = donors - middle, treated - middle[..., 0, :]
    products = centred @ np.swapaxes(centred, -1, -2)
    crossed = (centred @ aim[..., None])[..., 0]
    own = (aim**2).sum(axis=-1)[..., None, None]
    form = products - crossed[..., :, None] - crossed[..., None, :] + own
    weights = simplex_weights(form).weights
    return aim - (weights[..., None, :] @ centred)[..., 0, :]


def post_windows(
    periods: int, post: int, draws: int | None, seed: int | None
) -> np.ndarray:
    """Which periods each permutation puts into the treated window.

    Parameters
    ----------
    periods, post : int
        All periods, and the treated ones, which come last.
    draws : int or None
        Random permutations beside the one that happened; None takes all cyclic shifts.
    seed : int or None
        Of the random permutations.

    Returns
    -------
    ndarray, periods by permutations
        The first column is what happened.
    """
    happened = np.zeros(periods)
    happened[periods - post :] = 1.0
    if draws is None:
        return np.stack([np.roll(happened, by) for by in range(periods)], axis=1)
    drawn = np.tile(happened, (draws, 1))
    drawn = np.random.default_rng(seed).permuted(drawn, axis=1)
    return np.vstack([happened, drawn]).T


def p_values(left: np.ndarray, windows: np.ndarray, power: float = 1.0) -> np.ndarray:
    """Share of permutations with a statistic at least as large as what happened.

    Parameters
    ----------
    left : ndarray, shape (..., periods)
        Residuals.
    windows : ndarray, periods by permutations
    power : float
        q of the statistic, the mean absolute residual to the power q over the window
        (equation 2 of the paper, whose root and factor change no order).

    Returns
    -------
    ndarray, shape (...)

    Examples
    --------
    >>> p_values(np.array([1.0, -1, 2, 5]), post_windows(4, 1, None, None)).tolist()
    0.25
    """
    sums = np.abs(left) ** power @ windows
    return (sums >= sums[..., :1] * (1 - EQUAL)).mean(axis=-1)
