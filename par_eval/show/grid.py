"""Grids: numbers laid out in rows and columns, each opening its trace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler

from par_eval.language import say
from par_eval.show.carrier import capital, said
from par_eval.values import Joined

__all__ = ["Grid", "Marked", "grid_html", "marked"]

NOTHING = "–"
"""What an empty cell shows."""


@dataclass(frozen=True)
class Marked(Joined):
    """A cell with a mark: its first item stands beside the mark, the others below.

    Parameters
    ----------
    items, style : object
        As in `par_eval.values.Joined`.
    mark_html : str
        The mark, one of those of `par_eval.show.marks`.
    """

    mark_html: str = ""


def marked(mark_html: str, words: object, *below: object) -> Marked:
    """Make a cell with a mark.

    Parameters
    ----------
    mark_html : str
        The mark, one of those of `par_eval.show.marks`.
    words : Text, Name or str
        What the mark means.
    *below : Text, Joined, Name, Quantity or str
        What stands below the two.

    Returns
    -------
    Marked

    Examples
    --------
    >>> marked("<svg/>", "supported", "selective").items
    ('supported', 'selective')
    """
    return Marked((words, *below), "semicolon", mark_html)


@dataclass(frozen=True)
class Grid:
    """Cells by row and column, with their headings.

    Parameters
    ----------
    corner : Text
        Heading of the column of row headings.
    rows, columns : mapping
        Heading (`Text`, `Name`, str or int; of a row `Marked` too) by key, in order.
    cells : mapping
        `Quantity`, `Text`, `Joined`, `Marked`, `Name` or str by (row key, column key);
        a cell that is absent is printed as a dash.
    words : frozenset of str
        Keys of columns that hold words, not numbers.
    """

    corner: object
    rows: Mapping[Any, object]
    columns: Mapping[Any, object]
    cells: Mapping[tuple[Any, Any], object]
    words: frozenset[object] = field(default=frozenset())


def grid_html(grid: Grid, language: str, label: str) -> str:
    """HTML of a grid, in a box of its own that scrolls where it is too wide.

    Parameters
    ----------
    grid : Grid
        What to print.
    language : str
        Language.
    label : str
        Name of the box for a screen reader.

    Returns
    -------
    str
        HTML without ids and style; each heading has its scope.
    """
    frame = pd.DataFrame(
        [
            [
                _cell(grid.cells.get((row, column), NOTHING), language)
                for column in grid.columns
            ]
            for row in grid.rows
        ]
    )
    kinds = ["w" if column in grid.words else "n" for column in grid.columns]
    styler = Styler(frame, cell_ids=False, uuid="")
    empty = frame.map(lambda cell: " no" if cell == NOTHING else "")
    styler.set_td_classes(pd.DataFrame([kinds] * len(frame)) + empty)
    if len(frame):
        styler.relabel_index(_labels(grid.rows, language), axis=0)
        styler.relabel_index(_labels(grid.columns, language), axis=1)
    columns = _headings(grid.columns, language)
    html = _semantic(styler.to_html(), _heading(grid.corner, language), kinds, columns)
    name = escape(label, quote=True)
    cards = " cards" if grid.words else ""
    box = f'<div class="tw{cards}" tabindex="0" role="region" aria-label="{name}">'
    return f"{box}{html}</div>"


def _cell(value: object, language: str) -> str:
    """A cell as HTML; a mark and its word stand in a block of their own."""
    if not isinstance(value, Marked):
        return said(value, language)
    words, *below = value.items
    html = said(words, language)
    block = f'<span class="vd">{value.mark_html}<span>{html}</span></span>'
    rest = said(Joined(tuple(below), value.style), language)
    return block + (f'<span class="vb">{rest}</span>' if below else "")


def _headings(entries: Mapping[Any, object], language: str) -> list[str]:
    return [_heading(entry, language) for entry in entries.values()]


def _labels(entries: Mapping[Any, object], language: str) -> list[str]:
    """Headings with doubled braces: Styler takes a label for a format."""
    labels = _headings(entries, language)
    return [label.replace("{", "{{").replace("}", "}}") for label in labels]


def _heading(entry: object, language: str) -> str:
    """A heading as HTML, its first letter a capital."""
    if isinstance(entry, Marked):
        words = _heading(entry.items[0], language)
        return f'<span class="vd">{entry.mark_html}<span>{words}</span></span>'
    return escape(capital(say(entry, language)), quote=True)


def _semantic(html: str, corner: str, kinds: list[str], columns: list[str]) -> str:
    """Without ids and style; headings with their scope; cells with their heading."""
    html = re.sub(r'<style type="text/css">\s*</style>\s*', "", html)
    html = re.sub(r'<table id="[^"]*">', "<table>", html)
    blank = '<th class="blank level0" >&nbsp;</th>'
    html = html.replace(blank, f'<th scope="col">{corner}</th>')
    for position, (kind, column) in enumerate(zip(kinds, columns, strict=True)):
        head = f'<th class="col_heading level0 col{position}" >'
        html = html.replace(head, f'<th scope="col" class="{kind}">')
        cell = rf'<td class="data row\d+ col{position} ({kind}(?: no)?)" >'
        html = re.sub(cell, rf'<td class="\1" data-l="{_literal(column)}">', html)
    html = re.sub(r'<th class="row_heading[^"]*" >', '<th scope="row">', html)
    return re.sub(r"\n\s*", "\n", html).strip()


def _literal(replacement: str) -> str:
    """Text that a regular expression puts in as it is."""
    return replacement.replace("\\", r"\\")
