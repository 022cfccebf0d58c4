"""Drawing a rebound: what followed similar moves elsewhere, and the province's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation.benchmarks import Rebound
from par_eval.language import decimal, say
from par_eval.show.figures.labels import Label, place
from par_eval.show.figures.scatter import (
    Pairs,
    draw_dots,
    draw_own,
    limits,
    name_axes,
    own_label,
)
from par_eval.show.style import Size, colour
from par_eval.values import Name, text

__all__ = ["draw_rebound"]

ASIDE = ("right", "left", "above", "below")
"""Sides of the own dot, those beside the interval first."""


def draw_rebound(
    ax: Axes,
    moves: pd.DataFrame,
    found: Rebound,
    province: Name,
    size: Size,
    language: str,
) -> Axes:
    """Draw the later move over the prior one, with the prediction interval.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    moves : DataFrame
        Similar moves, as `par_eval.evaluation.benchmarks.similar_moves` gives them.
    found : Rebound
        The province's own, from which something was to be expected.
    province : Name
        Name of the province.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    Axes
        The same axes.
    """
    wide = moves.pivot(index=["province", "year"], columns="what", values="value")
    pairs = list(zip(wide["prior"], wide["later"], strict=True))
    used = found.used
    assert used is not None
    assert used.expected is not None
    assert found.prior is not None
    assert found.relative is not None
    expected = used.expected
    assert expected.low is not None
    assert expected.high is not None
    at = (found.prior.value, found.relative.value)
    reach = [at[0], *wide["prior"]]
    draw_dots(ax, pairs, (min(reach), max(reach)))
    _interval(ax, at[0], (expected.low, expected.value, expected.high))
    _line(ax, pairs, at[0])
    draw_own(ax, at)
    limits(
        ax,
        reach,
        [at[1], expected.low, expected.high, *wide["later"]],
        0.0,
    )
    name_axes(
        ax,
        text("Move before, against the mean"),
        text("Move after, against the mean"),
        size,
        language,
        signed=True,
    )
    own = own_label(ax, at, say(province, language), pairs, size, ASIDE)
    place(ax, [own, *_ends(at[0], expected.low, expected.high, size, language)])
    return ax


def _interval(ax: Axes, x: float, ends: tuple[float, float, float]) -> None:
    low, value, high = ends
    style: dict[str, Any] = {"solid_capstyle": "butt", "zorder": 1.5}
    ax.plot([x, x], [low, high], color=colour("soft"), linewidth=13, **style)
    ax.plot(
        [x],
        [value],
        marker="_",
        markersize=17,
        markeredgewidth=2,
        color=colour("ink"),
        zorder=4,
    )


def _line(ax: Axes, pairs: Pairs, own: float) -> None:
    """Least squares of the later on the prior moves, up to the province's own."""
    prior, later = np.array(pairs, dtype=float).T
    slope, start = np.polyfit(prior, later, 1) if np.ptp(prior) else (0.0, later.mean())
    ends = np.array([min(own, prior.min()), max(own, prior.max())])
    ax.plot(ends, start + slope * ends, color=colour("ink2"), linewidth=1.4, zorder=3)


def _ends(x: float, low: float, high: float, size: Size, language: str) -> list[Label]:
    """Numbers at both ends of the prediction interval."""
    style = {"fontsize": 10 if size.narrow else 11, "color": colour("ink2")}
    return [
        Label(
            decimal(end, language, 2, signed=True),
            tuple(
                {
                    "xy": (x, end),
                    "xytext": (shift, 0),
                    "textcoords": "offset points",
                    "ha": side,
                    "va": va,
                }
                for shift, side in ((11, "left"), (-11, "right"))
            ),
            style,
            needed=True,
        )
        for end, va in ((high, "top"), (low, "bottom"))
    ]
