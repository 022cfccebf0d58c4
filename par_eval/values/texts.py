"""Texts: sentences and labels that are not yet in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Joined", "Name", "Text", "counted", "text", "unit_words"]


@dataclass(frozen=True)
class Text:
    """A sentence that is not yet in any language: a message id and its values.

    Parameters
    ----------
    message : str
        The English sentence, which is also the id in the gettext catalogue. Its
        ``{fields}`` are filled from `values`.
    values : mapping
        What fills the fields: `Quantity`, `Text`, `Name`, `Joined`, str or int.
    plural : str, optional
        English sentence for any `number` but one.
    number : int, optional
        Number that chooses between the singular and the plural sentence.

    See Also
    --------
    text : The usual way to make one.
    counted : One with a singular and a plural.
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class Name:
    """A label that comes from the data, in the languages that the data has.

    Parameters
    ----------
    key : str
        Code that the label stands for, such as a province code.
    texts : mapping of str to str
        Label by language code.
    """

    key: str
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Joined:
    """Several values said one after the other.

    Parameters
    ----------
    items : tuple
        `Text`, `Name`, `Quantity`, str or int.
    style : {"and", "comma", "sentences", "semicolon"}
        How they are joined: as a whole list in the language, as one that goes on, as
        sentences, or apart.
    """

    items: tuple[object, ...]
    style: str = "and"


def text(message: str, /, **values: object) -> Text:
    """Make a `Text`; Babel extracts the message from the call.

    Parameters
    ----------
    message : str
        The English sentence, with ``{fields}``.
    **values : Quantity, Text, Name, Joined, str or int
        What fills the fields, by their names.

    Returns
    -------
    Text

    Examples
    --------
    >>> text("Rank {rank}", rank=3).values["rank"]
    3
    """
    return Text(message, values)


def counted(one: str, many: str, number: int, /, **values: object) -> Text:
    """Make a `Text` with a singular and a plural; `{number}` is filled as well.

    Parameters
    ----------
    one, many : str
        The English sentence for one, and for any other number.
    number : int
        Number that chooses between the two.
    **values : Quantity, Text, Name, Joined, str or int
        What fills the other fields, by their names; a ``number`` among them, such as
        a traced count, is printed in place of the plain one.

    Returns
    -------
    Text

    Examples
    --------
    >>> counted("{number} year", "{number} years", 2).number
    2
    """
    return Text(one, {"number": number, **values}, many, number)


UNITS = {
    "points": text("points"),
    "percent": text("%"),
    "share": text("share"),
    "agencies": text("agencies"),
    "billion VND": text("billion VND"),
    "communes": text("communes"),
    "counters": text("counters"),
    "date": text("date"),
    "departments": text("departments"),
    "dossiers": text("dossiers"),
    "enterprises": text("enterprises"),
    "group": text("group"),
    "index": text("index"),
    "initiatives": text("initiatives"),
    "minutes": text("minutes"),
    "organisations": text("organisations"),
    "persons": text("persons"),
    "procedures": text("procedures"),
    "rank": text("rank"),
    "seats": text("seats"),
    "services": text("services"),
    "sites": text("sites"),
    "square kilometres": text("square kilometres"),
    "square metres": text("square metres"),
    "units": text("units"),
}
"""Words for the units of indicators; any other unit is printed as the data has it."""


def unit_words(unit: str) -> Text | str:
    """Words for a unit.

    Parameters
    ----------
    unit : str
        Unit of a quantity or an indicator, such as ``points``.

    Returns
    -------
    Text or str
        A text where the unit is one of `UNITS`, else the unit itself.

    Examples
    --------
    >>> unit_words("points").message
    'points'
    >>> unit_words("days")
    'days'
    """
    return UNITS.get(unit, unit)
