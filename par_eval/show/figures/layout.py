"""Layout: words on several lines, heights that keep apart, a drawing in pixels."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from par_eval.show.style import Size

__all__ = ["in_pixels", "spread", "wrapped"]


def wrapped(words: str, longest: int) -> str:
    """Words on as few lines as their length allows, the lines about equally long.

    Parameters
    ----------
    words : str
        What is written.
    longest : int
        Most letters of a line; a single word may be longer.

    Returns
    -------
    str
        With line breaks in the place of spaces.

    Examples
    --------
    >>> wrapped("control of corruption", 12).splitlines()
    ['control of', 'corruption']
    """
    best = _filled(words, longest)
    for width in range(longest - 1, 0, -1):
        narrower = _filled(words, width)
        if narrower.count("\n") > best.count("\n") or _widest(narrower) > longest:
            break
        best = narrower
    return best


def _filled(words: str, longest: int) -> str:
    """Words on lines that are filled one after the other."""
    lines: list[str] = []
    for word in words.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)


def _widest(words: str) -> int:
    return max(len(line) for line in words.split("\n"))


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Centres of labels that do not overlap, each as near as can be to its mark.

    Parameters
    ----------
    wanted : sequence of float
        Heights of the marks, from the lowest number to the highest.
    heights : sequence of float
        Height of each label.
    low, high : float
        Between which all labels stand, if there is room for them.

    Returns
    -------
    list of float
        One centre for each label, in the same order.

    Examples
    --------
    >>> spread([5, 5, 40], [10, 10, 10], 0, 50)
    [5, 15.0, 40]
    """
    places: list[float] = []
    edge = low
    for centre, height in zip(wanted, heights, strict=True):
        places.append(max(centre, edge + height / 2))
        edge = places[-1] + height / 2
    edge = max(high, low + sum(heights))
    for turn in reversed(range(len(places))):
        places[turn] = min(places[turn], edge - heights[turn] / 2)
        edge = places[turn] - heights[turn] / 2
    return places


def in_pixels(ax: Axes, size: Size) -> None:
    """Turn the axes into a sheet on which a unit is a pixel, from the top left.

    Parameters
    ----------
    ax : Axes
        Axes that nothing is drawn on yet.
    size : Size
        Which drawing.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().subplots()
    >>> in_pixels(ax, Size("wide", 760, 300))
    >>> [float(end) for end in ax.get_ylim()]
    [300.0, 0.0]
    """
    ax.set_axis_off()
    ax.set_xlim(0, size.width)
    ax.set_ylim(size.height, 0)
