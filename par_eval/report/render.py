"""Render: an executed notebook as one self-contained HTML file per language."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from nbformat.v4 import new_output

from par_eval.facts import Facts
from par_eval.language import SOURCE_LANGUAGE, catalogue, say
from par_eval.report.annexes import Annex
from par_eval.report.collect import NOTEBOOK_ONLY, Numbered, numbered, silent
from par_eval.report.popover import trace_html
from par_eval.show import MIME, anchor, fill, said
from par_eval.show.exhibit_map import numbered_name
from par_eval.values import Text, text

__all__ = ["render", "translated"]

TEMPLATES = Path(__file__).parent / "template"
COLUMN_END = "<!--column-end-->"
TOP = "summary"
"""Id of the first screen, which is that of its exhibit too."""


def render(
    notebook: Any,
    carriers: list[dict[str, Any]],
    facts: Facts,
    language: str,
    *,
    title: Text,
    languages: tuple[str, ...],
    footer: Text,
    annexes: Sequence[Annex] = (),
) -> str:
    """HTML of an executed notebook in one language.

    Parameters
    ----------
    notebook : NotebookNode
        Executed notebook; it is not changed.
    carriers : list of dict
        Its carriers.
    facts : Facts
        Data package, for the traces.
    language : str
        Language of the page.
    title : Text
        Title of the page.
    languages : tuple of str
        Languages of the report, each a file beside this one.
    footer : Text
        Last line of the page.
    annexes : sequence of Annex
        Sections that follow those of the notebook.

    Returns
    -------
    str
        A whole page that needs no other file and no network.
    """
    page = {
        "language": language,
        "title": say(title, language),
        "others": [
            {"code": code, "href": file_name(code), "name": own_name(code)}
            for code in languages
            if code != language
        ],
        "words": {
            "skip": say(text("Skip to the report"), language),
            "summary": say(text("Summary"), language),
            "code": say(text("Set-up of this report"), language),
            "cell": say(text("Code"), language),
            "footer": say(footer, language),
        },
    }
    shown = _in_language(notebook, language)
    html, _ = _exporter().from_notebook_node(shown, resources={"par_eval": page})
    added = "".join(annex.html(language) for annex in annexes)
    html = _sections(html.replace(COLUMN_END, added + COLUMN_END), language)
    html = _number_exhibits(html, language)
    return _traces(html, numbered(carriers), facts, language)


def file_name(language: str) -> str:
    """File of a report in a language."""
    return f"report.{language}.html"


def own_name(language: str) -> str:
    """Name of a language in that language."""
    from babel import Locale

    name = str(Locale.parse(language).get_display_name(language))
    return name[:1].upper() + name[1:]


def translated(source: str, language: str) -> str:
    """A markdown cell in a language; the cell itself where it is the source's.

    Parameters
    ----------
    source : str
        The cell as written, in English.
    language : str
        Code of the language.

    Returns
    -------
    str
        Markdown; the English where the catalogue has no translation.

    Raises
    ------
    UnknownNameError
        If the language has no catalogue.

    Examples
    --------
    >>> translated("# Trends", "en")
    '# Trends'
    """
    if language == SOURCE_LANGUAGE or not source.strip():
        return source
    return catalogue(language).gettext(source.strip())


@cache
def _exporter() -> Any:
    from nbconvert.exporters import HTMLExporter

    return HTMLExporter(
        template_name="par_eval",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_anchor_links=True,
        sanitize_html=False,
    )


def _in_language(notebook: Any, language: str) -> Any:
    """Copy of the notebook with translated prose and the language's exhibits."""
    shown = copy.deepcopy(notebook)
    cells = []
    opened = False
    for cell in shown.cells:
        tags = cell.metadata.get("tags", [])
        if NOTEBOOK_ONLY in tags or _silent(cell):
            continue
        if cell.cell_type == "markdown":
            cell.source = translated(cell.source, language)
        opens = not opened and cell.cell_type == "markdown"
        opened = opened or opens
        cell.metadata["par_eval"] = {"opens_column": opens}
        if cell.cell_type == "code":
            cell.outputs = [_in_words(output, language) for output in cell.outputs]
        cells.append(cell)
    shown.cells = cells
    return shown


