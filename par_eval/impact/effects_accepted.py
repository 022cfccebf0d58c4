"""Effects that a test does not reject: an interval by inversion."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from par_eval.impact.conformal_tests import Shifted
from par_eval.values import ParEvalError

__all__ = ["accepted_effects"]

POINTS, DOUBLINGS, HALVINGS = 81, 8, 20
"""Effects tried at once, how often their range may double, and steps to refine."""
WIDTH = 3
"""Range tried at first, in standard deviations of the gaps around their mean."""

Interval = tuple[float, float]
Above = Callable[[np.ndarray], np.ndarray]
Found = tuple[Interval | None, tuple[str, ...]]


def accepted_effects(
    test: Shifted,
    gaps: np.ndarray,
    size: float,
    grid: Sequence[float] | None = None,
) -> Found:
    """Hull of the constant effects whose p-value is above a size.

    Parameters
    ----------
    test : Shifted
    gaps : ndarray, periods
        Gaps of the fit before treatment, which say where to look.
    size : float
        Probability of rejecting a true effect.
    grid : sequence of float, optional
        Effects to try; left out, they are searched.

    Returns
    -------
    (float, float) or None
        Ends, infinite where effects of any size are not rejected; None where every
        effect is rejected.
    tuple of str
        What is to be said of them.

    Raises
    ------
    ParEvalError
        If the grid is empty or holds something that is no finite number.
    """
    after = test.windows[:, 0] > 0

    def above(tried: np.ndarray) -> np.ndarray:
        paths = np.repeat(tried[:, None], int(after.sum()), axis=1)
        return test.p(paths) - size - 1e-12

    if grid is not None:
        return _on_grid(above, np.sort(np.asarray(grid, float)))
    count = test.windows.shape[1]
    if 1 / count > size + 1e-12:
        note = (
            f"The smallest p that this test can give is 1/{count}, above {size:.3g}: "
            "it rejects no effect, so the interval is infinite."
        )
        return (-np.inf, np.inf), (note,)
    return _searched(above, float(gaps[after].mean()), float(gaps.std()))


def _on_grid(above: Above, tried: np.ndarray) -> Found:
    if not tried.size or not np.isfinite(tried).all():
        raise ParEvalError("the grid must hold effects, each a finite number")
    inside = tried[above(tried) > 0]
    if not len(inside):
        return None, ("Every effect of the grid is rejected.",)
    notes = ["The interval ends at effects of the grid."]
    if inside[0] == tried[0] or inside[-1] == tried[-1]:
        notes.append("The end of the grid is not rejected; a wider grid says more.")
    return (float(inside[0]), float(inside[-1])), tuple(notes)


def _searched(above: Above, middle: float, spread: float) -> Found:
    """Widen until both ends are rejected, then find the ends between tried effects."""
    signs = np.array([-1.0, 1.0])
    reach = np.full(2, WIDTH * (spread or abs(middle) or 1.0))
    for _ in range(DOUBLINGS):
        wide = above(middle + signs * reach) > 0
        if not wide.any():
            break
        reach = np.where(wide, 2 * reach, reach)
    tried = np.append(np.linspace(middle - reach[0], middle + reach[1], POINTS), middle)
    tried = np.sort(tried)
    p = above(tried)
    if not (p > 0).any():  # they may lie between two that were tried
        best = p.argmax() + np.array([-2, 2])
        first, last = tried[best.clip(0, POINTS)]
        tried = np.linspace(first, last, POINTS + 1)
        p = above(tried)
    inside = np.flatnonzero(p > 0)
    if not len(inside):
        return None, ("No constant effect is compatible with the data.",)
    ends = tried[[inside[0], inside[-1]]]
    outside = tried[[max(inside[0] - 1, 0), min(inside[-1] + 1, POINTS)]]
    open_ = ends == outside
    for _ in range(HALVINGS):
        half = (ends + outside) / 2
        holds = above(half) > 0
        ends, outside = np.where(holds, half, ends), np.where(holds, outside, half)
    notes: tuple[str, ...] = ()
    if open_.any():
        notes = ("Effects of any size are not rejected, so the interval is infinite.",)
    if len(inside) < inside[-1] - inside[0] + 1:
        notes += ("Some effects inside the interval are rejected; it is their hull.",)
    lower, upper = np.where(open_, signs * np.inf, ends)
    return (float(lower), float(upper)), notes
