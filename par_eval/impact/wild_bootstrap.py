"""The wild cluster bootstrap: tests and intervals for few clusters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]

from par_eval.impact.within import Within, group_sums
from par_eval.values import ParEvalError

__all__ = ["WEBB", "WildBootstrap", "inverted", "webb_weights", "wild_bootstrap"]

WEBB = tuple(sign * np.sqrt(half / 2) for sign in (-1, 1) for half in (1, 2, 3))
"""The six points of Webb (2023), each with probability 1/6."""
TIE = 1e-9
"""Relative difference of two statistics below which they count as equal."""
STEP, WALK, FARTHEST, HALVINGS = 0.25, 40, 1e4, 60
"""The walk outwards in standard errors: step, steps, its end; halvings of the last."""


@dataclass(frozen=True)
class WildBootstrap:
    """Bootstrap t-ratios of every null hypothesis, as polynomials in its distance.

    Parameters
    ----------
    estimate, standard_error : float
        Least squares and its error (CR0; the factor of CR1 cancels).
    ratios : ndarray
        Of each draw the five coefficients by which its squared t-ratio depends on the
        distance of the null hypothesis from the estimate, shape (5, draws): value and
        slope of the numerator, then constant, linear and quadratic term of the
        denominator.
    complete : bool
        Whether the draws are all assignments of weights rather than a sample.
    """

    estimate: float
    standard_error: float
    ratios: np.ndarray
    complete: bool

    def p_value(self, null: float | np.ndarray = 0.0) -> np.ndarray:
        """Two-sided p-value of null hypotheses; a sample counts itself as one draw."""
        distance = np.asarray(null, float)[..., None] - self.estimate
        value, slope, constant, linear, quadratic = self.ratios
        above = (value - distance * slope) ** 2
        below = constant - 2 * distance * linear + distance**2 * quadratic
        extreme = above >= (1 - TIE) * (distance / self.standard_error) ** 2 * below
        count = extreme.sum(axis=-1)
        if self.complete:
            return np.asarray(count / len(value))
        return np.asarray((count + 1) / (len(value) + 1))

    def interval(self, level: float) -> tuple[float, float]:
        """Effects that are not rejected at 1 - `level`; infinite where none is."""
        return inverted(self.p_value, self.estimate, self.standard_error, 1 - level)


def wild_bootstrap(
    treatment: np.ndarray,
    outcome: np.ndarray,
    within: Within,
    clusters: np.ndarray,
    *,
    draws: int = 9_999,
    seed: int = 0,
) -> WildBootstrap:
    """Wild cluster bootstrap-t with the null hypothesis imposed, by Webb's weights.

    Cameron, Gelbach and Miller (2008, section III.C): residuals of the regression
    under the null are multiplied by one weight a cluster and the t-ratio is computed
    anew. The effects and covariates are refitted in each draw, yet no draw needs a
    regression: scores of clusters are linear in the weights and in the null, so all
    draws are one product of matrices and a null costs one pass over the draws
    (Roodman, MacKinnon, Nielsen and Webb 2019, section 5). Where 6^G is not above
    `draws`, all assignments are taken.

    Parameters
    ----------
    treatment, outcome : ndarray
        Both without what `within` explains, shape (rows,).
    within : Within
        The projection on the effects and on the covariates.
    clusters : ndarray
        Cluster of each row, counted from 0 without gaps.
    draws : int
        Draws of weights.
    seed : int
        Start of the random numbers.

    Returns
    -------
    WildBootstrap

    Examples
    --------
    >>> clusters = np.repeat(np.arange(4), 2)
    >>> x = np.array([1.0, -1, 1, -1, 1, -1, 1, -1])
    >>> y = x * [3.0, 3, 2, 2, 3, 3, 2, 2]
    >>> found = wild_bootstrap(x, y, Within(8, None, np.empty((8, 0))), clusters)
    >>> found.estimate, found.complete, round(float(found.p_value(2.5)), 3)
    (2.5, True, 1.0)
    """
    length = float(treatment @ treatment)
    estimate = float(treatment @ outcome) / length
    residuals = outcome - estimate * treatment
    squares = group_sums(clusters, (treatment**2)[:, None])[:, 0]
    weights, complete = webb_weights(len(squares), draws, seed)
    numerators, scores = [], []
    for column in (residuals, treatment):
        own = group_sums(clusters, (treatment * column)[:, None])[:, 0]
        sums = weights @ own / length
        passed = _passed(treatment, column, within, clusters)
        scores.append(weights * own - weights @ passed.T - np.outer(sums, squares))
        numerators.append(sums)
    constant, linear, quadratic = (
        np.einsum("dg,dg->d", scores[one], scores[other]) / length**2
        for one, other in ((0, 0), (0, 1), (1, 1))
    )
    own = group_sums(clusters, (treatment * residuals)[:, None])[:, 0]
    return WildBootstrap(
        estimate,
        float(np.linalg.norm(own)) / length,
        np.stack([*numerators, constant, linear, quadratic]),
        complete,
    )


def webb_weights(clusters: int, draws: int, seed: int) -> tuple[np.ndarray, bool]:
    """Weights of clusters, shape (draws, clusters), and whether they are all there are.

    Parameters
    ----------
    clusters, draws : int
        How many of each.
    seed : int
        Start of the random numbers.

    Returns
    -------
    tuple of ndarray and bool

    Raises
    ------
    ParEvalError
        If there are fewer than 99 draws.

    Examples
    --------
    >>> weights, complete = webb_weights(2, 99, 0)
    >>> weights.shape, complete
    ((36, 2), True)
    """
    if draws < 99:
        raise ParEvalError(f"draws={draws} is too few for a p-value; give 99 or more")
    if clusters * np.log(len(WEBB)) <= np.log(draws):
        return np.array(list(product(WEBB, repeat=clusters))), True
    generator = np.random.default_rng(seed)
    return generator.choice(np.array(WEBB), size=(draws, clusters)), False


def inverted(
    p_value: Callable[[np.ndarray], np.ndarray],
    estimate: float,
    standard_error: float,
    alpha: float,
) -> tuple[float, float]:
    """The interval around an estimate that a test does not reject.

    Walks outwards from the estimate to the first rejected value on each side, then
    halves the last step.

    Parameters
    ----------
    p_value : callable
        P-values of an array of null hypotheses.
    estimate, standard_error : float
        Where the walk starts, and its unit.
    alpha : float
        A null hypothesis with a p-value of at most this is rejected.

    Returns
    -------
    (float, float)
        Infinite on a side where nothing is rejected.

    Examples
    --------
    >>> def falling(null):
    ...     return np.exp(-np.abs(null - 1))
    >>> low, high = inverted(falling, 1.0, 1.0, np.exp(-2))
    >>> round(low, 6), round(high, 6)
    (-1.0, 3.0)
    """
    near = STEP * np.arange(1, WALK + 1)
    far = np.geomspace(near[-1], FARTHEST, WALK)[1:]
    steps = np.concatenate([[0.0], near, far]) * standard_error
    ends = []
    for side in (-1, 1):
        rejected = p_value(estimate + side * steps[1:]) <= alpha
        if not rejected.any():
            ends.append(side * np.inf)
            continue
        first = int(rejected.argmax())
        kept, out = steps[first], steps[first + 1]
        for _ in range(HALVINGS):
            middle = (kept + out) / 2
            if p_value(np.array([estimate + side * middle]))[0] <= alpha:
                out = middle
            else:
                kept = middle
        ends.append(float(estimate + side * kept))
    return ends[0], ends[1]


def _passed(
    treatment: np.ndarray, column: np.ndarray, within: Within, clusters: np.ndarray
) -> np.ndarray:
    """What the refit takes from the score of one cluster for the weight of another.

    Element (g, h) is the sum over rows of g of the treatment times the projection, by
    `within`, of the column cut down to the rows of h.
    """
    one = group_sums(clusters, within.basis * treatment[:, None])
    other = group_sums(clusters, within.basis * column[:, None])
    passed = one @ other.T
    if within.groups is not None:
        shape = (int(within.groups.max()) + 1, len(passed))
        where = (within.groups, clusters)
        ours = sparse.coo_array((treatment, where), shape=shape).tocsr()
        counts = np.bincount(within.groups)[within.groups]
        theirs = sparse.coo_array((column / counts, where), shape=shape).tocsr()
        passed = passed + (ours.T @ theirs).toarray()
    return np.asarray(passed)
