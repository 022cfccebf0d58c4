"""Numbers, places in an order and days, as a language writes them."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from par_eval.values import MEASURES, Quantity

__all__ = ["day", "decimal", "number", "ordinal"]

MINUS = "\N{MINUS SIGN}"


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


def day(value: date, language: str) -> str:
    """A day of the calendar.

    Parameters
    ----------
    value : date
        The day.
    language : str
        Code of the language.

    Returns
    -------
    str

    Examples
    --------
    >>> day(date(2019, 9, 1), "en"), day(date(2019, 9, 1), "vi")
    ('1 September 2019', 'ngày 1/9/2019')
    """
    if language == "vi":
        return f"ngày {value.day}/{value.month}/{value.year}"
    from babel.dates import format_date

    style = "d MMMM yyyy" if language == "en" else "long"
    return format_date(value, style, locale=language)
