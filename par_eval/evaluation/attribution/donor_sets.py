"""Donor sets: what a comparison can give over all sets of donors that are possible.

Changes are those of each unit from the mean of its years before to the mean of its
years after. The estimate is the change of the treated less the mean change of the
donors, each weighing the same: difference in differences with one treated unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations, pairwise

import numpy as np

from par_eval.values import ParEvalError

__all__ = ["FEW", "PRange", "mean_range", "p_range"]

FEW = 10
"""Uncertain donors up to which every set of them is gone through."""
TIE = 1e-9
"""Difference, over the largest change, below which two distances count as the same."""


@dataclass(frozen=True)
class PRange:
    """Range of the p-value of a permutation test over the possible sets of donors.

    Parameters
    ----------
    low, high : float
        Ends.
    exact : bool
        Whether both ends belong to a set of donors; if not, the range holds every
        p-value that is possible, and may be wider.
    """

    low: float
    high: float
    exact: bool


def mean_range(known: np.ndarray, perhaps: np.ndarray) -> tuple[float, float]:
    """Smallest and largest mean of some values with any subset of others, exactly.

    Of all subsets of k values the k largest have the largest mean, so only as many
    means are compared as there are values.

    Parameters
    ----------
    known : ndarray
        Values that are in every set.
    perhaps : ndarray
        Values of which any may be in the set.

    Returns
    -------
    (float, float)

    Raises
    ------
    ParEvalError
        If there is no value at all.

    Examples
    --------
    >>> mean_range(np.array([2.0]), np.array([0.0, 4.0, 10.0]))
    (1.0, 6.0)
    """
    least = 0 if len(known) else 1
    if len(known) + len(perhaps) < 1:
        raise ParEvalError("there is no donor, known or not: give at least one")
    counts = np.arange(least, len(perhaps) + 1) + len(known)
    ends = []
    for ordered in (np.sort(perhaps), np.sort(perhaps)[::-1]):
        sums = known.sum() + np.r_[0.0, np.cumsum(ordered)]
        ends.append(sums[least:] / counts)
    return float(ends[0].min()), float(ends[1].max())


def p_range(own: float, known: np.ndarray, perhaps: np.ndarray) -> PRange:
    """Range of the permutation p-value over all sets of donors that are possible.

    The test: each unit of the set, the treated counted, is taken for the treated, and
    its change is held against the mean of all the others; p is the share of units
    whose estimate is as large in size as that of the treated. That is the share of
    units whose change lies as far from the mean of all.

    With few uncertain donors every set is gone through. With more, the line on which
    the mean of all can lie is cut where a unit becomes, or ceases to be, as far from
    it as the treated. On each piece it is known which units are; for each number of
    donors of either kind the mean lies between those with the smallest and with the
    largest changes, and where that range does not reach the piece the numbers are
    impossible there. What is left holds every possible p-value.

    Parameters
    ----------
    own : float
        Change of the treated.
    known : ndarray
        Changes of the donors that are in every set.
    perhaps : ndarray
        Changes of those of which any may be in it; a set has at least one donor.

    Returns
    -------
    PRange

    Raises
    ------
    ParEvalError
        If there is no donor at all.

    References
    ----------
    MacKinnon and Webb (2020), Randomization inference for difference-in-differences
    with few treated clusters, Journal of Econometrics 218(2), for the test.

    Examples
    --------
    >>> found = p_range(5.0, np.array([0.0, 1.0]), np.array([0.5, 9.0]))
    >>> round(found.low, 2), found.high, found.exact
    (0.25, 1.0, True)
    """
    if len(known) + len(perhaps) < 1:
        raise ParEvalError("there is no donor, known or not: give at least one")
    if len(perhaps) > FEW:
        return _outer_range(own, known, perhaps)
    chosen = chain.from_iterable(
        combinations(perhaps, size) for size in range(len(perhaps) + 1)
    )
    sets = [np.r_[own, known, some] for some in chosen]
    shares = [_share_as_far(units) for units in sets if len(units) > 1]
    return PRange(min(shares), max(shares), exact=True)


def _share_as_far(units: np.ndarray) -> float:
    """Share of units as far from the mean of all as the first of them."""
    distances = np.abs(units - units.mean())
    return float((distances >= distances[0] - TIE * np.abs(units).max()).mean())


def _outer_range(own: float, known: np.ndarray, perhaps: np.ndarray) -> PRange:
    """Range that holds every possible p-value, piece by piece of the mean's line."""
    cuts = np.unique((np.r_[known, perhaps] + own) / 2)
    slack = TIE * np.abs(np.r_[own, known, perhaps]).max()
    ends = np.r_[-np.inf, cuts, np.inf]
    pieces = [(cut, cut, cut) for cut in cuts]
    pieces += [(low, high, _inside(low, high)) for low, high in pairwise(ends)]
    shares = np.concatenate(
        [
            _shares_on(own, known, perhaps, point, low - slack, high + slack)
            for low, high, point in pieces
        ]
    )
    return PRange(float(shares.min()), float(shares.max()), exact=False)


def _inside(low: float, high: float) -> float:
    """A point of an open piece of the line, one end of which may be infinite."""
    if np.isinf(low):
        return high - 1 - abs(high)
    return low + 1 + abs(low) if np.isinf(high) else (low + high) / 2


def _shares_on(
    own: float,
    known: np.ndarray,
    perhaps: np.ndarray,
    point: float,
    low: float,
    high: float,
) -> np.ndarray:
    """p-values of the numbers of donors for which the mean can lie on a piece.

    `point` lies on the piece and tells which units are as far from it as the treated.
    """
    reach = abs(own - point) - TIE * np.abs(np.r_[own, known, perhaps]).max()
    far = np.abs(perhaps - point) >= reach
    near_low, near_high = _sums(perhaps[~far])
    far_low, far_high = _sums(perhaps[far])
    size = 1 + len(known) + np.add.outer(np.arange(len(far_low)), range(len(near_low)))
    base = own + known.sum()
    least = (base + np.add.outer(far_low, near_low)) / size
    most = (base + np.add.outer(far_high, near_high)) / size
    possible = (size > 1) & (least <= high) & (most >= low)
    as_far = 1 + (np.abs(known - point) >= reach).sum() + np.arange(len(far_low))
    return np.asarray((as_far[:, None] / size)[possible])


def _sums(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Smallest and largest sum of each number of values, from none to all."""
    ordered = np.sort(values)
    return np.r_[0.0, np.cumsum(ordered)], np.r_[0.0, np.cumsum(ordered[::-1])]
