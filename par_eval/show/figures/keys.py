"""Keys: a line of words above a drawing that says what each shape means."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from par_eval.language import say
from par_eval.show.figures.strips import Key, Sheet
from par_eval.show.figures.words import lines_of, width_of
from par_eval.show.style import colour

__all__ = ["draw_keys", "draw_mark", "keys_height"]

INDENT = 18.0
"""Pixels for the shape before its words."""

GAP = 22.0
"""Pixels from the end of one entry to the next."""


def draw_mark(
    ax: Axes, x: float, y: float, shape: str, filled: bool, tone: str
) -> None:
    """One mark, filled or as an outline.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    x, y : float
        Where it stands.
    shape : str
        Marker of matplotlib.
    filled : bool
        Whether it is filled.
    tone : str
        Role of its colour.
    """
    ax.plot(
        [x],
        [y],
        marker=shape,
        markersize=8 if shape == "o" else 7.5,
        markerfacecolor=colour(tone) if filled else colour("paper"),
        markeredgecolor=colour(tone),
        markeredgewidth=1.5,
        linestyle="none",
        zorder=5,
    )


def keys_height(on: Sheet, keys: Sequence[Key]) -> float:
    """Pixels that the keys take.

    Parameters
    ----------
    on : Sheet
        Measures of the drawing.
    keys : sequence of Key
        What the shapes mean.

    Returns
    -------
    float
    """
    places = _places(on, keys)
    return max(y for *_, y in places) + on.line + 6 if places else 0.0


def draw_keys(ax: Axes, on: Sheet, keys: Sequence[Key]) -> None:
    """Write the keys at the top, as many on a line as it holds.

    Parameters
    ----------
    ax : Axes
        Sheet of pixels.
    on : Sheet
        Measures of the drawing.
    keys : sequence of Key
        What the shapes mean.
    """
    for key, lines, x, y in _places(on, keys):
        middle = y - (len(lines) - 1) * on.line
        if key.shape:
            draw_mark(ax, x + 6, middle, key.shape, key.filled, key.tone)
        else:
            ends = [x + 1, x + 13]
            ax.plot(ends, [middle] * 2, color=colour(key.tone), linewidth=5)
        for turn, line in enumerate(lines):
            ax.text(
                x + INDENT,
                middle + turn * on.line,
                line,
                va="center",
                fontsize=on.label,
                color=colour("ink2"),
            )


def _places(
    on: Sheet, keys: Sequence[Key]
) -> list[tuple[Key, tuple[str, ...], float, float]]:
    """Each key with its lines, where it begins, and the height of its last line."""
    found = []
    x, y = 2.0, on.line / 2 + 2
    room = on.size.width - 12
    for key in keys:
        words = say(key.words, on.language)
        lines = lines_of(words, room - INDENT, on.label)
        wide = INDENT + max(width_of(line, on.label) for line in lines)
        if x > 2 and x + wide > room:
            x, y = 2.0, y + on.line + 3
        y += (len(lines) - 1) * on.line
        found.append((key, lines, x, y))
        x += wide + GAP
    return found
