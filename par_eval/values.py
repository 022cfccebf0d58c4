"""Values that every floor shares: texts, quantities, measures, results, errors.

Nothing here computes or translates, and nothing here imports a heavy library, so
that the command line starts at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "MEASURES",
    "TRACED",
    "ComparabilityError",
    "Joined",
    "Measure",
    "MissingValueError",
    "Name",
    "ParEvalError",
    "Quantity",
    "Result",
    "Text",
    "UnknownNameError",
    "address",
    "counted",
    "define",
    "identity",
    "quantities",
    "quantities_in",
    "text",
    "unit_words",
]

TRACED = ("measure", "of", "value", "low", "high", "unit")
"""Columns that make a tidy frame a traced frame."""


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
    style : {"and", "sentences", "semicolon"}
        How they are joined: as a list in the language, as sentences, or apart.
    """

    items: tuple[object, ...]
    style: str = "and"


def text(message: str, /, **values: object) -> Text:
    """Make a `Text`; Babel extracts the message from the call.

    Examples
    --------
    >>> text("Rank {rank}", rank=3).values["rank"]
    3
    """
    return Text(message, values)


def counted(one: str, many: str, number: int, /, **values: object) -> Text:
    """Make a `Text` with a singular and a plural; `{number}` is filled as well.

    Examples
    --------
    >>> counted("{number} year", "{number} years", 2).number
    2
    """
    return Text(one, {"number": number, **values}, many, number)


UNITS = {
    "points": text("points"),
    "percent": text("percent"),
    "share": text("share"),
}
"""Words for the units of indicators; any other unit is printed as the data has it."""


def unit_words(unit: str) -> Text | str:
    """Words for a unit.

    Examples
    --------
    >>> unit_words("points").message
    'points'
    """
    return UNITS.get(unit, unit)


@dataclass(frozen=True)
class Measure:
    """What kind of number a quantity is.

    Parameters
    ----------
    key : str
        Name used in the id of a quantity, such as ``median``.
    sentence : Text
        What it is, in a phrase for readers.
    not_for : Text
        What it must not be used for.
    operation : str
        How it follows from its inputs, for anyone who recomputes it: one of
        observation, sum, difference, mean, median, rank, percentile, share, count,
        or a word of its own that is none of these.
    decimals : int
        Printed decimals.
    function : str
        Dotted name of the function that computes it, below ``par_eval``.
    signed : bool
        Whether a plus sign is printed.
    """

    key: str
    sentence: Text
    not_for: Text
    operation: str
    decimals: int
    function: str
    signed: bool = False


MEASURES: dict[str, Measure] = {}
"""Every measure by its key; each module defines those that it computes."""


def define(measure: Measure) -> str:
    """Enter a measure in `MEASURES` and return its key.

    Raises
    ------
    ValueError
        If another measure already has the key.
    """
    if MEASURES.setdefault(measure.key, measure) != measure:
        raise ValueError(f"measure {measure.key!r} is defined twice")
    return measure.key


def address(indicator: str, place: str, years: int | Iterable[int]) -> str:
    """Address of one value, or of a set of them.

    Parameters
    ----------
    indicator : str
        Indicator id; ``papi.total~2019-2020`` is the same indicator on its parts
        without a break between the two years.
    place : str
        Province code, ``*`` for all provinces, ``@region`` for those of a region.
    years : int or iterable of int
        One year, or several.

    Returns
    -------
    str
        ``indicator/place/years``, several years joined by ``+``.

    Examples
    --------
    >>> address("papi.total", "P15", 2019)
    'papi.total/P15/2019'
    >>> address("papi.total", "*", [2019, 2020])
    'papi.total/*/2019+2020'
    """
    when = [years] if isinstance(years, int) else years
    return f"{indicator}/{place}/{'+'.join(str(int(year)) for year in when)}"


def identity(measure: str, of: Iterable[str]) -> str:
    """Id of a quantity: its measure and the addresses or ids that it is made of.

    Examples
    --------
    >>> identity("median", ["papi.total/*/2019"])
    'median(papi.total/*/2019)'
    """
    return f"{measure}({', '.join(of)})"


@dataclass(frozen=True)
class Quantity:
    """One number with all that a doubtful reader needs to follow it.

    Parameters
    ----------
    value : float
        The number, unrounded. NaN where the number is not known.
    unit : str
        points, rank, percentile, z, percent, or what is counted (provinces, years).
    measure : str
        Key in `MEASURES`.
    of : tuple of str
        Inputs: addresses, or ids of other quantities.
    low, high : float, optional
        Bounds of the value.
    interval : str, optional
        What the bounds are; never empty where bounds are given.
    notes : tuple of Text
        What a reader must know, such as soft breaks that were crossed.

    Examples
    --------
    >>> Quantity(4, "rank", "rank", ("papi.total/P15/2019",)).id
    'rank(papi.total/P15/2019)'
    """

    value: float
    unit: str
    measure: str
    of: tuple[str, ...]
    low: float | None = None
    high: float | None = None
    interval: str | None = None
    notes: tuple[Text, ...] = ()

    @property
    def id(self) -> str:
        """Measure and inputs, which name the quantity wherever it is printed."""
        return identity(self.measure, self.of)


def quantities(frame: pd.DataFrame) -> Iterator[Quantity]:
    """Turn the rows of a traced frame into quantities.

    Parameters
    ----------
    frame : DataFrame
        Tidy frame with the columns `TRACED`; ``interval`` is read if present.
    """
    known = [*TRACED, *(["interval"] if "interval" in frame else [])]
    for row in frame[known].to_dict("records"):
        for key in ("low", "high", "interval"):
            if row.get(key) != row.get(key):
                row[key] = None
        yield Quantity(**row)


def quantities_in(value: object) -> Iterator[Quantity]:
    """All quantities inside a text, in reading order."""
    if isinstance(value, Quantity):
        yield value
    elif isinstance(value, Text):
        for inner in value.values.values():
            yield from quantities_in(inner)
    elif isinstance(value, Joined):
        for inner in value.items:
            yield from quantities_in(inner)


@dataclass(frozen=True)
class Result:
    """Numbers of one step of an evaluation, or of one check.

    Parameters
    ----------
    name : str
        What was computed.
    numbers : DataFrame
        Traced frame.
    notes : tuple of Text
        What a report must print beside the numbers.
    passed : bool or None
        Outcome of a check; None where the result only informs.
    """

    name: str
    numbers: pd.DataFrame
    notes: tuple[Text, ...] = ()
    passed: bool | None = None

    def table(self) -> pd.DataFrame:
        """The numbers without the columns that serve tracing only."""
        return self.numbers.drop(columns=["measure", "of"], errors="ignore")


class ParEvalError(Exception):
    """Anything that a user can understand and mend.

    Parameters
    ----------
    message : str
        What was wrong, where, and what to do.
    """


class UnknownNameError(ParEvalError):
    """A province, period, indicator, language or kind of report is not known."""


class MissingValueError(ParEvalError):
    """A value that was asked for was never published; it is not imputed."""


class ComparabilityError(ParEvalError):
    """Two values may not be compared, since a series breaks between them.

    Attributes
    ----------
    breaks : tuple
        The hard breaks in between.
    unbroken : Quantity or None
        The change on the parts without a break, where there are any.
    """

    def __init__(
        self, message: str, breaks: tuple = (), unbroken: Quantity | None = None
    ) -> None:
        super().__init__(message)
        self.breaks = breaks
        self.unbroken = unbroken
