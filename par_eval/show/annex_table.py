"""Annex tables: rows of words with links, which a grid of numbers has no place for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from par_eval.language import say
from par_eval.show.carrier import capital

__all__ = ["annex_table", "linked"]


def annex_table(
    headings: Sequence[object],
    rows: Iterable[Sequence[str]],
    language: str,
    label: object,
) -> str:
    """HTML of a table of words, in a box like those of other tables.

    Parameters
    ----------
    headings : sequence of Text
        Heading of each column; the first column holds the headings of the rows.
    rows : iterable of sequence of str
        Cells, which are HTML already.
    language : str
        Language.
    label : Text
        Name of the box for a screen reader.

    Returns
    -------
    str
        HTML; on a phone each row becomes a card.

    Examples
    --------
    >>> html = annex_table(["Id", "Title"], [["A", "<b>B</b>"]], "en", "Sources")
    >>> '<td class="w" data-l="Title"><b>B</b></td>' in html
    True
    """
    words = [capital(say(heading, language)) for heading in headings]
    head = "".join(
        f'<th scope="col"{_kind(position)}>{escape(word)}</th>'
        for position, word in enumerate(words)
    )
    body = "\n".join(_row(words, cells) for cells in rows)
    name = escape(say(label, language))
    return (
        f'<div class="tw cards" tabindex="0" role="region" aria-label="{name}">'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
        "</div>"
    )


def linked(address: str, html: str) -> str:
    """A link to a place in the page, or to another one.

    Parameters
    ----------
    address : str
        ``#`` and an id, or an address of the web.
    html : str
        What is printed; HTML already.

    Returns
    -------
    str
        HTML; who follows a link to another page does not tell it where from.

    Examples
    --------
    >>> linked("https://a.example/?b&c", "A")
    '<a href="https://a.example/?b&amp;c" rel="noreferrer">A</a>'
    """
    private = "" if address.startswith("#") else ' rel="noreferrer"'
    return f'<a href="{escape(address)}"{private}>{html}</a>'


def _kind(position: int) -> str:
    return ' class="w"' if position else ""


def _row(headings: Sequence[str], cells: Sequence[str]) -> str:
    first, *rest = cells
    told = "".join(
        f'<td class="w" data-l="{escape(heading)}">{cell}</td>'
        for heading, cell in zip(headings[1:], rest, strict=True)
    )
    return f'<tr><th scope="row">{first}</th>{told}</tr>'
