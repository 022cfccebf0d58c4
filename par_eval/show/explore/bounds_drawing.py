"""Drawing bounds: a bar for each outcome across a line of no difference."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from par_eval.facts import Facts
from par_eval.language import decimal, say
from par_eval.show.carrier import capital
from par_eval.show.figures.layout import wrapped
from par_eval.show.style import Size, colour
from par_eval.values import Name, quantities, text

__all__ = ["bar_heights", "draw_bounds"]

WIDE, NARROW = 30, 16
"""Most letters of a line of a name, beside the wide and the narrow drawing."""


def draw_bounds(
    ax: Axes,
    numbers: pd.DataFrame,
    labels: Mapping[str, Name],
    pale: Collection[str],
    size: Size,
    language: str,
) -> Axes:
    """Draw the bounds from a traced frame with the key columns indicator and what.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    numbers : DataFrame
        Traced frame: low and high of each outcome.
    labels : mapping of str to Name
        Names of the outcomes that are drawn, in their order.
    pale : collection of str
        Outcomes that the reform hardly reaches, or not at all.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    Axes
        The same axes.
    """
    for height, name in enumerate(labels):
        ends = list(quantities(numbers[numbers["indicator"] == name]))
        low, high = (float(end.value) for end in ends)
        tone = colour("band" if name in pale else "mark")
        ax.barh(height, high - low, left=low, height=0.4, color=tone)
        ax.text(
            (low + high) / 2,
            height - 0.26,
            say(text("{low} to {high}", low=ends[0], high=ends[1]), language),
            ha="center",
            va="bottom",
            fontsize=10,
            color=colour("ink2"),
            bbox={"facecolor": colour("paper"), "edgecolor": "none", "pad": 1},
        )
    ax.axvline(0, color=colour("ink"), linewidth=1)
    longest = NARROW if size.narrow else WIDE
    names = [wrapped(capital(say(name, language)), longest) for name in labels.values()]
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.8)
    reach = 1.15 * max(float(numbers["value"].abs().max()), 1e-9)
    ax.set_xlim(-reach, reach)
    _ticks(ax, reach, size, language)
    ax.grid(visible=True, axis="x")
    ax.set_axisbelow(True)
    return ax


def _ticks(ax: Axes, reach: float, size: Size, language: str) -> None:
    """Values along the foot, fewer on a phone, as the language writes them."""
    found = MaxNLocator(4 if size.narrow else 8).tick_values(-reach, reach)
    ticks = [float(tick) for tick in found if abs(tick) <= reach]
    ax.set_xticks(ticks, [decimal(tick, language, 2, signed=True) for tick in ticks])


def bar_heights(facts: Facts, labels: Mapping[str, Name]) -> tuple[int, int]:
    """Pixels of both drawings in which names and numbers have room in every language.

    Parameters
    ----------
    facts : Facts
        Data package.
    labels : mapping of str to Name
        Names of the outcomes.

    Returns
    -------
    (int, int)
        Of the wide and of the narrow drawing.
    """
    said = [say(name, lang) for name in labels.values() for lang in facts.languages]
    heights = []
    for longest in (WIDE, NARROW):
        lines = max(wrapped(name, longest).count("\n") + 1 for name in said)
        heights.append(60 + max(46, 16 * lines + 8) * len(labels))
    return heights[0], heights[1]
