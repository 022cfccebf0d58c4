"""Sources of a report: who published what, when, where, and how far to trust it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

import pandas as pd

from par_eval.facts import Facts
from par_eval.show.annex_table import annex_table, linked
from par_eval.show.carrier import capital, said
from par_eval.show.exhibit import Exhibit
from par_eval.show.numbers import empty
from par_eval.values import Text, text

__all__ = ["source_anchor", "sources_table"]

RATED = ("quality", "suitability")
RATINGS: dict[object, Text] = {
    "green": text("green"),
    "amber": text("amber"),
    "red": text("red"),
}


def source_anchor(source: str) -> str:
    """Id in a page of the row of a source.

    Parameters
    ----------
    source : str
        Id of the source.

    Returns
    -------
    str

    Examples
    --------
    >>> source_anchor("S101")
    'source-S101'
    """
    return f"source-{source}"


def sources_table(facts: Facts, sources: Iterable[str]) -> Exhibit:
    """Sources with their publishers, dates, links and ratings.

    Parameters
    ----------
    facts : Facts
        Data package.
    sources : iterable of str
        Source ids, in any order.

    Returns
    -------
    Exhibit
        Table; one row for each source, sorted by id.

    Raises
    ------
    UnknownNameError
        If the data package lacks one of them.

    Examples
    --------
    >>> from par_eval.series import load
    >>> sources_table(load(), ["S101"]).sources
    ('S101',)
    """
    cited = tuple(sorted(set(sources), key=_in_order))
    rows = {source: facts.source(source) for source in cited}
    title = text("Every source that an exhibit or a number of this report names")
    headings = (
        text("Source"),
        text("Title"),
        text("Publisher"),
        text("Date"),
        text("Quality"),
        text("Use"),
    )

    def body(language: str) -> str:
        cells = [_cells(source, row, language) for source, row in rows.items()]
        return annex_table(headings, cells, language, title)

    return Exhibit(
        id="sources",
        kind="table",
        facts=facts,
        title=title,
        subtitle=text(
            "Quality rates the source, use what it is used for. Green: an official "
            "document that was seen. Amber: good enough to use, with a doubt that the "
            "data log names. Red: must not carry a finding alone."
        ),
        alternative=title,
        sources=cited,
        numbers=empty(),
        body=body,
    )


def _in_order(source: str) -> list[str | int]:
    """Words of an id as words, its numbers as numbers."""
    parts = re.split(r"(\d+)", source)
    return [int(part) if part.isdigit() else part for part in parts]


def _cells(source: str, row: pd.Series, language: str) -> list[str]:
    title = escape(str(row["title"]))
    address = _web_address(row.get("address"))
    return [
        f'<span id="{escape(source_anchor(source))}">{escape(source)}</span>',
        linked(address, title) if address else title,
        escape(str(row["publisher"])),
        escape(str(row["date"])),
        *(_rating(row.get(column), language) for column in RATED),
    ]


def _web_address(address: object) -> str:
    """An address that a browser may follow, without what stands behind it."""
    first = address.split(maxsplit=1)[:1] if isinstance(address, str) else []
    return next((a for a in first if a.startswith(("https://", "http://"))), "")


def _rating(rating: object, language: str) -> str:
    words = RATINGS.get(rating, text("not rated"))
    return capital(said(words, language))
