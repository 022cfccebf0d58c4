"""Simplex weights: many small quadratic programmes, each solved to its minimum at once.

Synthetic controls, their placebos and the time weights of synthetic difference in
differences all ask for the same thing: weights that are not negative, sum to one, and
minimise a convex quadratic form. The active-set method of Wolfe (1976, Finding the
nearest point in a polytope, Mathematical Programming 11) ends at the exact minimum in
finitely many steps; here every step is taken for all problems of a batch together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from par_eval.values import ParEvalError

__all__ = ["EVEN", "SimplexWeights", "simplex_weights"]

TOLERANCE = 1e-12
"""Duality gap allowed, as a share of the largest entry of the quadratic form."""
AIM = 2e-15
"""Gap at which the steps end, where rounding lets them: far inside the tolerance."""
JITTER = 1e-14
"""Added to the diagonal of a system, so that equal columns cannot make it singular."""
EVEN = 1e-10
"""Smallest ridge that chooses among weightings that fit alike (see `even`)."""
STEEP = 1e-8
"""Ridge, as a share of the largest entry, from which all weights may start positive."""
STEPS = 20
"""Steps allowed for each weight; the method needs about one."""


@dataclass(frozen=True)
class SimplexWeights:
    """Weights on the simplex, and the proof of how near the minimum they are.

    Parameters
    ----------
    weights : ndarray, shape (..., n)
        Weights, none negative, each row with sum one.
    objective : ndarray, shape (...)
        Value of the objective at the weights.
    gap : ndarray, shape (...)
        Duality gap: the objective is at most this far above its minimum.
    iterations : ndarray of int, shape (...)
        Steps taken.
    """

    weights: np.ndarray
    objective: np.ndarray
    gap: np.ndarray
    iterations: np.ndarray


def simplex_weights(
    quadratic: np.ndarray,
    linear: np.ndarray | None = None,
    *,
    ridge: float | np.ndarray = 0.0,
    even: float = 0.0,
    allowed: np.ndarray | None = None,
    tolerance: float = TOLERANCE,
) -> SimplexWeights:
    """Minimise 0.5 w'Qw - c'w + 0.5 r w'w over the simplex, for a batch of problems.

    Where the columns are donors and a target is to be met, subtract the target from
    each column first and leave out `linear`: since the weights sum to one this changes
    nothing but the rounding.

    Parameters
    ----------
    quadratic : ndarray, shape (..., n, n)
        Q, symmetric and positive semi-definite.
    linear : ndarray, shape (..., n), optional
        c; zero if left out.
    ridge : float or ndarray, shape (...)
        r, at least zero.
    even : float
        Smallest ridge, as a share of the largest absolute entry. A tiny one (1e-10)
        changes the minimum by no more than that, and where several weightings reach
        it, takes the most even of them, whatever the order of the columns.
    allowed : ndarray of bool, shape (..., n), optional
        Weights that may be positive; all if left out.
    tolerance : float
        Duality gap allowed, as a share of the largest absolute entry of the form that
        remains once c is taken into Q.

    Returns
    -------
    SimplexWeights

    Raises
    ------
    ParEvalError
        If a problem may use no weight, holds a value that is not finite, or did not
        come within the tolerance.

    Notes
    -----
    The gap is g'w - min(g) over the allowed weights, with g the gradient; for a convex
    objective it bounds the distance to the minimum. Where several weightings reach the
    minimum, and neither `ridge` nor `even` chooses, one of them is returned.

    Examples
    --------
    >>> found = simplex_weights(np.diag([1.0, 3.0]))
    >>> found.weights.round(6).tolist(), bool(found.gap < 1e-10)
    ([0.75, 0.25], True)
    """
    quadratic = np.asarray(quadratic, float)
    shape, size = quadratic.shape[:-2], quadratic.shape[-1]
    penalty = np.broadcast_to(np.asarray(ridge, float), shape).reshape(-1)
    form = quadratic.reshape(-1, size, size) + np.multiply.outer(penalty, np.eye(size))
    if linear is not None:  # on the simplex c'w is w'(c1' + 1c')w / 2
        pull = np.broadcast_to(np.asarray(linear, float), (*shape, size))
        pull = pull.reshape(-1, size)
        form -= pull[:, :, None] + pull[:, None, :]
    may = np.ones((len(form), size), bool)
    if allowed is not None:
        may = np.broadcast_to(allowed, (*shape, size)).reshape(-1, size)
    _check(form, may)
    used = may[:, :, None] & may[:, None, :]
    scale = np.abs(form).max(axis=(1, 2), initial=0, where=used)
    scale[scale == 0] = 1.0
    form /= scale[:, None, None]
    lacking = np.maximum(even - penalty / scale, 0)
    form[:, range(size), range(size)] += lacking[:, None]
    weights, iterations = _minimised(form, may, penalty / scale > STEEP)
    gradient = _times(form, weights)
    objective = (gradient * weights).sum(axis=1)
    gap = objective - np.where(may, gradient, np.inf).min(axis=1)
    if (gap > tolerance).any():
        raise ParEvalError(
            f"the weights of {int((gap > tolerance).sum())} of {len(gap)} problems did "
            f"not reach their minimum: a relative gap of {gap.max():.1e} is left, "
            f"{tolerance:.1e} is allowed; give a larger tolerance"
        )
    return SimplexWeights(
        weights.reshape(*shape, size),
        (objective * scale / 2).reshape(shape),
        (np.maximum(gap, 0) * scale).reshape(shape),
        iterations.reshape(shape),
    )


def _check(form: np.ndarray, may: np.ndarray) -> None:
    if not np.isfinite(form).all():
        raise ParEvalError(
            "the problem of the weights holds values that are missing or infinite; "
            "leave out the units or periods they come from"
        )
    if not may.any(axis=1).all():
        raise ParEvalError("a problem allows no weight at all; give it one donor")


def _times(form: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.matmul(form, weights[:, :, None])[:, :, 0]


def _minimised(
    form: np.ndarray, may: np.ndarray, steep: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Weights at the minimum of each form, and the steps that each took.

    A weight enters where the gradient is lowest, the minimum on the face of the weights
    in use is found, and if it lies outside the simplex we go as far as the boundary and
    drop what became zero. `blocked` holds weights that entered but could not grow,
    which only rounding brings about, until the weights move again.
    """
    count, size = may.shape
    final, steps = np.zeros((count, size)), np.zeros(count, int)
    weights, support = _start(form, may, steep)
    open_, blocked = np.arange(count), np.zeros_like(may)
    for step in range(1, STEPS * size + STEPS):
        aim = _face_minimum(form, support)
        outside = support & (aim <= 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(outside, weights / (weights - aim), np.inf)
        reach = np.minimum(share.min(axis=1), 1.0)
        inside = ~outside.any(axis=1)
        dropped = outside & (share <= reach[:, None])
        stuck = dropped & (reach == 0)[:, None] & (weights == 0)
        weights = weights + reach[:, None] * (aim - weights)
        weights = np.where(support & ~dropped, np.maximum(weights, 0), 0)
        weights /= weights.sum(axis=1, keepdims=True)
        support = support & ~dropped
        blocked = stuck | (blocked & (reach == 0)[:, None])

        gradient = _times(form, weights)
        level = (gradient * weights).sum(axis=1)
        free = np.where(may & ~support & ~blocked, gradient, np.inf)
        enters = free.argmin(axis=1)
        rows = np.arange(len(open_))
        grows = inside | stuck.any(axis=1)
        done = grows & (free[rows, enters] >= level - AIM)
        more = rows[grows & ~done]
        support[more, enters[more]] = True
        final[open_[done]], steps[open_[done]] = weights[done], step
        if done.all():
            return final, steps
        if done.any():
            keep = ~done
            form, may, weights = form[keep], may[keep], weights[keep]
            support, blocked, open_ = support[keep], blocked[keep], open_[keep]
    final[open_], steps[open_] = weights, step
    return final, steps


def _start(
    form: np.ndarray, may: np.ndarray, steep: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Weights to begin with, and which are in use.

    The best single weight; with a ridge, where most weights stay positive, all of them,
    less those that come out negative, until none does.
    """
    rows = np.arange(len(may))
    diagonal = np.where(may, np.diagonal(form, axis1=1, axis2=2), np.inf)
    support = np.zeros_like(may)
    support[rows, diagonal.argmin(axis=1)] = True
    support = np.where(steep[:, None], may, support)
    weights = support / support.sum(axis=1, keepdims=True)
    left = rows[steep]
    while len(left):
        found = _face_minimum(form[left], support[left])
        weights[left] = found
        support[left] &= found > 0
        left = left[(found < 0).any(axis=1)]
    return weights, support


def _face_minimum(form: np.ndarray, support: np.ndarray) -> np.ndarray:
    """Minimum over weights that sum to one, are zero off the support, of any sign.

    On that plane a constant may be added to the form: (Q + 11')u = 1, w = u / sum(u).
    """
    width = int(support.sum(axis=1).max())
    order = np.argsort(~support, axis=1, kind="stable")[:, :width]
    used = np.take_along_axis(support, order, axis=1)
    rows = np.arange(len(form))[:, None]
    system = form[rows[:, :, None], order[:, :, None], order[:, None, :]] + 1
    system *= used[:, :, None] & used[:, None, :]
    system[:, range(width), range(width)] += np.where(used, JITTER, 1)
    solved = np.linalg.solve(system, used[:, :, None].astype(float))[:, :, 0]
    weights = np.zeros(support.shape)
    weights[rows, order] = solved / solved.sum(axis=1, keepdims=True)
    return weights
