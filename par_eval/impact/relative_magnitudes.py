"""Relative magnitudes: the conditional test of Rambachan and Roth, without programs.

Violations d of parallel trends may change after treatment by at most m times their
largest change before it, say the one from s to s + 1 with its sign, D. With effects
tau and estimates b = d + tau, the steps u_t of d after treatment obey ``|u_t| <= m D``.
The test's linear program minimises over the effects that are no target; its value is
a maximum over the extreme rays of the multipliers that cancel these effects. Here they
are known: with c_t the weight of u_t in the target, either all rows that push the
target up (weight ``|c_t|`` on the row of u_t's sign), or all that push it down, or the
two rows of one period against each other. So each program is a maximum of 2 + periods
linear forms, for all values, places and draws at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import log_ndtr  # type: ignore[import-untyped]

__all__ = ["Test", "Trends", "conditional_test", "forms"]

HYBRID = 0.1
"""Share of the test's size that the least favourable first step takes (section 3.2)."""
SAME = 1e-9
"""Difference from 1 at which two forms move together, and bound nothing."""


@dataclass(frozen=True)
class Trends:
    """An event study and the sum of its effects that is the target.

    Parameters
    ----------
    effects : ndarray of shape (periods,)
        Estimates before and after the base period, in order, without it.
    covariance : ndarray of shape (periods, periods)
    before : int
        Number of periods before the base period.
    weights : ndarray of shape (periods after,)
        Weights of the later effects in the target.
    """

    effects: np.ndarray
    covariance: np.ndarray
    before: int
    weights: np.ndarray

    @property
    def target(self) -> np.ndarray:
        """The target as a linear form of all estimates."""
        return np.concatenate([np.zeros(self.before), self.weights])

    @property
    def estimate(self) -> float:
        """The target if trends were parallel."""
        return float(self.target @ self.effects)

    @property
    def error(self) -> float:
        """Its standard error."""
        return float(self.errors(self.target))

    def errors(self, rows: np.ndarray) -> np.ndarray:
        """Standard errors of linear forms of the estimates.

        Parameters
        ----------
        rows : ndarray of shape (..., periods)

        Returns
        -------
        ndarray of shape (...,)
        """
        variance = np.einsum("...p,pq,...q->...", rows, self.covariance, rows)
        return np.sqrt(np.maximum(variance, 0.0))

    @property
    def steps(self) -> np.ndarray:
        """Changes from each period to the next as forms, base period included."""
        path = np.insert(np.eye(len(self.effects)), self.before, 0.0, axis=0)
        return np.diff(path, axis=0)


def forms(trends: Trends, magnitude: float) -> tuple[np.ndarray, np.ndarray]:
    """Linear forms whose maximum is the test statistic, for each largest violation.

    Rambachan and Roth (2023), section 3, equations 14 and 15, after Andrews, Roth and
    Pakes (2023): the least eta for which no inequality is exceeded by more than eta of
    its standard errors.

    Parameters
    ----------
    trends : Trends
    magnitude : float

    Returns
    -------
    of_effects : ndarray of shape (2 * before, 2 + after, periods)
        Forms of the estimates; first all places of the largest violation with it
        upwards, then downwards.
    of_value : ndarray of shape (2 * before, 2 + after)
        What one unit of the tested value takes off each form.
    """
    steps = trends.steps
    earlier, later = steps[: trends.before], steps[trends.before :]
    largest = np.concatenate([earlier, -earlier])[:, None, :]
    up, down = later - magnitude * largest, -later - magnitude * largest
    pull = np.cumsum(trends.weights[::-1])[::-1]
    rise = np.where((pull >= 0)[:, None], up, down)
    fall = np.where((pull >= 0)[:, None], down, up)
    of_effects = np.concatenate(
        [
            np.einsum("t,stp->sp", np.abs(pull), rise)[:, None],
            np.einsum("t,stp->sp", np.abs(pull), fall)[:, None],
            up + down,
        ],
        axis=1,
    )
    errors = [trends.errors(part) for part in (rise, fall, up, down)]
    size = np.concatenate(
        [
            (errors[0] @ np.abs(pull))[:, None],
            (errors[1] @ np.abs(pull))[:, None],
            errors[2] + errors[3],
        ],
        axis=1,
    )
    of_value = np.zeros(size.shape)
    of_value[:, 0], of_value[:, 1] = 1.0, -1.0
    return of_effects / size[..., None], of_value / size


