"""The carrier: one output that people read as HTML and machines as data.

A cell's output holds ``text/html`` for people and, under `MIME`, everything that a
machine needs to make it again in any language: HTML by language, numbers, pictures.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from par_eval.language import say
from par_eval.show.style import data_uri
from par_eval.values import Quantity

__all__ = [
    "MIME",
    "SCHEMA",
    "anchor",
    "capital",
    "carry",
    "fill",
    "mark",
    "record",
    "said",
]

MIME = "application/vnd.par-eval.v1+json"
SCHEMA = 1

Pictures = Mapping[str, Mapping[str, str]]

TAGS = re.compile(r'(?:<span class="nw">)?(?:<button class="q"[^>]*>)?')
"""Tags that stand before a number at the start of words; all others are words."""


def anchor(identity: str) -> str:
    """Id in a page of the trace of a quantity.

    Parameters
    ----------
    identity : str
        Id of the quantity.

    Returns
    -------
    str
        The same in every run: a hash of the id.

    Examples
    --------
    >>> anchor("median(a/*/2019)") == anchor("median(a/*/2019)")
    True
    """
    digest = hashlib.sha256(identity.encode("utf-8")).hexdigest()
    return f"t-{digest[:12]}"


def mark(quantity: Quantity, words: str) -> str:
    """A number as a button that opens its trace.

    Parameters
    ----------
    quantity : Quantity
        The number.
    words : str
        What is printed; HTML already.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> place = Quantity(3, "rank", "rank", ("papi.total/P63/2020",))
    >>> mark(place, "3rd").endswith(">3rd</button>")
    True
    """
    return (
        f'<button class="q" popovertarget="{anchor(quantity.id)}" '
        f'title="{escape(quantity.id)}">{words}</button>'
    )


def said(value: object, language: str) -> str:
    """A text, name or quantity as HTML: data escaped, numbers opening their trace.

    Punctuation and the sign of percent stay on the line of the number before them.

    Parameters
    ----------
    value : Text, Joined, Name, Quantity, str or int
        What to say.
    language : str
        Code of the language.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> said("from <data>", "en")
    'from &lt;data&gt;'
    """
    html = say(value, language, mark=mark, escape=escape)
    button = r'<button class="q"[^>]*>[^<]*</button>'
    among = rf"{button}/(?:{button}|\d+)[.,;:)%]*"
    pattern = rf"(\(?{among}|\({button}[.,;:)%]*|{button}[.,;:)%]+)"
    return re.sub(pattern, r'<span class="nw">\1</span>', html)


def capital(words: str) -> str:
    """Words with a capital first letter, as titles and headings have it.

    Parameters
    ----------
    words : str
        Plain text or HTML; the tags of a number at the start are skipped.

    Returns
    -------
    str

    Examples
    --------
    >>> capital("đất đai"), capital('<button class="q">thứ 5</button>')
    ('Đất đai', '<button class="q">Thứ 5</button>')
    """
    tags = TAGS.match(words)
    start = tags.end() if tags else 0
    return words[:start] + words[start : start + 1].upper() + words[start + 1 :]


def record(quantity: Quantity) -> dict[str, Any]:
    """A quantity as data; missing values become null.

    Parameters
    ----------
    quantity : Quantity
        The number.

    Returns
    -------
    dict
        Ready for JSON: id, measure, of, value, unit, low, high, interval, and the
        notes in English.

    Examples
    --------
    >>> unknown = Quantity(float("nan"), "points", "median", ("papi.total/*/2020",))
    >>> record(unknown)["value"] is None
    True
    """

    def number(value: float | None) -> float | None:
        return None if value is None or value != value else float(value)

    return {
        "id": quantity.id,
        "measure": quantity.measure,
        "of": list(quantity.of),
        "value": number(quantity.value),
        "unit": quantity.unit,
        "low": number(quantity.low),
        "high": number(quantity.high),
        "interval": quantity.interval,
        "notes": [say(note, "en") for note in quantity.notes],
    }


def carry(
    kind: str,
    identity: str,
    html: Mapping[str, str],
    numbers: Iterable[Quantity],
    pictures: Pictures | None = None,
    *,
    title: Mapping[str, str] | None = None,
    sources: Iterable[str] = (),
) -> dict[str, Any]:
    """The carrier of one exhibit.

    Parameters
    ----------
    kind : {"figure", "table", "text"}
        Kind of exhibit.
    identity : str
        Its id, the same in every report.
    html : mapping of str to str
        HTML by language; pictures stand in it as ``picture:NAME``.
    numbers : iterable of Quantity
        Every number that is shown.
    pictures : mapping, optional
        SVG by language and name.
    title : mapping, optional
        What it shows, by language, as plain words.
    sources : iterable of str
        Ids of the sources that it names.

    Returns
    -------
    dict
        Ready for JSON: the number of the schema, kind, id, title, sources, html,
        pictures, and numbers, each id once.
    """
    unique = {quantity.id: quantity for quantity in numbers}
    return {
        "par_eval_schema": SCHEMA,
        "kind": kind,
        "id": identity,
        "title": dict(title or {}),
        "sources": list(sources),
        "html": dict(html),
        "numbers": [record(quantity) for quantity in unique.values()],
        "pictures": {lang: dict(by_name) for lang, by_name in (pictures or {}).items()},
    }


def fill(carrier: Mapping[str, Any], language: str) -> str:
    """HTML of a carrier in a language, with its pictures inside.

    Parameters
    ----------
    carrier : mapping
        Carrier of an exhibit, as `carry` makes it.
    language : str
        Code of one of its languages.

    Returns
    -------
    str
        HTML that needs no other file.

    Raises
    ------
    KeyError
        If the carrier was not made in that language.

    Examples
    --------
    >>> html = {"en": '<img src="picture:wide">'}
    >>> made = carry("figure", "a", html, [], {"en": {"wide": "<svg/>"}})
    >>> fill(made, "en")
    '<img src="data:image/svg+xml;base64,PHN2Zy8+">'
    """
    html = str(carrier["html"][language])
    for name, svg in carrier["pictures"].get(language, {}).items():
        html = html.replace(f"picture:{name}", data_uri(svg))
    return html
