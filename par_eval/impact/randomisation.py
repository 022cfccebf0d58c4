"""Treatment assigned anew to units: tests, intervals and errors on a balanced panel."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from par_eval.impact.within import Within
from par_eval.values import ParEvalError

__all__ = ["Randomisation", "assignments", "randomisation", "reassigned"]

TIE = 1e-9
"""Relative difference of two statistics below which they count as equal."""


@dataclass(frozen=True)
class Randomisation:
    """Statistics of all assignments, by which any null hypothesis can be tested.

    Parameters
    ----------
    estimate : float
        Effect by the assignment that happened.
    length : float
        Length of that treatment without the effects.
    statistics : ndarray
        Effect by each assignment times the length of its treatment.
    agreements : ndarray
        Correlation of each assignment with the one that happened, effects taken out.
    complete : bool
        Whether the assignments are all there are rather than a sample.
    """

    estimate: float
    length: float
    statistics: np.ndarray
    agreements: np.ndarray
    complete: bool

    @property
    def total(self) -> int:
        """Assignments counted; a sample counts the one that happened as one more."""
        return len(self.statistics) + (not self.complete)

    @property
    def smallest_p(self) -> float:
        """The smallest p-value that any outcomes could give."""
        same = int((np.abs(self.agreements) >= 1 - TIE).sum())
        return (same + (not self.complete)) / self.total

    def p_value(self, null: float = 0.0) -> float:
        """Two-sided p-value of one constant effect."""
        shifted = self.statistics - null * self.length * self.agreements
        actual = abs(self.estimate - null) * self.length
        extreme = int((np.abs(shifted) >= actual * (1 - TIE)).sum())
        return (extreme + (not self.complete)) / self.total

    def interval(self, level: float) -> tuple[float, float]:
        """Constant effects that are not rejected at 1 - `level`.

        Each assignment is at least as extreme as the one that happened for the effects
        between two roots around the estimate, so the ends are order statistics of
        the roots, and no effect has to be searched for. An end is infinite where
        there are too few assignments to reject any.
        """
        actual = self.estimate * self.length
        roots = []
        for sign in (-1, 1):
            slope = 1 + sign * self.agreements
            same = slope < TIE
            root = (actual + sign * self.statistics) / np.where(same, 1, slope)
            roots.append(np.where(same, np.nan, root))
        lows, highs = np.fmin(*roots), np.fmax(*roots)
        endless = np.isnan(roots[0]) | np.isnan(roots[1])
        lows, highs = np.where(endless, -np.inf, lows), np.where(endless, np.inf, highs)
        if not self.complete:
            lows, highs = np.append(lows, -np.inf), np.append(highs, np.inf)
        place = int(np.floor((1 - level) * self.total + TIE))
        low, high = np.sort(lows)[place], -np.sort(-highs)[place]
        return float(low) / self.length, float(high) / self.length


def randomisation(
    treatment: np.ndarray,
    outcome: np.ndarray,
    within: Within,
    *,
    draws: int = 9_999,
    seed: int = 0,
) -> Randomisation:
    """Randomisation inference: each unit's path of treatment given to another unit.

    Fisher's test of a constant effect (Imbens and Rubin 2015, chapter 5): under the
    null the outcomes without treatment are known, so each reassignment of paths to
    units is as likely as the one that happened. The statistic is the effect times the
    length of the treatment without effects and covariates, which orders assignments as
    the effect does where there are no covariates. All assignments are taken where they
    are not more than `draws`.

    Parameters
    ----------
    treatment : ndarray
        Treatment, shape (units, periods).
    outcome : ndarray
        Outcome without effects and covariates, same shape.
    within : Within
        The projection on the effects and covariates, rows by unit, then period.
    draws, seed : int
        Assignments that are drawn, and the start of the random numbers.

    Returns
    -------
    Randomisation

    Examples
    --------
    >>> from par_eval.impact.within import take_out
    >>> within = take_out(6, [np.repeat([0, 1, 2], 2), np.tile([0, 1], 3)])
    >>> outcome = within.residual(np.array([[0.0], [5], [0], [2], [0], [1]]))
    >>> treatment = np.array([[0, 1], [0, 0], [0, 0]])
    >>> found = randomisation(treatment, outcome.reshape(3, 2), within)
    >>> round(found.estimate, 3), round(found.p_value(), 3)
    (3.5, 0.333)
    """
    paths, codes = np.unique(treatment, axis=0, return_inverse=True)
    codes = codes.reshape(-1)
    given, complete = assignments(codes, draws, seed)
    actual = within.residual(treatment.reshape(-1, 1).astype(float))[:, 0]
    length = float(np.linalg.norm(actual))
    columns = np.stack([outcome.reshape(-1), actual], axis=1)
    products, lengths = reassigned(paths, given, columns, within)
    return Randomisation(
        float(actual @ outcome.reshape(-1)) / length**2,
        length,
        products[:, 0] / lengths,
        products[:, 1] / lengths / length,
        complete,
    )


def assignments(codes: np.ndarray, draws: int, seed: int) -> tuple[np.ndarray, bool]:
    """Ways to give the units' paths to units, and whether they are all there are.

    Parameters
    ----------
    codes : ndarray
        Path of each unit, counted from 0.
    draws, seed : int
        Assignments that are drawn, and the start of the random numbers.

    Returns
    -------
    tuple of ndarray and bool
        Path of each unit in each assignment, shape (assignments, units).

    Raises
    ------
    ParEvalError
        If there are fewer than 99 draws.

    Examples
    --------
    >>> assignments(np.array([1, 0, 0]), 99, 0)[0].tolist()
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    """
    if draws < 99:
        raise ParEvalError(f"draws={draws} is too few for a p-value; give 99 or more")
    counts = np.bincount(codes)
    if len(counts) == 2 and comb(len(codes), int(counts[1])) <= draws:
        chosen = np.array(list(combinations(range(len(codes)), int(counts[1]))))
        given = np.zeros((len(chosen), len(codes)), int)
        np.put_along_axis(given, chosen, 1, axis=1)
        return given, True
    generator = np.random.default_rng(seed)
    return generator.permuted(np.tile(codes, (draws, 1)), axis=1), False


def reassigned(
    paths: np.ndarray, given: np.ndarray, columns: np.ndarray, within: Within
) -> tuple[np.ndarray, np.ndarray]:
    """Products of each reassigned treatment with columns, and its length.

    The panel is balanced, so that means by unit and by period keep their sum of
    squares when paths change units; only the basis is taken out anew. All
    assignments are one product of matrices for each path.

    Parameters
    ----------
    paths : ndarray
        Treatment by period, shape (paths, periods).
    given : ndarray
        Path of each unit in each assignment, shape (assignments, units).
    columns : ndarray
        Columns without effects, shape (units * periods, any).
    within : Within
        The projection on the effects and covariates.

    Returns
    -------
    tuple of ndarray
        Products, shape (assignments, any), and lengths without the effects, shape
        (assignments,).
    """
    units, periods = given.shape[1], paths.shape[1]
    width = columns.shape[1]
    wide = np.hstack([columns, within.basis]).reshape(units, periods, -1)
    sums = np.zeros((len(given), wide.shape[2]))
    for code, path in enumerate(paths):
        if path.any():
            sums += (given == code) @ np.einsum("t,utk->uk", path, wide)
    first = paths[given[0]].reshape(-1, 1).astype(float)
    means = Within(within.rows, within.groups, np.empty((within.rows, 0)))
    squared = float((means.residual(first) ** 2).sum())
    lengths = np.sqrt(np.maximum(squared - (sums[:, width:] ** 2).sum(axis=1), 0))
    hidden = lengths**2 <= TIE * squared  # explained by effects: it shows no effect
    return np.where(hidden[:, None], 0, sums[:, :width]), np.where(hidden, 1, lengths)
