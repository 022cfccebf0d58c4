"""Drawing a tile map: one map for each year, a shade for each quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from par_eval.language import say
from par_eval.show.figures.layout import in_pixels, wrapped
from par_eval.show.figures.tiles import initials
from par_eval.show.style import Size, colour
from par_eval.values import Name, Text, text

__all__ = [
    "KEYS",
    "SHADES",
    "Box",
    "TileYear",
    "draw_keys",
    "draw_tile",
    "draw_tiles",
    "tile_heights",
]

Box = tuple[float, float, float, float]
"""Left, top, width and height in pixels."""

SHADES = {1: "ink", 2: "ink3", 3: "rule", 4: "paper"}
"""Colour of each quarter, the best one first."""

KEYS: Mapping[int | None, Text] = {
    1: text("best quarter"),
    2: text("second quarter"),
    3: text("third quarter"),
    4: text("lowest quarter"),
    None: text("no value"),
}
GAP, LINE, LETTER = 2.0, 16.0, 6.6
"""Between two tiles; from line to line of words; width of a letter, in pixels."""


@dataclass(frozen=True)
class TileYear:
    """One of the maps.

    Parameters
    ----------
    year : int
        Year.
    quarters : mapping of str to int
        Quarter of each province with a value, the best is 1.
    place : Text
        Place of the province in words.
    """

    year: int
    quarters: Mapping[str, int]
    place: Text


def tile_heights(places: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """Heights of the wide and of the narrow drawing, in pixels.

    Parameters
    ----------
    places : mapping of str to (int, int)
        Row and column of each province.

    Returns
    -------
    (int, int)
    """
    rows = 1 + max(row for row, _ in places.values())
    wide, narrow = (_tops(narrow) + rows * _tile(narrow) for narrow in (False, True))
    return int(wide) + 8, int(narrow) + 8


def _tops(narrow: bool) -> float:
    """Height of what stands above the tiles: the shades, the years, the places."""
    return (3 if narrow else 1) * LINE + (4 if narrow else 2) * LINE + 14


def _tile(narrow: bool) -> float:
    """Height of a tile with the gap below it."""
    return 17.0 if narrow else 20.0


def draw_tiles(
    ax: Axes,
    maps: Sequence[TileYear],
    places: Mapping[str, tuple[int, int]],
    names: Mapping[str, Name],
    province: str,
    size: Size,
    language: str,
) -> Axes:
    """Draw the maps side by side, with the shades in words above them.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    maps : sequence of TileYear
        One or two of them.
    places : mapping of str to (int, int)
        Row and column of each province.
    names : mapping of str to Name
        Names of the provinces, of which the tiles bear short forms if wide enough.
    province : str
        Code of the province.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    Axes
        The same axes.
    """
    in_pixels(ax, size)
    known = [one.quarters for one in maps]
    gaps = any(code not in quarters for quarters in known for code in places)
    draw_keys(ax, size, language, gaps=gaps)
    codes = sorted(places)
    said = [say(names[code], language) for code in codes]
    short = {} if size.narrow else dict(zip(codes, initials(said), strict=True))
    for turn, one in enumerate(maps):
        left = 4 + turn * size.width / 2
        _head(ax, one, names[province], left, size, language)
        for code in sorted(places, key=lambda code: code == province):
            box = _box(places, code, left, size)
            own = code == province
            quarter, letters = one.quarters.get(code), short.get(code, "")
            if own:
                _draw_own(ax, box, quarter, letters)
            else:
                draw_tile(ax, box, quarter, letters)
    return ax


def draw_keys(ax: Axes, size: Size, language: str, *, gaps: bool) -> None:
    """The shades with their words, in as many lines as they need.

    Parameters
    ----------
    ax : Axes
        Axes in pixels.
    size : Size
        Which drawing.
    language : str
        Code of the language.
    gaps : bool
        Whether some province has no value, which has a key too.
    """
    keys = [*SHADES, *([None] if gaps else [])]
    x, y = 4.0, 8.0
    for key in keys:
        words = say(KEYS[key], language)
        width = 22 + LETTER * len(words) + 14
        if x > 4 and x + width > size.width:
            x, y = 4.0, y + LINE
        _shade(ax, (x, y - 5, 16.0, 10.0), key)
        ax.text(
            x + 22,
            y,
            words,
            va="center",
            fontsize=10 if size.narrow else 11,
            color=colour("ink2"),
        )
        x += width


def _head(
    ax: Axes, one: TileYear, name: Name, left: float, size: Size, language: str
) -> None:
    """Year, and the province with its place."""
    top = (3 if size.narrow else 1) * LINE + 12
    style: dict[str, Any] = {"va": "top", "fontsize": 10 if size.narrow else 12}
    ax.text(left, top, str(one.year), fontweight="bold", **style)
    place = text("{province}: {place}", province=name, place=one.place)
    words = wrapped(say(place, language), 24 if size.narrow else 50)
    style = {**style, "color": colour("accent"), "fontweight": "bold"}
    ax.text(left, top + LINE, words, linespacing=1.15, **style)


def _box(
    places: Mapping[str, tuple[int, int]], code: str, left: float, size: Size
) -> Box:
    """Left, top, width and height of a tile."""
    columns = 1 + max(column for _, column in places.values())
    wide = min((size.width / 2 - 12) / columns, 40.0)
    high = _tile(size.narrow)
    row, column = places[code]
    top = _tops(size.narrow) + row * high
    return left + column * wide, top, wide - GAP, high - GAP


def _draw_own(ax: Axes, box: Box, quarter: int | None, letters: str) -> None:
    """The tile of the province itself, in a frame of its colour."""
    left, top, width, height = box
    ring = (left - 4.5, top - 4.5, width + 9, height + 9)
    _rectangle(ax, ring, facecolor=colour("accent"), zorder=5)
    inner = (left - 1, top - 1, width + 2, height + 2)
    _rectangle(ax, inner, facecolor=colour("paper"), zorder=6)
    within = (left + 0.5, top + 0.5, width - 1, height - 1)
    draw_tile(ax, within, quarter, letters, zorder=7, fontweight="bold")


def draw_tile(
    ax: Axes,
    box: Box,
    quarter: int | None,
    letters: str,
    *,
    zorder: int = 4,
    fontweight: str = "normal",
) -> None:
    """One tile in its shade, with the short name of its province.

    Parameters
    ----------
    ax : Axes
        Axes in pixels.
    box : Box
        Where it stands.
    quarter : int or None
        Quarter of the province, the best is 1; None without a value.
    letters : str
        What is written on it; may be empty.
    zorder : int
        Above what it is drawn.
    fontweight : str
        Weight of the letters.
    """
    left, top, width, height = box
    _shade(ax, box, quarter, zorder)
    if letters:
        tone = {1: "paper", 2: "paper", None: "ink3"}.get(quarter, "ink")
        ax.text(
            left + width / 2,
            top + height / 2,
            letters,
            ha="center",
            va="center_baseline",
            fontsize=10,
            fontweight=fontweight,
            color=colour(tone),
            zorder=zorder + 1,
        )


def _shade(ax: Axes, box: Box, quarter: int | None, zorder: int = 4) -> None:
    """One tile in the shade of its quarter; dashed where there is no value."""
    style = {"edgecolor": colour("mark"), "linewidth": 0.8, "zorder": zorder}
    if quarter is None:
        _rectangle(ax, box, facecolor="none", linestyle=(0, (2, 2)), **style)
    else:
        _rectangle(ax, box, facecolor=colour(SHADES[quarter]), **style)


def _rectangle(ax: Axes, box: Box, **style: Any) -> None:
    left, top, width, height = box
    style = {"linewidth": 0, **style}
    ax.add_patch(Rectangle((left, top), width, height, **style))
