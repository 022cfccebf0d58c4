"""Speech: a text, a name or a quantity in the words of a language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from par_eval.language.catalogues import catalogue
from par_eval.language.numbers import day, number
from par_eval.values import Joined, Name, Quantity, Text

__all__ = ["say"]

Mark = Callable[[Quantity, str], str]


PERCENT = re.compile(r"(?<=[0-9>]) %(?!\w)")
"""A percent sign apart from its number, in a text that also takes other units."""
APART = {"comma": ", ", "semicolon": "; ", "sentences": " "}
"""What stands between values that are not joined as a whole list."""


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
    value : Text, Joined, Name, Quantity, date, str or int
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
    >>> say(text("{value} {unit}", value=80, unit="%"), "en")
    '80%'
    """
    if isinstance(value, Quantity):
        number_text = escape(number(value, language))
        return mark(value, number_text) if mark else number_text
    if isinstance(value, date):
        return escape(day(value, language))
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
    said = escape(message).format_map(filled)
    return PERCENT.sub("%", said)


def _label(name: Name, language: str) -> str:
    """Label in the language, or else in the first one that the data has."""
    return str(name.texts.get(language) or next(iter(name.texts.values()), name.key))


def _join(parts: list[str], style: str, language: str) -> str:
    if style in APART:
        return APART[style].join(parts)
    from babel.lists import format_list

    return format_list(parts, locale=language)
