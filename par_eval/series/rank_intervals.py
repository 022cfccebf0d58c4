"""Confidence sets for ranks, from scores with their standard errors (rule 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri  # type: ignore[import-untyped]

from par_eval.series.rank_inputs import check_options, checked

__all__ = ["rank_intervals"]

STEP, FINEST, REACH = 0.1, 0.002, 9.0
"""Distance between the nodes of the quadrature, its lower bound, and where it ends."""
ROUNDS, CLOSE = 50, 1e-9
"""Secants at most, and the step below which a critical value is found."""
ABOVE, BELOW = 1, 2
"""Which of a pair's two questions are open: 1, 2, or their sum for both."""

Group = tuple[float, int, int]
"""Ratio of errors, open questions, and how many units share both."""


def rank_intervals(
    scores: pd.Series | Sequence[float],
    *,
    standard_errors: pd.Series | Sequence[float] | float,
    simultaneous: bool = False,
    level: float = 0.95,
    draws: int = 20_000,
    seed: int = 1,
) -> pd.DataFrame:
    """Confidence sets for the ranks of units (Mogstad and others 2024), best first.

    Each pair is asked two questions, whether one lies above the other and whether it
    lies below, by the difference of the scores in standard errors of that
    difference. A question that is answered with yes leaves the comparison, and the
    others are asked again against a lower bar (stepwise); the opposite question of
    the pair stays, so that an answer in the wrong direction counts as an error too.
    A unit's best place is one more than the number of units found above it, its
    worst place the number of units that are not found below it. Errors of different
    units are taken as independent and normal.

    Parameters
    ----------
    scores : Series or sequence of float
        Score of each unit, higher is better; the index of a series names the units.
    standard_errors : Series, sequence of float or float
        Standard error of each score, in the unit of the scores; one number holds
        for all. Two series are matched by unit.
    simultaneous : bool
        Whether the sets hold for all units at once; otherwise each holds for its
        own unit (marginal), which is what one unit's report needs.
    level : float
        Probability of holding, between 0 and 1.
    draws : int
        Simulated draws; for simultaneous sets only, marginal ones are exact.
    seed : int
        Start of the random numbers; the same one gives the same sets.

    Returns
    -------
    DataFrame
        Index unit, in the order given: ``rank`` (1 = highest score, equal scores
        share the better one), ``lower`` and ``upper``, the best and the worst place
        of the set.

    Raises
    ------
    ParEvalError
        If there are fewer than two units, a unit stands twice, a score is missing,
        an error is missing, zero or negative, scores and errors are not of the same
        units, the level is not between 0.5 and 0.9999, or the draws are too few.

    References
    ----------
    Mogstad, Romano, Shaikh and Wilhelm (2024), Inference for Ranks with Applications
    to Mobility across Neighbourhoods and Academic Achievement across Countries,
    Review of Economic Studies 91(1), 476-518, doi 10.1093/restud/rdad006.

    Examples
    --------
    >>> scores = pd.Series({"A": 10.0, "B": 9.5, "C": 4.0})
    >>> rank_intervals(scores, standard_errors=1.0)
       rank  lower  upper
    A     1      1      2
    B     2      1      2
    C     3      3      3
    """
    check_options(level, draws)
    units, values, errors = checked(scores, standard_errors)
    if simultaneous:
        order = np.lexsort((values, errors))
        noise = np.empty((len(values), draws))
        noise[order] = np.random.default_rng(seed).standard_normal(noise.shape)
        above = _at_once(values, errors, noise * errors[:, None], level)
        below = above.T
    else:
        above, below = _one_by_one(values, errors, level)
    return pd.DataFrame(
        {
            "rank": (values[:, None] < values).sum(axis=1) + 1,
            "lower": below.sum(axis=1) + 1,
            "upper": len(values) - above.sum(axis=1),
        },
        index=units,
    )