def _silent(cell: Any) -> bool:
    """Whether a cell shows exhibits, and none of them has anything to show."""
    data = [output.get("data", {}) for output in cell.get("outputs", [])]
    return bool(data) and all(MIME in one and silent(one[MIME]) for one in data)


def _in_words(output: Any, language: str) -> Any:
    """An exhibit's output as the HTML of a language; any other one as it is."""
    carrier = output.get("data", {}).get(MIME)
    if not carrier:
        return output
    html = {"text/html": _anchored(fill(carrier, language), carrier["id"])}
    return new_output("display_data", data=html)


def _anchored(html: str, name: str) -> str:
    """HTML of an exhibit whose id leads to it: that of a text lacks the id."""
    if name == TOP or f'id="{name}"' in html:
        return html
    return re.sub(r"^<(\w+)(?![^>]*\sid=)", rf'<\1 id="{name}"', html, count=1)


def _sections(html: str, language: str) -> str:
    """Sections around the second-level headings, and contents made from them."""
    head, rest = html.split("<!--column-->", 1)
    column, tail = rest.split(COLUMN_END, 1)
    pieces = re.split(r"(?=<h2[ >])", column)
    top = said(text("Summary"), language)
    entries = [f'<li><a href="#{TOP}"><span></span>{top}</a></li>']
    sections = [pieces[0]]
    for position, piece in enumerate(pieces[1:], start=1):
        match = re.match(r"<h2[^>]*>(.*?)</h2>", piece, flags=re.DOTALL)
        assert match is not None
        title = match.group(1).strip()
        heading = f'<h2><span class="sn">{position}</span>{title}</h2>'
        body = heading + piece[match.end() :]
        sections.append(f'<section id="s{position}">{body}</section>')
        link = f'<a href="#s{position}"><span>{position}</span>{title}</a>'
        entries.append(f"<li>{link}</li>")
    label = said(text("Contents"), language)
    contents = (
        f'<nav class="toc" aria-label="{label}"><details open>'
        f"<summary>{label}</summary><ol>{''.join(entries)}</ol></details></nav>"
    )
    head = head.replace("<!--contents-->", contents)
    return head + "".join(sections) + tail


def _number_exhibits(html: str, language: str) -> str:
    """Number figures and tables in the order in which they stand."""
    for kind in ("figure", "table"):
        empty = f'<p class="fn" data-kind="{kind}"></p>'
        count = 0
        while empty in html:
            count += 1
            words = say(numbered_name(kind, count), language)
            html = html.replace(empty, f'<p class="fn">{words}</p>', 1)
    return html


def _traces(html: str, entries: list[Numbered], facts: Facts, language: str) -> str:
    """One popover for each number on the page, and its trace number on the button."""
    tabled = re.compile(r"<table>.*?</table>", re.DOTALL)
    open_parts = tabled.sub("", html)
    popovers = []
    for entry in entries:
        name = anchor(entry.quantity.id)
        button = f'popovertarget="{name}"'
        if button not in html:
            continue
        minor = button not in open_parts
        popovers.append(trace_html(facts, entry, language, minor=minor))
        html = html.replace(
            f'class="q" {button}', f'class="q" data-n="{entry.number}" {button}'
        )
    # in a page the trace tells more than the tooltip of a notebook
    html = re.sub(r'(class="q"[^>]*?) title="[^"]*"', r"\1", html)
    heading = said(text("Where the numbers come from"), language)
    annex = (
        f'<aside class="annex" aria-label="{heading}"><h2>{heading}</h2>'
        f"{''.join(popovers)}</aside>"
    )
    return html.replace("<!--traces-->", annex)