@dataclass(frozen=True)
class Test:
    """The test at one magnitude, ready for any value of the target.

    Parameters
    ----------
    forms : ndarray of shape (2 * before, 2 + after)
        Forms of the estimates, as `forms` returns them, at the estimates.
    of_value : ndarray of shape (2 * before, 2 + after)
        What one unit of the tested value takes off each form.
    covariance : ndarray of shape (2 * before, 2 + after, 2 + after)
    bound : ndarray of shape (2 * before,)
        Least favourable critical values of the first step.
    second : float
        Size of the conditional second step.
    """

    __test__ = False  # no case for pytest

    forms: np.ndarray
    of_value: np.ndarray
    covariance: np.ndarray
    bound: np.ndarray
    second: float

    def rejects(self, values: np.ndarray) -> np.ndarray:
        """Whether each value is rejected, for each largest violation.

        Parameters
        ----------
        values : ndarray of shape (values,)

        Returns
        -------
        ndarray of bool, shape (2 * before, values)
        """
        held = self.forms[:, None] - values[:, None] * self.of_value[:, None]
        place, eta = held.argmax(axis=2), held.max(axis=2)
        case = np.arange(len(held))[:, None]
        variance = self.covariance[case, place, place]
        known = variance > SAME**2
        variance = np.where(known, variance, 1.0)
        slope = self.covariance[case, place] / variance[..., None]
        room = 1 - slope
        apart = np.where(np.abs(room) > SAME, room, 1.0)
        ends = (held - slope * eta[..., None]) / apart
        low = np.where(room > SAME, ends, -np.inf).max(axis=2)
        high = np.where(room < -SAME, ends, np.inf).min(axis=2)
        bound = self.bound[:, None]
        tail = _tail(
            *(part / np.sqrt(variance) for part in (eta, low, np.minimum(high, bound)))
        )
        out: np.ndarray = known & (eta > 0) & ((eta > bound) | (tail < self.second))
        return out


def conditional_test(
    trends: Trends, magnitude: float, alpha: float, chance: np.ndarray
) -> Test:
    """Prepare the test at one magnitude.

    Parameters
    ----------
    trends : Trends
    magnitude : float
    alpha : float
        Size of the test, both steps together.
    chance : ndarray of shape (draws, periods)
        Standard normal draws for the least favourable critical values.

    Returns
    -------
    Test
    """
    of_effects, of_value = forms(trends, magnitude)
    first = HYBRID * alpha
    return Test(
        of_effects @ trends.effects,
        of_value,
        of_effects @ trends.covariance @ of_effects.transpose(0, 2, 1),
        _least_favourable(of_effects, trends.covariance, chance, first),
        (alpha - first) / (1 - first),
    )


def _least_favourable(
    of_effects: np.ndarray, covariance: np.ndarray, chance: np.ndarray, size: float
) -> np.ndarray:
    """Quantile of the statistic where every inequality binds, by drawing."""
    values, vectors = np.linalg.eigh(covariance)
    drawn = (vectors * np.sqrt(np.maximum(values, 0.0))) @ chance.T
    rows = of_effects.reshape(-1, of_effects.shape[-1]) @ drawn
    largest = rows.reshape(*of_effects.shape[:2], -1).max(axis=1)
    out: np.ndarray = np.quantile(largest, 1 - size, axis=1)
    return out


def _tail(eta: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Chance that a standard normal between two ends exceeds eta, far tails included.

    1 where the ends meet, so that nothing is rejected that chance cannot tell.
    """
    scale = log_ndtr(-low)
    beyond, top = (
        np.exp(np.minimum(log_ndtr(-end) - scale, 0.0)) for end in (eta, high)
    )
    width = 1 - top
    return np.where(width > 0, (beyond - top) / np.where(width > 0, width, 1.0), 1.0)
