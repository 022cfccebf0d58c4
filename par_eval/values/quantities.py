"""Quantities: numbers with the address of everything they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from par_eval.values.texts import Joined, Text

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "TRACED",
    "Quantity",
    "address",
    "identity",
    "quantities",
    "quantities_in",
]

TRACED = ("measure", "of", "value", "low", "high", "unit")
"""Columns that make a tidy frame a traced frame."""


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

    Parameters
    ----------
    measure : str
        Key in `MEASURES`.
    of : iterable of str
        Inputs: addresses, or ids of other quantities.

    Returns
    -------
    str
        ``measure(input, input)``.

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

    Yields
    ------
    Quantity
        One for each row, in order; bounds that are missing are None.

    Examples
    --------
    >>> import pandas as pd
    >>> row = ("count", ("papi.total/P63/2020",), 1, None, None, "years")
    >>> [q.id for q in quantities(pd.DataFrame([row], columns=TRACED))]
    ['count(papi.total/P63/2020)']
    """
    columns = [frame[name].tolist() for name in TRACED]
    kinds = frame["interval"].tolist() if "interval" in frame else [None] * len(frame)
    for measure, of, value, low, high, unit, kind in zip(*columns, kinds, strict=True):
        low, high, kind = (None if one != one else one for one in (low, high, kind))
        yield Quantity(value, unit, measure, of, low, high, kind)


def quantities_in(value: object) -> Iterator[Quantity]:
    """All quantities inside a text, in reading order.

    Parameters
    ----------
    value : Quantity, Text, Joined or object
        What is said; anything else holds no quantity.

    Yields
    ------
    Quantity

    Examples
    --------
    >>> place = Quantity(3, "rank", "rank", ("papi.total/P63/2020",))
    >>> [q.value for q in quantities_in(Text("Rank {rank}", {"rank": place}))]
    [3]
    """
    if isinstance(value, Quantity):
        yield value
    elif isinstance(value, Text):
        for inner in value.values.values():
            yield from quantities_in(inner)
    elif isinstance(value, Joined):
        for inner in value.items:
            yield from quantities_in(inner)
