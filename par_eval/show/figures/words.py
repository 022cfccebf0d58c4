"""Words: how wide they are in a drawing, and where their lines must end."""

from __future__ import annotations

from functools import cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font

__all__ = ["lines_of", "width_of"]

MEASURED = 100
"""Size at which letters are measured."""

PARTS = 65536
"""Parts of a pixel in which the font gives its measures."""


def width_of(words: str, size: float, bold: bool = False) -> float:
    """Width of words in the font that drawings are laid out with.

    Parameters
    ----------
    words : str
        One line.
    size : float
        Size of the font; one point is one pixel.
    bold : bool
        Whether they are bold.

    Returns
    -------
    float
        Pixels.

    Examples
    --------
    >>> width_of("aa", 10) > width_of("a", 10)
    True
    """
    return size * sum(_advance(letter, bold) for letter in words)


@cache
def _font(bold: bool) -> FT2Font:
    weight = "bold" if bold else "normal"
    return get_font(findfont(FontProperties(family="DejaVu Sans", weight=weight)))


@cache
def _advance(letter: str, bold: bool) -> float:
    """From a letter to the next one, in parts of the size."""
    font = _font(bold)
    font.set_size(MEASURED, 72)  # drawings share the font and set it to another size
    glyph = font.load_char(ord(letter))
    return float(glyph.linearHoriAdvance) / PARTS / MEASURED


def lines_of(
    words: str, width: float, size: float, *, bold: bool = False
) -> tuple[str, ...]:
    """Lines that words take in a width; a word that is wider has its own line.

    Parameters
    ----------
    words : str
        What is written.
    width : float
        Pixels.
    size : float
        Size of the font.
    bold : bool
        Whether they are bold.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> lines_of("one two", 30, 10)
    ('one', 'two')
    """
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and width_of(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
