"""Scatter: dots of other provinces, the province among them, named axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from par_eval.language import decimal, say
from par_eval.show.carrier import capital
from par_eval.show.figures.labels import Label, beside
from par_eval.show.figures.words import lines_of, width_of
from par_eval.show.style import Size, colour, lay_out

__all__ = ["draw_dots", "draw_own", "limits", "name_axes", "own_label"]

Pairs = Sequence[tuple[float, float]]

SIDES = ("above", "below", "right", "left")
GAP = 9.0
"""Pixels from the province's dot to its name."""


def limits(ax: Axes, x: Sequence[float], y: Sequence[float], right: float) -> None:
    """Limits around everything that is drawn, with room at the right.

    Parameters
    ----------
    ax : Axes
        Axes.
    x, y : sequence of float
        All values that are drawn.
    right : float
        Room for labels at the right, as a share of the width of the dots.
    """
    wide, high = (max(max(v) - min(v), 0.1) for v in (x, y))
    ax.set_xlim(min(x) - 0.06 * wide, max(x) + (0.06 + right) * wide)
    ax.set_ylim(min(y) - 0.1 * high, max(y) + 0.1 * high)


def draw_dots(ax: Axes, pairs: Pairs, ends: tuple[float, float]) -> None:
    """Dots of other provinces, and a line where nothing changes.

    Parameters
    ----------
    ax : Axes
        Axes.
    pairs : sequence of (float, float)
        The dots.
    ends : (float, float)
        From where to where that line reaches.
    """
    ax.plot(ends, [0, 0], color=colour("ink3"), linewidth=0.8, zorder=1)
    ax.plot(
        *zip(*pairs, strict=True),
        "o",
        markersize=5.5,
        markerfacecolor=colour("mark"),
        markeredgecolor=colour("paper"),
        markeredgewidth=0.6,
        zorder=2,
    )


def draw_own(ax: Axes, at: tuple[float, float]) -> None:
    """The province's own dot.

    Parameters
    ----------
    ax : Axes
        Axes.
    at : (float, float)
        Where it stands.
    """
    ax.plot(
        [at[0]],
        [at[1]],
        "o",
        markersize=9,
        color=colour("accent"),
        markeredgecolor=colour("paper"),
        zorder=6,
    )


def own_label(
    ax: Axes,
    at: tuple[float, float],
    words: str,
    pairs: Pairs,
    size: Size,
    sides: Sequence[str] = SIDES,
) -> Label:
    """Name of the province on the side of its dot where fewest others lie.

    Parameters
    ----------
    ax : Axes
        Axes with their limits set.
    at : (float, float)
        The province's own dot.
    words : str
        Its name.
    pairs : sequence of (float, float)
        The other dots.
    size : Size
        Which drawing.
    sides : sequence of str
        Sides, the best one first where equally few dots lie.

    Returns
    -------
    Label
        For `par_eval.show.figures.labels.place`.
    """
    font = 11.0 if size.narrow else 12.5
    figure = ax.get_figure(root=True)
    assert figure is not None
    lay_out(figure)
    away = ax.transData.transform(np.array(pairs)) - ax.transData.transform(at)
    wide, high = width_of(words, font, True), font + 2
    middles = {
        "above": (0, GAP + high / 2),
        "below": (0, -GAP - high / 2),
        "right": (GAP + wide / 2, 0),
        "left": (-GAP - wide / 2, 0),
    }

    def covered(side: str) -> int:
        apart = np.abs(away - np.array(middles[side]))
        return int(((apart[:, 0] < wide / 2 + 3) & (apart[:, 1] < high / 2 + 3)).sum())

    style = {
        "color": colour("accent"),
        "fontweight": "bold",
        "fontsize": font,
        "zorder": 7,
    }
    return Label(
        words, beside(*at, sorted(sides, key=covered), GAP), style, needed=True
    )


def name_axes(
    ax: Axes,
    across: object,
    upwards: object,
    size: Size,
    language: str,
    *,
    signed: bool = False,
) -> None:
    """Name both axes in words that stand upright, with numbers of the language.

    Parameters
    ----------
    ax : Axes
        Axes with their limits set.
    across, upwards : object
        What stands along the foot, and what upwards.
    size : Size
        Which drawing.
    language : str
        Code of the language.
    signed : bool
        Whether numbers along the foot are changes, as those upwards are.
    """
    font = 10.5 if size.narrow else 12
    room = size.width - 50
    style: dict[str, Any] = {
        "fontsize": font,
        "color": colour("ink2"),
        "loc": "left",
    }
    lines = lines_of(capital(say(upwards, language)), room, font)
    ax.set_title("\n".join(lines), pad=8, **style)
    lines = lines_of(capital(say(across, language)), room, font)
    ax.set_xlabel("\n".join(lines), labelpad=6, **style)
    for axis, change in ((ax.xaxis, signed), (ax.yaxis, True)):
        low, high = sorted(axis.get_view_interval())
        ticks = [float(t) for t in axis.get_majorticklocs() if low <= t <= high]
        if len(ticks) > 7:
            ticks = ticks[::2]
        whole = all(abs(t - round(t)) < 1e-9 for t in ticks)
        places = 0 if whole else 1
        labels = [decimal(t, language, places, signed=change) for t in ticks]
        axis.set_ticks(ticks, labels)
