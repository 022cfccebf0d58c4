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
from par_eval.show.carrier import said

__all__ = ["Grid", "grid_html"]


@dataclass(frozen=True)
class Grid:
    """Cells by row and column, with their headings.

    Parameters
    ----------
    corner : Text
        Heading of the column of row headings.
    rows, columns : mapping
        Heading (`Text`, `Name`, str or int) by key, in order.
    cells : mapping
        `Quantity`, `Text`, `Joined`, `Name` or str by (row key, column key); a cell
        that is absent is printed as a dash.
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
    """
    frame = pd.DataFrame(
        [
            [
                said(grid.cells.get((row, column), "–"), language)
                for column in grid.columns
            ]
            for row in grid.rows
        ]
    )
    kinds = ["w" if column in grid.words else "n" for column in grid.columns]
    styler = Styler(frame, cell_ids=False, uuid="")
    styler.set_td_classes(pd.DataFrame([kinds] * len(frame)))
    if len(frame):
        styler.relabel_index(_headings(grid.rows, language), axis=0)
        styler.relabel_index(_headings(grid.columns, language), axis=1)
    corner = escape(_capital(say(grid.corner, language)))
    html = _semantic(styler.to_html(), corner)
    name = escape(label, quote=True)
    return (
        f'<div class="tw" tabindex="0" role="region" aria-label="{name}">{html}</div>'
    )


def _headings(entries: Mapping[Any, object], language: str) -> list[str]:
    return [escape(_capital(say(entry, language))) for entry in entries.values()]


def _capital(label: str) -> str:
    """First letter as a capital, as headings have it."""
    return label[:1].upper() + label[1:]


def _semantic(html: str, corner: str) -> str:
    """Without ids and style; headings with their scope; the corner with its word."""
    html = re.sub(r'<style type="text/css">\s*</style>\s*', "", html)
    html = re.sub(r'<table id="[^"]*">', "<table>", html)
    blank = r'<th class="blank level0" >&nbsp;</th>'
    html = html.replace(blank, f'<th scope="col">{corner}</th>')
    html = re.sub(r'<th class="col_heading[^"]*" >', '<th scope="col">', html)
    html = re.sub(r'<th class="row_heading[^"]*" >', '<th scope="row">', html)
    html = re.sub(r'<td class="data row\d+ col\d+ (\w)" >', r'<td class="\1">', html)
    return re.sub(r"\n\s*", "\n", html).strip()