def _one_by_one(
    values: np.ndarray, errors: np.ndarray, level: float
) -> tuple[np.ndarray, np.ndarray]:
    """Whom each unit is found above, and below, the sets holding for it alone."""
    found = np.zeros((2, len(values), len(values)), dtype=bool)
    for unit, (value, error) in enumerate(zip(values, errors, strict=True)):
        others = np.arange(len(values)) != unit
        distances = (value - values[others]) / np.hypot(error, errors[others])
        ratios, which = np.unique(errors[others] / error, return_inverse=True)

        def bar(
            open_: np.ndarray, ratios: np.ndarray = ratios, which: np.ndarray = which
        ) -> float:
            codes = 4 * which + ABOVE * open_[0] + BELOW * open_[1]
            counts = np.bincount(codes)
            used = np.flatnonzero(counts)
            groups = zip(ratios[used // 4], used % 4, counts[used], strict=True)
            return _critical(
                level, tuple((float(r), int(q), int(n)) for r, q, n in groups)
            )

        found[:, unit, others] = _stepwise(distances, bar)
    return found[0], found[1]


def _at_once(
    values: np.ndarray, errors: np.ndarray, noise: np.ndarray, level: float
) -> np.ndarray:
    """Who is found above whom, the sets holding for all units at once."""
    one, other = np.triu_indices(len(values), 1)
    spread = np.hypot(errors[one], errors[other])

    def bar(open_: np.ndarray) -> float:
        largest = np.full(noise.shape[1], -np.inf)
        for pair, (above, below) in enumerate(open_.T):
            gap = (noise[one[pair]] - noise[other[pair]]) / spread[pair]
            gap = np.abs(gap) if above and below else gap if above else -gap
            np.maximum(largest, gap, out=largest)
        return float(np.quantile(largest, level, method="higher"))

    found = _stepwise((values[one] - values[other]) / spread, bar)
    above = np.zeros((len(values), len(values)), dtype=bool)
    above[one, other], above[other, one] = found
    return above


def _stepwise(distances: np.ndarray, bar: Callable[[np.ndarray], float]) -> np.ndarray:
    """Which differences are found positive, and which negative, in two rows.

    The bar is set anew each time for the questions that are still open.
    """
    both = np.stack([distances, -distances])
    open_ = np.ones(both.shape, dtype=bool)
    while True:
        far = open_ & (both > bar(open_))
        if not far.any():
            return ~open_
        open_ &= ~far


@lru_cache(maxsize=4096)
def _critical(level: float, groups: tuple[Group, ...]) -> float:
    """Value that the largest open difference of a unit exceeds in 1 - `level`.

    Errors are ratios of those of the others to the unit's own. The search begins at
    the value for independent comparisons (Sidak), which is never too small, and
    takes secants of the normal quantile of the probability, where the curve is
    nearly straight.
    """
    wanted = float(ndtri(level))
    comparisons = sum(count for _, _, count in groups)
    last = float(ndtri((1 + level ** (1 / comparisons)) / 2))
    value = 0.95 * last
    reached = _reached(last, groups)
    for _ in range(ROUNDS):
        now = _reached(value, groups)
        if now == reached:
            break
        slope = (value - last) / (now - reached)
        last, value, reached = value, value + (wanted - now) * slope, now
        if abs(value - last) < CLOSE:
            break
    return value


def _reached(value: float, groups: tuple[Group, ...]) -> float:
    """Normal quantile of the probability that no open difference exceeds a value.

    Given the unit's own error its differences from the others are independent, so
    one integral over that error will do. The trapezoid rule is exact to rounding on
    such curves while its step is small beside the narrowest of them.
    """
    ratio, question, count = (
        np.array(column)[:, None] for column in zip(*groups, strict=True)
    )
    step = min(STEP, max(FINEST, STEP * float(ratio.min())))
    own = np.arange(-REACH, REACH + step, step)
    far = value * np.hypot(1, ratio)
    with np.errstate(over="ignore"):
        highest = np.where(question & BELOW, ndtr((own + far) / ratio), 1)
        lowest = np.where(question & ABOVE, ndtr((own - far) / ratio), 0)
    inside = np.prod((highest - lowest) ** count, axis=0)
    return float(ndtri(step * inside @ np.exp(-(own**2) / 2) / np.sqrt(2 * np.pi)))
