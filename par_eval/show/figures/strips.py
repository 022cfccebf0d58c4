"""Strips: rows of places on a common axis, and where each of their labels stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from par_eval.language import say
from par_eval.show.carrier import capital
from par_eval.show.figures.words import lines_of, width_of
from par_eval.show.style import Size

__all__ = ["Key", "Laid", "Mark", "Sheet", "Strip", "laid", "sheet"]

STEP = 12.0
"""Pixels between marks of one row that would cover one another."""

REACH = 7.0
"""Pixels that a mark takes on either side of its place."""

APART = 7.0
"""Pixels between two labels."""

BETWEEN = 13.0
"""Pixels between a row and the next one."""


@dataclass(frozen=True)
class Mark:
    """A place, or its bounds, with the words beside it.

    Parameters
    ----------
    low, high : int
        Best and worst place; the same where the place is known.
    words : object
        What is written beside it.
    shape : str
        Marker of matplotlib.
    filled : bool
        Whether it is filled; else it is an outline.
    tone : str
        Role of its colour.
    """

    low: int
    high: int
    words: object
    shape: str
    filled: bool
    tone: str


@dataclass(frozen=True)
class Strip:
    """One row of marks.

    Parameters
    ----------
    name : object
        What the row is called.
    marks : tuple of Mark
        Its marks.
    """

    name: object
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Key:
    """What a shape means, in the line of words above the rows.

    Parameters
    ----------
    shape : str
        Marker of matplotlib; empty for the bar over bounds.
    filled : bool
        Whether it is filled.
    tone : str
        Role of its colour.
    words : object
        What it means.
    """

    shape: str
    filled: bool
    tone: str
    words: object


@dataclass(frozen=True)
class Laid:
    """Where the marks and labels of one row stand, in pixels from the row's line.

    Parameters
    ----------
    strip : Strip
        The row.
    names : tuple of str
        Its name, line by line.
    lanes : tuple of int
        Lane of each mark's label: 1 is the first above, -1 the first below.
    centres : tuple of float
        Middle of each label, from the left.
    drops : tuple of float
        How far each mark stands below the row's line.
    above, height : float
        Pixels above the line, and of the whole row.
    """

    strip: Strip
    names: tuple[str, ...]
    lanes: tuple[int, ...]
    centres: tuple[float, ...]
    drops: tuple[float, ...]
    above: float
    height: float


@dataclass(frozen=True)
class Sheet:
    """Measures of a drawing of strips.

    Parameters
    ----------
    size : Size
        Which drawing.
    language : str
        Code of the language.
    of : int
        Number of places on the axis.
    left : float
        Where the axis begins.
    """

    size: Size
    language: str
    of: int
    left: float

    @property
    def label(self) -> float:
        """Size of the font of labels and names."""
        return 10.0 if self.size.narrow else 11.0

    @property
    def line(self) -> float:
        """Pixels from one line of words to the next."""
        return self.label + 3.5

    def x(self, place: float) -> float:
        """Pixels from the left at which a place stands.

        Parameters
        ----------
        place : float
            From 1 on.

        Returns
        -------
        float
        """
        first, last = self.left + REACH, self.size.width - 14
        return first + (last - first) * (place - 1) / max(self.of - 1, 1)


def sheet(strips: Sequence[Strip], of: int, size: Size, language: str) -> Sheet:
    """Measures of a drawing: as much room at the left as the names of rows need.

    Parameters
    ----------
    strips : sequence of Strip
        The rows.
    of : int
        Number of places on the axis.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    Sheet
    """
    bare = Sheet(size, language, of, 0.0)
    widths = [width_of(w, bare.label, True) for s in strips for w in _names(bare, s)]
    return Sheet(size, language, of, max(widths, default=0.0) + 12)


def laid(on: Sheet, strip: Strip) -> Laid:
    """Lay out one row: labels that touch stand in other lanes, as marks do.

    Parameters
    ----------
    on : Sheet
        Measures of the drawing.
    strip : Strip
        The row.

    Returns
    -------
    Laid
    """
    order = sorted(
        range(len(strip.marks)), key=lambda i: (strip.marks[i].low, strip.marks[i].high)
    )
    levels: dict[int, int] = {}
    lanes: dict[int, int] = {}
    centres: dict[int, float] = {}
    taken: dict[int, float] = {}
    for i in order:
        mark = strip.marks[i]
        ends = on.x(mark.low) - REACH, on.x(mark.high) + REACH
        levels[i] = _free(count(), taken, ends)
    taken = {}
    for i in order:
        wide = width_of(say(strip.marks[i].words, on.language), on.label, True)
        centres[i] = _centre(on, strip.marks[i], wide)
        ends = centres[i] - wide / 2 - APART / 2, centres[i] + wide / 2 + APART / 2
        lanes[i] = _free(_sides(below=levels[i] > 0), taken, ends)
    places = range(len(strip.marks))
    names = _names(on, strip)
    above = max([0, *lanes.values()]) * on.line + REACH + BETWEEN / 2
    deep = max([0, *levels.values()]) * STEP
    below = (
        max([0, *(-lane for lane in lanes.values())]) * on.line + REACH + BETWEEN / 2
    )
    least = len(names) * on.line / 2 + BETWEEN / 2
    return Laid(
        strip=strip,
        names=names,
        lanes=tuple(lanes[i] for i in places),
        centres=tuple(centres[i] for i in places),
        drops=tuple(levels[i] * STEP for i in places),
        above=max(above, least),
        height=max(above, least) + max(deep + below, least),
    )


def _names(on: Sheet, strip: Strip) -> tuple[str, ...]:
    words = capital(say(strip.name, on.language))
    return lines_of(words, 84 if on.size.narrow else 150, on.label, bold=True)


def _centre(on: Sheet, mark: Mark, wide: float) -> float:
    """Middle of a label: over its mark, as far as it stays inside the drawing."""
    wanted = (on.x(mark.low) + on.x(mark.high)) / 2
    low, high = on.left + wide / 2, on.size.width - 4 - wide / 2
    return max(low, min(wanted, high))


def _sides(*, below: bool) -> Iterator[int]:
    """Lanes in turn above and below the line, from the nearest on."""
    for lane in count(1):
        yield from (-lane, lane) if below else (lane, -lane)


def _free(
    lanes: Iterable[int], taken: dict[int, float], ends: tuple[float, float]
) -> int:
    """First lane whose last entry ends before this one; it is taken from now on."""
    for lane in lanes:
        if taken.get(lane, float("-inf")) <= ends[0]:
            taken[lane] = ends[1]
            return lane
    raise AssertionError("there is no end of lanes")
