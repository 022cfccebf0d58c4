"""Languages: turning texts, names and quantities into what a reader reads.

The message ids are the English sentences. The catalogues are gettext ``.po`` files
in ``translations/``; they are read as they are, so none can be out of step with a
compiled copy.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any, BinaryIO

from par_eval.values import (
    MEASURES,
    Joined,
    Name,
    Quantity,
    Text,
    UnknownNameError,
)

__all__ = [
    "SOURCE_LANGUAGE",
    "catalogue",
    "decimal",
    "extract_notebook",
    "known",
    "number",
    "ordinal",
    "say",
    "speak",
    "spoken",
]

SOURCE_LANGUAGE = "en"
TRANSLATIONS = Path(__file__).parent / "translations"
MINUS = "\N{MINUS SIGN}"

Mark = Callable[[Quantity, str], str]

_spoken: list[str] = [SOURCE_LANGUAGE]


def known() -> tuple[str, ...]:
    """Languages that have a catalogue, English first."""
    others = sorted(path.stem for path in TRANSLATIONS.glob("*.po"))
    return (SOURCE_LANGUAGE, *others)


def speak(languages: str | Iterable[str]) -> None:
    """Choose the languages in which exhibits are shown from now on.

    Parameters
    ----------
    languages : str or iterable of str
        Codes, such as ``"en vi"`` or ``["vi"]``; the first one is shown in a
        notebook, all of them travel with it.

    Raises
    ------
    UnknownNameError
        If there is no catalogue for one of them, or none is named.
    """
    if isinstance(languages, str):
        languages = languages.replace(",", " ").split()
    wanted = list(dict.fromkeys(languages))
    unknown = [code for code in wanted if code not in known()]
    if unknown or not wanted:
        named = ", ".join(repr(code) for code in unknown) or "none"
        raise UnknownNameError(
            f"unknown language: {named}; known: {', '.join(known())}"
        )
    _spoken[:] = wanted


def spoken() -> tuple[str, ...]:
    """Languages that exhibits are shown in."""
    return tuple(_spoken)


@cache
def catalogue(language: str) -> NullTranslations:
    """Messages of a language; English is its own catalogue.

    Raises
    ------
    UnknownNameError
        If the language has no catalogue.
    """
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    if language not in known():
        raise UnknownNameError(
            f"unknown language {language!r}; known: {', '.join(known())}"
        )
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (TRANSLATIONS / f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


def say(
    value: object,
    language: str,
    *,
    mark: Mark | None = None,
    escape: Callable[[str], str] = str,
) -> str:
    """Say a value in a language.

    Parameters
    ----------
    value : Text, Joined, Name, Quantity, str or int
        What to say.
    language : str
        Code of the language.
    mark : callable, optional
        ``mark(quantity, number)`` wraps each number, for example in a link.
    escape : callable
        Applied to everything that is not marked, such as `html.escape`.

    Returns
    -------
    str

    Examples
    --------
    >>> from par_eval.values import text
    >>> say(text("{a} and {b}", a=1, b="two"), "en")
    '1 and two'
    """
    if isinstance(value, Quantity):
        number_text = escape(number(value, language))
        return mark(value, number_text) if mark else number_text
    if isinstance(value, Name):
        return escape(_label(value, language))
    if isinstance(value, Joined):
        parts = [say(item, language, mark=mark, escape=escape) for item in value.items]
        return _join(parts, value.style, language)
    if not isinstance(value, Text):
        return escape(str(value))
    words = catalogue(language)
    message = (
        words.gettext(value.message)
        if value.plural is None
        else words.ngettext(value.message, value.plural, value.number or 0)
    )
    filled = {
        key: say(inner, language, mark=mark, escape=escape)
        for key, inner in value.values.items()
    }
    return escape(message).format_map(filled)


def _label(name: Name, language: str) -> str:
    """Label in the language, or else in the first one that the data has."""
    return str(name.texts.get(language) or next(iter(name.texts.values()), name.key))


def _join(parts: list[str], style: str, language: str) -> str:
    if style == "sentences":
        return " ".join(parts)
    if style == "semicolon":
        return "; ".join(parts)
    from babel.lists import format_list

    return format_list(parts, locale=language)


def number(quantity: Quantity, language: str) -> str:
    """A quantity's value as it is printed: its decimals, sign and unit.

    Parameters
    ----------
    quantity : Quantity
        What to print; a missing value is printed as a dash.
    language : str
        Code of the language.

    Returns
    -------
    str

    Examples
    --------
    >>> number(Quantity(3, "rank", "", ("a",)), "en")
    '3rd'
    """
    if quantity.value != quantity.value:
        return "–"
    if quantity.unit == "rank":
        return ordinal(int(quantity.value), language)
    measure = MEASURES.get(quantity.measure)
    decimals = measure.decimals if measure else 0
    return decimal(
        quantity.value, language, decimals, signed=bool(measure and measure.signed)
    )


def decimal(value: float, language: str, decimals: int, *, signed: bool = False) -> str:
    """A number with a fixed count of decimals, rounded half up, with a true minus.

    Parameters
    ----------
    value : float
        The number, finite.
    language : str
        Code of the language.
    decimals : int
        How many decimals are printed.
    signed : bool
        Whether a plus sign is printed.

    Returns
    -------
    str
    """
    from babel.numbers import format_decimal

    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    plain = format_decimal(abs(rounded), format=pattern, locale=language)
    if rounded < 0:
        return MINUS + plain
    return "+" + plain if signed and rounded > 0 else plain


def ordinal(rank: int, language: str) -> str:
    """A place in an order.

    Parameters
    ----------
    rank : int
        The place; the first is 1.
    language : str
        Code of the language.

    Returns
    -------
    str

    Examples
    --------
    >>> [ordinal(n, "en") for n in (1, 2, 3, 4, 11, 22, 63)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '63rd']
    >>> ordinal(5, "vi")
    'thứ 5'
    """
    if language == "vi":
        return f"thứ {rank}"
    teen = 10 < rank % 100 < 14
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"


def extract_notebook(
    fileobj: BinaryIO,
    keywords: Any,
    comment_tags: Any,
    options: Any,
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Babel extractor: every markdown cell of a notebook is one message.

    The message is the whole cell, so an edited cell makes its translation fuzzy.

    Parameters
    ----------
    fileobj : binary file
        Notebook as JSON.
    keywords, comment_tags, options
        Part of Babel's call; not used.

    Yields
    ------
    (int, None, str, list of str)
        Number of the cell, no function, the message, and a comment.
    """
    cells = json.load(fileobj)["cells"]
    for position, cell in enumerate(cells, start=1):
        if cell["cell_type"] == "markdown":
            source = "".join(cell["source"]).strip()
            yield position, None, source, [f"markdown cell {position}"]
