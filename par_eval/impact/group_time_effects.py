"""Group-time effects: ATT(g,t) of Callaway and Sant'Anna (2021) and its influence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from par_eval.impact.contrast import contrast

__all__ = ["Cells", "group_time_effects"]


@dataclass(frozen=True)
class Cells:
    """Effects of groups in periods, with what each unit adds to each of them.

    Parameters
    ----------
    group, time, base : ndarray of shape (cells,)
        First treated period of the group, the period, and the one it is compared with.
    att : ndarray of shape (cells,)
        Average effect on the group in the period.
    influence : ndarray of shape (units, cells)
        Influence functions; a column is NaN where a side of the comparison is a
        single unit, whose spread cannot be known.
    comparisons : ndarray of shape (cells,)
        Number of comparison units.
    skipped : int
        Cells left out because no unit could be compared with.
    """

    group: np.ndarray
    time: np.ndarray
    base: np.ndarray
    att: np.ndarray
    influence: np.ndarray
    comparisons: np.ndarray
    skipped: int


def group_time_effects(
    outcomes: np.ndarray,
    periods: np.ndarray,
    first: np.ndarray,
    design: np.ndarray,
    *,
    control: str,
    method: str,
    anticipation: int,
    base_period: str,
) -> Cells:
    """Every ATT(g,t) that the panel can show (Callaway and Sant'Anna 2021, Theorem 1).

    Cells that share a group and its comparison units are estimated together.

    Parameters
    ----------
    outcomes : ndarray of shape (units, periods)
    periods : ndarray of shape (periods,)
        Periods in order.
    first : ndarray of shape (units,)
        First treated period; infinite for never.
    design : ndarray of shape (units, 1 + covariates)
        Ones, then covariates.
    control : {"never_treated", "not_yet_treated"}
        Whom a group is compared with; not yet treated in either of the two periods.
    method : {"doubly_robust", "regression", "weighting", "unconditional"}
        Their estimands dr, or and ipw; or a difference of mean changes.
    anticipation : int
        Periods by which an effect may come early; the base period lies before them.
    base_period : {"varying", "universal"}
        What a period before treatment is compared with: the period before it, or the
        base period of the group, as later periods are.

    Returns
    -------
    Cells
    """
    plan = list(_plan(periods, first, anticipation, base_period))
    masks = [
        _comparison(first, g, max(periods[t], periods[b]), control, anticipation)
        for g, t, b in plan
    ]
    kept = [i for i, mask in enumerate(masks) if mask.any()]
    blocks: dict[tuple[float, bytes], list[int]] = {}
    for column, i in enumerate(kept):
        blocks.setdefault((plan[i][0], masks[i].tobytes()), []).append(column)
    now = np.array([plan[i][1] for i in kept], int)
    base = np.array([plan[i][2] for i in kept], int)
    att, influence = np.zeros(len(kept)), np.zeros((len(first), len(kept)))
    for (group, _), columns in blocks.items():
        att[columns], influence[:, columns] = contrast(
            first == group,
            masks[kept[columns[0]]],
            design,
            outcomes[:, now[columns]] - outcomes[:, base[columns]],
            method=method,
            name=f"{group:.12g}",
        )
    return Cells(
        np.array([plan[i][0] for i in kept]),
        periods[now],
        periods[base],
        att,
        influence,
        np.array([masks[i].sum() for i in kept], int),
        len(plan) - len(kept),
    )


def _plan(
    periods: np.ndarray, first: np.ndarray, anticipation: int, base_period: str
) -> Iterator[tuple[float, int, int]]:
    """Group, position of the period and of its base, for every cell."""
    for group in np.unique(first[first <= periods[-1]]):
        clean = int(np.flatnonzero(periods + anticipation < group)[-1])
        for now in range(len(periods)):
            if now > clean or base_period == "universal":
                yield group, now, clean
            elif now:
                yield group, now, now - 1


def _comparison(
    first: np.ndarray, group: float, last: float, control: str, anticipation: int
) -> np.ndarray:
    if control == "never_treated":
        return np.isinf(first)
    return (first > last + anticipation) & (first != group)
