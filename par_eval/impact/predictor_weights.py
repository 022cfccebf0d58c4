"""Weights of predictors and of donors, as Abadie and others choose them.

The inner problem finds donor weights for given predictor weights V; the outer one
searches V for the donor weights that follow the outcome best before treatment.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from par_eval.impact.simplex import simplex_weights

__all__ = ["Nested", "Searched", "searched_v"]

DRAWS, CHILDREN, MOST_STEPS = 256, 24, 100
"""Random V to choose starts from, trials of each start and step, and most steps."""
FIRST_STEP, LAST_STEP, GROW, SHRINK = 1.0, 1e-3, 1.5, 0.7
"""Step in the logarithm of V: first and smallest one, and how trials change it."""
LEAST = 1e-4
"""Smallest weight of a predictor that is tried, as a share of the largest. Chosen after
looser and tighter ones were tried on prop99; the search need not end at the minimum."""
FLOOR = float(np.log(LEAST))
NEAR = 1.01
"""Times the lowest loss within which another start is said to have come as far."""


@dataclass(frozen=True)
class Nested:
    """Both problems of one treated unit.

    Parameters
    ----------
    predictors : ndarray, donors by predictors
        Scaled predictors of the donors, less those of the treated.
    outcomes : ndarray, donors by periods
        Outcomes of the donors, less those of the treated, that V is judged by.
    """

    predictors: np.ndarray
    outcomes: np.ndarray

    def donors(self, v: np.ndarray) -> np.ndarray:
        """Donor weights that minimise the distance in predictors weighted by V.

        Parameters
        ----------
        v : ndarray, shape (batch, predictors)

        Returns
        -------
        ndarray, shape (batch, donors)
        """
        scaled = self.predictors * np.sqrt(v)[:, None, :]
        return simplex_weights(scaled @ np.swapaxes(scaled, 1, 2)).weights

    def loss(self, v: np.ndarray) -> np.ndarray:
        """Mean squared gap of the outcome at the donor weights of each V.

        Parameters
        ----------
        v : ndarray, shape (batch, predictors)

        Returns
        -------
        ndarray, shape (batch,)
        """
        return ((self.donors(v) @ self.outcomes) ** 2).mean(axis=1)


@dataclass(frozen=True)
class Searched:
    """Where a search for V ended.

    Parameters
    ----------
    v : ndarray, predictors
        The best one, with sum one.
    losses : ndarray, starts
        Loss that each start ended at, the lowest first.
    """

    v: np.ndarray
    losses: np.ndarray

    @property
    def as_far(self) -> int:
        """Starts that ended within 1 % of the lowest loss."""
        return int((self.losses <= NEAR * self.losses[0]).sum())


def searched_v(nested: Nested, *, starts: int, seed: int) -> Searched:
    """Search V by its loss from several starts, all of them a step at a time.

    An evolution strategy in the logarithm of V: each start tries random steps and moves
    to the best one if it lowers the loss; its step grows where that happened and
    shrinks where it did not. The starts are equal weights, the regression of the
    outcomes on the predictors, and the best of many random V.

    Parameters
    ----------
    nested : Nested
    starts : int
        At least three.
    seed : int

    Returns
    -------
    Searched
    """
    generator = np.random.default_rng(seed)
    at = _starts(nested, starts, generator)
    loss = nested.loss(_v(at))
    step = np.full(starts, FIRST_STEP)
    size = at.shape[1]
    for _ in range(MOST_STEPS):
        moving = np.flatnonzero(step > LAST_STEP)
        if not len(moving):
            break
        drawn = generator.normal(size=(len(moving), CHILDREN, size))
        # half of the trials move few predictors, since their weights act apart
        few = generator.random(drawn[:, ::2].shape) < 1.5 / size
        drawn[:, ::2] *= few
        tried = _bounded(at[moving, None] + step[moving, None, None] * drawn)
        found = nested.loss(_v(tried.reshape(-1, size))).reshape(len(moving), -1)
        best = found.argmin(axis=1)
        lowest = found.min(axis=1)
        better = lowest < loss[moving]
        at[moving[better]] = tried[better, best[better]]
        loss[moving[better]] = lowest[better]
        step[moving] *= np.where(better, GROW, SHRINK)
        step = np.minimum(step, 4 * FIRST_STEP)
    order = np.argsort(loss, kind="stable")
    return Searched(_v(at[order[:1]])[0], loss[order])


def _starts(nested: Nested, starts: int, generator: np.random.Generator) -> np.ndarray:
    """Logarithms of V to begin with.

    Of the random ones the best for each predictor that weighs most in them comes first:
    the lowest losses alone would all lie in the same hollow.
    """
    size = nested.predictors.shape[1]
    slopes = np.linalg.lstsq(nested.predictors, nested.outcomes, rcond=None)[0]
    by_regression = np.maximum((slopes**2).sum(axis=1), np.finfo(float).tiny)
    fixed = np.stack([np.zeros(size), np.log(by_regression)])
    drawn = generator.uniform(FLOOR, 0, (DRAWS, size))
    losses = nested.loss(_v(drawn))
    order = np.argsort(losses, kind="stable")
    _, first = np.unique(drawn[order].argmax(axis=1), return_index=True)
    turns = np.concatenate([np.sort(first), np.setdiff1d(np.arange(DRAWS), first)])
    return _bounded(np.vstack([fixed, drawn[order[turns[: starts - 2]]]]))


def _bounded(at: np.ndarray) -> np.ndarray:
    return np.maximum(at - at.max(axis=-1, keepdims=True), FLOOR)


def _v(at: np.ndarray) -> np.ndarray:
    weights = np.exp(at)
    return weights / weights.sum(axis=-1, keepdims=True)
