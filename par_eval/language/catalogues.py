"""Catalogues: which languages there are, and which are spoken.

The message ids are the English sentences. The catalogues are gettext ``.po`` files
in ``translations/``; they are read as they are, so none can be out of step with a
compiled copy.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from par_eval.values import UnknownNameError

__all__ = ["SOURCE_LANGUAGE", "catalogue", "known", "speak", "spoken"]

SOURCE_LANGUAGE = "en"
TRANSLATIONS = Path(__file__).parents[1] / "translations"

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
