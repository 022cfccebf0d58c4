"""Labels: words beside the marks, where they are free of one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from matplotlib.axes import Axes
from matplotlib.transforms import Bbox, BboxBase

from par_eval.show.style import lay_out

__all__ = ["Label", "beside", "place"]

CLEAR = 1.0
"""Pixels between two labels."""
EDGE = 3.0
"""Pixels between a label and the edge: a last layout may move the axes a little."""


@dataclass(frozen=True)
class Label:
    """Words that may stand in one of several places.

    Parameters
    ----------
    words : str
        What is written.
    places : tuple of mapping
        Arguments of ``Axes.annotate`` for each place, the best one first.
    style : mapping
        Arguments that are the same in every place.
    needed : bool
        Whether it is written even where no place is free; else it is left out, and
        its number stands in the table below the figure.
    """

    words: str
    places: tuple[Mapping[str, Any], ...]
    style: Mapping[str, Any] = field(default_factory=dict)
    needed: bool = False


def beside(
    x: float, y: float, sides: Iterable[str], gap: float = 9
) -> tuple[Mapping[str, Any], ...]:
    """Places beside a mark.

    Parameters
    ----------
    x, y : float
        The mark, in the units of the data.
    sides : iterable of {"above", "below", "right", "left"}
        Sides, the best one first.
    gap : float
        Distance from the mark in points.

    Returns
    -------
    tuple of mapping
        For `Label`.

    Examples
    --------
    >>> beside(1, 2, ["above"])[0]["xytext"]
    (0, 9)
    """
    ways = {
        "above": ((0, gap), "center", "bottom"),
        "below": ((0, -gap), "center", "top"),
        "right": ((gap, 0), "left", "center"),
        "left": ((-gap, 0), "right", "center"),
    }
    return tuple(
        {
            "xy": (x, y),
            "xytext": ways[side][0],
            "textcoords": "offset points",
            "ha": ways[side][1],
            "va": ways[side][2],
        }
        for side in sides
    )


def place(ax: Axes, labels: Iterable[Label]) -> None:
    """Write labels where they cover no other words, in order of importance.

    Parameters
    ----------
    ax : Axes
        Axes with everything else drawn and their limits set.
    labels : iterable of Label
        The most important ones first.
    """
    figure = ax.get_figure(root=True)
    assert figure is not None
    lay_out(figure)
    ticks = [*ax.xaxis.get_ticklabels(), *ax.yaxis.get_ticklabels()]
    words = chain(ax.texts, (tick for tick in ticks if tick.get_text()))
    taken = [artist.get_window_extent() for artist in words]
    for label in labels:
        box = _write(ax, label, taken, figure.bbox)
        if box is not None:
            taken.append(box)


def _write(ax: Axes, label: Label, taken: list[Bbox], page: BboxBase) -> Bbox | None:
    tried = [*label.places, *(label.places[:1] if label.needed else ())]
    for turn, where in enumerate(tried):
        artist = ax.annotate(label.words, **where, **label.style)
        artist.set_in_layout(False)
        box = artist.get_window_extent()
        forced = turn == len(label.places)
        inside = _within(box, page)
        if forced or (inside and not any(_cover(box, other) for other in taken)):
            return box
        artist.remove()
    return None


def _within(box: Bbox, page: BboxBase) -> bool:
    """Whether words lie on the page, whatever writes them a little wider."""
    return page.x0 + EDGE <= box.x0 and box.x1 <= page.x1 - EDGE and box.y1 <= page.y1


def _cover(first: Bbox, second: Bbox) -> bool:
    wide = min(first.x1, second.x1) - max(first.x0, second.x0)
    high = min(first.y1, second.y1) - max(first.y0, second.y0)
    return wide > -CLEAR and high > -CLEAR
