"""Fixed effects taken out of columns: what a regression on dummies leaves over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import linalg, sparse  # type: ignore[import-untyped]

__all__ = ["Within", "group_sums", "take_out"]

NEGLIGIBLE = 1e-9
"""Share of a column's length below which what is left of it counts as nothing."""


@dataclass(frozen=True)
class Within:
    """A projection on the effects: groups by their means, the rest by a basis.

    Parameters
    ----------
    rows : int
        Number of rows.
    groups : ndarray or None
        Group of each row in the effect that is taken out by means; None for none.
    basis : ndarray
        Orthonormal columns, orthogonal to the groups, that span the other effects;
        shape (rows, columns).
    """

    rows: int
    groups: np.ndarray | None
    basis: np.ndarray

    @property
    def rank(self) -> int:
        """Parameters that the effects use up."""
        groups = 0 if self.groups is None else int(self.groups.max()) + 1
        return groups + self.basis.shape[1]

    @property
    def leverage(self) -> np.ndarray:
        """Diagonal of the projection: the weight of each row in its own fit."""
        diagonal = (self.basis**2).sum(axis=1)
        if self.groups is not None:
            diagonal = diagonal + 1 / np.bincount(self.groups)[self.groups]
        return diagonal

    def residual(self, columns: np.ndarray) -> np.ndarray:
        """What the effects do not explain of columns of shape (rows, any)."""
        if self.groups is not None:
            counts = np.bincount(self.groups)[:, None]
            columns = columns - (group_sums(self.groups, columns) / counts)[self.groups]
        return columns - self.basis @ (self.basis.T @ columns)

    def extended(self, columns: np.ndarray) -> Within:
        """The projection on the effects and on some columns, collinear ones once."""
        lengths = np.linalg.norm(columns, axis=0)
        left = self.residual(columns) / np.where(lengths > 0, lengths, 1)
        vectors, triangle, _ = linalg.qr(left, mode="economic", pivoting=True)
        own = np.abs(np.diag(triangle)) > NEGLIGIBLE
        return replace(self, basis=np.hstack([self.basis, vectors[:, own]]))


def take_out(rows: int, effects: Sequence[np.ndarray]) -> Within:
    """The projection on the dummies of any number of effects.

    The effect with most groups is taken out by its means, the dummies of the others
    by an orthonormal basis, so that nothing is iterated and an unbalanced panel is as
    exact as a balanced one (the theorem of Frisch and Waugh 1933 and Lovell 1963).

    Parameters
    ----------
    rows : int
        Number of rows.
    effects : sequence of ndarray
        Group of each row, counted from 0 without gaps, for each effect.

    Returns
    -------
    Within

    Examples
    --------
    >>> within = take_out(4, [np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])])
    >>> within.rank
    3
    >>> outcome = np.array([[1.0], [2.0], [1.0], [4.0]])
    >>> within.residual(outcome).ravel().round(3).tolist()
    [0.5, -0.5, -0.5, 0.5]
    """
    empty = np.empty((rows, 0))
    if not effects:
        return Within(rows, None, empty)
    largest, *others = sorted(effects, key=lambda codes: -int(codes.max()))
    within = Within(rows, largest, empty)
    for codes in others:
        within = within.extended(np.eye(int(codes.max()) + 1)[codes])
    return within


def group_sums(codes: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Sums of columns over the rows of each group.

    Parameters
    ----------
    codes : ndarray
        Group of each row, counted from 0.
    columns : ndarray
        Shape (rows, any).

    Returns
    -------
    ndarray
        Shape (groups, any).

    Examples
    --------
    >>> group_sums(np.array([0, 1, 1]), np.array([[1.0], [2.0], [3.0]])).tolist()
    [[1.0], [5.0]]
    """
    rows = len(codes)
    members = sparse.csr_array(
        (np.ones(rows), (codes, np.arange(rows))), shape=(int(codes.max()) + 1, rows)
    )
    return np.asarray(members @ columns)
