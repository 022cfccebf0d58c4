"""Exhibit map: every figure, table and text to its cell, function and sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from par_eval.facts import Facts
from par_eval.language import SOURCE_LANGUAGE
from par_eval.show.annex_table import annex_table, linked
from par_eval.show.carrier import said
from par_eval.show.exhibit import Exhibit
from par_eval.show.numbers import empty
from par_eval.show.sources_table import source_anchor
from par_eval.values import Text, text

__all__ = ["MapEntry", "exhibit_map", "numbered_name"]

NAMES = {"figure": text("Figure {number}"), "table": text("Table {number}")}


@dataclass(frozen=True)
class MapEntry:
    """An exhibit as the map of a report lists it.

    Parameters
    ----------
    id : str
        Id of the exhibit, which is its place in the page.
    kind : {"figure", "table", "text"}
        What it is.
    number : int or None
        Its number among those of its kind; None where it has none.
    cell : str
        Id of the notebook's cell that shows it.
    function : str
        Dotted name of the function that makes it.
    titles : mapping of str to str
        Its finding by language, as plain words.
    sources : tuple of str
        Ids of the sources that it names.
    """

    id: str
    kind: str
    number: int | None
    cell: str
    function: str
    titles: Mapping[str, str]
    sources: tuple[str, ...]


def numbered_name(kind: str, number: int | None) -> Text:
    """Name of an exhibit in the page.

    Parameters
    ----------
    kind : str
        Kind of exhibit.
    number : int or None
        Its number among those of its kind.

    Returns
    -------
    Text

    Examples
    --------
    >>> numbered_name("figure", 2).values["number"]
    2
    """
    if kind not in NAMES or number is None:
        return text("Text")
    return Text(NAMES[kind].message, {"number": number})


def exhibit_map(facts: Facts, entries: Sequence[MapEntry]) -> Exhibit:
    """Where each exhibit of a report comes from.

    Parameters
    ----------
    facts : Facts
        Data package.
    entries : sequence of MapEntry
        Exhibits in the order in which they stand.

    Returns
    -------
    Exhibit
        Table; one row for each exhibit, which it links to.

    Examples
    --------
    >>> from par_eval.series import load
    >>> entry = MapEntry("a", "text", None, "a", "show.a", {"en": "Finding"}, ())
    >>> exhibit_map(load(), [entry]).id
    'exhibit-map'
    """
    title = text("Every exhibit, the cell that shows it, its function and its sources")
    headings = (
        text("Exhibit"),
        text("Finding or title"),
        text("Cell"),
        text("Function"),
        text("Data sources"),
    )

    def body(language: str) -> str:
        rows = [_row(entry, language) for entry in entries]
        return annex_table(headings, rows, language, title)

    return Exhibit(
        id="exhibit-map",
        kind="table",
        facts=facts,
        title=title,
        subtitle=text("Each exhibit leads to its place, each source to its row."),
        alternative=title,
        sources=tuple(sorted({s for entry in entries for s in entry.sources})),
        numbers=empty(),
        body=body,
    )


def _row(entry: MapEntry, language: str) -> list[str]:
    name = said(numbered_name(entry.kind, entry.number), language)
    title = entry.titles.get(language, entry.titles.get(SOURCE_LANGUAGE, "–"))
    cited = [linked(f"#{source_anchor(s)}", escape(s)) for s in entry.sources]
    return [
        linked(f"#{entry.id}", name),
        escape(title),
        linked(f"#code-{entry.cell}", _code(entry.cell)),
        _code(entry.function),
        ", ".join(cited) or "–",
    ]


def _code(name: str) -> str:
    """A name as code that breaks between its words where the column is narrow."""
    words = re.sub(r"([.-]|(?<!par)_)", r"\1<wbr>", escape(name))
    return f"<code>{words}</code>"
