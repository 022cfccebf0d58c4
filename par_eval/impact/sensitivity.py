"""Sensitivity of an event study to trends that would not have been parallel."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri  # type: ignore[import-untyped]

from par_eval.impact.relative_magnitudes import Trends
from par_eval.impact.robust_interval import breakdown, robust_interval
from par_eval.values import ParEvalError

__all__ = ["Sensitivity", "sensitivity"]


@dataclass(frozen=True)
class Sensitivity:
    """Intervals that hold although trends were not parallel, by how far they were not.

    Parameters
    ----------
    estimate : float
        The effect, if trends were parallel.
    original : (float, float)
        Its usual interval, which takes parallel trends for granted.
    intervals : DataFrame
        Robust intervals, ``lower`` and ``upper``, by ``magnitude`` (the index): how
        many times the largest violation before treatment a later one may be.
    breakdown : float
        Largest magnitude at which zero is still excluded; 0 where it never is,
        infinite where none was found that includes it.
    inference : str
        How the robust intervals were made.
    level : float
        Coverage of the intervals.
    """

    estimate: float
    original: tuple[float, float]
    intervals: pd.DataFrame
    breakdown: float
    inference: str
    level: float = 0.95

    def table(self) -> pd.DataFrame:
        """Robust intervals, and whether each of them excludes zero."""
        outside = (self.intervals["lower"] > 0) | (self.intervals["upper"] < 0)
        return self.intervals.assign(excludes_zero=outside)


def sensitivity(
    estimates: pd.Series,
    covariance: pd.DataFrame,
    *,
    pre: Sequence[Hashable],
    post: Sequence[Hashable],
    target: Hashable | Sequence[float] = "average",
    magnitudes: Sequence[float] = (0.0, 0.5, 1.0, 1.5, 2.0),
    level: float = 0.95,
    draws: int = 20_000,
    seed: int = 0,
) -> Sensitivity:
    """Robust intervals under relative magnitudes (Rambachan and Roth 2023).

    "A More Credible Approach to Parallel Trends", Review of Economic Studies 90,
    section 2.4.1: from one period to the next, trends may drift apart after treatment
    at most `magnitudes` times as far as they did at most before it. The intervals
    invert their conditional test with a least favourable hybrid (section 3), one for
    each place and sign of the largest violation, and join what they accept. Only the
    inequalities that hold a period after treatment are used, as in their program.

    Parameters
    ----------
    estimates : Series
        Effects by period, all against one base period (`staggered` with
        ``base_period="universal"``).
    covariance : DataFrame
        Their covariance, indexed alike.
    pre, post : sequence of labels
        Periods before and after the base period, in order and without it; numbers
        must be evenly spaced, with the base period between them.
    target : "average", a label of `post`, or sequence of float
        What the interval is for: the mean of the effects after treatment, one of
        them, or a sum with these weights.
    magnitudes : sequence of float
        Largest violation after treatment, as a multiple of the largest before it.
    level : float
        Coverage of the intervals.
    draws : int
        Draws for the least favourable critical value.
    seed : int

    Returns
    -------
    Sensitivity

    Raises
    ------
    ParEvalError
        If a period is not there or out of order, an estimate has no variance, or a
        magnitude is negative.

    Examples
    --------
    >>> estimates = pd.Series([0.1, -0.1, 2.0], index=[-3, -2, 0])
    >>> covariance = pd.DataFrame(
    ...     np.eye(3) / 100, index=estimates.index, columns=estimates.index
    ... )
    >>> found = sensitivity(estimates, covariance, pre=[-3, -2], post=[0])
    >>> [bool(out) for out in found.table()["excludes_zero"]]
    [True, True, True, True, True]
    """
    _check_options(magnitudes, level, draws)
    labels = _labels(estimates, covariance, pre, post)
    effects = estimates.loc[labels].to_numpy(float)
    spread = covariance.loc[labels, labels].to_numpy(float)
    _check_numbers(effects, spread)
    weights = _weights(target, list(post))
    trends = Trends(effects, spread, len(pre), weights)
    chance = np.random.default_rng(seed).standard_normal((draws, len(labels)))
    rows = [robust_interval(trends, m, 1 - level, chance) for m in magnitudes]
    half = float(ndtri((1 + level) / 2)) * trends.error
    return Sensitivity(
        trends.estimate,
        (trends.estimate - half, trends.estimate + half),
        pd.DataFrame(
            rows,
            columns=["lower", "upper"],
            index=pd.Index([float(m) for m in magnitudes], name="magnitude"),
        ),
        breakdown(trends, 1 - level, chance),
        "inverted conditional test with a least favourable hybrid (C-LF), relative "
        f"magnitudes, {draws} draws",
        level,
    )


def _check_options(magnitudes: Sequence[float], level: float, draws: int) -> None:
    if not len(magnitudes) or any(not 0 <= m < np.inf for m in magnitudes):
        raise ParEvalError(
            f"magnitudes={tuple(magnitudes)} must be numbers from 0 on, such as "
            "(0.5, 1, 2)"
        )
    if not 0 < level < 1:
        raise ParEvalError(f"level={level} is no coverage; give one such as 0.95")
    if draws < 1000:
        raise ParEvalError(f"draws={draws} is too few for a far quantile; give 1000")


def _labels(
    estimates: pd.Series,
    covariance: pd.DataFrame,
    pre: Sequence[Hashable],
    post: Sequence[Hashable],
) -> list[Hashable]:
    """Periods before and after, all known, in order and around one base period."""
    if not len(pre) or not len(post):
        raise ParEvalError(
            "give at least one period before the base period (pre) and one after it "
            "(post); without any before, no violation can be compared with"
        )
    labels = [*pre, *post]
    for labelled in (estimates.index, covariance.index, covariance.columns):
        lacking = [label for label in labels if label not in labelled]
        if lacking:
            raise ParEvalError(
                f"period {lacking[0]!r} has no estimate or covariance; there are "
                f"{', '.join(map(str, labelled))}"
            )
    if pd.Index(labels).has_duplicates or not estimates.index.is_unique:
        raise ParEvalError("a period stands more than once; give each of them once")
    if all(isinstance(one, int | float | np.number) for one in labels):
        _check_spacing(np.array([float(str(one)) for one in labels]), len(pre))
    return labels


def _check_spacing(times: np.ndarray, before: int) -> None:
    gaps = np.diff(times)
    gaps[before - 1] /= 2  # the base period lies in the middle of this one
    if not (gaps > 0).all() or np.ptp(gaps) > 1e-9 * gaps.max():
        raise ParEvalError(
            "periods must be in order and evenly spaced, with the base period between "
            "pre and post and in neither (base_period='universal' in staggered); found "
            f"{', '.join(f'{one:g}' for one in times)}"
        )


def _check_numbers(effects: np.ndarray, spread: np.ndarray) -> None:
    if not (np.isfinite(effects).all() and np.isfinite(spread).all()):
        raise ParEvalError(
            "an estimate or covariance is missing or infinite; leave such periods out"
        )
    if (np.diag(spread) <= 0).any():
        raise ParEvalError(
            "an estimate has no variance; leave the base period out of pre and post"
        )
    least = np.linalg.eigvalsh((spread + spread.T) / 2)[0]
    lopsided = not np.allclose(spread, spread.T, atol=1e-9 * np.abs(spread).max())
    if lopsided or least < -1e-9 * np.trace(spread):
        raise ParEvalError(
            "the covariance is not symmetric and positive; give the covariance matrix "
            "of the estimates, not errors or correlations"
        )


def _weights(target: object, post: list[Hashable]) -> np.ndarray:
    if isinstance(target, str) and target == "average" and target not in post:
        return np.full(len(post), 1 / len(post))
    if isinstance(target, Hashable) and target in post:
        return np.array([float(label == target) for label in post])
    if isinstance(target, Sequence | np.ndarray) and not isinstance(target, str):
        weights = np.asarray(target, float)
        fits = weights.shape == (len(post),) and np.isfinite(weights).all()
        if fits and weights.any():
            return weights
    raise ParEvalError(
        f"target={target!r} is neither 'average', nor a period of post, nor "
        f"{len(post)} weights that are not all zero"
    )
